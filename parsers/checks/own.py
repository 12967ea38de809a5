"""Where a document's own wording stands in its reading, which may hold other documents as well."""

from collections.abc import Sequence

from parsers.document import Document
from parsers.reading import Span, merge, touching


def own_spans(document: Document) -> Sequence[Span]:
    """Return the stretches of a document's blocks, in order and apart; those of other documents in its source are left out."""
    return merge(s for block in document.blocks if block.kind != "other_document" for s in block.spans)


def begins_in(own: Sequence[Span], span: Span) -> bool:
    """Tell whether a stretch begins in one of `own` (in order and apart)."""
    return bool(touching(own, Span(span.start, span.start + 1)))
