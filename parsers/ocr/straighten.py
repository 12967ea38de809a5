"""From recognised lines to a sheet: the page's skew taken out, characters set on baselines, sizes of type made even."""

import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from parsers.ocr.recognise import Recognised
from parsers.pages.askew import Point, rotation
from parsers.pages.model import Box, Glyph, Sheet

# a skew below this many degrees moves no character by a tenth of its size
_STRAIGHT = 0.05
# a line this many times as long as high shows the page's skew
_LONG = 5
# how high the detector's box is in ems where the page does not show it
_BOX_HEIGHT = 1.27
# a pitch above this many times what the box allows is letter-spacing
_SPACED = 1.3
# sizes nearer than this are one size of type, since a line is measured to about 3 %
_SAME_SIZE = 0.07
# …but one of a few characters, whose step is not seen, by its height alone, which the detector draws a quarter too large or small
_ROUGHLY = 0.25
# share of the em above the baseline, as Chinese type is cut
_ABOVE = 0.88
# in ems: neighbours nearer than this touch, since a place along the line is known to a fifth of an em
_TOUCHING = 0.6


class Paper(NamedTuple):
    """A page as its picture shows it: number, width and height in points, points per pixel, and the quarter turns it was given."""

    number: int
    width: float
    height: float
    scale: float
    turns: int = 0


def sheet_of(lines: Sequence[Recognised], paper: Paper) -> Sheet:
    """Return the sheet that recognised lines make; its `turned` is the page's quarter turns and its skew together."""
    skew = _skew(lines)
    set_straight = rotation(-skew, (paper.width / 2, paper.height / 2))
    ems = _even([(em, len(line.text)) for line, em in zip(lines, _ems(lines, paper.scale), strict=True)])
    glyphs: list[Glyph] = []
    for n, (line, em) in enumerate(zip(lines, ems, strict=True)):
        # a number left out from line to line says that they were not drawn in one go
        glyphs += _set(line, em, lambda p: set_straight((p[0] * paper.scale, p[1] * paper.scale)), len(glyphs) + n)
    return Sheet(paper.number, paper.width, paper.height, tuple(glyphs), turned=90.0 * paper.turns - skew)


def _skew(lines: Sequence[Recognised]) -> float:
    """Return by how many degrees the page's lines fall."""
    long = [line.quad for line in lines if line.quad.length > _LONG * line.quad.height]
    skew = median(q.degrees for q in long) if long else 0.0
    return round(skew, 2) if abs(skew) >= _STRAIGHT else 0.0


def _ems(lines: Sequence[Recognised], scale: float) -> Iterator[float]:
    """Yield the size of each line's type in points: the step from character to character where it has one, else by its height."""
    pitches = [_pitch(line) for line in lines]
    ratios = [_across(line) / pitch for line, pitch in zip(lines, pitches, strict=True) if pitch and len(line.text) >= _LONG]
    ratio = median(ratios) if ratios else _BOX_HEIGHT
    heights = [_across(line) / ratio for line in lines]
    sizes = [pitch if pitch and pitch < _SPACED * height else height for pitch, height in zip(pitches, heights, strict=True)]
    sure = sorted({size for size, line, pitch in zip(sizes, lines, pitches, strict=True) if pitch or len(line.text) >= _LONG})
    for size, line, pitch in zip(sizes, lines, pitches, strict=True):
        yield (size if pitch or len(line.text) >= _LONG else _nearest(size, sure)) * scale


def _nearest(size: float, sure: Sequence[float]) -> float:
    """Return the size of other lines that a line of few characters has, since its height says little; its own where none is near."""
    near = min(sure, key=lambda other: abs(other - size), default=size)
    return near if abs(near - size) <= _ROUGHLY * near else size


def _across(line: Recognised) -> float:
    return line.quad.length if line.vertical else line.quad.height


def _along(line: Recognised) -> float:
    return line.quad.height if line.vertical else line.quad.length


def _pitch(line: Recognised) -> float | None:
    """Return the usual step between neighbours that are both a full em wide, in pixels; None where there are fewer than three."""
    steps = [b - a for (x, a), (y, b) in pairwise(zip(line.text, line.along, strict=True)) if _is_han(x) and _is_han(y)]
    if len(steps) < 3:
        return None
    usual = median(steps)
    near = [step for step in steps if abs(step - usual) < 0.4 * usual]
    return sum(near) / len(near) * _along(line)


def _is_han(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "W" and char.isalpha()


def _even(sizes: Sequence[tuple[float, int]]) -> list[float]:
    """Return the sizes (each with how many characters have it) with those that differ by no more than measuring does made one, to 0.5 pt."""
    evened: dict[float, float] = {}
    cluster: list[tuple[float, int]] = []
    for size in [*sorted(sizes), (math.inf, 1)]:
        if cluster and size[0] > min(cluster[0][0] * (1 + 2 * _SAME_SIZE), cluster[-1][0] * (1 + _SAME_SIZE)):
            mean = sum(s * n for s, n in cluster) / sum(n for _, n in cluster)
            evened |= {s: max(0.5, round(mean * 2) / 2) for s, _ in cluster}
            cluster = []
        cluster.append(size)
    return [evened[size] for size, _ in sizes]


def _set(line: Recognised, em: float, place: Callable[[Point], Point], order: int) -> Iterator[Glyph]:
    """Yield the glyphs of a line on its baseline (a vertical line's each on its own), in points."""
    head, tail = (_middle(place, a, b) for a, b in _ends(line))
    step = 1 if line.vertical else 0
    level = (head[1 - step] + tail[1 - step]) / 2
    middles = [head[step] + share * (tail[step] - head[step]) for share in line.along]
    for i, (start, end) in enumerate(_cells(line.text, middles, em)):
        x, y = (level, (start + end) / 2) if line.vertical else ((start + end) / 2, level)
        box = Box(x - em / 2, start, x + em / 2, end) if line.vertical else Box(start, y - em / 2, end, y + em / 2)
        x0, top, x1, bottom, baseline = (round(side, 2) for side in (*box, y + (_ABOVE - 0.5) * em))
        yield Glyph(line.text[i], x0, top, x1, bottom, baseline, em, "ocr", order + i, None, line.scores[i])


def _ends(line: Recognised) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
    """Return the corners at the line's beginning and at its end."""
    q = line.quad
    return ((q.start, q.end), (q.foot, q.foot_end)) if line.vertical else ((q.start, q.foot), (q.end, q.foot_end))


def _middle(place: Callable[[Point], Point], a: Point, b: Point) -> Point:
    return place(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))


def _cells(text: str, middles: Sequence[float], em: float) -> Iterator[tuple[float, float]]:
    """Yield where each character begins and ends along its line: an em or half of one, and to its neighbour where that is near."""
    halves = [em / 2 if unicodedata.east_asian_width(char) in "WFA" else em / 4 for char in text]
    bounds = [(m - h, m + h) for m, h in zip(middles, halves, strict=True)]
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]
    for i in range(len(bounds) - 1):
        if starts[i + 1] - ends[i] < _TOUCHING * em:
            starts[i + 1] = ends[i] = (starts[i + 1] + ends[i]) / 2
    yield from zip(starts, ends, strict=True)
