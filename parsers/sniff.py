"""What a file is, told from its bytes; the name decides only between kinds of plain text."""

from pathlib import PurePath
from typing import NamedTuple

from parsers.source import Source


class Medium(NamedTuple):
    """A media type, and what a person would call it."""

    media_type: str
    what: str


# the first bytes of media that are no text
_MAGIC: tuple[tuple[bytes, Medium], ...] = (
    (b"%PDF-", Medium("application/pdf", "a PDF")),
    (b"PK\x03\x04", Medium("application/zip", "a ZIP container (DOCX, OFD, ZIP)")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Medium("application/x-ole-storage", "an old Office file (DOC, WPS)")),
    (b"\x89PNG", Medium("image/png", "a PNG picture")),
    (b"\xff\xd8\xff", Medium("image/jpeg", "a JPEG picture")),
    (b"II*\x00", Medium("image/tiff", "a TIFF picture")),
    (b"MM\x00*", Medium("image/tiff", "a TIFF picture")),
    (b"GIF8", Medium("image/gif", "a GIF picture")),
    (b"{\\rtf", Medium("application/rtf", "an RTF file")),
    (b"Rar!", Medium("application/vnd.rar", "a RAR archive")),
    (b"7z\xbc\xaf", Medium("application/x-7z-compressed", "a 7z archive")),
    (b"\x1f\x8b", Medium("application/gzip", "a gzip archive")),
)
_MARKDOWN = {".md", ".markdown"}


def sniff(source: Source) -> Medium:
    """Return what a source is by its first bytes; a text that its name calls Markdown is Markdown."""
    for magic, medium in _MAGIC:
        if source.data.startswith(magic):
            return medium
    if PurePath(source.name).suffix.lower() in _MARKDOWN:
        return Medium("text/markdown", "a Markdown text")
    return Medium("text/plain", "a text")
