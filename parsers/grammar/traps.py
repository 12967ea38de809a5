"""Digits that are no figures: hotlines, names, document numbers, dates, clock times; each by the name of its kind."""

import re
from functools import cache
from typing import NamedTuple

from parsers.grammar.moments import MOMENT
from seeds import vocabulary


class Trap(NamedTuple):
    """A stretch `[start, end)` of a text whose digits are accounted for by `name`."""

    name: str
    start: int
    end: int


@cache
def _pattern() -> tuple[re.Pattern[str], tuple[str, ...]]:
    entries = vocabulary("figure_traps")["traps"]
    parts = [f"({entry['pattern']})" for entry in entries]
    return re.compile("|".join([*parts, f"({MOMENT})"])), (*(entry["name"] for entry in entries), "date or time")


def traps(text: str) -> list[Trap]:
    """Return all named traps and dates of `text`, in order, as code points."""
    pattern, names = _pattern()
    return [Trap(names[(m.lastindex or 1) - 1], *m.span()) for m in pattern.finditer(text)]
