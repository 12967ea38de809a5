"""Revisions of documents: added once per set of versions, never changed; `current` points at one of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from storage.between import keep_comparable
from storage.duplicates import keep_fingerprint
from storage.inserts import insert_later, insert_numbered, insert_plain, insert_rows, insert_unless_there
from storage.links import SUPERSEDES, Earlier, Stored, earlier, keep_links
from storage.prepared import PreparedDocument
from storage.readings import Kept
from storage.runs import RunInfo
from storage.tables import CurrentRevision, DocumentRow, Fact, FindingRow, Revision, table


def find_revision(session: Session, document: PreparedDocument) -> int | None:
    """Return the id of the revision that has these versions, None where there is none yet."""
    return session.scalar(_SAME, document.versions)


_IDENTITY = ("document_id", "reader", "reader_version", "parser", "parser_version", "vocabularies")
_SAME = select(Revision.id).where(*(getattr(Revision, name) == bindparam(name) for name in _IDENTITY))
_KNOWN = select(DocumentRow.document_id, DocumentRow.source_sha256, DocumentRow.position, DocumentRow.run_id)


def keep_documents(session: Session, found: Sequence[tuple[PreparedDocument, int, int]]) -> dict[str, Stored]:
    """Return the rows of documents (each with its position and run) by their ids, added where there is none.

    ValueError where an id stands for another source or position.
    """
    asked = _KNOWN.where(DocumentRow.document_id.in_([document.document_id for document, _, _ in found]))
    known = {row.document_id: Stored(*row, fresh=False) for row in session.connection().execute(asked)} if found else {}
    _lock_shown(session, known)
    rows = [_stored(known.get(document.document_id), document, position, run_id) for document, position, run_id in found]
    insert_rows(session, DocumentRow, [row.columns() for row in rows if row.fresh])
    return {row.document_id: row for row in rows}


def _lock_shown(session: Session, known: Collection[str]) -> None:
    """Lock what is shown of documents, in one order for all who do: a person who corrects one of them goes before, or waits."""
    if known:
        shown = select(CurrentRevision.document_id).where(CurrentRevision.document_id.in_(known))
        session.execute(shown.order_by(CurrentRevision.document_id).with_for_update())


def _stored(known: Stored | None, document: PreparedDocument, position: int, run_id: int) -> Stored:
    if known is None:
        return Stored(document.document_id, document.source_sha256, position, run_id, fresh=True)
    if (known.source_sha256, known.position) != (document.source_sha256, position):
        raise ValueError(f"{document.document_id} is the document at position {known.position} of {known.source_sha256} already")
    return known


def add_revision(session: Session, row: Stored, document: PreparedDocument, run: RunInfo, run_id: int, kept: Kept) -> int:
    """Add a revision with its facts, findings and links; return its id."""
    found = earlier(session, row, document, kept.text_hash)
    findings = [*document.findings, *(link.finding.model_dump(mode="json") for link in found)]
    known = {"number": 1 if row.fresh else next_number(session, row.document_id), "reading_id": kept.id, "run_id": run_id}
    first = not any(link.is_alike for link in found)
    revision_id = insert_revision(session, document, known, findings, _provenance(document, run, found), first=first)
    keep_links(session, row, run_id, found)
    return revision_id


def insert_revision(
    session: Session,
    document: PreparedDocument,
    known: dict[str, Any],
    findings: list[dict[str, Any]],
    provenance: dict[str, Any],
    *,
    first: bool,
) -> int:
    """Insert a revision, with the columns `known` beside its own, and all that is looked up by it; return its id.

    `first` says that no earlier document is the same article.
    """
    content = {"json": document.json(findings, provenance)}
    [revision_id] = insert_numbered(session, Revision, [document.versions | document.columns | known | content])
    insert_plain(session, table(Fact), _FACT, [(revision_id, *fact) for fact in document.facts])
    insert_later(session, FindingRow, [{"position": n, "revision_id": revision_id} | finding for n, finding in enumerate(findings)])
    keep_comparable(session, revision_id, document.comparable)
    if document.fingerprint:
        keep_fingerprint(session, revision_id, document.fingerprint, first=first)
    return revision_id


_FACT = ("revision_id", "path", "kind", "value", "spans")


def _provenance(document: PreparedDocument, run: RunInfo, found: list[Earlier]) -> dict[str, Any]:
    late = {
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat(),
        "flow_run_id": run.flow_run_id,
        "task_run_id": run.task_run_id,
        "supersedes": next((link.document_id for link in found if link.kind == SUPERSEDES), None),
    }
    return document.provenance | late | {"software": document.provenance["software"] | run.software}


def next_number(session: Session, document_id: str) -> int:
    """Return the number of the document's next revision, which nobody else gives away until the transaction ends."""
    # its own row, as nothing may be shown of it; after what is shown of it, as everybody locks the two in this order
    session.execute(select(DocumentRow.document_id).where(DocumentRow.document_id == document_id).with_for_update(key_share=True))
    return (session.scalar(select(func.max(Revision.number)).where(Revision.document_id == document_id)) or 0) + 1


def make_current(session: Session, document_id: str, revision_id: int) -> None:
    """Point at a revision as the one to show, in the place of an earlier one."""
    pointer = {"document_id": document_id, "revision_id": revision_id}
    if not insert_unless_there(session, CurrentRevision, pointer):
        mine = update(table(CurrentRevision)).where(CurrentRevision.document_id == document_id)
        session.execute(mine.values(revision_id=revision_id))


def make_first(session: Session, document_id: str, revision_id: int) -> None:
    """Point at the first revision of a document that was added just now."""
    insert_rows(session, CurrentRevision, [{"document_id": document_id, "revision_id": revision_id}])


def retire_others(session: Session, sha256: str, kept: Collection[str]) -> None:
    """Leave documents that the source no longer yields without a current revision; their revisions stay."""
    others = select(DocumentRow.document_id).where(DocumentRow.source_sha256 == sha256, DocumentRow.document_id.not_in(kept))
    session.execute(delete(table(CurrentRevision)).where(CurrentRevision.document_id.in_(others)))
