"""What a county has one of for a year, stated twice with different values: 城镇新增就业4210人, and again 4120人实现城镇新增就业."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from parsers.checks.sense.statements import Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

_REACHED = r"(?:人数)?(?:累计|预计)?(?:完成|实现|达到|达|为|突破)?$"
_WHOSE = r"^(?:20\d\d年|全年|年)?(?:全[县市区州旗盟]|我[县市区旗])?$"
# somebody else's figure, a plan, a figure before another, a part
_NOT_COMPARED = re.compile(
    r"[^\W\da-zA-Z_](?:镇|乡|街道|村|园区|开发区|高新区|新区|社区|公司|集团|苏木|团场)|全[省国]|该|力争|计划|目标(?!导向)|预计|预期|将|到20\d\d|由|从|比|较|其中|占|各|分别"
)
# 在前三季度规上工业增加值同比增长: the growth of a figure is compared as the figure is
_GROWN = re.compile(r"(?:同比|比上年|较上年|比去年|较去年)?(?P<way>增长|下降)(?:了|约|达)?$")
_WHEN = re.compile(r"^(?:我们)?要?在?(?:今年|去年)?(?:20\d\d年|[上下]半年|[一二三四]季度|前三季度|\d+[—\-－至到]\d+月)?")
_PERIOD = re.compile(
    r"20\d\d年|去年|前年|上年|[上下]半年|[一二三四]季度|前三季度|\d+[—\-－至到]\d+月|\d+月|十[三四五]五|[一两二三四五六七八九\d]+年来|以来|目前|截至|过去"
)
_WHOLE_YEAR = re.compile(r"全年|一年来|过去一年|过去的一年|这一年")
_YEAR = re.compile(r"20\d\d年")
# two that are further apart are hardly meant to be the same
_FURTHEST, _FURTHEST_GROWTH = Decimal("1.7"), Decimal("2.5")


class _Claim(NamedTuple):
    """One statement: the figure, where it is said, its words of time, and whether it says that it is of a whole year, or of 全市."""

    figure: Quantity
    start: int
    end: int
    period: frozenset[str]
    whole_year: bool
    of_city: bool


@cache
def _metrics() -> dict[str, str]:
    """Return the wordings of figures that a region has one of for a year → the name that they share."""
    lists = vocabulary("statistics")
    named = {**lists["of_regions"], "城镇新增就业": lists["where_said"]["城镇新增就业"]}
    return {wording: name for name, others in named.items() for wording in (name, *others)}


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<metric>{alternation(*_metrics())}){_REACHED}")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:实现|完成)(?P<metric>{alternation(*_metrics())})$")


def restated(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the figures of a year that a document states twice with values that cannot both be meant; a warning."""
    first: dict[tuple[str, str, bool], list[_Claim]] = {}
    for sentence in sentences:
        for metric, claim in _claims(sentence):
            known = first.setdefault((metric, claim.figure.word.unit, claim.of_city), [])
            other = next((c for c in known if _same_period(c, claim)), None)
            if other is None:
                known.append(claim)
            elif differ(other.figure, claim.figure, _FURTHEST_GROWTH if claim.figure.word.unit == "%" else _FURTHEST):
                yield _finding(prose, metric, other, claim)


def _claims(sentence: Sentence) -> Iterator[tuple[str, _Claim]]:
    for i, figure in enumerate(sentence.figures):
        if claim := _growth(sentence, i) if figure.word.unit == "%" else _amount(sentence, i):
            yield claim


def _growth(sentence: Sentence, i: int) -> tuple[str, _Claim] | None:
    """Return what 规上工业增加值增长6.9% says of a figure of a region, or 生产总值284.6亿元，同比增长5.8%."""
    figure, front = sentence.figures[i], sentence.front(i)
    grown = _GROWN.search(front)
    if not grown or figure.value_max is not None:
        return None
    if not grown.start():
        amount = _amount(sentence, i - 1) if i and sentence.gap(i) == f"，{front}" else None
        return (f"{grown['way']} of {amount[0]}", amount[1]._replace(figure=figure, end=figure.end)) if amount else None
    match = _before().search(front[: grown.start()])
    told = sentence.prose.text[sentence.start : figure.start]
    if not match or not re.search(_WHOSE, _WHEN.sub("", front[: match.start()])) or _NOT_COMPARED.search(told.removesuffix(front)):
        return None
    start = figure.start - len(front) + match.start()
    claim = _told(sentence, figure, (start, figure.end))
    last = _PERIOD.findall(told)[-1:]
    return f"{grown['way']} of {_metrics()[match['metric']]}", claim._replace(period=frozenset(last) or claim.period)


def _amount(sentence: Sentence, i: int) -> tuple[str, _Claim] | None:
    """Return what 地区生产总值254亿元 says of a region, or 4120人实现城镇新增就业."""
    figure, front = sentence.figures[i], sentence.front(i)
    before, behind = _before().search(front), _behind().search(sentence.back(i))
    match = before if before and re.search(_WHOSE, front[: before.start()]) else behind if not front else None
    if not match or figure.value_max is not None or figure.value <= 0:
        return None
    told = sentence.prose.text[sentence.start : figure.start]
    if _NOT_COMPARED.search(told.removesuffix(front)) or _NOT_COMPARED.search(front.replace(match["metric"], "")):
        return None
    start = figure.start - len(front) + match.start() if match is before else figure.start
    end = figure.end if match is before else figure.end + match.end()
    return _metrics()[match["metric"]], _told(sentence, figure, (start, end))


def _told(sentence: Sentence, figure: Quantity, place: tuple[int, int]) -> _Claim:
    told = sentence.prose.text[sentence.start : figure.start]
    year = bool(_WHOLE_YEAR.search(told))
    period = frozenset(_PERIOD.findall(_WHOLE_YEAR.sub("", told))) or (frozenset() if year else earlier(sentence))
    return _Claim(figure, *place, period, year, "全市" in told)


def earlier(sentence: Sentence) -> frozenset[str]:
    """Return the last words of time that the paragraph has before a sentence."""
    text = sentence.prose.text
    return frozenset(_PERIOD.findall(text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start])[-1:])


def _same_period(a: _Claim, b: _Claim) -> bool:
    if a.period == b.period:
        return True
    bare, dated = (a, b) if not a.period else (b, a)
    return not bare.period and bare.whole_year and len(dated.period) == 1 and all(_YEAR.fullmatch(word) for word in dated.period)


def _finding(prose: Prose, metric: str, first: _Claim, second: _Claim) -> Finding:
    return disagree(
        prose, first.figure, second.figure, f"The text says {{a}} here and {{b}} there of {metric} in what seems the same year."
    )
