"""One size in two units: 造林1200公顷，折合1.2万亩; 3.6平方公里（5400亩）."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# what one of each holds of the smallest of its kind; 15 亩 in a 公顷, 500 米 in a 里
_SIZES = {
    "area": {"平方米": Decimal(3), "亩": Decimal(2000), "公顷": Decimal(30000), "平方公里": Decimal(3000000), "平方千米": Decimal(3000000)},
    "mass": {"克": Decimal(1), "斤": Decimal(500), "公斤": Decimal(1000), "千克": Decimal(1000), "吨": Decimal(1000000)},
    "length": {"米": Decimal(1), "里": Decimal(500), "公里": Decimal(1000), "千米": Decimal(1000)},
}
_SIZE = {unit: (kind, size) for kind, units in _SIZES.items() for unit, size in units.items()}
_SAME = re.compile(r"^[，、（]?(?:也就是|折合|换算|约合|相当于|折|合|即)(?:成|为)?(?:约|近|超|超过)?$")
_TWO = 2
# 公顷 and 亩 are rounded before they are turned into each other
_SLACK = Decimal("0.02")


def conversions(sentence: Sentence) -> Iterator[Finding]:
    """Yield the sizes that are given again in another unit, and are not the same."""
    if sum(q.word.unit in _SIZE for q in sentence.figures) < _TWO:
        return
    for i in range(1, len(sentence.figures)):
        first, second = sentence.figures[i - 1 : i + 1]
        sizes = _SIZE.get(first.word.unit), _SIZE.get(second.word.unit)
        if not sizes[0] or not sizes[1] or first.word.unit == second.word.unit or sizes[0][0] != sizes[1][0] or not _again(sentence, i):
            continue
        held = interval(first)
        factor = sizes[0][1] / sizes[1][1]
        if not Interval(held.low * factor * (1 - _SLACK), held.high * factor * (1 + _SLACK)).meets(interval(second)):
            yield _finding(sentence, first, second, factor)


def _again(sentence: Sentence, i: int) -> bool:
    gap = sentence.gap(i)
    return bool(_SAME.match(gap)) or (gap == "（" and sentence.prose.text[sentence.figures[i].end : sentence.figures[i].end + 1] == "）")


def _finding(sentence: Sentence, first: Quantity, second: Quantity, factor: Decimal) -> Finding:
    computed, said = in_unit_of(second, first.value * factor), written(sentence.prose, second)
    message = f"{written(sentence.prose, first)} are {computed}, but the text says {said}."
    return sentence.prose.finding(first.start, second.end, message, computed, said)
