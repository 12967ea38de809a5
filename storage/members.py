"""The ledger's side door: what an archive or a mail held, each file in it a delivery of its own with its parent and its path inside."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.arrivals import Claimed, Copy, claim_in
from storage.database import reading, writing
from storage.leases import check_lease
from storage.runs import Ended, RunInfo, add_runs
from storage.states import INGESTED, QUARANTINED, SEEN, SETTLED, born, locked, move
from storage.tables import Delivery

# entered in one transaction: an archive of thousands keeps nobody waiting
_AT_ONCE = 200


@dataclass(frozen=True)
class Held:
    """A file in a container: its path inside and how its name was decoded; the vault has its bytes, or there is a code and a sentence."""

    path: str
    evidence: str = ""
    sha256: str = ""
    size: int = 0
    code: str | None = None
    message: str | None = None


def admit(engine: Engine, delivery_id: int, owner: str, run: RunInfo, held: Sequence[Held], *, token: int | None = None) -> str:
    """Enter what a leased delivery held, then take it to ingested with its run; return a sentence on what was in it.

    Files whose bytes the vault has are claimed, or duplicates where they came before; refused ones are quarantined. A few
    transactions: after a crash in between, what is there already is found again by its parent, path and bytes. LeaseLost.
    """
    ends: Counter[str] = Counter()
    for first in range(0, len(held), _AT_ONCE):
        with writing(engine) as session:
            parent = locked(session, delivery_id)
            check_lease(parent, owner, run.finished_at, token)
            ends.update(_entered(session, parent, held[first : first + _AT_ONCE], run.finished_at))
    said = _said(ends, held)
    with writing(engine) as session:
        parent = locked(session, delivery_id)
        check_lease(parent, owner, run.finished_at, token)
        add_runs(session, [Ended(parent, run, INGESTED, message=said)])
        move(session, parent, INGESTED, run.finished_at, said)
        parent.message = said
    return said


def _known(session: Session, parent: Delivery, paths: Sequence[str]) -> dict[str, list[Delivery]]:
    known: dict[str, list[Delivery]] = {}
    query = select(Delivery).where(Delivery.parent_id == parent.id, Delivery.member.in_(paths)).order_by(Delivery.id).with_for_update()
    for delivery in session.scalars(query):
        known.setdefault(delivery.member or "", []).append(delivery)
    return known


def _entered(session: Session, parent: Delivery, held: Sequence[Held], now: datetime) -> list[str]:
    """Enter files unless they are there; return how each stands: `new`, `known` or `refused`."""
    known = _known(session, parent, [one.path for one in held])
    pairs = [(_same(known.get(one.path, []), one) or _born(session, parent, one, now), one) for one in held]
    claims = [(delivery, Copy(delivery.id, one.sha256, one.size, delivery.priority)) for delivery, one in pairs if one.sha256]
    ends = ["new" if isinstance(claim, Claimed) else "known" for claim in claim_in(session, claims, now)]
    return ends + [_refused(session, delivery, one, now) for delivery, one in pairs if not one.sha256]


def _same(known: Sequence[Delivery], held: Held) -> Delivery | None:
    return next((delivery for delivery in reversed(known) if delivery.sha256 in {None, held.sha256}), None)


def _refused(session: Session, delivery: Delivery, held: Held, now: datetime) -> str:
    if delivery.state in {SEEN, SETTLED}:
        move(session, delivery, QUARANTINED, now, held.code or "")
        delivery.code, delivery.message = held.code, held.message
    return "refused"


def _born(session: Session, parent: Delivery, held: Held, now: datetime) -> Delivery:
    key = f"{parent.inbox_key}!/{quote(held.path, errors='surrogatepass')}"
    row = {
        "inbox_key": key,
        "inbox_digest": hashlib.sha256(f"{key}\n{held.sha256}".encode()).hexdigest(),
        "name": parent.name + b"/" + held.path.encode("utf-8", "surrogatepass"),
        "device": parent.device,
        "inode": parent.inode,
        "seen_at": now,
        "removed_at": now,  # it never lay in the inbox
        "priority": parent.priority,
        "parent_id": parent.id,
        "member": held.path,
    }
    why = f"found in delivery {parent.id}" + (f", its name {held.evidence}" if held.evidence else "")
    [delivery_id] = born(session, [(row, why)]).values()  # the parent is locked, so nobody else enters what is in it
    return locked(session, delivery_id)


def _said(ends: Counter[str], held: Sequence[Held]) -> str:
    refused = [f"{one.path}: {one.code}" for one in held if not one.sha256]
    told = f"{len(held)} {'file' if len(held) == 1 else 'files'} in it: {ends['new']} taken"
    told += f", {ends['known']} known already" if ends["known"] else ""
    more = f" and {len(refused) - 5} more" if len(refused) > 5 else ""
    return f"{told}, {len(refused)} refused ({'; '.join(refused[:5])}{more})" if refused else told


def members_of(engine: Engine, ids: Sequence[int]) -> Sequence[Delivery]:
    """Return the deliveries that came in these, in order of id."""
    with reading(engine) as session:
        return session.scalars(select(Delivery).where(Delivery.parent_id.in_(ids)).order_by(Delivery.id)).all()
