"""Small documents for the rules about places: a title, a mast-head and prose, with true spans."""

from parsers.document import Document, Text
from parsers.passages import Passage, passages
from parsers.reading import Reading, Span
from tests.structure import document_with


def document_of(text: str, title: str = "", issuing_body: str = "") -> tuple[Document, list[Passage]]:
    """Return a document with a title, a mast-head and one paragraph, and its prose."""
    reading = Reading(text=f"{issuing_body}\n{title}\n{text}", media_type="text/plain", reader="text", version="1")
    start = len(issuing_body) + len(title) + 2
    body = Text(text=text, spans=(Span(start, start + len(text)),))
    document = document_with(title=_text(title, len(issuing_body) + 1), issuing_body=_text(issuing_body, 0), lead=(body,))
    return document, passages(reading, document)


def _text(words: str, start: int) -> Text | None:
    return Text(text=words, spans=(Span(start, start + len(words)),)) if words else None
