"""What parsers may do to the child process that they run in; imported there, so it imports nothing that children do without."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import PosixPath

from parsers.errors import EvidenceBroken, NoContent


def loop() -> None:
    while True:
        pass


def hang() -> None:
    time.sleep(600)


def hang_in_c() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def eat() -> int:
    return len(bytearray(2 << 30))


def give_back_too_much() -> bytes:
    return bytes(350 << 20)


def crash() -> None:
    ctypes.string_at(0)


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(7)


def exit_politely() -> None:
    sys.exit("enough")


def refuse() -> None:
    raise NoContent("nothing visible in it: look at the file")


def break_evidence() -> None:
    raise EvidenceBroken("title does not re-resolve")


def stumble() -> None:
    raise IndexError("list index out of range")


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1)


def answer_with_code() -> Callable[[], None]:
    return lambda: None


def who(number: int = 0) -> tuple[int, int]:
    return number, os.getpid()


def burn(seconds: float) -> float:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


def modules() -> set[str]:
    return {name.split(".")[0] for name in sys.modules}


class Deadly(PosixPath):
    """A document that ends whoever reads it."""

    def read_bytes(self) -> bytes:
        kill_itself()
        return b""


class Slow(PosixPath):
    """A document that takes longer to read than a child works before it hands over what it has."""

    def read_bytes(self) -> bytes:
        time.sleep(0.3)
        return super().read_bytes()
