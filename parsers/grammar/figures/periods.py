"""The time that a figure is about, worked out from the words before it and the document's own date, never from the clock."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from parsers.grammar.dates import calendar_day
from parsers.grammar.numerals import narrowed, to_int
from parsers.grammar.scanning import tried

_TO = r"[—―–\-－~～至到]{1,2}"
_N = r"\d{1,2}|[一二两三四五六七八九十]{1,2}"
_PART = r"上半年|下半年|前三季度|(?:第?[一二三四1-4])季度|[一二三四]季度"
_YEARS = {"今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
# 比上半年加快, 较7月末提高, 比2020年提高: what a figure is compared with is not its time
_EXPRESSION = re.compile(
    rf"(?<![比较])(?:(?P<from>20\d\d){_TO}(?P<until>20\d\d)年(?![）)》])"
    rf"|(?P<year>20\d\d)年(?!{_TO}|[）)》]|的 ?\d[\d.]*倍)(?P<detail>(?P<m1>\d{{1,2}})(?:月?{_TO}(?P<m2>\d{{1,2}}))?月(?:份|底|末)?(?:(?P<day>\d{{1,2}})日)?|(?P<part>{_PART})|以来|来)?"
    rf"|(?P<named>今年|本年度|去年|上年(?!度)|前年|明年)(?!同期)(?P<also>(?P<n1>\d{{1,2}})(?:月?{_TO}(?P<n2>\d{{1,2}}))?月(?:份|底|末)?(?:(?P<nday>\d{{1,2}})日)?|(?P<npart>{_PART})|以来)?"
    rf"|近?(?P<count>{_N})(?P<span>年|个月)(?:多)?来|近(?P<recent>{_N})(?P<recent_span>年|个月)(?=，|,|累计|全)"
    r"|(?P<now>截至目前|目前|截至(?:现在|今日)|现有)|(?P<whole>全年|年内)"
    rf"|(?P<half>{_PART})|(?<![\d年])(?P<a>\d{{1,2}})月?{_TO}(?P<b>\d{{1,2}})月(?:份)?|(?<![\d年—-])(?P<m>\d{{1,2}})月(?!{_TO})(?:份|底|末)?(?:(?P<d>\d{{1,2}})日)?)"
)


# 较2023年的118.6亿元增长20%, 由2018年的9.6万亩发展到13.4万亩: the year of that one figure
_AGAINST = re.compile(r"[比较由从](?P<year>(?:19|20)\d\d)年(?:同期|[底末])?的(?=\d)(?P<figure>[\d.,]+[^\d，。；、增提下减上升扩]{1,6})")
# 立案2457起，较上年同期2378起上升: the year before what held so far
_YEAR_BEFORE = re.compile(
    r"[比较](?:上年|去年)同期(?:[^，。；、\d]{0,8})(?=\d)(?P<figure>[\d.,]+[^，。；、\d%]{1,4}?)(?=上升|下降|增长|增加|减少|提高|降低|下滑|净[增减])"
)
# 9月底|前, 年底|之前, 6月20日|前
_DEADLINE = re.compile(r"(?:(?<=[月日底末])|(?<=年)[底末])(?:之|以)?前(?![后期列\d])")
# days beyond which a fact is not meant to lie ahead; months in which 全年 is said of the year that is over
_FAR_AHEAD, _NEW_YEAR = 92, 2
# what an expression can begin with, and go on with
_BEGINS = re.compile(r"[今本去上前明近截目现全年下第一二两三四五六七八九十\d](?=[\d年半三个季月内前有至到—―–\-－~～一二两四五六七八九十])")


class Time(NamedTuple):
    """A period in running text: ISO days, None where open or not to be known, where it stands; whether its year is only that of the document, it is 全年, or a deadline."""

    first: str | None
    last: str | None
    start: int
    end: int
    assumed: bool = False
    whole: bool = False
    deadline: bool = False


_Turns = list[tuple[int, Time | None]]


class Periods:
    """Answers for each place of one passage which period governs it."""

    def __init__(self, text: str, day: str | None) -> None:
        """Read the expressions of time of a passage once; `day` is the ISO date of the document."""
        plain = narrowed(text)
        self._today = date.fromisoformat(day[:10]) if day else None
        held: _Turns = [(time.end, time) for time in _times(plain, self._today)]
        turns = _against(plain, held)
        self._places = [place for place, _ in turns]
        self._times = [time for _, time in turns]

    def at(self, place: int, *, is_fact: bool = False) -> Time | None:
        """Return the last period named before `place`, a code point of the passage; None where none is. That of a fact is none to come."""
        index = bisect_right(self._places, place) - 1
        time = self._times[index] if index >= 0 else None
        return _of_fact(time, self._today) if is_fact and time and self._today else time


def _of_fact(time: Time, today: date) -> Time | None:
    """Return the time that a fact can be of: none where only a plan's deadline (9月底前) is named, which is yet to come."""
    if time.deadline and (time.last or "") > today.isoformat():
        return None
    return _past(time, today) if time.assumed else time


def _past(time: Time, today: date) -> Time:
    """Return a time in the year before, where it lies far ahead: 12月, 下半年, and 全年, in an issue of January."""
    begins = time.first or f"{(time.last or today.isoformat())[:7]}-01"
    is_ahead = (date.fromisoformat(begins) - today).days > _FAR_AHEAD
    if not is_ahead and not (time.whole and today.month <= _NEW_YEAR):
        return time
    first, last = (day and _year_sooner(day) for day in (time.first, time.last))
    return time._replace(first=first, last=last)


def _year_sooner(day: str) -> str:
    return f"{int(day[:4]) - 1}{day[4:]}".replace("-02-29", "-02-28")


def _against(text: str, turns: _Turns) -> _Turns:
    """Return from where each time holds, with those of figures that others are compared with: behind each what held before holds again."""
    for match in _AGAINST.finditer(text):
        before = [turn for turn in turns if turn[0] <= match.start()]
        year, (start, end) = match["year"], match.span("figure")
        own = Time(f"{year}-01-01", f"{year}-12-31", match.start("year"), start)
        after = [turn for turn in turns if turn[0] > start]
        turns = [*before, (start, own), (end, before[-1][1] if before else None), *after]
    return _year_before(text, turns)


def _year_before(text: str, turns: _Turns) -> _Turns:
    for match in _YEAR_BEFORE.finditer(text) if "同期" in text else ():
        held = next((time for place, time in reversed(turns) if place <= match.start()), None)
        if held and held.first and held.last:
            first, last = map(_year_sooner, (held.first, held.last))
            own = held._replace(first=first, last=last)
            turns = sorted([*turns, (match.start("figure"), own), (match.end("figure"), held)], key=lambda turn: turn[0])
    return turns


def _times(text: str, today: date | None) -> Iterator[Time]:
    year = today.year if today else None
    assumed = True
    for match in tried(_EXPRESSION, text, _BEGINS):
        assumed = assumed and not (match["year"] or match["from"] or match["named"])
        # 2024年，…。今年，…: of an undated text nobody knows whether that is the same year
        year = _year(match, today) or (None if match["named"] else year)
        first, last = _period(match, year, today)
        if text[max(0, match.start() - 2) : match.start()] in ("截至", "截止"):
            first = None
        yield Time(first, last, *match.span(), assumed, match["whole"] == "全年", _DEADLINE.match(text, match.end()) is not None)


def _year(match: re.Match[str], today: date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    return today.year + _YEARS[match["named"]] if match["named"] and today else None


def _period(match: re.Match[str], year: int | None, today: date | None) -> tuple[str | None, str | None]:
    if match["from"]:
        return f"{match['from']}-01-01", f"{match['until']}-12-31"
    if match["count"] or match["recent"]:
        return _backwards(match["count"] or match["recent"], match["span"] or match["recent_span"], today)
    if match["now"]:
        return None, today.isoformat() if today else None
    if year is None:
        return None, None
    tail = match["detail"] or match["also"] or ""
    if tail in ("以来", "来"):
        return f"{year}-01-01", today.isoformat() if today else None
    months = _months(match)
    day = match["day"] or match["nday"] or match["d"]
    if day:
        return _one_day(year, months[0], int(day))
    return _span(year, *months)


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and last month of an expression within its year."""
    part = match["part"] or match["npart"] or match["half"]
    if part in _PARTS:
        return _PARTS[part]
    if part:
        quarter = to_int(part.removeprefix("第")[0])
        return quarter * 3 - 2, quarter * 3
    first = match["m1"] or match["n1"] or match["a"] or match["m"]
    if not first:
        return 1, 12
    return int(first), int(match["m2"] or match["n2"] or match["b"] or first)


def _span(year: int, first: int, last: int) -> tuple[str | None, str | None]:
    if not 1 <= first <= last <= 12:
        return None, None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"


def _one_day(year: int, month: int, day: int) -> tuple[str | None, str | None]:
    found = calendar_day(year, month, day)
    iso = found.isoformat() if found else None
    return iso, iso


def _backwards(count: str, unit: str, today: date | None) -> tuple[str | None, str | None]:
    """Return the years or months up to the document's date; both open where it has none."""
    if not today:
        return None, None
    months = to_int(count) * (12 if unit == "年" else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    first = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return (first + timedelta(days=1)).isoformat(), today.isoformat()
