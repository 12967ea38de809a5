"""A page saved with its pictures in one file (MHTML, RFC 2557): the page among the parts."""

from email.message import Message

from parsers.errors import BrokenFile
from parsers.mime import opened
from parsers.source import Source

_PAGES = ("text/html", "application/xhtml+xml")
_ADVICE = "open it in a browser, save the page as HTML and drop that"


def page_of(source: Source) -> tuple[bytes, str]:
    """Return the page's own bytes and the encoding that its part states, if any; raises BrokenFile where no part is a page, ResourceLimit."""
    with opened(source, "a saved page", _ADVICE) as message:
        pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
        where = message.get("Snapshot-Content-Location") or message.get("Content-Location")
        for part in sorted(pages, key=lambda part: part.get("Content-Location") != where):
            content = _content(part)
            if content:
                return content, part.get_content_charset() or ""
    raise BrokenFile(f"{source.name} holds no page: {_ADVICE}")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
