"""The ledger as a table among Prefect's artifacts, written anew when it has changed: what waits, what is in quarantine, what was missed."""

import json
import re
import time
from collections.abc import Callable

from prefect.client.schemas.actions import ArtifactCreate
from prefect.context import SyncClientContext
from sqlalchemy import Engine

from flows.system import now
from storage.counts import Counts, counts, last_change

KEY = "ledger"
# A newer table no sooner than this: under load the counts change all the time.
SECONDS = 60.0
# what an artifact's key may not have in it: a host's name may have dots
_NO_KEY = re.compile(r"[^a-z0-9-]")


class Standing:
    """Publishes the ledger's counts when something has changed since they were shown."""

    def __init__(self, engine: Engine, mark: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is shown before `publish`."""
        self._engine, self._key, self._clock = engine, _NO_KEY.sub("-", f"{KEY}-{mark}".lower()), clock
        self._shown: int | None = None  # the ledger's last change that the table knows of
        self._next = -SECONDS

    def publish(self) -> bool:
        """Show the counts if they have changed and the last table is old enough; tell whether a new one is shown."""
        if self._clock() < self._next:
            return False
        newest = last_change(self._engine)  # asked every other second, so counting is only for when there is something new
        if newest == self._shown:
            return False
        create(self._key, rows(counts(self._engine, now())), "The ledger: where every file stands that ever came in.")
        self._shown, self._next = newest, self._clock() + SECONDS
        return True


def create(key: str, table: list[dict[str, str]], description: str) -> None:
    """Make a table artifact that belongs to no run; Prefect's own function for tables is for those of runs."""
    artifact = ArtifactCreate(key=key, type="table", description=description, data=json.dumps(table))
    with SyncClientContext.get_or_create() as context:
        context.client.create_artifact(artifact)


def rows(standing: Counts) -> list[dict[str, str]]:
    """Return one row per state, per reason for quarantine, and for what the watcher missed."""
    told = {f"files {state}": number for state, number in standing.states.items()}
    told |= {f"in quarantine: {code}": number for code, number in standing.quarantined.items()}
    told |= {"files that the watcher missed and a listing found": standing.missed_by_watcher, "documents": standing.documents}
    return [{"what": what, "number": f"{number:,}"} for what, number in told.items()]
