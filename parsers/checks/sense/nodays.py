"""Days that no calendar has: 6月31日, 13月5日, 2025年2月29日."""

import re
from calendar import isleap
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose
from parsers.document import Finding

_DAY = re.compile(r"(?<![\d.．/])(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
# 农历2月30日: a month of the moon has 29 or 30 days
_MOON = re.compile(r"(?:农历|阴历|古历|旧历|夏历|藏历|傣历|彝历)[^，。；]{0,10}$")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS, _FEBRUARY, _LEAP_DAY, _REACH = 12, 2, 29, 16


def no_days(prose: Prose) -> Iterator[Finding]:
    """Yield the dates whose month has no such day, and those of a month that no year has."""
    for match in _DAY.finditer(prose.text):
        month, day = int(match["m"]), int(match["d"])
        expected = _broken(match["y"], month, day)
        if expected and not _MOON.search(prose.text, max(0, match.start() - _REACH), match.start()):
            message = f"There is no day “{match[0]}” in the calendar."
            yield prose.finding(*match.span(), message, expected, match[0])


def _broken(year: str | None, month: int, day: int) -> str:
    """Return what a date breaks, nothing for one that exists."""
    if not 1 <= month <= _MONTHS:
        return "a month from 1 to 12"
    last = _LONGEST[month - 1]
    if month == _FEBRUARY and day == _LEAP_DAY and year and not isleap(int(year)):
        last = _LEAP_DAY - 1
    return "" if 1 <= day <= last else f"a day from 1 to {last}"
