"""Pages that came askew or on their side: from where things stand once a page is set straight back to where they are on it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.pages.model import Sheet
from parsers.reading import Place, Reading

Point = tuple[float, float]


def rotation(degrees: float, middle: Point) -> Callable[[Point], Point]:
    """Return the turning clockwise by so many degrees about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    cx, cy = middle
    return lambda p: (cx + (p[0] - cx) * cos - (p[1] - cy) * sin, cy + (p[0] - cx) * sin + (p[1] - cy) * cos)


def as_came(reading: Reading, sheets: Sequence[Sheet]) -> Reading:
    """Return the reading of sheets with its pages and places as they are on the pages as they came, before these were set straight."""
    turned = {sheet.number: _return_of(sheet) for sheet in sheets if sheet.turned}
    if not turned or reading.places is None:
        return reading
    places = tuple(turned[p.page](p) if p and p.page in turned else p for p in reading.places)
    lying = {sheet.number for sheet in sheets if _lies(sheet)}
    pages = tuple(p._replace(width=p.height, height=p.width) if p.number in lying else p for p in reading.pages)
    return replace(reading, places=places, pages=pages)


def _lies(sheet: Sheet) -> bool:
    """Tell whether a sheet came on its side."""
    return round(sheet.turned / 90) % 2 == 1


def _return_of(sheet: Sheet) -> Callable[[Place], Place]:
    width, height = (sheet.height, sheet.width) if _lies(sheet) else (sheet.width, sheet.height)
    dx, dy = (width - sheet.width) / 2, (height - sheet.height) / 2
    back = rotation(-sheet.turned, (sheet.width / 2, sheet.height / 2))

    def place(p: Place) -> Place:
        x, y = back(((p.x0 + p.x1) / 2, (p.top + p.bottom) / 2))
        across, down = (p.x1 - p.x0) / 2, (p.bottom - p.top) / 2
        across, down = (down, across) if _lies(sheet) else (across, down)
        return Place(p.page, *(round(v, 2) for v in (x + dx - across, y + dy - down, x + dx + across, y + dy + down)))

    return place
