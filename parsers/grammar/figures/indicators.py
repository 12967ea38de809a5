"""The figures that a document reports: amount, what it measures, whose it is, plan or fact, change and period."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from parsers.document import Change, Document, Indicator, Period, Text
from parsers.grammar.figures.amounts import Reported
from parsers.grammar.figures.changes import changes
from parsers.grammar.figures.metrics import Words, metrics
from parsers.grammar.figures.modality import Modalities, Stance, stance
from parsers.grammar.figures.periods import Periods
from parsers.grammar.figures.quantities import Quantity, find_quantities
from parsers.grammar.figures.ranks import find_ranks
from parsers.grammar.figures.shares import find_shares
from parsers.grammar.figures.spelled import find_spelled
from parsers.grammar.figures.subjects import Subjects, without
from parsers.grammar.figures.turns import Time
from parsers.grammar.numerals import narrowed
from parsers.mapped import Mapped
from parsers.passages import Passage


def find_indicators(prose: Sequence[Passage], document: Document) -> tuple[Indicator, ...]:
    """Return the figures of the prose in reading order; spans are those of the quote in the reading."""
    counted = [figures(passage.text) for passage in prose]
    held = stance(prose, document, counted)
    day = document.issue_date or document.published_at
    found: list[Indicator] = []
    for passage, quantities in zip(prose, counted, strict=True):
        found += _of_passage(passage, quantities, held, day, len(found)) if quantities else ()
    return tuple(found)


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Quantity, ...]:
    """Return all figures of a text in order, in digits or words; none overlaps another. The checks ask for the same texts again."""
    plain = narrowed(text)
    if plain is not text:
        return tuple(_as_written(text, q) for q in figures(plain))
    return tuple(_apart(sorted([*find_quantities(text), *find_shares(text), *find_ranks(text), *find_spelled(text)])))


def _as_written(text: str, q: Quantity) -> Quantity:
    return q._replace(number=text[q.at : q.at + len(q.number)])


def _apart(found: Sequence[Quantity]) -> Iterator[Quantity]:
    done = 0
    for quantity in found:
        if quantity.start >= done:
            done = quantity.end
            yield quantity


def _of_passage(passage: Passage, found: Sequence[Quantity], held: Stance, day: str | None, base: int) -> Iterator[Indicator]:
    text = passage.text
    modalities, periods, subjects = Modalities(passage, held), Periods(text, day), Subjects(text, found)
    measured = list(metrics(text, found))
    for i, (quantity, change) in enumerate(zip(found, changes(text, found), strict=True)):
        subject = subjects.of(quantity)
        words = without(text, measured[i], subject)
        if change and change.of is not None:
            changed = without(text, measured[change.of], subject)
            words = [*changed, *(w for w in words if w not in changed)]
        whose = subjects.own(quantity, subject)
        yield _indicator(
            passage,
            quantity,
            metric=_text(passage.mapped, words),
            subject=_text(passage.mapped, [whose] if whose else []),
            modality=(modality := modalities.at(quantity.start)),
            change=_change(change, base),
            period=_period(passage.mapped, periods.at(quantity.start, is_fact=modality == "achieved")),
        )


def _change(change: Reported | None, base: int) -> Change | None:
    if not change:
        return None
    return Change(direction=change.direction, basis=change.basis, of=None if change.of is None else base + change.of)


def _period(mapped: Mapped, time: Time | None) -> Period | None:
    return Period(start=time.first, end=time.last, spans=mapped.spans_of(time.start, time.end)) if time else None


def _text(mapped: Mapped, words: Sequence[Words]) -> Text | None:
    """Return stretches of a passage as one Text, several where the figure itself interrupts the wording; None where nothing is in them."""
    if len(words) <= 1:
        text = mapped.slice(*words[0]) if words else None
    else:
        text = Mapped(mapped.reading, tuple(s for w in words for s in mapped.spans_of(*w))).whole()
    return text if text and text.spans else None


def written(value: Decimal) -> str:
    """Return a value as a plain decimal string, without exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _indicator(passage: Passage, q: Quantity, **said: Any) -> Indicator:
    return Indicator(
        quote=passage.text[q.start : q.end],
        spans=passage.mapped.spans_of(q.start, q.end),
        value=written(q.value),
        value_max=None if q.value_max is None else written(q.value_max),
        unit=q.word.unit,
        value_as_written=q.number,
        unit_as_written=q.unit,
        bound=q.bound,
        **said,
    )
