"""Plan or fact: the words that govern a figure, each from where it stands to the end of its sentence or paragraph."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from parsers.document import Document
from parsers.passages import Passage
from seeds import vocabulary

Modality = Literal["achieved", "target"]
_PARTS = ("plan", "plan_onwards", "fact", "fact_here")
# 到2027年, 2027年底前: a plan where the year is not over yet when the document appears
_YEAR = r"(?P<year>到?20\d\d年(?<![—\-－~～（(]20\d\d年)(?![）)》])[底末]?)"
# 2024年，全县产值达到82.3亿元: a year that opens a sentence reports, also where the document has no date to compare it with
_OPENS = re.compile(r"^$|[。！？；\s]$")
_STOP = r"(?P<stop>[。！？!?])"
# 由22%提高到35%, 在现有95.6%的基础上再提高: where it starts from is a fact even in a plan; so are 完成年度计划82亿元的78.7%, 对发现的13处问题逐一整改
_RISES = "提高|提升|增加|增长|扩大|上升|压缩|压减|缩短|下降|降低|减少|增|升|降"
_FROM = re.compile(
    rf"[由从](?P<figure>[^，。；、由从]{{2,20}}?)(?:{_RISES})(?:到|至|为)|在现有(?P<base>[^，。；、]{{2,10}}?)的?基础上"
    r"|(?<![争保划前将要须])完成[^，。；\d]{0,8}(?:计划|目标|任务)[^，。；\d]{0,4}\d[^，。；]{0,10}?的(?P<share>\d{1,3}(?:\.\d+)?%)"
    r"|(?:对(?:现有|已有|存量)|(?:发现|排查|摸排|反馈|交办)的)\s?(?P<held>\d[^，。；、]{1,6})"
)
# an article that sets aims: its figures are plans unless the text says otherwise
_AIMS = re.compile(r"力争|年内|确保|全年目标|到20\d\d年")
# a clause that does not say that something is to be brought about: 组织研学320余批次, not 力争培训1万人次
_CLAUSE = r"[，。；](?![^，。；]{0,12}(?:确保|保证|力|推动|推进|促进|努力|做到|实现|使|让|每年|年均|争|要|再|继续|持续))"
# 我们坚持把蕲艾作为“一号产业”来抓，…连续三年居全国第一: what a paragraph without a plan reports, in an article of plans too
_REPORTS = re.compile(
    r"连续[一二两三四五六七八九十\d]+年|累计|先后[获荣被入建引培投]|成功[创获入举引跻]|获评|获批|荣获|被评为|被授予|入选|上榜"
    r"|我们(?:坚持|始终|紧扣|聚焦|把|深入|着力|大力|积极|先后|牢牢|持续|全面|统筹|创新)|(?:达到|建成|实现|取得|完成|突破|形成|培育|新增|打造)了"
    r"|(?:调研|调查|数据|统计|问卷|走访)(?:发现|显示|表明)|受访"
    rf"|{_CLAUSE}[^，。；\d]{{0,14}}(?:服务|组织|开展|举办|培训)[^，。；\d]{{0,14}}\d+(?:\.\d+)?[万余多]*(?:人次|批次|场次)"
)
# 产业现状：基础扎实: what a paragraph calls itself, as a heading would
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,10})[：:]")
# 要, 必须: what ought to be done
_OUGHT = re.compile(r"(?<![主重首必摘概纪紧简])要(?![求素点件闻])|必须|务必|应当|须[把以]")
# a document that is a plan by its title
_PLAN_TITLE = re.compile(r"(?:工作要点|工作计划|工作打算|工作安排|实施方案|行动方案|目标任务)(?:的通知)?$")


class Stance(NamedTuple):
    """What holds where no word says otherwise: the year of the document, whether it is a plan as a whole, its sections of plans and of facts, whether it has any."""

    year: int | None
    plan: bool
    sections: frozenset[tuple[int, ...]]
    facts: frozenset[tuple[int, ...]] = frozenset()
    headed: bool = False


@cache
def _tokens() -> re.Pattern[str]:
    lists = vocabulary("modality")
    parts = [f"(?P<{name}>{'|'.join(lists[name])})" for name in _PARTS]
    return re.compile("|".join([*parts, _YEAR, _STOP]))


@cache
def _headings(name: str) -> re.Pattern[str]:
    return re.compile("|".join(vocabulary("modality")[name]))


def stance(prose: Sequence[Passage], document: Document) -> Stance:
    """Return what holds in a document where no word near the figure says otherwise."""
    day = document.issue_date or document.published_at
    year = int(day[:4]) if day else None
    plan = document.doc_type == "theory_article" and any(_AIMS.search(p.text) for p in prose)
    plan = plan or any(p.kind == "title" and _PLAN_TITLE.search(p.text) for p in prose)
    headed = frozenset(p.section for p in prose if p.kind == "heading" and _headings("headings").search(p.text))
    facts = frozenset(p.section for p in prose if p.kind == "heading" and _headings("headings_of_facts").search(p.text))
    return Stance(year, plan, headed, facts, any(p.kind == "heading" for p in prose))


class Modalities:
    """Answers for each place of one passage whether a figure there is a plan or a fact."""

    def __init__(self, passage: Passage, held: Stance) -> None:
        """Read the governing words of the passage once."""
        label = _LABEL.match(passage.text)
        inside = {passage.section[:n] for n in range(1, len(passage.section) + 1)}
        is_lead = held.headed and not passage.section  # it says how things stand, the parts what is to be done
        plans = held.plan and not is_lead and inside.isdisjoint(held.facts)
        default = plans or not inside.isdisjoint(held.sections)
        if label:  # 产业现状：… | 对策建议：…
            default = _told_by(label["label"], default)
        turns = list(_turns(passage.text, default, held.year))
        told = _reports(passage.text, held.year) if plans else range(0)
        if told:
            before, after = [t for t in turns if t[0] < told.start], [t for t in turns if t[0] >= told.stop]
            turns = [*before, (told.start, False), (told.stop, True), *after]
        self._places = [place for place, _ in turns]
        self._plans = [plan for _, plan in turns]
        self._froms = [match.span(match.lastgroup or 0) for match in _FROM.finditer(passage.text)]

    def at(self, place: int) -> Modality:
        """Return the modality of a figure that begins at `place`, a code point of the passage."""
        is_plan = self._plans[bisect_right(self._places, place) - 1]
        return "target" if is_plan and not any(start <= place < end for start, end in self._froms) else "achieved"


def _turns(text: str, default: bool, year: int | None) -> Iterable[tuple[int, bool]]:
    onwards = default
    yield -1, default
    for token in _tokens().finditer(text):
        kind = token.lastgroup
        if kind == "stop":
            yield token.start(), onwards
        elif kind == "year":
            plan = _is_ahead(token["year"], year)
            if plan is not None:
                onwards = onwards and plan
                yield token.start(), plan
            elif year is None and _OPENS.search(text, max(0, token.start() - 1), token.start()):
                yield token.start(), False
        elif kind == "fact_here":
            yield token.start(), False
        elif kind == "fact":
            onwards = False
            yield token.start(), False
        else:
            onwards = onwards or default or kind == "plan_onwards"
            yield token.start(), True


def _told_by(label: str, default: bool) -> bool:
    """Return whether a paragraph is a plan by what it calls itself; `default` where that does not say."""
    if _headings("headings").search(label):
        return True
    return default and not _headings("headings_of_facts").search(label)


def _reports(text: str, year: int | None) -> range:
    """Return where a paragraph reports what was reached: from the sentence that says so to what it plans or says ought to be."""
    ought = _OUGHT.search(text)
    until = min([place for place, plan in _turns(text, False, year) if plan] + [ought.start() if ought else len(text)])
    said = _REPORTS.search(text, 0, until)
    return range(max(text.rfind(stop, 0, said.start()) for stop in "。！？") + 1, until) if said else range(0)


def _is_ahead(written: str, year: int | None) -> bool | None:
    """Tell whether a year makes a plan (True) or a fact (False); None where it decides nothing."""
    if year is None:
        return None
    stated = int(re.sub(r"\D", "", written))
    if stated > year:
        return True
    if stated == year and written[0] == "到" and written[-1] in "底末":
        return True
    return False if stated < year else None
