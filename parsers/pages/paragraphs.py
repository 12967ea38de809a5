"""Paragraphs from lines of type: where the next one begins by indent, short last line and gap, across columns and pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median

from parsers.grammar.marks import is_terminated
from parsers.pages.blocks import Block, same_size
from parsers.pages.lines import TypeLine, by_baseline, line_of
from parsers.pages.stories import Story

# in ems: how far a first line stands in, and how far before the column's edge a line ends that is not full
_INDENT, _WIDEST_INDENT, _SHORT = 1.2, 4.5, 1.7
# sizes nearer than this are the same type
SAME_SIZE = 0.08
# a gap between lines that is wider than this many of the usual ones parts paragraphs
_WIDE = 1.45
# type larger than this many times the body is a headline's
_HEAD = 1.2
# a line that ends so has not said all
_OPEN = ("，", "、", "的", "和", "与", "及", "：", "；", "“", "（", "《")


@dataclass
class Column:
    """Lines under each other between two edges: a column's stretch of a text, or what a page has of a text in one column."""

    lines: list[TypeLine]
    left: float
    right: float

    @cached_property
    def leading(self) -> float:
        """Return the usual distance from line to line, in points."""
        steps = [b.baseline - a.baseline for a, b in pairwise(self.lines) if b.baseline > a.baseline]
        return median(steps) if steps else 0.0

    @cached_property
    def size(self) -> float:
        """Return the usual size of its type, in points."""
        return median(line.size for line in self.lines)


@dataclass
class Paragraph:
    """Lines that are read as one, what they are (body, title, kicker …), and whether the source leaves a gap before them."""

    lines: list[TypeLine] = field(default_factory=list)
    role: str = "body"
    gap: bool = False


def rows_of(lines: Sequence[TypeLine]) -> list[TypeLine]:
    """Return lines from top to bottom; those on one baseline are one line."""
    rows: list[TypeLine] = []
    for row in by_baseline(lines):
        single = len(row) == 1 or any(line.cells for line in row)
        rows += row if single else [line_of([g for line in row for g in line.glyphs], row[0].page)]
    return rows


def edges(lines: Sequence[TypeLine]) -> tuple[float, float]:
    """Return the left and the right edge that lines keep: the outermost that are not an outlier's."""
    lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def paragraphs(columns: Sequence[Column], plain: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of one text whose columns are given in reading order; `plain` is the size of its body, in points."""
    current: Paragraph | None = None
    before: tuple[Column, TypeLine] | None = None
    for column in columns:
        for i, line in enumerate(column.lines):
            after = column.lines[i + 1] if i + 1 < len(column.lines) else None
            gap = bool(before and _is_gap(before, column, line))
            if current and before and not gap and not _begins(before, (column, line), after, plain):
                current.lines.append(line)
            else:
                if current:
                    yield current
                current = Paragraph([line], "title" if line.size > _HEAD * plain else "body", gap)
            before = (column, line)
    if current:
        yield current


def _is_gap(before: tuple[Column, TypeLine], column: Column, line: TypeLine) -> bool:
    if before[0] is not column:
        return False
    usual = column.leading * max(1.0, line.size / column.size)  # the lines of a headline are as far apart as its type is large
    return line.baseline - before[1].baseline > _WIDE * max(usual, line.size)


def _begins(before: tuple[Column, TypeLine], here: tuple[Column, TypeLine], after: TypeLine | None, plain: float) -> bool:
    """Tell whether a line begins a new paragraph after another."""
    (above, last), (column, line) = before, here
    em = line.size
    if last.cells or line.cells:
        return True
    if abs(last.size - em) > SAME_SIZE * max(last.size, em):
        return True
    if line.size > _HEAD * plain:
        return line.text.startswith(("—", "―", "-"))
    is_short = last.x1 < above.right - _SHORT * last.size
    indent = line.x0 - column.left
    if _INDENT * em <= indent <= _WIDEST_INDENT * em:
        hangs = after is not None and abs(after.x0 - line.x0) < 0.3 * em and not is_terminated(last.text)
        return is_short or not (hangs or last.text.endswith(_OPEN))
    if indent > _WIDEST_INDENT * em:
        return True
    return is_short and (is_terminated(last.text) or not last.text.endswith(_OPEN))


def story_paragraphs(story: Story) -> Iterator[Paragraph]:
    """Yield the paragraphs of an article: the decks of its headline, its text across columns, its captions."""
    for n, (role, run) in enumerate(groupby(story.blocks, key=lambda block: block.role)):
        blocks = list(run)
        if role == "body":
            found = list(_running(blocks))
        elif role == "title":
            found = [Paragraph([line for block in blocks for line in block.lines], role)]
        else:
            found = [
                Paragraph(lines, role)
                for block in blocks
                for lines in (([row] for row in block.lines) if role == "table" else [block.lines])
            ]
        found[0].gap = n > 0 and role not in ("title", "subtitle")
        yield from found


def _running(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    current: list[TypeLine] = []
    flow = [(block, i) for block in blocks for i in range(len(block.lines))]
    starts = [_starts(block, i) for block, i in flow]
    indents = sum(starts) >= 2 or starts[0]
    for at, (block, i) in enumerate(flow):
        line = block.lines[i]
        if current:
            last, before = current[-1], flow[at - 1]
            short = last.end < _right(*before) - _SHORT * last.size
            ended = is_terminated(last.text)
            if (starts[at] and (short or ended)) or (short and ended and not indents) or not same_size(last, line):
                yield Paragraph(current)
                current = []
        current.append(line)
    yield Paragraph(current)


def _starts(block: Block, i: int) -> bool:
    """Tell whether a line of a block stands in as the first of a paragraph does."""
    if i == 0:
        return block.indented
    line = block.lines[i]
    left = min(x.begin for x in block.lines[max(0, i - 2) : i + 3])
    return _INDENT * line.size <= line.begin - left <= _WIDEST_INDENT * line.size


def _right(block: Block, i: int) -> float:
    near = [x.end for x in block.lines[max(0, i - 3) : i + 4]]
    return max([*near, block.ends[1]]) if len(block.lines) < 4 else max(near)
