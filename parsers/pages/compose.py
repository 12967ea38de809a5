"""From pages to a reading: lines, blocks, articles, paragraphs, and for every character its place."""

from collections.abc import Sequence

from parsers.pages.model import Glyph, Sheet
from parsers.reading import Note, Page, Place, Reading


def compose(
    sheets: Sequence[Sheet], media_type: str, reader: str, version: str, notes: Sequence[Note] = (), evidence: dict[str, str] | None = None
) -> Reading:
    """Return the reading of pages in the order in which a person reads them, one paragraph to a line."""
    text: list[str] = []
    places: list[Place | None] = []
    for sheet in sheets:
        for glyph in sheet.glyphs:
            text.append(glyph.text)
            places += [_place(sheet, glyph)] * len(glyph.text)
        text.append("\n")
        places.append(None)
    pages = tuple(Page(s.number, s.width, s.height) for s in sheets)
    return Reading("".join(text), media_type, reader, version, pages, tuple(places), tuple(notes), evidence or {})


def _place(sheet: Sheet, glyph: Glyph) -> Place:
    return Place(sheet.number, glyph.x0, glyph.top, glyph.x1, glyph.bottom)
