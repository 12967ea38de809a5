"""Which medium a file is, by its content and never by its name, and the reader for it."""

from pathlib import PurePath

from parsers.errors import UnsupportedMedia
from parsers.readers import text
from parsers.reading import Reading
from parsers.source import Source

# the first bytes of media that are no text, with what a person would call them
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (DOCX, OFD, ZIP)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, WPS)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)


def read_source(source: Source) -> Reading:
    """Return the reading of a source; raises UnsupportedMedia for a medium without a reader, and what the reader raises."""
    for magic, what in _MAGIC:
        if source.data.startswith(magic):
            raise UnsupportedMedia(f"{source.name} is {what}, which is not read: save it as text and drop it again")
    return text.read(source, media_type(source))


def media_type(source: Source) -> str:
    """Return the media type of a text by what it looks like: Markdown where its name says so, else plain."""
    return "text/markdown" if PurePath(source.name).suffix.lower() in {".md", ".markdown"} else "text/plain"
