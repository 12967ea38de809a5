"""Figures that contradict each other: `figures_disagree`, with both sides, what follows and what is said."""

from collections.abc import Iterable, Iterator, Sequence

from parsers.checks.sense.ages import ages
from parsers.checks.sense.anchored import anchored
from parsers.checks.sense.announced import announced
from parsers.checks.sense.asof import as_of
from parsers.checks.sense.atmost import at_most
from parsers.checks.sense.averages import averages
from parsers.checks.sense.bounded import bounded
from parsers.checks.sense.calendars import calendars
from parsers.checks.sense.compared import compared
from parsers.checks.sense.conversions import conversions
from parsers.checks.sense.durations import durations
from parsers.checks.sense.echoes import echoes
from parsers.checks.sense.enumerations import enumerations
from parsers.checks.sense.excesses import excesses
from parsers.checks.sense.gathered import gathered
from parsers.checks.sense.growth import growth
from parsers.checks.sense.halves import halves
from parsers.checks.sense.harvests import harvests
from parsers.checks.sense.increments import increments
from parsers.checks.sense.industries import industries
from parsers.checks.sense.lastyear import last_year
from parsers.checks.sense.lifetimes import lifetimes
from parsers.checks.sense.listed import listed
from parsers.checks.sense.magnitudes import magnitudes
from parsers.checks.sense.members import members
from parsers.checks.sense.moves import moves
from parsers.checks.sense.multiples import multiples
from parsers.checks.sense.nearby import nearby
from parsers.checks.sense.nodays import no_days
from parsers.checks.sense.ordering import captions_in_order, dates_in_order
from parsers.checks.sense.parts import parts
from parsers.checks.sense.phases import phases
from parsers.checks.sense.portions import portions
from parsers.checks.sense.priced import priced
from parsers.checks.sense.products import products
from parsers.checks.sense.proportions import proportions
from parsers.checks.sense.ranked import ranked
from parsers.checks.sense.rates import rates
from parsers.checks.sense.ratios import ratios
from parsers.checks.sense.referred import referred
from parsers.checks.sense.remainders import remainders
from parsers.checks.sense.repeated import repeated
from parsers.checks.sense.restated import restated
from parsers.checks.sense.retold import retold
from parsers.checks.sense.rows import rows
from parsers.checks.sense.runs import runs
from parsers.checks.sense.shared import shared
from parsers.checks.sense.shorthand import shorthand
from parsers.checks.sense.siblings import siblings
from parsers.checks.sense.slips import slips
from parsers.checks.sense.spells import spells
from parsers.checks.sense.statements import Prose, Sentence
from parsers.checks.sense.states import states
from parsers.checks.sense.stocks import stocks
from parsers.checks.sense.sumnames import sum_names
from parsers.checks.sense.tabled import tabled
from parsers.checks.sense.tables import tables
from parsers.checks.sense.tallies import tallies
from parsers.checks.sense.these import these
from parsers.checks.sense.titled import titled
from parsers.checks.sense.totals import totals
from parsers.checks.sense.twice import twice
from parsers.checks.sense.wholes import wholes
from parsers.checks.sense.wording import wording
from parsers.checks.sense.yearly import yearly
from parsers.checks.sense.yearspans import by_year, year_spans
from parsers.document import Document, Finding
from parsers.passages import Passage
from parsers.reading import Reading, Span

_WINDOW = 12
# what two figures of a sentence say of each other
_OF_PAIRS = (
    growth,
    parts,
    increments,
    last_year,
    yearly,
    phases,
    magnitudes,
    remainders,
    totals,
    tallies,
    conversions,
    wholes,
    ratios,
    multiples,
    stocks,
)
_OF_ONE = (bounded, halves)
_IN_ANY_ORDER = (members, moves, excesses, gathered, products, harvests, shared, portions, nearby, compared, runs, rows)
_OF_SENTENCES = (repeated, restated, referred, these, twice, listed)
_OF_TEXT = (
    enumerations,
    titled,
    shorthand,
    announced,
    at_most,
    sum_names,
    dates_in_order,
    durations,
    calendars,
    no_days,
    year_spans,
    by_year,
    lifetimes,
    ranked,
    industries,
)


def figures(reading: Reading, document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the contradictions between the figures of a document; of one of type `other`, those of its running text."""
    prose = Prose.of(passages)
    yield from contradictions(prose)
    if document.doc_type == "other":
        return
    yield from ages(document, prose)
    yield from as_of(document, prose)
    yield from wording(prose)
    yield from tables(reading, document)
    yield from tabled(reading, document, prose)
    yield from captions_in_order(document)


def contradictions(prose: Prose) -> Iterator[Finding]:
    """Yield the contradictions between the figures of a prose; nothing that can be true under an ordinary reading."""
    sentences = list(prose.sentences())
    for i, sentence in enumerate(sentences):
        told = _once(_of_sentence(sentence, sentences, i)) if sentence.figures else []
        yield from told
        # what is told in any order is asked only where no form that is known has told of the figures
        for check in _IN_ANY_ORDER if sentence.figures else ():
            for finding in check(sentence, sentences[max(0, i - 2) : i]):
                if not any(_touch(finding, other) for other in told):
                    told.append(finding)
                    yield finding
    found = [finding for compare in _OF_SENTENCES for finding in compare(prose, sentences)]
    found += _untold(echoes(prose, sentences), found)
    found += _untold(retold(prose, sentences), found)
    found += _untold(anchored(prose, sentences), found)
    yield from found
    # digits that changed places are told only where nothing else has told of the two figures
    yield from (slip for slip in slips(prose, sentences) if not any(_same_places(slip, finding) for finding in found))
    told = [finding for read in _OF_TEXT for finding in read(prose)]
    yield from told
    yield from _untold(spells(prose), told)


def _untold(findings: Iterable[Finding], told: Sequence[Finding]) -> list[Finding]:
    """Return the findings that touch no place of which something has been told."""
    return [finding for finding in findings if not any(_touch(finding, other) for other in told)]


def _once(findings: Iterator[Finding]) -> list[Finding]:
    """Return the findings without those that say of the same places again what another has said."""
    found: dict[object, Finding] = {}
    for finding in findings:
        found.setdefault(finding.spans, finding)
    return list(found.values())


def _of_sentence(sentence: Sentence, sentences: Sequence[Sentence], i: int) -> Iterator[Finding]:
    """Yield what the forms that are known find in sentence `i`."""
    if len(sentence.figures) > 1:
        for check in _OF_PAIRS:
            yield from check(sentence)
        yield from states(sentence, sentences[max(0, i - 1) : i])
        yield from list(averages(sentence)) or priced(sentence)
    for check in _OF_ONE:
        yield from check(sentence)
    yield from rates(sentence, sentences[max(0, i - _WINDOW) : i])
    yield from list(proportions(sentence, sentences[:i])) or siblings(sentence, sentences[max(0, i - 2) : i])


def _touch(a: Finding, b: Finding) -> bool:
    return any(_overlap(x, y) for x in a.spans for y in b.spans)


def _same_places(slip: Finding, finding: Finding) -> bool:
    return all(any(_overlap(a, b) for b in finding.spans) for a in slip.spans)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
