"""Names that fit several administrative units where the text does not decide."""

from parsers.document import Document, Finding, Place

_SHOWN = 5  # of what a name could mean; 城关镇 fits ninety towns


def ambiguous_places(document: Document) -> list[Finding]:
    """Return one finding per place that is left open, with what it could be."""
    return [
        Finding(
            code="place_ambiguous",
            severity="warning",
            message=f"{place.name} could be {_options(place)}: the text does not say which",
            spans=tuple(span for mention in place.mentions for span in mention),
        )
        for place in document.places
        if place.basis == "ambiguous"
    ]


def _options(place: Place) -> str:
    shown = ", ".join("".join(candidate.path) for candidate in place.candidates[:_SHOWN])
    more = len(place.candidates) - _SHOWN
    return f"{shown} or one of {more} more" if more > 0 else shown
