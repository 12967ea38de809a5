"""PDF: pages as pdfminer draws them, put in reading order by what stands where, and held against what pdfium reads."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pdfminer.pdfinterp import PDFResourceManager

from parsers.allowance import A_PAGE, ask
from parsers.errors import BrokenFile, KuaibaoError, NoContent
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.pdf.device import Drawn, PageDevice
from parsers.pdf.opening import opened, pages
from parsers.pdf.second import SecondEngine
from parsers.pdf.settled import Settled, settled
from parsers.reading import Note, Reading, Span
from parsers.source import Source

NAME = "pdf"
VERSION = "1"


def read(source: Source, media_type: str) -> Reading:
    """Return the text of a PDF in reading order, with a place for every character.

    Raises PasswordNeeded; BrokenFile; ResourceLimit for more pages or characters than any real document has; and where no page has
    text that can be stored OcrMissing, GarbledTextLayer or NoContent.
    """
    engine = opened(source)
    ask(A_PAGE * len(engine) if engine else A_PAGE)
    done = [settled(drawn, engine) for drawn in _drawn(source)]
    _hold_something(source, done)
    sheets = [page.sheet for page in done]
    reading = compose(sheets, media_type, NAME, VERSION)
    notes = (*reading.notes, *_missing(engine, len(done)), *_placed(reading, done), *_repairs(reading, done))
    return as_came(replace(reading, notes=notes), sheets)


def _drawn(source: Source) -> Iterator[Drawn]:
    device = PageDevice(PDFResourceManager())
    try:
        for number, page in enumerate(pages(source), 1):
            yield device.drawn(page, number)
    except (KuaibaoError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever its code trips over; the file is to blame, and its words help
        raise BrokenFile(f"{source.name} cannot be read as PDF ({type(error).__name__}: {error}): save it as PDF again") from error


def _hold_something(source: Source, done: Sequence[Settled]) -> None:
    if not done:
        raise BrokenFile(f"{source.name} has no pages: save or print it as PDF again and drop it")
    if any(g.text.strip() for page in done for g in page.sheet.glyphs):
        return
    for page in done:
        if page.lost and str(page.lost):
            raise type(page.lost)(f"{source.name} has no text of its own on any page: {page.lost}") from page.lost
    raise NoContent(f"{source.name} has nothing to read on any of its pages")


def _missing(engine: SecondEngine | None, read: int) -> Iterator[Note]:
    if engine and len(engine) > read:
        yield Note("truncated", "error", f"Only {read} of {len(engine)} pages could be read: save or print the file as PDF again.")


def _placed(reading: Reading, done: Sequence[Settled]) -> Iterator[Note]:
    """Yield the notes on pages, each with where its page stands in the reading."""
    noted = [(page.sheet.number, note) for page in done for note in page.notes]
    spans = _page_spans(reading) if noted else {}
    for number, note in noted:
        yield replace(note, spans=(spans[number],) if number in spans else ())


def _page_spans(reading: Reading) -> dict[int, Span]:
    spans: dict[int, Span] = {}
    for at, place in enumerate(reading.places or ()):
        if place:
            spans[place.page] = Span(spans[place.page].start if place.page in spans else at, at + 1)
    return spans


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
