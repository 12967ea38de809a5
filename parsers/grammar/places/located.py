"""Places in the prose, from province to village, each with its path: decided by the document's own context, else left open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.document import Document, Person, Place, PlaceCandidate, Spans
from parsers.grammar.places import gazetteer
from parsers.grammar.places.county_villages import county_villages
from parsers.grammar.places.gazetteer import COUNTY, TOWNSHIP, VILLAGE, Unit
from parsers.grammar.places.locality import Locality, framed, locality
from parsers.grammar.places.meaning import Basis, meant
from parsers.grammar.places.mentions import Mention, local_short, mentions, without_overlaps
from parsers.grammar.places.settlements import Settlement, Spot, settlements
from parsers.grammar.places.townrows import towns_in_rows, words_in_rows
from parsers.grammar.places.zones import aliases, zones_called
from parsers.mapped import Mapped
from parsers.passages import Passage
from seeds import vocabulary

# times that a text names a township in full which it then names in short
_OFTEN = 2


@dataclass(frozen=True)
class Found:
    """A name in a passage; `units` are what it means, several where that is open or where it names several; none for an unlisted village."""

    name: str
    start: int
    end: int
    passage: int
    basis: Basis
    path: tuple[str, ...]
    units: tuple[Unit, ...]
    listed_as: str | None = None

    @property
    def is_village(self) -> bool:
        """Tell whether it lies below a township, listed or not."""
        return self.basis != "ambiguous" and (self.units[0].level == VILLAGE or self.path[-1] != self.units[0].name)


@dataclass(frozen=True)
class Located:
    """Where a document is at home, and every place found in its passages: the prose, then name and issuing body of its mast-head."""

    home: Locality
    passages: Sequence[Passage]
    found: Sequence[Found]

    def places(self) -> tuple[Place, ...]:
        """Return one place per name and path, with all its mentions, in order of the first."""
        groups: dict[tuple[str, tuple[str, ...]], list[Found]] = {}
        for one in self.found:
            groups.setdefault((one.name, one.path), []).append(one)
        return tuple(_place(self.passages, group) for group in groups.values())


def find_places(prose: Sequence[Passage], document: Document) -> tuple[Place, ...]:
    """Return the places named in the prose of a document and by its mast-head, one per name and path, with all their mentions."""
    return located(prose, document).places()


def located(prose: Sequence[Passage], document: Document, people: Sequence[Person] = ()) -> Located:
    """Return where the document is at home, and every place named in its prose and by its mast-head, in order; none inside a person's name."""
    held = [(spans[0].start, spans[-1].end) for person in people for spans in person.mentions if spans]
    names = [[m for m in mentions(passage.text) if not _is_in_person(passage, m, held)] for passage in prose]
    frame = framed(document)
    home = locality(prose, names, frame)
    around = [one.names for one in frame]
    local = _local_names(prose, [*names, *around], home) | towns_in_rows(prose, home)
    found: list[Found] = []
    for i, passage in enumerate(prose):
        more = [*local_short(passage.text, local), *words_in_rows(passage.text, home), *_zone_aliases(passage.text, home), *names[i]]
        kept = without_overlaps(more)
        found += [
            Found(m.mention.name, m.mention.start, m.mention.end, i, m.basis, m.path, m.units) for m in meant(passage.text, kept, home)
        ]
    townships = _townships(found, around, home)
    counties = [(f.passage, f.end, f.units[0]) for f in found if f.basis != "ambiguous" and f.units[0].level == COUNTY]
    known = {(f.passage, f.start) for f in found}
    found += [_settled(s) for s in county_villages(prose, counties) if (s.passage, s.start) not in known]
    found += [_settled(s) for s in settlements(prose, townships, [_spot(f, home) for f in found])]
    head = _masthead(prose, document)
    found += [one for i, passage in enumerate(head, len(prose)) for one in _named_by_head(i, passage.text, home)]
    return Located(home, [*prose, *head], sorted(found, key=lambda f: (f.passage, f.start)))


def _is_in_person(passage: Passage, mention: Mention, held: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a short form is only letters of a person's name: 文昌 in 谷文昌."""
    if not held or not mention.is_short:
        return False
    spans = passage.mapped.spans_of(mention.start, mention.end)
    start, end = spans[0].start, spans[-1].end
    return any(first <= start and end <= last and (first, last) != (start, end) for first, last in held)


def _local_names(prose: Sequence[Passage], found: Sequence[Sequence[Mention]], home: Locality) -> dict[str, tuple[Unit, ...]]:
    """Return short forms that count here: of the home district, and of its townships whose full or other name the document has, or has right behind the county."""
    county = home.county
    if not county:
        return {}
    text = "\n".join(passage.text for passage in prose)
    written = {m.name for names in found for m in names}
    listed = gazetteer.townships(county.code[:6])
    names_here = {u.name for u in listed}
    shorts = {other: (u,) for u in listed for other in _other_names(u.name) if other not in names_here}
    written |= {units[0].name for short, units in shorts.items() if short in written or short in text}
    written |= {u.name for u in listed if _is_behind_county(text, county.name + gazetteer.short(u.name))} if county.name in text else set()
    shorts |= {gazetteer.short(u.name): (u,) for u in listed if u.name in written and gazetteer.short(u.name) != u.name}
    if county.name.endswith("区") and not county.is_zone:
        shorts[gazetteer.short(county.name)] = (county,)
    taken = {short for short in shorts if (others := gazetteer.short_names().get(short)) and not _is_own(text, shorts[short][0], others)}
    return {short: units for short, units in shorts.items() if short not in taken}


def _is_own(text: str, own: Unit, others: Sequence[Unit]) -> bool:
    """Tell whether a short form means a township here, and none of the counties elsewhere, whose names or upper units' the text has not."""
    if own.level != TOWNSHIP or text.count(own.name) < _OFTEN or any(u.level != COUNTY for u in others):
        return False
    above = [upper.name for u in others for upper in gazetteer.path(u)[:-1]]
    told = [u.name for u in others] + [name + gazetteer.short(own.name) for upper in above for name in (upper, gazetteer.short(upper))]
    return not any(name in text for name in told)


# 施甸县|木老元|和摆榔: what goes on behind the short form of a township
_GOES_ON = ("、", "和", "与", "及", "，", "。", "；", "等")


def _is_behind_county(text: str, both: str) -> bool:
    """Tell whether a county with the short form of its township right behind stands by itself."""
    at = text.find(both)
    return at >= 0 and text.startswith(_GOES_ON, at + len(both))


def _other_names(name: str) -> list[str]:
    """Return what a township is also called, or was: 民乐乡 for 民乐朝鲜族乡, 新发朝鲜族乡 for 新发朝鲜民族乡, 王楼乡 for 王楼镇."""
    stem = gazetteer.short(name)
    if name.endswith("民族乡"):
        return [stem + "乡", name.replace("民族乡", "族乡").replace("族族", "族")]
    return [other for ending in ("镇", "乡", "街道") if (other := stem + ending) != name] if stem != name else []


def _zone_aliases(text: str, home: Locality) -> Iterator[Mention]:
    """Yield the short forms of development zones that mean one zone here: all where the zone or its city is the home, else behind the city's name."""
    if not home.prefecture:
        return
    city = gazetteer.short(home.prefecture.name)
    for match in aliases(text):
        called = zones_called(match[0], home.prefecture)
        if len(called) == 1 and (_is_behind(text, match.start(), city, home.prefecture.name) or _is_meant_alone(match[0], called[0], home)):
            yield Mention(match[0], *match.span(), called, is_short=True)


def _is_behind(text: str, start: int, *names: str) -> bool:
    return text[:start].endswith(names)


def _is_meant_alone(alias: str, zone: Unit, home: Locality) -> bool:
    """Tell whether a zone's short form means it without its city's name: where the zone or its city is the home."""
    return alias not in vocabulary("places")["zones"]["generic"] and home.home[-1] in (zone, home.prefecture)


def _townships(found: Sequence[Found], framed: Sequence[Sequence[Mention]], home: Locality) -> list[Unit]:
    """Return the townships in context, those of the prose first, each once."""
    units = [f.units[0] for f in found if f.basis != "ambiguous" and f.units[0].level == TOWNSHIP]
    units += [u for names in framed for m in names for u in m.units if u.level == TOWNSHIP and home.contains(u)]
    return list(dict.fromkeys(units))


def _spot(found: Found, home: Locality) -> Spot:
    is_township = found.basis != "ambiguous" and found.units[0].level == TOWNSHIP
    return Spot(
        found.passage,
        found.start,
        found.end,
        found.units[0] if is_township else None,
        any(home.contains(u) or u in home.home for u in found.units),
    )


def _settled(settlement: Settlement) -> Found:
    where = (settlement.name, settlement.start, settlement.end, settlement.passage)
    basis: Basis = "stated" if settlement.units else "inferred"
    above = tuple(unit.name for unit in gazetteer.path(settlement.township))
    units = settlement.units or (settlement.township,)
    return Found(*where, basis, (*above, ";".join(settlement.villages)), units, settlement.listed_as)


def _masthead(prose: Sequence[Passage], document: Document) -> list[Passage]:
    texts = [text for text in (document.publication, document.issuing_body) if text and prose]
    return [Passage("masthead", Mapped(prose[0].mapped.reading, text.spans)) for text in texts]


def _named_by_head(passage: int, text: str, home: Locality) -> Iterator[Found]:
    """Yield the full names of the home's own units: 罗田县人民政府办公室."""
    for mention in mentions(text):
        unit = next((u for u in mention.units if u in home.home and not mention.is_short), None)
        if unit:
            path = tuple(u.name for u in gazetteer.path(unit))
            yield Found(mention.name, mention.start, mention.end, passage, "stated", path, (unit,))


def _place(passages: Sequence[Passage], group: Sequence[Found]) -> Place:
    first = group[0]
    coded = _coded(first)
    return Place(
        name=first.name,
        path=first.path,
        adcode=";".join(unit.code for unit in coded) or None,
        authority=coded[0].authority if coded else None,
        as_of=coded[0].as_of if coded else None,
        candidates=tuple(candidate(unit) for unit in first.units) if first.basis == "ambiguous" else (),
        mentions=tuple(_spans(passages, f) for f in group),
        basis="stated" if any(f.basis == "stated" for f in group) else first.basis,
        canonical=canonical(first) or None,
    )


def _spans(passages: Sequence[Passage], found: Found) -> Spans:
    return passages[found.passage].mapped.spans_of(found.start, found.end)


def _coded(found: Found) -> tuple[Unit, ...]:
    """Return the units whose codes stand for the place: none where it is open, or a village that no list has."""
    is_unlisted = found.is_village and found.units[0].level < VILLAGE
    return () if found.basis == "ambiguous" or is_unlisted else found.units


def candidate(unit: Unit) -> PlaceCandidate:
    """Return a unit as one of the things that a name could mean."""
    names = tuple(u.name for u in gazetteer.path(unit))
    return PlaceCandidate(path=names, adcode=unit.code, authority=unit.authority, as_of=unit.as_of)


def canonical(found: Found) -> str:
    """Return the path in one string, empty where it is open; where statistics writes a village otherwise, that is noted.

    A village of a development zone goes from its township on, since civil affairs has that township under another county.
    """
    note = f"(NBS: {found.listed_as})" if found.listed_as else ""
    in_zone = found.is_village and any(unit.is_zone for unit in gazetteer.path(found.units[0]))
    return "".join(found.path[-2:] if in_zone else found.path) + note
