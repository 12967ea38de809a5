"""The characters of one text object, each at its place: GB/T 33190 clause 11."""

import unicodedata
from collections.abc import Iterator, Mapping

from parsers.ofd.geometry import POINTS, Affine, number, numbers, on_paper, steps
from parsers.ofd.markup import Element, attribute, children
from parsers.pages.model import Glyph

# share of the em above the baseline, as Chinese type is cut
_ABOVE = 0.88
_BOLD = 700.0
# the middle of a Latin letter's width, where neither font nor steps say how wide it is
_NARROW = 0.5


def glyphs_of(element: Element, outer: Affine, fonts: Mapping[str, str], order: int) -> Iterator[Glyph]:
    """Yield the characters of a text object in PDF points, numbered from `order`; the object's own characters are at (x, y) + steps."""
    size = number(element.get("Size"), 0)
    if size <= 0:
        return
    place = outer.of(inner(element))
    stretch = number(element.get("HScale"), 1.0) or 1.0
    font = fonts.get(attribute(element, "Font"), attribute(element, "Font"))
    font += ",Bold" if number(element.get("Weight"), 400) >= _BOLD and "bold" not in font.lower() else ""
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)  # one that is left out is that of the code before
        for character, left, base, width in _placed(code, x, y, size * stretch):
            box = on_paper(place.over(left, base - _ABOVE * size, left + width, base + (1 - _ABOVE) * size))
            baseline = place.at(left, base)[1] * POINTS
            yield Glyph(character, *box, baseline, size * place.scale * POINTS, font, order)
            order += 1


def inner(element: Element) -> Affine:
    """Return the transform of an object into what holds it: its CTM, then to where its boundary begins."""
    left, top, _, _ = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    ctm = Affine(*(numbers(element.get("CTM"), 6) or Affine()))
    return Affine(1, 0, 0, 1, left, top).of(ctm)


def _placed(code: Element, x: float, y: float, em: float) -> Iterator[tuple[str, float, float, float]]:
    """Yield each character with its left end, its baseline and its width, in the object's own millimetres."""
    text = visible(code.text or "")
    across, down = steps(code.get("DeltaX"), len(text)), steps(code.get("DeltaY"), len(text))
    for i, character in enumerate(text):
        width = em if is_wide(character) else em * _NARROW
        step = across[i] if i < len(across) else 0.0 if i < len(down) and down[i] else width
        yield character, x, y, min(width, step) if step > 0 else width
        x += step
        y += down[i] if i < len(down) else 0.0


def visible(text: str) -> str:
    """Return what is set of a code: no line breaks or other control characters, which stand round it in indented files."""
    return "".join(c for c in text.strip("\r\n\t") if unicodedata.category(c) != "Cc")


def is_wide(character: str) -> bool:
    """Tell whether a character is as wide as its em."""
    return unicodedata.east_asian_width(character) in "WFA" or "\ue000" <= character <= "\uf8ff"
