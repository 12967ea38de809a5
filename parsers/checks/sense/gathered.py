"""Totals behind what they gather up, under other words: 一期3.2万平方米，二期4.6万平方米，两期共建7.8万平方米; 上半年A，下半年B，全年C; A、B、C，共计113个文化阵地."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.statements import NO_COUNTS, Sentence, same_kind
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

_SUM = r"(?:合计|共计|总计|一共|总共|累计|共)"
# ，两期共建厂房 | ，三镇合计完成税收
_COUNTED = re.compile(rf"^(?:以上|上述|这)?(?P<n>[两二三四五六七八九])(?:个?[^\W\da-zA-Z_]{{1,3}}?){_SUM}(?P<what>[^\W\da-zA-Z_]{{0,10}})$")
_YEARS = re.compile(r"^(?:以上|上述|这)?[两二三四五六七八九]年")
_BARE = re.compile(r"^(?:合计|共计|总计)(?:达|为|约)*$")
_WHOLE_YEAR = re.compile(r"^(?:全年|年度|一年)")
_FIRST_HALF, _THREE_QUARTERS = re.compile(r"^上半年"), re.compile(r"^前三(?:个)?季度")
_HALVES, _QUARTERS = ("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度")
_PERIODS = ((_WHOLE_YEAR, (_HALVES, _QUARTERS)), (_FIRST_HALF, (_QUARTERS[:2],)), (_THREE_QUARTERS, (_QUARTERS[:3],)))
# 全城共改造老旧小区: more than all places that are named can be told, less not
_ALL_PLACES = re.compile(rf"^全(?:[县市区州旗镇乡村城场]|园区){_SUM}(?P<what>[^\W\da-zA-Z_]{{0,10}})$")
_PLACE = re.compile(r"(?:片区|镇|乡|街道|村|社区|[东西南北]部|[东西南北中]|园区|[^\W\d][县区])$")
_OTHER = re.compile(r"其中|新增|力争|计划|目标|预计|去年|上年|同比|分别")
_NEAR, _LISTED_NEAR = Decimal("0.35"), Decimal("0.15")
_NOUN, _THREE = 2, 3


def gathered(sentence: Sentence, _: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the totals of a sentence that what they gather up does not give; errors."""
    sentence = sentence.counted
    for i in range(2, len(sentence.figures)):
        if sentence.figures[i].word.dimension in NO_COUNTS or _OTHER.search(sentence.front(i)):
            continue
        front = sentence.front(i)
        if counted := _COUNTED.match(front):
            run = _alike(sentence, i)
            run = run if len(run) == to_int(counted["n"]) and not _YEARS.match(front) else []
            yield from _checked(sentence, i, run, _NEAR)
        elif _BARE.match(front):
            yield from _checked(sentence, i, _listed(sentence, i), _LISTED_NEAR)
        elif periods := next((parts for whole, parts in _PERIODS if whole.match(front)), None):
            yield from _checked(sentence, i, _periods(sentence, i, periods), _NEAR)
        elif places := _ALL_PLACES.match(front):
            run = _of_places(sentence, i, places["what"])
            if run and sum((q.value for q in run), Decimal(0)) > sentence.figures[i].value:
                yield from _checked(sentence, i, run, _NEAR)


def _alike(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the figures in front of figure `i` that count the same kind of thing; none where another part of the sentence is told of."""
    told = sentence.prose.text[sentence.start : sentence.figures[i].start]
    return [] if _OTHER.search(told) else [q for q in sentence.figures[:i] if same_kind(q, sentence.figures[i])]


def _listed(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the list joined by 、 right in front of figure `i`; three at the least."""
    run: list[Quantity] = []
    for j in range(i - 1, -1, -1):
        if sentence.figures[j].word.unit != sentence.figures[i].word.unit:
            break
        run.insert(0, sentence.figures[j])
        if "，" in sentence.gap(j) or "、" not in sentence.gap(j):
            break
    told = sentence.prose.text[run[0].start - len(sentence.front(i - len(run))) : sentence.figures[i].start] if run else "其中"
    return run if len(run) >= _THREE and not _OTHER.search(told) else []


def _periods(sentence: Sentence, i: int, periods: Sequence[Sequence[str]]) -> list[Quantity]:
    """Return the figures of both halves, or of all quarters, in front of figure `i`."""
    for names in periods:
        found = [
            next((q for j, q in enumerate(sentence.figures[:i]) if sentence.front(j).startswith((name, f"第{name}"))), None)
            for name in names
        ]
        run = [q for q in found if q and same_kind(q, sentence.figures[i])]
        if len(run) == len(names):
            return run
    return []


def _of_places(sentence: Sentence, i: int, what: str) -> list[Quantity]:
    """Return the figures of places in front of figure `i`, all under the verb or noun of the total."""
    run = _alike(sentence, i)
    fronts = [sentence.front(j) for j in range(i) if sentence.figures[j] in run]
    named = all(_PLACE.search(front.split(what[:_NOUN])[0]) for front in fronts[:1]) if what else False
    return run if len(run) >= _NOUN and len(run) == i and named and what[-_NOUN:] in fronts[0] else []


def _checked(sentence: Sentence, i: int, run: Sequence[Quantity], most: Decimal) -> Iterator[Finding]:
    found = Breakdown(sentence.figures[i], run)
    if len(run) >= _NOUN and not found.adds_up and abs(found.total - found.whole.value) <= found.total * most:
        yield sum_finding(sentence, found, "error")
