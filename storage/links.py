"""Links between documents of different sources: what is re-issued, what is superseded."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from parsers.document import Document, Finding
from storage.tables import CurrentRevision, DocumentRow, Link, ReadingRow, Revision

REISSUE = "reissue"
SUPERSEDES = "supersedes"


class Earlier(NamedTuple):
    """An earlier document that this one is linked to, and the finding that says so."""

    kind: str
    document_id: str
    finding: Finding


def series_key(document: Document) -> str | None:
    """Return the digest of publication, issuing body, issue number and year; None where they do not name one issue of a series."""
    year = (document.issue_date or document.published_at or "")[:4]
    if document.publication is None or document.issue_number is None or not year:
        return None
    body = document.issuing_body.text if document.issuing_body else ""
    key = "\n".join((document.publication.text, body, str(document.issue_number), year))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def earlier(session: Session, row: DocumentRow, document: Document, reading: ReadingRow) -> list[Earlier]:
    """Return what `document` re-issues or, having other text, supersedes, among what came in before it."""
    same_text = session.scalar(_before(row).where(ReadingRow.text_hash == reading.text_hash).order_by(DocumentRow.run_id).limit(1))
    if same_text:
        return [Earlier(REISSUE, same_text, _near_duplicate(document, same_text))]
    return list(_superseded(session, row, document))


def _superseded(session: Session, row: DocumentRow, document: Document) -> Iterator[Earlier]:
    series = series_key(document)
    if series is None:
        return
    query = _before(row).where(Revision.series == series).order_by(DocumentRow.run_id.desc()).limit(1)
    found = session.scalar(query)
    if found:
        yield Earlier(SUPERSEDES, found, _issue_repeated(document, found))


def _before(row: DocumentRow) -> Select[str]:
    query = select(DocumentRow.document_id).join(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    query = query.join(Revision, Revision.id == CurrentRevision.revision_id).join(ReadingRow, ReadingRow.id == Revision.reading_id)
    return query.where(
        DocumentRow.position == row.position, DocumentRow.source_sha256 != row.source_sha256, DocumentRow.run_id < row.run_id
    )


def _near_duplicate(document: Document, other: str) -> Finding:
    spans = document.title.spans if document.title else ()
    message = f"the same text has already come from another source, as document {other}"
    return Finding(code="near_duplicate", severity="info", message=message, spans=spans)


def _issue_repeated(document: Document, other: str) -> Finding:
    spans = document.publication.spans if document.publication else ()
    message = f"issue {document.issue_number} has already come with other content, as document {other}: this one supersedes it"
    return Finding(code="issue_repeated", severity="warning", message=message, spans=spans)


def keep_links(session: Session, row: DocumentRow, run_id: int, found: list[Earlier]) -> None:
    """Add the links that are not there yet."""
    for link in found:
        if session.get(Link, (row.document_id, link.kind, link.document_id)) is None:
            session.add(Link(document_id=row.document_id, kind=link.kind, earlier_id=link.document_id, run_id=run_id))
