"""Which version of a parser persons want shown: each decision is a row, the last one about a parser holds."""

from datetime import datetime

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.columns import ExactText, RowId, UtcTime
from storage.tables import Revision, Row
from storage.versions import own


class Promotion(Row):
    """That a person wants one version of a parser shown, and why; the versions that are `rejected` by it are not shown by themselves."""

    __tablename__ = "promotions"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    parser: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[str] = mapped_column(String(64))
    rejected: Mapped[list[str]] = mapped_column(JSON)
    moved: Mapped[int]
    by: Mapped[str] = mapped_column(ExactText)
    why: Mapped[str] = mapped_column(ExactText)
    at: Mapped[datetime] = mapped_column(UtcTime)


def rejected(session: Session) -> dict[str, list[str]]:
    """Return, by parser, the versions that were rolled back and not promoted since."""
    return {row.parser: row.rejected for row in session.scalars(select(Promotion).order_by(Promotion.id))}


def is_rejected(session: Session, revision_id: int) -> bool:
    """Tell whether a revision was made by a version that was rolled back."""
    last = select(Revision.parser_version, Promotion.rejected).join(Promotion, Promotion.parser == Revision.parser)
    row = session.execute(last.where(Revision.id == revision_id).order_by(Promotion.id.desc()).limit(1)).one_or_none()
    return row is not None and own(row.parser_version) in row.rejected
