"""Numbers of an OFD: lists of floats, transforms, the shorthand of character steps. Its unit is the millimetre, the origin top left."""

import math
from typing import NamedTuple

from parsers.pages.model import Box

POINTS = 72 / 25.4


class Affine(NamedTuple):
    """A transform: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def over(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the upright box round a rectangle's four corners."""
        corners = [self.at(x, y) for x in (x0, x1) for y in (y0, y1)]
        across, down = zip(*corners, strict=True)
        return Box(min(across), min(down), max(across), max(down))

    def of(self, inner: "Affine") -> "Affine":
        """Return the transform that does `inner` first, then this one."""
        return Affine(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            *self.at(inner.e, inner.f),
        )

    @property
    def scale(self) -> float:
        """Return how much larger type becomes: across the line, as sizes are measured."""
        return math.hypot(self.c, self.d)


def on_paper(box: Box) -> Box:
    """Return a box in millimetres in PDF points."""
    return Box(box.x0 * POINTS, box.top * POINTS, box.x1 * POINTS, box.bottom * POINTS)


def number(value: str | None, otherwise: float) -> float:
    """Return a finite number, or `otherwise`."""
    try:
        found = float(value or "")
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    """Return the first `count` finite numbers of a list; None where there are fewer, or something else among them."""
    try:
        found = tuple(map(float, (value or "").replace(",", " ").split()[:count]))
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


def steps(value: str | None, most: int) -> list[float]:
    """Return the steps from one character to the next (DeltaX, DeltaY), `g 5 3.2` written out; never more than `most`."""
    words = iter((value or "").split())
    found: list[float] = []
    for word in words:
        if word == "g":
            times, step = number(next(words, None), 0), number(next(words, None), 0)
            found += [step] * int(max(0, min(times, most - len(found))))
        else:
            found.append(number(word, 0))
        if len(found) >= most:
            break
    return found[:most]
