"""Prefect's side of the work: opens a run per batch, tells of what was done without it, and ends runs whose process has died."""

import contextvars
import threading
from collections.abc import Callable
from contextlib import ExitStack
from types import ModuleType
from typing import TYPE_CHECKING
from uuid import UUID

from httpx import HTTPError
from loguru import logger

from flows.batch import Batch
from flows.collector import leave_what_is_loaded
from flows.health import Watched
from flows.news import News
from flows.system import System
from storage.database import TransientStorageError
from storage.told import runs_unreported

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.standing import Standing

# Runs open at once: the one at work, one that is being finished, one that waits for a slow document.
OPEN_RUNS = 3
# How often it is looked whether something is still to be told.
LATE_SECONDS = 2.0


class Reporter:
    """Shows batches in Prefect. Its thread imports Prefect and connects once the server answers; until then nothing is shown."""

    def __init__(self, system: System, server: Watched, is_watching: Callable[[], bool] = lambda: False) -> None:
        """Nothing is imported or asked before `start`; as long as `is_watching`, the event feed hears a heartbeat."""
        self._system = system
        self._server = server
        self._context: contextvars.Context | None = None
        self._room = threading.BoundedSemaphore(OPEN_RUNS)
        self._open: set[threading.Thread] = set()
        self._unfinished: list[tuple[str, State[None]]] = []
        self._standing: Standing | None = None
        self._news = News(system.engine, system.mark, is_watching, of_ledger=system.settings.watch)
        self._thread = threading.Thread(target=self._run, name="prefect-reports", daemon=True)

    def start(self) -> None:
        """Begin to connect; returns at once."""
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Wait for the open runs to be finished, no longer than `seconds` each; the system must be stopping."""
        for thread in [*self._open, self._thread]:
            if thread.is_alive():
                thread.join(seconds)
        if self._context:
            if self._server.healthy:
                self._within(self._news.tell_the_end)
            send_the_rest(seconds)

    @property
    def ready(self) -> bool:
        """Tell whether a run may be opened now."""
        return self._context is not None and self._server.healthy

    @property
    def idle(self) -> bool:
        """Tell whether no run is open and nothing is left to tell."""
        return not self._open and not self._unfinished and not self._untold()

    def show(self, batch: Batch) -> bool:
        """Open a run that works on the batch, in a thread of its own; False where that is not possible now."""
        if not self.ready or not self._room.acquire(blocking=False):
            return False
        thread = threading.Thread(target=self._show, args=(batch,), name="prefect-run", daemon=True)
        self._open.add(thread)
        thread.start()
        return True

    def _show(self, batch: Batch) -> None:
        from flows import ingest

        try:
            self._within(lambda: self._call(ingest, batch))
        except Exception as error:  # noqa: BLE001  the edge of a run: what it carried is in the ledger, and only its picture suffers
            logger.warning("Prefect did not take a run to its end: {}", error)
            self._remember(batch)
        finally:
            batch.begun.set()
            self._open.discard(threading.current_thread())
            self._room.release()

    def _call(self, ingest: ModuleType, batch: Batch) -> None:
        from prefect import tags

        ingest.current_batch.set(batch)
        with tags(self._system.mark):
            ingest.ingest([job.name for job in batch.jobs], return_state=True)

    def _remember(self, batch: Batch) -> None:
        """Keep a run's last state for when the server is back: by itself it would show as Running for ever."""
        from flows.ingest import final_state

        runs = {job.flow_run_id for job in batch.jobs if job.flow_run_id}
        if batch.done.is_set():
            self._unfinished += [(run, final_state(batch.outcomes)) for run in runs]

    def _within(self, body: Callable[[], None]) -> None:
        assert self._context is not None
        self._context.copy().run(body)

    def _run(self) -> None:
        """Connect, then look after what is late until the system stops."""
        import prefect.main  # noqa: F401  takes seconds, meanwhile the server starts

        while not self._server.wait(LATE_SECONDS):
            if self._system.stopping.is_set():
                return
        with ExitStack() as stack:
            self._connect(stack)
            while not self._system.stopping.wait(LATE_SECONDS):
                if self._server.healthy:
                    self._catch_up()

    def _connect(self, stack: ExitStack) -> None:
        from prefect.context import SyncClientContext
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        # Heartbeats would make every run wait a second at its end; no environment variable can turn them off.
        stack.enter_context(temporary_settings({PREFECT_API_URL: self._server.api_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))
        stack.enter_context(SyncClientContext())
        context = contextvars.copy_context()
        context.copy().run(self._end_stale)
        context.copy().run(_warm)
        leave_what_is_loaded()
        self._context = context

    def _end_stale(self) -> None:
        from flows import stale

        try:
            ended = stale.crash(stale.ours(self._system.mark))
        except HTTPError as error:
            logger.warning("runs of an earlier process may still be shown as running: {}", error)
            return
        if ended:
            logger.info("{} runs of a process that ended are marked as crashed; their documents go on", ended)

    def _catch_up(self) -> None:
        try:
            while self._unfinished:
                self._within(lambda: self._finish(*self._unfinished[0]))
                self._unfinished.pop(0)
            if not self._open and self._untold():
                self._within(self._tell)
            self._within(self._show_standing)
            self._within(self._news.tell)
        except Exception as error:  # noqa: BLE001  the edge of a run, as above: it is tried again
            logger.warning("Prefect is not yet told everything: {}", error)

    def _untold(self) -> bool:
        try:
            return bool(runs_unreported(self._system.engine, limit=1))
        except TransientStorageError:
            return True

    def _show_standing(self) -> None:
        from flows.standing import Standing

        self._standing = self._standing or Standing(self._system.engine, self._system.mark)
        self._standing.publish()

    def _tell(self) -> None:
        from flows import ingest

        ingest.current_batch.set(Batch(self._system, []))
        ingest.report_late(return_state=True)

    @staticmethod
    def _finish(flow_run_id: str, state: "State[None]") -> None:
        from prefect.context import SyncClientContext

        with SyncClientContext.get_or_create() as context:
            context.client.set_flow_run_state(UUID(flow_run_id), state, force=True)


def _warm() -> None:
    """Import and connect what the first run would wait for: it would open too late."""
    import prefect.flow_engine
    import prefect.task_engine  # noqa: F401
    from prefect.context import SyncClientContext
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    from flows.ingest import ingest

    EventsWorker.instance()
    APILogWorker.instance()
    with SyncClientContext.get_or_create() as context:
        context.client.create_flow(ingest)


def send_the_rest(seconds: float) -> None:
    """Have Prefect's threads send what they still hold, while there is a server: at the interpreter's end they would try for ever."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (EventsWorker, APILogWorker):
        worker.drain_all(timeout=seconds, at_exit=False)
