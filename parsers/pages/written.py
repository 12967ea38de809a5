"""The text of a reading as it is written down, paragraph by paragraph, with the place of each character and what layout says of it."""

from collections.abc import Sequence

from parsers.pages.bylines import between
from parsers.pages.lines import TypeLine, parted
from parsers.pages.model import Glyph
from parsers.pages.paragraphs import Paragraph
from parsers.reading import Note, Page, Part, Place, Reading, Role, Span

# what layout calls a paragraph → the role that the reading carries, with the level of a heading
_ROLES = {
    "title": ("heading", 1),
    "kicker": ("kicker", 0),
    "subtitle": ("subtitle", 0),
    "subheading": ("heading", 2),
    "caption": ("caption", 0),
    "furniture": ("furniture", 0),
}
# in ems: a gap on a line that stands between cells of a table, not between words
_CELL = 1.5
_BETWEEN_CELLS, _BETWEEN_TWO = "  ", "\t"  # rows of two are told by their tabs


class Writing:
    """A reading in the making."""

    def __init__(self) -> None:
        """Begin with an empty text."""
        self._text: list[str] = []
        self._places: list[Place | None] = []
        self._scores: list[float | None] = []
        self._roles: list[Role] = []
        self._parts: list[Part] = []

    def add(self, paragraph: Paragraph) -> None:
        """Write one paragraph as one line, behind an empty line where the source leaves a gap."""
        if self._text:
            self._put("\n" if not paragraph.gap else "\n\n")
        start = len(self._text)
        last: TypeLine | None = None
        for line in paragraph.lines:
            self._put(between(last.text, line.text) if last and paragraph.role == "byline" else _joint(last, line))
            self._write(line)
            last = line
        if paragraph.role in _ROLES:
            self._roles.append(Role(Span(start, len(self._text)), *_ROLES[paragraph.role]))

    def article(self, paragraphs: Sequence[Paragraph], confidence: float) -> None:
        """Write the paragraphs of one article of several."""
        start = len(self._text)
        for paragraph in paragraphs:
            self.add(paragraph)
        while start < len(self._text) and self._text[start] == "\n":
            start += 1
        self._parts.append(Part(Span(start, len(self._text)), confidence))

    def reading(
        self, pages: Sequence[Page], media_type: str, reader: str, version: str, notes: Sequence[Note], evidence: dict[str, str] | None
    ) -> Reading:
        """Return what was written, with a line break at its end."""
        self._put("\n")
        parts = tuple(self._parts) if len(self._parts) > 1 else ()
        text = "".join(self._text)
        places, roles = tuple(self._places), tuple(self._roles)
        scores = tuple(self._scores) if any(score is not None for score in self._scores) else None
        return Reading(text, media_type, reader, version, tuple(pages), places, tuple(notes), evidence or {}, roles, parts, scores)

    def _put(self, blank: str) -> None:
        self._text += blank
        self._places += [None] * len(blank)
        self._scores += [None] * len(blank)

    def _write(self, line: TypeLine) -> None:
        for i, (cell, skipped) in enumerate(zip(line.cells, line.skipped, strict=True)):
            between = _BETWEEN_TWO if len(line.cells) == 2 and not any(line.skipped) else _BETWEEN_CELLS
            self._put("\t" * (skipped + bool(i)) if skipped else between if i else "")
            self._write(cell)
        if line.cells:
            return
        text, places, scores, page = self._text, self._places, self._scores, line.page
        before: Glyph | None = None
        for glyph in line.glyphs:
            said = glyph.text
            if before and glyph.x0 - before.x1 > 0 and not line.vertical and parted(before, glyph):
                self._put(_BETWEEN_CELLS if glyph.x0 - before.x1 > _CELL * line.size else " ")
            place = Place(page, glyph.x0, glyph.top, glyph.x1, glyph.bottom)
            # most glyphs are one character
            for char in said:
                text.append(char)
                places.append(place)
                scores.append(glyph.score)
            before = glyph if not said.isspace() else None


def _joint(last: TypeLine | None, line: TypeLine) -> str:
    """Return what stands between two lines of a paragraph: a space between Latin words, nothing in Chinese text."""
    if last is None:
        return ""
    before, after = last.glyphs[-1].text[-1:], line.glyphs[0].text[:1]
    return " " if before.isascii() and after.isascii() and before.isalpha() and after.isalpha() else ""
