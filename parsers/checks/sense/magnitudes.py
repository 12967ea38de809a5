"""万 where 亿 is meant: 总投资5600亿元，其中一期投资2300万元、二期投资3300万元."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from parsers.checks.sense.breakdowns import Breakdown, apart
from parsers.checks.sense.parts import breakdown
from parsers.checks.sense.statements import Sentence
from parsers.checks.sense.tolerance import interval, total_of
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity


def magnitudes(sentence: Sentence) -> Iterator[Finding]:
    """Yield the wholes whose parts add up by their printed numbers only: one is written in 万 that is meant in 亿, or the other way round."""
    if "其中" not in sentence.text or len({q.step for q in sentence.figures}) < 2:
        return
    sentence = sentence.counted
    for i in range(1, len(sentence.figures)):
        found = breakdown(sentence, i)
        if found and len(found.parts) > 1 and _is_mistaken(found):
            yield apart(sentence, found, "{listed} are {total} and not {said}: the numbers add up, so 万 and 亿 seem to be mixed up.")
            return


def _is_mistaken(found: Breakdown) -> bool:
    """Tell whether the printed numbers add up exactly, and the amounts fall short of their whole."""
    figures = (found.whole, *found.parts)
    if any(q.bound != "exact" or q.value_max is not None for q in figures) or len({q.step for q in figures}) < 2:
        return False
    printed = [_printed(q) for q in figures]
    return printed[0] == sum(printed[1:], Decimal(0)) and total_of(found.parts).high < interval(found.whole).low


def _printed(q: Quantity) -> Decimal:
    try:
        return Decimal(q.number.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return Decimal("NaN")
