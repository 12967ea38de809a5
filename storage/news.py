"""What has happened in the ledger since somebody last looked, for those who are told of it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine, select

from storage.database import reading
from storage.states import QUARANTINED
from storage.tables import Delivery, Transition


class Failure(NamedTuple):
    """A delivery that went to quarantine: its file, the code and the sentence that tells the user what to do."""

    delivery_id: int
    name: str
    code: str
    message: str


def quarantined_between(engine: Engine, after: int, last: int) -> Sequence[Failure]:
    """Return what went to quarantine with the changes of state numbered `after` < n <= `last` and is there still, each once, in order."""
    query = select(Delivery).join(Transition, Transition.delivery_id == Delivery.id)
    query = query.where(Transition.id > after, Transition.id <= last, Transition.to_state == QUARANTINED, Delivery.state == QUARANTINED)
    with reading(engine) as session:
        found = session.scalars(query.order_by(Transition.id)).all()
    return [Failure(d.id, d.display_name, d.code or "", d.message or "") for d in dict.fromkeys(found)]
