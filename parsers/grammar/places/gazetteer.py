"""The administrative divisions of China, from province to village: who bears a name, and what contains whom.

Two authorities list them: civil affairs (2025-12-31, down to townships) and statistics (2023-06-30, with development zones and villages).
They disagree on codes, so a code never goes without its authority. Provinces to counties are read at the first look-up, townships when one
is asked for, and a prefecture's villages when that prefecture is in context.
"""

import re
import zipfile
from functools import cache, lru_cache
from io import BytesIO
from typing import NamedTuple

from parsers.grammar.named.divisions import COUNTIES, TOWNSHIPS, table
from seeds import VOCABULARIES, vocabulary

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, VILLAGE = 1, 2, 3, 4, 5


class Unit(NamedTuple):
    """One administrative unit with its codes; a code is empty where that authority does not list it under this parent."""

    name: str
    civil: str
    statistics: str

    @property
    def code(self) -> str:
        """Return the code: civil affairs' where it has one."""
        return self.civil or self.statistics

    @property
    def authority(self) -> str:
        """Return whose code it is: `civil_affairs` or `statistics`."""
        return "civil_affairs" if self.civil else "statistics"

    @property
    def as_of(self) -> str:
        """Return the date of the authority's list, ISO."""
        return str(vocabulary("gazetteer")[self.authority]["as_of"])

    @property
    def level(self) -> int:
        """Return the level, from 1 for a province to 5 for a village."""
        code = self.civil or self.statistics
        if len(code) > 6:
            return TOWNSHIP if len(code) == 9 else VILLAGE
        return PROVINCE if code.endswith("0000") else PREFECTURE if code.endswith("00") else COUNTY

    @property
    def is_zone(self) -> bool:
        """Tell whether it is a county of the statistics list only: a development zone, in practice."""
        return self.level == COUNTY and not self.civil

    def within(self, other: "Unit") -> bool:
        """Tell whether it lies in `other`, or is it."""
        return other in path(self)


def _units(name: str, codes: str) -> tuple[Unit, ...]:
    return tuple(_unit(name, code) for code in codes.split(" "))


def _unit(name: str, code: str) -> Unit:
    if code[0] == "c":
        return Unit(name, code[1:], "")
    if code[0] == "s":
        return Unit(name, "", code[1:])
    civil, _, statistics = code.partition("/")
    return Unit(name, civil, statistics or civil)


@cache
def _counties() -> dict[str, tuple[Unit, ...]]:
    names = {name: _units(name, codes) for name, codes in table(COUNTIES).items()}
    informal = {other: units for name, units in names.items() for other in _other_names(name, units[0]) if other not in names}
    banners = {short: names[name] for short, name in vocabulary("places")["short"]["banners"].items()}
    return banners | informal | names


def _other_names(name: str, unit: Unit) -> list[str]:
    """Return what a county or prefecture is also called: 芷江县 for 芷江侗族自治县; or was: 沙湾县 for 沙湾市, 荣昌县 for 荣昌区, 章丘市 for 章丘区."""
    became = unit.level == COUNTY and not unit.is_zone and len(name) > 2 and name.endswith(("市", "区"))
    former = [name[:-1] + "县"] if became else []
    former += [name[:-1] + "市"] if name[:-1] in vocabulary("places")["short"]["once_cities"] and name.endswith("区") else []
    return [without_peoples(name), *former]


@cache
def _by_code() -> dict[str, Unit]:
    return {unit.code: unit for units in _counties().values() for unit in units}


def county_names() -> dict[str, tuple[Unit, ...]]:
    """Return all full names of provinces, prefectures and counties with the units that bear them; informal and former names (芷江县, 沙湾县) too."""
    return _counties()


def longest_name(text: str) -> str | None:
    """Return the longest full name of a unit from province to township that `text` ends with, of two letters at least."""
    counties, townships = _counties(), table(TOWNSHIPS)
    for start in range(len(text) - 1):
        tail = text[start:]
        if tail in townships or tail in counties:
            return tail
    return None


def named(name: str) -> tuple[Unit, ...]:
    """Return the units from province to township whose full name this is."""
    townships = table(TOWNSHIPS).get(name)
    return _counties().get(name, ()) + (_units(name, townships) if townships else ())


@lru_cache(maxsize=4096)
def path(unit: Unit) -> tuple[Unit, ...]:
    """Return the units from the province down to this one; a level that does not exist there is left out."""
    code = unit.code
    above = [code[:2] + "0000", code[:4] + "00", code[:6], code[:9]][: unit.level - 1]
    upper = [found for step in above if (found := _by_code().get(step) or _township(step))]
    return (*upper, unit)


def _township(code: str) -> Unit | None:
    return next((unit for unit in townships(code[:6]) if unit.statistics == code), None) if len(code) == 9 else None


@cache
def _endings() -> frozenset[str]:
    return frozenset(vocabulary("places")["short"]["endings"])


@cache
def _ending_lengths() -> list[int]:
    return sorted({len(ending) for ending in _endings()}, reverse=True)


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(f"(.{{2,}}?)(?:{'|'.join(vocabulary('places')['short']['peoples'])})+")


def short(name: str) -> str:
    """Return what a name is without its ending: 芷江侗族自治县 is 芷江; the name itself where that would leave one character."""
    endings, stem = _endings(), name
    for length in _ending_lengths():
        if name[-length:] in endings:
            stem = name[:-length]
            break
    match = _peoples().fullmatch(stem) if len(stem) > 3 else None
    stem = match[1] if match else stem
    return stem if len(stem) > 1 else name


def without_peoples(name: str) -> str:
    """Return 芷江县 for 芷江侗族自治县, 恩施州 for its prefecture, 民乐乡 for 民乐朝鲜族乡; any other name as it is."""
    return short(name) + name[-1] if "族" in name[2:] or "自治" in name else name


@cache
def short_names() -> dict[str, tuple[Unit, ...]]:
    """Return the short forms of provinces, prefectures, counties and cities: 河南, 濮阳, 兰考; districts and zones have none."""
    names: dict[str, tuple[Unit, ...]] = {}
    for name, units in _counties().items():
        stem = short(name)
        if stem != name and units[0].name == name:
            names[stem] = names.get(stem, ()) + tuple(u for u in units if u.level < COUNTY or not name.endswith("区"))
    return {name: units for name, units in names.items() if units}


@cache
def _archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO((VOCABULARIES / "prefectures.zip").read_bytes()))


@lru_cache(maxsize=32)
def _prefecture(code: str) -> list[bytes]:
    """Return the lines of a prefecture's townships, each with its villages in UTF-8; none where the archive does not have it."""
    try:
        return _archive().read(code).splitlines()
    except KeyError:
        return []


@lru_cache(maxsize=256)
def _local(county: str) -> list[tuple[Unit, tuple[str, ...]]]:
    """Return the townships of a county with their villages."""
    found: list[tuple[Unit, tuple[str, ...]]] = []
    written = county.encode()
    for line in _prefecture(county[:4]):
        if written in line[: line.index(b"\t")]:
            codes, name, *villages = line.decode("utf-8").split("\t")
            unit = _unit(name, codes)
            if unit.level == TOWNSHIP and unit.code.startswith(county):
                found.append((unit, tuple(villages)))
    return found


def townships(county: str) -> tuple[Unit, ...]:
    """Return the townships of a county, by its code."""
    return tuple(unit for unit, _ in _local(county))


@lru_cache(maxsize=2048)
def villages(township: Unit) -> dict[str, Unit]:
    """Return the villages of a township by name, with the statistics' codes; none where that list does not have the township."""
    for unit, listed in _local(township.code[:6]):
        if unit == township:
            return {v[3:]: Unit(v[3:], "", township.statistics + v[:3]) for v in listed}
    return {}


@cache
def zones(prefecture: str) -> tuple[Unit, ...]:
    """Return the development zones of a prefecture, by the first four digits of its code."""
    return tuple(unit for code, unit in _by_code().items() if code[:4] == prefecture and unit.is_zone)
