"""Which county the names in a document agree on: each name speaks for every unit that bears it, and the county with most wins."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import COUNTY, PREFECTURE, TOWNSHIP, Unit, path
from parsers.grammar.places.mentions import Mention, common_words, is_common_word
from parsers.grammar.places.zones import aliases, zones_called
from seeds import vocabulary

_FEW = 12  # counties whose villages are worth reading to tell them apart
_HEAD = 2.8  # a short form in a headline, or a maker's
_OFTEN, _MORE = 5, 3  # how often a text names the province or city that it is about, and how many times as often as one county of it


class Evidence:
    """What was seen of names, and what it says for each county."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._weights: dict[str, float] = defaultdict(float)
        self._aliases: dict[str, None] = {}
        self._shorts: dict[str, None] = {}

    def add(self, weight: float, text: str, names: Sequence[Mention]) -> None:
        """Take in the names of one wording; `weight` says how much it counts to be named there."""
        for mention in names:
            if mention.is_loose or is_common_word(mention):
                continue
            self.counts[mention.name] += 1
            self._units[mention.name] = mention.units
            if mention.is_short:
                self._shorts[mention.name] = None
            self._weights[mention.name] = max(self._weights[mention.name], weight * _trust(mention))
        for match in aliases(text):
            if match[0] in vocabulary("places")["zones"]["generic"]:
                continue
            self._aliases[match[0]] = None
            self.counts[match[0]] += 1
            self._weights[match[0]] = max(self._weights[match[0]], weight)

    def _weight(self, name: str) -> float:
        return self._weights[name] + 0.3 * min(self.counts[name], 10)

    def _doubted(self) -> list[str]:
        """Return short forms of counties that only the prose has: 新平 in 创新平台 supports 新平县 where that is named, no more."""
        return [name for name in self._shorts if self._weights[name] < _HEAD and any(u.level == COUNTY for u in self._units[name])]

    def _scores(self) -> tuple[dict[Unit, float], dict[Unit, float]]:
        """Return the scores of counties, and of what is above them."""
        counties: dict[Unit, float] = defaultdict(float)
        above: dict[Unit, float] = defaultdict(float)
        doubted = self._doubted()
        for name in [name for name in self._units if name not in doubted]:
            for unit in self._units[name]:
                (counties if unit.level >= COUNTY else above)[_county(unit)] += self._weight(name)
        known = set(counties)
        for name in doubted:
            for unit in self._units[name]:
                if unit.level < COUNTY:
                    above[unit] += self._weight(name)
                elif unit in known or not (known or _is_rarely(name) or self.counts[name] < 2):
                    counties[unit] += self._weight(name)
        self._add_zones(counties, above)
        return counties, above

    def _add_zones(self, scores: dict[Unit, float], above: dict[Unit, float]) -> None:
        for prefecture in [unit for unit in above if unit.level == PREFECTURE]:
            for alias in self._aliases:
                called = zones_called(alias, prefecture)
                if len(called) == 1:
                    scores[called[0]] += self._weight(alias)

    def home(self, text: str) -> tuple[Unit, ...]:
        """Return the chain of the county with the best score; where several tie and `text` has no village of one, what contains them."""
        counties, above = self._scores()
        scores = {unit: score + 0.3 * sum(above.get(u, 0) for u in path(unit)[:-1]) for unit, score in (counties or above).items()}
        if not scores:
            return ()
        best = max(scores.values())
        tied = [unit for unit, score in scores.items() if score > best - 0.01]
        told = self._by_villages(_without_zones(tied), text) if 1 < len(tied) <= _FEW else tied
        if len(told) == 1 and (others := self._as_often(told[0], counties)):
            told = [*told, *others]
        return self._overshadowing(told[0], text) if len(told) == 1 else _shared(told)

    def _overshadowing(self, county: Unit, text: str) -> tuple[Unit, ...]:
        """Return the chain of a county, cut off at what the text is about where it names that again and again and of the county no more than once or twice."""
        chain = path(county)
        if self._is_headed(county) or county.level < COUNTY or re.search(f"[全我该本]{county.name[-1]}|{county.name[-1]}(?:委|政府)", text):
            return chain
        least = max(_OFTEN, _MORE * self._times(county))
        return next((chain[:i] for i in range(len(chain) - 1, 0, -1) if self._times(chain[i - 1]) >= least), chain)

    def _times(self, unit: Unit) -> int:
        """Return how often the text has names that can mean a unit, or a township of it."""
        return sum(times for name, times in self.counts.items() if any(_county(u) == unit for u in self._units.get(name, ())))

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


def _is_rarely(name: str) -> bool:
    """Tell whether a short form is a word as well: 和政 in 党和政府, 大关 in 突破百亿大关."""
    return name in vocabulary("places")["words"]["rarely"]


def _trust(mention: Mention) -> float:
    if mention.is_short:
        return 0.3 if _is_rarely(mention.name) else 0.7
    return 1.0


def _county(unit: Unit) -> Unit:
    return path(unit)[-2] if unit.level == TOWNSHIP else unit
