"""Digits that are no figures: hotlines, names, document numbers, dates, clock times; each by the name of its kind."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from parsers.grammar.moments import MOMENT
from parsers.grammar.scanning import tried
from seeds import vocabulary

# where a trap can begin: at a letter or digit with none before it, or at what stands before a digit
_BEFORE_DIGIT = r"〔\[［【（(①“\"‘「第+＋图表"
_BEGINS = re.compile(
    rf"[A-Za-z\d₀-₉⁰-⁹附{_BEFORE_DIGIT}]"
    rf"(?:(?<=[A-Za-z])(?<![A-Za-z]{{2}})|(?<=\d)(?<!\d\d)|(?<=[₀-₉⁰-⁹])|(?<=[{_BEFORE_DIGIT}])(?=\d)|(?<=附)(?=件\d))"
)


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


@lru_cache(maxsize=256)
def traps(text: str) -> tuple[Trap, ...]:
    """Return all named traps and dates of `text`, in order, as code points. The checks ask for the same texts again."""
    pattern, names = _pattern()
    return tuple(Trap(names[(match.lastindex or 1) - 1], *match.span()) for match in tried(pattern, text, _BEGINS))
