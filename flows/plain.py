"""How answers are printed for programs; without rich, whose import a program need not wait for."""

import json
import sys


def print_json(value: object) -> None:
    """Print one JSON value as UTF-8, whatever the terminal's own encoding is."""
    # A lone surrogate (from a file name that is not UTF-8) is written as JSON's own escape.
    print_line(json.dumps(value, ensure_ascii=False, indent=2))


def print_line(text: str) -> None:
    """Print text that a program reads: UTF-8, nothing folded."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
