"""One file per family of findings; `check` asks them all and holds the document to its evidence."""

from collections.abc import Iterator, Sequence

from parsers.checks.damage import damage
from parsers.checks.evidence import hold_to_evidence
from parsers.checks.numbers import unclaimed_numbers
from parsers.checks.own import own_spans
from parsers.checks.places import ambiguous_places
from parsers.checks.recognition import doubtful_characters, with_scores
from parsers.checks.sense.figures import figures
from parsers.checks.structure import missing_fields
from parsers.checks.typography import typography
from parsers.document import Document, Finding
from parsers.passages import Passage
from parsers.reading import Reading, touching


def check(reading: Reading, document: Document, prose: Sequence[Passage]) -> Document:
    """Return the document, whose passages are `prose`, with all findings in order of place; raises EvidenceBroken where a value does not re-resolve."""
    found = [
        *document.findings,
        *_notes(reading, document),
        *missing_fields(document),
        *damage(reading, document),
        *unclaimed_numbers(reading, document),
        *figures(reading, document, prose),
        *typography(reading, document),
        *ambiguous_places(document),
        *doubtful_characters(reading, document),
    ]
    checked = with_scores(reading, document).model_copy(update={"findings": tuple(sorted(found, key=lambda f: (f.spans[:1], f.code)))})
    hold_to_evidence(reading, checked)
    return checked


def _notes(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield what the reader noticed about the whole source or about this document's part of it."""
    own = own_spans(document) if any(note.spans for note in reading.notes) else ()
    for note in reading.notes:
        if not note.spans or any(touching(own, span) for span in note.spans):
            yield Finding(code=note.code, severity=note.severity, message=note.message, spans=note.spans)  # type: ignore[arg-type]
