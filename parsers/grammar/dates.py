"""Dates and times as written, turned into ISO; a date that does not exist is none."""

import re
from datetime import date, datetime

from parsers.grammar.numerals import to_int

_N = r"[0-9０-９]{1,2}|[〇零○一二三四五六七八九十廿]{1,3}"
_Y = r"[0-9０-９]{4}|[〇零○0Ｏ一二三四五六七八九]{4}"
# 2023年11月16日 / 二〇二四年三月五日 / 二00八年一月十八日 / 2024-03-05 / 2024.3.5 / 2024/3/5 / ２０２５．０９．１８
DATE = re.compile(
    r"(?=[\d〇零○Ｏ一二三四五六七八九])(?:"
    rf"(?P<year>{_Y})\s*年\s*(?P<month>{_N})\s*月\s*(?P<day>{_N})\s*[日号]"
    r"|(?<!\d)(?P<y>\d{4})[-./．－／](?P<m>\d{1,2})[-./．－／](?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y8>(?:19|20)\d{2})(?P<m8>[01]\d)(?P<d8>[0-3]\d)(?!\d))"
)
# 2025-03-19 07:22:46 / 2019年10月31日 23:00
_CLOCK = re.compile(r"\s*(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2}))?")


def _ungrouped(pattern: re.Pattern[str]) -> str:
    return f"(?:{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern.pattern)})"


# a date within other patterns, its groups not named
ANY_DATE = _ungrouped(DATE)
# a date with the clock time behind it, if there is one
DATE_TIME = re.compile(rf"{ANY_DATE}{_ungrouped(_CLOCK)}?")


def iso_date(match: re.Match[str]) -> str | None:
    """Return the ISO date of a DATE match; None where the calendar has no such day."""
    year, month, day = (
        next(v for v in match.group(*names) if v) for names in (("year", "y", "y8"), ("month", "m", "m8"), ("day", "d", "d8"))
    )
    try:
        return date(to_int(year), to_int(month), to_int(day)).isoformat()
    except ValueError:
        return None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a day, None where the calendar has none such (6月31日)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_datetime(text: str) -> str | None:
    """Return the first date of `text`, with the clock time where one is written after it, as ISO; None without a date."""
    match = DATE.search(text)
    day = iso_date(match) if match else None
    if not match or not day:
        return None
    clock = _CLOCK.match(text, match.end())
    if not clock:
        return day
    try:
        return datetime.fromisoformat(f"{day}T{int(clock['hour']):02}:{clock['minute']}:{clock['second'] or '00'}").isoformat()
    except ValueError:
        return day
