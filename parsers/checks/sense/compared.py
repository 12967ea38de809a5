"""One figure told together with the one it is compared with, and what lies between them in any form: 430起，比上年的510起减少80起，下降15.7%; 12.6亿元，同比增长8.6%，增收1亿元."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.sense.moves import changed
from parsers.checks.sense.statements import NO_COUNTS, Sentence, same_kind, written
from parsers.checks.sense.tolerance import Interval, fits, interval, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# ，较年初的|480个
_THAN = re.compile(r"^，?[^，。；\d]{0,4}[比较](?!例)[^，。；\d]{0,14}的$")
_UP = "增加|增长|增收|增产|净增|新增|上升|提高|多收?|增|涨|升"
_DOWN = "减少|下降|减收|减产|净减|降低|少|减|降"
_BY = re.compile(rf"^(?:[，、](?:同比|实际|共)?)?(?:净|共)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅|率|达|为|约)*$")
_GROWN = re.compile(rf"^，(?:同比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?$")
_MORE = re.compile(r"^，(?:净|实际|绝对额)?(?:(?P<up>增收|增加额?|净增|增量|多收|增长?额?)|(?P<down>减收|减少额?|净减|少收))(?:了|为|达)*$")
_OTHER = re.compile(r"其中|新增|可比|同口径|剔除|扣除|不变价|生产总值|增加值|GDP|力争|计划|目标|预计")
_CHANGES = ("%", "倍", "个百分点")
_FARTHEST = 3


def compared(sentence: Sentence, _: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the changes of a sentence that the two figures compared, or the figure and what came to it, do not give; errors."""
    if "比" not in sentence.text and "较" not in sentence.text:
        return
    sentence = sentence.counted
    for i in range(1, len(sentence.figures)):
        if finding := _than(sentence, i) or _grown(sentence, i):
            yield finding
            return


def _than(sentence: Sentence, i: int) -> Finding | None:
    """Check what stands right behind figure `i`, with which the one before it is compared: how many more, and how many per cent."""
    now, was = sentence.figures[i - 1], sentence.figures[i]
    alike = now.word.unit == was.word.unit and now.word.dimension != "rank"
    if not alike or not _THAN.match(sentence.gap(i)) or _OTHER.search(sentence.front(i - 1)):
        return None
    for k in range(i + 1, min(i + 3, len(sentence.figures))):
        by, stated = _BY.match(sentence.gap(k)), sentence.figures[k]
        if not by or not (stated.word.unit == was.word.unit or stated.word.unit in _CHANGES) or (stated.word.unit == "%" == was.word.unit):
            return None
        if finding := changed(sentence, (was, now), stated, bool(by["up"])):
            return finding
    return None


def _grown(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the growth of the one before it against the amount that came to it, told next."""
    if i + 1 >= len(sentence.figures):
        return None
    now, stated, more = sentence.figures[i - 1 : i + 2]
    grown, by = _GROWN.match(sentence.gap(i)), _MORE.match(sentence.gap(i + 1))
    if not grown or not by or stated.word.unit != "%" or not same_kind(now, more) or now.word.dimension in NO_COUNTS:
        return None
    if bool(grown["up"]) != bool(by["up"]) or _OTHER.search(sentence.front(i - 1)):
        return None
    x, b, sign = interval(more), interval(now), -1 if by["up"] else 1
    least, most = b.low + sign * x.high, b.high + sign * x.high
    if least <= 0:
        return None
    rate = Interval(x.low / max(most, b.high + sign * x.low) * 100, x.high / least * 100)
    value = more.value / (now.value + sign * more.value) * 100
    if fits(stated, *rate) or not stated.value / _FARTHEST <= value <= stated.value * _FARTHEST:
        return None
    return _finding(sentence, (now, stated, more), f"{shown(value, stated)}%")


def _finding(sentence: Sentence, told: tuple[Quantity, Quantity, Quantity], computed: str) -> Finding:
    prose = sentence.prose
    now, said, more = (written(prose, q) for q in told)
    message = f"A change of {more} that leads to {now} is {computed}, but the text says {said}."
    return prose.finding(told[0].start, told[2].end, message, computed, said)
