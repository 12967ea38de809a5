"""Faults in our own code, in words: the file is not to blame, and whoever mends it needs the line."""

from pathlib import Path
from traceback import walk_tb


def told(error: BaseException) -> str:
    """Return what went wrong, in which line of which file, and what a person can do about it."""
    at = [f" at line {line} of {Path(frame.f_code.co_filename).name}" for frame, line in walk_tb(error.__traceback__)]
    return f"{type(error).__name__}: {error}{at[-1] if at else ''}: a fault of kuaibao's own, to be reported with the file"
