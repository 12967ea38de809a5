"""Web pages saved from a browser, as HTML or in one file (MHT): all that is visible, the article as text, what stands round it as furniture.

The encoding is decided by evidence as for texts; what the page declares counts where the bytes leave it open. gb2312 is read as GB18030,
which holds it.
"""

import re

from parsers.decoding import decode_damaged, decode_said, meant
from parsers.errors import EmptySource, NoContent, UndecidableEncoding
from parsers.flowing import Flow
from parsers.hypertext.page import Page
from parsers.hypertext.saved import page_of
from parsers.hypertext.telling import is_link_list, text_length, told
from parsers.hypertext.visible import read_page
from parsers.letters import without_letter
from parsers.medium import HTML
from parsers.reading import Reading
from parsers.source import Source

NAME = "html"
VERSION = "1"

# <meta charset="gb2312"> | content="text/html; charset=GBK" | <?xml version="1.0" encoding="utf-8"?>
_DECLARED = re.compile(rb"(?:charset|<\?xml[^>]{0,60}encoding)\s*=\s*[\"']?\s*(?P<name>[\w-]{3,20})", re.IGNORECASE)
_HEAD = 4096
# style="visibility: hidden;"
_VEIL = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_MOSTLY = 2


def read(source: Source, media_type: str) -> Reading:
    """Return the visible text of a page; raises EmptySource, NoContent, UndecidableEncoding or ResourceLimit."""
    if not source.data:
        raise EmptySource(f"{source.name} is empty: drop it again when it has been written")
    data, stated = (source.data, "") if media_type == HTML.media_type else page_of(source)
    markup, evidence = _decoded(data, stated)
    page = _whole(markup)
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
    return without_letter(flow.reading(media_type, NAME, VERSION, (), evidence))


def _whole(markup: str) -> Page:
    """Return the page, with what it veils where most of its text is that: some pages keep their text so until a script has run."""
    page = read_page(markup)
    if not _VEIL.search(markup):
        return page
    unveiled = read_page(markup, unveiled=True)
    return unveiled if text_length(unveiled) > _MOSTLY * text_length(page) else page


def _decoded(data: bytes, stated: str) -> tuple[str, dict[str, str]]:
    declared = meant(stated) or _declared(data)
    try:
        text, encoding, why = decode_said(data, declared)
    except UndecidableEncoding as error:
        damaged = decode_damaged(data, declared)
        if not damaged:
            advice = "the page's encoding cannot be told without loss: save it as UTF-8 in a browser and drop it again"
            raise UndecidableEncoding(advice) from error
        text, encoding, why = damaged
    evidence = {"encoding": encoding, "encoding_evidence": why}
    return text, evidence | ({"declared_encoding": declared} if declared else {})


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data, 0, _HEAD)
    return meant(match["name"].decode("ascii")) if match else ""
