"""Runs the parsers in child processes that a bad document may hang, bloat or kill without harm to anybody else."""

import pickle
import sys
import threading
import types
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from queue import LifoQueue
from signal import SIGALRM, SIGXCPU, Signals
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from flows import fault, steps
from flows.borrowed import Borrowed
from flows.settings import Settings
from flows.steps import Done, Parsed, Verdict
from parsers.detect import Detection
from parsers.document import Document
from parsers.errors import ParserCrashed, ResourceLimit
from parsers.reading import Reading

T = TypeVar("T")
# How much longer than its limit a document may be waited for: the time in which pebble ends a child and notices that it ended.
GRACE_SECONDS = 30.0
# A child is renewed after this many calls, a thousand documents or so under a back-file, so that what leaks stays small.
CALLS_PER_CHILD = 400


@dataclass(frozen=True)
class Limits:
    """What one document may use: bytes of address space, seconds of CPU, seconds by the wall clock.

    One with pages or much text is given more of both times by what it holds (steps.MOST_GRANTED at most).
    """

    memory_bytes: int = 2 << 30
    cpu_seconds: float = 20.0
    wall_seconds: float = 60.0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take them from the settings."""
        return cls(settings.memory_mb << 20, settings.cpu_seconds, settings.parse_seconds)

    @property
    def patience(self) -> float:
        """Return how long any document may be waited for; its own process ends it in time, unless that is past answering."""
        return self.wall_seconds + steps.MOST_GRANTED * steps.WALL_PER_CPU + GRACE_SECONDS


class Isolation:
    """Child processes that are kept for many documents; a context manager, and safe to call from several threads."""

    def __init__(self, workers: int, limits: Limits | None = None) -> None:
        """Make `workers` slots; their processes start with the first document, or with `warm`."""
        self.limits = limits or Limits()
        self.workers = workers
        self._slots: LifoQueue[_Slot] = LifoQueue()
        for _ in range(workers):
            self._slots.put(_Slot(self.limits))

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child processes."""
        self.close()

    def warm(self) -> None:
        """Start all children now, in parallel, and return when they are ready."""
        slots = [self._slots.get() for _ in range(self.workers)]
        with ThreadPoolExecutor(self.workers) as threads:
            list(threads.map(lambda slot: slot.call(steps.ready, ()), slots))
        for slot in slots:
            self._slots.put(slot)

    def read(self, work: Borrowed) -> Done[tuple[Reading, Detection]] | Verdict:
        """Read one document from the vault and say its type."""
        return self.call(steps.read, work)

    def parse(self, work: Borrowed, reading: Reading, detection: Detection) -> Done[list[Document]] | Verdict:
        """Parse one reading."""
        return self.call(steps.parse, work, reading, detection)

    def validate(self, reading: Reading, documents: list[Document]) -> Done[Parsed] | Verdict:
        """Check the documents of one reading and make them ready to be stored."""
        return self.call(steps.validate, reading, documents)

    def whole(self, work: Borrowed) -> Done[Parsed] | Verdict:
        """Do all steps on one document in one call."""
        return self.call(steps.whole, work)

    def several(self, works: Sequence[Borrowed]) -> Iterator[Done[Parsed] | Verdict]:
        """Do all steps on documents, as many in one call as a child does in a moment; yield the outcomes in order."""
        left = works
        while left:
            lot = self.call(steps.several, left, self.limits.cpu_seconds, self.limits.wall_seconds)
            if isinstance(lot, Verdict):  # one of them has ended the child: by themselves each has its own verdict
                yield from map(self.whole, left)
                return
            yield from map(pickle.loads, lot.value)
            left = left[len(lot.value) :]

    def call(self, step: Callable[..., T], *arguments: object) -> Done[T] | Verdict:
        """Run an importable function in a child; blocks until a child is free and the outcome is known, and never raises."""
        slot = self._slots.get()
        try:
            return slot.call(step, arguments)
        finally:
            self._slots.put(slot)

    def close(self) -> None:
        """End the child processes; calls under way get a verdict."""
        for _ in range(self.workers):
            self._slots.get().close()


class _Slot:
    """One child at a time, in a pool of its own: so a death is known to be this document's, and no lock is shared with others."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool: ProcessPool | None = None

    def call(self, step: Callable[..., T], arguments: tuple[object, ...]) -> Done[T] | Verdict:
        try:
            return self._attempt(step, arguments)
        except BrokenProcessPool:
            self.close()
        try:  # the child may have died before it had the document: ask a new one
            return self._attempt(step, arguments)
        except BrokenProcessPool as error:
            self.close()
            return Verdict(ParserCrashed.code, f"no process could work on the document: {error}", again=True)

    def _attempt(self, step: Callable[..., T], arguments: tuple[object, ...]) -> Done[T] | Verdict:
        limits = self._limits
        work = (step, arguments, limits.cpu_seconds, limits.wall_seconds)
        future = self._running().schedule(steps.run, args=work, timeout=limits.patience)
        try:
            outcome: Done[T] | Verdict = pickle.loads(future.result(timeout=limits.patience + GRACE_SECONDS))
            return outcome
        except TimeoutError:
            if not future.done():  # not pebble's word but ours: the pool no longer answers
                self.close()
            return _late(limits)
        except ProcessExpired as error:
            return ended(error.exitcode, limits)
        except BrokenProcessPool:
            raise
        except Exception as error:  # noqa: BLE001 - what cannot be pickled, either way: our fault, but this document's end only
            return Verdict(ParserCrashed.code, fault.told(error))

    def _running(self) -> ProcessPool:
        if self._pool is None or not self._pool.active:
            self.close()
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=CALLS_PER_CHILD,
                initializer=steps.enter,
                initargs=(self._limits.memory_bytes,),
                context=_CONTEXT,
            )
        return self._pool

    def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _late(limits: Limits) -> Verdict:
    most = f"{limits.wall_seconds:g} s, and what its pages and text give it more"
    return Verdict(ResourceLimit.code, f"not finished within {most}: raise KUAIBAO_PARSE_SECONDS, or split the file")


def ended(exit_code: int, limits: Limits) -> Verdict:
    """Return what the end of a process without an outcome says about the document that it worked on."""
    if exit_code == -SIGALRM:
        return _late(limits)
    if exit_code == -SIGXCPU:
        what = "the document needs more processor time than it may have: raise KUAIBAO_CPU_SECONDS, or split the file"
        return Verdict(ResourceLimit.code, what)
    how = f"was ended by {_signal_name(-exit_code)}" if exit_code < 0 else f"ended with status {exit_code}"
    return Verdict(ParserCrashed.code, f"the process that worked on the document {how}: look at the file, then `kuaibao retry`", again=True)


def _signal_name(number: int) -> str:
    try:
        return Signals(number).name
    except ValueError:
        return f"signal {number}"


_main_lock = threading.Lock()


@contextmanager
def _nameless_main() -> Iterator[None]:
    """Hide the program's main module: a child would import it again, and with it Prefect and the database."""
    with _main_lock:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class _Child(ForkServerProcess):
    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 - the name that multiprocessing calls
        with _nameless_main():
            return ForkServerProcess._Popen(process_obj)  # noqa: SLF001


class _Context(ForkServerContext):
    """Children forked from a server that has the parsers in memory and nothing else: a new one costs milliseconds."""

    Process = _Child


_CONTEXT = _Context()
_CONTEXT.set_forkserver_preload(["flows.preload"])
