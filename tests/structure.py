"""Any text parsed by any kind's parser, whatever its own type, and held to its evidence."""

import json
from pathlib import Path
from typing import Any

from parsers.checks.evidence import hold_to_evidence
from parsers.document import Classification, Document, Provenance, SourceInfo, Tool
from parsers.frame import Frame
from parsers.mapped import Mapped
from parsers.parse import read
from parsers.reading import Reading, Span
from parsers.registry import kinds
from parsers.source import Source

_CLASSIFICATION = Classification(confidence=1, scores={}, evidence=())
_PROVENANCE = Provenance(
    source=SourceInfo(sha256="0" * 64, name="case.txt", media_type="text/plain", size=0),
    reader=Tool(name="text", version="1"),
    parser=Tool(name="case", version="1"),
    vocabularies="",
    software={},
)


def document_with(doc_type: str = "bulletin", **fields: Any) -> Document:
    """Return a document of no source with these fields."""
    return Document(document_id="case-0", doc_type=doc_type, classification=_CLASSIFICATION, provenance=_PROVENANCE, **fields)


def reading_of(text: str) -> Reading:
    return Reading(text, "text/plain", "text", "1")


def mapped(text: str) -> Mapped:
    return Mapped(reading_of(text), (Span(0, len(text)),))


def parsed(kind: str, text: str) -> list[Document]:
    """Return the documents that a kind's parser takes from a text, held to their evidence."""
    reading = reading_of(text)
    frame = Frame(reading, _CLASSIFICATION, _PROVENANCE)
    documents = list(kinds()[kind].parse(frame))
    for document in documents:
        hold_to_evidence(reading, document)
    return documents


def feature(*parts: str) -> Document:
    """Return the one newspaper feature that the parts of a page, with empty lines between them, are."""
    (document,) = parsed("newspaper_feature", "\n\n".join(parts) + "\n")
    return document


def decoded(path: Path) -> str:
    """Return a text file as its reader delivers it, whatever its encoding."""
    return read(Source(path.read_bytes(), path.name)).text


def as_json(documents: list[Document]) -> str:
    return json.dumps([d.to_json_dict() for d in documents], ensure_ascii=False)
