"""Leases of what is under way, lengthened again and again in a thread of its own, for as long as somebody works on it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from loguru import logger

from flows.job import Job
from flows.system import System, now
from storage import ledger


@contextmanager
def kept(system: System, jobs: Callable[[], Iterable[Job]]) -> Iterator[None]:
    """Lengthen, within this context, the leases of those of `jobs()` that have no outcome yet."""
    over = threading.Event()
    thread = threading.Thread(target=_keep, args=(system, jobs, over), name="leases", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep(system: System, jobs: Callable[[], Iterable[Job]], over: threading.Event) -> None:
    seconds = system.settings.lease_seconds
    while not over.wait(seconds / 3):
        try:
            held = [job.delivery.id for job in jobs() if job.outcome is None]
            ledger.renew(system.engine, held, system.owner, now(), seconds)
        except Exception as error:  # noqa: BLE001  the edge of the thread: without it every lease would run out
            logger.warning("leases could not be lengthened: {}", error)
