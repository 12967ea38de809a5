"""The figures that a document reports: amount, what it measures, whose it is, plan or fact, change and period."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.document import Document, Indicator
from parsers.grammar.modality import Modalities, Modality, Stance, stance
from parsers.grammar.numerals import narrowed
from parsers.grammar.quantities import Quantity, find_quantities
from parsers.grammar.ranks import find_ranks
from parsers.grammar.shares import find_shares
from parsers.grammar.spelled import find_spelled
from parsers.passages import Passage


def find_indicators(prose: Sequence[Passage], document: Document) -> tuple[Indicator, ...]:
    """Return the figures of the prose in reading order; spans are those of the quote in the reading."""
    held = stance(prose, document)
    return tuple(i for passage in prose for i in _of_passage(passage, held))


def figures(text: str) -> list[Quantity]:
    """Return all figures of a text in order, in digits or words; none overlaps another."""
    plain = narrowed(text)
    found = sorted([*find_quantities(plain), *find_shares(plain), *find_ranks(plain), *find_spelled(plain)])
    return [q if plain is text else _as_written(text, q) for q in _apart(found)]


def _as_written(text: str, q: Quantity) -> Quantity:
    return q._replace(number=text[q.at : q.at + len(q.number)])


def _apart(found: Sequence[Quantity]) -> Iterator[Quantity]:
    done = 0
    for quantity in found:
        if quantity.start >= done:
            done = quantity.end
            yield quantity


def _of_passage(passage: Passage, held: Stance) -> Iterator[Indicator]:
    found = figures(passage.text)
    if not found:
        return
    modalities = Modalities(passage, held)
    for quantity in found:
        yield _indicator(passage, quantity, modalities.at(quantity.start))


def written(value: Decimal) -> str:
    """Return a value as a plain decimal string, without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _indicator(passage: Passage, q: Quantity, modality: Modality) -> Indicator:
    return Indicator(
        quote=passage.text[q.start : q.end],
        spans=passage.mapped.spans_of(q.start, q.end),
        metric=None,
        subject=None,
        value=written(q.value),
        value_max=None if q.value_max is None else written(q.value_max),
        unit=q.word.unit,
        value_as_written=q.number,
        unit_as_written=q.unit,
        modality=modality,
        bound=q.bound,
        change=None,
        period=None,
    )
