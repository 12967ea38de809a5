"""Figures of the same measure, place and period that differ between documents, seen over all that has come."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ForeignKey, String, func
from sqlalchemy.orm import Mapped, Session, mapped_column

from parsers.checks.tolerance import Interval
from storage.comparable import Comparable
from storage.database import insert_rows
from storage.queries import current
from storage.tables import FindingRow, Revision, Row

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
    values: Interval
    position: int
    revision: Revision


def keep_comparable(session: Session, revision_id: int, figures: Sequence[Comparable]) -> None:
    """Add a revision's figures that can be compared."""
    insert_rows(session, ComparableRow, [figure._asdict() | {"revision_id": revision_id} for figure in figures])


def differences(session: Session, document_id: str | None = None) -> Iterator[tuple[FindingRow, Revision]]:
    """Yield one finding per figure that an earlier document contradicts, with the later one; with `document_id` those of that document.

    Where the one asked for is the earlier of the two, the finding is told from its side.
    """
    for _, sides in groupby(_sides(session), key=lambda side: side.key):
        come = list(sides)
        for n, later in enumerate(come):
            earlier = next((side for side in come[:n] if _differ(side, later)), None)
            if earlier and document_id in (None, later.revision.document_id):
                yield _finding(later, earlier), later.revision
            elif earlier and document_id == earlier.revision.document_id:
                yield _finding(earlier, later), earlier.revision


def _sides(session: Session) -> Iterator[_Side]:
    """Yield the figures of current revisions that several documents have, those of one thing together, first come first."""
    several = current(ComparableRow.key).join(ComparableRow, ComparableRow.revision_id == Revision.id)
    several = several.group_by(ComparableRow.key).having(func.count(Revision.document_id.distinct()) > 1)
    query: Any = current(ComparableRow, Revision).join(ComparableRow, ComparableRow.revision_id == Revision.id)
    query = query.where(ComparableRow.key.in_(several)).order_by(ComparableRow.key, Revision.run_id, Revision.id)
    for row, revision in session.execute(query):
        yield _Side(row.key, Interval(Decimal(row.low), Decimal(row.high)), row.position, revision)


def _differ(one: _Side, other: _Side) -> bool:
    if one.revision.document_id == other.revision.document_id or one.values.meets(other.values):
        return False
    low, high = sorted((one.values, other.values))
    return low.low < 0 or high.low <= low.high * _FAR


def _finding(here: _Side, there: _Side) -> FindingRow:
    mine, other = _figure(here), _figure(there)
    period = f"{mine['period']['start']} to {mine['period']['end']}"
    spans = ", ".join(f"[{start}, {end})" for start, end in other["spans"])
    return FindingRow(
        revision_id=here.revision.id,
        position=-1,
        code=FIGURES_DIFFER,
        severity=SEVERITY,
        message=f"{mine['metric']['text']}, {period}: {mine['quote']} here, {other['quote']} in document {there.revision.document_id} at {spans}",
        spans=mine["spans"],
        expected=other["quote"],
        actual=mine["quote"],
    )


def _figure(side: _Side) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(side.revision.json)["indicators"][side.position]
    return figure
