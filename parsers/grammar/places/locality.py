"""Where a document is at home: the county whose names its mast-head, headline, makers and prose agree on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.document import Document, Spans, Text
from parsers.grammar.places.agreement import Evidence
from parsers.grammar.places.gazetteer import COUNTY, PREFECTURE, Unit
from parsers.grammar.places.mentions import Mention, mentions
from parsers.lasting import lasting
from parsers.passages import Passage

# How much a name says, by where it stands: who issues the document is at home there.
_FRAME_WEIGHTS = {"publication": 6.0, "issuing_body": 8.0, "source_name": 3.0, "site": 3.0, "column": 4.0}
_PASSAGE_WEIGHTS = {"kicker": 4.0, "title": 5.0, "subtitle": 5.0, "heading": 1.5, "paragraph": 1.0, "caption": 1.0}
_MAKER_WEIGHT = 4.0


class Framed(NamedTuple):
    """Wording around the prose, such as a mast-head's: how much it says of the place, and the names in it."""

    weight: float
    text: str
    names: Sequence[Mention]


@dataclass(frozen=True)
class Locality:
    """The chain of units that a document is at home in, as far as it is known, and how often each name was seen."""

    home: tuple[Unit, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict)

    @lasting
    def county(self) -> Unit | None:
        """Return the county or development zone."""
        return next((unit for unit in self.home if unit.level == COUNTY), None)

    @lasting
    def prefecture(self) -> Unit | None:
        """Return the prefecture."""
        return next((unit for unit in self.home if unit.level == PREFECTURE), None)

    def contains(self, unit: Unit) -> bool:
        """Tell whether a unit lies in the home (a prefecture at most), or is one of the units that the home lies in."""
        return unit in self.home or (bool(self.home) and self.home[-1].level >= PREFECTURE and unit.within(self.home[-1]))


def frame_texts(document: Document) -> Iterator[tuple[float, str, Spans]]:
    """Yield the wording around the prose that can name a place, with how much it says and where it stands."""
    for name, weight in _FRAME_WEIGHTS.items():
        text: Text | None = getattr(document, name)
        if text:
            yield weight, text.text, text.spans
    for maker in document.contributors:
        yield _MAKER_WEIGHT, (maker.post or "") + "，" + maker.name, maker.spans
    for crumb in document.breadcrumb:
        yield 1.0, crumb.text, crumb.spans
    for recipient in document.distribution:
        yield 1.0, recipient.recipient, recipient.spans


def framed(document: Document) -> list[Framed]:
    """Return the wording around the prose that can name a place, with how much it says and the names in it."""
    return [Framed(weight, text, mentions(text, in_names=True)) for weight, text, _ in frame_texts(document)]


def locality(prose: Sequence[Passage], found: Sequence[Sequence[Mention]], frame: Iterable[Framed]) -> Locality:
    """Return where a document is at home; `found` are the names in each passage of the prose, `frame` is what stands around it."""
    evidence = Evidence()
    for passage, names in zip(prose, found, strict=True):
        evidence.add(_PASSAGE_WEIGHTS[passage.kind], passage.text, names)
    for weight, text, names in frame:
        evidence.add(weight, text, names)
    return Locality(evidence.home("\n".join(passage.text for passage in prose)), dict(evidence.counts))
