"""Shares in a row that are all of one whole, but for one: 管理类143件，占9.71%；安全类449件，占34.06%；… of 1474件."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.sense.rates import ratio_finding
from parsers.checks.sense.statements import Sentence, same_kind
from parsers.checks.sense.tolerance import fits, interval, last_place, ratio
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_SHARE = re.compile(r"^[，、（]?(?:约)?占(?:比|总[数量]的|全部的|其中的|总面积的|总人数的)?(?:约|为|达)?$")
_FEWEST = 3


def siblings(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the one share of a row that is not of the whole which all others are of; an error."""
    if sentence.text.count("占") < _FEWEST:
        return
    found = sentence.figures
    rows = [i for i in range(1, len(found)) if found[i].word.unit == "%" and _SHARE.match(sentence.gap(i))]
    rows = [i for i in rows if found[i - 1].word.dimension not in ("share", "rank") and same_kind(found[i - 1], found[rows[0] - 1])]
    if len(rows) < _FEWEST:
        return
    for whole in _wholes(sentence, before, rows):
        wrong = [i for i in rows if not _near(found[i], found[i - 1], whole)]
        if len(wrong) == 1:
            yield ratio_finding(sentence.prose, found[wrong[0] - 1], whole, found[wrong[0]])
            return


def _near(stated: Quantity, part: Quantity, whole: Quantity) -> bool:
    """Tell whether a share is right but for one unit of its last digit: so that a row adds up to 100, one of it is often changed."""
    low, high = ratio(part, whole)
    step = last_place(stated)
    return bool(fits(stated, low - step, high + step))


def _wholes(sentence: Sentence, before: Sequence[Sentence], rows: Sequence[int]) -> list[Quantity]:
    """Return what can be the whole, the nearest first: larger than each part, of the same kind."""
    parts = [sentence.figures[i - 1] for i in rows]
    near = [q for s in before for q in s.figures] + list(sentence.figures[: rows[0] - 1])
    return [q for q in reversed(near) if same_kind(q, parts[0]) and all(q.value > p.value for p in parts) and interval(q).low > 0]
