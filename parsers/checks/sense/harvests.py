"""So many 亩 at so much each, sold at so much a 斤: 8亩辣椒，每亩能摘4000斤，一斤3块钱，毛收入9.6万元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.products import NOT_ALL
from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_YIELD = re.compile(r"(?:(?:平均)?每亩地?|(?<![一二三四五六七八九十])一亩地?)[^，。；\d]{0,6}$|亩均?产(?:量)?(?:约|达到?|为|在|有|可)*$")
_PRICE = re.compile(r"(?:每|(?<![一二三四五六七八九十])一)(?P<unit>公斤|斤|吨)[^，。；\d]{0,6}$")
_TOTAL = re.compile(r"(?:毛收入|总收入|收入|总产值|产值|销售额|卖了?|卖出)(?:就|能|可)?(?:约|达到?|为|有|近|超过?)*$")
_SHARED = re.compile(r"每|均|一亩|一家")
_MASS = {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5")}
# 6万多块
_COINS = "块"
_SLACK, _FARTHEST, _FOUR = Decimal("0.2"), Decimal(3), 4


def harvests(sentence: Sentence, _before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the income of a field that its area, yield and price do not make; the four and nothing else that could be meant; an error."""
    found = sentence.figures
    if len(found) < _FOUR or "亩" not in sentence.text or NOT_ALL.search(sentence.text):
        return
    yields = [q for i, q in enumerate(found) if q.word.unit in _MASS and _YIELD.search(sentence.front(i))]
    prices = [(q, m) for i, q in enumerate(found) if q.word.dimension == "money" and (m := _PRICE.search(sentence.front(i)))]
    fields = [q for i, q in enumerate(found) if q.word.unit == "亩" and not _SHARED.search(sentence.front(i))]
    totals = [q for i, q in enumerate(found) if (q.word.dimension == "money" or q.word.unit == _COINS) and _is_total(sentence.front(i))]
    if len(yields) == len(prices) == len(fields) == len(totals) == 1:
        yield from _checked(
            sentence, (fields[0], yields[0], prices[0][0]), totals[0], _MASS[yields[0].word.unit] / _MASS[prices[0][1]["unit"]]
        )


def _is_total(front: str) -> bool:
    return bool(_TOTAL.search(front)) and not _SHARED.search(front)


def _checked(sentence: Sentence, made_of: tuple[Quantity, ...], total: Quantity, factor: Decimal) -> Iterator[Finding]:
    low, high, value = factor, factor, factor
    for q in made_of:
        held = interval(q)
        low, high, value = low * held.low, high * held.high, value * q.value
    due, said = Interval(low * (1 - _SLACK), high * (1 + _SLACK)), interval(total)
    if due.low <= 0 or due.meets(said) or said.high * _FARTHEST < due.low or said.low > due.high * _FARTHEST:
        return
    prose, computed, stated = sentence.prose, in_unit_of(total, value), written(sentence.prose, total)
    told = " at ".join(written(prose, q) for q in made_of)
    places = sorted((*made_of, total))
    yield prose.finding(places[0].start, places[-1].end, f"{told} make about {computed}, but the text says {stated}.", computed, stated)
