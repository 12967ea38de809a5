"""Fonts of a PDF: what pdfminer makes of them, and the numbering of glyphs that it leaves out where a font does not say what its codes mean."""

from collections.abc import Mapping

from pdfminer.cmapdb import UnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1


class Fonts(PDFResourceManager):
    """The fonts of one file, each made once."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return a font; the embedded file's table goes by glyphs, so that codes are first turned into these (PDF 1.7, 9.7.4.2)."""
        font: PDFFont = super().get_font(objid, spec)
        glyphs = resolve1(spec.get("CIDToGIDMap"))
        if isinstance(font, PDFCIDFont) and font.unicode_map and "ToUnicode" not in spec and isinstance(glyphs, PDFStream):
            font.unicode_map = _ByGlyph(font.unicode_map, glyphs.get_data())
        return font


class _ByGlyph(UnicodeMap):
    """What the codes of a font mean, by the glyphs that they stand for."""

    def __init__(self, table: UnicodeMap, glyphs: bytes) -> None:
        super().__init__()
        self._table, self._glyphs = table, glyphs

    def get_unichr(self, cid: int) -> str:
        """Return what a code means; raises KeyError where the font does not say."""
        glyph = int.from_bytes(self._glyphs[2 * cid : 2 * cid + 2])
        if not glyph:
            raise KeyError(cid)
        return self._table.get_unichr(glyph)
