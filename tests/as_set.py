"""A document's blocks as they are set in media that know headlines: what its title lines are, each by itself."""

from parsers.document import Document
from parsers.reading import Reading
from tests.as_printed import as_printed


def as_set(document: Document, reading: Reading) -> list[tuple[str, str]]:
    """Return (kind, wording) as printed, kicker and subtitle told apart from the title."""
    decks = {"kicker": document.kicker, "subtitle": document.subtitle}
    words = {name: _bare(text.text) for name, text in decks.items() if text}
    return [
        (next((d for d, w in words.items() if kind == "title" and _bare(said) in w), kind), said)
        for kind, said in as_printed(document, reading)
    ]


def _bare(text: str) -> str:
    return "".join(text.split()).lstrip("—―－–-")
