"""Revisions of documents: added once per set of versions, never changed; `current` points at one of them."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from parsers.document import Document, Section
from parsers.reading import Reading
from storage.database import insert_row, insert_rows, insert_unless_there
from storage.facts import flatten
from storage.links import SUPERSEDES, Earlier, Stored, earlier, keep_links, series_key
from storage.readings import Kept
from storage.runs import RunInfo
from storage.tables import CurrentRevision, DocumentRow, Fact, FindingRow, Revision, table


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


def find_revision(session: Session, document: Document) -> int | None:
    """Return the id of the revision that has these versions, None where there is none yet."""
    return session.scalar(_SAME, versions(document))


_IDENTITY = ("document_id", "reader", "reader_version", "parser", "parser_version", "vocabularies")
_SAME = select(Revision.id).where(*(getattr(Revision, name) == bindparam(name) for name in _IDENTITY))
_KNOWN = select(DocumentRow.source_sha256, DocumentRow.position, DocumentRow.run_id).where(
    DocumentRow.document_id == bindparam("document_id")
)


def keep_document(session: Session, document: Document, position: int, run_id: int) -> Stored:
    """Return the row of a document, added where there is none; ValueError where its id stands for another source or position."""
    sha256 = document.provenance.source.sha256
    known = session.connection().execute(_KNOWN, {"document_id": document.document_id}).one_or_none()
    row = Stored(document.document_id, sha256, position, known.run_id if known else run_id, fresh=known is None)
    if known is None:
        insert_rows(session, DocumentRow, [row.columns()])
    elif (known.source_sha256, known.position) != (sha256, position):
        raise ValueError(f"{document.document_id} is the document at position {known.position} of {known.source_sha256} already")
    return row


def add_revision(session: Session, row: Stored, document: Document, run: RunInfo, run_id: int, kept: Kept, reading: Reading) -> int:
    """Add a revision with its facts, findings and links; return its id."""
    found = earlier(session, row, document, kept.text_hash)
    content = _completed(document, run, found).to_json_dict()
    known = {"number": 1 if row.fresh else _next_number(session, row), "reading_id": kept.id, "run_id": run_id}
    revision_id = insert_row(session, Revision, _columns(document, content) | known)
    mine = {"revision_id": revision_id}
    insert_rows(session, Fact, [dict(zip(_FACT, fact, strict=True)) | mine for fact in flatten(content, reading)])
    insert_rows(session, FindingRow, [{"position": n} | finding | mine for n, finding in enumerate(content["findings"])])
    keep_links(session, row, run_id, found)
    return revision_id


_FACT = ("path", "kind", "value", "spans")


def _completed(document: Document, run: RunInfo, found: list[Earlier]) -> Document:
    provenance = {
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat(),
        "flow_run_id": run.flow_run_id,
        "task_run_id": run.task_run_id,
        "supersedes": next((link.document_id for link in found if link.kind == SUPERSEDES), None),
        "software": document.provenance.software | run.software,
    }
    findings = (*document.findings, *(link.finding for link in found))
    return document.model_copy(update={"provenance": document.provenance.model_copy(update=provenance), "findings": findings})


def _columns(document: Document, content: dict[str, Any]) -> dict[str, Any]:
    return versions(document) | {
        "doc_type": document.doc_type,
        "title": document.title and document.title.text,
        "publication": document.publication and document.publication.text,
        "issue_number": document.issue_number,
        "dated": (document.issue_date or document.published_at or "")[:10] or None,
        "series": series_key(document),
        "place_names": _place_names(document),
        "sections": _count(document.sections),
        "json": json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")),
    }


def _place_names(document: Document) -> str:
    paths = [place.path for place in document.places] + ([document.region.path] if document.region else [])
    names = {place.name for place in document.places} | {name for path in paths for name in path}
    return "\n".join(["", *sorted(names), ""])


def _count(sections: Collection[Section]) -> int:
    return sum(1 + _count(section.sections) for section in sections)


def _next_number(session: Session, row: Stored) -> int:
    return (session.scalar(select(func.max(Revision.number)).where(Revision.document_id == row.document_id)) or 0) + 1


def make_current(session: Session, row: Stored, revision_id: int) -> None:
    """Point at a revision as the one to show."""
    pointer = {"document_id": row.document_id, "revision_id": revision_id}
    if insert_unless_there(session, CurrentRevision, pointer) is None:
        mine = update(table(CurrentRevision)).where(CurrentRevision.document_id == row.document_id)
        session.execute(mine.values(revision_id=revision_id))


def retire_others(session: Session, sha256: str, kept: Collection[str]) -> None:
    """Leave documents that the source no longer yields without a current revision; their revisions stay."""
    others = select(DocumentRow.document_id).where(DocumentRow.source_sha256 == sha256, DocumentRow.document_id.not_in(kept))
    session.execute(delete(table(CurrentRevision)).where(CurrentRevision.document_id.in_(others)))
