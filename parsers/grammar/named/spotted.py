"""One name seen at one place of the prose, and how such sightings become entries with all their mentions."""

from collections.abc import Iterable
from dataclasses import dataclass

from parsers.document import Spans
from parsers.passages import Passage


@dataclass(frozen=True)
class Spotted:
    """A name at `[start, end)` of a passage's wording (code points)."""

    name: str
    passage: Passage
    start: int
    end: int

    @property
    def spans(self) -> Spans:
        """Return where it stands in the reading."""
        return self.passage.mapped.spans_of(self.start, self.end)


def gathered(spots: Iterable[Spotted]) -> list[tuple[str, tuple[Spans, ...]]]:
    """Return each name once with the spans of all its sightings, in the order of the first; a place counts once."""
    places: dict[str, list[Spans]] = {}
    for spot in spots:
        spans = spot.spans
        if spans not in places.setdefault(spot.name, []):
            places[spot.name].append(spans)
    return [(name, tuple(mentions)) for name, mentions in places.items()]
