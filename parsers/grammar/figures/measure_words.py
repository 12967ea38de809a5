"""Units and measure words: what may stand behind a figure, longest first, and the kind of quantity that each counts."""

import re
from functools import cache
from typing import NamedTuple

from seeds import vocabulary

_PER = re.compile(r"(?:/(?:平方米|立方米|公里|公顷|小时|公斤|亩|日|天|年|月|人|户|吨|斤|株|秒|升))+")

# 高1.1个和0.8个百分点: the first are such points too
_POINTS = re.compile(r"(?:[、和及]\d+(?:\.\d+)?个)*[、和及]\d+(?:\.\d+)?个百分点")
# （只、匹） in 头（只、匹）
_SEVERAL = re.compile(r"[（(](?:[^\W\da-zA-Z_][、，/])+(?P<last>[^\W\da-zA-Z_])[)）]")
# （箱） in 羽（箱）
_BRACKET = 3


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
    """Return the longest unit that begins at `start`, as code points of `text`, with what it is per (元/亩); None where none does."""
    words = measure_words()
    for length in _lengths().get(text[start : start + 1], ()):
        word = words.get(text[start : start + length])
        if word and not _is_part(word, text[start + length : start + length + 1]):
            return _extended(text, start + length, word)
    return None


def _is_part(word: MeasureWord, behind: str) -> bool:
    guards: dict[str, str] = vocabulary("units")["guards"]
    only: dict[str, str] = vocabulary("units")["only_before"]
    if word.written in only:
        return bool(behind) and behind not in only[word.written] and not behind.isdecimal()
    return bool(behind) and behind in guards.get(word.written, "")


def _extended(text: str, stop: int, word: MeasureWord) -> MeasureWord:
    """Return 家（次） as 家次, 羽（箱） and 头（只、匹） whole, and 尾 in 尾/亩 with its 亩."""
    if word.written == "个" and _POINTS.match(text, stop):
        return measure_words()["个百分点"]._replace(written=word.written)
    several = _SEVERAL.match(text, stop)
    if several and several["last"] in measure_words():
        return word._replace(written=word.written + several[0])
    bracket = text[stop : stop + 3]
    times = measure_words().get(f"{word.written}次") if bracket in ("（次）", "(次)") else None
    if times:
        return times._replace(written=f"{word.written}{bracket}")
    if len(bracket) == _BRACKET and bracket[0] + bracket[2] in ("（）", "()") and bracket[1] in measure_words():
        return word._replace(written=word.written + bracket)
    per = _PER.match(text, stop)
    return word._replace(written=word.written + per[0], unit=word.unit + per[0]) if per else word
