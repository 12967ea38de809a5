"""Shares in a row that are all of one whole, but for one: 管理类143件，占9.71%；安全类449件，占34.06%；… of 1474件."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.sense.rates import ratio_finding
from parsers.checks.sense.statements import Sentence, same_kind, written
from parsers.checks.sense.tolerance import Interval, fits, interval, last_place, ratio, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_SHARE = re.compile(r"^[，、（]?(?:约)?占(?:比|总[数量]的|全部的|其中的|总面积的|总人数的|[^，。；\d]{2,8}的)?(?:约|为|达)?$")
_FEWEST = 3
# ，占国土面积的: what they are shares of is said
_NAMED = 6


def siblings(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the one share of a row that is not of the whole which all others are of; an error."""
    if sentence.text.count("占") < _FEWEST:
        return
    found = sentence.figures
    rows = [i for i in range(1, len(found)) if found[i].word.unit == "%" and _SHARE.match(sentence.gap(i))]
    rows = [i for i in rows if found[i - 1].word.dimension not in ("share", "rank") and same_kind(found[i - 1], found[rows[0] - 1])]
    if len(rows) < _FEWEST:
        return
    if len({sentence.gap(i) for i in rows}) > 1:
        return
    yield from _of_implied(sentence, rows)
    for whole in _wholes(sentence, before, rows):
        wrong = [i for i in rows if not _near(found[i], found[i - 1], whole)]
        if len(wrong) == 1:
            yield ratio_finding(sentence.prose, found[wrong[0] - 1], whole, found[wrong[0]])
            return


def _of_implied(sentence: Sentence, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield the one share of a row whose whole is not that of the others, where the whole is told nowhere (林地186万亩，占国土面积的62%)."""
    if len(sentence.gap(rows[0])) < _NAMED:
        return
    wholes = [_implied(sentence.figures[i - 1], sentence.figures[i]) for i in rows]
    for k, i in enumerate(rows):
        others = [w for n, w in enumerate(wholes) if n != k]
        common = Interval(max(w.low for w in others), min(w.high for w in others))
        if common.low <= common.high and not common.meets(wholes[k]):
            part, stated = sentence.figures[i - 1], sentence.figures[i]
            whole = (common.low + common.high) / 2
            computed, said = f"{shown(part.value / whole * 100, stated)}%", written(sentence.prose, stated)
            message = (
                f"By the other shares of the row, {written(sentence.prose, part)} are {computed} of the whole, but the text says {said}."
            )
            yield sentence.prose.finding(part.start, stated.end, message, computed, said)
            return


def _implied(part: Quantity, share: Quantity) -> Interval:
    step, held = last_place(share), interval(part)
    return Interval(held.low / (share.value + step) * 100, held.high / max(share.value - step, step / 2) * 100)


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
