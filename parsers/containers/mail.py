"""Mails as they are sent and saved (RFC 5322, MIME): the body and what is attached; saved web pages (MHTML) are mails too."""

import email.errors
import email.header
from collections.abc import Iterator
from email.message import Message
from pathlib import PurePosixPath
from typing import cast

from parsers.containers.member import Member
from parsers.decoding import decode_said, meant
from parsers.errors import NoContent, UnreadableSource
from parsers.mime import opened
from parsers.source import Source

_PLAIN, _PAGE = "text/plain", "text/html"
_BODIES = {_PLAIN: "body.txt", _PAGE: "body.html"}
_MARK = "\ufeff"
# the evidence for the names of bodies
_OURS = "ours, since a body has none"


def entries(source: Source) -> Iterator[Member]:
    """Yield the body and the attachments of a mail; raises NoContent for neither, BrokenFile, ResourceLimit for parts without end."""
    with opened(source, "a mail", "save its text and its attachments") as message:
        found = list(_members(message))
    if not found:
        raise NoContent(f"{source.name} has neither text nor attachments: ask for it again")
    yield from found


def _members(message: Message) -> Iterator[Member]:
    number = 0
    for part in _parts(message):
        name = file_name(part)
        body = _BODIES.get(part.get_content_type()) if not name and part.get_content_disposition() != "attachment" else None
        if body:
            text = _text(part)
            if text.strip():
                yield Member(body, text, _OURS)
        elif not _is_inline(part):
            number += 1
            yield Member(name or f"attachment-{number}", _bytes(part))


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are no envelopes of others; of alternatives the plain text, else the last, which is the richest."""
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    inner = cast(list[Message], message.get_payload())
    if message.get_content_subtype() == "alternative":
        plain = [part for part in inner if part.get_content_type() == _PLAIN and _text(part).strip()]
        # calendars and the like stand among the alternatives too
        inner = plain[:1] or inner[-1:]
    for part in inner:
        yield from _parts(part)


def _is_inline(part: Message) -> bool:
    """Tell whether a part belongs into the body's page: its pictures and style sheets."""
    placed = bool(part.get("Content-ID") or part.get("Content-Location")) and part.get_content_disposition() != "attachment"
    return placed and part.get_content_maintype() in {"image", "text", "font"}


def _bytes(part: Message) -> bytes:
    if part.is_multipart():  # a mail that was attached
        return cast(list[Message], part.get_payload())[0].as_bytes()
    return cast(bytes | None, part.get_payload(decode=True)) or b""


def _text(part: Message) -> bytes:
    """Return a body as UTF-8; as it came where its bytes tell of another encoding than it says, or of none, for the reader to find out."""
    data = _bytes(part)
    said = part.get_content_charset() or ""
    try:
        text, encoding, _ = decode_said(data, said)
    except UnreadableSource:
        return data
    if meant(said) not in {"", meant(encoding)}:
        return data
    # a page may name an encoding of its own, which is no longer true
    return (_MARK + text if part.get_content_type() == _PAGE and text.strip() else text).encode()


def file_name(part: Message) -> str:
    """Return the name that a part has as a file, without folders; a mail that was attached has its subject."""
    name = _decoded(_said_name(part))
    if not name and part.get_content_type() == "message/rfc822":
        subject = _decoded(str(cast(list[Message], part.get_payload())[0].get("Subject", ""))) if part.is_multipart() else ""
        name = f"{' '.join(subject.split()).replace('/', '／') or 'message'}.eml"
    return PurePosixPath(name.replace("\\", "/")).name


def _said_name(part: Message) -> str:
    """Return the name that a part gives itself, encoded words in it still to be decoded."""
    said = part.get_param("filename", None, "content-disposition") or part.get_param("name") or ""
    if isinstance(said, str):
        return said
    charset, _, coded = said  # RFC 2231
    return _piece(coded.encode("raw-unicode-escape"), charset)


def _decoded(words: str) -> str:
    """Return a header's text: encoded words decoded (RFC 2047, inside quotes too, as many programs write), bytes as UTF-8 or GB18030."""
    try:
        pieces = email.header.decode_header(words)
    except (email.errors.HeaderParseError, ValueError):
        pieces = [(words, None)]
    return "".join(_piece(piece, charset) for piece, charset in pieces).strip()


def _piece(piece: str | bytes, charset: str | None) -> str:
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    for encoding in (meant(charset or "utf-8"), "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", "replace")
