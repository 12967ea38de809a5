"""A whole with what is said to be its parts, and what is told where they do not add up to it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import interval, last_place, total_of
from parsers.document import Finding, Severity
from parsers.grammar.figures.quantities import Quantity


class Breakdown(NamedTuple):
    """A whole and what is said to be its parts, with the words that name them; `closed` where nothing else can be part."""

    whole: Quantity
    parts: Sequence[Quantity]
    labels: Sequence[str] = ()
    closed: bool = True

    @property
    def total(self) -> Decimal:
        """Return the sum of the parts as they are printed."""
        return sum((q.value for q in self.parts), Decimal(0))

    @property
    def adds_up(self) -> bool:
        """Tell whether the parts can be the whole, each within what it can stand for."""
        return total_of(self.parts).meets(interval(self.whole))

    @property
    def rounds(self) -> bool:
        """Tell whether the parts can be the whole where all were rounded to one place, which no row that adds up so badly is."""
        step = last_place(self.whole)
        alike = all(q.bound == "exact" and q.value_max is None and last_place(q) == step for q in (self.whole, *self.parts))
        return not alike or abs(self.total - self.whole.value) * 2 < step * (len(self.parts) + 1)


def sum_finding(sentence: Sentence, found: Breakdown, severity: Severity) -> Finding:
    """Return the finding for parts whose sum is not their whole."""
    open_end = "; either a figure is wrong or a part is not named" if severity == "warning" else ""
    return apart(sentence, found, f"{{listed}} add up to {{total}}, but the text says {{said}}{open_end}.", severity)


def apart(sentence: Sentence, found: Breakdown, message: str, severity: Severity = "error") -> Finding:
    """Return the finding for a breakdown; `message` has places for the `listed` parts, their `total` and what is `said` of the whole."""
    prose = sentence.prose
    figures = sorted([found.whole, *found.parts])
    total = in_unit_of(found.whole, found.total)
    listed, said = " + ".join(written(prose, q) for q in found.parts), written(prose, found.whole)
    told = message.format(listed=listed, total=total, said=said)
    return prose.finding(figures[0].start, figures[-1].end, told, total, said, severity)
