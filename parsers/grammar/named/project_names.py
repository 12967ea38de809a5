"""Where projects are named: behind an investment, in a list that says so, or by what calls itself 项目 or a 工程 that is built."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from parsers.grammar.named.project_borders import NAME, is_unnamed, name_end, name_start, with_places, words, words_before
from parsers.grammar.named.project_standing import AMOUNT, amount_value
from parsers.passages import Passage

_WORKS = "建设|打造|新建|实施|兴建|改建|扩建|修建|改造|启动"
# 投资6.8亿元的…产业园项目、 | 总投资 3200 万元的集镇提质改造工程全面完工
_INVESTED = re.compile(
    rf"(?<!完成)(?<![一二三四五]期)投资(?:额)?(?:达|为|共计)?{AMOUNT}(?:{_WORKS}|、[^，。；]{{2,20}})?的(?P<name>{NAME}{{3,34}})|"
    # 投资6000万元实施|老涡河治理工程
    rf"(?<!完成)(?<![一二三四五]期)投资(?:额)?(?:达|为|共计)?{AMOUNT.replace('?P<', '?P<by_')}[，,]?(?:{_WORKS})了?(?P<built>{NAME}{{3,34}}?(?:项目|工程))(?!\d)"
)
_COUNT = r"(?<![\d.])(?:\d+|[两三四五六七八九十]{1,3})个|(?<!第)一批|一系列"
# （一期）, 濮阳段 behind a name belong to it
_STAGE = re.compile(r"[（(][一二三四五六七八]期[）)]|[^\W\da-zA-Z_]{2,4}段(?=[全总]长|总?投资|项目|，|建设|已)")


@dataclass(frozen=True)
class Seen:
    """One project at `[start, end)` of a passage, with the amount's place and value in 元.

    One of a `listed` row shares what follows; `works` (工程) are a project only where they are said to be built.
    """

    passage: Passage
    start: int
    end: int
    amount: tuple[int, int] | None = None
    value: str | None = None
    listed: bool = False
    works: bool = False

    @property
    def name(self) -> str:
        """Return the name as written."""
        return self.passage.text[self.start : self.end]


def seen_in(passage: Passage) -> list[Seen]:
    """Return the projects that a passage names, in order, none within another and none within 《…》."""
    text = passage.text
    if "项目" not in text and "工程" not in text and "投资" not in text:
        return []
    titles = [m.span() for m in _TITLE.finditer(text)] if "《" in text else []
    found = (*_invested(passage), *_listed(passage), *_called(passage), *_built(passage))
    return list(_apart([s for s in found if not any(a < s.end and s.start < b for a, b in titles)]))


_TITLE = re.compile(r"《(?:[^《》]|《[^《》]*》)*》")


def _apart(found: list[Seen]) -> Iterator[Seen]:
    """Yield sightings that do not overlap one already taken; one with an investment goes first."""
    taken: list[Seen] = []
    for one in sorted(found, key=lambda s: (s.amount is None, s.start, -s.end)):
        if not any(one.start < t.end and t.start < one.end for t in taken):
            taken.append(one)
    yield from sorted(taken, key=lambda s: s.start)


# 项目12个, not 项目2023年5月开工
_FIGURE = r"\d(?!\d{0,3}[年月])"


# 产业园|，总投资8.6亿元 ; 厂房（三期）|计划总投资2.3亿元
_WHOLE = r"，?(?:项目|计划|概算|预计){0,2}总投资[约达为]?\s?\d"
# 产业园二期|建设全面铺开，总投资6亿元
_STAGED = rf"建设[^，。；、]{{0,8}}{_WHOLE}"


@cache
def _calls_itself() -> re.Pattern[str]:
    """项目, where no other word is made with it: not 项目库, but 项目投资8亿元, 仙鹤纸业三期投资27亿元."""
    return re.compile(
        rf"(?<!项目)(?<!工程)(?<!其中)[一二三四五]期(?=(?:计划|概算)?总?投资\s?\d|{_STAGED})|(?:{words('parks')}|[（(][一二三四五]期[）)])(?={_WHOLE})|项目(?!{words('compounds')}|{_FIGURE}|投资(?!额?[达为约近超共计]*\s?\d))"
    )


@cache
def _is_works() -> re.Pattern[str]:
    return re.compile(rf"工程(?!{words('works_compounds')}|{_FIGURE}|投资(?!额?[达为约近超共计]*\s?\d))")


# …等14个项目 | …等一批高端化项目 | …2个源网荷储项目
# …、…等4家企业的项目: firms, not projects
# 竹园镇、白河镇5个镇联合招引项目8个: towns that do
_CLOSES_LIST = re.compile(
    rf"(?:等(?:{_COUNT})?|{_COUNT})(?![^，。；、]{{0,6}}实事)(?!(?:[县市区]直)?(?:乡镇|镇|乡|街道|社区|行政村|村|[县市区](?!级)|部门|单位|企业|央企|国企|民企|公司|专班))[^，。；、家的]{{0,10}}?项目(?!资源|资金|库)"
)
# 哈拉哈达镇、花加拉嘎乡有3个项目: towns that have projects
_TOWN = re.compile(r".*(?:[镇乡县市区旗村年月]|街道|苏木|社区|季度|半年)有?")


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('no_name')})$")


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(words("kinds"))


def _invested(passage: Passage) -> Iterator[Seen]:
    text = passage.text
    for match in _INVESTED.finditer(text) if "投资" in text else ():
        kind = "name" if match["name"] else "built"
        start, end = match.start(kind), name_end(match[kind]) + match.start(kind)
        end -= 2 if end - start > _LEAST + 2 and text.startswith("建设", end - 2) else 0  # 佛光寺数字博物馆|建设
        if not is_unnamed(text[start:end]):
            yield Seen(passage, start, end, match.span("amount" if match["name"] else "by_amount"), amount_value(match))


def _called(passage: Passage) -> Iterator[Seen]:
    for match in _calls_itself().finditer(passage.text):
        if seen := _named(passage, match):
            yield replace(seen, works=True) if _is_processing().fullmatch(seen.name) else seen


@cache
def _is_processing() -> re.Pattern[str]:
    """小麦精深加工项目, 发展农产品加工项目: a kind of project."""
    return re.compile(rf"(?:{words('pursuits')})?(?:{words('processed')})*(?:精深|精|深|初|粗)?加工项目")


def _built(passage: Passage) -> Iterator[Seen]:
    """Yield each 工程 with a name; whether it is one that is built, the text behind it says."""
    text = passage.text
    for match in _is_works().finditer(text) if "工程" in text else ():
        if seen := _named(passage, match):
            yield replace(seen, works=True)


def _named(passage: Passage, match: re.Match[str]) -> Seen | None:
    """Return the project whose name ends with the match, None where what stands before it is no name."""
    text = passage.text
    first = words_before(text, match.start())
    said = text[first : match.start()]
    if not said or _COUNTED.search(said) or _no_name().search(said):
        return None
    start = first + name_start(said)
    if not match[0].endswith(("项目", "工程")) and match.start() - start <= _LEAST:
        return None
    start = with_places(text, start, match.start())
    stage = _STAGE.match(text, match.end())
    end = stage.end() if stage else match.end()
    return None if is_unnamed(text[start : match.end()]) else Seen(passage, start, end)


# 5个项目, 一批高端化项目, …等项目: not the name of one
_COUNTED = re.compile(rf"(?:{_COUNT})[^、]*$|\d[件项][^、]*$|(?<!高|中|初|特|平)等$")


def _listed(passage: Passage) -> Iterator[Seen]:
    text = passage.text
    for match in _CLOSES_LIST.finditer(text) if "项目" in text else ():
        row = list(_row(text, 0 if text.endswith("实事", 0, match.start()) else match.start()))
        if not _other_sorts().search(match[0]) and not any(_is_kind(text[slice(*place)]) for place in row):
            yield from (Seen(passage, *place, listed=True) for place in row if not _is_town_or_unnamed(text[slice(*place)]))


@cache
def _other_sorts() -> re.Pattern[str]:
    return re.compile(words("other_sorts"))


@cache
def _pursuits() -> re.Pattern[str]:
    return re.compile(words("pursuits"))


def _is_kind(name: str) -> bool:
    """Tell whether a member of a list is a kind of works or a pursuit, so that the list names none: 溯溪, 来料加工, 开发漂流."""
    return len(name) < _LEAST or bool(_kind().fullmatch(name) or _pursuits().match(name))


_LEAST = 3


def _is_town_or_unnamed(name: str) -> bool:
    return is_unnamed(name) or bool(_TOWN.fullmatch(name))


def _row(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of what a list names, the last first, up to words that are no name."""
    while end > 0:
        first = words_before(text, end)
        start = first + name_start(text[first:end])
        name = text[start:end]
        if not name or _no_name().search(name):
            return
        yield start, end
        if text[first - 1 : first] != "、":
            return
        end = first - 1
