"""By how much one figure is said to be more or less than another: 38600元，比农村的20100元高出18500元; 计划12亿元，实际完成13.5亿元，超计划1.5亿元."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.sense.growth import computed_change, differs
from parsers.checks.sense.statements import Sentence, same_kind
from parsers.checks.sense.tolerance import Interval, fits, interval, quotient
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# ，比农村居民的|20100元|高出; 比年初, 比去年 and the like are told by others
_THAN = re.compile(r"^，?[^，。；\d]{0,4}[比较](?P<of>[^，。；]{0,16})$")
_BY = re.compile(
    r"^[^，。；\d]{0,4}?(?:还|要|整整|足足|又)?(?:(?P<up>高出|多出|超出|高|多|超|增加|增长|提高|增产|增收)|(?P<down>低|少|减少|下降|降低|缩短|减))"
    r"(?:[卖收挣赚销打产种采]|收入|完成)?了?(?:近|约|达|整整)*$"
)
# 计划投资|12亿元，实际完成投资|13.5亿元，超计划
_PLAN, _DID = re.compile(r"计划|目标|任务|预算|预期|定额|限额"), re.compile(r"实际|完成|实现|达到?|已|建成|支出")
_OVER = re.compile(
    r"^，(?:比(?:计划|目标|任务|预期))?(?P<up>超额|超出?|多)(?:过|了)?(?:年度|全年|原定|既定)?(?:计划|目标|任务|预期|预算)?(?:任务|目标)?(?:完成)?(?:了|达|约)*$"
)
# ，是种植玉米|1200元|的 | ，相当于去年的; what it is compared with is named before, or is what was before
_TIMES = re.compile(r"^，?(?:已|约)?(?:是|为|相当于|达到?)(?P<of>[^，。；\d]{0,10}?)的$")
_TIMES_OF = re.compile(r"^，?(?:已|约)?(?:是|为|相当于|达到?)(?P<of>[^，。；\d]{0,10}?)$")
_OTHER = re.compile(r"其中|力争|将|预计|分别|以上|以下|每[年月日天]|均")
_FARTHEST = 3
_THREE = 3


def excesses(sentence: Sentence, _: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield what one figure is said to be more or less than another, where both stand in front of it and give something else; errors."""
    sentence = sentence.counted
    for i in range(_THREE - 1, len(sentence.figures)):
        a, b, stated = sentence.figures[i - 2 : i + 1]
        if not same_kind(a, b) or a.word.dimension == "rank" or interval(a).low <= 0 or interval(b).low <= 0:
            continue
        than, by, over = _THAN.match(sentence.gap(i - 1)), _BY.match(sentence.gap(i)), _OVER.match(sentence.gap(i))
        if than and by and not _OTHER.search(than["of"]):
            yield from _checked(sentence, (b, a), stated, bool(by["up"]))
        elif stated.word.unit == "倍":
            yield from _multiplied(sentence, i)
        elif (
            over and _PLAN.search(sentence.front(i - 2)) and _DID.search(sentence.front(i - 1)) and not _PLAN.search(sentence.front(i - 1))
        ):
            yield from _checked(sentence, (a, b), stated, True)


def _multiplied(sentence: Sentence, i: int) -> Iterator[Finding]:
    """Check 是种植玉米1200元的5倍, and 是去年的3倍 where the figure before last is of last year, for figure `i`."""
    a, b, stated = sentence.figures[i - 2 : i + 1]
    if sentence.gap(i) == "的" and _TIMES_OF.match(sentence.gap(i - 1)):
        pair = (b, a)
    else:
        named = _TIMES.match(sentence.gap(i))
        of = named["of"].removesuffix("同期") if named else ""
        if not of or of not in sentence.prose.text[sentence.start : a.start] or of in sentence.gap(i - 1):
            return
        pair = (a, b)
    rate = quotient(pair[1], pair[0])
    value = pair[1].value / pair[0].value
    way = fits(stated, *rate)
    # 2.8 times is called nearly 3, no 2; 4.28 times may be called 4.2
    if (way is None or (way == "cut off" and "." not in stated.number)) and stated.value / _FARTHEST <= value <= stated.value * _FARTHEST:
        yield differs(sentence, pair, stated, (value, ""))


def _checked(sentence: Sentence, pair: tuple[Quantity, Quantity], stated: Quantity, up: bool) -> Iterator[Finding]:
    less, more = pair
    if (more.value > less.value) != up or stated.word.unit not in (less.word.unit, "%", "倍", "个百分点"):
        return
    computed, result, sign = computed_change(less, more, stated, up)
    if stated.word.unit == "倍":
        computed = Interval(computed.low, computed.high + 1)
    if not fits(stated, *computed) and stated.value / _FARTHEST <= result <= stated.value * _FARTHEST:
        yield differs(sentence, pair, stated, (result, sign))
