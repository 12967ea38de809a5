"""The ledger at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.database import reading
from storage.states import ALLOWED, CLAIMED, QUARANTINED
from storage.tables import CurrentRevision, Delivery, Revision, Transition
from storage.told import UntoldRun


@dataclass(frozen=True)
class Counts:
    """How many deliveries stand where, and what waits; ages in seconds, None where nothing is claimed."""

    states: dict[str, int]
    leased: int
    oldest_claimed_seconds: float | None
    quarantined: dict[str, int]
    missed_by_watcher: int
    documents: int
    revisions: int
    unreported_runs: int


def counts(engine: Engine, now: datetime) -> Counts:
    """Count deliveries per state (each state is named, also with 0), leases that run, quarantine codes, documents and late reports."""
    with reading(engine) as session:
        oldest = session.scalar(select(func.min(Delivery.claimed_at)).where(Delivery.state == CLAIMED))
        return Counts(
            states=dict.fromkeys(ALLOWED, 0) | _tally(session, Delivery.state),
            leased=session.scalar(select(func.count()).where(Delivery.state == CLAIMED, Delivery.lease_until > now)) or 0,
            oldest_claimed_seconds=(now - oldest).total_seconds() if oldest else None,
            quarantined=_tally(session, Delivery.code, Delivery.state == QUARANTINED),
            missed_by_watcher=session.scalar(select(func.count()).where(Delivery.missed_by_watcher)) or 0,
            documents=session.scalar(select(func.count()).select_from(CurrentRevision)) or 0,
            revisions=session.scalar(select(func.count()).select_from(Revision)) or 0,
            unreported_runs=session.scalar(select(func.count()).select_from(UntoldRun)) or 0,
        )


def last_change(engine: Engine) -> int:
    """Return the number of the newest change of any delivery's state, 0 where there was none."""
    with reading(engine) as session:
        return session.scalar(select(func.max(Transition.id))) or 0


def _tally(session: Session, column: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> dict[str, int]:
    rows = session.execute(select(column, func.count()).where(*where).group_by(column).order_by(column))
    return {row[0]: row[1] for row in rows}


def history(engine: Engine, delivery_id: int) -> Sequence[Transition]:
    """Return every change of a delivery's state, in order."""
    with reading(engine) as session:
        return session.scalars(select(Transition).where(Transition.delivery_id == delivery_id).order_by(Transition.id)).all()
