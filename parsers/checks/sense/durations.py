"""How long something took against when it began and ended: 2021年4月开工、2024年4月贯通，历时两年; 自8月5日开始，至8月28日结束，历时35天."""

import re
from collections.abc import Iterator

from parsers.checks.sense.ordering import OPENED
from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.dates import calendar_day
from parsers.grammar.numerals import to_int

_COUNT = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,3})"
# 历时近三年, 用时18个月, 历时两年多
_TOOK = re.compile(
    r"(?:历时|用时|耗时|建设周期|建设工期|工期|[，、](?:前后|整个工期)?(?:仅|只|总共)?用了)(?:约|近|仅|达|超过?)?(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,3})(?:[余多]?年(?P<half>半)?|[余多]?个[余多]?月)"
)
_DATE = r"(?P<{0}>20\d\d)年(?P<{1}>\d{{1,2}})月(?:\d{{1,2}}日|底|初|份)?"
_BEGUN = r"(?:正式|全面|破土)?(?:开工|动工|启动|开建|奠基|立项|开始)"
_ENDED = r"(?:正式|全面|全线|全部|整体)?(?:竣工|贯通|通车|建成|完工|完成|投用|投产|投入|交付|封顶|验收|开馆|开园|开业)"
# 2021年4月开工、2024年4月全线贯通，历时
_BETWEEN = re.compile(rf"{_DATE.format('y', 'm')}{_BEGUN}[^。；\n]{{0,24}}?{_DATE.format('y2', 'm2')}{_ENDED}[^。；\n]{{0,12}}$")
_REACH = 80
# a year begun may count as one, as may a month at either end
_YEAR, _MONTH = 12, 2
# 为期7天, 持续了整整30天, 为期一个半月, 历时两周
_LASTED = re.compile(
    r"(?:为期|历时|持续)了?(?:整整)?(?P<about>约|近|达|超过?)?(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,3})(?P<odd>[余多])?"
    r"(?P<unit>天(?!一)|日|个?星期|周(?!年)|个半月|个[余多]?月)"
)
_DAY = r"(?:(?P<{0}>20\d\d)年)?(?P<{1}>\d{{1,2}})月(?P<{2}>\d{{1,2}})日"
_OTHER_DATE = r"(?:(?!\d日|\d月)[^。；\n])"
# 从7月16日开始…，到9月4日…
_SPAN = re.compile(
    rf"(?<![至到—]){_DAY.format('y', 'm', 'd')}(?:{_OTHER_DATE}{{0,16}}?[至到—–\-－~～]{{1,2}}|{OPENED}[、，]?)"
    rf"(?:(?:(?P<y2>20\d\d)年)?(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日(?P<tail>{_OTHER_DATE}{{0,20}})$"
)
# 为期3天|，从9月12日持续到9月18日
_SPAN_BEHIND = re.compile(
    rf"[^\W\da-zA-Z_]{{0,6}}，[^\W\da-zA-Z_]{{0,4}}?[从自]{_DAY.format('y', 'm', 'd')}(?:起|开始)?(?:持续|一直|延续)?[至到]"
    rf"(?:(?:(?P<y2>20\d\d)年)?(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日(?=[。，；])"
)
# 至8月28日结束，历时; not 至8月28日举办为期3天的培训
_ENDS = re.compile(r"[^\W\da-zA-Z_]{0,6}，?")
# 2月8日至2月21日，开展|为期14天的专项行动; not several of them within that time
_IS_EVENT = re.compile(r"，(?:集中|组织|统一)?(?:开展|举行|举办)")
_EVENT_NAMED = re.compile(
    r"的[^，。；\d]{0,16}(?:行动|活动|整治|检查|宣传|展览|展会|展销|大赛|比赛|节)[”》]?(?![^，。；]{0,6}\d+[期批场次轮])"
)
_WITHIN = re.compile(r"举办|开展|组织|进行|召开|参加|在")
# 到9月4日旱情解除，应急送水持续了
_GOES_ON = re.compile(r"(?:[^\W\da-zA-Z_]{0,8}，)?(?P<what>[^\W\da-zA-Z_]{2,6})")
_DAYS_OF = {"天": 1, "日": 1, "星期": 7, "周": 7, "月": 30}
# a day at either end may count or not; weeks and months are round words
_SLACK = {"天": 1, "日": 1, "星期": 3, "周": 3, "月": 12}
# 8月8日至12日，…民歌节在景区举行。活动历时|
_HELD = re.compile(
    rf"(?<![至到—]){_DAY.format('y', 'm', 'd')}[至到—–\-－~～]{{1,2}}(?:(?:(?P<y2>20\d\d)年)?(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日，[^。；\n\d]{{4,60}}"
    r"(?:举行|举办|召开|开展|开幕|启幕)[^。；\n\d]{0,20}。(?:本次|此次|本届|整个)?(?:活动|大赛|比赛|赛事|展会|节会|博览会|培训班?|会议|大会|演出)共?$"
)
# 6月7日至9日高考期间，…。在为期|
_DURING = re.compile(
    rf"(?<![至到—]){_DAY.format('y', 'm', 'd')}[至到—–\-－~～]{{1,2}}(?:(?:(?P<y2>20\d\d)年)?(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日[^，。；\n\d]{{0,8}}"
    r"(?:期间|举行|举办)，?[^。；\n\d]{0,60}。在(?:这|这场|这次|此次|本次)?$"
)
# 3月2日开采，比去年的3月11日提前了9天; with what the first date is of
_EARLIER = rf"(?P<way>提前|提早|早|(?P<late>推迟|延后|推后|延迟|晚))了?(?P<n>{_COUNT})天(?![左上]|[余多])"
_MOVED = ("提前", "提早", "推迟", "延后", "推后", "延迟", "日早", "日晚", "早了", "晚了")
_USUAL = r"(?:去年|上年|前年|往年|常年|历年|原定|原计划|原先|计划|预定)"
_BARE_DAY = r"(?<!\d年)(?<![\d至到—\-–])(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?![至到—\-–])"
_USUAL_DAY = r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日(?![至到—\-–]|前后|左右)"
_SHIFTED = (
    re.compile(
        rf"{_BARE_DAY}(?:(?!记者|笔者|走进|来到|走访|[说道]，)[^。；！？\d\n]){{0,20}}[比较]{_USUAL}[^，。；\d]{{0,6}}{_USUAL_DAY}[^，。；\d]{{0,8}}?{_EARLIER}"
    ),
    re.compile(
        rf"{_USUAL}[^。；\d]{{0,12}}{_USUAL_DAY}[^。；\d]{{0,10}}，(?:今年|实际)[^，。；\d]{{0,8}}{_BARE_DAY}[^，。；\d]{{0,12}}，(?:比[^，。；\d]{{2,4}})?(?:整整|足足)?{_EARLIER}"
    ),
)
# 7月1日8时至7月3日20时，持续强降雨历时60小时
_HOURS = re.compile(
    r"(?<![至到—])(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?P<h>\d{1,2})[时点](?:整|许)?[至到—–\-－~～]{1,2}(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})日)?"
    r"(?P<h2>\d{1,2})[时点](?![\d半])(?:整|许)?，?(?:[^，。；\d\n]{0,12}，|[^，。；\d\n]{0,8}(?:[雨雪风雾]|降温|天气|过程|救援|抢险|演练))?"
    r"(?:历时|持续|为期|长达)了?(?:时间)?(?:长达|达|[^，。；\d\n]{0,4}[雨雪风]历时)?(?P<n>\d{1,3})个?小时(?![余多])"
)
# of dates without a year: a common one
ANY_YEAR, _HALF_YEAR = 2025, 183
_NEXT_YEAR = re.compile(r"次年|翌年|第二年|明年")


def durations(prose: Prose) -> Iterator[Finding]:
    """Yield the times that something is said to have taken and cannot have taken between its two dates."""
    yield from _in_months(prose)
    yield from _in_days(prose)
    if "小时" in prose.text:
        yield from _in_hours(prose)
    if any(words in prose.text for words in _MOVED):
        yield from _shifted(prose)


def _in_months(prose: Prose) -> Iterator[Finding]:
    for took in _TOOK.finditer(prose.text):
        dates = _BETWEEN.search(prose.text, max(0, took.start() - _REACH), took.start())
        if not dates:
            continue
        months = (int(dates["y2"]) - int(dates["y"])) * _YEAR + int(dates["m2"]) - int(dates["m"])
        unit = _YEAR if took[0].removesuffix("半").endswith("年") else 1
        stated = to_int(took["n"]) * unit + (_YEAR // 2 if took["half"] else 0)
        if abs(months - stated) >= max(unit, _MONTH):
            said = took[0].lstrip("，、")
            message = f"From {dates['y']}-{dates['m']} to {dates['y2']}-{dates['m2']} are {months} months, but the text says “{said}”."
            yield prose.finding(dates.start(), took.end(), message, str(months), took["n"])


def _in_days(prose: Prose) -> Iterator[Finding]:
    for lasted in _LASTED.finditer(prose.text):
        dates = _dates_of(prose, lasted)
        days = _days(dates) if dates and not _NEXT_YEAR.search(dates[0]) else None
        if dates and days and not _can_be(lasted, days):
            first, last = f"{dates['m']}-{dates['d']}", f"{dates['m2'] or dates['m']}-{dates['d2']}"
            message = f"From {first} to {last} are {days} days, but the text says “{lasted[0]}”."
            start, end = min(dates.start(), lasted.start()), max(dates.end(), lasted.end())
            yield prose.finding(start, end, message, str(days), lasted["n"])


def _in_hours(prose: Prose) -> Iterator[Finding]:
    """Yield the hours that are not those between two times of day, give or take one at either end."""
    for lasted in _HOURS.finditer(prose.text):
        first = calendar_day(ANY_YEAR, int(lasted["m"]), int(lasted["d"]))
        last = calendar_day(ANY_YEAR, int(lasted["m2"] or lasted["m"]), int(lasted["d2"] or lasted["d"]))
        hours = (last - first).days * 24 + int(lasted["h2"]) - int(lasted["h"]) if first and last else 0
        if hours > 0 and abs(hours - int(lasted["n"])) > 2:
            message = f"From {lasted['m']}-{lasted['d']} on these are {hours} hours, but the text says “{lasted['n']}小时”."
            yield prose.finding(*lasted.span(), message, str(hours), lasted["n"])


def _shifted(prose: Prose) -> Iterator[Finding]:
    """Yield the days that something is said to have come sooner or later than it did, by the day of the year before or of the plan."""
    for match in (m for pattern in _SHIFTED for m in pattern.finditer(prose.text)):
        day, usual = (calendar_day(ANY_YEAR, int(match[f"m{n}"]), int(match[f"d{n}"])) for n in ("", "2"))
        if not day or not usual:
            continue
        days = (day - usual).days * (1 if match["late"] else -1)
        # of two days at the turn of a year, one can be of the next; a leap day is one more
        if abs(days) <= _HALF_YEAR and abs(days - to_int(match["n"])) > 1:
            message = f"From {match['m']}-{match['d']} to {match['m2']}-{match['d2']} are {abs(days)} days, but the text says “{match['way']}” by {match['n']}."
            start = min(match.start("m"), match.start("m2"))
            yield prose.finding(start, match.end("n") + 1, message, str(abs(days)), match["n"])


def _dates_of(prose: Prose, lasted: re.Match[str]) -> re.Match[str] | None:
    """Return the two dates that a time is of: before it, or right behind."""
    dates = _SPAN.search(prose.text, max(0, lasted.start() - _REACH), lasted.start())
    if dates:
        return dates if _is_of(lasted, dates) else None
    for pattern in (_HELD, _DURING):
        if held := pattern.search(prose.text, max(0, lasted.start() - 2 * _REACH), lasted.start()):
            return held
    return _SPAN_BEHIND.match(prose.text, lasted.end()) if lasted[0].startswith("为期") else None


def _is_of(lasted: re.Match[str], dates: re.Match[str]) -> bool:
    """Tell whether a time is that of the whole span, not of something within it."""
    if _IS_EVENT.fullmatch(dates["tail"]) and lasted[0].startswith("为期"):
        return bool(_EVENT_NAMED.match(lasted.string, lasted.end()))
    if not lasted[0].startswith("持续"):
        return bool(_ENDS.fullmatch(dates["tail"])) and not _WITHIN.search(dates["tail"])
    goes_on = _GOES_ON.fullmatch(dates["tail"])
    return bool(goes_on) and (goes_on["what"] if goes_on else "") in dates[0][: -len(dates["tail"])]


def _days(dates: re.Match[str]) -> int | None:
    year, month = int(dates["y"] or dates["y2"] or ANY_YEAR), int(dates["m"])
    return days_counted((year, month, int(dates["d"])), (int(dates["y2"] or year), int(dates["m2"] or month), int(dates["d2"])))


def days_counted(first: tuple[int, int, int], last: tuple[int, int, int]) -> int | None:
    """Return the days from one date (year, month, day) to another, both counted; None where they are not in order or no dates."""
    begun, ended = calendar_day(*first), calendar_day(*last)
    return (ended - begun).days + 1 if begun and ended and ended >= begun else None


def _can_be(lasted: re.Match[str], days: int) -> bool:
    """Tell whether a time in words can be so many days; 近, 约 and 余 widen it by a quarter, on their own side 超 by any."""
    unit = lasted["unit"].strip("个余多半")
    said = to_int(lasted["n"]) * _DAYS_OF[unit] + (_DAYS_OF["月"] // 2 if "半" in lasted["unit"] else 0)
    slack = _SLACK[unit]
    if lasted["about"] or lasted["odd"] or "余" in lasted["unit"] or "多" in lasted["unit"]:
        slack = max(slack, _DAYS_OF[unit], said // 4)
    return abs(days - said) <= slack
