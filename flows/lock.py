"""One `kuaibao up` per data folder: a lock that the operating system gives back whatever happens to its holder."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# `is_held` holds the lock for an instant itself; nobody should take that for a running system
_PATIENCE_SECONDS = 1.0


class Held(Exception):
    """Somebody else holds the lock; `by` is what they wrote into it."""

    def __init__(self, by: str) -> None:
        """Keep what the holder says of itself."""
        super().__init__(by)
        self.by = by


@contextmanager
def held(path: Path, by: str) -> Iterator[None]:
    """Hold the lock, with `by` written into its file for others to read; Held where somebody else does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not _locked(descriptor):
            if time.monotonic() > until:
                raise Held(path.read_text(encoding="utf-8").strip())
            time.sleep(0.05)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, by.encode())
        yield
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Tell whether somebody holds the lock now."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not _locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
