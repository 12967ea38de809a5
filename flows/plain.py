"""How answers are printed for programs; without rich, whose import a program need not wait for."""

import json
import sys
from collections.abc import Iterable


def print_json(value: object) -> None:
    """Print one JSON value as UTF-8, whatever the terminal's own encoding is."""
    # A lone surrogate (from a file name that is not UTF-8) is written as JSON's own escape.
    print_line(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_array(values: Iterable[object]) -> None:
    """Print values as `print_json` prints a list of them, each as it comes: there may be more than memory holds."""
    before = "["
    for value in values:
        told = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        _write(f"{before}\n  {told}")
        before = ","
    print_line("[]" if before == "[" else "\n]")


def print_line(text: str) -> None:
    """Print text that a program reads: UTF-8, nothing folded."""
    _write(f"{text}\n")
    sys.stdout.buffer.flush()


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
