"""Villages right behind the name of their county, the township left out: 南澳县|后花园村."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import COUNTY, Unit
from parsers.grammar.places.settlements import Settlement
from parsers.grammar.places.village_names import BEHIND_TOWNSHIP, can_be_name, is_name, is_set_off
from parsers.grammar.scanning import standing
from parsers.passages import Passage

# where a county's name ends: number of the passage, position, the county
Behind = tuple[int, int, Unit]


def county_villages(prose: Sequence[Passage], counties: Sequence[Behind]) -> Iterator[Settlement]:
    """Yield the villages that stand right behind their county and that only one of its townships has, wherever they are named again too."""
    found: dict[str, tuple[Unit, Unit]] = {}
    for number, end, county in counties:
        match = BEHIND_TOWNSHIP.match(prose[number].text, end)
        listed = _listed(county, match[0]) if match and is_name(match[0]) and can_be_name(match[0]) else None
        if match and listed:
            found.setdefault(match[0], listed)
    for i, passage in enumerate(prose) if found else ():
        for start, name in standing(found, passage.text):
            end = start + len(name)
            if is_set_off(passage.text, start, end) or any((i, start) == (n, at) for n, at, _ in counties):
                township, village = found[name]
                yield Settlement(name, start, end, i, township, (village.name,), (village,))


@lru_cache(maxsize=1024)
def _listed(county: Unit, name: str) -> tuple[Unit, Unit] | None:
    """Return township and village of a name that stands once in a county; a community also as a village."""
    if county.level != COUNTY:
        return None
    names = {name, f"{name.removesuffix('村')}社区"} if name.endswith("村") else {name}
    towns = gazetteer.townships(county.code[:6])
    found = [(town, village) for town in towns for listed, village in gazetteer.villages(town).items() if listed in names]
    return found[0] if len(found) == 1 else None
