"""Visible text broken into lines, and rows of tables put together, while a page's tree is walked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.hypertext.grid import ONE, Grid, Size
from parsers.hypertext.page import Block, Line, Page
from parsers.hypertext.spacing import JOINT, laid_out

# a cell of several lines that is longer lays out text: it is no table's
_LONGEST_CELL = 60
_LONGEST_ENTRY = 200


@dataclass
class _Row:
    """A table's row while it is open: its block, and the ranges of the lines of its cells."""

    block: int
    start: int
    cells: list[tuple[int, int]] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    nested: bool = False


class Lines:
    """Takes text, breaks, pictures and block edges in document order."""

    def __init__(self) -> None:
        self._page = Page()
        self._open = [0]
        self._rows: list[_Row] = []
        self._cells: list[tuple[int, Size]] = []
        self._grids: list[Grid] = []
        self._gap = self._pictured = self._picture = False
        self._start()

    def _start(self) -> None:
        self._parts: list[str] = []
        self._visible = self._linked = self._control = 0
        self._caption = self._centred = False
        self._heading = 0

    def page(self, names: tuple[str, ...]) -> Page:
        """Return the page when all of it has been taken."""
        self._flush()
        self._page.blocks[0].end = len(self._page.lines)
        self._page.names = names
        return self._page

    def take(
        self, text: str, link: bool = False, control: bool = False, caption: bool = False, centred: bool = False, heading: int = 0
    ) -> None:
        """Take a stretch of text, or a joint, with what holds for it."""
        self._parts.append(text)
        count = 0 if text == JOINT else sum(map(len, text.split()))
        if count:
            self._visible += count
            self._linked += count if link else 0
            self._control += count if control else 0
            self._caption, self._centred = self._caption or caption, self._centred or centred
            self._heading = heading or self._heading

    def picture(self, is_icon: bool) -> None:
        """Note a picture in the line."""
        self._picture = self._picture or (not is_icon and not self._visible)
        self._parts.append(JOINT)

    def end_line(self) -> None:
        """End the line at a break; one with nothing in it is a gap."""
        if not self._flush() and not self._pictured:
            self._gap = True

    def open_block(self, tag: str, names: str, margin: bool, size: Size = ONE) -> None:
        """Begin a block element; `size` is that of a table's cell."""
        self._flush()
        self._gap = self._gap or margin
        self._page.blocks.append(Block(tag, names, self._open[-1], len(self._page.lines)))
        self._open.append(len(self._page.blocks) - 1)
        if tag == "table":
            self._grids.append(Grid())
            for row in self._rows[-1:]:
                row.nested = True
        if tag == "tr":
            self._rows.append(_Row(self._open[-1], len(self._page.lines)))
        if tag in ("td", "th"):
            self._cells.append((len(self._page.lines), size))

    def close_block(self, tag: str, margin: bool) -> None:
        """End a block element; a row of a table becomes one line where it is one."""
        blank = bool(self._parts)
        blank = not self._flush() and blank
        self._gap = self._gap or margin or (blank and tag in ("p", "div"))
        block = self._open.pop()
        if tag in ("td", "th") and self._cells:
            start, size = self._cells.pop()
            if self._rows:
                self._rows[-1].cells.append((start, len(self._page.lines)))
                self._rows[-1].sizes.append(size)
        if tag == "tr" and self._rows:
            row = self._rows.pop()
            self._join_row(row, self._grids[-1].row(row.sizes) if self._grids else range(len(row.cells)))
        if tag == "table" and self._grids:
            self._grids.pop()
        if block < len(self._page.blocks):
            self._page.blocks[block].end = len(self._page.lines)

    def _flush(self) -> bool:
        """Enter the line so far; tell whether anything was visible in it."""
        if not self._visible:
            self._pictured, self._picture = self._pictured or self._picture, False
            self._parts.clear()
            return False
        text, spaced = laid_out("".join(self._parts))
        line = Line(text, spaced, self._linked, self._heading, self._caption, self._centred)
        line.is_control = self._control * 2 > self._visible
        line.pictured, line.gap, line.block = self._pictured or self._picture, self._gap, self._open[-1]
        self._page.lines.append(line)
        self._gap = self._pictured = self._picture = False
        self._start()
        return True

    def _join_row(self, row: _Row, columns: Sequence[int | None]) -> None:
        """Make a row's lines one, with a tab between its columns (empty ones too), unless the table only lays out the page."""
        lines = self._page.lines
        cells = [lines[start:end] for start, end in row.cells if start < end]
        set_apart = any(line.pictured or line.heading for cell in cells for line in cell)
        if row.nested or len(cells) < 2 or set_apart or any(_is_running_text(cell) for cell in cells):
            return
        words = tuple(" ".join(line.spaced.strip() for line in cell) for cell in cells)
        filled = [lines[slice(*row.cells[i])] if i is not None else [] for i in columns]
        shown = "\t".join(" ".join(line.text.strip() for line in cell) for cell in filled).rstrip("\t")
        spaced = "\t".join(" ".join(line.spaced.strip() for line in cell) for cell in filled).rstrip("\t")
        joined = Line(shown, spaced, cells=words, gap=cells[0][0].gap and not self._follows_row(row), block=row.block)
        joined.linked = sum(line.linked for cell in cells for line in cell)
        lines[row.start :] = [joined]
        del self._page.blocks[row.block + 1 :]

    def _follows_row(self, row: _Row) -> bool:
        """Tell whether the line before a row is another row of its table."""
        before = self._page.lines[row.start - 1] if row.start else None
        blocks = self._page.blocks
        return before is not None and bool(before.cells) and blocks[before.block].parent == blocks[row.block].parent


def _is_running_text(cell: Sequence[Line]) -> bool:
    """Tell whether a cell holds text that a table only puts in its place: several lines, or several sentences in one."""
    length = sum(len(line.text) for line in cell)
    return length > (_LONGEST_CELL if len(cell) > 1 else _LONGEST_ENTRY) and (len(cell) > 1 or cell[0].text.count("。") > 1)
