"""OFD (GB/T 33190): characters, rules and pictures of its pages, put in reading order by what stands where."""

from parsers.errors import NoContent, OcrMissing
from parsers.ofd.package import Package
from parsers.ofd.pages import sheets
from parsers.pages.compose import compose
from parsers.pages.model import Sheet
from parsers.reading import Note, Reading
from parsers.source import Source

NAME = "ofd"
VERSION = "1"


def read(source: Source, media_type: str) -> Reading:
    """Return the text of an OFD in reading order, with a place for every character.

    Raises BrokenFile, PasswordNeeded, ResourceLimit, and NoContent or OcrMissing where no page has a character.
    """
    pages: list[Sheet] = []
    notes: list[Note] = []
    for found in sheets(Package(source)):
        if isinstance(found, Sheet):
            pages.append(found)
        else:
            notes.append(Note("truncated", "warning", found))
    _hold_text(source, pages)
    return compose(pages, media_type, NAME, VERSION, notes)


def _hold_text(source: Source, pages: list[Sheet]) -> None:
    if any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        return
    if any(page.images for page in pages):
        raise OcrMissing(f"{source.name} has pictures of text only: print it to PDF, which is read by recognition, and drop that")
    raise NoContent(f"{source.name} has nothing visible in it")
