"""Dates out of order, and pictures whose numbers leave a hole."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.sense.statements import Prose
from parsers.document import Caption, Document, Finding

_TO = r"\s*[至到—–\-－~～]+\s*"
_MONTHS = re.compile(
    rf"(?P<y>20\d\d)年(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日)?[^\W\da-zA-Z_]{{0,4}}?{_TO}(?P<y2>20\d\d)年(?P<m2>\d{{1,2}})月(?:(?P<d2>\d{{1,2}})日)?"
)
_DAYS = re.compile(rf"(?P<m>\d(?<!\d\d)\d?)月(?P<d>\d{{1,2}})日{_TO}(?:(?P=m)月)?(?P<d2>\d{{1,2}})日")
# 6月18日开班，6月3日结业
OPENED = r"(?:正式|隆重|顺利|如期)?(?:开班|开幕|开赛|开展|开始|启动|开营|开播|开学|开讲|开工|动工)"
CLOSED = r"(?:正式|圆满|顺利|如期|全部)?(?:结业|闭幕|结束|落幕|收官|闭营|结营|完赛|闭赛|完工|竣工)"
_IN_USE = r"(?:建成通车|建成投产|建成投用|通车|投产|投用|投入使用|投入运营|交付使用)"
# what is over before something opens
_NOT_BEFORE = r"(?!报名|预[售约赛选]|征集|申报|筹备|布展)"
_EVENT = re.compile(
    rf"(?P<m>\d(?<!\d\d)\d?)月(?P<d>\d{{1,2}})日(?:[上下]午)?{OPENED}(?:{_NOT_BEFORE}[^。；\n\d]){{0,10}}?[至到于]?(?P=m)月(?P<d2>\d{{1,2}})日(?:[上下]午)?{CLOSED}"
)
# 2024年9月开工建设，2024年6月竣工投产
_BUILT = re.compile(
    rf"(?P<y>20\d\d)年(?P<m>\d{{1,2}})月(?:底|初|份)?(?:(?:破土|全面)?{OPENED}|奠基)(?:建设|施工|兴建)?[，、](?:并|预计|计划)?于?(?P<y2>20\d\d)年(?P<m2>\d{{1,2}})月(?:底|初|份)?(?:全部|全面|全线|正式|顺利|如期|建成|主体(?:工程)?)*(?:{CLOSED}|{_IN_USE}|封顶)(?!的)"
)
# 2023年4月开工，先后完成塔基加固、塔身补砌，2022年11月通过专家验收
_BUILT_OVER = re.compile(
    rf"(?P<y>20\d\d)年(?P<m>\d{{1,2}})月(?:底|初|份)?(?:(?:破土|全面)?(?:开工|动工)|奠基)(?:建设|施工)?，(?:(?!20\d\d年|期|此前|早在|其中)[^。；\n]){{2,40}}，"
    rf"(?:并)?于?(?P<y2>20\d\d)年(?P<m2>\d{{1,2}})月(?:底|初|份)?(?:全部|全面|全线|正式|顺利|如期)*(?:{CLOSED}|{_IN_USE}|建成开放|对外开放|建成|开馆|通过[^，。；\d]{{0,6}}验收)(?=[，。；])"
)
# 今年3月12日开工建设，2月28日完成主体工程: in one year, as long as no other is named
_BUILT_THIS_YEAR = re.compile(
    r"(?:今|20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:正式|全面|破土)*(?:开工|动工|启动)(?:建设|施工)?[，、](?:并|已)?于?"
    r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日(?:全部|全面|全线|正式|顺利|如期|整体)*(?:CLOSED|USE|完成(?!了?[^，。；]{0,8}(?:招标|征收|征迁|审批|评审|设计))|封顶|贯通|通过[^，。；\d]{0,6}验收)"
    r"(?![^，。；]{0,6}的)".replace("CLOSED", CLOSED).replace("USE", _IN_USE)
)
# 8月25日，某县宣传周活动启动。…活动于8月20日结束
_ENDED_ON = re.compile(
    r"(?<![年\d至到])(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:[上下]午)?，[^。；\n\d]{2,30}(?:启动|开幕|开赛|开班|开营)[。，；](?:(?!\d{1,2}[月日])"
    + _NOT_BEFORE
    + r"[^\n]){0,120}?(?:活动|大赛|比赛|展会|培训班?|宣传[周月]|节会|赛事|博览会)(?:将|已)?于"
    r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日(?:正式|圆满|顺利|如期)*(?:结业|闭幕|落幕|收官|闭营|结营|完赛|结束)(?=[，。；])"
)
# 自4月20日报名开始，至4月8日报名截止 | 从3月5日起受理申报，到2月20日止
_FROM = re.compile(
    r"[自从](?P<m>\d{1,2})月(?P<d>\d{1,2})日[^，。；\n\d]{0,4}(?:开始|启动|起)[^，。；\n\d]{0,6}，?[至到](?P<m2>\d{1,2})月(?P<d2>\d{1,2})日[^，。；\n\d]{0,4}(?:截止|结束|止|完成)"
)
# 从11月10日起至10月31日，; what counts a year is told otherwise
_FROM_ON = re.compile(
    r"[自从](?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:起|开始)，?[至到](?P<m2>\d{1,2})月(?P<d2>\d{1,2})日(?=[，。；止])(?![^。\n]{0,12}年度)"
)
# 申请时间为9月5日至8月31日
_TIME_FOR = re.compile(
    r"(?:申请|报名|申报|受理|征集|投票|公示|展出|展览|活动|培训|比赛|开放|整治)(?:时间|期限|日期|期)(?:为|是|：)?[从自]?(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    rf"(?:起|开始)?{_TO}(?!(?P=m)月)(?P<m2>\d{{1,2}})月(?P<d2>\d{{1,2}})日"
)
# 11月3日上午开幕，历经多轮角逐，10月28日圆满闭幕
_HELD = re.compile(
    r"(?P<m>\d(?<!\d\d)\d?)月(?P<d>\d{1,2})日(?:[上下]午)?(?:正式|隆重|顺利|如期)?开(?:班|幕|赛|营)[，、；]?(?:(?!\d{1,2}[月日])"
    + _NOT_BEFORE
    + r"[^。；\n的]){0,60}[，、；于至到]"
    r"(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日(?:[上下]午)?(?:正式|圆满|顺利|如期)*(?:结业|闭幕|落幕|收官|闭营|结营|完赛|结束)(?=[，。；])"
)
# 7月12日，全县安全生产大检查启动。截至6月28日，共检查…
_LAUNCHED = re.compile(
    r"(?<![年\d至到])(?P<m>\d{1,2})月(?P<d>\d{1,2})日，(?P<what>[^，。；\n\d]{4,24})(?:正式|全面)?(?:启动|展开|开始)[。，；]截[至止](?P<m2>\d{1,2})月(?P<d2>\d{1,2})日，(?:已|共|累计|全[县市区镇乡])+(?P<did>[^\W\d]{2})"
)
_LAUNCHING = tuple(f"{word}{stop}截" for word in ("启动", "展开", "开始") for stop in "。，；")
# 自9月8日起开展整治。截至8月20日，已检查…
_SINCE = re.compile(
    r"自(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:起|开始)[^。；\n]{0,6}(?:开展|组织|启动|部署|集中)[^。；\n]{0,36}[。，；]\n?截[至止](?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
# 2023年6月，在联合镇启动撂荒耕地盘活试点；2022年10月，试点通过市级验收
_TRIED = re.compile(
    r"(?P<y>20\d\d)年(?P<m>\d{1,2})月，[^。；\n\d]{0,16}(?:启动|开工|动工|开建|成立)[^。；\n\d]{0,20}?(?P<what>[^\W\da-zA-Z_]{2})[；，。](?P<y2>20\d\d)年(?P<m2>\d{1,2})月，?"
    r"[^。；，\n\d]{0,6}(?P=what)[^。；，\n\d]{0,4}(?:通过[^，。；\d]{0,6}验收|竣工|建成|完工|投产|投用|结束|挂牌)"
)
# 于2024年8月20日正式投入运营。项目2024年10月开工
_USED_BEFORE = re.compile(
    rf"于?(?P<y2>20\d\d)年(?P<m2>\d{{1,2}})月(?:\d{{1,2}}日|底|初|份)?(?:正式|全面|全线|全部|顺利|如期)*(?:{_IN_USE}|竣工|封顶|完工|建成)[^。；，\n\d]{{0,6}}[。，；]"
    r"(?:该|整个|这个)?(?:项目|工程)?(?:是|于|自)?(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:\d{1,2}日|底|初|份)?(?:正式|全面|破土)*(?:开工|动工|奠基|启动建设)(?![^，。；]{0,6}(?:二期|三期|扩建))"
)
# a date that lies further back can be of the next year
_BACK = 2
_OTHER_YEAR = re.compile(r"次年|翌年|第二年|明年|去年|上年")
_YEARS = re.compile(rf"(?P<y>2(?<!\d2)0\d\d)年?{_TO}(?P<y2>20\d\d)年")
_FROM_TO = re.compile(r"[由从自](?P<y>20\d\d)年(?:底|末)?的?[^，。；：\n]{1,24}?[到至为](?P<y2>20\d\d)年(?:底|末)?的")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def dates_in_order(prose: Prose) -> Iterator[Finding]:
    """Yield the spans of time that end before they begin."""
    begun = (_BUILT_OVER, _USED_BEFORE) if any(word in prose.text for word in ("开工", "动工", "奠基")) else ()
    tried = (_TRIED,) if "验收" in prose.text else ()
    for match in _matches((_MONTHS, _DAYS, _YEARS, _FROM_TO, _EVENT, _BUILT, *begun, *tried), prose.text):
        names = [name for name in ("y", "m", "d") if match.groupdict().get(name) and match.groupdict().get(f"{name}2")]
        begin, end = [int(match[name]) for name in names], [int(match[f"{name}2"]) for name in names]
        if end < begin and not _OTHER_YEAR.search(match[0]):
            message = f"The span of time “{match[0]}” ends before it begins."
            yield prose.finding(*match.span(), message, f"not before {match[names[0]]}", match[f"{names[0]}2"])
    yield from _days_back(prose)


def _days_back(prose: Prose) -> Iterator[Finding]:
    """Yield the days without a year that lie a little before the day from which they count; what lies far back can be of the next year."""
    counted = (_FROM_ON,) if "日起" in prose.text or "日开始" in prose.text else ()
    ended = (_ENDED_ON,) if any(words in prose.text for words in ("启动。", "启动，", "开幕。", "开赛。", "开班。", "开营。")) else ()
    timed = (_TIME_FOR,) if any(word in prose.text for word in ("时间", "期限", "日期", "期为")) else ()
    built = (_BUILT_THIS_YEAR,) if any(word in prose.text for word in ("开工", "动工", "启动建设")) else ()
    for match in _matches((_FROM, *counted, *timed, _HELD, *ended, *built), prose.text):
        begin, end = [int(match["m"]), int(match["d"])], [int(match["m2"]), int(match["d2"])]
        told = _EVENT.search(match[0]) or _OTHER_YEAR.search(match[0])
        if end < begin and begin[0] - end[0] <= _BACK and not told:
            message = f"The span of time “{match[0]}” ends before it begins."
            yield prose.finding(*match.span(), message, f"not before {begin[0]}-{begin[1]}", f"{end[0]}-{end[1]}")
    launched = (_LAUNCHED,) if any(words in prose.text for words in _LAUNCHING) else ()
    for match in _matches((_SINCE, *launched), prose.text) if "截" in prose.text else ():
        begin, end = [int(match["m"]), int(match["d"])], [int(match["m2"]), int(match["d2"])]
        said = match.groupdict()
        if end < begin and begin[0] - end[0] <= _BACK and said.get("did", "") in said.get("what", ""):
            message = f"“{match[0]}”: what is counted up to {end[0]}-{end[1]} began on {begin[0]}-{begin[1]} only."
            yield prose.finding(*match.span(), message, f"not before {begin[0]}-{begin[1]}", f"{end[0]}-{end[1]}")


def _matches(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(text)


def captions_in_order(document: Document) -> Iterator[Finding]:
    """Yield the numbered captions (图①) after which a number is missing."""
    numbered = sorted(((n, c) for c in document.captions if (n := _number(c))), key=lambda pair: pair[0])
    for (last, _), (number, caption) in zip([(0, None), *numbered], numbered, strict=False):
        if number > last + 1:
            message = f"Picture {number} follows picture {last}: " if last else f"The first picture has the number {number}: "
            yield Finding(
                code="ordinal_gap",
                severity="info",
                message=f"{message}captions {', '.join(map(str, range(last + 1, number)))} are missing.",
                spans=caption.spans,
                expected=str(last + 1),
                actual=str(number),
            )


def _number(caption: Caption) -> int | None:
    label = caption.label or ""
    circled = [_CIRCLED.index(c) + 1 for c in label if c in _CIRCLED]
    digits: Sequence[str] = re.findall(r"\d+", label)
    return circled[0] if len(circled) == 1 else int(digits[0]) if len(digits) == 1 else None
