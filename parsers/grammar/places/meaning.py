"""What a name means in a document that is at home somewhere: the unit, how that is known, or that it is no place at all.

A name behind the name of what contains it is stated. Any other takes the unit at home, then the only one in the home's prefecture or province.
A township or a district elsewhere is never guessed: 文明村镇 is not 明村镇 of Shandong.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import COUNTY, PREFECTURE, TOWNSHIP, Unit
from parsers.grammar.places.locality import Locality
from parsers.grammar.places.mentions import Mention, begins, is_common_word
from parsers.grammar.places.village_names import GOES_ON
from parsers.grammar.wordlists import compiled
from seeds import vocabulary

_TOWNSHIPS = ("镇", "乡", "街道", "苏木")

Basis = Literal["stated", "inferred", "ambiguous"]
Meaning = tuple[Basis, tuple[Unit, ...]]


@dataclass(frozen=True)
class Meant:
    """A name and what it means: one unit, or several where that is open."""

    mention: Mention
    basis: Basis
    units: tuple[Unit, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """Return the names from the province down; nothing where it is open."""
        return () if self.basis == "ambiguous" else tuple(unit.name for unit in gazetteer.path(self.units[0]))


def meant(text: str, names: Sequence[Mention], home: Locality) -> Iterator[Meant]:
    """Yield what the names of a wording mean; `names` are in order and do not overlap."""
    in_rows = {*_in_rows(text, names), *(m for m in names if m.name[-1] not in _WATERS and _of_goods(text, m))}
    beside = set(_beside_towns(text, names, home))
    before: Meant | None = None
    for mention, after in itertools.zip_longest(names, names[1:]):
        if _is_verb(text, mention, home):
            continue
        front = before if before and before.mention.end == mention.start and len(before.units) == 1 else None
        leads = bool(after) and after.start == mention.end and any(a.within(u) for a in after.units for u in mention.units)
        meaning = (
            _behind(mention, front)
            or _at_home(mention, home, mention in beside or _is_placed(text, mention))
            or _of_same_county(text, mention, before)
            or _elsewhere(mention, home, leads or mention in in_rows, _written(text, mention, home))
        )
        if meaning and (leads or not _is_part_of_name(text, mention, meaning[1][0], home)):
            before = Meant(mention, *meaning)
            yield before


# 会同|县农业农村局: with whom something is done; 赴会同县, 怀化市会同县 and 会同县、辰溪县 are the county
_WITH = "会同县"
_OFFICE = re.compile(r"[^，。；：、！？“”]{0,10}?(?:局|委|办|部门?|院|中心|站|队|大队|公司|政府|单位|会)")


def _is_verb(text: str, mention: Mention, home: Locality) -> bool:
    """Tell whether a county's name is a verb before an office of this county: the document is at home elsewhere, and no place or way there stands before it."""
    if mention.name != _WITH or any(u in home.home or (home.home and home.home[-1] in gazetteer.path(u)) for u in mention.units):
        return False
    ahead = text[: mention.start]
    led = ahead.endswith((*vocabulary("places")["beside"]["before"], "市", "怀化", "湖南", "省")) and not ahead.endswith("在")
    return not led and bool(_OFFICE.match(text, mention.end))


def _beside_towns(text: str, names: Sequence[Mention], home: Locality) -> Iterator[Mention]:
    """Yield the names that 、 joins to a town of the home whose name is no other word: 古城镇、草庙乡."""
    for a, b in itertools.pairwise(names):
        if _joins(text, a, b):
            yield from (one for one, other in ((a, b), (b, a)) if _is_own_town(other, home))


def _is_own_town(mention: Mention, home: Locality) -> bool:
    return not (mention.is_short or is_common_word(mention)) and any(u.level == TOWNSHIP and home.contains(u) for u in mention.units)


def _behind(mention: Mention, front: Meant | None) -> Meaning | None:
    """范县王楼镇: the town of that county."""
    under = [u for u in mention.units if front and u.within(front.units[0])]
    return ("stated", (min(under, key=lambda u: u.level),)) if under else None


def _of_same_county(text: str, mention: Mention, before: Meant | None) -> Meaning | None:
    """中江县永太镇、仓山镇: what is joined to a town elsewhere is a town of its county, where that has one of this name."""
    if not before or before.units[0].level != TOWNSHIP or not _joins(text, before.mention, mention):
        return None
    county = gazetteer.path(before.units[0])[-2]
    inside = tuple(u for u in mention.units if u.level == TOWNSHIP and u.within(county))
    return ("inferred", inside) if len(inside) == 1 else None


# 位于|新城镇, 古城镇|村民, 古城镇|党委: what makes a place of a name that is a word as well
_BEFORE_PLACE = re.compile(r"(?:位于|坐落于|来到|前往|抵达)$")
# 起凤镇98.7%、|新城镇|98.1%: one of a row, each with its figure
_IN_ROW = re.compile(r"(?<=、)[^\W\da-zA-Z_]{2,4}(?=\s?\d)")
_BEHIND_PLACE = re.compile(r"(?:村民|居民|果农|党委|党工委|纪委|人大|人民政府|镇长|书记)(?![宿俗委])")

# 四平|村, 清湖|三村, 南京|坪社区
_VILLAGE = re.compile("[一二三四五六七八九十东西南北中上下前后]?村|[坪坝坡桥堰湾岗冲沟寨岭塘坊]?社区")
# 居百色市第4位 | 排百色市前列, not 百色市第一中学
_RANK = re.compile(
    r"(?:县域|县级|县市|同类县[市区]?)?(?:第|前|倒数第?)(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})(?=[位名，。；、）]|$)|前列|首位|榜首|第一方阵|第一梯队"
)

# 蒙自至文山|铁路: a way leads from one place to another
_WAY = re.compile("铁路|高铁|高速|公路|客运专线|城际|航线|航班")


def _is_placed(text: str, mention: Mention) -> bool:
    row = _IN_ROW.match(text, mention.start)
    return bool(
        (row and row.end() == mention.end)
        or _BEHIND_PLACE.match(text, mention.end)
        or _BEFORE_PLACE.search(text, max(0, mention.start - 3), mention.start)
    )


def _at_home(mention: Mention, home: Locality, is_placed: bool) -> Meaning | None:
    is_doubtful = (is_common_word(mention) or mention.is_loose) and not is_placed
    units = tuple(u for u in mention.units if home.contains(u) and (u in home.home or not is_doubtful))
    units = _listed_once(tuple(u for u in units if u in home.home) or units)
    if len(units) > 1 and mention.is_short:
        units = tuple(u for u in units if u.level == min(unit.level for unit in units))
    if len(units) > 1:
        return "ambiguous", units
    return ("stated" if len(mention.units) == 1 else "inferred", units) if units else None


def _listed_once(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return one unit for a township that civil affairs has under a county and statistics under a zone of the same city."""
    civil = tuple(u for u in units if u.civil)
    return civil if len(civil) == 1 and all(u.code[:4] == civil[0].code[:4] for u in units) else units


def _is_part_of_name(text: str, mention: Mention, unit: Unit, home: Locality) -> bool:
    """Tell whether the home's own province or prefecture only begins a name (河南省杂技集团), or a short form a village's (四平村)."""
    if mention.is_short and (unit.level == TOWNSHIP or GOES_ON.match(text, mention.end) or _VILLAGE.match(text, mention.end)):
        return bool(_VILLAGE.match(text, mention.end))
    if unit.level > PREFECTURE or unit not in home.home or mention.end == len(text) or _of_goods(text, mention):
        return False
    return not (text.startswith(tuple(vocabulary("places")["organs"]["after"]), mention.end) or _RANK.match(text, mention.end))


def _written(text: str, mention: Mention, home: Locality) -> tuple[Unit, ...]:
    """Return the counties that a short form means because the document has their full name: 榆中：…, 榆中县和平镇…."""
    if not mention.is_short or mention.name in vocabulary("places")["words"]["rarely"] or not begins(text, mention.start):
        return ()
    return tuple(unit for unit in mention.units if unit.level == COUNTY and unit.name in home.seen)


def _elsewhere(mention: Mention, home: Locality, in_row: bool, written: tuple[Unit, ...]) -> Meaning | None:
    if len(written) == 1:
        return "stated", written
    top = min(unit.level for unit in mention.units)
    is_weak = is_common_word(mention) or mention.is_loose or (len(mention.name) == 2 and not mention.is_short)
    if mention.is_short:
        is_weak = is_weak or top == COUNTY or mention.name in vocabulary("places")["words"]["rarely"]
    if (is_weak and not in_row) or is_common_word(mention):
        return None
    units = tuple(unit for unit in mention.units if unit.level == top) if mention.is_short else mention.units
    if top == TOWNSHIP and not mention.name.endswith(_TOWNSHIPS):
        return None
    return _near(units, home) or _far(mention, units, home)


def _near(units: tuple[Unit, ...], home: Locality) -> Meaning | None:
    """Return the only unit in the home's prefecture, else in its province; several there leave it open."""
    for upper in reversed([unit for unit in home.home if unit.level <= PREFECTURE]):
        inside = _listed_once(tuple(u for u in units if u.within(upper)))
        if inside and (inside[0].level <= COUNTY or upper.level == PREFECTURE or len(inside) == len(units)):
            return ("ambiguous", inside) if len(inside) > 1 else ("stated" if len(units) == 1 else "inferred", inside)
    return None


def _far(mention: Mention, units: tuple[Unit, ...], home: Locality) -> Meaning | None:
    units = _listed_once(units)
    level = min(unit.level for unit in units)
    if level == TOWNSHIP and len(units) > 1 and not home.prefecture:
        return "ambiguous", units
    if level == TOWNSHIP or (
        level == COUNTY and mention.name.endswith("区") and len(mention.name) < 4 and not (mention.begins and len(units) == 1)
    ):
        return None
    return ("stated" if len(units) == 1 else "ambiguous"), units


@cache
def _goods() -> re.Pattern[str]:
    return compiled(vocabulary("places")["beside"]["goods"])


def _of_goods(text: str, mention: Mention) -> bool:
    """Tell whether a name that stands by itself is what something grown or made there is called by: 定西|马铃薯."""
    by_itself = mention.is_short or len(mention.name) == _SHORT
    found = by_itself and begins(text, mention.start) and _goods().match(text, mention.end)
    return bool(found) and not text.startswith(("店", "馆", "节", "路", "街"), found.end() if found else 0)


_SHORT = 2
_WATERS = frozenset("江河湖海山")


def _in_rows(text: str, names: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the names of rows (兰考、长垣、林州) that a word around the row, or a name in it that is surely one, shows to be places."""
    row: list[Mention] = []
    for mention in names:
        if row and not _joins(text, row[-1], mention):
            yield from row if _is_of_places(text, row) else ()
            row = []
        row.append(mention)
    yield from row if row and _is_of_places(text, row) else ()


def _joins(text: str, a: Mention, b: Mention) -> bool:
    return text[a.end : b.start].strip() in vocabulary("places")["beside"]["joints"]


def _is_of_places(text: str, row: Sequence[Mention]) -> bool:
    words = vocabulary("places")["beside"]
    if text[: row[0].start].endswith(tuple(words["before"])) or text.startswith(tuple(words["after"]), row[-1].end):
        return True
    return len(row) > 1 and (any(_is_sure(mention) for mention in row) or bool(_WAY.match(text, row[-1].end)))


def _is_sure(mention: Mention) -> bool:
    top = min(unit.level for unit in mention.units)
    if mention.is_short:
        return top < COUNTY and mention.name not in vocabulary("places")["words"]["rarely"]
    return top <= COUNTY and len(mention.name) > 2
