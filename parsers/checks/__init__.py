"""One file per family of findings; `check` asks them all and holds the document to its evidence."""

from parsers.checks.damage import damage
from parsers.checks.evidence import hold_to_evidence
from parsers.checks.figures import figures
from parsers.checks.numbers import unclaimed_numbers
from parsers.checks.places import ambiguous_places
from parsers.checks.structure import missing_fields
from parsers.checks.typography import typography
from parsers.document import Document, Finding
from parsers.reading import Reading


def check(reading: Reading, document: Document) -> Document:
    """Return the document with all findings in order of place; raises EvidenceBroken where a value does not re-resolve."""
    found = [
        *document.findings,
        *_notes(reading),
        *missing_fields(document),
        *damage(reading, document),
        *unclaimed_numbers(reading, document),
        *figures(reading, document),
        *typography(reading, document),
        *ambiguous_places(document),
    ]
    checked = document.model_copy(update={"findings": tuple(sorted(found, key=lambda f: (f.spans[:1], f.code)))})
    hold_to_evidence(reading, checked)
    return checked


def _notes(reading: Reading) -> list[Finding]:
    return [Finding(code=n.code, severity=n.severity, message=n.message, spans=n.spans) for n in reading.notes]  # type: ignore[arg-type]
