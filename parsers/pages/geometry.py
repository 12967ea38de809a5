"""How boxes on a page stand to each other."""

from collections.abc import Iterable

from parsers.pages.model import Box


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box round others."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def overlap(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how much of the shorter of two stretches both share, 0 to 1."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    shorter = min(a[1] - a[0], b[1] - b[0])
    return max(0.0, shared / shorter) if shorter > 0 else 0.0


def across(box: Box) -> tuple[float, float]:
    """Return a box's stretch from left to right."""
    return box.x0, box.x1


def down(box: Box) -> tuple[float, float]:
    """Return a box's stretch from top to bottom."""
    return box.top, box.bottom


def sides(box: Box) -> list[Box]:
    """Return the sides of a box as rules."""
    x0, top, x1, bottom = box
    return [Box(x0, top, x1, top), Box(x0, bottom, x1, bottom), Box(x0, top, x0, bottom), Box(x1, top, x1, bottom)]


def meet(a: Box, b: Box) -> bool:
    """Tell whether two boxes have an area in common."""
    return overlap(across(a), across(b)) > 0 and overlap(down(a), down(b)) > 0


def is_in(box: Box, frame: Box) -> bool:
    """Tell whether a box stands in a frame, slips over its edge not counted."""
    inside = frame.holds_middle(box)
    return inside and overlap(across(box), across(frame)) > 0.8 and overlap(down(box), down(frame)) > 0.8


def is_within(box: Box, other: Box, slack: float) -> bool:
    """Tell whether a box stands in another that is so much larger on each side."""
    x0, top, x1, bottom = other
    return x0 - slack <= box.x0 and box.x1 <= x1 + slack and top - slack <= box.top and box.bottom <= bottom + slack


def reach(box: Box, boxes: Iterable[Box]) -> tuple[float, float]:
    """Return how far nothing else stands beside a box, left and right."""
    beside = [b for b in boxes if b != box and b.top < box.bottom - 2 and b.bottom > box.top + 2]
    left = max((b.x1 for b in beside if b.x1 <= box.x0 + 2), default=float("-inf"))
    right = min((b.x0 for b in beside if b.x0 >= box.x1 - 2), default=float("inf"))
    return left, right


def parts(wall: Box, a: Box, b: Box) -> bool:
    """Tell whether a rule stands between two boxes."""
    if not wall.stands:
        upper, lower = sorted((a, b), key=lambda box: box.top)
        middle = (wall.top + wall.bottom) / 2
        crosses = upper.bottom - 2 <= middle <= lower.top + 2
        return crosses and max(overlap(across(wall), across(upper)), overlap(across(wall), across(lower))) > 0.5
    left, right = sorted((a, b), key=lambda box: box.x0)
    middle = (wall.x0 + wall.x1) / 2
    if not left.x1 - 2 <= middle <= right.x0 + 2:
        return False
    return overlap(down(wall), (max(a.top, b.top), min(a.bottom, b.bottom))) > 0.5 or overlap(down(wall), down(b)) > 0.8
