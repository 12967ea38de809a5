"""Scans and photographs: pages that are pictures of text, recognised by models that come with the extra `ocr`."""

import importlib
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from parsers.allowance import A_PICTURE, ask
from parsers.errors import NoContent
from parsers.ocr.frames import frames
from parsers.ocr.recognise import Upright, recogniser
from parsers.ocr.straighten import Paper, sheet_of
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.pages.model import Box, Glyph, Sheet
from parsers.reading import Reading
from parsers.source import Source

NAME = "ocr"
VERSION = "1"
# characters of this size in points have strokes as long as a short rule
_STROKE = 36.0


def read(source: Source, media_type: str) -> Reading:
    """Return the text recognised on the pages of a PNG, JPEG or TIFF file, with a place and a score for every character.

    Raises OcrMissing where the extra is not installed, BrokenFile, ResourceLimit for too many pixels or pages, and NoContent.
    """
    evidence: dict[str, str] = {}
    sheets = list(_sheets(source, media_type, evidence))
    if not any(sheet.glyphs for sheet in sheets):
        raise NoContent(f"no characters were found on {source.name}: scan it again at 200 to 300 dpi, in good light")
    return as_came(compose(sheets, media_type, NAME, VERSION, evidence=evidence), sheets)


def _sheets(source: Source, media_type: str, evidence: dict[str, str]) -> Iterator[Sheet]:
    for frame in frames(source, media_type):
        ask(A_PICTURE)
        sheet = recognise(frame.picture, frame.number, frame.width, frame.height)
        evidence[f"page {frame.number}"] = _told(frame.dpi, sheet.turned)
        yield sheet


def _told(dpi: float | None, turned: float) -> str:
    resolution = f"{dpi:g} dpi" if dpi else "no resolution stated, its long side taken for A4's"
    return f"{resolution}, set straight by {turned:g}°" if turned else resolution


def recognise(image: Image.Image, number: int, width: float, height: float) -> Sheet:
    """Return the sheet of a page (number from 1, size in PDF points) from its picture, best at 200 dpi or more; raises OcrMissing.

    A page that lies on its side or stands on its head is turned first; the sheet's `turned` says by how much.
    """
    page = recogniser().page(image.convert("RGB"))
    width, height = (height, width) if page.turns % 2 else (width, height)
    paper = Paper(number, width, height, width / page.picture.width, page.turns)
    return _with_drawings(sheet_of(page.lines, paper), page, paper.scale)


def _with_drawings(sheet: Sheet, page: Upright, scale: float) -> Sheet:
    """Return the sheet with the rules, frames and pictures on it; a long stroke of a character is no rule."""
    ruling = importlib.import_module("parsers.ocr.ruling")  # which needs the extra, as the lines did
    drawn = ruling.drawn(page.picture, 90.0 * page.turns - sheet.turned, scale)
    rules, boxes, images = ([Box(*(round(side * scale, 2) for side in box)) for box in kind] for kind in drawn)
    letters = [g for g in sheet.glyphs if g.size > _STROKE]
    rules = [rule for rule in rules if not any(_is_stroke(rule, glyph) for glyph in letters)]
    return replace(sheet, rules=tuple(rules), boxes=tuple(boxes), images=tuple(images))


def _is_stroke(rule: Box, glyph: Glyph) -> bool:
    x, y = (rule.x0 + rule.x1) / 2, (rule.top + rule.bottom) / 2
    return glyph.x0 <= x <= glyph.x1 and glyph.top <= y <= glyph.bottom
