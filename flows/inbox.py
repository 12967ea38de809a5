"""The files of an inbox between their first sight and their claim, one step at a time; who calls decides when."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.claim import (
    UNREADABLE,
    Copied,
    Door,
    Gone,
    Later,
    Outcome,
    Refused,
    Taken,
    claim,
    clear,
    copy,
    is_led_astray,
    refuse_astray,
    sighting,
)
from flows.files import is_being_written, is_whole
from flows.reconcile import Standing, is_gone, listing
from flows.settle import Look, Settling, is_temporary
from flows.urgency import URGENT, URGENT_FOLDERS, USUAL, is_urgent
from storage import ledger
from storage.database import TransientStorageError

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
        self._settling = Settling(quiet_seconds, patience_seconds, self._is_urgent)
        self._retry = max(quiet_seconds, _FIRST_RETRY)
        self._files: dict[bytes, _File] = {}
        self._left: dict[bytes, tuple[Look, Outcome]] = {}

    def _is_urgent(self, path: bytes) -> bool:
        return is_urgent(path, os.fsencode(self.root))

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

    def rush(self) -> None:
        """Look into the folders for urgent files: in a flood of events theirs come late."""
        for folder in URGENT_FOLDERS:
            for file in listing(b"/".join((os.fsencode(self.root), folder))).files:
                if file not in self._files and file not in self._left:
                    self._expect(file, missed=False, delay=0.0)

    def _concerns_us(self, path: bytes) -> bool:
        inside = os.path.relpath(path, os.fsencode(self.root)).split(b"/")
        return inside[0] != b".." and (inside == [b"."] or not any(is_temporary(part) for part in inside))

    def compare(self, files: Iterable[bytes], standing: Standing, *, at_start: bool) -> None:
        """Take up what a listing found and nobody told us of; a file found at the start was not missed, nobody watched."""
        # A folder that was refused is no longer listed once its own files are.
        self._clear_what_stayed()
        again = standing.refused if at_start else self._left.keys()
        for path in {*files, *again}:
            if path in standing.waiting or self._is_news(path):
                self._expect(path, missed=not at_start, delay=0.0 if at_start else _EVENT_DELAY)
        self._left = {path: left for path, left in self._left.items() if os.path.lexists(path)}

    def _clear_what_stayed(self) -> None:
        """Remove what was claimed and could not be removed then: its folder's rights may have changed. It is copied no second time."""
        stayed = [(path, outcome) for path, (_, outcome) in self._left.items() if isinstance(outcome, Taken) and not self._is_news(path)]
        gone = [taken.delivery_id for path, taken in stayed if clear(_here(path), taken.delivery_id, taken.sha256)]
        if gone:
            ledger.removed(self._door.engine, gone, self._door.clock())

    def _is_news(self, path: bytes) -> bool:
        if path not in self._left:
            return True
        look, outcome = self._left[path]
        if isinstance(outcome, Refused) and outcome.code == UNREADABLE:  # its folder's rights may have changed
            return True
        try:
            return Look.of(os.lstat(path)) != look
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

    def look(self, paths: Sequence[bytes]) -> Iterator[tuple[bytes, Outcome]]:
        """Look at files and take in those that have settled, in a few transactions for all; yield what became of any.

        Raises what ledger and vault raise. A fault that only one file has does not hold up the others: they go one by one then.
        """
        try:
            found: Iterable[tuple[bytes, Outcome]] = self._looked(paths)
        except BaseException as error:
            for path in paths:
                self._start_over(path)
            if len(paths) == 1 or not isinstance(error, Exception) or isinstance(error, TransientStorageError | OSError):
                raise
            found = self._one_by_one(paths)
        yield from found

    def _one_by_one(self, paths: Sequence[bytes]) -> Iterator[tuple[bytes, Outcome]]:
        fault: Exception | None = None
        for path in paths:
            try:
                yield from self.look([path])
            except Exception as error:  # noqa: BLE001  raised below, when the others have had their turn
                fault = error
        if fault:
            raise fault

    def _start_over(self, path: bytes) -> None:
        file = self._files.setdefault(path, _File(missed=False))
        file.where = None  # ask the ledger anew next time
        self._postpone(path, file)

    def _looked(self, paths: Sequence[bytes]) -> Iterable[tuple[bytes, Outcome]]:
        outcomes: dict[bytes, Outcome] = {}
        looks: dict[bytes, Look] = {}
        for path in paths:
            file = self._files.setdefault(path, _File(missed=False))
            try:
                looks[path] = Look.of(os.lstat(path))
            except (FileNotFoundError, NotADirectoryError):
                if gone := self._vanished(path, file):
                    outcomes[path] = gone
            except OSError:  # a network mount that does not answer just now
                self._postpone(path, file)
        self._enter(looks)
        for path, outcome in self._taken(looks):
            outcomes[path] = self._sorted(path, looks[path], self._files[path], outcome)
        return outcomes.items()

    def _enter(self, looks: Mapping[bytes, Look]) -> None:
        fresh = [path for path, look in looks.items() if self._files[path].where != (look.device, look.inode)]
        if not fresh:
            return
        sightings = [sighting(_here(path), looks[path], missed=self._files[path].missed) for path in fresh]
        ids = ledger.see_all(self._door.engine, sightings, self._door.clock())
        for path, delivery_id in zip(fresh, ids, strict=True):
            self._files[path].delivery_id, self._files[path].where = delivery_id, (looks[path].device, looks[path].inode)

    def _taken(self, looks: Mapping[bytes, Look]) -> Iterator[tuple[bytes, Outcome]]:
        """Yield what becomes of those that are ready: the others are waited for."""
        copies: dict[bytes, Copied] = {}
        for path, look in looks.items():
            if is_led_astray(_here(path)):
                yield path, refuse_astray(self._files[path].delivery_id, look, self._door)
                continue
            if look.is_regular and not self._is_ready(path, _here(path), look):
                continue
            rank = URGENT if self._is_urgent(path) else USUAL
            made = copy(self._files[path].delivery_id, _here(path), self._door, rank)
            if isinstance(made, Copied):
                copies[path] = made
            else:
                yield path, made
        if copies:
            yield from zip(copies, claim(list(copies.values()), self._door, remove=True), strict=True)

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


def _here(path: bytes) -> Path:
    return Path(os.fsdecode(path))
