"""Places in the prose, from province to village, each with its path: decided by the document's own context, else left open.

A name that stands behind the name of what contains it is stated. Any other takes the unit in the document's home, then the only one in its
prefecture or province. A township or a district elsewhere is never guessed: 文明村镇 is not 明村镇 of Shandong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.document import Document, Place, PlaceCandidate, Spans
from parsers.grammar import gazetteer
from parsers.grammar.gazetteer import COUNTY, PREFECTURE, TOWNSHIP, Unit
from parsers.grammar.locality import Locality, aliases, frame_texts, locality, zones_called
from parsers.grammar.mentions import Mention, found_names, is_common_word, mentions, without_overlaps
from parsers.grammar.settlements import Settlement, Spot, settlements
from parsers.mapped import Mapped
from parsers.passages import Passage
from seeds import vocabulary

Basis = Literal["stated", "inferred", "ambiguous"]


@dataclass(frozen=True)
class Found:
    """A name in a passage with the unit it means, or with several where that is open; `path` are names from the province down."""

    name: str
    start: int
    end: int
    passage: int
    basis: Basis
    path: tuple[str, ...]
    units: tuple[Unit, ...]
    listed_as: str | None = None


def find_places(prose: Sequence[Passage], document: Document) -> tuple[Place, ...]:
    """Return the places named in the prose of a document, one per name and path, with all their mentions, in order of the first."""
    return located(prose, document).places()


@dataclass(frozen=True)
class Located:
    """Where a document is at home, and every place found in its passages: the prose, then name and issuing body of its mast-head."""

    home: Locality
    passages: Sequence[Passage]
    found: Sequence[Found]

    def places(self) -> tuple[Place, ...]:
        """Return one place per name and path, with all its mentions."""
        groups: dict[tuple[str, tuple[str, ...]], list[Found]] = {}
        for one in self.found:
            groups.setdefault((one.name, one.path), []).append(one)
        return tuple(_place(self.passages, group) for group in groups.values())


def located(prose: Sequence[Passage], document: Document) -> Located:
    """Return where the document is at home, and every place named in its prose and by its mast-head, in order."""
    names = [mentions(passage.text) for passage in prose]
    home = locality(prose, document, names)
    local = _local_names(names, home, document)
    found: list[Found] = []
    for i, passage in enumerate(prose):
        more = [*found_names(passage.text, local), *names[i], *_zone_aliases(passage.text, home)]
        found += _resolved(i, passage.text, without_overlaps(more), home)
    found += [_settled(s) for s in settlements(prose, _townships(found, document, home), [_spot(f) for f in found])]
    head = _masthead(prose, document)
    found += [one for i, passage in enumerate(head, len(prose)) for one in _named_by_head(i, passage.text, home)]
    return Located(home, [*prose, *head], sorted(found, key=lambda f: (f.passage, f.start)))


def _masthead(prose: Sequence[Passage], document: Document) -> list[Passage]:
    texts = [text for text in (document.publication, document.issuing_body) if text and prose]
    return [Passage("masthead", Mapped(prose[0].mapped.reading, text.spans)) for text in texts]


def _named_by_head(passage: int, text: str, home: Locality) -> Iterator[Found]:
    """Yield the full names of the home's own units: 罗田县人民政府办公室."""
    for mention in mentions(text):
        unit = next((u for u in mention.units if u in home.home and not mention.is_short), None)
        if unit:
            yield Found(mention.name, mention.start, mention.end, passage, "stated", _path("stated", [unit]), (unit,))


def _local_names(names: Sequence[Sequence[Mention]], home: Locality, document: Document) -> dict[str, tuple[Unit, ...]]:
    """Return short forms that count here: of the home's own units, and of townships whose full name the document has."""
    written = {m.name for passage in names for m in passage}
    written |= {m.name for _, text in frame_texts(document) for m in mentions(text.text)}
    if not home.county:
        return {}
    units = [u for u in gazetteer.townships(home.county.code[:6]) if u.name in written]
    shorts = {gazetteer.short(u.name): (u,) for u in units}
    shorts |= {_without_people(u.name): (u,) for u in gazetteer.townships(home.county.code[:6]) if "族" in u.name}
    shorts |= {gazetteer.short(home.county.name): (home.county,)} if home.county.name.endswith("区") and not home.county.is_zone else {}
    return {short: units for short, units in shorts.items() if short not in gazetteer.short_names()}


def _without_people(name: str) -> str:
    """Return 民乐乡 for 民乐朝鲜族乡."""
    return gazetteer.short(name) + name[-1]


def _zone_aliases(text: str, home: Locality) -> Iterator[Mention]:
    """Yield the short forms of development zones that mean one zone here: all where the home is a zone, else behind its city's name."""
    if not home.prefecture:
        return
    city = gazetteer.short(home.prefecture.name)
    for match in aliases(text):
        called = zones_called(match[0], home.prefecture)
        told = (home.county is not None and home.county in called) or text[: match.start()].endswith((city, home.prefecture.name))
        if len(called) == 1 and told:
            yield Mention(match[0], *match.span(), called, is_short=True)


def _resolved(passage: int, text: str, names: Sequence[Mention], home: Locality) -> Iterator[Found]:
    before: Found | None = None
    for mention in names:
        front = before if before and before.end == mention.start and len(before.units) == 1 else None
        meant = _meant(text, mention, front, home)
        if meant:
            basis, units = meant
            before = Found(mention.name, mention.start, mention.end, passage, basis, _path(basis, units), units)
            yield before


def _path(basis: Basis, units: Sequence[Unit]) -> tuple[str, ...]:
    return () if basis == "ambiguous" else tuple(unit.name for unit in gazetteer.path(units[0]))


def _meant(text: str, mention: Mention, front: Found | None, home: Locality) -> tuple[Basis, tuple[Unit, ...]] | None:
    """Return what a name means and how that is known; nothing where it is no place."""
    if front and (under := [u for u in mention.units if front.units[0] in gazetteer.path(u)]):
        return "stated", (under[0],)
    at_home = [u for u in mention.units if home.contains(u)]
    if at_home and _is_part_of_name(text, mention, at_home):
        return None
    if at_home:
        unit = min(at_home, key=lambda u: u.level) if mention.is_short else at_home[0]
        return "stated" if len(mention.units) == 1 else "inferred", (unit,)
    return _elsewhere(text, mention, home)


def _is_part_of_name(text: str, mention: Mention, at_home: Sequence[Unit]) -> bool:
    """Tell whether the home's own province or prefecture only begins a name (河南省杂技集团), or a township's short form a village's."""
    if mention.is_short and at_home[0].level == TOWNSHIP:
        return text.startswith(("村", "社区"), mention.end)
    behind = text[mention.end : mention.end + 1]
    return (
        at_home[0].level <= PREFECTURE and bool(behind) and not text.startswith(tuple(vocabulary("places")["organs"]["after"]), mention.end)
    )


def _elsewhere(text: str, mention: Mention, home: Locality) -> tuple[Basis, tuple[Unit, ...]] | None:
    if is_common_word(mention) or (len(mention.name) == 2 and not mention.is_short and not _beside_places(text, mention)):
        return None
    units = mention.units
    if mention.is_short:
        top = min(unit.level for unit in units)
        units = tuple(unit for unit in units if unit.level == top)
        if top == COUNTY and not _beside_places(text, mention):
            return None
    near = _near(units, home)
    if near:
        return ("stated" if len(mention.units) == 1 else "inferred"), (near,)
    return _far(mention, units, home)


def _near(units: Sequence[Unit], home: Locality) -> Unit | None:
    """Return the only unit in the home's prefecture, else in its province."""
    for unit in reversed(home.home):
        inside = [u for u in units if unit in gazetteer.path(u)]
        if len(inside) == 1 and (inside[0].level <= COUNTY or unit.level >= PREFECTURE):
            return inside[0]
    return None


def _far(mention: Mention, units: tuple[Unit, ...], home: Locality) -> tuple[Basis, tuple[Unit, ...]] | None:
    level = min(unit.level for unit in units)
    if level == TOWNSHIP or (level == COUNTY and mention.name.endswith("区") and len(mention.name) < 4):
        return ("ambiguous", units) if level == TOWNSHIP and not home.county and len(units) > 1 else None
    return ("stated", units) if len(units) == 1 else ("ambiguous", units)


def _beside_places(text: str, mention: Mention) -> bool:
    """Tell whether a short form stands as a place elsewhere does: after 赴, among others, before 等地."""
    words = vocabulary("places")["beside"]
    return text[: mention.start].endswith(tuple(words["before"])) and text.startswith(tuple(words["after"]), mention.end)


def _townships(found: Sequence[Found], document: Document, home: Locality) -> list[Unit]:
    """Return the townships in context, those of the prose first, each once."""
    units = [f.units[0] for f in found if f.basis != "ambiguous" and f.units[0].level == TOWNSHIP]
    for _, text in frame_texts(document):
        units += [u for m in mentions(text.text) for u in m.units if u.level == TOWNSHIP and home.contains(u)]
    return list(dict.fromkeys(units))


def _spot(found: Found) -> Spot:
    township = found.units[0] if found.basis != "ambiguous" and found.units[0].level == TOWNSHIP else None
    return Spot(found.passage, found.start, found.end, township)


def _settled(settlement: Settlement) -> Found:
    above = tuple(unit.name for unit in gazetteer.path(settlement.township))
    basis: Basis = "stated" if settlement.units else "inferred"
    return Found(
        settlement.name,
        settlement.start,
        settlement.end,
        settlement.passage,
        basis,
        (*above, ";".join(settlement.villages)),
        settlement.units or (settlement.township,),
        settlement.listed_as,
    )


def _place(prose: Sequence[Passage], group: Sequence[Found]) -> Place:
    first = group[0]
    spans: tuple[Spans, ...] = tuple(prose[f.passage].mapped.spans_of(f.start, f.end) for f in group)
    stated = "stated" if any(f.basis == "stated" for f in group) else first.basis
    coded = [unit for unit in first.units if first.basis != "ambiguous" and unit.name == first.path[-1].split(";")[0]] or []
    many = first.units if len(first.units) > 1 and coded else coded[:1]
    return Place(
        name=first.name,
        path=first.path,
        adcode=";".join(unit.code for unit in many) or None,
        authority=many[0].authority if many else None,
        as_of=many[0].as_of if many else None,
        candidates=tuple(candidate(unit) for unit in first.units) if first.basis == "ambiguous" else (),
        mentions=spans,
        basis=stated,
        canonical=canonical(first),
    )


def candidate(unit: Unit) -> PlaceCandidate:
    """Return a unit as one of the things that a name could mean."""
    names = tuple(u.name for u in gazetteer.path(unit))
    return PlaceCandidate(path=names, adcode=unit.code, authority=unit.authority, as_of=unit.as_of)


def canonical(found: Found) -> str:
    """Return the path in one string; a village of a development zone from its township on, since only statistics puts that under the zone."""
    if found.basis == "ambiguous":
        return ""
    note = f"(NBS: {found.listed_as})" if found.listed_as else ""
    above = gazetteer.path(found.units[0])
    in_zone = len(found.path) == 5 and any(unit.is_zone for unit in above)
    return "".join(found.path[-2:] if in_zone else found.path) + note
