"""Digits that are no figures: hotlines, names, document numbers, dates, clock times; each by the name of its kind."""

import re
from functools import cache
from typing import NamedTuple

from parsers.grammar.moments import MOMENT
from seeds import vocabulary

# where a trap can begin: trying all of them only there is several times as fast as searching for them
_CANDIDATE = re.compile(r"(?<![A-Za-z])[A-Za-z]|(?<!\d)\d|[₀-₉⁰-⁹]|[〔\[［【（(①“\"‘「第+＋图表](?=\d)|附件\d")


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
    found: list[Trap] = []
    done = 0
    for candidate in _CANDIDATE.finditer(text):
        if candidate.start() >= done:
            match = pattern.match(text, candidate.start())
            if match:
                done = match.end()
                found.append(Trap(names[(match.lastindex or 1) - 1], *match.span()))
    return found
