"""A page saved with its pictures in one file (MHTML, RFC 2557): the page among the parts."""

from email import message_from_bytes
from email.message import Message

from parsers.errors import BrokenFile

_PAGES = ("text/html", "application/xhtml+xml")


def page_of(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the page's own bytes and the encoding that its part states, if any; raises BrokenFile where no part is a page."""
    message = message_from_bytes(data)
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    where = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    for part in sorted(pages, key=lambda part: part.get("Content-Location") != where):
        content = _content(part)
        if content:
            return content, part.get_content_charset() or ""
    raise BrokenFile(f"{name} holds no page: open it in a browser, save the page as HTML and drop that")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
