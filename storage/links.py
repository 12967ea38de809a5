"""Links between documents of different sources: what is re-issued, what is superseded."""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parsers.document import Finding
from storage.database import insert_unless_there
from storage.prepared import PreparedDocument
from storage.tables import CurrentRevision, DocumentRow, Link, ReadingRow, Revision

REISSUE = "reissue"
SUPERSEDES = "supersedes"


class Stored(NamedTuple):
    """A document's row; `fresh` where it was added just now."""

    document_id: str
    source_sha256: str
    position: int
    run_id: int
    fresh: bool

    def columns(self) -> dict[str, Any]:
        """Return the row as it is stored."""
        return {name: value for name, value in self._asdict().items() if name != "fresh"}


class Earlier(NamedTuple):
    """An earlier document that this one is linked to, and the finding that says so."""

    kind: str
    document_id: str
    finding: Finding


def earlier(session: Session, row: Stored, document: PreparedDocument, text_hash: str) -> list[Earlier]:
    """Return what `document` re-issues or, having other text, supersedes, among what came in before it."""
    look = session.connection()  # not the ORM: this is asked for every document
    same_text = look.scalar(_SAME_TEXT, row.columns() | {"text_hash": text_hash})
    if same_text:
        return [Earlier(REISSUE, same_text, _near_duplicate(document, same_text))]
    series = document.columns["series"]
    superseded = look.scalar(_SAME_SERIES, row.columns() | {"series": series}) if series else None
    return [Earlier(SUPERSEDES, superseded, _issue_repeated(document, superseded))] if superseded else []


_BEFORE = (
    select(DocumentRow.document_id)
    .join(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    .join(Revision, Revision.id == CurrentRevision.revision_id)
    .join(ReadingRow, ReadingRow.id == Revision.reading_id)
    .where(
        DocumentRow.position == bindparam("position"),
        DocumentRow.source_sha256 != bindparam("source_sha256"),
        DocumentRow.run_id < bindparam("run_id"),
    )
    .limit(1)
)
# the first of its text, the last of its series
_SAME_TEXT = _BEFORE.where(ReadingRow.text_hash == bindparam("text_hash")).order_by(DocumentRow.run_id)
_SAME_SERIES = _BEFORE.where(Revision.series == bindparam("series")).order_by(DocumentRow.run_id.desc())


def _near_duplicate(document: PreparedDocument, other: str) -> Finding:
    message = f"the same text has already come from another source, as document {other}"
    return Finding(code="near_duplicate", severity="info", message=message, spans=document.title_spans)


def _issue_repeated(document: PreparedDocument, other: str) -> Finding:
    message = f"issue {document.columns['issue_number']} has already come with other content, as document {other}: this one supersedes it"
    return Finding(code="issue_repeated", severity="warning", message=message, spans=document.publication_spans)


def keep_links(session: Session, row: Stored, run_id: int, found: list[Earlier]) -> None:
    """Add the links that are not there yet."""
    for link in found:
        values = {"document_id": row.document_id, "kind": link.kind, "earlier_id": link.document_id, "run_id": run_id}
        insert_unless_there(session, Link, values)
