"""Units and measure words: what may stand behind a figure, longest first, and the kind of quantity that each counts."""

from functools import cache
from typing import NamedTuple

from seeds import vocabulary


class MeasureWord(NamedTuple):
    """A unit as written, the unit that is reported for it, and its dimension (money, length, people …)."""

    written: str
    unit: str
    dimension: str


@cache
def measure_words() -> dict[str, MeasureWord]:
    """Return all units of seeds/vocabularies/units.toml by their written form."""
    words = vocabulary("units")
    aliases: dict[str, str] = words["aliases"]
    return {
        written: MeasureWord(written, aliases.get(written, written), dimension)
        for dimension, entries in words["dimensions"].items()
        for written in entries
    }


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the units that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in measure_words():
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def unit_at(text: str, start: int) -> MeasureWord | None:
    """Return the longest unit that begins at `start`, as code points of `text`; None where none does."""
    words = measure_words()
    for length in _lengths().get(text[start : start + 1], ()):
        word = words.get(text[start : start + length])
        if word:
            return word
    return None
