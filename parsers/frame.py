"""What a kind's parser is given, and hands on to every document it makes."""

from dataclasses import dataclass

from parsers.document import Classification, Provenance
from parsers.reading import Reading, Span


@dataclass(frozen=True)
class Frame:
    """A reading with the identity and classification that its documents share.

    Where the source holds several articles the reading is one of them alone: `first` documents came before it, and `elsewhere` and
    `furniture` are the visible stretches of the source that it leaves blank.
    """

    reading: Reading
    classification: Classification
    provenance: Provenance
    first: int = 0
    elsewhere: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()

    def document_id(self, position: int) -> str:
        """Return the identity of the document at `position` (from 0) in this reading."""
        return f"{self.provenance.source.sha256[:16]}-{self.first + position}"
