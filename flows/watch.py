"""Hints that something happened below a folder. A hint may be missing, late or wrong: the listing and the ledger are the truth."""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

Identity = tuple[int, int]
# All else is no reason to look, and the kernel is not asked for it: it would tell of each time that we open a file ourselves.
_HINTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileAttribEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirAttribEvent,
]


def identity(root: Path) -> Identity | None:
    """Return the device and inode of a folder, or None where there is none."""
    try:
        status = root.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


class Hints:
    """The paths that events spoke of since they were last taken; a storm on one file is one hint."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._paths: dict[bytes, None] = {}
        self.arrived = threading.Event()

    def add(self, path: bytes) -> None:
        """Note a path and wake whoever waits."""
        with self._lock:
            self._paths[path] = None
        self.arrived.set()

    def take(self) -> list[bytes]:
        """Return the noted paths in order of arrival and forget them."""
        with self._lock:
            paths, self._paths = self._paths, {}
            self.arrived.clear()
        return list(paths)


class _Handler(FileSystemEventHandler):
    """Only enqueues: an exception here would end watchdog's dispatcher for good, and work here would make the kernel drop events."""

    def __init__(self, hints: Hints) -> None:
        self._hints = hints

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._hints.add(os.fsencode(event.dest_path or event.src_path))


class Watch:
    """An observer of one folder that is armed anew when the folder has become another one, or the observer has died."""

    def __init__(self, root: Path, hints: Hints, *, polling: bool = False, poll_seconds: float = 1.0) -> None:
        """Name the folder; nothing is watched before `rearm`. Polling is for network mounts, which send no events."""
        self._root = root
        self._hints = hints
        self._make: Callable[[], BaseObserver] = (lambda: PollingObserver(timeout=poll_seconds)) if polling else Observer
        self._observer: BaseObserver | None = None
        self._armed_on: Identity | None = None

    def rearm(self) -> bool:
        """Watch the folder that is at the root now; True where that had to be started anew, so that a listing is due."""
        now = identity(self._root)
        if now is not None and now == self._armed_on and self._alive():
            return False
        self.stop()
        if now is None:
            return False
        return self._arm(now)

    def _arm(self, on: Identity) -> bool:
        observer = self._make()
        observer.schedule(_Handler(self._hints), str(self._root), recursive=True, event_filter=_HINTS)
        try:
            observer.start()
        except OSError:  # out of watches or instances, or the folder went again: the listing goes on without hints
            return False
        self._observer, self._armed_on = observer, on
        return True

    @property
    def armed(self) -> bool:
        """Tell whether the folder that is at the root now is watched."""
        return self._alive() and identity(self._root) == self._armed_on

    def _alive(self) -> bool:
        observer = self._observer
        return observer is not None and observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)

    def stop(self) -> None:
        """Stop watching."""
        observer, self._observer, self._armed_on = self._observer, None, None
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join()
