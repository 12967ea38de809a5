"""The strings of a PDF page: what each code of a font says and how wide it is, and where that puts each glyph."""

from collections.abc import Callable, Iterable
from math import atan2, hypot, pi

from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFTextState
from pdfminer.utils import Matrix, Rect, apply_matrix_rect

from parsers.pages.model import Glyph

# how far below its baseline a character of a vertical font reaches, in ems
_VERTICAL_DESCENT = 0.12


class Font:
    """A font with what was asked of it before: text and width of each code, descent, name without the subset's prefix."""

    def __init__(self, font: PDFFont) -> None:
        self.font = font
        self.vertical = bool(font.is_vertical())
        self.bytewise = not font.is_multibyte()
        self.decode: Callable[[bytes], Iterable[int]] = font.decode
        self.descent = font.get_descent()
        name = font.fontname
        self.name = _name(name if isinstance(name, bytes) else str(name))
        self.known: dict[int, tuple[str, float]] = {}

    def ask(self, cid: int) -> tuple[str, float]:
        """Return the text of a code and its width in ems; `(cid:12)` where the font does not say what it means."""
        try:
            text = self.font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        self.known[cid] = found = (text, self.font.char_width(cid))
        return found

    def origin(self, cid: int) -> tuple[float, float]:
        """Return where the top centre of a vertical character is, in ems from its horizontal origin."""
        shift = self.font.char_disp(cid)
        x, y = shift if isinstance(shift, tuple) else (None, 880.0)
        return (0.5 if x is None else x * 0.001), (1000 - y) * 0.001


def _name(name: str | bytes) -> str:
    """Return a font's name: bytes are GBK on Chinese machines, and ABCDEF+ only says that it is a subset."""
    text = name.decode("gb18030", "replace") if isinstance(name, bytes) else name
    return text.partition("+")[2] if text[6:7] == "+" else text


class TextLine:
    """The place and pace of one string: its matrix, size, spacing, and the page's height to count from the top."""

    def __init__(self, state: PDFTextState, matrix: Matrix, height: float, order: int) -> None:
        self.a, self.b, self.c, self.d, self.e, self.f = matrix
        self.height, self.order = height, order
        self.fontsize, self.rise = state.fontsize, state.rise
        self.scaling = state.scaling * 0.01
        self.charspace, self.wordspace = state.charspace * self.scaling, state.wordspace * self.scaling
        self.unit = 0.001 * state.fontsize * self.scaling
        along = hypot(self.a, self.b)  # a slant leaves a line as high as it was
        self.size = abs(state.fontsize) * (abs(self.a * self.d - self.b * self.c) / along if along else hypot(self.c, self.d))

    @property
    def direction(self) -> int:
        """Return by how many degrees clockwise (0, 90, 180, 270) the page must be turned for this string to run from left to right."""
        return round(atan2(self.b, self.a) / (pi / 2)) % 4 * 90

    def draw(self, seq: PDFTextSeq, font: Font, at: tuple[float, float], out: list[Glyph]) -> tuple[float, float]:
        """Add the glyphs of a string; return where the next begins."""
        return (self._down if font.vertical else self._along)(seq, font, at, out)

    def _along(self, seq: PDFTextSeq, font: Font, at: tuple[float, float], out: list[Glyph]) -> tuple[float, float]:
        x, y = at
        known, ask, em, wide = font.known, font.ask, self.fontsize * self.scaling, self.wordspace if font.bytewise else 0
        low = font.descent * self.fontsize + self.rise
        upright = not self.b and not self.c
        for piece in seq:
            if not isinstance(piece, bytes):
                x -= float(piece) * self.unit
                continue
            for cid in font.decode(piece):
                text, width = known.get(cid) or ask(cid)
                advance = width * em
                if upright:
                    left, right = self.a * x + self.e, self.a * (x + advance) + self.e
                    zero = self.height - self.d * y - self.f
                    bottom, top = zero - self.d * low, zero - self.d * (low + self.fontsize)
                    base = zero - self.d * self.rise
                    out.append(self._glyph(text, (left, right), (top, bottom), base, font))
                else:
                    out.append(self._turned(text, (x, y + low, x + advance, y + low + self.fontsize), font, y + self.rise))
                self.order += 1
                x += advance + self.charspace + (wide if cid == 32 else 0)
        return x, y

    def _down(self, seq: PDFTextSeq, font: Font, at: tuple[float, float], out: list[Glyph]) -> tuple[float, float]:
        x, y = at
        for piece in seq:
            if not isinstance(piece, bytes):
                y -= float(piece) * self.unit
                continue
            for cid in font.decode(piece):
                text, width = font.known.get(cid) or font.ask(cid)
                advance = width * self.fontsize * self.scaling
                vx, vy = font.origin(cid)
                left, top = x - vx * self.fontsize, y + vy * self.fontsize + self.rise
                base = top + advance + _VERTICAL_DESCENT * self.fontsize
                out.append(self._turned(text, (left, top + advance, left + self.fontsize, top), font, base))
                self.order += 1
                y += advance + self.charspace
        return x, y

    def _turned(self, text: str, rect: Rect, font: Font, base: float) -> Glyph:
        x0, y0, x1, y1 = apply_matrix_rect((self.a, self.b, self.c, self.d, self.e, self.f), rect)
        baseline = self.height - (self.b * rect[0] + self.d * base + self.f)
        return self._glyph(text, (x0, x1), (self.height - y1, self.height - y0), baseline, font)

    def _glyph(self, text: str, across: tuple[float, float], down: tuple[float, float], baseline: float, font: Font) -> Glyph:
        return Glyph(text, min(across), min(down), max(across), max(down), baseline, self.size, font.name, self.order)
