"""What a file is, told from its bytes; the name decides only between kinds of plain text."""

import codecs
import importlib
import re
from pathlib import PurePath

from parsers import medium as media
from parsers.medium import Medium
from parsers.reading import Note
from parsers.source import Source

# the first bytes of media that are told by these alone
_MAGIC: tuple[tuple[bytes, Medium], ...] = (
    (b"%PDF-", media.PDF),
    (b"\x89PNG\r\n\x1a\n", media.PNG),
    (b"\xff\xd8\xff", media.JPEG),
    (b"II*\x00", media.TIFF),
    (b"MM\x00*", media.TIFF),
    (b"GIF8", media.GIF),
    (b"{\\rtf", media.RTF),
    (b"Rar!\x1a\x07", media.RAR),
    (b"7z\xbc\xaf\x27\x1c", media.SEVEN_ZIP),
    (b"\x1f\x8b\x08", media.GZIP),
    (b"CAJ\x00", media.CAJ),
)
# families whose members are told apart by what is inside: the module that looks there, with `medium(source)`
_FAMILIES = {
    b"PK\x03\x04": "parsers.zipkinds",
    b"PK\x05\x06": "parsers.zipkinds",  # an archive with nothing in it
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "parsers.olekinds",
}
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# what is looked at of a text
_HEAD = 8192
# a PDF may have this much of something else before it (PDF 1.7, implementation note 13)
_BEFORE_PDF = 1024
_LATE_PDF = re.compile(rb"(?:^|[\r\n\x00])(?P<pdf>%PDF-[12]\.\d)")
_PDF_OBJECT = re.compile(rb"\d \d obj\b")

_OPENING = r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*"
# <!-- saved from url=(0022)http://www.pyyjw.com/ --><!DOCTYPE html>
_HTML = re.compile(rf"{_OPENING}<(?:!doctype\s+html|(?:html|head|body|meta|title)[\s>])", re.IGNORECASE | re.DOTALL)
# <div class="article">…</div>: a piece of a page; <p>这里… without an end is a text
_HTML_PIECE = re.compile(rf"{_OPENING}<(?P<tag>div|table|article|section|p|h[1-6]|span|style|script)\b[^<>]*>", re.IGNORECASE | re.DOTALL)
# <?mso-application progid="Word.Document"?>
_WORD_XML = re.compile(r"\A\s*<\?xml[^>]*\?>\s*(?:<\?mso-application[^>]*Word|<w:wordDocument\b|<pkg:package\b)")
# Received: from mail.puyang.gov.cn …
_HEADER = re.compile(r"(?P<name>[!-9;-~]+):(?:[ \t].*)?")
_OF_MAIL = {"received", "return-path", "message-id", "mime-version", "delivered-to", "x-mailer", "content-type", "dkim-signature"}
# Content-Type: multipart/related; in a page that a browser saved with its pictures: nobody sent it
_SAVED_PAGE = re.compile(r"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_OF_SENDING = {"received", "return-path", "message-id", "delivered-to", "to", "cc"}
_OF_LETTERS = {"from", "to", "subject", "date", "cc", "sender", "reply-to"}


def sniff(source: Source) -> Medium:
    """Return what a source is by its content; a text that its name calls Markdown is Markdown."""
    for magic, medium in _MAGIC:
        if source.data.startswith(magic):
            return medium
    for magic, module in _FAMILIES.items():
        if source.data.startswith(magic):
            found: Medium = importlib.import_module(module).medium(source)
            return found
    return _picture(source.data) or _late_pdf(source.data) or _kind_of_text(source)


def _picture(data: bytes) -> Medium | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return media.WEBP
    # BM, the file's size, four bytes of nothing: two letters alone could begin a text
    return media.BMP if data[:2] == b"BM" and data[6:10] == b"\x00" * 4 else None


def _late_pdf(data: bytes) -> Medium | None:
    late = _LATE_PDF.search(data, 0, _BEFORE_PDF)
    return media.PDF if late and _PDF_OBJECT.search(data, late.end()) else None


def _kind_of_text(source: Source) -> Medium:
    head = _head(source.data)
    if _WORD_XML.match(head):
        return media.WORD_XML
    piece = _HTML_PIECE.match(head)
    if _HTML.match(head) or (piece and f"</{piece['tag']}".lower().encode() in source.data.lower()):
        return media.HTML
    names = _header_names(head)
    if "content-type" in names and not names & _OF_SENDING and _SAVED_PAGE.search(head):
        return media.MHTML
    if names & _OF_MAIL and names & _OF_LETTERS:
        return media.EML
    return media.MARKDOWN if PurePath(source.name).suffix.lower() in {".md", ".markdown"} else media.TEXT


def _head(data: bytes) -> str:
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            return data[2 : 2 * _HEAD].decode(encoding, "replace")
    return data[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _header_names(head: str) -> set[str]:
    """Return the names of the headers that a text begins with; a mail has one that only machines write, and one that letters have."""
    names: set[str] = set()
    lines = head.lstrip("\r\n").splitlines()
    for line in lines[1:] if lines and lines[0].startswith("From ") else lines:
        if not line.strip():
            break
        header = _HEADER.fullmatch(line)
        if header:
            names.add(header["name"].lower())
        elif not line.startswith((" ", "\t")):
            return set()
    return names


def mismatch(source: Source, medium: Medium) -> Note | None:
    """Return that a file's name says it is something else than what it is; None where it agrees, or says nothing."""
    ending = PurePath(source.name).suffix.lower()
    if ending not in media.ENDINGS or ending in medium.endings:
        return None
    return Note("name_mismatch", "info", f"The name ends in {ending}, but by its content it is {medium.what}: it was read as that.")
