"""What is taken of each page: its own text where that is sound, else what recognition makes of its picture, else nothing, said aloud."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PIL import Image

from parsers.errors import BrokenFile, GarbledTextLayer, KuaibaoError, NoContent, OcrMissing, UnreadableSource
from parsers.glyphs import UNTOLD
from parsers.pages.gate import ENOUGH, why_garbled
from parsers.pages.model import Sheet
from parsers.reading import Note, Reading, Span, merge

_Recognise = Callable[[Image.Image, int, float, float], Sheet]


@dataclass(frozen=True)
class Settled:
    """A page as it will be read, what was noticed about it, and the error that it would be if it were the whole file."""

    sheet: Sheet
    notes: tuple[Note, ...] = ()
    lost: KuaibaoError | None = None


@dataclass(frozen=True)
class Doubt:
    """Why a page's own text is not taken: the code of its finding, a sentence, and the error that it would be if it were the whole file.

    Without an error of its own it is the one by which the page cannot be recognised.
    """

    code: str
    said: str
    error: type[UnreadableSource] | None = None


def broken(why: str) -> Doubt:
    """Return the doubt about a page that its reader could not follow, by the sentence that says why."""
    return Doubt("truncated", f"{why}.", BrokenFile)


def doubt(sheet: Sheet, *, pictured: bool, drawn: bool) -> Doubt | None:
    """Return why what is printed on a page cannot be its text; None where it can. A blank page has nothing.

    `pictured` says that pictures cover most of it, `drawn` that it shows anything but rules.
    """
    text = "".join("".join(g.text for g in sheet.glyphs).split())
    garbled = why_garbled(text)
    if garbled:
        return Doubt("garbled_text_layer", f"Its text layer is not what is printed: {garbled}.", GarbledTextLayer)
    if (len(text) < ENOUGH and pictured) or (not text and drawn):
        return Doubt("page_without_text", "It is a picture.")
    return None


def by_picture(sheet: Sheet, why: Doubt, recognised: Callable[[], Sheet]) -> Settled:
    """Return what recognition reads on a page; where it cannot be had (`recognised` raises), an empty page and a note that says so."""
    page = f"Page {sheet.number}"
    try:
        read = recognised()
    except KuaibaoError as missing:
        note = Note(why.code, "error", f"{page} is not in the text. {why.said} {missing}")
        return Settled(replace(sheet, glyphs=()), (note,), (why.error or type(missing))(f"{why.said} {missing}"))
    if not read.glyphs:
        note = Note("page_without_text", "info", f"{page} is a picture, and no text was found in it.")
        return Settled(read, (note,), NoContent("no text was found in its pictures"))
    return Settled(read, (Note("page_recognised", "info", f"{page} was recognised from its picture. {why.said}"),))


def recogniser() -> _Recognise:
    """Return what reads a page's picture, imported for such pages only; raises OcrMissing where it is not installed."""
    try:
        return cast(_Recognise, importlib.import_module("parsers.readers.ocr").recognise)
    except ImportError as error:
        raise OcrMissing("Its characters must be recognised: pip install 'kuaibao[ocr]' and retry it") from error


def hold_text(name: str, done: Sequence[Settled]) -> None:
    """Raise what the first page without text was lost by where no page has any, NoContent where all are blank."""
    if any(glyph.text.strip() for page in done for glyph in page.sheet.glyphs):
        return
    for page in done:
        if page.lost:
            raise type(page.lost)(f"{name} has no text of its own on any page: {page.lost}") from page.lost
    raise NoContent(f"{name} has nothing visible on any of its pages: open it, and print what it shows to PDF")


def notes_on(reading: Reading, done: Sequence[Settled]) -> Iterator[Note]:
    """Yield what was noticed about pages, each with where its page stands in the reading; and the characters that were repaired."""
    noted = [(page.sheet.number, note) for page in done for note in page.notes]
    spans = _page_spans(reading) if noted else {}
    for number, note in noted:
        yield replace(note, spans=(spans[number],) if number in spans else ())
    yield from _repairs(reading, done)
    yield from _untold(reading)


def _page_spans(reading: Reading) -> dict[int, Span]:
    spans: dict[int, Span] = {}
    for at, place in enumerate(reading.places or ()):
        if place:
            spans[place.page] = Span(spans[place.page].start if place.page in spans else at, at + 1)
    return spans


def _untold(reading: Reading) -> Iterator[Note]:
    """Yield a note on the characters that no font gives a meaning: too few for their page to be recognised instead."""
    spans = merge(Span(*m.span()) for m in UNTOLD.finditer(reading.text)) if "(cid:" in reading.text else ()
    if spans:
        message = "The fonts do not say what these characters are, (cid:12) and the like in the text: compare them with the page."
        yield Note("replacement_character", "warning", message, spans)


def _repairs(reading: Reading, done: Sequence[Settled]) -> Iterator[Note]:
    """Yield a note for each run of repaired characters: what stands there, and what the file had."""
    raw = {(p.sheet.number, g.x0, g.top): g.raw for p in done for g in p.sheet.glyphs if g.raw and g.text.strip()}
    if not raw:
        return
    had = [raw.get((place.page, place.x0, place.top)) if place else None for place in reading.places or ()]
    start = 0
    while start < len(had):
        end = start
        while end < len(had) and had[end]:
            end += 1
        if end > start:
            was = "".join(h or "" for h in had[start:end])
            message = f"“{was}” in the file is printed as “{reading.text[start:end]}”: its font names characters wrongly."
            yield Note("glyph_repaired", "info", message, (Span(start, end),))
        start = end + 1
