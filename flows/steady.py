"""Threads that work as long as the system runs: an error makes them pause, and does not end them in silence."""

import threading
from collections.abc import Callable

from loguru import logger

from storage.database import TransientStorageError
from storage.errors import StorageError

# Seconds that a thread pauses after its first error, and at most; each pause is twice the one before.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


def steadily(step: Callable[[], None], stop: threading.Event, who: str) -> None:
    """Call `step` until `stop` is set; a full disk, an absent database or anything else makes `who` pause, and go on by itself."""
    pause = 0.0
    while not stop.is_set():
        try:
            step()
            pause = 0.0
        except Exception as error:  # noqa: BLE001 - the edge of the thread: without it nothing would be done any more
            pause = min(max(FIRST_PAUSE, pause * 2), LONGEST_PAUSE)
            expected = isinstance(error, TransientStorageError | StorageError | OSError)
            logger.opt(exception=None if expected else error).error("{} pauses for {:g} s: {}", who, pause, error)
            stop.wait(pause)
