"""The ledger's first half: files from the moment they are seen until their bytes are claimed. Each call is one transaction."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from storage.database import reading, writing
from storage.inserts import insert_all_unless_there
from storage.states import CARRIERS, CLAIMED, DUPLICATE, QUARANTINED, SEEN, SETTLED, WITHDRAWN, born, locked, locked_each, move
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


class Sighting(NamedTuple):
    """A file that was seen: its key, its name in bytes, what the file system knows it by."""

    inbox_key: str
    name: bytes
    device: int
    inode: int
    missed_by_watcher: bool = False

    @property
    def digest(self) -> str:
        """Return the digest by which the path is looked up."""
        return hashlib.sha256(self.inbox_key.encode("utf-8", "surrogatepass")).hexdigest()


class Copy(NamedTuple):
    """A delivery whose bytes the vault has, verified, and how early it is to be worked on: higher goes first."""

    delivery_id: int
    sha256: str
    size: int
    priority: int = 0


def see(engine: Engine, inbox_key: str, name: bytes, device: int, inode: int, now: datetime, *, missed_by_watcher: bool = False) -> int:
    """Return the open delivery of a path, made in state seen where there is none; see `see_all`."""
    return see_all(engine, [Sighting(inbox_key, name, device, inode, missed_by_watcher)], now)[0]


def see_all(engine: Engine, sightings: Sequence[Sighting], now: datetime) -> list[int]:
    """Return the open delivery of each path, made in state seen where there is none.

    A path is open until `removed` or `withdraw`. If another file took the path meanwhile, an unclaimed delivery starts over
    with it; a claimed one is closed and a new delivery begins.
    """
    with writing(engine) as session:
        known = _open(session, [sighting.digest for sighting in sightings])
        standing = {sighting.digest: _standing(session, sighting, known.get(sighting.digest), now) for sighting in sightings}
        fresh = {sighting.digest: sighting for sighting in sightings if standing[sighting.digest] is None}
        born_now = born(session, [_entry(sighting, now) for sighting in fresh.values()])
        return [standing[s.digest] or born_now.get(s.digest) or _open_id(session, s.digest) for s in sightings]


def _standing(session: Session, file: Sighting, delivery: Delivery | None, now: datetime) -> int | None:
    """Return the delivery that goes on for a file, None where a new one is to begin."""
    if delivery and (delivery.device, delivery.inode) != (file.device, file.inode):
        delivery = _replaced(session, delivery, file.device, file.inode, now)
    return delivery.id if delivery else None


def _entry(file: Sighting, now: datetime) -> tuple[dict[str, Any], str]:
    why = "missed by the watcher, found by listing" if file.missed_by_watcher else "seen in the inbox"
    return file._asdict() | {"inbox_digest": file.digest, "seen_at": now}, why


def _open(session: Session, digests: Collection[str]) -> dict[str, Delivery]:
    query = select(Delivery).where(Delivery.inbox_digest.in_(digests), Delivery.removed_at.is_(None))
    return {delivery.inbox_digest: delivery for delivery in session.scalars(query.order_by(Delivery.id).with_for_update())}


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
    """Commit that the vault has a verified copy of one delivery's bytes; see `claim_all`."""
    return claim_all(engine, [Copy(delivery_id, sha256, size, priority)], now)[0]


def claim_all(engine: Engine, copies: Sequence[Copy], now: datetime) -> list[Claimed | Duplicate]:
    """Commit that the vault has verified copies of the deliveries' bytes; only then may the inbox files go.

    The first delivery of a source is claimed, later ones are duplicates of it; which is first is decided by unique constraints.
    Bytes whose delivery is quarantined put that one back to claimed. Repeating a claim changes nothing; a claim with other bytes
    for a delivery that has been claimed closes it and begins a new one. WrongState for a withdrawn delivery.
    """
    with writing(engine) as session:
        claims = zip(locked_each(session, [copy.delivery_id for copy in copies]), copies, strict=True)
        return claim_in(session, list(claims), now)


def claim_in(session: Session, claims: Sequence[tuple[Delivery, Copy]], now: datetime) -> list[Claimed | Duplicate]:
    """Claim deliveries, which are locked, within a transaction that does more; see `claim_all`."""
    # in one order for all, so that two watchers never wait for each other
    ordered = sorted(claims, key=lambda claim: (claim[1].sha256, claim[1].delivery_id))
    fresh = _new_sources(session, [copy for _, copy in ordered], now)
    said = {copy: _claimed_as(session, delivery, copy, fresh, now) for delivery, copy in ordered}
    return [said[copy] for _, copy in claims]


def _claimed_as(session: Session, delivery: Delivery, copy: Copy, fresh: set[str], now: datetime) -> Claimed | Duplicate:
    if delivery.sha256 == copy.sha256:
        return _repeated(delivery)
    if delivery.sha256 is not None:
        delivery = _successor(session, delivery, now)
    first = copy.sha256 in fresh
    fresh.discard(copy.sha256)
    return _claimed(session, delivery, copy, None if first else _carrier(session, copy.sha256), now)


def _repeated(delivery: Delivery) -> Claimed | Duplicate:
    if delivery.duplicate_of is None:
        return Claimed(delivery.id)
    return Duplicate(delivery.id, of=delivery.duplicate_of, revived=False)


def _successor(session: Session, delivery: Delivery, now: datetime) -> Delivery:
    delivery.removed_at = delivery.removed_at or now
    session.flush()
    copied = ("inbox_key", "inbox_digest", "name", "device", "inode")
    fresh = {column: getattr(delivery, column) for column in copied} | {"seen_at": now}
    began = born(session, [(fresh, f"other bytes in the place of delivery {delivery.id}")])
    return locked(session, began.get(delivery.inbox_digest) or _open_id(session, delivery.inbox_digest))


def _claimed(session: Session, delivery: Delivery, copy: Copy, carrier: Delivery | None, now: datetime) -> Claimed | Duplicate:
    if delivery.state in (SEEN, QUARANTINED):
        if delivery.state == QUARANTINED:
            move(session, delivery, SEEN, now, "readable now")
            delivery.code = delivery.message = None
        move(session, delivery, SETTLED, now, "read twice with the same hash")
    delivery.sha256, delivery.size, delivery.claimed_at, delivery.priority = copy.sha256, copy.size, now, copy.priority
    if carrier is None:
        move(session, delivery, CLAIMED, now, "the vault has a verified copy")
        return Claimed(delivery.id)
    move(session, delivery, DUPLICATE, now, f"same bytes as delivery {carrier.id}")
    delivery.duplicate_of = carrier.id
    carrier.priority = max(carrier.priority, copy.priority)  # who drops it again as urgent waits for the first one
    return Duplicate(delivery.id, of=carrier.id, revived=_revived(session, carrier, delivery, now))


def _new_sources(session: Session, copies: Sequence[Copy], now: datetime) -> set[str]:
    """Enter the sources that have not come before; return their digests."""
    # of two workers that claim the same bytes in the same instant, the second waits here for the first
    rows = [{"sha256": copy.sha256, "size": copy.size, "first_claimed_at": now} for copy in copies]
    return set(insert_all_unless_there(session, Source, rows, "sha256"))


def _carrier(session: Session, sha256: str) -> Delivery | None:
    return session.scalar(select(Delivery).where(Delivery.sha256 == sha256, Delivery.state.in_(CARRIERS)).with_for_update())


def _revived(session: Session, carrier: Delivery, again: Delivery, now: datetime) -> bool:
    if carrier.state != QUARANTINED:
        return False
    move(session, carrier, CLAIMED, now, f"dropped again as delivery {again.id}")
    carrier.attempts, carrier.code, carrier.message = 0, None, None
    return True


def removed(engine: Engine, delivery_ids: Collection[int], now: datetime) -> None:
    """Note that the deliveries' files are gone from the inbox (or were never ours to remove): their paths are free for new deliveries."""
    gone = update(Delivery).where(Delivery.id.in_(delivery_ids), Delivery.removed_at.is_(None))
    with writing(engine) as session:
        session.execute(gone.values(removed_at=now), execution_options={"synchronize_session": False})


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
