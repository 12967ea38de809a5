"""One call in a child process of its own, forked from this one: for a command that reads a file or two and must not wait for a pool."""

import pickle
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from flows import steps
from flows.isolate import Limits, ended
from flows.steps import Done, Verdict

T = TypeVar("T")


def once(step: Callable[..., T], *arguments: object, limits: Limits) -> Done[T] | Verdict:
    """Call a function in a child within limits; blocks until the outcome is known, and never raises."""
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(sending, step, arguments, limits))
    child.start()
    sending.close()
    try:
        outcome: Done[T] | Verdict = pickle.loads(receiving.recv_bytes())
    except (EOFError, OSError):  # it ended without a word, or in the middle of one
        child.join()
        return ended(child.exitcode or 0, limits)
    child.join()
    return outcome


def _work(sending: Connection, step: Callable[..., object], arguments: tuple[object, ...], limits: Limits) -> None:
    steps.enter(limits.memory_bytes)
    sending.send_bytes(steps.run(step, arguments, limits.cpu_seconds, limits.wall_seconds))
