"""How long something lasted or took, in the one sentence that tells its two ends, whatever stands between: 4月2日至18日举办的梨花节为期20天; 从1973年到2023年，校地携手走过60年."""

import re
from collections.abc import Iterator

from parsers.checks.sense.durations import ANY_YEAR, days_counted
from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_STATEMENT = re.compile(r"[^。；！？\n]+")
_N = r"(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,3})"
_TO = r"[至到—–\-－~～]{1,2}"
# 4月2日至4月18日 | 4月2日至18日
_DAYS = re.compile(
    rf"(?<!\d)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?:起|开始|开幕|启动)?，?(?:[^\W\d]{{0,4}}持续|一直)?{_TO}(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日(?!起)"
)
_DAY = re.compile(r"\d{1,2}月\d{1,2}日|(?<=[至到—–\-－~～])\d{1,2}日")
_LASTED = re.compile(
    rf"(?:为期|历时|持续(?:时间)?(?:长?达)?|前后|为时|时长|会期|展期)(?:共|整整|仅|达)?{_N}(?P<unit>天|日|周|个?星期)(?![余多左以]|内|后|年|岁)"
)
# each of several, and what lasts within it
_EACH = re.compile(r"每|各|分别|第[一二三四五\d]|两[期批]|\d[期批]|[二三四五六]期|前后\d|天气|其中|节前|分[两二三四五\d]|轮流|最")
# 2023年9月开工，今年6月底建成投用
_MONTH = re.compile(
    r"(?:(?P<y>20\d\d)年|(?P<said>去年|今年|当年|同年|次年|翌年|第二年|前年))?(?<!\d)(?P<m>1[0-2]|[1-9])月(?!\d)(?:底|末|初|份|中旬|[上下]旬)?"
)
_BEGUN = re.compile(r"(?:正式|全面|破土)?(?:开工|动工|启动|开建|奠基|开始|立项|进场)")
_ENDED = re.compile(r"竣工|贯通|通车|建成|完工|投用|投产|投入|交付|封顶|验收|开馆|开园|开业|结束|完成")
_TOOK = re.compile(
    rf"(?:历时|用时|耗时|建设周期|建设工期|工期|前后|总共|仅|只|整整)(?:为|达|共|仅|只)*(?:用了)?{_N}个月(?![余多]|左右|[以之]?内)"
)
_YEAR = 12
# 从1973年到2023年，校地携手走过60年
_YEARS = re.compile(
    rf"(?<!\d)(?P<y>(?:19|20)\d\d)年?(?:[^，。；\d]{{0,8}})?{_TO}(?P<y2>(?:19|20)\d\d)年(?P<between>[^。；\d]{{0,16}}?)(?:走过|历经|历时|坚持|坚守|奋斗|持续|跨越|接续|相隔|时隔|长达|跋涉|奋战|守护|整整|发展)了?(?:整整|风雨|近)?{_N}(?P<unit>年|载|个年头|个春秋)(?![余多级度代])"
)
# 3月1日破土动工，4月30日正式投用。45天时间
_BUILT = re.compile(
    rf"(?<!\d)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日(?:正式|全面|破土)*(?:开工|动工|启动|开建|奠基|进场)[^。；\d\n]{{0,16}}，[^。；\d\n]{{0,8}}(?P<m2>\d{{1,2}})月(?P<d2>\d{{1,2}})日"
    rf"[^。；\d\n]{{0,8}}(?:竣工|建成|完工|投用|投产|投入使用|通车|交付|封顶)[^，。；\d\n]{{0,4}}[，。](?:历时|前后|总共|仅仅?|只|短短|整整|用时|工期)*(?:用了|用)?{_N}(?:天|个昼夜|个日夜)(?![余多左])"
)
# 9月12日上午召开，为期两天的会议9月15日圆满闭幕
_OPENED = re.compile(
    r"(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:[上下]午|晚)?[^。；\n]{0,24}?(?:召开|拉开帷幕|拉开序幕|开幕|开班|启动|开始|开赛|举行|启幕|开营)"
)
_CLOSED = re.compile(r"(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日(?:[上下]午|晚)?[^，。；\d]{0,12}?(?:闭幕|结束|结业|落幕|收官|闭营)")
_HELD_WITHIN = re.compile(r"(?:开展|举办|举行|组织|进行|参加|安排|接受|开设)了?$")
# weeks are round words
_FAR, _SLACK, _ROUGH, _WEEK = 2, 1, 3, 7


def spells(prose: Prose) -> Iterator[Finding]:
    """Yield the days, months and years of a statement that its two dates contradict; one at either end may be counted or not."""
    if "开工" in prose.text or "动工" in prose.text or "启动" in prose.text:
        yield from _of_works(prose)
    for statement in _STATEMENT.finditer(prose.text) if "月" in prose.text or "年" in prose.text else ():
        text = statement[0]
        lasted = list(_LASTED.finditer(text)) if "日" in text else []
        if len(lasted) == 1 and len(_DAY.findall(text)) <= 2 and (finding := _lasting(prose, statement, lasted[0])):
            yield finding
        if "个月" in text and (finding := _of_months(prose, statement)):
            yield finding
        if text.count("年") > 1 and (years := _YEARS.search(text)):
            apart, said = int(years["y2"]) - int(years["y"]), to_int(years["n"])
            if apart > 0 and abs(apart - said) > _SLACK and not _EACH.search(years["between"]):
                yield _finding(prose, statement.start(), (years.start(), years.end()), (f"{apart}年", years["n"] + years["unit"]))


def _lasting(prose: Prose, statement: re.Match[str], lasted: re.Match[str]) -> Finding | None:
    """Return the finding for the only time of a statement that something lasted, against the only two days it tells."""
    return _of_days(prose, statement, lasted) or _of_meetings(prose, statement, lasted)


def _of_meetings(prose: Prose, statement: re.Match[str], lasted: re.Match[str]) -> Finding | None:
    """Return the finding for how long lasted what was opened on one day and closed on another."""
    opened = _OPENED.search(statement[0])
    closed = _CLOSED.search(statement[0], opened.end()) if opened else None
    days, said = _days(opened, closed) if opened and closed else 0, _in_days(lasted)
    if not opened or not closed or not days or abs(days - said) <= _slack(lasted) or days > said * 3 or said > days * 3:
        return None
    place = (opened.start(), max(closed.end(), lasted.end()))
    return _finding(prose, statement.start(), place, (f"{days}天", lasted["n"] + lasted["unit"]))


def _of_works(prose: Prose) -> Iterator[Finding]:
    """Yield the days between the beginning and the end of works that are not those that follow."""
    for match in _BUILT.finditer(prose.text):
        days, said = _days(match, match), to_int(match["n"])
        if days and abs(days - said) > 2 and said / _FAR <= days <= said * _FAR:
            yield _finding(prose, 0, match.span(), (f"{days}天", f"{match['n']}天"))


def _days(first: re.Match[str], last: re.Match[str]) -> int:
    """Return the days from `m`, `d` of one match to `m2`, `d2` of another (or the same) in a common year, both counted; 0 where there are none."""
    month = int(first["m"])
    return days_counted((ANY_YEAR, month, int(first["d"])), (ANY_YEAR, int(last["m2"] or month), int(last["d2"]))) or 0


def _in_days(lasted: re.Match[str]) -> int:
    return to_int(lasted["n"]) * (1 if lasted["unit"] in "天日" else _WEEK)


def _slack(lasted: re.Match[str]) -> int:
    return _SLACK if lasted["unit"] in "天日" else _ROUGH


def _of_days(prose: Prose, statement: re.Match[str], lasted: re.Match[str]) -> Finding | None:
    """Return the finding for the only span of days of a statement and the number of days it is said to have lasted."""
    text, spans = statement[0], list(_DAYS.finditer(statement[0]))
    if len(spans) != 1:
        return None
    span, said = spans[0], _in_days(lasted)
    days = _days(span, span)
    start, end = min(span.start(), lasted.start()), max(span.end(), lasted.end())
    # within these days there was one of so many
    if _HELD_WITHIN.search(text[span.end() : lasted.start()]):
        return None
    near = days > 0 and said / _FAR <= days <= said * _FAR
    if not near or abs(days - said) <= _slack(lasted) or _EACH.search(text[start:end]):
        return None
    return _finding(prose, statement.start(), (start, end), (f"{days}天", lasted["n"] + lasted["unit"]))


def _of_months(prose: Prose, statement: re.Match[str]) -> Finding | None:
    """Return the finding for the months between a beginning and an end, of which a year may be told as 今年."""
    text, took = statement[0], list(_TOOK.finditer(statement[0]))
    dates = list(_MONTH.finditer(text[: took[0].start()])) if len(took) == 1 else []
    if len(dates) != 2 or not _BEGUN.match(text, dates[0].end()) or not _ENDED.search(text, dates[1].end(), took[0].start()):
        return None
    if _EACH.search(text[dates[0].start() : took[0].start()]) or "月" in text[dates[0].end() : dates[1].start()]:
        return None
    apart, said = int(dates[1]["m"]) - int(dates[0]["m"]), to_int(took[0]["n"])
    if dates[0]["y"] and dates[1]["y"]:
        apart += (int(dates[1]["y"]) - int(dates[0]["y"])) * _YEAR
    elif dates[0]["said"] != dates[1]["said"] or dates[0]["y"] or dates[1]["y"]:
        # of which year it is stays open: the nearest that the months allow
        apart = min((apart % _YEAR + _YEAR * k for k in range(5)), key=lambda months: abs(months - said))
    if apart <= 0 or abs(apart - said) <= _SLACK:
        return None
    return _finding(prose, statement.start(), (dates[0].start(), took[0].end()), (f"{apart}个月", f"{took[0]['n']}个月"))


def _finding(prose: Prose, at: int, place: tuple[int, int], told: tuple[str, str]) -> Finding:
    message = f"Between the two dates lie {told[0]}, but the text says “{told[1]}”."
    return prose.finding(at + place[0], at + place[1], message, *told)
