"""What is taken of each PDF page: its own text where that is sound, else what recognition makes of its picture, else nothing, said aloud."""

import importlib
from dataclasses import dataclass, replace

from pypdfium2 import PdfiumError

from parsers.allowance import A_PICTURE, ask
from parsers.errors import GarbledTextLayer, KuaibaoError, NoContent, OcrMissing
from parsers.pages.gate import ENOUGH, why_garbled
from parsers.pages.model import Glyph, Sheet
from parsers.pages.repairs import repaired
from parsers.pdf.device import Drawn
from parsers.pdf.second import SecondEngine, difference
from parsers.reading import Note

_SHOWN = 40


@dataclass(frozen=True)
class Settled:
    """A page as it will be read, what was noticed about it, and the error that it would be if it were the whole file."""

    sheet: Sheet
    notes: tuple[Note, ...] = ()
    lost: KuaibaoError | None = None


def settled(drawn: Drawn, engine: SecondEngine | None) -> Settled:
    """Return what is to be read of a page; its notes have no spans yet."""
    sheet = repaired(drawn.sheet)
    text = _text(sheet.glyphs)
    garbled = why_garbled(text)
    if garbled:
        return _pictured(sheet, engine, Note("garbled_text_layer", "warning", f"Its text layer is not what is printed: {garbled}."))
    if _is_picture(drawn, text):
        return _pictured(sheet, engine, None)
    return Settled(sheet, (*_hidden(drawn), *_compared(drawn, sheet, engine)))


def _text(glyphs: tuple[Glyph, ...]) -> str:
    return "".join(g.text for g in glyphs)


def _is_picture(drawn: Drawn, text: str) -> bool:
    """Tell whether what is printed on a page must be in its picture or drawing, since it is not in its text; a blank page has nothing."""
    visible = len("".join(text.split()))
    sheet = drawn.sheet
    return (visible < ENOUGH and drawn.pictured) or (not visible and bool(sheet.images or sheet.boxes))


def _pictured(sheet: Sheet, engine: SecondEngine | None, why: Note | None) -> Settled:
    """Return what recognition reads on a page; where it is not installed, an empty page and a note that says so."""
    page = f"Page {sheet.number}"
    try:
        read = _recognised(sheet, engine)
    except OcrMissing as missing:
        error = GarbledTextLayer(f"{why.message} {missing}") if why else missing
        code = why.code if why else "page_without_text"
        message = f"{page} is not in the text. {why.message if why else 'It is a picture.'} {missing}"
        return Settled(replace(sheet, glyphs=()), (Note(code, "error", message),), error)
    if not read.glyphs:
        return Settled(read, (Note("page_without_text", "info", f"{page} is a picture, and no text was found in it."),), NoContent(""))
    said = why.message if why else "It is a picture."
    return Settled(read, (Note("page_recognised", "info", f"{page} was recognised from its picture. {said}"),))


def _recognised(sheet: Sheet, engine: SecondEngine | None) -> Sheet:
    if engine is None:
        raise OcrMissing("it cannot be drawn for recognition: save or print the file as PDF again and drop it")
    try:
        recognise = importlib.import_module("parsers.readers.ocr").recognise
    except ImportError as error:
        raise OcrMissing("its characters must be recognised: pip install 'kuaibao[ocr]' and retry it") from error
    ask(A_PICTURE)
    try:
        read: Sheet = recognise(engine.picture(sheet.number, sheet.turned), sheet.number, sheet.width, sheet.height)
    except PdfiumError as error:
        raise OcrMissing(f"it cannot be drawn for recognition ({error}): save or print the file as PDF again and drop it") from error
    return replace(read, turned=(read.turned + sheet.turned) % 360)


def _hidden(drawn: Drawn) -> tuple[Note, ...]:
    text = "".join(_text(drawn.hidden).split())
    if not text:
        return ()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    message = f"{len(text)} characters on page {drawn.sheet.number} are not to be seen and were left out: “{shown}”."
    return (Note("hidden_text", "info", message),)


def _compared(drawn: Drawn, sheet: Sheet, engine: SecondEngine | None) -> tuple[Note, ...]:
    theirs = engine.text(sheet.number) if engine else None
    if theirs is None:
        return ()
    hidden = _text(drawn.hidden)
    once = "".join(g.raw or g.text for g in sheet.glyphs)
    other = difference(_text(drawn.sheet.glyphs) + hidden, once, theirs)
    if not other:
        return ()
    return (Note("engines_disagree", "warning", f"Two programs read page {sheet.number} differently: {other}. Compare it with the page."),)
