"""Documents made ready to be stored: all of their rows that needs no database, worked out by whoever parsed them.

Pure, so that it runs in the process that parsed the document: strings and plain values are cheap to hand on, documents are not.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parsers.cleaning import clean
from parsers.document import Document, Spans
from parsers.reading import Reading
from storage.comparable import Comparable, comparable
from storage.exact import escaped, written
from storage.facts import flatten
from storage.fingerprint import Fingerprint, fingerprint
from storage.places import pack, pack_scores
from storage.sections import every

# what is only known once a document is stored: when and where it ran, what came before it
_LATE = ("findings", "provenance", "reading")


@dataclass(frozen=True)
class PreparedDocument:
    """One document's rows; `body` is its JSON without findings and provenance, `facts` are path, kind, value and spans as stored."""

    versions: dict[str, str]
    source_sha256: str
    columns: dict[str, Any]
    body: str
    findings: list[dict[str, Any]]
    provenance: dict[str, Any]
    facts: list[tuple[str, str, str, str]]
    title_spans: Spans = ()
    publication_spans: Spans = ()
    fingerprint: Fingerprint | None = None
    comparable: Sequence[Comparable] = ()

    @property
    def document_id(self) -> str:
        """Return the document's identity."""
        return self.versions["document_id"]

    def json(self, findings: Sequence[dict[str, Any]], provenance: dict[str, Any]) -> str:
        """Return the whole of the document as JSON, in the contract's order of fields."""
        return f'{self.body[:-1]},"findings":{_dumped(findings)},"provenance":{_dumped(provenance)}}}'


@dataclass(frozen=True)
class Prepared:
    """A reading and its documents, ready to be stored."""

    reading: dict[str, Any]
    documents: tuple[PreparedDocument, ...]

    @property
    def text_hash(self) -> str:
        """Return the hash of the reading's cleaned text."""
        found: str = self.reading["text_hash"]
        return found


def prepare(reading: Reading, documents: Sequence[Document]) -> Prepared:
    """Return the rows of a reading and its documents; ValueError where a value is not JSON (NaN)."""
    return Prepared(_reading_row(reading), tuple(prepare_document(reading, document) for document in documents))


def prepare_document(reading: Reading, document: Document) -> PreparedDocument:
    """Return the rows of one document; ValueError where a value is not JSON (NaN)."""
    content = document.to_json_dict()
    body = {name: value for name, value in content.items() if name not in _LATE}
    return PreparedDocument(
        versions=versions(document),
        source_sha256=document.provenance.source.sha256,
        columns=_columns(document),
        body=_dumped(body),
        findings=content["findings"],
        provenance=content["provenance"],
        facts=[(fact.path, fact.kind, escaped(fact.value), written(fact.spans)) for fact in flatten(content, reading)],
        title_spans=document.title.spans if document.title else (),
        publication_spans=document.publication.spans if document.publication else (),
        fingerprint=fingerprint(document),
        comparable=comparable(document),
    )


def versions(document: Document) -> dict[str, str]:
    """Return what identifies a revision: the document, and the reader, parser and vocabularies that it came from."""
    origin = document.provenance
    return {
        "document_id": document.document_id,
        "reader": origin.reader.name,
        "reader_version": origin.reader.version,
        "parser": origin.parser.name,
        "parser_version": origin.parser.version,
        "vocabularies": origin.vocabularies,
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _reading_row(reading: Reading) -> dict[str, Any]:
    cleaned = clean(reading.text)
    return {
        "reader": reading.reader,
        "reader_version": reading.version,
        "media_type": reading.media_type,
        "text": reading.text,
        "cleaned": cleaned,
        "text_hash": hashlib.sha256(cleaned.encode("utf-8", "surrogatepass")).hexdigest(),
        "pages": reading.pages,
        "places": pack(reading.places),
        "notes": [[note.code, note.severity, note.message, note.spans] for note in reading.notes],
        "evidence": reading.evidence,
        "roles": reading.roles,
        "parts": reading.parts,
        "scores": pack_scores(reading.scores),
    }


def _columns(document: Document) -> dict[str, Any]:
    return {
        "doc_type": document.doc_type,
        "title": document.title and document.title.text,
        "publication": document.publication and document.publication.text,
        "issue_number": _issue_number(document),
        "dated": (document.issue_date or document.published_at or "")[:10] or None,
        "series": series_key(document),
        "place_names": _place_names(document),
        "sections": sum(1 for _ in every(document.sections)),
    }


def _issue_number(document: Document) -> int | None:
    """Return the number, None where no column of numbers could hold it: the document's JSON has it all the same."""
    number = document.issue_number
    return number if number is not None and abs(number) < 1 << 31 else None


def series_key(document: Document) -> str | None:
    """Return the digest of publication, issuing body, issue number and year; None where they do not name one issue of a series."""
    year = (document.issue_date or document.published_at or "")[:4]
    if document.publication is None or _issue_number(document) is None or not year:
        return None
    body = document.issuing_body.text if document.issuing_body else ""
    key = "\n".join((document.publication.text, body, str(document.issue_number), year))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _place_names(document: Document) -> str:
    paths = [place.path for place in document.places] + ([document.region.path] if document.region else [])
    names = {place.name for place in document.places} | {name for path in paths for name in path}
    return "\n".join(["", *sorted(names), ""])
