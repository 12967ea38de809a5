"""Which revision of a document is the one to show: a person's word before every parser's, and no version that was rolled back."""

import json
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.changes import Version
from storage.correctable import model_of
from storage.duplicates import Band
from storage.inserts import insert_rows
from storage.overlay import lay
from storage.prepared import PreparedDocument, prepare_document
from storage.promotions import is_rejected
from storage.readings import as_reading
from storage.revisions import insert_revision, make_current, next_number
from storage.tables import CurrentRevision, ReadingRow, Revision, Row
from storage.versions import CORRECTED
from storage.words import last_said, words


class CorrectedRevision(Row):
    """That a revision is what a parser's one (`base_id`) says, with what persons have corrected in it."""

    __tablename__ = "corrected_revisions"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    base_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))


def show(session: Session, document_id: str, revision_id: int) -> bool:
    """Point at what is to be shown now that there is this revision by a parser: itself, or with what persons have corrected in it.

    False, and nothing is changed, where its parser's version was rolled back and the one shown was not.
    """
    before = shown_base(session, document_id)
    if before and is_rejected(session, revision_id) and not is_rejected(session, before):
        return False
    make_current(session, document_id, with_corrections(session, document_id, revision_id))
    return True


def shown_base(session: Session, document_id: str) -> int | None:
    """Return the parser's revision behind the one shown, locked until the transaction ends; None where none is."""
    mine = select(CurrentRevision.revision_id).where(CurrentRevision.document_id == document_id)
    current = session.scalar(mine.with_for_update())
    return current and base_of(session, current)  # no join: what is joined to a row that was waited for is as it was before


def base_of(session: Session, revision_id: int) -> int:
    """Return the parser's revision behind one: itself where nobody has corrected anything in it."""
    base = session.scalar(select(CorrectedRevision.base_id).where(CorrectedRevision.revision_id == revision_id))
    return revision_id if base is None else base


def with_corrections(session: Session, document_id: str, base_id: int) -> int:
    """Return the revision that has what persons say in the place of what a parser's revision says, added where there is none."""
    said = words(session, document_id)
    if not said:
        return base_id
    base = session.execute(
        select(Revision, ReadingRow).join(ReadingRow, ReadingRow.id == Revision.reading_id).where(Revision.id == base_id)
    )
    revision, read = base.one()
    version = f"{revision.parser_version}{CORRECTED}{last_said(session, document_id)}"
    known: int | None = session.scalar(_same_but(revision, version))
    if known is not None:
        return known
    content = corrected(session, document_id, Version(revision.number, json.loads(revision.json), read.text), _parser(revision))
    document = prepare_document(as_reading(read), model_of(content).model_validate(content))
    return _insert(session, revision, document, version)


def corrected(session: Session, document_id: str, base: Version, parser: str) -> dict[str, Any]:
    """Return what a parser (`bulletin 2`) says of a document with what persons say of it."""
    return lay(base, words(session, document_id), lambda revision_id: _version(session, revision_id), parser)


def _version(session: Session, revision_id: int) -> Version:
    query = select(Revision.number, Revision.json, ReadingRow.text).join(ReadingRow, ReadingRow.id == Revision.reading_id)
    row = session.execute(query.where(Revision.id == revision_id)).one()
    return Version(row.number, json.loads(row.json), row.text)


def _parser(revision: Revision) -> str:
    return f"{revision.parser} {revision.parser_version}"


def _same_but(revision: Revision, parser_version: str) -> Any:
    names = ("document_id", "reader", "reader_version", "parser", "vocabularies")
    same = [getattr(Revision, name) == getattr(revision, name) for name in names]
    return select(Revision.id).where(*same, Revision.parser_version == parser_version)


def _insert(session: Session, base: Revision, document: PreparedDocument, version: str) -> int:
    known = {
        "number": next_number(session, base.document_id),
        "reading_id": base.reading_id,
        "run_id": base.run_id,
        "parser_version": version,
    }
    first = session.scalar(select(Band.revision_id).where(Band.revision_id == base.id).limit(1)) is not None
    revision_id = insert_revision(session, document, known, document.findings, document.provenance, first=first)
    insert_rows(session, CorrectedRevision, [{"revision_id": revision_id, "base_id": base.id}])
    return revision_id
