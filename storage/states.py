"""The states of a delivery and the one place where they change."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import NotFound, WrongState
from storage.inserts import insert_all_unless_there, insert_later
from storage.tables import Delivery, Transition

SEEN = "seen"
SETTLED = "settled"
CLAIMED = "claimed"
INGESTED = "ingested"
DUPLICATE = "duplicate"
QUARANTINED = "quarantined"
WITHDRAWN = "withdrawn"

# seen → quarantined: a file that cannot even be read; quarantined → seen: its retry, as there are no bytes to claim.
# settled → seen: the file moved again. ingested → claimed: to be read again by newer versions.
ALLOWED: dict[str, frozenset[str]] = {
    SEEN: frozenset({SETTLED, QUARANTINED, WITHDRAWN}),
    SETTLED: frozenset({SEEN, CLAIMED, DUPLICATE, QUARANTINED, WITHDRAWN}),
    CLAIMED: frozenset({INGESTED, QUARANTINED}),
    INGESTED: frozenset({CLAIMED}),
    DUPLICATE: frozenset(),
    QUARANTINED: frozenset({CLAIMED, SEEN, WITHDRAWN}),
    WITHDRAWN: frozenset(),
}
# These have not come to an end yet.
OPEN = (SEEN, SETTLED, CLAIMED)
# These have bytes in the vault and stand for their source; each source has exactly one.
CARRIERS = (CLAIMED, INGESTED, QUARANTINED)


def move(session: Session, delivery: Delivery, to: str, now: datetime, why: str) -> None:
    """Take a delivery to another state and write it down; ends any lease. WrongState where design does not allow the step."""
    if to not in ALLOWED[delivery.state]:
        raise WrongState(f"delivery {delivery.id} is {delivery.state}: it cannot become {to}")
    _note(session, delivery.id, delivery.state, to, now, why)
    delivery.state, delivery.changed_at = to, now
    delivery.lease_owner = delivery.lease_until = None


def born(session: Session, entries: Sequence[tuple[dict[str, Any], str]]) -> dict[str, int]:
    """Add deliveries (row and reason) in state seen; return their ids by `inbox_digest`, none for a path that has an open one already."""
    rows = [row | {"state": SEEN, "changed_at": row["seen_at"]} for row, _ in entries]
    ids: dict[str, int] = insert_all_unless_there(session, Delivery, rows, "inbox_digest")
    for row, why in entries:
        if row["inbox_digest"] in ids:
            _note(session, ids[row["inbox_digest"]], None, SEEN, row["seen_at"], why)
    return ids


def _note(session: Session, delivery_id: int, before: str | None, to: str, now: datetime, why: str) -> None:
    step = {"delivery_id": delivery_id, "from_state": before, "to_state": to, "at": now, "why": why}
    insert_later(session, Transition, [step])


def locked(session: Session, delivery_id: int) -> Delivery:
    """Return a delivery that nobody else can change until the transaction ends; NotFound."""
    return locked_each(session, [delivery_id])[0]


def locked_each(session: Session, ids: Sequence[int]) -> list[Delivery]:
    """Return these deliveries in the order of `ids`, locked; NotFound."""
    found = locked_all(session, ids)
    if missing := [delivery_id for delivery_id in ids if delivery_id not in found]:
        raise NotFound(f"there is no delivery {missing[0]}")
    return [found[delivery_id] for delivery_id in ids]


def locked_all(session: Session, ids: Collection[int]) -> dict[int, Delivery]:
    """Return those of the deliveries that exist by id, locked in one order for all, so that two batches never wait for each other."""
    query = select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id).with_for_update()
    return {delivery.id: delivery for delivery in session.scalars(query)}
