"""Revisions of documents: added once per set of versions, never changed; `current` points at one of them."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from parsers.document import Document, Section
from parsers.reading import Reading
from storage.facts import flatten
from storage.links import SUPERSEDES, Earlier, earlier, keep_links, series_key
from storage.runs import RunInfo
from storage.tables import CurrentRevision, DocumentRow, Fact, FindingRow, ReadingRow, Revision


def versions(document: Document) -> dict[str, str]:
    """Return what makes a revision of a document: the reader, the parser and the vocabularies that it came from."""
    origin = document.provenance
    return {
        "reader": origin.reader.name,
        "reader_version": origin.reader.version,
        "parser": origin.parser.name,
        "parser_version": origin.parser.version,
        "vocabularies": origin.vocabularies,
    }


def find_revision(session: Session, document: Document) -> int | None:
    """Return the id of the revision that has these versions, None where there is none yet."""
    same = (getattr(Revision, name) == value for name, value in versions(document).items())
    return session.scalar(select(Revision.id).where(Revision.document_id == document.document_id, *same))


def keep_document(session: Session, document: Document, position: int, run_id: int) -> DocumentRow:
    """Return the row of a document, added where there is none; ValueError where its id stands for another source or position."""
    sha256 = document.provenance.source.sha256
    row = session.get(DocumentRow, document.document_id)
    if row is None:
        row = DocumentRow(document_id=document.document_id, source_sha256=sha256, position=position, run_id=run_id)
        session.add(row)
        session.flush()
    if (row.source_sha256, row.position) != (sha256, position):
        raise ValueError(f"{document.document_id} is the document at position {row.position} of {row.source_sha256} already")
    return row


def add_revision(
    session: Session, row: DocumentRow, document: Document, run: RunInfo, run_id: int, reading_row: ReadingRow, reading: Reading
) -> int:
    """Add a revision with its facts, findings and links; return its id."""
    found = earlier(session, row, document, reading_row)
    content = _completed(document, run, found).to_json_dict()
    revision_id = session.scalars(
        insert(Revision).returning(Revision.id),
        [_columns(document, content) | {"number": _next_number(session, row), "reading_id": reading_row.id, "run_id": run_id}],
    ).one()
    _add_all(session, Fact, revision_id, [fact._asdict() for fact in flatten(content, reading)])
    _add_all(session, FindingRow, revision_id, [{"position": n} | finding for n, finding in enumerate(content["findings"])])
    keep_links(session, row, run_id, found)
    return revision_id


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
        "document_id": document.document_id,
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


def _next_number(session: Session, row: DocumentRow) -> int:
    return (session.scalar(select(func.max(Revision.number)).where(Revision.document_id == row.document_id)) or 0) + 1


def _add_all(session: Session, table: type[Fact] | type[FindingRow], revision_id: int, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), [row | {"revision_id": revision_id} for row in rows])


def make_current(session: Session, document_id: str, revision_id: int) -> None:
    """Point at a revision as the one to show."""
    pointer = session.get(CurrentRevision, document_id)
    if pointer is None:
        session.add(CurrentRevision(document_id=document_id, revision_id=revision_id))
    elif pointer.revision_id != revision_id:
        pointer.revision_id = revision_id
    session.flush()


def retire_others(session: Session, sha256: str, kept: Collection[str]) -> None:
    """Leave documents that the source no longer yields without a current revision; their revisions stay."""
    others = select(DocumentRow.document_id).where(DocumentRow.source_sha256 == sha256, DocumentRow.document_id.not_in(kept))
    session.execute(delete(CurrentRevision).where(CurrentRevision.document_id.in_(others)))
