"""What is drawn on the picture of a page besides its letters: rules, frames, pictures. Needs the extra `ocr`."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image

# in points: a rule is thinner than the first and longer than the second, a picture is larger than the third both ways
_THIN, _LONG, _LARGE = 3.5, 40.0, 60.0
# share of the paper's brightness below which there is ink; how much of each side of a frame is drawn; how full a picture is
_INK, _DRAWN, _FULL = 0.7, 0.9, 0.5
# points of a line that noise may take out of it
_GAP = 1.8


class Drawn(NamedTuple):
    """Boxes (x0, top, x1, bottom) in pixels of the picture set straight."""

    rules: list[tuple[int, int, int, int]]
    frames: list[tuple[int, int, int, int]]
    pictures: list[tuple[int, int, int, int]]


def drawn(picture: Image.Image, skew: float, points: float) -> Drawn:
    """Return what is drawn on a picture whose lines fall by `skew` degrees, of which a pixel is so many points."""
    ink = _ink(picture, skew)
    long, gap = max(2, round(_LONG / points)), max(1, round(_GAP / points))
    level, plumb = _runs(ink, (1, long), (1, gap)), _runs(ink, (long, 1), (gap, 1))
    found = Drawn([], [], [])
    for mask in (level, plumb):
        for box, area in _parts(mask):
            sides = _sides(box)
            if min(sides) * points <= _THIN:
                found.rules.append(box)
            elif mask is level and min(sides) * points >= _LARGE and area > _FULL * sides[0] * sides[1]:
                found.pictures.append(box)
    either = cv2.bitwise_or(level, plumb)
    found.frames.extend(b for b, _ in _parts(either) if min(_sides(b)) * points >= _LARGE and _is_frame(either, b, _THIN / points))
    return found


def _ink(picture: Image.Image, skew: float) -> Any:
    """Return where there is ink on a picture that is turned straight, as 255 on 0."""
    grey = np.asarray(picture.convert("L"))
    height, width = grey.shape
    paper = float(np.percentile(grey[::7, ::7], 80))
    if skew:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=round(paper))
    return np.where(grey < _INK * paper, 255, 0).astype(np.uint8)


def _runs(ink: Any, size: tuple[int, int], gap: tuple[int, int]) -> Any:
    """Return the ink that belongs to runs of so many rows and columns, unbroken but for gaps."""
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(gap, np.uint8))
    return cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(size, np.uint8))


def _parts(mask: Any) -> list[tuple[tuple[int, int, int, int], int]]:
    """Return the box and the area of each connected part of a mask."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [((int(x), int(y), int(x + w), int(y + h)), int(area)) for x, y, w, h, area in stats[1:]]


def _sides(box: tuple[int, int, int, int]) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]


def _is_frame(mask: Any, box: tuple[int, int, int, int], thick: float) -> bool:
    """Tell whether ink runs along all four sides of a box, and little of it is elsewhere."""
    x0, top, x1, bottom = box
    edge = max(1, round(thick))
    inside = mask[top:bottom, x0:x1] > 0
    sides = (inside[:edge].any(axis=0), inside[-edge:].any(axis=0), inside[:, :edge].any(axis=1), inside[:, -edge:].any(axis=1))
    return all(side.mean() >= _DRAWN for side in sides) and inside.mean() < _FULL
