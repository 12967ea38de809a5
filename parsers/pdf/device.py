"""Where pdfminer draws a PDF page for us: each character becomes a glyph at once, each path a rule or a box, each picture its place.

pdfplumber makes two objects and a dict of thirty entries out of every character, which takes half its time; the glyphs here are
made from the same text, matrices and widths (a test holds that they are the same characters at the same places).
"""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_rect, mult_matrix

from parsers.errors import ResourceLimit
from parsers.pages.model import Box, Glyph, Sheet
from parsers.pdf.shapes import Shapes, is_white
from parsers.pdf.strings import Font, TextLine

# the fullest broadsheet pages have some 15,000
MAX_CHARACTERS = 60_000
# text that is set but not painted: the layer that recognition puts under a scan, and what was hidden on purpose
_UNPAINTED = 3
# a scan has no more text of its own than a stamp and a page number
_FEW = 30
# a page is turned if this share of its text lies on its side or its head
_MOST = 0.6


class Drawn(NamedTuple):
    """What one page shows, and the glyphs on it that nobody sees (unpainted, white on white, beside the paper).

    `pictured` says that pictures cover most of it, `is_drawn` that it shows anything but text and rules, `broken` why it could not be followed.
    """

    sheet: Sheet
    hidden: tuple[Glyph, ...] = ()
    pictured: bool = False
    is_drawn: bool = False
    broken: str = ""


class PageDevice(PDFTextDevice):
    """Collects what one page after the other draws."""

    def __init__(self, resources: PDFResourceManager) -> None:
        """Draw with fonts that are kept in `resources` from page to page."""
        super().__init__(resources)
        self._interpreter = _Interpreter(resources, self)
        self._fonts: dict[int, Font] = {}
        self._outer: list[Matrix | None] = []

    def drawn(self, page: PDFPage, number: int) -> Drawn:
        """Return one page with the origin at the top left of what is shown of it (its crop box), turned so that its text stands upright.

        Raises ResourceLimit above MAX_CHARACTERS, and whatever pdfminer raises on a damaged page.
        """
        page.mediabox = _shown(page)
        self._draw(page)
        turn = self._askew()
        if turn:
            page.rotate = (page.rotate + turn) % 360
            self._draw(page)
        kept, hidden = self._parted()
        width, height = self._width, self._height
        sheet = Sheet(number, width, height, kept, *self._shapes.parted(width, height), turn)
        return Drawn(sheet, hidden, self._shapes.pictured(width, height), self._shapes.anything(sheet.boxes))

    def _draw(self, page: PDFPage) -> None:
        self._glyphs: list[Glyph] = []
        self._unpainted: list[Glyph] = []
        self._white: list[range] = []
        self._directions = Counter[int]()
        self._shapes = Shapes()
        self._shaded = False
        self._outer.clear()
        self._fonts.clear()  # those of the page before: they are known by id, which is only theirs while they live
        self._interpreter.process_page(page)

    def _askew(self) -> int:
        """Return by how many degrees clockwise a page must be turned for most of its text to stand upright."""
        direction, count = max(self._directions.items(), key=itemgetter(1), default=(0, 0))
        return direction if count > _MOST * self._directions.total() else 0

    def _parted(self) -> tuple[tuple[Glyph, ...], tuple[Glyph, ...]]:
        """Return the glyphs to read and those that nobody sees. What lies unpainted under a scan is its text, as some program read it."""
        off = {i for i, g in enumerate(self._glyphs) if g.x1 < 0 or g.x0 > self._width or g.bottom < 0 or g.top > self._height}
        off.update(self._white_on_white())
        seen = tuple(g for i, g in enumerate(self._glyphs) if i not in off) if off else tuple(self._glyphs)
        unseen = tuple(self._glyphs[i] for i in sorted(off))
        if self._unpainted and len(seen) < _FEW and self._shapes.pictured(self._width, self._height):
            return (*seen, *self._unpainted), unseen
        return seen, (*unseen, *self._unpainted)

    def _white_on_white(self) -> set[int]:
        """Return which glyphs are white on paper; none where a shading may lie behind them, or where they are most of the page."""
        white = set() if self._shaded else {i for run in self._white for i in run if not self._shapes.behind(self._glyphs[i])}
        return white if 2 * len(white) < len(self._glyphs) else set()

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

    def shade(self) -> None:
        """Note that something was painted of which only the clip path says where."""
        self._shaded = True

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
        font = self._fonts.get(id(textstate.font)) or self._fonts.setdefault(id(textstate.font), Font(textstate.font))
        out = self._unpainted if textstate.render == _UNPAINTED else self._glyphs
        before = len(out)
        if before > MAX_CHARACTERS:
            raise ResourceLimit(
                f"a page has more than {MAX_CHARACTERS:,} characters, more than any printed page: open the file and look at it"
            )
        line = TextLine(textstate, mult_matrix(textstate.matrix, self._ctm), self._height, before)
        textstate.linematrix = line.draw(seq, font, textstate.linematrix, out)
        if len(out) > MAX_CHARACTERS:
            raise ResourceLimit(
                f"a page has more than {MAX_CHARACTERS:,} characters, more than any printed page: open the file and look at it"
            )
        self._directions[line.direction if not font.vertical else 0] += len(out) - before
        if is_white(graphicstate.ncolor) and textstate.render == 0:
            self._white.append(range(before, len(out)))

    @property
    def _ctm(self) -> Matrix:
        return self.ctm or (1, 0, 0, 1, 0, 0)

    def _box(self, rect: Rect) -> Box:
        x0, y0, x1, y1 = rect
        return Box(x0, self._height - y1, x1, self._height - y0)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, which passes over shadings in silence."""

    device: PageDevice

    def do_sh(self, name: object) -> None:  # noqa: ARG002 - pdfminer's signature
        """Tell the device that something was painted."""
        self.device.shade()


def _shown(page: PDFPage) -> Rect:
    """Return the crop box within the media box; the media box where they do not meet."""
    (a0, b0, a1, b1), (c0, d0, c1, d1) = _ordered(page.mediabox), _ordered(page.cropbox)
    x0, y0, x1, y1 = max(a0, c0), max(b0, d0), min(a1, c1), min(b1, d1)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else (a0, b0, a1, b1)


def _ordered(rect: Rect) -> Rect:
    x0, y0, x1, y1 = rect
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
