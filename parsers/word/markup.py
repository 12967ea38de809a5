"""Which elements of a Word file's text matter: wrappers, alternatives, text boxes in drawings, rows and cells of tables."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parsers.word.package import child, local
from parsers.word.styles import is_on

# what only wraps text; the second line is of formulas
WRAPPERS = frozenset(
    "sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo ruby rubyBase body Choice Fallback r "
    "oMath oMathPara e num den sup sub deg lim fName f d sSub sSup sSubSup rad nary func m mr bar acc groupChr eqArr".split()
)
# what tracked changes took out
GONE = frozenset({"del", "moveFrom"})
_PICTURES = {"blip", "imagedata"}


def chosen(element: Element) -> Iterator[Element]:
    """Yield the children; of two alternatives (mc:AlternateContent) the first that has anything to show."""
    for inner in element:
        if local(inner) == "AlternateContent":
            alternatives = [e for e in inner if local(e) in ("Choice", "Fallback")]
            yield from chosen(next((e for e in alternatives if _shows_anything(e)), inner))
        else:
            yield inner


def _shows_anything(element: Element) -> bool:
    return any(local(e) == "t" or is_picture(e) for e in element.iter())


def is_picture(element: Element) -> bool:
    """Tell whether an element is a picture's reference to its bytes."""
    return local(element) in _PICTURES


def is_inline(drawing: Element) -> bool:
    """Tell whether a drawing stands in the line like a character, rather than floating beside the text."""
    return child(drawing, "anchor") is None


def is_placeholder(element: Element) -> bool:
    """Tell whether a content control shows only what is to be typed there."""
    return is_on(child(element, "sdtPr"), "showingPlcHdr") or False


def drawn(element: Element) -> Iterator[Element]:
    """Yield the text boxes and pictures in a drawing, groups included, not what is inside the text boxes."""
    for inner in chosen(element):
        if local(inner) == "txbxContent" or is_picture(inner):
            yield inner
        else:
            yield from drawn(inner)


def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table."""
    return _inside(table, "tr")


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row."""
    return _inside(row, "tc")


def _inside(element: Element, name: str) -> Iterator[Element]:
    for inner in chosen(element):
        if local(inner) == name:
            yield inner
        elif local(inner) in WRAPPERS:
            yield from _inside(inner, name)
