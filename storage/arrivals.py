"""The ledger's first half: files from the moment they are seen until their bytes are claimed. Each call is one transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from storage.database import insert_unless_there, reading, writing
from storage.states import CARRIERS, CLAIMED, DUPLICATE, QUARANTINED, SEEN, SETTLED, WITHDRAWN, born, locked, move
from storage.tables import Delivery, Source


@dataclass(frozen=True)
class Claimed:
    """The delivery carries its source's work now (or already did)."""

    delivery_id: int


@dataclass(frozen=True)
class Duplicate:
    """The bytes came before, by delivery `of`; `revived` where that one was quarantined and has been put back to claimed."""

    delivery_id: int
    of: int
    revived: bool


def see(engine: Engine, inbox_key: str, name: bytes, device: int, inode: int, now: datetime, *, missed_by_watcher: bool = False) -> int:
    """Return the open delivery of a path, made in state seen where there is none.

    A path is open until `removed` or `withdraw`. If another file took the path meanwhile, an unclaimed delivery starts over
    with it; a claimed one is closed and a new delivery begins.
    """
    key = hashlib.sha256(inbox_key.encode("utf-8", "surrogatepass")).hexdigest()
    why = "missed by the watcher, found by listing" if missed_by_watcher else "seen in the inbox"
    fresh = {"inbox_key": inbox_key, "inbox_digest": key, "name": name, "device": device, "inode": inode, "seen_at": now}
    with writing(engine) as session:
        delivery = _open(session, key)
        if delivery and (delivery.device, delivery.inode) != (device, inode):
            delivery = _replaced(session, delivery, device, inode, now)
        if delivery:
            return delivery.id
        return born(session, fresh | {"missed_by_watcher": missed_by_watcher}, why) or _open_id(session, key)


def _open(session: Session, key: str) -> Delivery | None:
    return session.scalar(select(Delivery).where(Delivery.inbox_digest == key, Delivery.removed_at.is_(None)).with_for_update())


def _replaced(session: Session, delivery: Delivery, device: int, inode: int, now: datetime) -> Delivery | None:
    if delivery.sha256 is not None:
        delivery.removed_at = now
        session.flush()
        return None
    if delivery.state != SEEN:
        move(session, delivery, SEEN, now, "another file took its path")
    delivery.device, delivery.inode, delivery.size, delivery.mtime_ns = device, inode, None, None
    return delivery


def _open_id(session: Session, key: str) -> int:
    return session.scalars(select(Delivery.id).where(Delivery.inbox_digest == key, Delivery.removed_at.is_(None))).one()


def settle(engine: Engine, delivery_id: int, size: int, mtime_ns: int, now: datetime) -> str:
    """Note that a file has stopped changing; return the state, which stays as it is where the delivery is further on already."""
    with writing(engine) as session:
        delivery = locked(session, delivery_id)
        if delivery.state in (SEEN, SETTLED):
            delivery.size, delivery.mtime_ns = size, mtime_ns
        if delivery.state == SEEN:
            move(session, delivery, SETTLED, now, "same size and times over the quiet time")
        return delivery.state


def unsettle(engine: Engine, delivery_id: int, now: datetime, why: str) -> str:
    """Send a settled delivery back to seen because its file moved again; return the state."""
    with writing(engine) as session:
        delivery = locked(session, delivery_id)
        if delivery.state == SETTLED:
            move(session, delivery, SEEN, now, why)
        return delivery.state


def claim(engine: Engine, delivery_id: int, sha256: str, size: int, now: datetime, *, priority: int = 0) -> Claimed | Duplicate:
    """Commit that the vault has a verified copy of the delivery's bytes; only then may the inbox file go.

    The first delivery of a source is claimed, later ones are duplicates of it; which is first is decided by unique constraints.
    Bytes whose delivery is quarantined put that one back to claimed. Repeating a claim changes nothing; a claim with other bytes
    for a delivery that has been claimed closes it and begins a new one. WrongState for a withdrawn delivery.
    """
    with writing(engine) as session:
        delivery = locked(session, delivery_id)
        if delivery.sha256 == sha256:
            return _repeated(delivery)
        if delivery.sha256 is not None:
            delivery = _successor(session, delivery, now)
        return _claimed(session, delivery, sha256, size, now, priority)


def _repeated(delivery: Delivery) -> Claimed | Duplicate:
    if delivery.duplicate_of is None:
        return Claimed(delivery.id)
    return Duplicate(delivery.id, of=delivery.duplicate_of, revived=False)


def _successor(session: Session, delivery: Delivery, now: datetime) -> Delivery:
    delivery.removed_at = delivery.removed_at or now
    session.flush()
    copied = ("inbox_key", "inbox_digest", "name", "device", "inode")
    fresh = {column: getattr(delivery, column) for column in copied} | {"seen_at": now}
    fresh_id = born(session, fresh, f"other bytes in the place of delivery {delivery.id}")
    return locked(session, fresh_id or _open_id(session, delivery.inbox_digest))


def _claimed(session: Session, delivery: Delivery, sha256: str, size: int, now: datetime, priority: int) -> Claimed | Duplicate:
    if delivery.state in (SEEN, QUARANTINED):
        if delivery.state == QUARANTINED:
            move(session, delivery, SEEN, now, "readable now")
            delivery.code = delivery.message = None
        move(session, delivery, SETTLED, now, "read twice with the same hash")
    carrier = None if _first(session, sha256, size, now) else _carrier(session, sha256)
    delivery.sha256, delivery.size, delivery.claimed_at, delivery.priority = sha256, size, now, priority
    if carrier is None:
        move(session, delivery, CLAIMED, now, "the vault has a verified copy")
        return Claimed(delivery.id)
    move(session, delivery, DUPLICATE, now, f"same bytes as delivery {carrier.id}")
    delivery.duplicate_of = carrier.id
    return Duplicate(delivery.id, of=carrier.id, revived=_revived(session, carrier, delivery, now))


def _first(session: Session, sha256: str, size: int, now: datetime) -> bool:
    # of two workers that claim the same bytes in the same instant, the second waits here for the first
    return insert_unless_there(session, Source, {"sha256": sha256, "size": size, "first_claimed_at": now}) is not None


def _carrier(session: Session, sha256: str) -> Delivery | None:
    return session.scalar(select(Delivery).where(Delivery.sha256 == sha256, Delivery.state.in_(CARRIERS)).with_for_update())


def _revived(session: Session, carrier: Delivery, again: Delivery, now: datetime) -> bool:
    if carrier.state != QUARANTINED:
        return False
    move(session, carrier, CLAIMED, now, f"dropped again as delivery {again.id}")
    carrier.attempts, carrier.code, carrier.message = 0, None, None
    return True


def removed(engine: Engine, delivery_id: int, now: datetime) -> None:
    """Note that the delivery's file is gone from the inbox (or was never ours to remove): its path is free for a new delivery."""
    with writing(engine) as session:
        delivery = locked(session, delivery_id)
        delivery.removed_at = delivery.removed_at or now


def withdraw(engine: Engine, delivery_id: int, now: datetime, why: str) -> str:
    """Note that somebody took the file away; return the state: withdrawn, or unchanged where the vault has the bytes already."""
    with writing(engine) as session:
        delivery = locked(session, delivery_id)
        delivery.removed_at = delivery.removed_at or now
        if delivery.sha256 is None and delivery.state != WITHDRAWN:
            move(session, delivery, WITHDRAWN, now, why)
        return delivery.state


def open_deliveries(engine: Engine, inbox_key_prefix: str = "") -> Sequence[Delivery]:
    """Return the deliveries whose inbox file was not yet noted as removed, oldest first: what the inbox is compared with."""
    begins = func.substr(Delivery.inbox_key, 1, len(inbox_key_prefix)) == inbox_key_prefix
    with reading(engine) as session:
        return session.scalars(select(Delivery).where(Delivery.removed_at.is_(None), begins).order_by(Delivery.id)).all()
