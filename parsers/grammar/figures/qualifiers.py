"""How exact a figure is: 约, 近, 超, 不足 in front of it, 以上, 左右 behind it."""

import re
from functools import cache
from typing import Literal

from seeds import vocabulary

Bound = Literal["exact", "about", "at_least", "more_than", "less_than"]
_LONGEST = 3
# 3000元多，
_ODD = ("多", "余")
# 8亩多土地, not 8亩多年生牧草
_OF_LAND = re.compile(r"亩[多余](?:的|土地|地|田|山|林|[水旱耕坡林荒园]地|果园|茶园|菜地|竹林|鱼塘|大棚)")


@cache
def _words(side: str) -> dict[str, Bound]:
    words: dict[str, Bound] = vocabulary("qualifiers")[side]
    return words


@cache
def _guards() -> dict[str, str]:
    guards: dict[str, str] = vocabulary("qualifiers")["guards"]
    return guards


@cache
def _edges(side: str) -> frozenset[str]:
    """Return the characters with which the words of a side touch their figure: most figures are touched by others."""
    return frozenset(word[-1] for word in _words(side)) if side == "before" else frozenset([*(word[0] for word in _words(side)), *_ODD])


def qualifier_before(text: str, start: int) -> tuple[Bound | None, int]:
    """Return what the words in front of `start` say, and where they begin; (None, start) where they say nothing."""
    if text[start - 1 : start] not in _edges("before"):
        return None, start
    words = _words("before")
    for length in range(_LONGEST, 0, -1):
        written = text[max(0, start - length) : start]
        if written in words and len(written) == length:
            guarded = text[start - length - 1 : start - length] if start > length else ""
            if guarded and guarded in _guards().get(written, ""):
                return None, start
            return words[written], start - length
    return None, start


def qualifier_after(text: str, stop: int) -> tuple[Bound | None, int]:
    """Return what the words behind `stop` say, and where they end; (None, stop) where they say nothing."""
    if text[stop : stop + 1] not in _edges("after"):
        return None, stop
    words = _words("after")
    for length in range(_LONGEST, 0, -1):
        written = text[stop : stop + length]
        if written in words and len(written) == length:
            return words[written], stop + length
    if text[stop : stop + 1] in _ODD and (stop + 1 == len(text) or text[stop + 1] in "，。；、！？,;" or _OF_LAND.match(text, stop - 1)):
        return "more_than", stop + 1
    return None, stop
