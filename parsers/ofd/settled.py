"""What is taken of each OFD page: its own text, or what recognition makes of the pictures on it."""

import importlib

from PIL import Image

from parsers.allowance import A_PICTURE, ask
from parsers.errors import OcrMissing
from parsers.ofd.package import Package
from parsers.ofd.pages import Drawn
from parsers.pages.model import Box, Sheet
from parsers.pages.repairs import repaired
from parsers.pages.settled import Settled, by_picture, doubt, recogniser
from parsers.pages.shapes import covered
from parsers.reading import Note
from parsers.sniff import sniff
from parsers.source import Source

# a picture that covers this much of its page both ways is all of it
_WHOLE = 0.8
# what recognition reads best, and the largest picture that it is given
_DPI, _MOST_PIXELS = 200, 40_000_000
_TO_PDF = "print the OFD to PDF and drop that"


def settled(drawn: Drawn, package: Package) -> Settled:
    """Return what is to be read of a page; its notes have no spans yet."""
    sheet = repaired(drawn.sheet)
    lost = tuple(Note("truncated", "warning", sentence) for sentence in drawn.lost)
    why = doubt(sheet, pictured=covered(sheet.images, sheet.width, sheet.height), drawn=drawn.is_drawn)
    if not why:
        return Settled(sheet, lost)
    found = by_picture(sheet, why, lambda: _recognised(drawn, package))
    return Settled(found.sheet, (*found.notes, *lost), found.lost)


def _recognised(drawn: Drawn, package: Package) -> Sheet:
    if not drawn.pictures:
        raise OcrMissing(f"There is no picture of the page to recognise its characters in: {_TO_PDF}.")
    recognise = recogniser()
    ask(A_PICTURE)
    sheet = drawn.sheet
    return recognise(_picture(drawn, package), sheet.number, sheet.width, sheet.height)


def _picture(drawn: Drawn, package: Package) -> Image.Image:
    """Return the page's picture: the one that covers it, or all that are on it, each at its place on white paper."""
    sheet = drawn.sheet
    whole = [part for box, part in drawn.pictures if _covers(box, sheet)]
    if whole:
        return _opened(whole[-1], package)
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, sheet.width * sheet.height)) ** 0.5)
    paper = Image.new("RGB", (max(1, round(sheet.width * scale)), max(1, round(sheet.height * scale))), "white")
    for box, part in drawn.pictures:
        place = Box(*(max(0, min(most, round(side * scale))) for side, most in zip(box, paper.size * 2, strict=True)))
        if place.x1 > place.x0 and place.bottom > place.top:
            paper.paste(
                _opened(part, package).resize((int(place.x1 - place.x0), int(place.bottom - place.top))), (int(place.x0), int(place.top))
            )
    return paper


def _covers(box: Box, sheet: Sheet) -> bool:
    return box.width >= _WHOLE * sheet.width and box.height >= _WHOLE * sheet.height


def _opened(part: str, package: Package) -> Image.Image:
    """Return a picture of the package; raises OcrMissing where it is not there or in a form that is not read, and what `frames` raises."""
    if not part:
        raise OcrMissing(f"A picture on it is not in the file: {_TO_PDF}.")
    source = Source(package.bytes_of(part), part)
    media_type = sniff(source).media_type
    frames = importlib.import_module("parsers.ocr.frames")  # only pages that are pictures wait for it
    if media_type not in frames.FORMATS:
        raise OcrMissing(f"The picture is in a form that is not read: {_TO_PDF}.")
    picture: Image.Image = next(frames.frames(source, media_type)).picture
    return picture
