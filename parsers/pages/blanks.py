"""Where the pictures of a scanned page must be: it is one picture as a whole, so they show only as what the text leaves free."""

from collections.abc import Sequence

from parsers.pages.geometry import around
from parsers.pages.lines import TypeLine
from parsers.pages.model import Box

# in ems of the body: the least width and height of a picture; no page has more pictures than this
_LEAST, _MOST = 7, 16
# rows and columns of the grid are of one em; a page of finer type than this many is looked at more coarsely
_FINEST = 160

Cells = tuple[int, int, int, int]


def blanks(lines: Sequence[TypeLine], rules: Sequence[Box], size: float) -> list[Box]:
    """Return the largest areas within a page's text that are free of type and rules, the largest first; `size` is the body's, in points."""
    taken = [Box(line.x0, line.top, line.x1, line.bottom) for line in lines]
    if not taken:
        return []
    page = around(taken)
    step = max(size, page.height / _FINEST, page.width / _FINEST)
    free = [[True] * (round(page.width / step) + 1) for _ in range(round(page.height / step) + 1)]
    for box in (*taken, *rules):
        _take(free, box, page, step)
    found: list[Box] = []
    while len(found) < _MOST and (best := _largest(free)):
        left, top, right, bottom = best
        found.append(Box(page.x0 + left * step, page.top + top * step, page.x0 + right * step, page.top + bottom * step))
        for row in free[top:bottom]:
            row[left:right] = [False] * (right - left)
    return found


def _take(free: list[list[bool]], box: Box, page: Box, step: float) -> None:
    first, last = max(0, int((box.x0 - page.x0) / step)), int((box.x1 - page.x0 - 0.01) / step)
    for row in free[max(0, int((box.top - page.top) / step)) : max(0, int((box.bottom - page.top - 0.01) / step) + 1)]:
        row[first : last + 1] = [False] * len(row[first : last + 1])


def _largest(free: Sequence[Sequence[bool]]) -> Cells | None:
    """Return the largest free rectangle of the grid (left, top, right, bottom; ends not in it); None where none is as large as a picture."""
    best: Cells | None = None
    area = 0
    heights = [0] * len(free[0])
    for y, row in enumerate(free):
        heights = [h + 1 if is_free else 0 for h, is_free in zip(heights, row, strict=True)]
        stack: list[tuple[int, int]] = []
        for x, height in enumerate([*heights, 0]):
            start = x
            while stack and stack[-1][1] >= height:
                start, tall = stack.pop()
                if min(x - start, tall) >= _LEAST and (x - start) * tall > area:
                    area, best = (x - start) * tall, (start, y + 1 - tall, x, y + 1)
            stack.append((start, height))
    return best
