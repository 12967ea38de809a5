"""What runs in a child process: the parsers' steps on one document, with every way of failing turned into a verdict."""

import math
import os
import pickle
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from flows import fault
from flows.borrowed import Borrowed, source_of
from parsers import allowance
from parsers import parse as parsing
from parsers.detect import Detection
from parsers.document import Document
from parsers.errors import KuaibaoError, ParserCrashed, ResourceLimit
from parsers.reading import Reading
from storage.errors import ObjectUnreadable, VaultDamaged, VaultUnreachable
from storage.prepared import Prepared, prepare

T = TypeVar("T")
# Not a parser's verdict on a document but ours on our own store, so it is no KuaibaoError.
VAULT_DAMAGED = "vault_damaged"
# Our store does not answer now: no verdict at all, whoever asks again later is answered.
VAULT_AWAY = "vault_away"
# The most seconds of processor time that a document may ask for over its limit: 500 pages, or 60 to recognise.
MOST_GRANTED = 3600.0
# How much of the wall clock comes with a second of processor time, since others use the machine too.
WALL_PER_CPU = 2.0
# So long a child works before it hands over what it has: each handing over wakes five threads, and an urgent document waits for it.
LOT_SECONDS = 0.1
# characters parsed in a second by a slow machine
_PARSED_A_SECOND = 5000


@dataclass(frozen=True)
class Parsed:
    """All that the steps say about one source: its rows, and of each document, as JSON, what people are shown of a run."""

    prepared: Prepared
    shown: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, reading: Reading, documents: list[Document]) -> Self:
        """Make ready to store what was parsed: here, where it is at hand, and not after it has crossed a pipe."""
        return cls(prepare(reading, documents), tuple(d.model_dump(mode="json", include=_SHOWN) for d in documents))


_SHOWN = {
    "document_id",
    "doc_type",
    "kicker",
    "title",
    "subtitle",
    "publication",
    "issue_number",
    "issue_date",
    "classification",
    "findings",
}


@dataclass(frozen=True)
class Done(Generic[T]):
    """A step's result and the seconds that it took in the child."""

    value: T
    seconds: float


@dataclass(frozen=True)
class Verdict:
    """Why a step has no result; `again` says that another try may end otherwise (the child died, which need not be the file's fault)."""

    code: str
    message: str
    again: bool = False


def read(lent: Borrowed) -> tuple[Reading, Detection]:
    """Read a source from its vault path and say its type."""
    reading = parsing.read(source_of(lent))
    _ask_for(reading)
    return reading, parsing.detect(reading)


def parse(lent: Borrowed, reading: Reading, detection: Detection) -> list[Document]:
    """Return the documents of a reading."""
    _ask_for(reading)
    return parsing.parse(source_of(lent), reading, detection)


def validate(reading: Reading, documents: list[Document]) -> Parsed:
    """Return the documents with the findings of all checks, ready to be stored."""
    _ask_for(reading)
    return Parsed.of(reading, parsing.validate(reading, documents))


def whole(lent: Borrowed) -> Parsed:
    """Do all the steps on one source, so that nothing but the result crosses the pipe."""
    source = source_of(lent)
    reading = parsing.read(source)
    _ask_for(reading)
    detection = parsing.detect(reading)
    return validate(reading, parsing.parse(source, reading, detection))


def several(works: Sequence[Borrowed], cpu_seconds: float, wall_seconds: float) -> list[bytes]:
    """Do all the steps on one source after the other, each under limits of its own, for LOT_SECONDS; return the first outcomes, pickled."""
    until = time.monotonic() + LOT_SECONDS
    outcomes = []
    for work in works:
        outcomes.append(run(whole, (work,), cpu_seconds, wall_seconds))
        if time.monotonic() > until:
            break
    return outcomes


def _ask_for(reading: Reading) -> None:
    allowance.ask(len(reading) / _PARSED_A_SECOND)


def run(step: Callable[..., object], arguments: tuple[object, ...], cpu_seconds: float, wall_seconds: float) -> bytes:
    """Call a step under its own limits of time, which grow with what is asked for in parsers.allowance.

    Return its outcome, pickled here so that failing at that is a verdict too.
    """
    _allow_cpu(cpu_seconds)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
    asking = allowance.GRANT.set(_Grant())
    try:
        outcome = _tried(step, arguments)
        return pickle.dumps(outcome) if isinstance(outcome, Verdict) else outcome
    finally:
        allowance.GRANT.reset(asking)
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Grant:
    """Gives one document the time that it asks for, up to MOST_GRANTED."""

    def __init__(self) -> None:
        self._left = MOST_GRANTED

    def __call__(self, seconds: float) -> None:
        given = min(seconds, self._left)
        self._left -= given
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft + math.ceil(given), hard))
        signal.setitimer(signal.ITIMER_REAL, signal.getitimer(signal.ITIMER_REAL)[0] + WALL_PER_CPU * given)


def _tried(step: Callable[..., object], arguments: tuple[object, ...]) -> bytes | Verdict:
    started = time.perf_counter()
    try:
        value = step(*arguments)
        return pickle.dumps(Done(value, time.perf_counter() - started))
    except MemoryError:
        return Verdict(ResourceLimit.code, "the document needs more memory than it may have: raise KUAIBAO_MEMORY_MB, or split the file")
    except KuaibaoError as error:
        return Verdict(error.code, str(error))
    except VaultDamaged as error:
        return Verdict(VAULT_DAMAGED, str(error), again=isinstance(error, ObjectUnreadable))
    except VaultUnreachable as error:
        return Verdict(VAULT_AWAY, str(error), again=True)
    except BaseException as error:  # noqa: BLE001 - the edge of a run: the failure is recorded, the worker lives on
        return Verdict(ParserCrashed.code, fault.told(error))


def _allow_cpu(seconds: float) -> None:
    # The limit counts over the whole life of a process, and ours serves many documents.
    spent = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(spent.ru_utime + spent.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def enter(memory_bytes: int) -> None:
    """Prepare a child process: end with the parent, keep to the memory it may have beyond what it starts with, leave no core files."""
    _end_with_parent()
    most = _held() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _held() -> int:
    """Return the bytes of address space that this process has: libraries reserve, and never use, up to a gigabyte of it."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _end_with_parent() -> None:
    threading.Thread(target=_watch_parent, daemon=True).start()
    if sys.platform == "linux":
        import ctypes

        # Also ends a child that loops inside C code, where no Python thread gets a turn.
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def ready() -> int:
    """Return the child's process id: asked once of each child, so that start-up is paid before the first document."""
    return os.getpid()
