"""Names that fit several administrative units where the text does not decide."""

from parsers.document import Document, Finding


def ambiguous_places(document: Document) -> list[Finding]:
    """Return one finding per place that is left open, with what it could be."""
    return [
        Finding(
            code="place_ambiguous",
            severity="warning",
            message=f"{place.name} could be {' or '.join(''.join(c.path) for c in place.candidates)}: the text does not say which",
            spans=tuple(span for mention in place.mentions for span in mention),
        )
        for place in document.places
        if place.basis == "ambiguous"
    ]
