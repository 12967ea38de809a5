"""Figures that contradict each other: `figures_disagree`, with both sides, what follows and what is said."""

from collections.abc import Iterator, Sequence

from parsers.checks.ages import ages
from parsers.checks.averages import averages
from parsers.checks.bounded import bounded
from parsers.checks.calendars import calendars
from parsers.checks.durations import durations
from parsers.checks.enumerations import enumerations
from parsers.checks.growth import growth
from parsers.checks.industries import industries
from parsers.checks.listed import listed
from parsers.checks.magnitudes import magnitudes
from parsers.checks.nodays import no_days
from parsers.checks.ordering import captions_in_order, dates_in_order
from parsers.checks.parts import parts
from parsers.checks.proportions import proportions
from parsers.checks.ranked import ranked
from parsers.checks.rates import rates
from parsers.checks.ratios import ratios
from parsers.checks.remainders import remainders
from parsers.checks.repeated import repeated
from parsers.checks.restated import restated
from parsers.checks.statements import Prose
from parsers.checks.tabled import tabled
from parsers.checks.tables import tables
from parsers.checks.totals import totals
from parsers.checks.twice import twice
from parsers.checks.wholes import wholes
from parsers.checks.wording import wording
from parsers.checks.yearspans import year_spans
from parsers.document import Document, Finding
from parsers.passages import Passage
from parsers.reading import Reading

_WINDOW = 12


def figures(reading: Reading, document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the contradictions between the figures of a document; a document of type `other` is not read for figures."""
    if document.doc_type == "other":
        return
    prose = Prose.of(passages)
    yield from contradictions(prose)
    yield from ages(document, prose)
    yield from wording(prose)
    yield from tables(reading, document)
    yield from tabled(reading, document, prose)
    yield from captions_in_order(document)


def contradictions(prose: Prose) -> Iterator[Finding]:
    """Yield the contradictions between the figures of a prose; nothing that can be true under an ordinary reading."""
    sentences = list(prose.sentences())
    for i, sentence in enumerate(sentences):
        if len(sentence.figures) > 1:
            yield from growth(sentence)
            yield from parts(sentence)
            yield from magnitudes(sentence)
            yield from remainders(sentence)
            yield from totals(sentence)
            yield from averages(sentence)
            yield from wholes(sentence)
            yield from ratios(sentence)
        if sentence.figures:
            yield from bounded(sentence)
            yield from rates(sentence, sentences[max(0, i - _WINDOW) : i])
            yield from proportions(sentence, sentences[max(0, i - _WINDOW) : i])
    yield from repeated(prose, sentences)
    yield from restated(prose, sentences)
    yield from twice(prose, sentences)
    yield from listed(prose, sentences)
    yield from enumerations(prose)
    yield from dates_in_order(prose)
    yield from durations(prose)
    yield from calendars(prose)
    yield from no_days(prose)
    yield from year_spans(prose)
    yield from ranked(prose)
    yield from industries(prose)
