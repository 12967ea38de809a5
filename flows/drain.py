"""The drainer: leases what is claimed, batch by batch, as long as the system runs. Prefect shows its work and never holds it up."""

import threading

from loguru import logger

from flows.batch import AHEAD, PLAIN, Batch, leased
from flows.job import Job
from flows.leases import kept
from flows.report import Reporter
from flows.steady import steadily
from flows.system import System, now
from storage import ledger
from storage.database import TransientStorageError

# Batches that wait for slow documents, at most.
OPEN_BATCHES = 6


class Drainer:
    """Works off the ledger's queue; `run` is the body of a thread."""

    def __init__(self, system: System, reporter: Reporter | None = None) -> None:
        """Show the work through `reporter`, or to nobody."""
        self._system = system
        self._reporter = reporter
        self._batches: list[Batch] = []

    @property
    def idle(self) -> bool:
        """Tell whether no batch is under way."""
        return all(batch.done.is_set() for batch in self._batches)

    def run(self) -> None:
        """Work until the system stops, and until what is under way then has its outcome."""
        with kept(self._system, self._under_way):
            steadily(self._once, self._system.stopping, "Work")
            for batch in self._batches:
                batch.done.wait()

    def _once(self) -> None:
        if not self.step():
            self._system.wake.wait(self._system.settings.poll_seconds)

    def _under_way(self) -> list[Job]:
        return [job for batch in list(self._batches) for job in batch.jobs]

    def step(self) -> bool:
        """Work on one batch if anything is claimed; tell whether there was."""
        self._batches = [batch for batch in self._batches if not batch.done.is_set()]
        if len(self._batches) >= OPEN_BATCHES:
            return self._batches[0].done.wait(self._system.settings.poll_seconds)
        self._system.wake.clear()
        self._give_up()
        jobs = leased(self._system, self._system.settings.workers * AHEAD)
        if jobs:
            self._work(jobs)
        return bool(jobs)

    def _work(self, jobs: list[Job]) -> None:
        batch = Batch(self._system, jobs)
        self._batches.append(batch)
        if self._reporter and self._reporter.show(batch):
            batch.begun.wait(self._system.settings.prefect_seconds)
        if batch.take():
            batch.close()  # these and no more: the next batch may find Prefect well again
            threading.Thread(target=batch.work_off, args=(PLAIN,), name="batch", daemon=True).start()
            batch.done.wait(self._system.settings.batch_seconds)
        batch.full.wait()

    def _give_up(self) -> None:
        try:
            for delivery_id in ledger.give_up(self._system.engine, self._system.settings.max_attempts, now()):
                logger.error("delivery {} goes to quarantine: its worker died each time", delivery_id)
        except TransientStorageError as error:
            logger.warning("the database does not answer: {}", error)
