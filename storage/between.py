"""Figures of the same measure, place and period that differ between documents, seen over all that has come."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BigInteger, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.current import current
from storage.inserts import insert_later
from storage.queries import ABOUT, About, Told
from storage.tables import Revision, Row

if TYPE_CHECKING:  # whoever only asks must not wait for what the figures are worked out by
    from storage.comparable import Comparable

FIGURES_DIFFER = "figures_differ_between_documents"
SEVERITY = "warning"
# figures further apart than this are hardly of the same thing
_FAR = 3


class ComparableRow(Row):
    """A figure of a revision that those of other documents are compared with, by what it is of."""

    __tablename__ = "comparable_figures"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, index=True)
    low: Mapped[str] = mapped_column(String(64))
    high: Mapped[str] = mapped_column(String(64))


class _Side(NamedTuple):
    key: int
    low: Decimal
    high: Decimal
    position: int
    about: About

    @property
    def document_id(self) -> str:
        """Return the document that says so."""
        return self.about.document_id


def keep_comparable(session: Session, revision_id: int, figures: "Sequence[Comparable]") -> None:
    """Add a revision's figures that can be compared."""
    insert_later(session, ComparableRow, [figure._asdict() | {"revision_id": revision_id} for figure in figures])


def differences(session: Session, document_id: str | None = None) -> Iterator[tuple[Told, About]]:
    """Yield one finding per figure that an earlier document contradicts, with the later one; with `document_id` those of that document.

    Where the one asked for is the earlier of the two, the finding is told from its side.
    """
    for _, sides in groupby(_sides(session, document_id), key=lambda side: side.key):
        come = list(sides)
        for n, later in enumerate(come):
            earlier = next((side for side in come[:n] if _differ(side, later)), None)
            if earlier and document_id in (None, later.document_id):
                yield _finding(session, later, earlier), later.about
            elif earlier and document_id == earlier.document_id:
                yield _finding(session, earlier, later), earlier.about


def _sides(session: Session, document_id: str | None) -> Iterator[_Side]:
    """Yield the figures of current revisions that several documents have, those of one thing together, first come first."""
    several = current(ComparableRow.key).join(ComparableRow, ComparableRow.revision_id == Revision.id)
    several = several.group_by(ComparableRow.key).having(func.count(Revision.document_id.distinct()) > 1)
    if document_id is not None:
        mine = current(ComparableRow.key).join(ComparableRow, ComparableRow.revision_id == Revision.id)
        several = several.where(ComparableRow.key.in_(mine.where(Revision.document_id == document_id)))
    columns = (ComparableRow.key, ComparableRow.low, ComparableRow.high, ComparableRow.position)
    query = current(*columns, *ABOUT).join(ComparableRow, ComparableRow.revision_id == Revision.id)
    query = query.where(ComparableRow.key.in_(several)).order_by(ComparableRow.key, Revision.run_id, Revision.id)
    for key, low, high, position, *about in session.execute(query).all():
        yield _Side(key, Decimal(low), Decimal(high), position, About(*about))


def _differ(one: _Side, other: _Side) -> bool:
    low, high = sorted((one, other), key=lambda side: (side.low, side.high))
    if one.document_id == other.document_id or high.low <= low.high:
        return False
    return low.low < 0 or high.low <= low.high * _FAR


def _finding(session: Session, here: _Side, there: _Side) -> Told:
    mine, other = _figure(session, here), _figure(session, there)
    period = f"{mine['period']['start']} to {mine['period']['end']}"
    spans = ", ".join(f"[{start}, {end})" for start, end in other["spans"])
    return Told(
        code=FIGURES_DIFFER,
        severity=SEVERITY,
        message=f"{mine['metric']['text']}, {period}: {mine['quote']} here, {other['quote']} in document {there.document_id} at {spans}",
        spans=mine["spans"],
        expected=other["quote"],
        actual=mine["quote"],
    )


def _figure(session: Session, side: _Side) -> dict[str, Any]:
    document = session.scalars(select(Revision.json).where(Revision.id == side.about.revision_id)).one()
    figure: dict[str, Any] = json.loads(document)["indicators"][side.position]
    return figure
