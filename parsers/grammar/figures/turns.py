"""From where in a passage which time holds: until the next is named, but for single figures that are of another."""

import re
from itertools import pairwise
from typing import NamedTuple

# 较2023年的118.6亿元增长20%, 由2018年的9.6万亩发展到13.4万亩: the year of that one figure
_AGAINST = re.compile(r"[比较由从](?P<year>(?:19|20)\d\d)年(?:同期|[底末])?的(?=\d)(?P<figure>[\d.,]+[^\d，。；、增提下减上升扩]{1,6})")
# 立案2457起，较上年同期2378起上升: the year before what held so far
_YEAR_BEFORE = re.compile(
    r"[比较](?:上年|去年)同期(?:[^，。；、\d]{0,8})(?=\d)(?P<figure>[\d.,]+[^，。；、\d%]{1,4}?)(?=上升|下降|增长|增加|减少|提高|降低|下滑|净[增减])"
)
# 完成3.8亿元，去年同期为3.2亿元
_THEN = re.compile(
    r"(?<![比较与同和跟于是为达到])(?:上年|去年)同期(?!的\d[\d.]*[%倍])[，,]?[^，。；：、,\d]{0,12}(?=\d)(?P<figure>[\d.,]+[^\d，。；、]{1,6})"
)
# 2022年、2023年和今年上半年，分别完成投资 | 一季度、二季度分别新增企业
_EACH = re.compile(r"，?[^，。；：、\d]{0,12}?分别[^，。；：、\d]{0,12}")
_FIGURE, _PARTING = re.compile(r"\d[\d.,]*[^\d，。；：、]{1,8}"), re.compile(r"[、，]|和|及")


class Time(NamedTuple):
    """A period in running text: ISO days, None where open or not to be known, where it stands; whether its year is only that of the document, it is 全年, or a deadline."""

    first: str | None
    last: str | None
    start: int
    end: int
    assumed: bool = False
    whole: bool = False
    deadline: bool = False


Turns = list[tuple[int, Time | None]]


def year_sooner(day: str) -> str:
    """Return the same ISO day of the year before."""
    return f"{int(day[:4]) - 1}{day[4:]}".replace("-02-29", "-02-28")


def against(text: str, turns: Turns, year: int | None) -> Turns:
    """Return from where each time holds, with those of figures that others are compared with: behind each what held before holds again.

    `year` is the document's: where nothing held before 去年同期, it is of the year before that.
    """
    for match in _AGAINST.finditer(text):
        before = [turn for turn in turns if turn[0] <= match.start()]
        stated, (start, end) = match["year"], match.span("figure")
        own = Time(f"{stated}-01-01", f"{stated}-12-31", match.start("year"), start)
        after = [turn for turn in turns if turn[0] > start]
        turns = [*before, (start, own), (end, before[-1][1] if before else None), *after]
    return _year_before(text, turns, year)


def _year_before(text: str, turns: Turns, year: int | None) -> Turns:
    beside = [*_YEAR_BEFORE.finditer(text), *_THEN.finditer(text)] if "同期" in text else []
    for match in sorted(beside, key=lambda match: match.start()):
        held = next((time for place, time in reversed(turns) if place <= match.start()), None)
        if not held and year and match.re is _THEN:
            whole = Time(f"{year - 1}-01-01", f"{year - 1}-12-31", match.start(), match.start() + len("去年同期"))
            turns = sorted([*turns, (match.start("figure"), whole), (match.end("figure"), None)], key=lambda turn: turn[0])
        if held and held.first and held.last:
            first, last = map(year_sooner, (held.first, held.last))
            own = held._replace(first=first, last=last)
            turns = sorted([*turns, (match.start("figure"), own), (match.end("figure"), held)], key=lambda turn: turn[0])
    return turns


def of_each(text: str, turns: Turns) -> Turns:
    """Return the times with those of a row given to the figures of a row, one to each, where 分别 says so."""
    rows: list[list[Time]] = []
    for (_, a), (_, b) in pairwise(turns):
        if a and b and _PARTING.fullmatch(text, a.end, b.start):
            rows[-1].append(b) if rows and rows[-1][-1] is a else rows.append([a, b])
    own = [(at, time) for row in rows for at, time in _given(text, row)]
    return sorted([*turns, *own], key=lambda turn: turn[0]) if own else turns


def _given(text: str, row: list[Time]) -> Turns:
    each = _EACH.match(text, row[-1].end)
    found = [_FIGURE.match(text, each.end())] if each else []
    while found and found[-1] and (parting := _PARTING.match(text, found[-1].end())):
        found.append(_FIGURE.match(text, parting.end()))
    figures = [match for match in found if match]
    return [(match.start(), time) for match, time in zip(figures, row, strict=True)] if len(figures) == len(row) else []
