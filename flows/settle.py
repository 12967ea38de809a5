"""Says when a file has stopped changing. Pure: what was seen and the clock are passed in."""

import heapq
import math
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass

# Names that programs give to files they are still writing, or to their own notes beside a document.
_TEMPORARY_STARTS = (b".", b"~$")
_TEMPORARY_ENDS = (b"~", b".part", b".partial", b".crdownload", b".download", b".filepart", b".opdownload", b".tmp", b".temp", b".swp")
_SYSTEM_NAMES = (b"thumbs.db", b"desktop.ini")

HEAD_BYTES = 1024
TAIL_BYTES = 66_000  # a zip's directory ends with a comment of at most 65,535 bytes
_ZIP_END_BYTES = 22
_SHORTEST_SECONDS = 0.05


@dataclass(frozen=True)
class Look:
    """What one look at a file showed; times in nanoseconds as the file system gives them, only ever compared for equality."""

    device: int
    inode: int
    mode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Look":
        """Take what matters from a stat result."""
        return cls(status.st_dev, status.st_ino, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    @property
    def is_regular(self) -> bool:
        """Tell whether it is a plain file, not a pipe, socket, device, link or folder."""
        return stat.S_ISREG(self.mode)

    @property
    def is_folder(self) -> bool:
        """Tell whether it is a directory."""
        return stat.S_ISDIR(self.mode)


def is_temporary(name: bytes) -> bool:
    """Tell whether a base name is one that programs use for files that are not finished, or not documents."""
    lower = name.lower()
    return lower.startswith(_TEMPORARY_STARTS) or lower.endswith(_TEMPORARY_ENDS) or lower in _SYSTEM_NAMES


def ends_whole(size: int, head: bytes, tail: bytes) -> bool:
    """Tell whether the end that its format asks for is there: of a PDF or zip (DOCX, OFD); nothing at all is never whole."""
    if size == 0:
        return False
    if b"%PDF-" in head[:HEAD_BYTES]:
        return b"%%EOF" in tail[-HEAD_BYTES:]
    if head.startswith(b"PK\x03\x04"):
        return _zip_ends(tail)
    return True


def _zip_ends(tail: bytes) -> bool:
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _ZIP_END_BYTES:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return len(tail) - at >= _ZIP_END_BYTES + comment


@dataclass
class _Waiting:
    look: Look | None
    since: float
    due: float


_Order = list[tuple[float, bytes]]


class Settling:
    """The files that are waited for, by path; times are seconds of any clock that never goes back."""

    def __init__(self, quiet_seconds: float, patience_seconds: float, urgent: Callable[[bytes], bool] = lambda _: False) -> None:
        """Set how long a whole file must stay unchanged, how long one that does not look whole, and which go before the others."""
        self._quiet = quiet_seconds
        self._patience = max(patience_seconds, quiet_seconds)
        self._waiting: dict[bytes, _Waiting] = {}
        self._urgent = urgent
        # heaps, of the urgent ones and of the others; entries whose time is no longer their path's are skipped
        self._orders: tuple[_Order, _Order] = ([], [])

    def __len__(self) -> int:
        """Return how many files are waited for."""
        return len(self._waiting)

    def expect(self, path: bytes, now: float, delay: float = 0.0) -> None:
        """Have a path looked at after `delay`, unless it is waited for already."""
        if path not in self._waiting:
            self._wait(path, None, now, now + delay)

    def postpone(self, path: bytes, now: float, seconds: float) -> None:
        """Look at a path again only after `seconds`."""
        waiting = self._waiting.get(path)
        look, since = (waiting.look, waiting.since) if waiting else (None, now)
        self._wait(path, look, since, now + seconds)

    def settled(self, path: bytes, look: Look, now: float, whole: Callable[[], bool]) -> bool:
        """Take a look into account; True once the file was the same over the quiet time and is `whole`, or over the patience."""
        waiting = self._waiting.get(path)
        since = waiting.since if waiting and waiting.look == look else now
        if now - since < self._quiet:
            self._wait(path, look, since, since + self._quiet)
            return False
        self._wait(path, look, since, now + max(self._quiet, _SHORTEST_SECONDS))
        return whole() or now - since >= self._patience

    def forget(self, path: bytes) -> None:
        """Stop waiting for a path."""
        self._waiting.pop(path, None)

    def pop_due(self, now: float) -> bytes | None:
        """Return the path that is due longest, urgent ones first, or None; it comes again only when it was looked at, or postponed."""
        for order in self._orders:
            at = self._first(order)
            if at is not None and at <= now:
                path = heapq.heappop(order)[1]
                self._waiting[path].due = math.inf
                return path
        return None

    def next_due(self) -> float | None:
        """Return when the next look is due, or None where nothing is waited for."""
        return min((at for order in self._orders if (at := self._first(order)) is not None), default=None)

    def _first(self, order: _Order) -> float | None:
        while order:
            at, path = order[0]
            waiting = self._waiting.get(path)
            if waiting is not None and waiting.due == at:
                return at
            heapq.heappop(order)
        return None

    def _wait(self, path: bytes, look: Look | None, since: float, due: float) -> None:
        self._waiting[path] = _Waiting(look, since, due)
        heapq.heappush(self._orders[0 if self._urgent(path) else 1], (due, path))
