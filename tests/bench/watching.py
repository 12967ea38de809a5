"""What the benches ask a running system while they wait."""

from sqlalchemy import func, select

from flows.serve import Running
from storage.database import reading
from storage.states import INGESTED
from storage.tables import Delivery


def persisted(system: Running, prefix: str) -> int:
    """How many deliveries whose name begins so are persisted."""
    mine = func.substr(Delivery.name, 1, len(prefix)) == prefix.encode()
    with reading(system.system.engine) as session:
        return session.scalar(select(func.count()).select_from(Delivery).where(Delivery.state == INGESTED, mine)) or 0
