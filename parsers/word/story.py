"""The paragraphs of a Word file's story (its text, a header, a note) as people see them.

Text boxes, tracked insertions, content controls and the results of fields are text; tracked deletions, hidden words, the codes of fields
and the second copy of a text box for older programs (mc:Fallback) are not. Element names as in ECMA-376 part 1, chapter 17.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from parsers.flowing import raised
from parsers.word.fields import Fields
from parsers.word.markup import (
    GONE,
    WRAPPERS,
    cells_of,
    chosen,
    drawn,
    is_diagram,
    is_inline,
    is_picture,
    is_placeholder,
    is_watermark,
    rows,
    word_art,
)
from parsers.word.numbering import Numbering
from parsers.word.package import attribute, child, local
from parsers.word.paragraphs import Paragraph, boxed, captions_of, paragraph_of, row_of, under_pictures
from parsers.word.styles import PLAIN, Style, is_centred, is_on, list_of, outline_level
from parsers.word.symbols import shown, symbol

_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# white space that has its own elements in a run: as a character it only lays out the file
_LAYOUT = re.compile(r"[\t\r\n]+")
_DRAWN = {"drawing", "pict", "object"}


@dataclass
class _Line:
    """A paragraph being read: its text so far, the text boxes anchored in it, before or behind its first words."""

    hidden: bool
    text: list[str] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    behind: list[Paragraph] = field(default_factory=list)
    has_picture: bool = False
    font: str = ""
    raised: bool = False

    def boxes(self) -> list[Paragraph]:
        return self.behind if "".join(self.text).strip() else self.before


class Story:
    """Reads stories of one file; `counts` says how much was left out or kept, `notes` lists footnotes and endnotes in order of reference."""

    def __init__(self, styles: dict[str, Style], numbering: Numbering) -> None:
        """Read with the file's styles and lists; lists go on counting from story to story."""
        self._styles = styles
        self._numbering = numbering
        self._fields = Fields()
        self.counts: Counter[str] = Counter()
        self.notes: list[tuple[str, str]] = []

    def paragraphs(self, element: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs in an element, those of tables as rows."""
        for inner in chosen(element):
            name = local(inner)
            if name == "p":
                yield from self._paragraph(inner)
            elif name == "tbl":
                yield from self._table(inner)
            elif name in GONE:
                self.counts["deleted"] += 1
            elif name == "altChunk":
                self.counts["embedded"] += 1
            elif name in WRAPPERS and not is_placeholder(inner):
                self.counts["inserted"] += name in ("ins", "moveTo")
                yield from self.paragraphs(inner)

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        identity = attribute(child(properties, "pStyle"), "val") or ""
        style = self._styles.get(identity, self._styles.get("", PLAIN))
        line = _Line(style.is_hidden)
        self._inline(element, line)
        self._fields.end_paragraph()
        text = "".join(line.text)
        mark = self._list_mark(properties, style, identity) if text.strip() else ""
        yield from line.before
        yield paragraph_of(text, style, outline_level(properties), is_centred(properties), line.has_picture, mark)
        yield from line.behind

    def _list_mark(self, properties: Element | None, style: Style, identity: str) -> str:
        list_id, at = list_of(properties)
        list_id = style.list_id if list_id is None else list_id
        if not list_id or list_id == "0":
            return ""
        at = at if at is not None else style.list_level
        mark = self._numbering.mark(list_id, self._numbering.level_for(list_id, identity) if at is None else at)
        if mark is None:
            self.counts["unknown_list"] += 1
        return mark or ""

    def _inline(self, element: Element, line: _Line) -> None:
        for inner in chosen(element):
            name = local(inner)
            if name == "r":
                self._run(inner, line)
            elif name in GONE:
                self.counts["deleted"] += 1
            elif name in _DRAWN:
                self._run_child(inner, line)
            elif name in WRAPPERS and not is_placeholder(inner):
                self.counts["inserted"] += name in ("ins", "moveTo")
                self._inline(inner, line)

    def _run(self, element: Element, line: _Line) -> None:
        properties = child(element, "rPr")
        style = self._styles.get(attribute(child(properties, "rStyle"), "val") or "-", PLAIN)
        hidden = is_on(properties, "vanish")
        if style.is_hidden or line.hidden if hidden is None else hidden:
            self.counts["hidden"] += any(local(e) == "t" for e in element)
            return
        line.font = attribute(child(properties, "rFonts"), "ascii") or ""
        line.raised = attribute(child(properties, "vertAlign"), "val") == "superscript"
        for inner in chosen(element):
            self._run_child(inner, line)

    def _run_child(self, element: Element, line: _Line) -> None:
        name = local(element)
        if name == "fldChar":
            self._fields.char(attribute(element, "fldCharType") or "")
        elif self._fields.in_code:
            return
        elif name == "t":
            text = shown(line.font, _LAYOUT.sub(" ", element.text or ""))
            line.text.append(raised(text) if line.raised else text)
        elif name in _MARKS:
            line.text.append(_MARKS[name])
        elif name == "sym":
            line.text.append(symbol(attribute(element, "font") or "", attribute(element, "char") or ""))
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), attribute(element, "id") or ""))
        elif name in _DRAWN:
            self._drawing(element, line)
        elif name == "r":
            self._run(element, line)
        elif name in ("ruby", "rubyBase"):
            self._inline(element, line)

    def _drawing(self, element: Element, line: _Line) -> None:
        """Take the text boxes and drawn words in a drawing, and note a picture that stands in the line."""
        pictured = False
        behind = is_watermark(element)
        for inner in drawn(element):
            if is_picture(inner):
                pictured = True
            elif is_diagram(inner):
                self.counts["diagrams"] += 1
            elif words := word_art(inner):
                line.boxes().append(Paragraph(words, boxed=True, behind=behind))
            else:
                found = [p for p in self.paragraphs(inner) if p.text.strip() or p.has_picture]
                pictured = pictured or any(p.has_picture for p in found)
                line.boxes().extend(boxed(found, behind))
        line.has_picture = line.has_picture or (pictured and is_inline(element))

    def _table(self, element: Element) -> Iterator[Paragraph]:
        above: list[list[Paragraph]] = []
        for row in rows(element):
            if child(row, "trPr", "del") is not None:
                self.counts["deleted"] += 1
                continue
            cells = [self._cell(cell) for cell in cells_of(row)]
            yield from captions_of(cells) if under_pictures(above, cells) else row_of(cells)
            above = cells

    def _cell(self, cell: Element | None) -> list[Paragraph]:
        found = self.paragraphs(cell) if cell is not None else ()
        return [p for p in found if p.text.strip() or p.has_picture]
