"""What the painted paths of a page are on paper: rules that part, boxes that hold together, pictures."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pdfminer.pdfinterp import PDFGraphicState
from pdfminer.utils import Matrix, PathSegment, apply_matrix_pt

from parsers.pages.model import Box, Glyph
from parsers.pages.shapes import covered, parted

# beyond this a page is a drawing, in which no rule parts anything
MAX_SHAPES = 20_000
_MANY = 1_000
# so many areas make an emblem or more: outlines of characters are areas too
_SEVERAL = 20


class Shapes:
    """Collects the rules, boxes and pictures of one page."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._drawn: list[Box] = []
        self._filled: list[Box] = []
        self._images: list[Box] = []

    def image(self, box: Box) -> None:
        """Add a picture."""
        self._images.append(box)

    def path(self, path: Sequence[PathSegment], ctm: Matrix, height: float, state: PDFGraphicState, *, stroke: bool, fill: bool) -> None:
        """Add a painted path; a white area and what goes beyond MAX_SHAPES is left out."""
        fill = fill and not is_white(state.ncolor)
        if len(self._drawn) > MAX_SHAPES or not (stroke or fill):
            return
        for points in _subpaths(path, ctm, height):
            if fill:
                self._filled.append(_bounds(points))
            if fill or _is_closed(points):
                self._drawn.append(_bounds(points))
            elif stroke:
                self._drawn += [_bounds(pair) for pair in pairwise(points)]

    def behind(self, glyph: Glyph) -> bool:
        """Tell whether anything but paper lies behind a glyph; yes on a page of which too much is painted to look it all through."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if len(self._filled) > _MANY:
            return True
        return any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in (*self._filled, *self._images))

    def pictured(self, width: float, height: float) -> bool:
        """Tell whether pictures cover most of a page of that size, as a scan does, be it one or in strips."""
        return covered(self._images, width, height)

    def parted(self, width: float, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...], tuple[Box, ...]]:
        """Return rules, boxes and pictures of a page of that size; the paper itself and what lies off the page is none of them."""
        rules, boxes = parted(self._drawn, width, height)
        return rules, boxes, tuple(b for b in self._images if b.x1 > b.x0 and b.bottom > b.top)

    def anything(self, boxes: Sequence[Box]) -> bool:
        """Tell whether anything is drawn but rules: a picture, one of the page's boxes, or many small areas, as outlined characters are."""
        return bool(boxes or self._images) or len(self._filled) >= _SEVERAL


def is_white(colour: object) -> bool:
    """Tell whether a fill colour is white: 1 in grey, all ones in RGB, no ink in CMYK; pattern names are not."""
    if isinstance(colour, (int, float)):
        return colour >= 1
    if not isinstance(colour, (tuple, list)) or not all(isinstance(part, (int, float)) for part in colour):
        return False
    return not any(colour) if len(colour) == 4 else bool(colour) and min(colour) >= 1


def _subpaths(path: Sequence[PathSegment], ctm: Matrix, height: float) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    for segment in path:
        operator, numbers = segment[0], segment[1:]
        if operator == "m" and points:
            yield points
            points = []
        if operator == "h":
            points.append(points[0]) if points else None
        elif len(numbers) >= 2:
            x, y = apply_matrix_pt(ctm, (float(numbers[-2]), float(numbers[-1])))
            points.append((x, height - y))
    if len(points) > 1:
        yield points


def _is_closed(points: Sequence[tuple[float, float]]) -> bool:
    return len(points) > 3 and abs(points[0][0] - points[-1][0]) + abs(points[0][1] - points[-1][1]) < 0.5


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))
