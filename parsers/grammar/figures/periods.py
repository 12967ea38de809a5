"""The time that a figure is about, worked out from the words before it and the document's own date, never from the clock."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from parsers.grammar.dates import calendar_day
from parsers.grammar.figures.turns import Time, Turns, against, of_each, year_sooner
from parsers.grammar.numerals import narrowed, to_int
from parsers.grammar.scanning import tried

_TO = r"[—―–\-－~～至到]{1,2}"
_N = r"\d{1,2}|[一二两三四五六七八九十]{1,2}"
_PART = rf"上半年|下半年|前三季度|(?<![此之以目])前(?:{_N})个月|(?:第?[一二三四1-4])季度|[一二三四]季度"
_PLANS = ("十五", "十一五", "十二五", "十三五", "十四五", "十五五")
_YEARS = {"今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_PARTS = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
# 比上半年加快, 较7月末提高, 比2020年提高: what a figure is compared with is not its time
_EXPRESSION = re.compile(
    rf"(?<![比较])(?:(?P<from>20\d\d){_TO}(?P<until>20\d\d)年(?![）)》])"
    rf"|(?P<year>20\d\d)年(?!{_TO}|[）)》]|的 ?\d[\d.]*倍)(?P<detail>(?P<m1>\d{{1,2}})(?:月?{_TO}(?P<m2>\d{{1,2}}))?月(?:份|底|末)?(?:(?P<day>\d{{1,2}})日)?|(?P<part>{_PART})|以来|来)?"
    rf"|(?P<named>今年|本年度|去年|上年(?!度)|前年|明年)(?!同期)(?P<also>(?P<n1>\d{{1,2}})(?:月?{_TO}(?P<n2>\d{{1,2}}))?月(?:份|底|末)?(?:(?P<nday>\d{{1,2}})日)?|(?P<npart>{_PART})|以来)?"
    rf"|近?(?P<count>{_N})(?P<span>年|个月)(?:多)?来|近(?P<recent>{_N})(?P<recent_span>年|个月)(?=，|,|累计|全)"
    r"|(?P<month>上个?月|本月)(?![份度]?度)|“?(?P<plan>十[一二三四五]五)”?(?:规划)?(?P<of_plan>期间|时期|以来|期?末)"
    r"|(?P<now>截至目前|目前|截至(?:现在|今日)|现有)|(?P<whole>全年|年内)"
    rf"|(?P<half>{_PART})|(?<![\d年])(?P<a>\d{{1,2}})月?{_TO}(?P<b>\d{{1,2}})月(?:份)?|(?<![\d年—-])(?P<m>\d{{1,2}})月(?!{_TO})(?:份|底|末)?(?:(?P<d>\d{{1,2}})日)?)"
)


# 9月底|前, 年底|之前, 6月20日|前
_DEADLINE = re.compile(r"(?:(?<=[月日底末])|(?<=年)[底末])(?:之|以)?前(?![后期列\d])")
# 自2021年3月|以来, 自2022年|建成以来
_SINCE = re.compile(r"[^，。；、\d]{0,8}?(?:以来|至今)")
# 6月17日|，记者从郸城县农业农村局了解到
_DATELINE = re.compile(r"，?(?:[^，。；\d]{0,6})?记者(?:从|在)[^。；]{0,30}?(?:获悉|了解到|看到|采访)")
# days beyond which a fact is not meant to lie ahead; months in which 全年 is said of the year that is over
_FAR_AHEAD, _NEW_YEAR = 92, 2
# what an expression can begin with, and go on with
_BEGINS = re.compile(r"[今本去上前明近截目现全年下第一二两三四五六七八九十\d](?=[\d年半三个季月内前有至到—―–\-－~～一二两四五六七八九十])")


class Periods:
    """Answers for each place of one passage which period governs it."""

    def __init__(self, text: str, day: str | None) -> None:
        """Read the expressions of time of a passage once; `day` is the ISO date of the document."""
        plain = narrowed(text)
        self._today = date.fromisoformat(day[:10]) if day else None
        held: Turns = [(time.end, time) for time in _times(plain, self._today)]
        turns = against(plain, of_each(plain, held), self._today.year if self._today else None)
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
    first, last = (day and year_sooner(day) for day in (time.first, time.last))
    return time._replace(first=first, last=last)


def _times(text: str, today: date | None) -> Iterator[Time]:
    year = today.year if today else None
    assumed = True
    for match in tried(_EXPRESSION, text, _BEGINS):
        if _says_nothing(text, match):
            continue
        assumed = assumed and not (match["year"] or match["from"] or match["named"])
        # 2024年，…。今年，…: of an undated text nobody knows whether that is the same year
        year = _year(match, today) or (None if match["named"] else year)
        first, last = _period(match, year, today)
        if text[max(0, match.start() - 2) : match.start()] in ("截至", "截止"):
            first = None
        if _SINCE.match(text, match.end()) and text[match.start() - 1 : match.start()] in ("自", "从"):
            last = today.isoformat() if today else None
        deadline = bool(_DEADLINE.match(text, match.end())) or (match["of_plan"] or "").endswith("末")
        yield Time(first, last, *match.span(), assumed, match["whole"] == "全年", deadline)


def _says_nothing(text: str, match: re.Match[str]) -> bool:
    """Tell whether an expression is of no figure's time: in the title of a paper (《2024年…方案》), or the day on which a reporter heard of it."""
    in_title = text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start())
    return in_title or (match[0].endswith("日") and bool(_DATELINE.match(text, match.end())))


def _year(match: re.Match[str], today: date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    return today.year + _YEARS[match["named"]] if match["named"] and today else None


def _period(match: re.Match[str], year: int | None, today: date | None) -> tuple[str | None, str | None]:
    if match["plan"] or match["from"] or match["count"] or match["recent"] or match["now"] or match["month"]:
        return _without_year(match, today)
    if year is None:
        return None, None
    tail = match["detail"] or match["also"] or ""
    if tail in ("以来", "来"):
        return f"{year}-01-01", today.isoformat() if today else None
    months = _months(match)
    day = match["day"] or match["nday"] or match["d"]
    return _one_day(year, months[0], int(day)) if day else _span(year, *months)


def _without_year(match: re.Match[str], today: date | None) -> tuple[str | None, str | None]:
    """Return the period of an expression that has its years in it, or counts from the document's day."""
    if match["from"]:
        return f"{match['from']}-01-01", f"{match['until']}-12-31"
    if match["plan"]:
        return _of_plan(match["plan"], match["of_plan"], today)
    if match["month"]:
        return _of_month(match["month"], today) if today else (None, None)
    if match["now"]:
        return None, today.isoformat() if today else None
    return _backwards(match["count"] or match["recent"], match["span"] or match["recent_span"], today)


def _of_plan(plan: str, of: str, today: date | None) -> tuple[str | None, str | None]:
    """Return the five years of a plan (十三五 is 2016 to 2020), up to the document's day, or its last day."""
    last = 2005 + 5 * _PLANS.index(plan)
    if of.endswith("末"):
        return None, f"{last}-12-31"
    return f"{last - 4}-01-01", today.isoformat() if of == "以来" and today else f"{last}-12-31"


def _of_month(named: str, today: date) -> tuple[str | None, str | None]:
    year, month = divmod(today.year * 12 + today.month - 1 - named.startswith("上"), 12)
    return _span(year, month + 1, month + 1)


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and last month of an expression within its year."""
    part = match["part"] or match["npart"] or match["half"]
    if part in _PARTS:
        return _PARTS[part]
    if part and part.startswith("前"):
        return 1, to_int(part[1:-2])
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
