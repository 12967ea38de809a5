"""The deliveries that one run carries: leased as it goes on, worked on side by side, each one's failure its own."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any

from loguru import logger

from flows.job import Job
from flows.outcome import Outcome
from flows.system import System, now
from flows.together import together
from flows.urgency import USUAL
from storage import ledger
from storage.database import TransientStorageError

# A run with one or two documents at a time shows their four steps; with more at a time, each document is one task; under a
# back-file, when more wait than were asked for, a GROUP of them is one task: one of its own costs as much as reading a document.
FEW = 2
CROWD = 8
GROUP = 16
# A back-file's run stays open so many times longer: it costs Prefect as much as thirty documents do, and nobody waits for its end.
PATIENT = 6
# Leased at first, and ahead as a batch goes on, per worker. Not many: whatever is leased counts an attempt if the whole process is killed.
AHEAD = 8
# How often it is looked for an urgent one while there is no room for others.
URGENT_SECONDS = 0.25
# An open run waits this long for the next file to join it: opening one costs the server more than the work does.
LINGER_SECONDS = 2.0


@dataclass(frozen=True)
class Steps:
    """The steps as they are to be carried out: plain, or as Prefect's tasks. `document` is all of them in one, `group` that of several."""

    detect: Callable[[Job], object]
    parse: Callable[[Job], object]
    validate: Callable[[Job], object]
    persist: Callable[[Job], object]
    document: Callable[[Job], object]
    group: Callable[[Sequence[Job]], object]


PLAIN = Steps(Job.detect, Job.parse, Job.validate, Job.persist, Job.document, together)


def leased(system: System, limit: int, *, above: int | None = None) -> list[Job]:
    """Lease up to `limit` deliveries, `above` a priority if one is given; nothing where the database is busy or gone."""
    if system.stopping.is_set():
        return []
    try:
        if above is not None and not ledger.is_waiting(system.engine, now(), above=above):
            return []
        found = ledger.lease(system.engine, system.owner, limit, now(), system.settings.lease_seconds, above=above)
    except TransientStorageError:
        return []
    return [Job(system, delivery) for delivery in found]


class Batch:
    """One run's worth of jobs. Whoever takes it first works on it: the Prefect run, or the drainer when that does not open in time."""

    def __init__(self, system: System, first: list[Job], *, linger: float = LINGER_SECONDS) -> None:
        """Begin with jobs just leased; `linger` seconds without work close it, 0 once nothing is left to lease."""
        self.system = system
        self.jobs = list(first)
        self.begun = threading.Event()  # somebody works on it, or the run that should have will not open
        self.full = threading.Event()  # takes no more: the next batch may begin
        self.done = threading.Event()  # every job has its outcome
        self._next = list(first)
        self._linger = linger
        self._lock = threading.Lock()
        self._taken = False
        self._crowded = _is_crowd(len(first), system.settings.workers * AHEAD)
        self._began = time.monotonic()

    def take(self) -> bool:
        """Claim the work on this batch: True for the first who asks."""
        with self._lock:
            taken, self._taken = self._taken, True
            return not taken

    @property
    def outcomes(self) -> list[Outcome]:
        """Return how the jobs ended that have ended so far."""
        return [job.outcome for job in self.jobs if job.outcome]

    def close(self) -> None:
        """Take no more than what is leased already."""
        self._linger = 0.0
        self.full.set()

    def work_off(self, steps: Steps) -> None:
        """Work until the batch is full and every job has its outcome; a job left without one, by a fault of ours, goes back."""
        self.begun.set()
        try:
            self._work_off(steps)
        finally:
            for job in self.jobs:
                job.abandon()
            self.full.set()
            self.done.set()

    def _work_off(self, steps: Steps) -> None:
        workers = self.system.settings.workers
        pending: set[Future[object]] = set()
        # while one persists, another keeps a child busy; and one more is there for what is urgent
        with ThreadPoolExecutor(2 * workers + 1) as threads:
            while (jobs := self._more(len(pending))) or pending:
                tasks = self._as_tasks(jobs, steps, 2 * workers - len(pending), alone=not pending)
                pending |= {threads.submit(copy_context().run, task) for task in tasks}
                pending = _ended(pending, min(self.system.settings.poll_seconds, URGENT_SECONDS))

    def _as_tasks(self, jobs: Sequence[Job], steps: Steps, threads: int, *, alone: bool) -> list[Callable[[], object]]:
        """Return what is to be done with jobs: `alone` few of them are shown step by step, many go in groups."""
        if self._crowded and not (alone and len(jobs) <= FEW):
            return [partial(_carried_out, work) for work in grouped(jobs, steps, threads)]
        task = partial(_step_by_step, steps) if alone and len(jobs) <= FEW else steps.document
        return [partial(_carried_out, partial(task, job)) for job in jobs]

    def _tasks(self) -> tuple[int, int]:
        """Return how many tasks may be under way, and how many jobs one may hold: AHEAD jobs a worker, or two groups."""
        workers = self.system.settings.workers
        return (2 * workers, GROUP) if self._crowded else (workers * AHEAD, 1)

    def _room(self, pending: int) -> int:
        """Return how many more to lease: none before half of the tasks are done, since a lease is a transaction."""
        tasks, each = self._tasks()
        return (tasks - pending) * each if pending <= tasks // 2 else 0

    def _more(self, pending: int) -> list[Job]:
        """Return the next jobs beside so many tasks under way; with none of these, linger for them."""
        jobs, self._next = self._next, []
        limit = self._room(pending)
        if jobs or limit <= 0:
            return jobs or self._urgent(pending)
        quiet_since = time.monotonic()
        while not self._is_full():
            self.system.wake.clear()
            if (jobs := self._leased(limit)) or pending:
                return jobs
            left = self._linger - (time.monotonic() - quiet_since)
            if left <= 0:
                self.full.set()
                return []
            self.system.wake.wait(min(left, self.system.settings.poll_seconds))
        return self._urgent(pending) if pending else []

    def _leased(self, limit: int) -> list[Job]:
        jobs = leased(self.system, min(limit, self.system.settings.batch_max - len(self.jobs)))
        if jobs:
            self._crowded = self._crowded or _is_crowd(len(jobs), limit)
            self.jobs += jobs
            self._is_full()  # then the next run opens while these are worked on
        return jobs

    def _urgent(self, pending: int) -> list[Job]:
        """Return an urgent job that came while there is no room, or this batch is full, one task more at most: it waits for no group."""
        jobs = leased(self.system, 1, above=USUAL) if pending <= self._tasks()[0] else []
        self.jobs += jobs
        return jobs

    def _is_full(self) -> bool:
        settings = self.system.settings
        seconds = settings.batch_seconds * (PATIENT if self._crowded else 1)
        over = len(self.jobs) >= settings.batch_max or time.monotonic() - self._began >= seconds
        if over or self.system.stopping.is_set():
            self.full.set()
        return self.full.is_set()


def _is_crowd(found: int, asked: int) -> bool:
    """Tell whether a back-file waits, so that documents go in groups: there are as many as were asked for."""
    return found >= asked >= CROWD


def grouped(jobs: Sequence[Job], steps: Steps, threads: int) -> Iterator[partial[object]]:
    """Yield the tasks of a back-file's jobs, work for as many threads: urgent ones first and by themselves, since a group is stored as one."""
    yield from (partial(steps.document, job) for job in jobs if job.delivery.priority > USUAL)
    usual = [job for job in jobs if job.delivery.priority <= USUAL]
    size = min(GROUP, ceil(len(usual) / max(1, threads)))
    yield from (partial(steps.group, usual[i : i + size]) for i in range(0, len(usual), size or 1))


def _step_by_step(steps: Steps, job: Job) -> None:
    for step in (steps.detect, steps.parse, steps.validate, steps.persist):
        if job.outcome is None:
            step(job)


def _carried_out(task: partial[Any]) -> None:
    """Carry out a task; what it leaves undone by an error, Prefect's or ours, is done without Prefect, each document by itself."""
    given: Job | Sequence[Job] = task.args[-1]
    jobs = [given] if isinstance(given, Job) else given
    try:
        task()
    except Exception as error:  # noqa: BLE001  the edge of a task: its batch goes on
        logger.opt(exception=True).warning("a task ended by an error, its documents go on without it: {}", error)
    for job in jobs:
        if job.outcome is None:
            _by_itself(job)


def _by_itself(job: Job) -> None:
    try:
        job.document()
    except Exception as error:  # noqa: BLE001  as above: of this document alone
        job.leave(error)
    job.abandon()


def _ended(pending: set[Future[object]], seconds: float) -> set[Future[object]]:
    """Return what is still under way when one has ended, or after `seconds`: while a slow document is waited for, others may join."""
    ended, still = wait(pending, timeout=seconds, return_when=FIRST_COMPLETED) if pending else (set(), pending)
    for future in ended:
        future.result()
    return set(still)
