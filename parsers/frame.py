"""What a kind's parser is given, and hands on to every document it makes."""

from dataclasses import dataclass

from parsers.document import Classification, Provenance
from parsers.reading import Reading


@dataclass(frozen=True)
class Frame:
    """A reading with the identity and classification that its documents share."""

    reading: Reading
    classification: Classification
    provenance: Provenance

    def document_id(self, position: int) -> str:
        """Return the identity of the document at `position` (from 0) in the source."""
        return f"{self.provenance.source.sha256[:16]}-{position}"
