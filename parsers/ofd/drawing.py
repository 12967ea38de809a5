"""What the paths of an OFD page are on paper: rules that part, boxes that hold together. GB/T 33190 clause 9."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.ofd.geometry import Affine, number, numbers, on_paper
from parsers.ofd.markup import Element, attribute, child, text_of
from parsers.ofd.text import inner
from parsers.pages.model import Box

# operator of AbbreviatedData → how many numbers it takes; the last two are where it ends
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STRAIGHT = {"S", "M", "L", "C"}
_MOST_WORDS = 20_000


def drawn_by(element: Element, outer: Affine) -> Iterator[Box]:
    """Yield the places of a path's strokes, and of its areas where it is filled or closed, in PDF points; none for curves and white."""
    place = outer.of(inner(element))
    filled = attribute(element, "Fill").lower() == "true"
    if filled and not _strokes(element) and _is_white(element):
        return
    for points in _straight(text_of(element, "AbbreviatedData").split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]):
        if filled or (len(points) > 3 and points[0] == points[-1]):
            yield _bounds(points, place)
        elif _strokes(element):
            yield from (_bounds(pair, place) for pair in pairwise(points))


def _strokes(element: Element) -> bool:
    return attribute(element, "Stroke").lower() != "false"


def _is_white(element: Element) -> bool:
    colour = child(element, "FillColor")
    parts = numbers(colour.get("Value"), 3) if colour is not None else None
    return parts is not None and min(parts) >= 255


def _straight(words: Sequence[str]) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each stretch of a path that is all straight lines."""
    points: list[tuple[float, float]] = []
    straight, i = True, 0
    while i < len(words):
        operator = words[i].upper()
        takes = _TAKES.get(operator)
        if takes is None:
            return
        if operator in {"S", "M"}:
            yield from [points] if straight and len(points) > 1 else []
            points, straight = [], True
        straight = straight and operator in _STRAIGHT
        if operator == "C" and points:
            points.append(points[0])
        elif takes:
            points.append((number(words[min(i + takes - 1, len(words) - 1)], 0), number(words[min(i + takes, len(words) - 1)], 0)))
        i += takes + 1
    yield from [points] if straight and len(points) > 1 else []


def _bounds(points: Sequence[tuple[float, float]], place: Affine) -> Box:
    across, down = zip(*(place.at(x, y) for x, y in points), strict=True)
    return on_paper(Box(min(across), min(down), max(across), max(down)))
