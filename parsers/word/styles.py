"""The styles of a Word file as far as they say what a paragraph is: heading, caption, list item, hidden."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from parsers.word.package import attribute, child, local, number

# built-in names are English in every language version: heading 1, Title, caption
_HEADING = re.compile(r"heading ?(?P<level>[1-9])", re.IGNORECASE)
_SORTS = {"title": "title", "标题": "title", "caption": "caption", "题注": "caption"}
_OFF = {"0", "false", "off", "none"}
# outline level of body text
_BODY = 9


@dataclass(frozen=True)
class Style:
    """What one style says, what it is based on included; `level` is 1 for the highest heading and 0 for none."""

    name: str = ""
    is_title: bool = False
    is_caption: bool = False
    level: int = 0
    is_hidden: bool = False
    is_centred: bool = False
    list_id: str | None = None
    list_level: int | None = None


PLAIN = Style()


def derived(
    base: Style,
    name: str,
    sort: str,
    *,
    level: int | None,
    is_centred: bool | None,
    list_id: str | None,
    list_level: int | None,
    is_hidden: bool | None = None,
) -> Style:
    """Return a style that says this and is based on another: what it does not say (None) holds as there; `sort` may be title or caption."""
    return Style(
        name=name,
        is_title=sort == "title" or base.is_title,
        is_caption=sort == "caption" or base.is_caption,
        level=base.level if level is None else level,
        is_hidden=base.is_hidden if is_hidden is None else is_hidden,
        is_centred=base.is_centred if is_centred is None else is_centred,
        list_id=base.list_id if list_id is None else list_id,
        list_level=base.list_level if list_level is None else list_level,
    )


def is_on(properties: Element | None, name: str) -> bool | None:
    """Tell whether a switch among the properties is on; None where they do not mention it."""
    switch = child(properties, name)
    return None if switch is None else (attribute(switch, "val") or "1").lower() not in _OFF


def outline_level(properties: Element | None) -> int | None:
    """Return the heading level (1 highest, 0 for body text) that paragraph properties give; None where they do not."""
    said = number(child(properties, "outlineLvl"), "val")
    return None if said is None else said + 1 if said < _BODY else 0


def is_centred(properties: Element | None) -> bool | None:
    """Tell whether paragraph properties centre the paragraph; None where they do not say."""
    said = attribute(child(properties, "jc"), "val")
    return None if said is None else said == "center"


def list_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the id of the list and the level in it that paragraph properties name, each None where they do not."""
    return attribute(child(properties, "numPr", "numId"), "val"), number(child(properties, "numPr", "ilvl"), "val")


def read_styles(root: Element | None) -> dict[str, Style]:
    """Return the styles by id; the default paragraph style also under the empty id."""
    elements = {attribute(e, "styleId") or "": e for e in (root if root is not None else ()) if local(e) == "style"}
    found: dict[str, Style] = {}
    for identity in elements:
        _resolve(identity, elements, found)
    default = next(
        (i for i, e in elements.items() if attribute(e, "default") in ("1", "true") and attribute(e, "type") == "paragraph"), None
    )
    return found | ({"": found[default]} if default else {})


def _resolve(identity: str, elements: dict[str, Element], found: dict[str, Style]) -> None:
    """Enter a style and those it is based on, the bases first; a circle of bases ends where it closes."""
    chain: list[str] = []
    while identity in elements and identity not in found and identity not in chain:
        chain.append(identity)
        identity = attribute(child(elements[identity], "basedOn"), "val") or ""
    for name in reversed(chain):
        base = attribute(child(elements[name], "basedOn"), "val") or ""
        found[name] = _style(elements[name], found.get(base, PLAIN))


def _style(element: Element, base: Style) -> Style:
    name = attribute(child(element, "name"), "val") or ""
    properties = child(element, "pPr")
    heading = _HEADING.fullmatch(name)
    list_id, list_level = list_of(properties)
    return derived(
        base,
        name,
        _SORTS.get(name.lower(), ""),
        level=int(heading["level"]) if heading else outline_level(properties),
        is_centred=is_centred(properties),
        list_id=list_id,
        list_level=list_level,
        is_hidden=is_on(child(element, "rPr"), "vanish"),
    )
