"""Projects by name, with investment in 元 and how they stand: 总投资20.05亿元的中原大化MMA项目全面复工.

A project is what an investment is of (投资530万元的区七中教学楼), what calls itself one (盛源科技顺酐技改项目), and what stands in a list that does
(联鑫化工烯烃单体综合利用、雷佰瑞新能源材料产业园等14个项目). How it stands is said behind it, for a list once behind its end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from parsers.document import Document, Project, Spans
from parsers.grammar.wordlists import alternation
from parsers.passages import Passage
from seeds import vocabulary

_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "千万": 10**7, "百万": 10**6}
# one character of a name; a space only beside Latin letters (中原大化 MMA 项目)
_NAME = r"(?:[\u3400-\u9fffA-Za-z0-9（）()·.+\-]| (?=[A-Za-z])|(?<=[A-Za-z]) )"
_AMOUNT = r"(?P<amount>(?:约|近|超|逾|超过)?\s?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?:余|多)?(?P<scale>千万|百万|万|亿)?(?:余|多)?元)"
# 投资6.8亿元的…产业园项目、 | 总投资 3200 万元的集镇提质改造工程全面完工
_INVESTED = re.compile(rf"投资(?:额)?(?:达|为|共计)?{_AMOUNT}(?:建设|打造|新建|实施|、[^，。；]{{2,20}})?的(?P<name>{_NAME}{{3,34}})")
# …顺酐技改项目 | …、…等14个项目
_COUNT = r"(?<![\d.])(?:\d+|[两三四五六七八九十]{1,3})个|(?<!第)一批|一系列"
_OUTSIDE = re.compile(r"[^\u3400-\u9fffA-Za-z0-9（）()·.+\- ]|(?<![A-Za-z]) (?![A-Za-z])")
_LONGEST = 34
# 项目总投资2.98亿元 | …项目，总投资 1.2 亿元
_BEHIND = re.compile(rf"[，,（(]?(?:其中)?(?:项目)?(?:计划)?(?:完成|总)投资(?:额)?(?:达|为)?{_AMOUNT}")


@dataclass(frozen=True)
class _Seen:
    """One project at `[start, end)` of a passage, with the amount's place and value in 元."""

    passage: Passage
    start: int
    end: int
    amount: tuple[int, int] | None = None
    value: str | None = None

    @property
    def name(self) -> str:
        return self.passage.text[self.start : self.end]


@cache
def _calls_itself() -> re.Pattern[str]:
    """项目, where no other word is made with it (项目库)."""
    compounds = alternation(*vocabulary("projects")["compounds"]["words"])
    return re.compile(rf"项目(?!{compounds}|\d)")


# …等14个项目 | …等一批高端化项目 | …2个源网荷储项目
# …、…等4家企业的项目: firms, not projects
# 竹园镇、白河镇5个镇联合招引项目8个: towns that do
_CLOSES_LIST = re.compile(
    rf"(?:等(?:{_COUNT})?|{_COUNT})(?![^，。；、]{{0,6}}实事)(?!(?:[县市区]直)?(?:乡镇|镇|乡|街道|社区|行政村|村|[县市区](?!级)|部门|单位|企业|专班))[^，。；、家的]{{0,10}}?项目(?!资源|资金|库)"
)
# 哈拉哈达镇、花加拉嘎乡有3个项目: towns that have projects
_TOWN = re.compile(r".*(?:[镇乡县市区旗村年月]|街道|苏木|社区|季度|半年)有?")


@cache
def _statuses() -> re.Pattern[str]:
    return re.compile(alternation(*vocabulary("projects")["statuses"]["words"]))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf".*(?:{alternation(*vocabulary('projects')['before']['words'])})")


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(rf"(?:{vocabulary('projects')['unnamed']['pattern']})(?:项目|工程)?|[\d.]+.*|.*\d[个项]|.{{0,2}}(?:项目|工程)?")


def find_projects(prose: Sequence[Passage], document: Document) -> tuple[Project, ...]:
    """Return the projects that the prose names, each once, with investment in 元 and status as written where they are said."""
    del document
    seen: dict[str, list[_Seen]] = {}
    for passage in prose:
        for project in _apart(sorted(_seen(passage), key=lambda s: (s.start, -s.end))):
            seen.setdefault(project.name, []).append(project)
    return tuple(_project(name, sightings) for name, sightings in seen.items())


def _project(name: str, sightings: Sequence[_Seen]) -> Project:
    paid = next((s for s in sightings if s.amount), None)
    status, status_spans = next(((word, spans) for s in sightings for word, spans in _status(s)), (None, ()))
    return Project(
        name=name,
        mentions=tuple(s.passage.mapped.spans_of(s.start, s.end) for s in sightings),
        investment=paid.value if paid else None,
        investment_spans=paid.passage.mapped.spans_of(*paid.amount) if paid and paid.amount else (),
        status=status,
        status_spans=status_spans,
    )


def _seen(passage: Passage) -> Iterator[_Seen]:
    yield from _invested(passage)
    yield from _listed(passage)
    yield from _called(passage)


def _invested(passage: Passage) -> Iterator[_Seen]:
    for match in _INVESTED.finditer(passage.text):
        start, end = match.start("name"), _name_end(match["name"]) + match.start("name")
        if not _unnamed().fullmatch(passage.text[start:end]):
            yield _Seen(passage, start, end, match.span("amount"), _value(match))


def _called(passage: Passage) -> Iterator[_Seen]:
    text = passage.text
    for match in _calls_itself().finditer(text):
        first = _words_before(text, match.start())
        words = text[first : match.start()]
        start = first + _name_start(words)
        if words and not _COUNTED.search(words) and not _unnamed().fullmatch(text[start : match.end()]):
            paid = _BEHIND.match(text, match.end())
            yield _Seen(passage, start, match.end(), paid.span("amount") if paid else None, _value(paid) if paid else None)


def _words_before(text: str, end: int) -> int:
    """Return where the words begin that run up to `end` without a mark that cannot stand in a name."""
    lowest = max(0, end - _LONGEST)
    return max((m.end() for m in _OUTSIDE.finditer(text, lowest, end)), default=lowest)


# 5个项目, 一批高端化项目, …等项目: not the name of one
_COUNTED = re.compile(rf"(?:{_COUNT})[^、]*$|等$")


def _listed(passage: Passage) -> Iterator[_Seen]:
    text = passage.text
    for match in _CLOSES_LIST.finditer(text) if "项目" in text else ():
        end = 0 if text.endswith("实事", 0, match.start()) else match.start()
        while end > 0:
            first = _words_before(text, end)
            start = first + _name_start(text[first:end])
            if not _unnamed().fullmatch(text[start:end]) and not _TOWN.fullmatch(text[start:end]):
                yield _Seen(passage, start, end)
            if text[first - 1 : first] != "、":
                break
            end = first - 1


def _name_start(words: str) -> int:
    """Return where a name begins in the words that end with it: behind the last word that is no part of one."""
    match = _before().match(words[:-2])
    over = _OVER.match(words)
    start = max(match.end() if match else 0, over.end() if over else 0)
    lead = _LEADS.match(words, start)
    return lead.end() if lead else start


_OVER = re.compile(r".*[了的]")
# 有|县城至金溪公路工程, 到|北斗智能制造项目; not 有机肥项目, 到户项目
_LEADS = re.compile(r"有(?![机限色线轨源])|到(?![户位村期家店])")


def _name_end(words: str) -> int:
    """Return where the name ends that the words begin with: at 项目, before 等 or what is said of it."""
    project = words.find("项目")
    status = _statuses().search(words)
    ends = [project + 2 if project > 0 else len(words), status.start() if status else len(words)]
    ends += [m.start() for m in _NAME_STOP.finditer(words)][:1]
    return min(ends)


# what is said of a project begins here
_NAME_STOP = re.compile(r"等|在|已|正|将|即将|全面|顺利|[今去明]年|\d+月|\d+年|预计|计划|于")


def _value(match: re.Match[str]) -> str:
    value = Decimal(match["number"].replace(",", "")) * _SCALES[match["scale"] or ""]
    return f"{value.normalize():f}"


def _apart(found: Sequence[_Seen]) -> Iterator[_Seen]:
    """Yield sightings that do not overlap one already taken; one with an investment goes first."""
    taken: list[_Seen] = []
    for one in sorted(found, key=lambda s: (s.amount is None, s.start)):
        if not any(one.start < t.end and t.start < one.end for t in taken):
            taken.append(one)
    yield from sorted(taken, key=lambda s: s.start)


# what is only meant to come is no status
_PLAN = re.compile(r"预计|力争|计划|确保|争取|目标|将(?!要?[于在])|年内|拟")
_CLAUSE = re.compile(r"[^，。；！？]*")
_NEXT_CLAUSE = re.compile(r"，(?:目前|现|现已|已|正|并|均|全部)*")


def _status(seen: _Seen) -> Iterator[tuple[str, Spans]]:
    """Yield the first word behind a project, in its clause or first thing in the next, that says how it stands; in front of it only 签约."""
    text = seen.passage.text
    clause = _CLAUSE.match(text, seen.end)
    end = clause.end() if clause else seen.end
    after = _NEXT_CLAUSE.match(text, end)
    match = _statuses().search(text, seen.end, end) or (_statuses().match(text, after.end()) if after else None)
    if match and not _PLAN.search(text, seen.end, match.start()):
        yield match[0], seen.passage.mapped.spans_of(*match.span())
        return
    at = max(0, seen.start - 30)
    if before := re.search(r"签约(?=[^。；]*$)", text[at : seen.start]):
        yield before[0], seen.passage.mapped.spans_of(at + before.start(), at + before.end())
