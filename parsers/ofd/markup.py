"""The XML of an OFD as it is met: several namespaces or none, GBK under a UTF-8 heading, prefixes that nobody declared."""

import codecs
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from parsers.errors import BrokenFile, ResourceLimit

__all__ = ["Element", "attribute", "child", "children", "parse_xml", "tag", "text_of"]

# entities that multiply are declared in a DTD, and no OFD has one
_FORBIDDEN = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# <?xml version="1.0" encoding="UTF-8"?>
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# <:eInvoice xmlns:="">, <ofd:Page xmlns:ofd="…">: the name of a tag, the declarations and the prefixes of attributes in it
_TAG = re.compile(r"<(?P<slash>/?)(?:[^\s<>/=\"':!?]*:)?(?P<name>[^\s<>/=\"':!?]+)(?P<rest>[^<>]*)>")
_DECLARES = re.compile(r"\s+xmlns(?::[^\s=]*)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_PREFIX = re.compile(r"(?<=\s)[^\s<>/=\"':]+:(?=[^\s<>/=\"':]+\s*=)")


def parse_xml(data: bytes, name: str) -> Element:
    """Return the root of a part; raises BrokenFile where it is no XML at all, ResourceLimit for one with a DTD."""
    text = _DECLARATION.sub("", _decoded(data), count=1)
    if _FORBIDDEN.search(text):
        raise ResourceLimit(f"{name} defines entities, which no OFD needs and which can multiply without end: it is not read")
    try:
        return fromstring(text)
    except ParseError:
        return _mended(text, name)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # whatever it declares
        return data.decode("gb18030", "replace")


def _mended(text: str, name: str) -> Element:
    """Return the root with all prefixes and their declarations left out; names are compared without them anyway."""
    try:
        return fromstring(_TAG.sub(_without_prefixes, text))
    except ParseError as error:
        raise BrokenFile(f"{name} is no XML ({error}): save the OFD again, or print it to PDF") from error


def _without_prefixes(tag: re.Match[str]) -> str:
    return f"<{tag['slash']}{tag['name']}{_PREFIX.sub('', _DECLARES.sub('', tag['rest']))}>"


def tag(element: Element) -> str:
    """Return an element's name without its namespace; nothing for an instruction."""
    name: object = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that name."""
    for one in element if element is not None else ():
        if tag(one) == name:
            yield one


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of that name, and of that the next, along a path; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None, *path: str) -> str:
    """Return the trimmed text at a path; nothing where there is none."""
    found = child(element, *path)
    return (found.text or "").strip() if found is not None else ""


def attribute(element: Element, name: str) -> str:
    """Return an attribute's trimmed value; nothing where there is none."""
    return (element.get(name) or "").strip()
