"""Plain text, Markdown and copied web pages: the encoding is decided by evidence and must round-trip without loss."""

from parsers.decoding import decode
from parsers.errors import EmptySource, NoContent
from parsers.letters import without_letter
from parsers.reading import Reading
from parsers.source import Source

NAME = "text"
VERSION = "1"


def read(source: Source, media_type: str) -> Reading:
    """Return the decoded text; raises EmptySource, NoContent, UndecidableEncoding or UnsupportedMedia."""
    if not source.data:
        raise EmptySource(f"{source.name} is empty: drop it again when it has been written")
    text, encoding, why = decode(source.data)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0") or text.isspace():
        raise NoContent(f"{source.name} has nothing but white space in it")
    return without_letter(Reading(text, media_type, NAME, VERSION, evidence={"encoding": encoding, "encoding_evidence": why}))
