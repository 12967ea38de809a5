"""Which elements of a Word file's text matter: wrappers, alternatives, text boxes in drawings, rows and cells of tables."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parsers.word.package import attribute, child, local, number
from parsers.word.styles import is_on

# what only wraps text; the second line is of formulas
WRAPPERS = frozenset(
    "sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo ruby rubyBase body Choice Fallback r "
    "oMath oMathPara e num den sup sub deg lim fName f d sSub sSup sSubSup rad nary func m mr bar acc groupChr eqArr".split()
)
# what tracked changes took out
GONE = frozenset({"del", "moveFrom"})
# Word allows no more in a table
_MOST_COLUMNS = 63
_PICTURES = {"blip", "imagedata"}
# PowerPlusWaterMarkObject357476642
_WATERMARK = "watermark"
# width:400pt;rotation:315;z-index:-1
_ASLANT = re.compile(r"rotation:\s*-?(?!0+\b)\d")
# what Word draws from parts of its own: diagrams (SmartArt) and charts
_DIAGRAMS = {"relIds", "chart"}


def chosen(element: Element) -> Iterator[Element]:
    """Yield the children; of two alternatives (mc:AlternateContent) the first that has anything to show."""
    for inner in element:
        if local(inner) == "AlternateContent":
            alternatives = [e for e in inner if local(e) in ("Choice", "Fallback")]
            yield from chosen(next((e for e in alternatives if _shows_anything(e)), inner))
        else:
            yield inner


def _shows_anything(element: Element) -> bool:
    return any(local(e) == "t" or is_picture(e) or word_art(e) for e in element.iter())


def is_picture(element: Element) -> bool:
    """Tell whether an element is a picture's reference to its bytes."""
    return local(element) in _PICTURES


def is_diagram(element: Element) -> bool:
    """Tell whether an element refers to a diagram or a chart, whose words stand in another part of the file."""
    return local(element) in _DIAGRAMS


def word_art(element: Element) -> str:
    """Return the words that older programs draw along a path, as red heads often are (v:textpath); nothing for any other element."""
    return (attribute(element, "string") or "") if local(element) == "textpath" else ""


def is_watermark(drawing: Element) -> bool:
    """Tell whether a drawing is what Word and WPS hang behind a page's text, by its name or since its words run aslant, as no head's do."""
    return any(
        _WATERMARK in ((attribute(e, "id") or "") + (attribute(e, "name") or "")).lower()
        or (_ASLANT.search(attribute(e, "style") or "") and any(map(word_art, e)))
        for e in drawing.iter()
    )


def is_inline(drawing: Element) -> bool:
    """Tell whether a drawing stands in the line like a character, rather than floating beside the text."""
    return child(drawing, "anchor") is None


def is_placeholder(element: Element) -> bool:
    """Tell whether a content control shows only what is to be typed there."""
    return is_on(child(element, "sdtPr"), "showingPlcHdr") or False


def drawn(element: Element) -> Iterator[Element]:
    """Yield the text boxes, pictures, diagrams and drawn words in a drawing, groups included, not what is inside the text boxes."""
    for inner in chosen(element):
        if local(inner) == "txbxContent" or is_picture(inner) or is_diagram(inner) or word_art(inner):
            yield inner
        else:
            yield from drawn(inner)


def rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table."""
    return _inside(table, "tr")


def cells_of(row: Element) -> Iterator[Element | None]:
    """Yield the cells of a row, and None for each further column that one takes, or that the row leaves free before its first."""
    yield from [None] * min(number(child(row, "trPr", "gridBefore"), "val") or 0, _MOST_COLUMNS)
    for cell in _inside(row, "tc"):
        yield cell
        yield from [None] * (min(number(child(cell, "tcPr", "gridSpan"), "val") or 1, _MOST_COLUMNS) - 1)


def _inside(element: Element, name: str) -> Iterator[Element]:
    for inner in chosen(element):
        if local(inner) == name:
            yield inner
        elif local(inner) in WRAPPERS:
            yield from _inside(inner, name)
