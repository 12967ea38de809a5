"""OFD (GB/T 33190): characters, rules and pictures of its pages, put in reading order by what stands where."""

from collections.abc import Sequence

from parsers.allowance import A_PAGE, ask
from parsers.errors import NoContent
from parsers.ofd.package import Package
from parsers.ofd.pages import drawn
from parsers.ofd.settled import Settled, settled
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.reading import Note, Reading
from parsers.source import Source

NAME = "ofd"
VERSION = "1"


def read(source: Source, media_type: str) -> Reading:
    """Return the text of an OFD in reading order, with a place for every character.

    Raises BrokenFile, PasswordNeeded, ResourceLimit; and where no page has text OcrMissing, GarbledTextLayer or NoContent.
    """
    package = Package(source)
    done: list[Settled] = []
    notes: list[Note] = []
    for found in drawn(package):
        ask(A_PAGE)
        if isinstance(found, str):
            notes.append(Note("truncated", "warning", found))
        else:
            done.append(settled(found, package))
            notes += done[-1].notes
    _hold_text(source, done)
    sheets = [page.sheet for page in done]
    return as_came(compose(sheets, media_type, NAME, VERSION, notes), sheets)


def _hold_text(source: Source, done: Sequence[Settled]) -> None:
    if any(glyph.text.strip() for page in done for glyph in page.sheet.glyphs):
        return
    for page in done:
        if page.lost:
            raise type(page.lost)(f"{source.name} has no text of its own on any page: {page.lost}") from page.lost
    raise NoContent(f"{source.name} has nothing visible in it: print it to PDF and drop that")
