"""A second engine (pdfium) on the same file: it counts pages, says which characters it reads, and draws a page for recognition."""

import re
from collections import Counter
from unicodedata import normalize

from PIL.Image import Image
from pypdfium2 import PdfDocument, PdfiumError

# what recognition reads best, and the largest picture that it is given
_DPI = 200
MAX_PIXELS = 40_000_000
# in points, the largest page that a PDF may have (PDF 1.7, annex C); pdfium aborts on what is very much larger
_MAX_SIDE = 14_400
# pdfium's mark for a hyphen at a line's end
_HYPHEN = re.compile("[\x02\ufffe\xad]")
# what neither engine can name, and what has no picture
_NAMELESS = re.compile(r"\(cid:\d+\)|[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\ufffd\uffff\U00010000-\U0010ffff]")
_SHOWN = 12


class SecondEngine:
    """One file as pdfium sees it."""

    def __init__(self, pdf: PdfDocument) -> None:
        """Ask about an open file."""
        self._pdf = pdf

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._pdf)

    def size(self, number: int) -> tuple[float, float] | None:
        """Return the width and height of a page (from 1) in PDF points; None where the page cannot be read."""
        try:
            page = self._pdf[number - 1]
        except (PdfiumError, IndexError):
            return None
        width, height = page.get_size()
        page.close()
        return width, height

    def text(self, number: int) -> str | None:
        """Return all characters of a page (from 1), in no order that is relied on; None where the page cannot be read."""
        try:
            page = self._pdf[number - 1]
            if max(page.get_size()) > _MAX_SIDE:
                return None
            layer = page.get_textpage()
        except (PdfiumError, IndexError):
            return None
        text = str(layer.get_text_range())
        layer.close()
        page.close()
        return text

    def picture(self, number: int, turned: float = 0) -> Image:
        """Return a page (from 1) drawn at 200 dpi, or smaller where it would have more than MAX_PIXELS, and turned; raises PdfiumError."""
        page = self._pdf[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
        picture: Image = page.render(scale=scale, rotation=int(turned)).to_pil()
        page.close()
        return picture


def difference(ours: str, plain: str, theirs: str) -> str | None:
    """Return which characters only one engine has read, as a person may be told; None where they agree.

    `ours` are all characters that the first engine read, `plain` the same without those printed twice, which pdfium does not count.
    """
    read, at_least, seen = (Counter(_comparable(text)) for text in (ours, plain, theirs))
    missed, extra = seen - read, at_least - seen
    parts = [f"{_listed(c)} only by {who}" for c, who in ((missed, "the second"), (extra, "the first")) if c]
    return ", ".join(parts) or None


def _comparable(text: str) -> str:
    return normalize("NFKC", _NAMELESS.sub("", _HYPHEN.sub("-", text))).replace(" ", "")


def _listed(chars: Counter[str]) -> str:
    shown = "".join(c if n == 1 else f"{c}×{n}" for c, n in chars.most_common(_SHOWN))
    rest = sum(chars.values()) - sum(n for _, n in chars.most_common(_SHOWN))
    return f"“{shown}”" + (f" and {rest} more" if rest else "")
