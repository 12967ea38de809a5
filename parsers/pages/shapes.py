"""Which of the things drawn on a page are rules that part its stories, and which are boxes that hold them together."""

from collections.abc import Iterable

from parsers.pages.model import Box

# in points: a rule is thinner than the first and longer than the second; smaller things are parts of ornaments and pictures
_THIN = 3.0
_LONG = 18.0
# what covers this much of the page both ways is its paper
_PAPER = 0.97


def parted(drawn: Iterable[Box], width: float, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the rules and the boxes among what is drawn, in PDF points; the paper itself and what lies off the page is neither."""
    on_page = [b for b in drawn if b.x1 >= 0 and b.x0 <= width and b.bottom >= 0 and b.top <= height]
    rules = tuple(b for b in on_page if min(_sides(b)) <= _THIN and max(_sides(b)) >= _LONG)
    boxes = tuple(b for b in on_page if min(_sides(b)) > _THIN and max(_sides(b)) >= _LONG and not _is_paper(b, width, height))
    return rules, boxes


def _sides(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.bottom - box.top


def _is_paper(box: Box, width: float, height: float) -> bool:
    across, down = _sides(box)
    return across >= _PAPER * width and down >= _PAPER * height
