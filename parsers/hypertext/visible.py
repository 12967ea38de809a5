"""From a page's markup to what of it is visible: one pass over the tree that a browser would build (HTML 5, by lexbor)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.errors import ResourceLimit
from parsers.flowing import raised
from parsers.hypertext.grid import ONE, size_of
from parsers.hypertext.lines import Lines
from parsers.hypertext.page import Page
from parsers.hypertext.spacing import JOINT, plain

_UNSEEN = frozenset(
    "head script style noscript template title meta link base iframe frame frameset object embed applet video audio canvas svg math map area "
    "datalist param source track rp rt input -comment -doctype".split()
)
_BLOCKS = frozenset(
    "html body address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hgroup hr legend li listing main menu nav ol optgroup option p pre search section select summary table tbody td tfoot th thead tr ul "
    "xmp".split()
)
# those with an empty line round them where no style says otherwise
_MARGINS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure pre hr fieldset table".split())
_CELLS = ("td", "th")
_CONTROLS = frozenset("button select textarea label".split())
_KEEPS_BREAKS = frozenset("pre listing xmp textarea".split())
# those that change nothing for the text inside them
_PLAIN = frozenset("p div span b strong font td tr tbody table ul li section article".split())
_HIDDEN = re.compile(r"(?:^|[;{])\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"(?:^|[;{])\s*display\s*:\s*none", re.IGNORECASE)
_PRESERVED = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(?P<align>\w+)", re.IGNORECASE)
# .tc, #popup { display: none } — one class or id; anything longer depends on where it stands
_RULE = re.compile(r"(?P<selectors>[^{}]+)\{(?P<body>[^{}]*)\}")
_SIMPLE = re.compile(r"[.#][\w-]+")
_MEDIA = re.compile(r"@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
# opening and closing tags, less those that close by themselves
_SHALLOW = "br|hr|img|input|meta|link|area|base|col|embed|source|track|wbr|param|p|li|td|tr|th|dt|dd|option"
_TAG = re.compile(rf"<(?P<slash>/?)(?!(?:{_SHALLOW})\b)[a-z]", re.IGNORECASE)
# open elements at once; pages whose font tags never close reach hundreds, and the parser's time grows with the square
_DEEPEST = 1_000
# a tree has no more nodes than twice the tags; what never ends is opened again in each paragraph
_NODES = 100_000
_NODES_A_TAG = 5
# a picture smaller than this, in pixels, is an icon
_ICON = 48


class _Round(NamedTuple):
    """What holds for the text inside an element because of those round it."""

    link: bool = False
    control: bool = False
    preserved: bool = False
    caption: bool = False
    centred: bool = False
    heading: int = 0
    raised: bool = False


def read_page(markup: str, unveiled: bool = False) -> Page:
    """Return a page's visible lines; raises ResourceLimit where its elements nest or multiply without end.

    `unveiled` shows what is `visibility: hidden` too: some pages keep their text so until a script has run (WeChat articles).
    """
    _refuse_depth(markup)
    tree = LexborHTMLParser(markup)
    hides = _NOT_SHOWN if unveiled else _HIDDEN
    lines = Lines()
    if tree.root is not None:
        _walk(tree.root, lines, _Hidden(hides, frozenset(_hidden_names(tree, hides))), markup.count("<"))
    return lines.page(tuple(dict.fromkeys(name for name in _names(tree) if name)))


def _refuse_depth(markup: str) -> None:
    depth = 0
    for tag in _TAG.finditer(markup):
        depth = max(0, depth - 1) if tag["slash"] else depth + 1
        if depth > _DEEPEST:
            raise ResourceLimit(f"the page has more than {_DEEPEST:,} elements within each other: copy its text and drop that")


def _hidden_names(tree: LexborHTMLParser, hides: re.Pattern[str]) -> Iterator[str]:
    """Yield the classes (.x) and ids (#x) that the page's own styles hide everywhere."""
    for style in tree.css("style"):
        for rule in _RULE.finditer(_MEDIA.sub("", style.text())):
            if hides.search("{" + rule["body"]):
                yield from (s for part in rule["selectors"].split(",") if _SIMPLE.fullmatch(s := part.strip()))


def _names(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what the page calls itself: the title that government sites must state (ArticleTitle), the one for sharing, the window's."""
    for node in tree.css("meta"):
        said = node.attributes
        if (said.get("name") or said.get("property") or "").lower() in ("articletitle", "og:title", "twitter:title"):
            yield (said.get("content") or "").strip()
    title = tree.css_first("title")
    yield " ".join(title.text().split()) if title is not None else ""


def _walk(root: LexborNode, lines: Lines, hidden: "_Hidden", tags: int) -> None:
    """Follow the tree without recursion: pages nest deeper than Python may."""
    most = _NODES + _NODES_A_TAG * tags
    todo: list[tuple[LexborNode, _Round, bool]] = [(root, _Round(), False)]
    seen = 0
    while todo:
        node, around, leaving = todo.pop()
        if leaving:
            _leave(node, lines)
            continue
        if node.next is not None:
            todo.append((node.next, around, False))
        seen += 1
        if seen > most:
            raise ResourceLimit("the page's elements multiply, since many never end: copy its text and drop that")
        inside = _enter(node, lines, around, hidden)
        if inside:
            todo.append((node, around, True))
            if node.child is not None:
                todo.append((node.child, inside, False))


def _enter(node: LexborNode, lines: Lines, around: _Round, hidden: "_Hidden") -> _Round | None:
    """Take what a node shows; return what holds inside it, None where there is nothing to see inside."""
    tag = node.tag or ""
    if tag == "-text":
        _take_text(node.text(deep=False), lines, around)
        return None
    if tag in _UNSEEN:
        return None
    attributes = node.attributes
    style = attributes.get("style") or ""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if "hidden" in attributes or hidden.hides(attributes, style):
        return None
    if tag == "br":
        lines.end_line()
        return None
    if tag == "img":
        lines.picture(is_icon=_is_small(attributes.get("width"), style) or _is_small(attributes.get("height"), style))
        return None
    if tag in _BLOCKS:
        size = size_of(attributes.get("colspan"), attributes.get("rowspan")) if attributes and tag in _CELLS else ONE
        lines.open_block(tag, names, margin=tag in _MARGINS, size=size)
    else:
        lines.take(JOINT)
    return _inside(tag, attributes, style, around)


def _take_text(text: str, lines: Lines, around: _Round) -> None:
    text = raised(plain(text)) if around.raised else plain(text)
    for i, part in enumerate(text.split("\n") if around.preserved else [text]):
        if i:
            lines.end_line()
        kept = part.replace("\t", "\xa0" * 4).replace(" ", "\xa0") if around.preserved else part
        lines.take(kept, around.link, around.control, around.caption, around.centred, around.heading)


class _Hidden(NamedTuple):
    """What hides an element: a declaration in its style, its class or id where the page's styles hide these."""

    declaration: re.Pattern[str]
    names: frozenset[str]

    def hides(self, attributes: dict[str, str | None], style: str) -> bool:
        """Tell whether an element is hidden."""
        if style and self.declaration.search(style):
            return True
        classes = (f".{name}" for name in (attributes.get("class") or "").split()) if self.names else ()
        return bool(self.names) and (f"#{attributes.get('id')}" in self.names or not self.names.isdisjoint(classes))


def _is_small(size: str | None, style: str) -> bool:
    digits = (size or "").removesuffix("px")
    return digits.isascii() and digits.isdecimal() and len(digits) < 6 and int(digits) < _ICON and "width" not in style


def _inside(tag: str, attributes: dict[str, str | None], style: str, around: _Round) -> _Round:
    if not attributes and tag in _PLAIN:
        return around
    align = _ALIGN.search(style)
    said = align["align"].lower() if align else (attributes.get("align") or ("center" if tag == "center" else "")).lower()
    found = _Round(
        link=around.link or tag == "a",
        control=around.control or tag in _CONTROLS,
        preserved=around.preserved or tag in _KEEPS_BREAKS or bool(style and _PRESERVED.search(style)),
        caption=around.caption or tag == "figcaption",
        centred=said == "center" if said and tag != "img" else around.centred,
        raised=around.raised or tag == "sup",
        heading=int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else around.heading,
    )
    return around if found == around else found


def _leave(node: LexborNode, lines: Lines) -> None:
    tag = node.tag or ""
    if tag in _BLOCKS:
        lines.close_block(tag, margin=tag in _MARGINS)
    else:
        lines.take(JOINT)
