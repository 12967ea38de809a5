"""Shares of a whole that is told further off: of the plan in a sentence before (完成目标的84%), of all in the same sentence (141名…，86人，占比61%), in tenths."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.rates import fits_some_pair, ratio_finding
from parsers.checks.sense.statements import Sentence, same_kind, written
from parsers.checks.sense.tolerance import fits, interval, ratio, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_OF_PLAN = re.compile(
    r"^，(?:占|已?完成|达到?|为)(?:了|到)?(?:全年|年度|今年|当年|总|既定|计划|目标|任务)*(?:计划|目标|任务)(?:数|量|总量|总数|面积)?的$"
)
_PLANNED = re.compile(r"计划|目标|任务|规划")
_NOT_PLAN = re.compile(r"其中|一期|首期|[一二三四]季度|分别|各|已|去年|上年|[增长降减]")
_DONE = re.compile(r"已|完成|达到?|建成|到位|实现|累计")
_OF_ALL = re.compile(r"^，占(?:比|总数的|总人数的|总户数的|全部的)?(?:达到?|为|约)*$")
# 占全村劳动力|1640人|的
_OF = re.compile(r"^[^，。；\d]{0,10}，?占[^，。；\d]{2,16}$")
_OTHER = re.compile(r"其中|新增|比|较|分别|[^\W\d](?:镇|乡|村|区)[^，。；]{0,4}有")
_FAR, _FRACTION_DOWN, _FRACTION_UP = 15, Decimal("0.8"), Decimal("1.25")
_HALF_TENTH = re.compile(r"成[一二三四五六七八九]$")
_WINDOW = 2


def shared(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the shares of a sentence that its part and a whole told further off do not give; errors."""
    sentence = sentence.counted
    for i in range(1, len(sentence.figures)):
        stated = sentence.figures[i]
        if stated.word.unit == "比例":
            yield from _tenths(sentence, i)
        if stated.word.unit != "%":
            continue
        pair = _planned(sentence, before, i) or _of_all(sentence, i)
        near = pair and interval(pair[1]).low > 0 and abs(pair[0].value / pair[1].value * 100 - stated.value) <= _FAR
        if pair and near and not fits(stated, *ratio(*pair)) and not fits_some_pair(sentence, before, i, pair[0]):
            yield ratio_finding(sentence.prose, *pair, stated)


def _planned(sentence: Sentence, before: Sequence[Sentence], i: int) -> tuple[Quantity, Quantity] | None:
    """Return what is done with the only plan in its unit that the sentence before tells."""
    part = sentence.figures[i - 1]
    if not _OF_PLAN.match(sentence.gap(i)) or not _DONE.search(sentence.front(i - 1)) or "其中" in sentence.gap(i - 1):
        return None
    rows = [(s, j) for s in before[-1:] for j in range(len(s.figures)) if same_kind(s.figures[j], part)]
    own = [q for q in sentence.figures[: i - 1] if same_kind(q, part)]
    if len(rows) != 1 or own:
        return None
    s, j = rows[0]
    told = s.prose.text[s.start : s.figures[j].start]
    return (part, s.figures[j]) if _PLANNED.search(told) and not _NOT_PLAN.search(told) else None


def _of_all(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    """Return a part with the only figure of its kind in front of it, which counts all: 全县141名书记平均年龄46.8岁，大专以上学历86人，占比61%."""
    part = sentence.figures[i - 1]
    wholes = [j for j in range(i - 1) if same_kind(sentence.figures[j], part)]
    if not _OF_ALL.match(sentence.gap(i)) or len(wholes) != 1 or part.word.dimension != "people":
        return None
    whole = sentence.figures[wholes[0]]
    between = sentence.prose.text[whole.start - len(sentence.front(wholes[0])) : part.start]
    return (part, whole) if whole.value >= part.value and not _OTHER.search(between) and "。" not in between else None


def _tenths(sentence: Sentence, i: int) -> Iterator[Finding]:
    """Check 820人，占全村劳动力1640人的七成: a word, so only what is far from it is told."""
    if i < _WINDOW or sentence.gap(i) != "的" or not _OF.match(sentence.gap(i - 1)):
        return
    part, whole, stated = sentence.figures[i - 2 : i + 1]
    if not same_kind(part, whole) or not part.value or whole.value < part.value or stated.value_max is not None:
        return
    value = part.value / whole.value
    exact = bool(_HALF_TENTH.search(written(sentence.prose, stated)))
    low, high = (Decimal("0.92"), Decimal("1.08")) if exact else (_FRACTION_DOWN, _FRACTION_UP)
    if value < stated.value * low or (value > stated.value * high and stated.bound == "exact"):
        a, b, said = (written(sentence.prose, q) for q in (part, whole, stated))
        computed = f"{shown(value * 100)}%"
        yield sentence.prose.finding(part.start, stated.end, f"{a} of {b} is {computed}, but the text says {said}.", computed, said)
