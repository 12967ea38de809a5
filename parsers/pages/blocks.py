"""Blocks: lines of one type under each other, and how each begins and ends: with a paragraph of its own or in the middle of one."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

from parsers.grammar.marks import is_terminated
from parsers.pages.bylines import goes_on_as_byline, is_whole_byline
from parsers.pages.geometry import around, overlap
from parsers.pages.lines import TypeLine
from parsers.pages.model import Box
from parsers.pages.upright import upright_runs

# sizes nearer than this are one size
SAME_SIZE = 0.08
# in ems: the widest gap between the lines of a block, how far the step may differ from the usual one where the stream does not say
_GAP, _STEP = 0.95, 0.25
# in ems: a first line's indent, and how far before the edge a line ends that is not full
_LEAST_INDENT, _MOST_INDENT, _SHORT = 1.2, 3.3, 1.6
# type so much larger than a column's may be of a heading in it
_HEADING = 1.5


@dataclass(eq=False)
class Block:
    """Lines under each other in one type; `role` is what they turned out to be."""

    lines: list[TypeLine]
    role: str = "body"
    column: tuple[float, float] | None = field(default=None)

    @cached_property
    def box(self) -> Box:
        """Return the box round the lines, by the em of their type."""
        return around([Box(x.x0, x.top, x.x1, x.bottom) for x in self.lines])

    @property
    def size(self) -> float:
        """Return the size of its type, in points."""
        return self.lines[0].size

    @property
    def font(self) -> str:
        """Return the font of its type."""
        return self.lines[0].font

    @cached_property
    def text(self) -> str:
        """Return what it says."""
        return "".join(line.text for line in self.lines)

    @property
    def edges(self) -> tuple[float, float]:
        """Return the edges of the column that it stands in."""
        return self.column or (self.box.x0, self.box.x1)

    @cached_property
    def is_byline(self) -> bool:
        """Tell whether it says who wrote the text, and nothing else."""
        return is_whole_byline([line.text for line in self.lines])

    @property
    def ends(self) -> tuple[float, float]:
        """Return between what edges its lines run: those of its column, or its top and foot where they run down."""
        return (self.box.top, self.box.bottom) if self.vertical else self.edges

    @cached_property
    def indented(self) -> bool:
        """Tell whether its first line stands in, as a paragraph begins."""
        first, em = self.lines[0], self.size
        below = [line.begin for line in self.lines[1:3]]
        left = min(below) if below and min(below) < first.begin - 0.5 * em else self.ends[0]
        return _LEAST_INDENT * em <= first.begin - left <= _MOST_INDENT * em

    @cached_property
    def full(self) -> bool:
        """Tell whether its last line reaches the edge of its column, so that the paragraph may go on."""
        above = [line.end for line in self.lines[-4:-1]]
        right = max(above) if len(above) > 1 else self.ends[1]
        return self.lines[-1].end >= right - _SHORT * self.size

    @cached_property
    def ended(self) -> bool:
        """Tell whether it ends where a sentence does."""
        return is_terminated(self.lines[-1].text)

    @property
    def open(self) -> bool:
        """Tell whether it breaks off in mid-sentence at the edge of its column."""
        return self.full and not self.ended

    @property
    def vertical(self) -> bool:
        """Tell whether its lines run down."""
        return self.lines[0].vertical


def same_type(a: TypeLine | Block, b: TypeLine | Block) -> bool:
    """Tell whether two lines or blocks are set in one size and font."""
    return same_size(a, b) and a.font == b.font


def same_size(a: TypeLine | Block, b: TypeLine | Block) -> bool:
    """Tell whether two lines or blocks are set in one size."""
    return abs(a.size - b.size) <= SAME_SIZE * max(a.size, b.size)


def blocks_of(lines: Sequence[TypeLine]) -> list[Block]:
    """Return the blocks that a page's lines make.

    A line goes on with the one before it in the stream where it stands right under it; other lines with the nearest one above
    where the step is the usual one of that type and the paragraph can run on.
    """
    runs = [*_runs(sorted((line for line in lines if not line.vertical), key=lambda line: line.first)), *upright_runs(lines)]
    blocks = [Block(run) for run in runs]
    steps = _usual_steps(runs)
    set_columns(blocks)
    blocks.sort(key=lambda block: block.box.top)
    tops = [block.box.top for block in blocks]
    follows: dict[Block, Block] = {}
    taken: set[Block] = set()
    for block in blocks:
        step = steps.get((round(block.size), block.font), 0.0)
        at = bisect_left(tops, block.box.bottom - 0.3 * block.size)
        for other in blocks[at:]:
            if other.box.top > block.box.bottom + _GAP * block.size:
                break
            if other is not block and _goes_on(block, other, step) and other not in taken:
                follows[block] = other
                taken.add(other)
                break
    return _chained(blocks, follows)


def _runs(lines: Sequence[TypeLine]) -> list[list[TypeLine]]:
    """Return runs of lines that were drawn one after the other, each right under the one before."""
    runs: list[list[TypeLine]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and is_under(last, line) and (_is_one_byline(last, line) or _is_one_text(runs[-1], line)):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_one_byline(upper: TypeLine, lower: TypeLine) -> bool:
    return upper.font == lower.font and goes_on_as_byline(upper.text, lower.text)


def _is_one_text(above: Sequence[TypeLine], lower: TypeLine) -> bool:
    return not _stands_alone(above) and not _stands_alone([lower]) and _is_one_type(above, lower)


def _stands_alone(lines: Sequence[TypeLine]) -> bool:
    return lines[0].vertical or is_whole_byline([line.text for line in lines])


def is_under(upper: TypeLine, lower: TypeLine) -> bool:
    """Tell whether a line stands right under another of its size."""
    step = lower.baseline - upper.baseline
    em = max(upper.size, lower.size)
    near = 0.5 * em < step <= (1 + _GAP) * em
    aligned = abs(upper.x0 - lower.x0) < _MOST_INDENT * em
    return near and same_size(upper, lower) and (aligned or overlap((upper.x0, upper.x1), (lower.x0, lower.x1)) > 0.5)


def _is_one_type(above: Sequence[TypeLine], lower: TypeLine) -> bool:
    """Tell whether a line is in the type of those above: in their font, or full as the last of several, so that a font changes in a paragraph."""
    upper, em = above[-1], lower.size
    if upper.font == lower.font or len(above) == 1:
        return upper.font == lower.font
    full = max(line.x1 for line in above)
    return abs(upper.x0 - lower.x0) < 0.6 * em and abs(upper.x1 - full) + abs(lower.x1 - full) < 0.6 * em


def _usual_steps(runs: Iterable[Sequence[TypeLine]]) -> dict[tuple[int, str], float]:
    steps: dict[tuple[int, str], list[float]] = {}
    for run in runs:
        for a, b in pairwise(run):
            steps.setdefault((round(a.size), a.font), []).append(b.baseline - a.baseline)
    return {kind: median(found) for kind, found in steps.items()}


def _goes_on(upper: Block, lower: Block, step: float) -> bool:
    last, first = upper.lines[-1], lower.lines[0]
    if _stands_alone(upper.lines) or _stands_alone(lower.lines) or not is_under(last, first) or last.font != first.font:
        return False
    usual = step or 1.5 * last.size
    if abs(first.baseline - last.baseline - usual) > _STEP * last.size:
        return False
    return not clashes(upper, lower)


def clashes(upper: Block, lower: Block) -> bool:
    """Tell whether one block cannot go on with another: a sentence would break off, or a paragraph begin in mid-line."""
    if upper.open:
        return lower.indented
    return not upper.full and not lower.indented


def _chained(blocks: Iterable[Block], follows: dict[Block, Block]) -> list[Block]:
    followers = set(follows.values())
    joined = []
    for block in (block for block in blocks if block not in followers):
        lines, at = list(block.lines), block
        while at in follows:
            at = follows[at]
            lines += at.lines
        joined.append(Block(lines))
    set_columns(joined)
    return joined


def set_columns(blocks: Sequence[Block]) -> None:
    """Tell short blocks the column that they stand in: the edges of the nearest longer block of their size that holds them."""
    long = [block for block in blocks if len(block.lines) >= 4]
    for block in blocks:
        if len(block.lines) < 4:
            homes = [other for other in long if _holds(other, block)]
            if homes:
                home = min(homes, key=lambda other: abs(other.box.top - block.box.top))
                block.column = (min(home.box.x0, block.box.x0), max(home.box.x1, block.box.x1))


def _holds(column: Block, block: Block) -> bool:
    em = block.size
    inside = column.box.x0 - 0.7 * em <= block.box.x0 and block.box.x1 <= column.box.x1 + 0.9 * em
    return inside and (same_size(column, block) or column.size < block.size < _HEADING * column.size)
