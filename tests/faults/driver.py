"""Intake and drain in processes that kill themselves at a chosen step. Run as a program: one command a line, one answer a line.

A command is JSON: `folder`; `hours`, how late it is; `kill`, the boundary to die at, as `[name, "before" | "after", which time]`,
or null; `after_ms`, when to be killed from outside, or null. The answer is the exit status of the process that did the work: -9 where it was killed.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

import storage.vault
from flows import batch, job, system, unpack
from flows.batch import leased
from flows.borrowed import Borrowed
from flows.claim import Door
from flows.commit import Committer
from flows.intake import Intake, Rules
from flows.settings import Settings
from flows.steps import Done, Parsed, Verdict
from flows.system import System
from storage import ledger, members
from storage.counts import counts
from tests import sample

RULES = Rules(settle_seconds=0.0, patience_seconds=0.0, reconcile_seconds=0.05)
real_now = system.now


class InProcess:
    """Stands for the child processes: reads the vault and makes a small document."""

    def whole(self, work: Borrowed) -> Done[Parsed] | Verdict:
        if work.path.read_bytes().startswith(b"PK"):
            return Verdict("container", "it holds others")
        reading = sample.read(f"{sample.TITLE}\n一、加强领导\n县委书记王明到现\n场调研。\n{work.path.read_text()}")
        return Done(Parsed.of(reading, [sample.document(work.sha256, reading)]), 0.0)

    def several(self, works: Sequence[Borrowed]) -> Iterator[Done[Parsed] | Verdict]:
        return map(self.whole, works)

    def call(self, step: Callable[..., Any], *arguments: Any) -> Done[Any]:
        return Done(step(*arguments), 0.0)

    def close(self) -> None:
        """There is nothing to end."""


# Each step by the name of its boundary: where the function stands that takes it.
STEPS: dict[str, tuple[Any, str]] = {
    "seen": (ledger, "see_all"),
    "vault copy written": (storage.vault, "_copied"),
    "vault renamed": (os, "replace"),
    "vault folder synced": (storage.vault, "sync"),
    "claimed": (ledger, "claim_all"),
    "moved aside": (Path, "rename"),
    "inbox unlinked": (Path, "unlink"),
    "removal noted": (ledger, "removed"),
    "leased": (ledger, "lease"),
    "parsed": (InProcess, "whole"),
    "persisted": (Committer, "write"),
}
# Those that only an archive takes.
INSIDE: dict[str, tuple[Any, str]] = {
    "laid out": (unpack, "lay_out"),
    "unpacked": (job, "unpack"),
    "members entered": (members, "_entered"),
    "admitted": (job, "admit"),
}
# The instant before a transaction is committed, whichever it is.
COMMIT = "commit"


def die_at(name: str, side: str, time_of: int, running: System) -> None:
    """Have this process kill itself at a boundary."""
    left = iter(range(time_of - 1, -1, -1))

    def die() -> None:
        if next(left, -1) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if name == COMMIT:
        event.listen(running.engine, "commit", lambda _connection: die())
    else:
        place, attribute = (STEPS | INSIDE)[name]
        setattr(place, attribute, _dying(getattr(place, attribute), die, side))


def _dying(step: Callable[..., Any], die: Callable[[], None], side: str) -> Callable[..., Any]:
    def dying(*arguments: Any, **named: Any) -> Any:
        if side == "before":
            die()
        result = step(*arguments, **named)
        if side == "after":
            die()
        return result

    return dying


def work(folder: Path, kill: tuple[str, str, int] | None) -> None:
    """Take in and work off what lies in the inbox; return when nothing is left to do."""
    with System(Settings(inbox=folder / "inbox", data=folder / "data", prefect=False, workers=1)) as running:
        running.isolation = InProcess()  # type: ignore[assignment]
        if kill:
            die_at(*kill, running)
        intake = Intake(running.settings.inbox, Door(running.engine, running.vault, system.now), RULES, running.wake.set)
        intake.round()
        while not is_done(running):
            intake.round()
            ledger.give_up(running.engine, running.settings.max_attempts, system.now())
            for leased_job in leased(running, 2):
                leased_job.document()


def is_done(running: System) -> bool:
    """Tell whether the inbox is empty and every delivery has come to its end."""
    states = counts(running.engine, system.now()).states
    return not any(running.settings.inbox.rglob("*.txt")) and not (states["seen"] or states["settled"] or states["claimed"])


def perform(folder: str, hours: int, kill: tuple[str, str, int] | None, after_ms: int | None) -> int:
    """Do the work in a process of its own; return its exit status."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            for module in (system, job, batch):
                module.now = lambda: real_now() + timedelta(hours=hours)  # type: ignore[attr-defined]
            setattr(system, "migrate", lambda _engine: None)  # noqa: B010 - the test has done it, once
            work(Path(folder), kill)
            status = 0
        except BaseException:  # noqa: BLE001 - said on stderr, and by the status
            traceback.print_exc()
        finally:
            os._exit(status)
    if after_ms:
        time.sleep(after_ms / 1000)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Answer commands until there are no more."""
    for line in sys.stdin:
        print(perform(**json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
