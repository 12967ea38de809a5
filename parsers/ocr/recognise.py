"""Optical recognition: from the picture of a page to lines of characters, where each stands and how sure it is."""

import importlib
import importlib.util
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from parsers.errors import OcrMissing
from parsers.pages.askew import Point

if TYPE_CHECKING:
    from parsers.ocr.models import Models

# the long side that lines are looked for at: twice as fine finds the same lines at four times the cost
_OVERVIEW = 1600
# lines lower than this many pixels there are looked for again in a finer picture, where they have about `_CLEAR` pixels
_SMALL, _CLEAR = 14.0, 22.0
# pixels in one look, which bound its memory (about 200 bytes each); what two looks share, so that no line is cut in both
_LOOK, _SHARED = 2_700_000, 160
# so many of a page's longest lines show which way up it is; below this score they read badly enough to try it the other way round
_SAMPLE, _UPRIGHT_SCORE = 5, 0.8
# characters of a line that is as long as high; Latin letters and digits are more
_LEAST_CHARACTERS = 0.8


class Quad(NamedTuple):
    """The corners of a line on the picture, in pixels, as its reader sees them: both ends of its top, both ends of its bottom."""

    start: Point
    end: Point
    foot_end: Point
    foot: Point

    @property
    def length(self) -> float:
        """Return how long it is, in pixels."""
        return max(math.dist(self.start, self.end), math.dist(self.foot, self.foot_end))

    @property
    def height(self) -> float:
        """Return how high it is, in pixels."""
        return max(math.dist(self.start, self.foot), math.dist(self.end, self.foot_end))

    @property
    def degrees(self) -> float:
        """Return how far it falls, in degrees."""
        return math.degrees(math.atan2(self.end[1] - self.start[1], self.end[0] - self.start[0]))

    def scaled(self, scale: float, down: float = 0.0) -> "Quad":
        """Return the same quad `down` pixels lower on a picture that is `scale` times as large."""
        return Quad(*((x * scale, (y + down) * scale) for x, y in self))


class Recognised(NamedTuple):
    """A line of characters: its corners, what it says, and for each character its score and its place along the line (0 to 1)."""

    quad: Quad
    text: str
    scores: tuple[float, ...]
    along: tuple[float, ...]
    vertical: bool = False

    @property
    def read(self) -> float:
        """Return how well the line reads (0 to 1): the mean score, where fewer characters than it has room for count as not read."""
        room = _LEAST_CHARACTERS * max(self.quad.length, self.quad.height) / min(self.quad.length, self.quad.height)
        return sum(self.scores) / max(len(self.scores), room)


class Upright(NamedTuple):
    """A page that stands upright: the quarter turns clockwise that it took, its picture, and its lines."""

    turns: int
    picture: Image.Image
    lines: list[Recognised]


class Recogniser:
    """What reads pages in this process."""

    def __init__(self, models: "Models") -> None:
        """Read by these models."""
        self._models = models

    def page(self, picture: Image.Image) -> "Upright":
        """Return the lines of a page's picture (mode RGB), found after it was turned where it lies on its side or stands on its head."""
        scale, quads = self._overview(picture)
        if sum(q.height > 2 * q.length for q in quads) > len(quads) / 2:
            turns = max((1, 3), key=lambda t: self._sure(picture, quads, t))
            return self._turned(picture, turns)
        lines = self._lines(picture, scale, quads)
        sure = _mean_read(lines)
        if lines and sure < _UPRIGHT_SCORE and self._sure(picture, [line.quad for line in lines], 2) > sure:
            return self._turned(picture, 2)
        return Upright(0, picture, _with_text(lines))

    def _turned(self, picture: Image.Image, turns: int) -> "Upright":
        turned = picture.rotate(-90 * turns, expand=True)
        return Upright(turns, turned, _with_text(self._lines(turned, *self._overview(turned))))

    def _sure(self, picture: Image.Image, quads: Sequence[Quad], turns: int) -> float:
        """Return how well the longest lines read that are cut out as they stand and turned clockwise."""
        return _mean_read([self._line(picture, quad, turns) for quad in _longest(quads)])

    def _overview(self, picture: Image.Image) -> tuple[float, list[Quad]]:
        scale = min(1.0, _OVERVIEW / max(picture.size))
        return scale, self._found(picture, scale)

    def _lines(self, picture: Image.Image, scale: float, quads: list[Quad]) -> list[Recognised]:
        """Return what the lines say that an overview found, looked for more finely where they are small on it."""
        if scale < 1.0 and quads:
            small = median(min(q.height, q.length) for q in quads) * scale
            quads = quads if small >= _SMALL else self._found(picture, min(1.0, scale * _CLEAR / small))
        return [self._line(picture, quad) for quad in quads]

    def _found(self, picture: Image.Image, scale: float) -> list[Quad]:
        """Return where lines stand on a picture that is looked at `scale` times as large, in bands that bound the memory."""
        width, height = (max(32, round(side * scale)) for side in picture.size)
        band = max(4 * _SHARED, _LOOK // width)
        seen = picture if (width, height) == picture.size else picture.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=3.0)
        found: list[Quad] = []
        for top in range(0, max(1, height - _SHARED), band - _SHARED):
            bottom = min(height, top + band)
            first, last = top + _SHARED / 2 if top else 0, bottom - _SHARED / 2 if bottom < height else height
            quads = (Quad(*corners) for corners in self._models.boxes(seen.crop((0, top, width, bottom))))
            found += [q.scaled(1 / scale, top) for q in quads if first <= top + (q.start[1] + q.foot_end[1]) / 2 < last]
        return found

    def _line(self, picture: Image.Image, quad: Quad, turns: int = 0) -> Recognised:
        """Return what a line says, read as it stands (a vertical line lying down), or turned clockwise from how it stands."""
        vertical = not turns and quad.height >= 1.5 * quad.length
        cut = _cut(picture, quad).rotate(90 if vertical else -90 * turns, expand=True)
        text, scores, along = self._models.text(cut)
        return Recognised(quad, text, scores, tuple(_filled(along)), vertical)


def _longest(quads: Sequence[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda q: -max(q.length, q.height))[:_SAMPLE]


def _mean_read(lines: Sequence[Recognised]) -> float:
    """Return how well the longest of some lines read."""
    long = set(_longest([line.quad for line in lines]))
    read = [line.read for line in lines if line.quad in long]
    return sum(read) / len(read) if read else 0.0


def _with_text(lines: Sequence[Recognised]) -> list[Recognised]:
    return [line for line in lines if line.text.strip()]


def _filled(places: Sequence[float | None]) -> Iterator[float]:
    """Yield the places with those of spaces set between their neighbours'."""
    before = 0.0
    for i, place in enumerate(places):
        if place is None:
            after = next((p for p in places[i:] if p is not None), 1.0)
            yield (before + after) / 2
        else:
            before = place
            yield place


def _cut(picture: Image.Image, quad: Quad) -> Image.Image:
    """Return the part of a picture inside a quad, straightened."""
    size = (max(1, round(quad.length)), max(1, round(quad.height)))
    corners = (*quad.start, *quad.foot, *quad.foot_end, *quad.end)
    return picture.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """Return what reads pages, its models loaded once in a process; raises OcrMissing where the extra is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        raise OcrMissing(
            "this is a picture of text, and what recognises characters is not installed: "
            "run pip install 'kuaibao[ocr]', then kuaibao retry, or drop the file again"
        )
    return Recogniser(importlib.import_module("parsers.ocr.models").Models())
