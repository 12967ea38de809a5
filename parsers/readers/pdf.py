"""PDF: pages as pdfminer draws them, put in reading order by what stands where, and held against what pdfium reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pdfminer.pdfpage import PDFPage

from parsers.allowance import A_PAGE, ask
from parsers.errors import BrokenFile, KuaibaoError
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.pages.model import Sheet
from parsers.pages.settled import hold_text, notes_on
from parsers.pdf.device import Drawn, PageDevice
from parsers.pdf.fonts import Fonts
from parsers.pdf.opening import opened, pages
from parsers.pdf.second import SecondEngine
from parsers.pdf.settled import settled
from parsers.reading import Note, Reading
from parsers.source import Source

NAME = "pdf"
VERSION = "1"

# what a page measures that neither engine can follow
_A4 = (595.0, 842.0)


def read(source: Source, media_type: str) -> Reading:
    """Return the text of a PDF in reading order, with a place for every character.

    Raises PasswordNeeded; BrokenFile; ResourceLimit for more pages or characters than any real document has; and where no page has
    text that can be stored OcrMissing, GarbledTextLayer or NoContent.
    """
    engine = opened(source)
    ask(A_PAGE * len(engine) if engine else A_PAGE)
    done = [settled(drawn, engine) for drawn in _drawn(source)]
    if not done:
        raise BrokenFile(f"{source.name} has no pages: save or print it as PDF again and drop it")
    hold_text(source.name, done)
    sheets = [page.sheet for page in done]
    reading = compose(sheets, media_type, NAME, VERSION)
    notes = (*reading.notes, *_missing(engine, len(done)), *notes_on(reading, done))
    return as_came(replace(reading, notes=notes), sheets)


def _drawn(source: Source) -> Iterator[Drawn]:
    device = PageDevice(Fonts())
    with _blamed(f"{source.name} cannot be read as PDF"):
        for number, page in enumerate(pages(source), 1):
            yield _page(device, page, number)


def _page(device: PageDevice, page: PDFPage, number: int) -> Drawn:
    """Return one page; one that cannot be followed is empty and says why, so that the others are read."""
    try:
        with _blamed("What it draws cannot be followed"):
            return device.drawn(page, number)
    except BrokenFile as error:
        return Drawn(Sheet(number, *_A4), broken=str(error))


@contextmanager
def _blamed(what: str) -> Iterator[None]:
    try:
        yield
    except (KuaibaoError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever its code trips over; the file is to blame, and its words help
        raise BrokenFile(f"{what} ({type(error).__name__}: {error}): save it as PDF again") from error


def _missing(engine: SecondEngine | None, read: int) -> Iterator[Note]:
    if engine and len(engine) > read:
        yield Note("truncated", "error", f"Only {read} of {len(engine)} pages could be read: save or print the file as PDF again.")
