"""Scans and photographs: pages that are pictures of text, recognised by models that come with the extra `ocr`."""

from collections.abc import Iterator

from PIL import Image

from parsers.allowance import A_PICTURE, ask
from parsers.errors import NoContent
from parsers.ocr.frames import frames
from parsers.ocr.recognise import recogniser
from parsers.ocr.straighten import Paper, sheet_of
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.pages.model import Sheet
from parsers.reading import Reading
from parsers.source import Source

NAME = "ocr"
VERSION = "1"


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
    return sheet_of(page.lines, Paper(number, width, height, width / page.size[0], page.turns))
