"""One `kuaibao up` per data folder and per port: locks that the operating system gives back whatever happens to their holder."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
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
def held(path: Path, by: str, patience: float = _PATIENCE_SECONDS) -> Iterator[Callable[[str], None]]:
    """Hold the lock, with `by` in its file for others to read, and give a way to write more; Held where somebody else holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        until = time.monotonic() + patience
        while not _locked(descriptor):
            if time.monotonic() > until:
                raise Held(path.read_text(encoding="utf-8").strip())
            time.sleep(0.05)
        _write(descriptor, by)
        yield lambda more: _write(descriptor, more)
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


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
