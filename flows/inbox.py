"""The files of an inbox between their first sight and their claim, one step at a time; who calls decides when."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.claim import UNREADABLE, Door, Gone, Later, Outcome, Refused, Taken, see, take
from flows.files import is_being_written, is_whole
from flows.reconcile import Standing, is_gone, listing
from flows.settle import Look, Settling, is_temporary
from storage import ledger

# A file that a listing finds is left this long to be reported by an event too, before it counts as missed by the watcher.
_EVENT_DELAY = 0.5
_FIRST_RETRY = 0.2
_LONGEST_RETRY = 30.0


@dataclass
class _File:
    """What is known of a file that is waited for."""

    missed: bool
    delivery_id: int = 0
    where: tuple[int, int] | None = None
    tries: int = 0


class Inbox:
    """Files that are waited for, and files that stay in the folder although they were dealt with."""

    def __init__(self, root: Path, door: Door, quiet_seconds: float, patience_seconds: float) -> None:
        """Take files below `root`, an absolute path without links, through `door`."""
        self.root = root
        self._door = door
        self._settling = Settling(quiet_seconds, patience_seconds)
        self._retry = max(quiet_seconds, _FIRST_RETRY)
        self._files: dict[bytes, _File] = {}
        self._left: dict[bytes, tuple[Look, Outcome]] = {}

    def hint(self, path: bytes) -> None:
        """Follow an event: have the file, or what lies in the folder, looked at."""
        if not self._concerns_us(path):
            return
        try:
            look = Look.of(os.lstat(path))
        except OSError:
            return
        for file in listing(path).files if look.is_folder else [path]:
            if file != path or self._left.get(path, (None,))[0] != look:
                self._expect(file, missed=False, delay=0.0)

    def _concerns_us(self, path: bytes) -> bool:
        inside = os.path.relpath(path, os.fsencode(self.root)).split(b"/")
        return inside[0] != b".." and (inside == [b"."] or not any(is_temporary(part) for part in inside))

    def compare(self, files: Iterable[bytes], standing: Standing, *, at_start: bool) -> None:
        """Take up what a listing found and nobody told us of; a file found at the start was not missed, nobody watched."""
        # A folder that was refused is no longer listed once its own files are.
        again = standing.refused if at_start else self._left.keys()
        for path in {*files, *again}:
            if path in standing.waiting or self._is_news(path):
                self._expect(path, missed=not at_start, delay=0.0 if at_start else _EVENT_DELAY)
        self._left = {path: left for path, left in self._left.items() if os.path.lexists(path)}

    def _is_news(self, path: bytes) -> bool:
        if path not in self._left:
            return True
        look, outcome = self._left[path]
        try:
            return _may_end_otherwise(outcome) or Look.of(os.lstat(path)) != look
        except OSError:
            return False

    def _expect(self, path: bytes, *, missed: bool, delay: float) -> None:
        self._left.pop(path, None)
        file = self._files.setdefault(path, _File(missed))
        file.missed &= missed
        self._settling.expect(path, time.monotonic(), delay)

    def next_due(self) -> float | None:
        """Return the monotonic time of the next look, or None where no file is waited for."""
        return self._settling.next_due()

    def pop_due(self) -> bytes | None:
        """Return a file to `look` at now, or None."""
        return self._settling.pop_due(time.monotonic())

    def look(self, path: bytes) -> Outcome | None:
        """Look at one file and take it in if it has settled; None where it has not. Raises what ledger and vault raise."""
        file = self._files.setdefault(path, _File(missed=False))
        try:
            return self._looked(path, file)
        except BaseException:
            file.where = None  # ask the ledger anew next time
            self._postpone(path, file)
            raise

    def _looked(self, path: bytes, file: _File) -> Outcome | None:
        try:
            look = Look.of(os.lstat(path))
        except (FileNotFoundError, NotADirectoryError):
            return self._vanished(path, file)
        except OSError:  # a network mount that does not answer just now
            self._postpone(path, file)
            return None
        here = Path(os.fsdecode(path))
        self._enter(here, look, file)
        if look.is_regular and not self._is_ready(path, here, look):
            return None
        return self._sorted(path, look, file, take(file.delivery_id, here, self._door, remove=True))

    def _enter(self, here: Path, look: Look, file: _File) -> None:
        if file.where != (look.device, look.inode):
            file.delivery_id = see(here, look, self._door, missed=file.missed)
            file.where = (look.device, look.inode)

    def _is_ready(self, path: bytes, here: Path, look: Look) -> bool:
        now = time.monotonic()
        if not self._settling.settled(path, look, now, lambda: is_whole(here)):
            return False
        if is_being_written(here):
            self._settling.postpone(path, now, self._retry)
            return False
        return True

    def _vanished(self, path: bytes, file: _File) -> Outcome | None:
        self._forget(path)
        if file.where is None or not is_gone(path, file.where[0], self.root):
            return None
        ledger.withdraw(self._door.engine, file.delivery_id, self._door.clock(), "the file was taken away")
        return Gone(file.delivery_id)

    def _sorted(self, path: bytes, look: Look, file: _File, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Later):
            ledger.unsettle(self._door.engine, file.delivery_id, self._door.clock(), outcome.why)
            self._postpone(path, file)
            return outcome
        self._forget(path)
        if isinstance(outcome, Refused):
            self._left[path] = (look, outcome)
        elif isinstance(outcome, Taken) and not outcome.removed:
            self._still_there(path, look, outcome)
        return outcome

    def _still_there(self, path: bytes, look: Look, outcome: Taken) -> None:
        try:
            now = Look.of(os.lstat(path))
        except OSError:
            return
        if (now.inode, now.size, now.mtime_ns) == (look.inode, look.size, look.mtime_ns):
            self._left[path] = (now, outcome)
        else:
            self._expect(path, missed=False, delay=0.0)

    def _postpone(self, path: bytes, file: _File) -> None:
        self._settling.postpone(path, time.monotonic(), min(self._retry * 2**file.tries, _LONGEST_RETRY))
        file.tries = min(file.tries + 1, 20)

    def _forget(self, path: bytes) -> None:
        self._settling.forget(path)
        self._files.pop(path, None)


def _may_end_otherwise(outcome: Outcome) -> bool:
    """Tell whether a file that was left may be dealt with now although it did not change: its folder's rights may have."""
    return isinstance(outcome, Taken) or (isinstance(outcome, Refused) and outcome.code == UNREADABLE)
