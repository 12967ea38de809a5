"""Draws newspaper pages and bulletins with fpdf2, and keeps beside them which line belongs where."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from PIL import Image
from pypdfium2 import PdfDocument

from parsers.pages import model as pages

_FOLDER = Path("/usr/share/fonts/truetype")
# Debian's fonts-arphic-gbsn00lp, fonts-arphic-gkai00mp, fonts-wqy-zenhei
FONTS = {
    "song": _FOLDER / "arphic-gbsn00lp" / "gbsn00lp.ttf",
    "kai": _FOLDER / "arphic-gkai00mp" / "gkai00mp.ttf",
    "hei": _FOLDER / "wqy" / "wqy-zenhei.ttc",
}
Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Line:
    """One line as it was set: wording, left end and baseline in points from the top left, type, and what it is of which article.

    `spread` is the space added behind every character; a `vertical` line runs down from its baseline, character under character;
    one that `opens` begins a paragraph.
    """

    text: str
    x: float
    baseline: float
    size: float
    font: str
    role: str = "body"
    article: int = -1
    spread: float = 0.0
    vertical: bool = False
    opens: bool = False

    @property
    def box(self) -> Rect:
        """Where the line stands: x0, top, x1, bottom."""
        if self.vertical:
            return (self.x, self.baseline - self.size, self.x + self.size, self.baseline + (len(self.text) - 1) * (self.size + self.spread))
        return (self.x, self.baseline - 0.88 * self.size, self.x + width(self.text, self.font, self.size), self.baseline + 0.12 * self.size)


@dataclass
class Sheet:
    """One page: blocks of lines in the order in which they are drawn, rules, frames, photographs (`tinted`: mere areas of colour)."""

    width: float
    height: float
    blocks: list[list[Line]] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)
    boxes: list[Rect] = field(default_factory=list)
    photos: list[Rect] = field(default_factory=list)
    tinted: bool = False
    articles: list[list[Line]] = field(default_factory=list)

    def add(self, lines: Iterable[Line]) -> None:
        """Add a block: what is drawn in one go."""
        if block := list(lines):
            self.blocks.append(block)


@cache
def _meter() -> FPDF:
    return _press((100.0, 100.0))


def _press(size: tuple[float, float]) -> FPDF:
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    pdf = FPDF(unit="pt", format=size)
    pdf.set_auto_page_break(False)
    for name, file in FONTS.items():
        pdf.add_font(name, fname=str(file))
    return pdf


@cache
def advance(char: str, font: str) -> float:
    """How wide a character is, in ems."""
    meter = _meter()
    meter.set_font(font, size=100)
    return float(meter.get_string_width(char)) / 100


def width(text: str, font: str, size: float) -> float:
    """How wide a wording is, in points."""
    return sum(advance(char, font) for char in text) * size


def printed(sheets: Iterable[Sheet]) -> bytes:
    """The pages as one PDF."""
    pdf = _press((100.0, 100.0))
    photo = BytesIO()
    Image.new("RGB", (8, 8), (120, 130, 140)).save(photo, "PNG")
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        for x0, y0, x1, y1 in sheet.rules:
            pdf.line(x0, y0, x1, y1)
        for x0, y0, x1, y1 in sheet.boxes:
            pdf.rect(x0, y0, x1 - x0, y1 - y0)
        for x0, y0, x1, y1 in sheet.photos:
            if sheet.tinted:
                pdf.set_fill_color(170, 180, 190)
                pdf.rect(x0, y0, x1 - x0, y1 - y0, style="F")
            else:
                pdf.image(photo, x0, y0, x1 - x0, y1 - y0)
        for block in sheet.blocks:
            for line in block:
                _draw(pdf, line)
    return bytes(pdf.output())


def bound(documents: Sequence[Sequence[Sheet]]) -> list[bytes]:
    """Several documents, each as a PDF; they are printed in one go, since to take fonts apart is what takes time."""
    whole = PdfDocument(printed(sheet for sheets in documents for sheet in sheets))
    found, first = [], 0
    for sheets in documents:
        part, out = PdfDocument.new(), BytesIO()
        part.import_pages(whole, list(range(first, first + len(sheets))))
        part.save(out)
        found.append(out.getvalue())
        first += len(sheets)
    return found


def _draw(pdf: FPDF, line: Line) -> None:
    pdf.set_font(line.font, size=line.size)
    if line.vertical:
        for i, char in enumerate(line.text):
            pdf.text(line.x, line.baseline + i * (line.size + line.spread), char)
        return
    pdf.set_char_spacing(line.spread)
    pdf.text(line.x, line.baseline, line.text)
    pdf.set_char_spacing(0)


def as_read(sheet: Sheet, number: int = 1) -> pages.Sheet:
    """The page as a reader hands it over, without the way through a PDF."""
    glyphs: list[pages.Glyph] = []
    for line in (line for block in sheet.blocks for line in block):
        x, y = line.x, line.baseline
        for char in line.text:
            wide = advance(char, line.font) * line.size
            box = (x, y - 0.88 * line.size, x + wide, y + 0.12 * line.size)
            glyphs.append(pages.Glyph(char, *box, y, line.size, line.font, len(glyphs)))
            x, y = (x, y + line.size + line.spread) if line.vertical else (x + wide + line.spread, y)
    drawn = ([pages.Box(*rect) for rect in rects] for rects in (sheet.rules, sheet.boxes, sheet.photos))
    rules, boxes, photos = (tuple(boxes) for boxes in drawn)
    return pages.Sheet(number, sheet.width, sheet.height, tuple(glyphs), rules, boxes, photos)
