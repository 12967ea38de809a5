"""Headlines: the lines of a headline put together, and the columns of text that stand under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from parsers.pages.blocks import Block
from parsers.pages.geometry import across, around, down, overlap
from parsers.pages.inner import inner_headings
from parsers.pages.model import Box

# type larger than this many times the body is a headline's; smaller type of another kind may be one's kicker or subtitle
LARGE, _MINOR = 1.28, 1.12
_LONGEST, _LONGEST_NAME = 60, 24
# in ems of the larger type: how far apart the lines of a headline may stand
_APART = 0.9
# and how far off a line of smaller type may, in ems of its own and of the largest
_NEAR, _NEAR_LARGE = 1.3, 0.45


@dataclass(eq=False)
class Head:
    """The lines of one headline, top to bottom or, where they run down, right to left.

    `columns` is the text that begins under it, left to right; `leads` what stands beside it and is read before that.
    """

    blocks: list[Block]
    columns: list[Block] = field(default_factory=list)
    leads: list[Block] = field(default_factory=list)

    @cached_property
    def box(self) -> Box:
        """Return the box round all its lines."""
        return around(block.box for block in self.blocks)

    def add(self, block: Block) -> None:
        """Add a line of smaller type."""
        self.blocks = _in_order([*self.blocks, block])
        self.__dict__.pop("box", None)

    @property
    def main(self) -> Box:
        """Return the box round the lines of its largest type."""
        largest = max(block.size for block in self.blocks)
        return around(block.box for block in self.blocks if block.size >= 0.9 * largest)

    def reach(self, block: Block) -> float:
        """Return how far off a line of smaller type may stand that belongs to it, in points."""
        return max(_NEAR * block.size, _NEAR_LARGE * max(b.size for b in self.blocks))

    @property
    def vertical(self) -> bool:
        """Tell whether it runs down."""
        return self.blocks[0].vertical


def heads_of(blocks: Sequence[Block], size: float, font: str, walls: Sequence[Box]) -> list[Head]:
    """Return the headlines among the blocks of a page whose body is of a size (in points) and font; no rule (`walls`) goes through one.

    Their blocks get the role of kicker, title, subtitle or byline.
    """
    large = [b for b in blocks if is_large(b, size)]
    inner = inner_headings(blocks, large, walls, size)
    for block in inner:
        block.role = "subheading"
    large = sorted((b for b in large if b not in inner), key=lambda b: (b.box.top, b.box.x0))
    groups: list[list[Block]] = []
    for block in large:
        near = [group for group in groups if any(_is_one(other, block) and not parted_by(other, block, walls) for other in group)]
        merged = [b for group in near for b in group] + [block]
        groups = [group for group in groups if group not in near] + [merged]
    heads = [Head(_in_order(group)) for group in groups]
    taken = {block for head in heads for block in head.blocks}
    for head in heads:
        _take_minor(head, [b for b in blocks if b not in taken and _may_be_minor(b, size, font)], size, walls)
        taken |= set(head.blocks)
    _take_bylines(heads, [b for b in blocks if b not in taken and b.is_byline], walls)
    for head in heads:
        _name(head)
    return heads


def is_large(block: Block, size: float) -> bool:
    """Tell whether a block is set like a headline on a page whose body is of a size."""
    upright = block.vertical and block.size > 1.1 * size
    return (block.size >= LARGE * size or upright) and len(block.text) <= _LONGEST and len(block.text) > 1


def _is_one(a: Block, b: Block) -> bool:
    if a.vertical != b.vertical:
        return False
    if a.vertical:
        gap = max(a.box.x0, b.box.x0) - min(a.box.x1, b.box.x1)
        return gap < _APART * max(a.size, b.size) and overlap(down(a.box), down(b.box)) > 0.5
    gap = max(a.box.top, b.box.top) - min(a.box.bottom, b.box.bottom)
    return gap < _APART * max(a.size, b.size) and overlap(across(a.box), across(b.box)) > 0.5


def parted_by(a: Block, b: Block, walls: Iterable[Box]) -> bool:
    """Tell whether a rule stands between two blocks."""
    top, bottom = sorted((a.box, b.box), key=lambda box: box.top)
    left, right = sorted((a.box, b.box), key=lambda box: box.x0)
    for wall in walls:
        lies = not wall.stands
        if lies and top.bottom - 2 <= wall.top <= bottom.top + 2 and overlap(across(wall), across(top)) > 0.5:
            return True
        if not lies and left.x1 - 2 <= wall.x0 <= right.x0 + 2 and overlap(down(wall), down(left)) > 0.5:
            return True
    return False


def _in_order(blocks: Iterable[Block]) -> list[Block]:
    upright = sorted(blocks, key=lambda b: -b.box.x0)
    return upright if upright[0].vertical else sorted(upright, key=lambda b: (b.box.top, b.box.x0))


def _take_bylines(heads: Sequence[Head], bylines: Iterable[Block], walls: Sequence[Box]) -> None:
    """Add each byline to the headline right over it, or nearest over it where that does not reach so far."""
    for block in bylines:
        near = [
            h
            for h in heads
            if not h.vertical
            and -0.5 * block.size < block.box.top - h.box.bottom < h.reach(block)
            and not parted_by(h.blocks[-1], block, walls)
        ]
        if near:
            head = min(near, key=lambda h: max(h.box.x0 - block.box.x1, block.box.x0 - h.box.x1, 0.0))
            head.add(block)


def _may_be_minor(block: Block, size: float, font: str) -> bool:
    """Tell whether a block is set like a kicker, a subtitle or a name under a headline: larger than the body, or one line in another font."""
    if block.vertical or block.ended or len(block.lines) > 2 or block.is_byline:
        return False
    return block.size >= _MINOR * size or (len(block.lines) == 1 and block.font != font and len(block.text) <= _LONGEST_NAME)


def _take_minor(head: Head, others: Iterable[Block], size: float, walls: Sequence[Box]) -> None:
    """Add the lines of smaller type that belong to a headline: kicker above, subtitle and names below."""
    for block in sorted(others, key=lambda b: b.box.top):
        if head.vertical:
            continue
        gap = max(block.box.top - head.box.bottom, head.box.top - block.box.bottom)
        inside = overlap(across(block.box), across(head.box)) > 0.6
        middle = abs(sum(across(block.box)) - sum(across(head.box))) / 2
        aligned = min(middle, abs(block.box.x0 - head.box.x0)) < 1.3 * block.size or block.size > LARGE * size
        if not inside or not aligned or not -0.5 * block.size < gap < head.reach(block) or parted_by(head.blocks[-1], block, walls):
            continue
        head.add(block)


def _name(head: Head) -> None:
    """Give the lines of a headline their roles: the largest type is the title's, what stands over it the kicker, under it the subtitle."""
    largest = max(block.size for block in head.blocks)
    first = next(i for i, b in enumerate(head.blocks) if b.size >= 0.9 * largest)
    for i, block in enumerate(head.blocks):
        if block.size >= 0.9 * largest:
            block.role = "title"
        elif block.is_byline and i > first:
            block.role = "byline"
        else:
            block.role = "kicker" if i < first else "subtitle"
