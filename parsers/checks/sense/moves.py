"""Changes told in any order of then, now and by how much: 去年A，今年B，增长p; 与去年的A相比，B，增长p; B，比上年增加x，上年为A; B，比A高出x."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.growth import computed_change, differs, is_at_prices
from parsers.checks.sense.statements import Sentence
from parsers.checks.sense.tolerance import fits, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_UP = "增长|增加|提高|提升|上升|扩大|扩种|扩建|攀升|上涨|增产|增收|增|升|涨|提|多|高|长"
_DOWN = "减少|下降|降低|缩短|压缩|缩减|压减|回落|下滑|下跌|减产|减|降|跌|少|低|提速|提前|节约|节省"
_HOW = r"(?:同比|环比|净|共|整整|足足|一年|一下子?|累计|人均|户均|亩均|每[亩户人]|一[亩户人家天]|偏|[一二两三四五六七八九十\d]{1,2}年间?|平均)*"
_THAN_TIME = r"(?:(?:同比|比|较|同)(?:去年|上年|前年|年初|上月|上季度?|20\d\d年|此前|以前|过去|原来|往年|上一年)(?:同期|同月|底|末|全年|整年|一年)?(?:相比)?)?"
# 增长 | 同比下降了 | 比上年增加 | 多卖了 | 偏高
_BY = re.compile(
    rf"^{_THAN_TIME}{_HOW}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度?|率|出|加)?(?:[卖收挣赚销打产种采建办]|收入|销售|追回|收回|完成|接待|培训|引进|化解|救助|投入|发放|生产|出栏|查处)?了?(?:达到?|为|约|近|超过?|整整|足足)*$"
)
_THEN = re.compile(
    r"去年|上年|前年|上一年|上个?月|上季度|往年|常年|原来|原先|原有|过去|以前|此前|之前|当初|最初|起初|年初|由|从|自|[改建实搬入]\S前|20\d\d年"
)
_NOW = re.compile(r"今年|目前|现在|如今|当前|现|本年|本月|达到?|[增升降减长高展大短]到?了?至?|20\d\d年|已")
_YEAR = re.compile(r"20\d\d(?=年)")
_NEXT = re.compile(r"去年|上年|前年|原来|以前")
# of another thing, or not yet
_OTHER = re.compile(r"其中|力争|计划|目标|预计|预期|将|分别|年均|平均每年|各|累计|全[国省]|可比|不变价|实际增长|同口径|剔除|扣除")
_WORDLESS = re.compile(
    rf"(?:{_UP}|{_DOWN})了?[到至为]|同比|去年|上年|前年|今年|同期|目前|现在|如今|以前|过去|原来|原先|最初|当初|20\d\d年|全[县市区镇乡村年]|实现|完成|达到?|突破|增[加长]?[到至]|(?:今年|去年)?前?[一二三四五六七八九十\d至—-]{{1,5}}个?月份?|[上下]半年|前?[一二三四两]个?季度|截至|一年|累计|达|[底末]|[的了由从自到至为是有仅只已约近超在比较与和相就又]"
)
_MAIN = re.compile(r"[^\W\da-zA-Z_]")
# what is further off is of something else
_FARTHEST = Decimal(3)
_POINTS = "个百分点"


class _Move(NamedTuple):
    """A change with what it leads from and to, whether upwards, and the place of the change among the figures."""

    was: Quantity
    now: Quantity
    up: bool
    at: int


def moves(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the changes that the values of then and now, told in any order in the sentence or the one before it, do not give; errors."""
    sentence = sentence.counted
    for i, stated in enumerate(sentence.figures):
        by = _BY.match(sentence.front(i)) if stated.word.dimension != "rank" else None
        move = _move(sentence, i, bool(by["up"])) if by else None
        told = sentence
        if by and not move and (both := sentence.with_one_before(before)):
            told, move = both, _move(both, i + 1, bool(by["up"]))
        if move and (finding := changed(told, (move.was, move.now), stated, move.up)):
            yield finding


def _move(sentence: Sentence, i: int, up: bool) -> _Move | None:
    stated = sentence.figures[i]
    told = [j for j in range(i) if _is_value(sentence.figures[j], stated)]
    behind = i + 1 if i + 1 < len(sentence.figures) and _is_value(sentence.figures[i + 1], stated) else None
    if behind and told and _NEXT.match(sentence.front(behind)) and not _NEXT.match(_clause(sentence, told[-1])):
        return _paired(sentence, behind, told[-1], up, i)
    if len(told) < 2 or sentence.figures[told[-1]].word.unit != sentence.figures[told[-2]].word.unit or told[-1] != i - 1:
        return None
    # three values of one kind leave it open which two are meant
    if len([j for j in told if sentence.figures[j].word.unit == sentence.figures[told[-1]].word.unit]) > 2:
        return None
    first, last = told[-2:]
    then = _then(sentence, first, last)
    return _paired(sentence, *((first, last) if then == first else (last, first)), up, i) if then is not None else None


def _is_value(q: Quantity, stated: Quantity) -> bool:
    """Tell whether a change can be one of this value: in its own unit, in % or 倍 of anything, in 个百分点 of a share."""
    if q.word.dimension == "rank" or q.value_max is not None or q.word.unit in (_POINTS, "倍", "比例"):
        return False
    if stated.word.unit == _POINTS:
        return q.word.unit == "%"
    return q.word.unit == stated.word.unit or (stated.word.unit in ("%", "倍") and q.word.unit != "%")


def _clause(sentence: Sentence, j: int) -> str:
    """Return the words in front of a figure, with those in front of a comma where its own say only what was done."""
    front = sentence.front(j)
    before = sentence.gap(j).removesuffix(front)
    return f"{before.rstrip('，').rsplit('，', 1)[-1]}，{front}" if before.endswith("，") else front


def _then(sentence: Sentence, first: int, last: int) -> int | None:
    """Return which of two figures is of then: the one that says so alone, or that of the earlier of two years."""
    a, b = sentence.front(first), sentence.front(last)
    years = [int(found[-1]) for words in (_clause(sentence, first), _clause(sentence, last)) if (found := _YEAR.findall(words))]
    if len(years) == 2:
        return (first if years[0] < years[1] else last) if years[0] != years[1] else None
    then = [bool(_THEN.search(a) or (not _MAIN.search(a) and _THEN.search(_clause(sentence, first)))), bool(_THEN.search(b))]
    if then[0] == then[1] or (then[0] and not _NOW.search(b)):
        return None
    return first if then[0] else last


def _paired(sentence: Sentence, was: int, now: int, up: bool, i: int) -> _Move | None:
    """Return a move where nothing tells that then and now are of two things."""
    first, last = min(was, now, i), max(was, now, i)
    told = sentence.prose.text[sentence.figures[first].start - len(sentence.front(first)) : sentence.figures[last].start]
    words = [set(_WORDLESS.sub("", sentence.front(j))) for j in (was, now)]
    apart = all(words) and not words[0] & words[1]
    # a rate may be at last year's prices; what came to it in 元 is not
    real = sentence.figures[i].word.unit == "%" and (is_at_prices(sentence.front(was)) or is_at_prices(sentence.front(now)))
    if apart or real or _OTHER.search(told):
        return None
    return _Move(sentence.figures[was], sentence.figures[now], up, i)


def changed(sentence: Sentence, pair: tuple[Quantity, Quantity], stated: Quantity, up: bool) -> Finding | None:
    """Return the finding for a change that a pair of then and now does not give, and that is near enough to be meant of it."""
    was, now = pair
    if interval(was).low <= 0 or interval(now).low <= 0:
        return None
    computed, result, sign = computed_change(was, now, stated, up)
    # 增长2倍 is often said of what is twice as much
    if fits(stated, *computed) or (stated.word.unit == "倍" and fits(stated, computed.low + 1, computed.high + 1)):
        return None
    # a change of the other direction is told by who compares values; here it would mean that the pair is wrong
    if not (stated.value / _FARTHEST <= result <= stated.value * _FARTHEST) or (now.value > was.value) != up:
        return None
    return differs(sentence, pair, stated, (result, sign))
