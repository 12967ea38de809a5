"""What persons have said of documents: corrections as they are stored, only ever added to; one that is taken back stays too."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from storage.columns import ExactText, RowId, Spans, UtcTime
from storage.overlay import Word
from storage.tables import Row


class Correction(Row):
    """One person's word on one value: about a revision's path, what its parser said (`old`) and what is right, both as JSON.

    One that `withdraws` another says nothing itself.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    path: Mapped[str] = mapped_column(String(200))
    wording: Mapped[str] = mapped_column(ExactText)
    spans: Mapped[list[list[int]]] = mapped_column(Spans)
    old: Mapped[str] = mapped_column(ExactText)
    value: Mapped[str] = mapped_column(ExactText)
    by: Mapped[str] = mapped_column(ExactText)
    why: Mapped[str] = mapped_column(ExactText)
    at: Mapped[datetime] = mapped_column(UtcTime)
    withdraws: Mapped[int | None] = mapped_column(ForeignKey("corrections.id"), unique=True)


def words(session: Session, document_id: str) -> list[Word]:
    """Return the words about a document that were not taken back, first said first."""
    taken_back = aliased(Correction)
    query = select(Correction).outerjoin(taken_back, taken_back.withdraws == Correction.id)
    query = query.where(Correction.document_id == document_id, Correction.withdraws.is_(None), taken_back.id.is_(None))
    return [_word(row) for row in session.scalars(query.order_by(Correction.id))]


def _word(row: Correction) -> Word:
    spans = tuple((start, end) for start, end in row.spans)
    old, value = json.loads(row.old), json.loads(row.value)
    return Word(row.id, row.revision_id, row.path, row.wording, spans, old, value, row.by, row.why, row.at)


def last_said(session: Session, document_id: str) -> int | None:
    """Return the id of the last correction of a document or withdrawal of one: what was said by then is told by it."""
    return session.scalar(select(func.max(Correction.id)).where(Correction.document_id == document_id))


def history(session: Session, document_id: str) -> Sequence[Correction]:
    """Return everything that was ever said about a document, withdrawals too, first said first."""
    return session.scalars(select(Correction).where(Correction.document_id == document_id).order_by(Correction.id)).all()


def as_json(value: Any) -> str:
    """Return a value as it is stored."""
    return json.dumps(value, ensure_ascii=False)
