"""Which of the things drawn on a page are rules that part its stories, and which are boxes that hold them together."""

from collections.abc import Iterable, Sequence
from itertools import permutations

from parsers.pages.model import Box

# in points: a rule is thinner than the first and longer than the second; smaller things are parts of ornaments and pictures
_THIN = 3.0
_LONG = 18.0
# no page needs more rules, boxes or pictures than this to be understood; a hatching has thousands
_MOST = 300
# what covers this much of the page both ways is its paper
_PAPER = 0.97
# a page is a scan if this much of its area is pictures
_PICTURED = 0.5


def parted(drawn: Iterable[Box], width: float, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the rules and the boxes among what is drawn, in PDF points; the paper itself and what lies off the page is neither."""
    on_page = [b for b in drawn if b.x1 >= 0 and b.x0 <= width and b.bottom >= 0 and b.top <= height]
    rules = tuple(b for b in on_page if min(b.width, b.height) <= _THIN and max(b.width, b.height) >= _LONG)
    boxes = tuple(
        b for b in on_page if min(b.width, b.height) > _THIN and max(b.width, b.height) >= _LONG and not _is_paper(b, width, height)
    )
    return rules, boxes


def covered(images: Iterable[Box], width: float, height: float) -> bool:
    """Tell whether pictures cover most of a page of that size, as a scan does, be it one or in strips."""
    sides = ((min(b.x1, width) - max(b.x0, 0), min(b.bottom, height) - max(b.top, 0)) for b in images)
    return sum(across * down for across, down in sides if across > 0 and down > 0) > _PICTURED * width * height


def largest(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes, where there are very many the longest ones only, in the order in which they were drawn."""
    if len(boxes) <= _MOST:
        return list(boxes)
    least = sorted((max(box.width, box.height) for box in boxes), reverse=True)[_MOST]
    return [box for box in boxes if max(box.width, box.height) > least]


def upright_rules(rules: Sequence[Box]) -> list[Box]:
    """Return the rules that stand, where there are very many the longest only."""
    return [rule for rule in largest(rules) if rule.stands]


def frames_of(rules: Sequence[Box]) -> list[Box]:
    """Return the frames that are drawn as four rules."""
    lying = [r for r in rules if not r.stands]
    standing = [r for r in rules if r.stands]
    frames = []
    for top, foot in permutations(lying, 2):
        if foot.top > top.top and abs(top.x0 - foot.x0) < _THIN and abs(top.x1 - foot.x1) < _THIN:
            frame = Box(top.x0, top.top, top.x1, foot.bottom)
            if all(any(_is_side(r, x, frame) for r in standing) for x in (frame.x0, frame.x1)):
                frames.append(frame)
    return frames


def _is_side(rule: Box, x: float, frame: Box) -> bool:
    return abs(rule.x0 - x) < _THIN and abs(rule.top - frame.top) < _THIN and abs(rule.bottom - frame.bottom) < _THIN


def _is_paper(box: Box, width: float, height: float) -> bool:
    return box.width >= _PAPER * width and box.height >= _PAPER * height
