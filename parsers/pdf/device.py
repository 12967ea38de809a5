"""Where pdfminer draws a PDF page for us: each character becomes a glyph at once, each path a rule or a box, each picture its place.

pdfplumber makes two objects and a dict of thirty entries out of every character, which takes half its time; the glyphs here are
made from the same text, matrices and widths (a test holds that they are the same characters at the same places).
"""

from collections.abc import Callable, Iterable, Sequence
from math import hypot

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_rect, mult_matrix

from parsers.errors import ResourceLimit
from parsers.pages.model import Box, Glyph, Sheet
from parsers.pdf.shapes import Shapes

# the fullest broadsheet pages have some 15,000
MAX_CHARACTERS = 60_000
# text that is set but not painted: the layer that recognition puts under a scan, and what was hidden on purpose
_INVISIBLE = 3
# how far below its baseline a character box reaches where the font does not say
_VERTICAL_DESCENT = 0.12


class PageDevice(PDFTextDevice):
    """Collects what one page after the other draws; `sheet` returns it for one page."""

    def __init__(self, resources: PDFResourceManager) -> None:
        """Draw with fonts that are kept in `resources` from page to page."""
        super().__init__(resources)
        self._interpreter = PDFPageInterpreter(resources, self)
        self._fonts: dict[int, _Font] = {}
        self._outer: list[Matrix | None] = []

    def sheet(self, page: PDFPage, number: int) -> Sheet:
        """Return one page with the origin at the top left of what is shown of it (its crop box), turned as it is shown.

        Raises ResourceLimit above MAX_CHARACTERS, and whatever pdfminer raises on a damaged page.
        """
        page.mediabox = _shown(page)
        self._glyphs: list[Glyph] = []
        self._hidden: list[Glyph] = []
        self._shapes = Shapes()
        self._outer.clear()
        self._interpreter.process_page(page)
        self._fonts.clear()  # they are known by id, which is only theirs while they live
        return Sheet(
            number, self._width, self._height, tuple(self._glyphs or self._hidden), *self._shapes.parted(self._width, self._height)
        )

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Note the size of the page."""
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self._width, self._height = x1 - x0, y1 - y0

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002 - pdfminer's signature
        """Remember where a form is drawn from: pdfminer leaves the form's own coordinates behind."""
        self._outer.append(self.ctm)

    def end_figure(self, name: str) -> None:  # noqa: ARG002 - pdfminer's signature
        """Take up the coordinates that held before the form."""
        outer = self._outer.pop()
        if outer is not None:
            self.set_ctm(outer)

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 - pdfminer's signature
        """Note the place of a picture, which is drawn into the unit square."""
        self._shapes.image(self._box(apply_matrix_rect(self._ctm, (0, 0, 1, 1))))

    def paint_path(self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]) -> None:  # noqa: ARG002
        """Note what a painted path is on paper: each of its strokes and areas for itself."""
        self._shapes.path(path, self._ctm, self._height, graphicstate, stroke=stroke, fill=fill)

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState) -> None:  # noqa: ARG002
        """Make the glyphs of one string and move on by what it takes."""
        if textstate.font is None:
            return
        font = self._fonts.get(id(textstate.font)) or self._fonts.setdefault(id(textstate.font), _Font(textstate.font))
        out = self._hidden if textstate.render == _INVISIBLE else self._glyphs
        if len(out) > MAX_CHARACTERS:
            raise ResourceLimit(
                f"a page has more than {MAX_CHARACTERS:,} characters, more than any printed page: open the file and look at it"
            )
        line = _Line(textstate, mult_matrix(textstate.matrix, self._ctm), self._height, len(out))
        draw = line.down if font.vertical else line.along
        textstate.linematrix = draw(seq, font, textstate.linematrix, out)

    @property
    def _ctm(self) -> Matrix:
        return self.ctm or (1, 0, 0, 1, 0, 0)

    def _box(self, rect: Rect) -> Box:
        x0, y0, x1, y1 = rect
        return Box(x0, self._height - y1, x1, self._height - y0)


def _shown(page: PDFPage) -> Rect:
    """Return the crop box within the media box; the media box where they do not meet."""
    (a0, b0, a1, b1), (c0, d0, c1, d1) = _ordered(page.mediabox), _ordered(page.cropbox)
    x0, y0, x1, y1 = max(a0, c0), max(b0, d0), min(a1, c1), min(b1, d1)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else (a0, b0, a1, b1)


def _ordered(rect: Rect) -> Rect:
    x0, y0, x1, y1 = rect
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class _Font:
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


class _Line:
    """The place and pace of one string: its matrix, size, spacing, and the page's height to count from the top."""

    def __init__(self, state: PDFTextState, matrix: Matrix, height: float, order: int) -> None:
        self.a, self.b, self.c, self.d, self.e, self.f = matrix
        self.height, self.order = height, order
        self.fontsize, self.rise = state.fontsize, state.rise
        self.scaling = state.scaling * 0.01
        self.charspace, self.wordspace = state.charspace * self.scaling, state.wordspace * self.scaling
        self.unit = 0.001 * state.fontsize * self.scaling
        self.size = abs(state.fontsize) * hypot(self.c, self.d)

    def along(self, seq: PDFTextSeq, font: _Font, at: tuple[float, float], out: list[Glyph]) -> tuple[float, float]:
        """Add the glyphs of a horizontal string; return where the next begins."""
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

    def down(self, seq: PDFTextSeq, font: _Font, at: tuple[float, float], out: list[Glyph]) -> tuple[float, float]:
        """Add the glyphs of a vertical string; return where the next begins."""
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

    def _turned(self, text: str, rect: Rect, font: _Font, base: float) -> Glyph:
        x0, y0, x1, y1 = apply_matrix_rect((self.a, self.b, self.c, self.d, self.e, self.f), rect)
        baseline = self.height - (self.b * rect[0] + self.d * base + self.f)
        return self._glyph(text, (x0, x1), (self.height - y1, self.height - y0), baseline, font)

    def _glyph(self, text: str, across: tuple[float, float], down: tuple[float, float], baseline: float, font: _Font) -> Glyph:
        return Glyph(text, min(across), min(down), max(across), max(down), baseline, self.size, font.name, self.order)
