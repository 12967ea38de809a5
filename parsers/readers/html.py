"""Web pages saved from a browser, as HTML or in one file (MHT): all that is visible, the article as text, what stands round it as furniture.

The encoding is decided by evidence as for texts; what the page declares counts where the bytes leave it open. gb2312 is read as GB18030,
which holds it.
"""

import re

from parsers.errors import EmptySource, NoContent, UndecidableEncoding
from parsers.flowing import Flow
from parsers.hypertext.saved import page_of
from parsers.hypertext.telling import has_text, is_link_list, told
from parsers.hypertext.visible import read_page
from parsers.medium import HTML
from parsers.readers.text import decode
from parsers.reading import Reading
from parsers.source import Source

NAME = "html"
VERSION = "1"

# <meta charset="gb2312"> | content="text/html; charset=GBK" | <?xml version="1.0" encoding="utf-8"?>
_DECLARED = re.compile(rb"(?:charset|<\?xml[^>]{0,60}encoding)\s*=\s*[\"']?\s*(?P<name>[\w-]{3,20})", re.IGNORECASE)
_HEAD = 4096
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}


def read(source: Source, media_type: str) -> Reading:
    """Return the visible text of a page; raises EmptySource, NoContent, UndecidableEncoding or ResourceLimit."""
    if not source.data:
        raise EmptySource(f"{source.name} is empty: drop it again when it has been written")
    data, stated = (source.data, "") if media_type == HTML.media_type else page_of(source.data, source.name)
    markup, evidence = _decoded(data, stated)
    page = read_page(markup)
    if not has_text(page):
        page = read_page(markup, unveiled=True)
    if not page.lines:
        raise NoContent(f"{source.name} has no visible text in it: open it in a browser, save the whole page and drop that")
    if is_link_list(page):
        raise NoContent(f"{source.name} is a list of links, no article: open the article itself, save that page and drop it")
    flow = Flow()
    lines = list(told(page))
    if all(line.role == "furniture" for line in lines):
        raise NoContent(
            f"{source.name} has no article in it, only what stands round one: open the article itself, save that page and drop it"
        )
    for line in lines:
        if line.gap:
            flow.gap()
        flow.add(line.text, line.role, line.level)
    return flow.reading(media_type, NAME, VERSION, (), evidence)


def _decoded(data: bytes, stated: str) -> tuple[str, dict[str, str]]:
    declared = _wider(stated) or _declared(data)
    try:
        text, encoding, why = decode(data)
    except UndecidableEncoding:
        text, encoding, why = _as_declared(data, declared), declared, "declared by the page, and without loss"
    evidence = {"encoding": encoding, "encoding_evidence": why}
    return text, evidence | ({"declared_encoding": declared} if declared else {})


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data, 0, _HEAD)
    return _wider(match["name"].decode("ascii")) if match else ""


def _wider(name: str) -> str:
    """Return the encoding that holds what pages declare by a name."""
    return _WIDER.get(name.lower(), name.lower())


def _as_declared(data: bytes, encoding: str) -> str:
    """Return the text in the encoding that the page declares; raises UndecidableEncoding where bytes do not fit it."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise UndecidableEncoding(
            "the page's encoding cannot be told without loss: save it as UTF-8 in a browser and drop it again"
        ) from None
    return text
