"""How well one block of text goes on with another: by where they stand, how they end and begin, their type, and the stream."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.pages.blocks import Block, same_size, same_type
from parsers.pages.geometry import across, down, overlap, parts
from parsers.pages.heads import Head
from parsers.pages.model import Box

# what a text loses that begins in mid-sentence with nothing before it, or at all without a headline, or a heading that does;
# that ends in mid-sentence; a headline without text
LOST_START, NO_HEAD, STRAY, LOST_END, NO_TEXT = -5.0, -2.5, -6.0, -4.0, -3.0
_TORN, _JOINED = -6.0, 3.0
_UNDER, _NEXT, _BACK = 2.0, 1.5, -1.5
# in ems: what may stay open beside a picture between two texts of a column; a text runs on past its pictures
_OPEN, _PAST_PICTURE = 5.0, 1.5
# in ems: how near a text stands right under another, and what that says
_CLOSE, _ADJOINING = 1.3, 2.5
# what it costs to leave a column in its middle
_LEAVING = -2.5
_WALL, _HEAD_BETWEEN, _TEXT_BETWEEN = -4.0, -7.0, -4.0
_ONE_HEAD, _OTHER_HEAD = 2.0, -4.0
_AFTER_LEAD = 5.0
_OTHER_SIZE, _OTHER_FONT = -4.0, -1.5
_STREAM = 4.0
# in ems: no text goes on farther off than this
_FARTHEST = 60.0


@dataclass(frozen=True)
class Ground:
    """What stands on a page: texts, headlines, rules, and pictures with their captions; `gutter` is the usual gap between columns.

    `roofs` tells which headline a text begins under; `stream` is how far the order of drawing is the order of reading, 0 to 1.
    `indents` says that paragraphs stand in where they begin, `ends` that articles do not break off in mid-sentence;
    `below` tells which text stands close under which.
    """

    texts: Sequence[Block]
    heads: Sequence[Head]
    walls: Sequence[Box]
    pictures: Sequence[Box]
    roofs: dict[Block, Head]
    gutter: float
    stream: float
    indents: bool = True
    ends: bool = True
    below: dict[Block, Block] = field(default_factory=dict)


def opening(head: Head, text: Block, ground: Ground) -> float | None:
    """Return how well a text begins under a headline; None where it cannot."""
    if text not in (*head.leads, *head.columns):
        return None
    place = 5.0 if text in (*head.leads, *head.columns[:1]) else 0.0
    return place + (-_JOINED if ground.indents and not text.indented and text.role == "body" else 1.0)


def joint(a: Block, b: Block, ground: Ground, least: float) -> float | None:
    """Return how well text `b` goes on with `a`; None where it cannot, or not better than `least`."""
    roof = ground.roofs.get(a)
    if roof and a in roof.leads:
        return _AFTER_LEAD + _wording(a, b, ground) if roof.columns and b is roof.columns[0] else None
    place = _place(a, b, ground)
    if place is None:
        return None
    score = place + _wording(a, b, ground) + _type(a, b)
    if b.lines[0].first - a.lines[-1].last == 1:
        score += _STREAM * ground.stream
    over, here = ground.roofs.get(a), ground.roofs.get(b)
    if over and here:
        score += _ONE_HEAD if over is here else _OTHER_HEAD
    return score + _between(a, b, ground) + _leaving(a, b, ground) if score > least else None


def _leaving(a: Block, b: Block, ground: Ground) -> float:
    """Return what it costs to leave a column where more text stands close under, or to come into one below other text."""
    if ground.below.get(a) is b:
        return 0.0
    return _LEAVING * ((a in ground.below) + (b in ground.below.values()))


def close_below(texts: Sequence[Block], heads: Sequence[Head], walls: Sequence[Box]) -> dict[Block, Block]:
    """Return for each text the one that stands close under it in its column, no rule or headline between them."""
    found: dict[Block, Block] = {}
    for upper in texts:
        near = [
            t for t in texts if -0.3 * t.size < t.box.top - upper.box.bottom < _CLOSE * upper.size and overlap(t.edges, upper.edges) > 0.8
        ]
        if len(near) != 1 or any(_reaches_into(h.box, _space(upper, near[0])) for h in heads):
            continue
        if not any(parts(wall, upper.box, near[0].box) for wall in walls):
            found[upper] = near[0]
    return found


def _wording(a: Block, b: Block, ground: Ground) -> float:
    if a.role != "body" or b.role != "body":
        return _about_heading(a, b, ground)
    if not ground.indents:
        return 1.0 if a.open else 0.0
    if a.open:
        return _TORN if b.indented else _JOINED
    if not a.full:
        return 0.5 if b.indented else _TORN
    return 0.5 if b.indented else 0.0


def _about_heading(a: Block, b: Block, ground: Ground) -> float:
    """Return how well a heading or byline stands between two texts: it tears no sentence."""
    if b.role != "body":
        return _TORN / 2 if a.role == "body" and a.open else 0.5
    return _TORN / 2 if a.role == "subheading" and ground.indents and not b.indented else 0.0


def _type(a: Block, b: Block) -> float:
    if same_type(a, b) or "body" not in (a.role, b.role) or a.role != b.role:
        return 0.0
    return _OTHER_FONT if same_size(a, b) else _OTHER_SIZE


def _place(a: Block, b: Block, ground: Ground) -> float | None:
    em = max(a.size, b.size)
    if a.vertical and b.vertical and b.box.x1 <= a.box.x0 + 0.5 * em and overlap(down(a.box), down(b.box)) > 0.5:
        return _NEXT - 0.3 * max(0.0, a.box.x0 - b.box.x1 - ground.gutter) / em
    if overlap(a.edges, b.edges) > 0.5:
        return _under(a, b, ground, em) if b.box.top >= a.box.bottom - 0.5 * em else None
    if b.box.x0 >= a.box.x1 - 0.5 * em:
        return _beside(a, b, ground, em)
    if b.box.x1 <= a.box.x0 + 0.5 * em and b.box.top > a.box.top:
        return _BACK - 0.02 * (b.box.top - a.box.bottom) / em
    return None


def _under(a: Block, b: Block, ground: Ground, em: float) -> float | None:
    gap = b.box.top - a.box.bottom
    filled = sum(min(p.bottom, b.box.top) - max(p.top, a.box.bottom) for p in ground.pictures if _lies_between(p, a, b))
    if gap > _FARTHEST * em:
        return None
    past = _PAST_PICTURE if is_past_picture(a, b, ground.pictures) else 0.0
    past += _ADJOINING if gap < _CLOSE * em and same_size(a, b) else 0.0
    return _UNDER + past - 0.4 * max(0.0, gap - filled) / em


def is_past_picture(upper: Block, lower: Block, pictures: Sequence[Box]) -> bool:
    """Tell whether pictures and captions fill most of the space between a text and one further down its column."""
    gap = lower.box.top - upper.box.bottom
    if gap < 0:
        return False
    between = [
        p for p in pictures if p.top > upper.box.bottom - 5 and p.bottom < lower.box.top + 5 and overlap(across(p), upper.edges) > 0.5
    ]
    return bool(between) and gap - sum(p.bottom - p.top for p in between) < _OPEN * upper.size


def _lies_between(box: Box, a: Block, b: Block) -> bool:
    return box.top < b.box.top and box.bottom > a.box.bottom and overlap(across(box), across(a.box)) > 0.3


def _beside(a: Block, b: Block, ground: Ground, em: float) -> float | None:
    gap = b.box.x0 - a.box.x1
    if gap > _FARTHEST * em / 2:
        return None
    filled = sum(
        min(p.x1, b.box.x0) - max(p.x0, a.box.x1)
        for p in ground.pictures
        if p.x0 < b.box.x0 and p.x1 > a.box.x1 and overlap(down(p), down(b.box)) > 0.3
    )
    score = _NEXT - 0.3 * max(0.0, gap - filled - ground.gutter) / em
    if b.box.bottom < a.box.top:
        score -= 2.0
    elif b.box.top > a.box.bottom:
        score -= 1.0 + 0.05 * (b.box.top - a.box.bottom) / em
    return score


def _between(a: Block, b: Block, ground: Ground) -> float:
    """Return what it costs that rules, headlines or other text stand between two texts."""
    score = _WALL if any(parts(wall, a.box, b.box) for wall in ground.walls) else 0.0
    space = _space(a, b)
    if any(_reaches_into(head.box, space) for head in ground.heads):
        score += _HEAD_BETWEEN
    if any(_reaches_into(text.box, space) for text in ground.texts if text is not a and text is not b):
        score += _TEXT_BETWEEN
    return score


def _space(a: Block, b: Block) -> Box:
    """Return the space between two texts: from one to the other, as wide or high as they face each other."""
    if overlap(a.edges, b.edges) > 0.5:
        return Box(max(a.edges[0], b.edges[0]), a.box.bottom, min(a.edges[1], b.edges[1]), b.box.top)
    top, bottom = max(a.box.top, b.box.top), min(a.box.bottom, b.box.bottom)
    if top >= bottom:
        top, bottom = b.box.top, b.box.top + b.size
    left, right = sorted((a.box, b.box), key=lambda box: box.x0)
    return Box(left.x1, top, right.x0, bottom)


def _reaches_into(box: Box, space: Box) -> bool:
    return box.x0 < space.x1 - 2 and box.x1 > space.x0 + 2 and box.top < space.bottom - 2 and box.bottom > space.top + 2
