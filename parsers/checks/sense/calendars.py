"""Days of the week and anniversaries against the calendar: 2025年10月14日（星期四）; 2025年7月1日是中国共产党成立103周年."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from parsers.checks.sense.statements import Prose, opening
from parsers.document import Finding
from parsers.grammar.dates import calendar_day
from parsers.grammar.numerals import to_int
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

_WEEKDAY = re.compile(r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日[（(]?(?:星期|周|礼拜)(?P<w>[一二三四五六日天])")
_WEEK = ("星期", "礼拜", "（周", "日周")
_YEAR = re.compile(r"(20\d\d)年")
_DAYS = "一二三四五六日"
_REACH = 60
_ANNIVERSARY = re.compile(r"(?P<n>\d{2,3}|[一二三四五六七八九十百零]{1,5})周年")
_ON_DAY = re.compile(r"(?P<y>20\d\d)年(?:\d{1,2}月\d{1,2}日，?)?(?:是|为|正值|正是|恰逢|适逢|时值|迎来)+[^，。；]{0,24}$")

# 2024年7月1日上午，某县举行庆祝中国共产党成立103周年文艺汇演
_HELD_ON = re.compile(
    r"(?P<y>20\d\d)年\d{1,2}月\d{1,2}日(?:[上下]午|晚上?|清晨|早晨|当天)?，?[^，。；\d]{0,30}，?(?:隆重)?(?:庆祝|纪念)[^，。；\d]{0,24}$"
)


# 全年空气质量优良天数328天，优良率92.3%
_CLEAN_DAYS = re.compile(
    r"(?:优良|达标|优)(?:的)?天数(?:达到?|为|共|有)*(?P<n>[23]\d\d)天，(?:空气质量)?(?:优良|达标)(?:天数)?(?:率|比例|占比)(?:达到?|为)*(?P<rate>\d\d(?:\.\d+)?)%"
)
_WHOLE_YEAR, _MONTHS = re.compile(r"全年|年度|20\d\d年"), re.compile(r"\d月|季度|半年|截[至止]|目前|今年以来")
# some days of a year have no measurement
_MOST_DAYS, _FEWEST_DAYS, _NEARLY = 366, 360, Decimal("0.2")


def _clean_days(prose: Prose) -> Iterator[Finding]:
    """Yield the share of clean days of a whole year that its days do not give."""
    for match in _CLEAN_DAYS.finditer(prose.text):
        told = prose.text[opening(prose.text, match.start(), "。；\n") : match.start()]
        days, rate = Decimal(match["n"]), Decimal(match["rate"])
        least, most = days / _MOST_DAYS * 100 - _NEARLY, days / _FEWEST_DAYS * 100 + _NEARLY
        if _WHOLE_YEAR.search(told) and not _MONTHS.search(told) and not least <= rate <= most:
            computed = f"{days / 365 * 100:.1f}%"
            message = f"{days} days of a year are {computed}, but the text says {rate}%."
            yield prose.finding(match.start("n"), match.end(), message, computed, f"{rate}%")


def calendars(prose: Prose) -> Iterator[Finding]:
    """Yield the days of the week that a date did not have, and the anniversaries that are not those of the year that is said."""
    if any(words in prose.text for words in _WEEK):
        yield from _weekdays(prose)
    if "天数" in prose.text:
        yield from _clean_days(prose)
    if "周年" in prose.text:
        yield from _anniversaries(prose)


def _weekdays(prose: Prose) -> Iterator[Finding]:
    for match in _WEEKDAY.finditer(prose.text):
        said = _DAYS.index(match["w"].replace("天", "日"))
        real = [day.weekday() for year in _years(prose, match) if (day := calendar_day(year, int(match["m"]), int(match["d"])))]
        if real and said not in real:
            right = f"星期{_DAYS[real[0]]}"
            message = f"The text says “{match[0]}”, but that day was “{right}”."
            yield prose.finding(*match.span(), message, right, f"星期{match['w']}")


def _years(prose: Prose, match: re.Match[str]) -> tuple[int, ...]:
    """Return the years that a date can be of: the one written, or the one named shortly before and the one after it."""
    if match["y"]:
        return (int(match["y"]),)
    named = _YEAR.findall(prose.text, max(0, match.start() - _REACH), match.start())
    return (int(named[-1]), int(named[-1]) + 1) if named else ()


@cache
def founded() -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what finds an event at the end of a text, and the year of each, from seeds/vocabularies/statistics.toml."""
    years = {name: row["year"] for row in vocabulary("statistics")["anniversaries"]["events"] for name in row["names"]}
    return re.compile(rf"(?P<event>{alternation(*years)})(?:胜利|纪念|成立|建立)?$"), years


def _anniversaries(prose: Prose) -> Iterator[Finding]:
    events, years = founded()
    for match in _ANNIVERSARY.finditer(prose.text):
        start = prose.text.rfind("\n", 0, match.start()) + 1
        told = prose.text[start : match.start()]
        event = events.search(told)
        day = (_ON_DAY.search(told) or _HELD_ON.search(told)) if event else None
        if event and day and to_int(match["n"]) != int(day["y"]) - years[event["event"]]:
            right = int(day["y"]) - years[event["event"]]
            message = f"In {day['y']} the anniversary of “{event['event']}” is the {right}th, but the text says “{match[0]}”."
            yield prose.finding(start + day.start(), match.end(), message, f"{right}周年", match[0])
