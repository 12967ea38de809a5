"""Development zones by their short forms: 经开区, 高新区. Only the statistics list has them."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import Unit
from seeds import vocabulary


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
