"""Which unit of an older revision is which of a newer one: by its characters, else by its wording, never by its index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from storage.alignment import Alignment
from storage.units import Unit


class Pair(NamedTuple):
    """A unit of the older revision and the same one of the newer; one side is None where only the other revision has it."""

    older: Unit | None
    newer: Unit | None


def pairs(older: Sequence[Unit], newer: Sequence[Unit], way: Alignment) -> list[Pair]:
    """Return every unit of both once, alone or with its counterpart, in the order of the newer revision; what is lost comes last."""
    counterparts: dict[str, Unit] = {}
    here, there = _by_shape(older), _by_shape(newer)
    for shape in here.keys() & there.keys():
        counterparts.update((new.path, old) for old, new in _matched(here[shape], there[shape], way))
    known = {old.path for old in counterparts.values()}
    return [
        *(Pair(counterparts.get(new.path), new) for new in newer),
        *(Pair(old, None) for old in older if old.path not in known),
    ]


def _by_shape(found: Iterable[Unit]) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in found:
        groups[unit.shape].append(unit)
    return groups


def _matched(older: list[Unit], newer: list[Unit], way: Alignment) -> Iterator[tuple[Unit, Unit]]:
    if "[]" not in older[0].shape:  # there is one of it in a document
        yield older[0], newer[0]
        return
    for step in (_same_place, _overlapping, _same_wording):
        found = list(step(older, newer, way))
        yield from found
        gone, come = {old.path for old, _ in found}, {new.path for _, new in found}
        older = [unit for unit in older if unit.path not in gone]
        newer = [unit for unit in newer if unit.path not in come]


def _same_place(older: list[Unit], newer: list[Unit], way: Alignment) -> Iterator[tuple[Unit, Unit]]:
    """Pair what has the same characters and wording in one and the same text."""
    if not way.is_same:
        return
    free = {(unit.spans, unit.wording): unit for unit in reversed(newer)}
    for unit in older:
        if unit.spans and (same := free.pop((unit.spans, unit.wording), None)):
            yield unit, same


def _overlapping(older: list[Unit], newer: list[Unit], way: Alignment) -> Iterator[tuple[Unit, Unit]]:
    """Pair what shares characters: those that share most of theirs first, of those the ones of equal wording."""
    stand = [way.stand(unit.spans) for unit in newer]
    at: dict[int, list[int]] = defaultdict(list)
    for n, places in enumerate(stand):
        for place in places:
            at[place].append(n)
    shared: list[tuple[float, bool, int, int]] = []
    for o, unit in enumerate(older):
        places = way.mapped(unit.spans)
        for n, common in Counter(n for place in places for n in at.get(place, ())).items():
            shared.append((-common / len(places | stand[n]), unit.wording != newer[n].wording, o, n))
    gone: set[int] = set()
    come: set[int] = set()
    for _, _, o, n in sorted(shared):
        if o not in gone and n not in come:
            gone.add(o)
            come.add(n)
            yield older[o], newer[n]


def _same_wording(older: list[Unit], newer: list[Unit], _way: Alignment) -> Iterator[tuple[Unit, Unit]]:
    """Pair what says the same, wherever it stands, where neither revision has it twice."""
    here, there = (Counter(unit.wording for unit in found) for found in (older, newer))
    by_wording = {unit.wording: unit for unit in newer}
    for unit in older:
        if here[unit.wording] == there[unit.wording] == 1:
            yield unit, by_wording[unit.wording]
