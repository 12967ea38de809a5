"""Which large lines are headings within an article and not headlines: told by their place, their type and what stands round them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.grammar.marks import heading_mark
from parsers.pages.blocks import Block, same_type
from parsers.pages.bylines import is_byline
from parsers.pages.geometry import across, overlap, reach
from parsers.pages.model import Box

# a heading within an article is of few lines, and not larger than this many times the body
_MOST_LINES, _LARGEST = 4, 2.2
# size over the body's at which a line may be either, and what each size more or less says
_EVEN, _PER_SIZE = 1.5, 4.0
# type so much larger than another is a headline's over it
_BANNER, _GREAT_BANNER = 1.25, 1.8
# in ems: the space over a heading within a column, over the next article's headline, and how far from it text is looked for
_CLOSE, _WIDE, _FAR = 0.9, 1.5, 8.0
# in ems of its own: how near a larger line stands that makes one headline with it
_NEAR = 1.0
# in ems: how far off the next column stands, and how much the edges of a column may differ
_NEXT, _COLUMN = 4.0, 1.5
# what each thing seen says for a heading within an article (above 0) or for a headline
_MARKED, _REPEATED, _UNDER_BANNER, _NO_BANNER = 3.0, 1.0, 1.0, -2.0
_BOUND, _LOOSE, _TORN, _SIGNED, _NEW, _CUT, _OTHER_COLUMN, _PARTED = 1.5, -1.5, -2.0, -2.5, -3.0, -2.0, -2.5, -6.0
# （记者 张三） | （张三 李四 文/图）: who wrote what ends here
_SIGNED_OFF = re.compile(
    r"[（(][^（）()]{0,12}(?:记者|通讯员|文/图|供稿)[^（）()]{0,24}[）)]$|[（(][^\W\da-zA-Z_]{2,3}(?:\s+[^\W\da-zA-Z_]{2,3}){0,2}[）)]$"
)
# 本报讯（记者 张三） | 新华社北京3月5日电: how news begins
_DATELINE = re.compile(r"^\W{0,2}(?:本报|新华社|中新社|人民日报)[^，。]{0,14}(?:讯|电)|^[（(]\W?(?:本报|全媒体)?(?:记者|通讯员)")


@dataclass(frozen=True)
class _Around:
    """What stands about a page's large lines: these themselves, its running text, bylines and rules, and its body's size in points."""

    large: Sequence[Block]
    bylines: Sequence[Block]
    texts: Sequence[Block]
    walls: Sequence[Box]
    size: float


def inner_headings(blocks: Sequence[Block], large: Iterable[Block], walls: Sequence[Box], size: float) -> set[Block]:
    """Return those of the `large` blocks of a page that are headings within articles; body size in points.

    No single sign decides: how large the type is, what stands near over and under it, whether a headline stands over it and others
    like it under the same one, and whether the text about it ends and begins as news do.
    """
    large = list(large)
    texts = [b for b in blocks if b not in large and len(b.lines) > 1]
    about = _Around(large, [b for b in blocks if b.is_byline], texts, walls, size)
    return {block for block in large if _may_be(block, about) and _score(block, about) > 0}


def _may_be(block: Block, about: _Around) -> bool:
    """Tell whether a block is set as a heading in a column may be, and is no line of a larger headline right over or under it."""
    if len(block.lines) > _MOST_LINES or block.size > _LARGEST * about.size or block.vertical:
        return False
    larger = (b for b in about.large if b.size > block.size and overlap(across(b.box), across(block.box)) > 0.5)
    return all(max(b.box.top - block.box.bottom, block.box.top - b.box.bottom) > max(_NEAR * block.size, b.size / 2) for b in larger)


def _score(block: Block, about: _Around) -> float:
    score = _PER_SIZE * (_EVEN - block.size / about.size)
    score += _MARKED if heading_mark(block.text) else 0.0
    score += _by_banner(block, about)
    above, below = _nearest(block, about, up=True), _nearest(block, about, up=False)
    score += _by_space(block, above, below, about)
    score += _by_wording(above, below)
    score += _by_columns(block, above, below, about)
    return score


def _by_banner(block: Block, about: _Around) -> float:
    """Return what the headlines over a line say: one far larger over several lines like this one has them for its headings."""
    over = [b for b in about.large if b.size >= _BANNER * block.size and b.box.bottom <= block.box.top and _stands_under(block, b, about)]
    if not over:
        return _NO_BANNER
    banner = max(over, key=lambda b: b.box.bottom)
    alike = sum(same_type(b, block) and b.box.top > banner.box.bottom for b in about.large) - 1
    great = _UNDER_BANNER / 2 if banner.size >= _GREAT_BANNER * block.size else 0.0
    return _UNDER_BANNER + great + _REPEATED * min(alike, 2) / 2


def _stands_under(block: Block, banner: Block, about: _Around) -> bool:
    """Tell whether a line stands in the columns under a headline, no rule across between them."""
    boxes = [b.box for b in (*about.large, *about.texts)] + [w for w in about.walls if w.stands]
    left, right = reach(banner.box, boxes)
    if not left - about.size <= block.box.x0 <= block.box.x1 <= right + about.size:
        return False
    between = (w for w in about.walls if banner.box.bottom <= w.top <= block.box.top and not w.stands)
    return not any(overlap(across(w), across(block.box)) > 0.5 for w in between)


def _nearest(block: Block, about: _Around, up: bool) -> Block | None:
    """Return the text next over or under a line, in its column."""
    column = [t for t in about.texts if overlap(across(t.box), across(block.box)) > 0.5]
    gaps = {t: (block.box.top - t.box.bottom if up else t.box.top - block.box.bottom) for t in column}
    near = [t for t, gap in gaps.items() if -0.3 * about.size < gap < _FAR * about.size]
    return min(near, key=lambda t: gaps[t], default=None)


def _by_space(block: Block, above: Block | None, below: Block | None, about: _Around) -> float:
    """Return what the space about a line says, and the rules in it."""
    if below is None:
        return _LOOSE
    roof = above.box.bottom if above else block.box.top - _CLOSE * about.size
    space = Box(block.box.x0, roof - 2, block.box.x1, block.box.top + 2)
    if any(overlap(across(w), across(space)) > 0.5 and space.top <= w.top <= space.bottom for w in about.walls if not w.stands):
        return _PARTED
    if above is None:
        return 0.0
    gap, under = block.box.top - above.box.bottom, below.box.top - block.box.bottom
    if gap < _CLOSE * about.size and gap < under + 0.5 * about.size:
        return _BOUND
    score = _LOOSE if gap > _WIDE * about.size and gap > under + 0.7 * about.size else 0.0
    return score + (_CUT if _is_cut(block, above, about) else 0.0)


def _is_cut(block: Block, above: Block, about: _Around) -> bool:
    """Tell whether the text beside a line stops where the text over it does, as at the foot of one row of articles."""
    cut, foot = (above.box.bottom + block.box.top) / 2, above.box.bottom
    beside = [t.box for t in about.texts if 0 <= max(t.box.x0 - above.box.x1, above.box.x0 - t.box.x1) < _NEXT * about.size]
    return any(abs(box.bottom - foot) < about.size for box in beside) and not any(box.top < cut < box.bottom for box in beside)


def _by_columns(block: Block, above: Block | None, below: Block | None, about: _Around) -> float:
    """Return what it says that other columns begin under a line, or a byline does."""
    score = 0.0
    if above and below and max(abs(a - b) for a, b in zip(above.edges, below.edges, strict=True)) > _COLUMN * about.size:
        score += _OTHER_COLUMN
    if any(
        -0.5 * b.size < b.box.top - block.box.bottom < _NEAR * b.size and overlap(across(b.box), across(block.box)) > 0.5
        for b in about.bylines
    ):
        score += _NEW
    return score


def _by_wording(above: Block | None, below: Block | None) -> float:
    """Return what the text over a line and under it says: whether it breaks off, is signed, or begins as news do."""
    score = 0.0
    if above:
        score += _TORN if above.open else 0.0
        score += _SIGNED if _SIGNED_OFF.search(above.lines[-1].text) else 0.0
    if below:
        score += _NEW if is_byline(below.lines[0].text) or _DATELINE.search(below.text) else 0.0
    return score
