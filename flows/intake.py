"""The inbox's loop: events and listings name files, those that have settled are claimed, and the drainer is woken."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from loguru import logger

from flows.claim import Door, Outcome, Refused, Taken
from flows.inbox import Inbox
from flows.reconcile import compare, finish_removal, listing
from flows.steady import steadily
from flows.watch import Hints, Watch, identity

# One round looks at no more files than this, so that a flood keeps neither the stop nor the listing waiting.
_LOOKS_PER_ROUND = 50
_LONGEST_WAIT = 1.0
# Copies on their way into the vault that are older than this at the start belong to a process that died.
_STALE_COPY = 3600.0


@dataclass(frozen=True)
class Rules:
    """How an inbox is watched, in seconds; `polling` for network mounts, which send no events."""

    settle_seconds: float = 0.5
    patience_seconds: float = 10.0
    reconcile_seconds: float = 30.0
    polling: bool = False


class Intake:
    """Takes in what is dropped below a folder, until it is stopped; `run` is the body of a thread."""

    def __init__(self, root: Path, door: Door, rules: Rules, claimed: Callable[[], None]) -> None:
        """Take files below `root` through `door`; `claimed` is called, from this thread, after each claim that is new work."""
        self.root = root.resolve()
        self._door, self._rules, self._claimed = door, rules, claimed
        self._hints = Hints()
        self._watch = Watch(self.root, self._hints, polling=rules.polling)
        self._inbox = Inbox(self.root, door, rules.settle_seconds, rules.patience_seconds)
        self._next_listing = 0.0
        self._watched_before = False
        self._complaint = ""
        self._looked = time.monotonic()

    @property
    def quiet_seconds(self) -> float:
        """Return for how long it has not been round: moments as a rule, long where it hangs or has to pause."""
        return time.monotonic() - self._looked

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; a full disk or an absent database makes it pause, and go on by itself."""
        steadily(self._once, stop, "Intake (files stay)")
        self._watch.stop()

    def _once(self) -> None:
        self._hints.arrived.wait(max(0.0, min(self.round(), _LONGEST_WAIT)))
        self._looked = time.monotonic()

    def wake(self) -> None:
        """End the wait of `run`, so that it notices a stop at once."""
        self._hints.arrived.set()

    def round(self) -> float:
        """Mind the root, follow the hints, list if it is time, look at what is due; return the seconds until more is due."""
        self._mind_the_root()
        for hint in self._hints.take():
            self._inbox.hint(hint)
        if time.monotonic() >= self._next_listing:
            self.reconcile()
        self._inbox.rush()
        due = list(islice(iter(self._inbox.pop_due, None), _LOOKS_PER_ROUND))
        for path, outcome in self._inbox.look(due):
            self._report(path, outcome)
        at = self._inbox.next_due()
        return _LONGEST_WAIT if at is None else at - time.monotonic()

    def _mind_the_root(self) -> None:
        if self._watch.rearm():
            logger.info("Watching {}", self.root)
            self._next_listing, self._watched_before = 0.0, False  # what came before the watch was armed sent no event
        complaint = (
            ""
            if self._watch.armed
            else "sends no events, so that it is only listed from time to time: raise fs.inotify.max_user_watches, or set KUAIBAO_POLLING where it is a network folder"
        )
        if identity(self.root) is None:
            complaint = "is missing: put it back; nothing in the ledger is given up"
        if complaint and complaint != self._complaint:
            logger.error("The inbox {} {}", self.root, complaint)
        self._complaint = complaint

    def reconcile(self) -> None:
        """List the inbox, take up whatever nobody told us of, close what is gone."""
        found = listing(os.fsencode(self.root))
        for aside in found.asides:
            self._finish_removal(aside)
        if not self._watched_before:
            self._door.vault.sweep(self._door.clock().timestamp() - _STALE_COPY)
        standing = compare(self.root, self._door)
        if standing.gone:
            logger.info("{} files left the inbox by other hands", len(standing.gone))
        self._inbox.compare(found.files, standing, at_start=not self._watched_before)
        self._watched_before = True
        self._next_listing = time.monotonic() + self._rules.reconcile_seconds

    def _finish_removal(self, aside: bytes) -> None:
        try:
            finish_removal(aside, self._door)
        except OSError as error:  # its folder is read-only, or the disk is full: the other files go on
            logger.warning("{!r} could not be removed: {}", aside.decode(errors="backslashreplace"), error)

    def _report(self, path: bytes, outcome: Outcome) -> None:
        name = path.decode(errors="backslashreplace")
        if isinstance(outcome, Taken):
            if not outcome.duplicate:
                self._claimed()
            if not outcome.removed:
                logger.warning("{!r} is claimed but cannot be removed yet: another program writes to it, or the folder is read-only", name)
        elif isinstance(outcome, Refused):
            logger.warning("{!r} stays in the inbox, {}: {}", name, outcome.code, outcome.message)
        else:
            logger.info("{!r}: {}", name, outcome)
