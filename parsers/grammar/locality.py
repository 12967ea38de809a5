"""Where a document is at home: the county whose names its mast-head, headline, makers and prose agree on."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from parsers.document import Document, Text
from parsers.grammar import gazetteer
from parsers.grammar.gazetteer import COUNTY, PREFECTURE, TOWNSHIP, Unit, path
from parsers.grammar.mentions import Mention, common_words, is_common_word, mentions
from parsers.passages import Passage
from seeds import vocabulary

# How much a name says, by where it stands: who issues the document is at home there.
_FRAME_WEIGHTS = {"publication": 6.0, "issuing_body": 8.0, "source_name": 3.0, "site": 3.0, "column": 4.0}
_PASSAGE_WEIGHTS = {"kicker": 4.0, "title": 5.0, "subtitle": 5.0, "heading": 1.5, "paragraph": 1.0, "caption": 1.0}
_MAKER_WEIGHT = 4.0
_HEAD = 2.8  # a short form in a headline, or a maker's


@dataclass(frozen=True)
class Locality:
    """The chain of units that a document is at home in, as far as it is known, and how often each name was seen."""

    home: tuple[Unit, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict)

    @property
    def county(self) -> Unit | None:
        """Return the county or development zone."""
        return next((unit for unit in self.home if unit.level == COUNTY), None)

    @property
    def prefecture(self) -> Unit | None:
        """Return the prefecture."""
        return next((unit for unit in self.home if unit.level == PREFECTURE), None)

    def contains(self, unit: Unit) -> bool:
        """Tell whether a unit lies in the home (a prefecture at most), or is one of the units that the home lies in."""
        return unit in self.home or (bool(self.home) and self.home[-1].level >= PREFECTURE and unit.within(self.home[-1]))


def frame_texts(document: Document) -> Iterator[tuple[float, Text]]:
    """Yield the wording around the prose that can name a place, with how much it says."""
    for name, weight in _FRAME_WEIGHTS.items():
        text: Text | None = getattr(document, name)
        if text:
            yield weight, text
    for maker in document.contributors:
        yield _MAKER_WEIGHT, Text(text=(maker.post or "") + "，" + maker.name, spans=maker.spans)
    for crumb in document.breadcrumb:
        yield 1.0, crumb
    for recipient in document.distribution:
        yield 1.0, Text(text=recipient.recipient, spans=recipient.spans)


@cache
def _alias() -> re.Pattern[str]:
    return re.compile("|".join(sorted(vocabulary("places")["zones"]["names"], key=len, reverse=True)))


def aliases(text: str) -> Iterator[re.Match[str]]:
    """Yield the short forms of development zones in a wording."""
    return _alias().finditer(text)


def zones_called(alias: str, prefecture: Unit) -> tuple[Unit, ...]:
    """Return the development zones of a prefecture that a short form fits."""
    marks = vocabulary("places")["zones"]["names"][alias]
    return tuple(zone for zone in gazetteer.zones(prefecture.code[:4]) if any(mark in zone.name for mark in marks))


def locality(prose: Sequence[Passage], document: Document, found: Sequence[Sequence[Mention]]) -> Locality:
    """Return where a document is at home; `found` are the names in each passage of the prose."""
    evidence = _Evidence()
    for passage, names in zip(prose, found, strict=True):
        evidence.add(_PASSAGE_WEIGHTS[passage.kind], passage.text, names)
    for weight, text in frame_texts(document):
        evidence.add(weight, text.text, mentions(text.text))
    return Locality(evidence.home("\n".join(passage.text for passage in prose)), dict(evidence.counts))


class _Evidence:
    """What was seen of names, and what it says for each county."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._weights: dict[str, float] = defaultdict(float)
        self._aliases: Counter[str] = Counter()

    def add(self, weight: float, text: str, names: Sequence[Mention]) -> None:
        for mention in names:
            if mention.is_loose or is_common_word(mention):
                continue
            self.counts[mention.name] += 1
            self._units[mention.name] = mention.units
            self._weights[mention.name] = max(self._weights[mention.name], weight * _trust(mention))
        for match in aliases(text):
            if match[0] in vocabulary("places")["zones"]["generic"]:
                continue
            self._aliases[match[0]] += 1
            self._weights[match[0]] = max(self._weights[match[0]], weight)

    def _weight(self, name: str, count: int) -> float:
        return self._weights[name] + 0.3 * min(count, 10)

    def _scores(self) -> tuple[dict[Unit, float], dict[Unit, float]]:
        """Return the scores of counties, and of what is above them."""
        counties: dict[Unit, float] = defaultdict(float)
        above: dict[Unit, float] = defaultdict(float)
        for name, units in self._units.items():
            for unit in units:
                (counties if unit.level >= COUNTY else above)[_county(unit)] += self._weight(name, self.counts[name])
        self._add_zones(counties, above)
        return counties, above

    def _add_zones(self, scores: dict[Unit, float], above: dict[Unit, float]) -> None:
        for prefecture in [unit for unit in above if unit.level == PREFECTURE]:
            for alias, count in self._aliases.items():
                called = zones_called(alias, prefecture)
                if len(called) == 1:
                    scores[called[0]] += self._weight(alias, count)

    def home(self, text: str) -> tuple[Unit, ...]:
        """Return the chain of the county with the best score; where several tie and `text` has no village of one, what contains them."""
        counties, above = self._scores()
        scores = {unit: score + 0.3 * sum(above.get(u, 0) for u in path(unit)[:-1]) for unit, score in (counties or above).items()}
        if not scores:
            return ()
        best = max(scores.values())
        tied = [unit for unit, score in scores.items() if score > best - 0.01]
        told = self._by_villages(_without_zones(tied), text) if len(tied) > 1 else tied
        if len(told) == 1 and (others := self._as_often(told[0], counties)):
            told = [*told, *others]
        return _shared(told)

    def _by_villages(self, tied: Sequence[Unit], text: str) -> Sequence[Unit]:
        """Return the counties whose villages the text names most: 卢寨村 tells which 王楼镇 it is."""
        counts = dict.fromkeys(tied, 0)
        for township in {u for units in self._units.values() for u in units if u.level == TOWNSHIP and _county(u) in counts}:
            stems = {name.removesuffix("村") for name in gazetteer.villages(township)}
            counts[_county(township)] += sum(1 for stem in stems if len(stem) > 1 and stem in text and stem not in common_words())
        best = max(counts.values())
        return [unit for unit, count in counts.items() if count == best]

    def _as_often(self, county: Unit, counties: Mapping[Unit, float]) -> list[Unit]:
        """Return the other counties of a text that is about several: no headline or mast-head names one, and none outweighs the rest."""
        sure = {_county(u) for units in self._units.values() if len(units) == 1 for u in units if u.level >= COUNTY}
        others = [unit for unit in counties if unit in sure and unit != county]
        if len(others) < 2 or self._is_headed(county):
            return []
        return others if counties[county] < sum(counties[unit] for unit in others) else []

    def _is_headed(self, county: Unit) -> bool:
        return any(self._weights[name] >= _HEAD and any(_county(u) == county for u in units) for name, units in self._units.items())


def _shared(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the chain of units that contains all of these; of one its own."""
    steps = [step for step in zip(*map(path, units), strict=False) if len(set(step)) == 1]
    return tuple(step[0] for step in steps)


def _without_zones(units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the counties of civil affairs where zones of the same prefecture tie with them: a zone is only meant where it is named."""
    return [unit for unit in units if unit.civil or not any(u.civil and u.code[:4] == unit.code[:4] for u in units)]


def _trust(mention: Mention) -> float:
    if mention.is_short:
        return 0.3 if mention.name in vocabulary("places")["words"]["rarely"] else 0.7
    return 1.0


def _county(unit: Unit) -> Unit:
    return path(unit)[-2] if unit.level == TOWNSHIP else unit
