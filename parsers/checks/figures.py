"""Figures that contradict each other: `figures_disagree`, with both sides, what follows and what is said."""

from collections.abc import Iterator

from parsers.checks.enumerations import enumerations
from parsers.checks.growth import growth
from parsers.checks.parts import parts
from parsers.checks.rates import rates
from parsers.checks.statements import Prose, Sentence
from parsers.checks.wholes import wholes
from parsers.document import Document, Finding
from parsers.passages import passages
from parsers.reading import Reading


def figures(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield the contradictions between the figures of a document; a document of type `other` is not read for figures."""
    if document.doc_type != "other":
        yield from contradictions(Prose.of(passages(reading, document)))


def contradictions(prose: Prose) -> Iterator[Finding]:
    """Yield the contradictions between the figures of a prose; nothing that can be true under an ordinary reading."""
    before: list[Sentence] = []
    for sentence in prose.sentences():
        if sentence.figures:
            yield from rates(sentence, before[-1:])
            yield from growth(sentence)
            yield from parts(sentence)
            yield from wholes(sentence)
        before.append(sentence)
    yield from enumerations(prose)
