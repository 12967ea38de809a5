"""The ledger's sick bay: deliveries that could not be processed, with the reason, until somebody retries or drops them again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from storage.database import writing
from storage.errors import WrongState
from storage.leases import check_lease
from storage.runs import Ended, RunInfo, add_runs
from storage.states import CLAIMED, INGESTED, QUARANTINED, SEEN, locked, locked_all, move
from storage.tables import Delivery


def quarantine(
    engine: Engine,
    delivery_id: int,
    code: str,
    message: str,
    now: datetime,
    owner: str | None = None,
    *,
    token: int | None = None,
    run: RunInfo | None = None,
) -> None:
    """Set a delivery aside with a code and a sentence for the user, and the run that failed, in one transaction.

    With an `owner` it is a worker's verdict and needs its lease (LeaseLost); without one it is the intake's, on a file that
    was not claimed or that nobody works on. A delivery already quarantined stays as it is, but that a file which was never read may
    be refused for another reason by now. WrongState for a finished one.
    """
    with writing(engine) as session:
        delivery = locked(session, delivery_id)
        if delivery.state == QUARANTINED:
            if delivery.sha256 is None:
                delivery.code, delivery.message = code, message
            return
        if owner is not None:
            check_lease(delivery, owner, now, token)
        if run is not None:
            add_runs(session, [Ended(delivery, run, QUARANTINED, code, message)])
        move(session, delivery, QUARANTINED, now, code)
        delivery.code, delivery.message = code, message


def retry(engine: Engine, ids: Collection[int] | None, now: datetime) -> list[int]:
    """Put quarantined deliveries (all of them for None) back to claimed with attempts at 0; return their ids.

    One whose bytes were never read goes back to seen, for the inbox to be looked at again. For one that was refused in an archive
    or a mail, that is claimed again and named too; it stays in quarantine until it is taken this time. WrongState, and nothing
    is changed, where one of `ids` cannot be retried.
    """
    has_file = or_(Delivery.sha256.is_not(None), Delivery.removed_at.is_(None), Delivery.parent_id.is_not(None))
    query = select(Delivery).where(Delivery.state == QUARANTINED, has_file).order_by(Delivery.id)
    with writing(engine) as session:
        chosen = session.scalars((query if ids is None else query.where(Delivery.id.in_(ids))).with_for_update()).all()
        parents = {d.parent_id for d in chosen if d.parent_id and not d.sha256}
        for delivery in chosen:
            if delivery.sha256 or not delivery.parent_id:
                move(session, delivery, CLAIMED if delivery.sha256 else SEEN, now, "retry")
                delivery.attempts, delivery.code, delivery.message = 0, None, None
        again = [delivery.id for delivery in chosen] + _opened_again(session, parents, now)
        if other := sorted(set(ids or ()) - set(again)):
            raise WrongState(f"not in quarantine: {', '.join(map(str, other))}")
        return again


def _opened_again(session: Session, ids: Collection[int], now: datetime) -> list[int]:
    parents = [parent for parent in locked_all(session, ids).values() if parent.state == INGESTED]
    for parent in parents:
        move(session, parent, CLAIMED, now, "retry of what is in it")
        parent.attempts, parent.message = 0, None
    return [parent.id for parent in parents]


def reprocess(engine: Engine, ids: Collection[int], now: datetime, *, priority: int = -10, why: str = "newer versions") -> list[int]:
    """Put ingested deliveries back to claimed, after fresh ones by default; return the ids that were ingested."""
    query = select(Delivery).where(Delivery.state == INGESTED, Delivery.id.in_(ids)).order_by(Delivery.id)
    with writing(engine) as session:
        chosen = session.scalars(query.with_for_update()).all()
        for delivery in chosen:
            move(session, delivery, CLAIMED, now, f"reprocess: {why}")
            delivery.attempts, delivery.priority = 0, priority
        return [delivery.id for delivery in chosen]
