"""The neutral page: characters with their places, and what is drawn round them. PDF, OFD and OCR all end here."""

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in PDF points, the origin at the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Return how wide it is, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return how high it is, in points."""
        return self.bottom - self.top

    @property
    def stands(self) -> bool:
        """Tell whether it is higher than wide, as a rule between columns is."""
        return self.height > self.width

    def holds_middle(self, other: "Box") -> bool:
        """Tell whether the middle of another rectangle is in it."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class Glyph(NamedTuple):
    """One character as it was set: what it says, its box, baseline and size in PDF points, its font, and where it came in the stream.

    `raw` is what the source said where a repair changed `text`; `score` is how sure a recognition is (0 to 1), None for real text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    order: int
    raw: str | None = None
    score: float | None = None


@dataclass(frozen=True)
class Sheet:
    """One page: its number from 1, its size in PDF points, and what stands on it, glyphs in stream order.

    `rules` are drawn lines thin enough to part stories, `boxes` drawn frames and tints, `images` pictures. A page that came askew
    is described as it is when turned clockwise by `turned` degrees about its middle.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Box, ...] = ()
    boxes: tuple[Box, ...] = ()
    images: tuple[Box, ...] = ()
    turned: float = 0.0
