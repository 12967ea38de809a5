"""Growth by the year against first and last value: 从2019年的9860元提高到2023年的14980元，年均增长16%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, written
from parsers.checks.sense.tolerance import Interval, fits, interval, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_FROM = re.compile(r"[由从](?P<y>20\d\d)年底?的?[^，。；\d]{0,8}$")
_TO = re.compile(r"^，?(?:增长|增加|提高|提升|上升|扩大|发展|攀升|跃升|上涨|增|升|提)[到至](?:了)?(?P<y>20\d\d)年底?的?[^，。；\d]{0,6}$")
_BY = re.compile(r"^，年均(?:增长|递增|增幅|增速|提高|增)(?:率|达到?|为|约|近|超)*$")
# years are counted with their first or without it
_ONE = 1


def yearly(sentence: Sentence) -> Iterator[Finding]:
    """Yield the yearly growth of a sentence that neither compound nor even growth between its values gives; an error."""
    if "年均" not in sentence.text:
        return
    for i in range(1, len(sentence.figures) - 1):
        former, present, stated = sentence.figures[i - 1 : i + 2]
        since, to = _FROM.search(sentence.prose.text, sentence.start, former.start), _TO.match(sentence.gap(i))
        if not since or not to or not _BY.match(sentence.gap(i + 1)) or stated.word.unit != "%" or former.word.unit != present.word.unit:
            continue
        years = int(to["y"]) - int(since["y"])
        if years > _ONE and min(former.value, present.value) > 0 and not fits(stated, *_growth(former, present, years)):
            yield _finding(sentence, former, present, stated, years)


def _growth(former: Quantity, present: Quantity, years: int) -> Interval:
    """Return the least and the most that a yearly growth can be called."""
    a, b = interval(former), interval(present)
    least, most = b.low / a.high, b.high / a.low
    return Interval((_root(least, years + _ONE) - 1) * 100, max((most - 1) / years, _root(most, years) - 1) * 100)


def _root(times: Decimal, years: int) -> Decimal:
    return Decimal(float(times) ** (1 / years))


def _finding(sentence: Sentence, former: Quantity, present: Quantity, stated: Quantity, years: int) -> Finding:
    computed = f"{shown((_root(present.value / former.value, years) - 1) * 100, stated)}%"
    a, b, said = (written(sentence.prose, q) for q in (former, present, stated))
    message = f"From {a} to {b} in {years} years is a growth of about {computed} a year, but the text says {said}."
    return sentence.prose.finding(former.start, stated.end, message, computed, said)
