"""What Prefect's event feed hears of us: what newly went to quarantine, and that the watcher is alive. Never more than a little a minute.

The ledger is asked, not the work: no document waits for an event, a thousand failures are one, and what failed before its bytes
were read, or while Prefect did not answer, is told too.
"""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from flows.counted import counted
from flows.markdown import plain
from storage.counts import last_change
from storage.news import Failure, quarantined_between

if TYPE_CHECKING:
    from prefect.events import Event

QUARANTINED = "kuaibao.document.quarantined"
HEARTBEAT = "kuaibao.watcher.heartbeat"
STOPPED = "kuaibao.watcher.stopped"
# how often the watcher says that it is alive, and the least time between two events about quarantine
HEARTBEAT_SECONDS = 30.0
QUARANTINE_SECONDS = 60.0
# so many files are named in an event; `kuaibao status` has all
_MOST_NAMED = 20


class News:
    """Emits events when it is asked to `tell`; begins with what happens after it was made."""

    def __init__(
        self,
        engine: Engine,
        mark: str,
        is_watching: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
        *,
        of_ledger: bool = True,
    ) -> None:
        """Tell of a ledger, one process of all that share it, and of the watcher of the installation with this mark."""
        self._engine, self._mark, self._is_watching, self._clock = engine, mark, is_watching, clock
        self._of_ledger = of_ledger
        self._told = last_change(engine)
        self._next_heartbeat = self._next_failures = -QUARANTINE_SECONDS
        self._heartbeat: Event | None = None

    def tell(self) -> None:
        """Emit what is due; the events are sent by a thread of Prefect's own."""
        if self._clock() >= self._next_heartbeat and self._is_watching():
            self._heartbeat = self._emit(HEARTBEAT, "watcher")
            self._next_heartbeat = self._clock() + HEARTBEAT_SECONDS
        if self._of_ledger and self._clock() >= self._next_failures:
            self._tell_failures()

    def tell_the_end(self) -> None:
        """Say that the watcher stops because it was asked to, so that nobody is alarmed by its silence."""
        if self._heartbeat:
            self._emit(STOPPED, "watcher", follows=self._heartbeat)  # or it might be looked at first, and be of no use

    def _tell_failures(self) -> None:
        last = last_change(self._engine)
        found = quarantined_between(self._engine, self._told, last) if last > self._told else ()
        self._told = last
        if found:
            self._emit(QUARANTINED, "ledger", subject=f"{counted(len(found), 'file')} in quarantine", told=_told(found), files=len(found))
            self._next_failures = self._clock() + QUARANTINE_SECONDS

    def _emit(self, event: str, part: str, follows: "Event | None" = None, **payload: object) -> "Event | None":
        from prefect.events import emit_event

        resource = {"prefect.resource.id": f"kuaibao.{part}.{self._mark}", "prefect.resource.name": f"{part} of {self._mark}"}
        return emit_event(event, resource, payload=payload, follows=follows)


def _told(found: Sequence[Failure]) -> str:
    """Return Markdown: each file with what a person is to do, and how to go on."""
    lines = [f"- {plain(one.name)} ({one.code}): {plain(one.message)}" for one in found[:_MOST_NAMED]]
    more = [f"- and {len(found) - _MOST_NAMED} more"] if len(found) > _MOST_NAMED else []
    return "\n".join([*lines, *more, "", "`kuaibao status` lists all; `kuaibao retry` tries again."])
