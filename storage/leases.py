"""The ledger's queue: claimed deliveries are leased to one worker at a time. Each call is one transaction."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import ColumnElement, Engine, func, or_, select, update
from sqlalchemy.orm import Session

from storage.database import reading, writing
from storage.errors import LeaseLost
from storage.states import CLAIMED, QUARANTINED, move
from storage.tables import Delivery


def lease(engine: Engine, owner: str, limit: int, now: datetime, seconds: float, *, above: int | None = None) -> Sequence[Delivery]:
    """Return up to `limit` claimed deliveries, leased to `owner` for `seconds`; highest priority first, then oldest.

    With `above`, none whose priority is not higher than that.
    Two workers never get the same one. `attempts` has been counted up and committed before anybody starts on them, and
    `token` is new with each lease: pass it on to `persist` or `quarantine`, where it shuts out those who lost the lease.
    """
    with writing(engine) as session:
        due = _due(session, limit, now, above)
        values = {"lease_owner": owner, "lease_until": now + timedelta(seconds=seconds), "changed_at": now}
        counted = {"attempts": Delivery.attempts + 1, "token": Delivery.token + 1}
        found = session.scalars(update(Delivery).where(Delivery.id.in_(due)).values(values | counted).returning(Delivery)).all()
        return sorted(found, key=lambda delivery: due.index(delivery.id))


def _due(session: Session, limit: int, now: datetime, above: int | None) -> list[int]:
    """Return whose turn it is, one priority after the other: so an index has the order, and a long queue costs no more than a short one."""
    query = select(Delivery.id).where(Delivery.state == CLAIMED, _is_free(now)).order_by(Delivery.claimed_at, Delivery.id)
    due: list[int] = []
    for priority in takewhile(lambda priority: above is None or priority > above, _priorities(session)):
        turn = query.where(Delivery.priority == priority).limit(limit - len(due))
        due += session.scalars(turn.with_for_update(skip_locked=True))
        if len(due) >= limit:
            break
    return due


def _priorities(session: Session) -> Iterator[int]:
    """Yield the priorities in the queue, highest first."""
    highest = select(func.max(Delivery.priority)).where(Delivery.state == CLAIMED)
    priority = session.scalar(highest)
    while priority is not None:
        yield priority
        priority = session.scalar(highest.where(Delivery.priority < priority))


def is_waiting(engine: Engine, now: datetime, *, above: int) -> bool:
    """Tell whether a claimed delivery of a higher priority than `above` is free to be leased; it waits for no writer."""
    query = select(Delivery.id).where(Delivery.state == CLAIMED, Delivery.priority > above, _is_free(now)).limit(1)
    with reading(engine) as session:
        return session.scalar(query) is not None


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Delivery.lease_until.is_(None), Delivery.lease_until <= now)


def renew(engine: Engine, ids: Collection[int], owner: str, now: datetime, seconds: float) -> list[int]:
    """Lengthen leases that are still held; return the ids that were, so that the caller can drop the others."""
    with writing(engine) as session:
        held = update(Delivery).where(Delivery.id.in_(ids), Delivery.lease_owner == owner, Delivery.lease_until > now)
        until = now + timedelta(seconds=seconds)
        return sorted(session.scalars(held.values(lease_until=until).returning(Delivery.id)))


def release(engine: Engine, ids: Collection[int], owner: str, *, uncount: bool = True, token: int | None = None) -> int:
    """Give leases back unfinished, for anybody to take at once; return how many were held (by that very lease, where `token` is given).

    `uncount` takes the attempt back: the worker was stopped, and the file is not to blame.
    """
    with writing(engine) as session:
        held = update(Delivery).where(Delivery.id.in_(ids), Delivery.lease_owner == owner, Delivery.state == CLAIMED)
        held = held if token is None else held.where(Delivery.token == token)
        values = {"lease_owner": None, "lease_until": None, "attempts": Delivery.attempts - int(uncount)}
        return len(session.scalars(held.values(values).returning(Delivery.id)).all())


def give_up(engine: Engine, max_attempts: int, now: datetime) -> list[int]:
    """Quarantine (code `attempts_exhausted`) what was tried `max_attempts` times and is not being worked on; return the ids."""
    query = select(Delivery).where(Delivery.state == CLAIMED, Delivery.attempts >= max_attempts, _is_free(now))
    with writing(engine) as session:
        tired = session.scalars(query.with_for_update(skip_locked=True)).all()
        for delivery in tired:
            move(session, delivery, QUARANTINED, now, "attempts exhausted")
            delivery.code = "attempts_exhausted"
            delivery.message = f"its worker died {delivery.attempts} times while working on it: look at the file, then `kuaibao retry`"
        return [delivery.id for delivery in tired]


def check_lease(delivery: Delivery, owner: str, now: datetime, token: int | None) -> None:
    """Raise LeaseLost unless `owner` holds the delivery now (and by that very lease, where `token` is given)."""
    held = delivery.lease_owner == owner and delivery.lease_until is not None and delivery.lease_until > now
    if delivery.state != CLAIMED or not held or token not in (None, delivery.token):
        raise LeaseLost(f"delivery {delivery.id} is {delivery.state}, not leased to {owner}: its result is not taken")
