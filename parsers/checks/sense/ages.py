"""What follows from the year in which a document was issued: 1952年出生，今年58岁; 今年是新中国成立73周年."""

import re
from collections.abc import Iterator

from parsers.checks.sense.calendars import founded
from parsers.checks.sense.statements import Prose
from parsers.document import Document, Finding
from parsers.grammar.numerals import to_int

# 1952年3月出生的王秀英，今年73岁 | 出生于1952年，现年73岁; 今年30岁的儿子 is another person
_BORN = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生(?=[，人于在]))|(?:出?生于|生在)(?P<y2>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?)"
    r"(?:[^，。；：、\n\d]{0,8}，){0,2}(?:今年|现年|如今|现在)(?:已经?)?(?P<n>\d{2})岁(?!的|多|余|那|时)"
)
_SINCE = re.compile(
    r"今年(?:\d{1,2}月\d{1,2}日)?(?:是|为|正值|正是|恰逢|适逢|迎来)(?P<told>[^，。；\n\d]{2,24}?)(?P<n>\d{2,3}|[一二三四五六七八九十百零]{2,5})周年"
)
# 今年86岁的张俊生，生于1953年
_AGED = re.compile(r"今年(?P<n>\d{2})岁的?[^，。；\n\d]{0,8}，(?:出?生于|生在)(?P<y>(?:19|20)\d\d)年")
# 9月30日上午，某县举行公祭活动，纪念…胜利80周年: of the year of issue
_MARKED = re.compile(
    r"(?<![年\d])\d{1,2}月\d{1,2}日(?:[上下]午|晚上?|清晨|早晨|当天)?，?[^，。；\d]{0,40}，?(?:隆重)?(?:庆祝|纪念)(?P<told>[^，。；\n\d]{2,30}?)(?P<n>\d{2,3}|[一二三四五六七八九十百零]{2,5})周年"
)
# 虚岁 is one or two more, and a text may be older than the issue
_MOST_OLDER, _MOST_YOUNGER = 2, 2
# before March, a text can still speak of the year before
_MARCH = "03"


def ages(document: Document, prose: Prose) -> Iterator[Finding]:
    """Yield the ages and anniversaries of “this year” that cannot be those of the year of issue."""
    issued = document.issue_date or document.published_at or ""
    if not issued[:4].isdigit():
        return
    year = int(issued[:4])
    for match in (*_BORN.finditer(prose.text), *_AGED.finditer(prose.text)) if "岁" in prose.text else ():
        born = match["y"] or match["y2"]
        age = year - int(born)
        if not age - _MOST_YOUNGER <= int(match["n"]) <= age + _MOST_OLDER:
            message = f"Who was born in {born} is {age} in {year}, the year of issue, but the text says “{match['n']}岁”."
            yield prose.finding(*match.span(), message, f"{age}岁", f"{match['n']}岁", "warning")
    events, years = founded()
    for match in (*_SINCE.finditer(prose.text), *_MARKED.finditer(prose.text)) if "周年" in prose.text else ():
        event = events.search(match["told"])
        right = year - years[event["event"]] if event else 0
        if event and to_int(match["n"]) not in (right, right if issued[5:7] >= _MARCH else right - 1):
            message = f"In {year}, the year of issue, the anniversary of “{event['event']}” is the {right}th, but the text says “{match['n']}周年”."
            yield prose.finding(*match.span(), message, f"{right}周年", f"{match['n']}周年", "warning")
