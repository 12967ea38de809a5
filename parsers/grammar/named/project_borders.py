"""Where a project's name begins and ends among the words around it, and what is no name at all."""

import re
from functools import cache

from parsers.grammar.named.project_standing import status_at
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

# one character of a name; a space only beside Latin letters (中原大化 MMA 项目), a stroke only in 万吨/年
NAME = r"(?:[\u3400-\u9fffA-Za-z0-9（）()·.+\-]| (?=[A-Za-z])|(?<=[A-Za-z]) |/(?=[年日天]))"
_OUTSIDE = re.compile(r"[^\u3400-\u9fffA-Za-z0-9（）()·.+\- /]|(?<![A-Za-z]) (?![A-Za-z])|/(?![年日天])")
_LONGEST = 34


@cache
def words(name: str) -> str:
    """Return a pattern of any word of one list of the projects' vocabulary."""
    return alternation(*vocabulary("projects")[name]["words"])


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<inside>{words('inside')})|{words('before')}")


@cache
def _said_only() -> re.Pattern[str]:
    return re.compile(rf"(?:{vocabulary('projects')['unnamed']['pattern']})(?:项目|工程)?")


@cache
def _only_works() -> re.Pattern[str]:
    return re.compile(rf"(?:{vocabulary('projects')['unnamed_works']['pattern']})工程")


# 5个项目, 500万元以上项目, 一项
_NUMBERED = re.compile(r"\d+(?:\.\d+)?(?:[个项件大类批家余多月]|(?<!20\d\d)年|[万千百亿]*元).*|.*\d[个项]|\d[\d.]*|.{0,2}(?:项目|工程)?")
# 太康县|重点项目, 商水县2024年上半年|重点项目: the place and time of projects without a name; not 示范区建设项目
_OF_PLACE = re.compile(r"[省市县州盟旗镇乡]|[区村年月度](?!建设|基础)")


def is_unnamed(name: str) -> bool:
    """Tell whether a name only counts, places or dates projects: 太康县重点项目, 500万元以上项目."""
    if _NUMBERED.fullmatch(name) or _says_nothing(name, 0):
        return True
    return name.endswith(("项目", "工程")) and any(_says_nothing(name, m.end()) for m in _OF_PLACE.finditer(name, 0, 14))


def _says_nothing(name: str, start: int) -> bool:
    return bool(_said_only().fullmatch(name, start) or _only_works().fullmatch(name, start))


# 民主路、解放路、|建设街改造工程: the name goes on over places of one sort
_PLACE = re.compile(r"(?:.{1,4}[省市县区])?(?:20\d\d年)?.{1,6}?[路街巷道镇乡河渠]")


def with_places(text: str, start: int, end: int) -> int:
    """Return where a name begins that is known from `start` on, with the places of its sort listed in front of it."""
    while text[start - 1 : start] == "、" and _PLACE.match(text, start, end):
        first = words_before(text, start - 1)
        first += name_start(text[first : start - 1])
        if not _PLACE.fullmatch(text, first, start - 1):
            break
        start = first
    return start


def words_before(text: str, end: int) -> int:
    """Return where the words begin that run up to `end` without a mark that cannot stand in a name."""
    lowest = max(0, end - _LONGEST)
    return max((m.end() for m in _OUTSIDE.finditer(text, lowest, end)), default=lowest)


# 1.华能风电项目, （2）5G基站, 一是…: the mark of a list
_MARK = re.compile(r"(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|\d{1,2}[.．](?!\d)|[一二三四五六七八九十]是要?) ?")


def name_start(said: str) -> int:
    """Return where a name begins in the words that end with it: behind the last word that is no part of one."""
    mark = _MARK.match(said)
    start = mark.end() if mark else 0
    for match in _before().finditer(said, start):
        if match["inside"] is None and match.end() <= len(said) - 2:
            start = match.end()
    over = _OVER.match(said)
    start = max(start, over.end() if over else 0)
    lead = _LEADS.match(said, start)
    return lead.end() if lead else start


# 县委书记王强到|…, 投入2.3亿元|…: what is done, or paid, ends before the name
_OVER = re.compile(r".*(?:[了的]|[\d万亿]元|到(?![户位村期家店底达]))")
# 有|县城至金溪公路工程; not 有机肥项目
_LEADS = re.compile(r"有(?![机限色线轨源])")


def name_end(said: str) -> int:
    """Return where the name ends that the words begin with: at 项目, before 等 or what is said of it."""
    project = said.find("项目")
    ends = [project + 2 if project > 0 else len(said)]
    ends += [m.end() for m in _WORK_END.finditer(said)][:1]
    ends += [m.start() for m in _NAME_STOP.finditer(said)][:1]
    status = status_at(said)
    return min(ends if status is None else [*ends, status])


# …治理工程|主体已完工; not 工程机械
_WORK_END = re.compile(r"(?<=..)工程(?=主体|[一二三]期|累计|目前|已|正|于|全面|顺利|如期|基本|[（(])")
# what is said of a project begins here; not 高等, 于都, 正阳, 将军, 已 is never inside
_NAME_STOP = re.compile(
    r"(?<![高中初特平])等(?![级离])|在(?!线|建)|已|正(?![阳定宁镶安和])|即将|将(?![军乐])|全面|顺利|[今去明]年|[年月]底|[年月]初|相继|陆续|全线|如期|全部|双双|\d+月|\d+年|预计|计划(?!生育)|于(?![都洪])"
    r"|累计|完成|主体|机器轰鸣|热火朝天|开门迎客|开园|开街|拔地而起|目前|[（(](?![一二三四五六七八]期)"
)
