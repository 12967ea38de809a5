"""Villages and communities, only inside townships that the document names: by full name, by short form, and several under one name.

A short form (白屯) counts where its village is also written in full, or where it stands in a row with others (卢寨、许堂、东李庄). A village that no
list has (东李庄) counts in such a row, or between stops; one that is written otherwise there (桑辛庄, listed 桑新庄) says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.grammar.numerals import to_int
from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import Unit
from parsers.grammar.places.village_names import (
    COUNTED,
    FULL,
    ROW,
    SETTLEMENT,
    SIDES,
    UNLISTED,
    behind_township,
    can_be_name,
    ending_so,
    is_name,
    is_set_off,
    names_in,
    one_apart,
    pairs,
    stands_short,
)
from parsers.grammar.scanning import apart, standing
from parsers.passages import Passage


@dataclass(frozen=True)
class Spot:
    """A stretch of a passage that is a place already; `township` where it names one."""

    passage: int
    start: int
    end: int
    township: Unit | None = None
    is_home: bool = True


@dataclass(frozen=True)
class Settlement:
    """One name in a passage for a village or several of a township; `units` is empty where no list has it."""

    name: str
    start: int
    end: int
    passage: int
    township: Unit
    villages: tuple[str, ...]
    units: tuple[Unit, ...]
    listed_as: str | None = None


def settlements(prose: Sequence[Passage], townships: Sequence[Unit], taken: Sequence[Spot]) -> list[Settlement]:
    """Return the villages named in the prose that lie in the given townships; nothing overlaps what is `taken`."""
    if not townships:
        return []
    return _Search(prose, townships, taken).run()


class _Search:
    """One pass over a document: full names, then what they allow."""

    def __init__(self, prose: Sequence[Passage], townships: Sequence[Unit], taken: Sequence[Spot]) -> None:
        self.prose = prose
        self.townships = townships
        self.taken = taken
        self.by_name = names_in(townships)
        self.by_short = {**{name.removesuffix("村"): known for name, known in self.by_name.items()}, **self.by_name}
        self.found: list[Settlement] = []
        self.spots: dict[int, list[tuple[int, int]]] = {}
        self.behind = {(spot.passage, spot.end): spot.township for spot in taken if spot.township}
        for spot in taken:
            self.spots.setdefault(spot.passage, []).append((spot.start, spot.end))

    def run(self) -> list[Settlement]:
        for step in (self._full, self._behind_townships, self._several, self._rows, self._unlisted, self._short):
            for settlement in step():
                self._keep(settlement)
        return self.found

    def _keep(self, settlement: Settlement) -> None:
        if self._is_free(settlement.passage, settlement.start, settlement.end):
            self.found.append(settlement)
            self.spots.setdefault(settlement.passage, []).append((settlement.start, settlement.end))

    def _is_free(self, passage: int, start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in self.spots.get(passage, ()))

    def _full(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in FULL.finditer(passage.text):
                yield from self._ending_at(i, passage.text, match.end())

    def _ending_at(self, passage: int, text: str, end: int) -> Iterator[Settlement]:
        for start in range(max(0, end - 10), end - 1):
            known = self._known(text[start:end], self.behind.get((passage, start)))
            split = (passage, start - 1) in self.behind and text[start - 1] in SIDES
            if known and is_name(text[start:end]) and is_set_off(text, start, end) and not split:
                yield _listed(text[start:end], start, end, passage, known)
                return

    def _known(self, name: str, stated: Unit | None) -> tuple[Unit, Unit] | None:
        """Return township and village of a name; right behind a township (下辛店镇建新村) only that one's."""
        known = self.by_name.get(name)
        return names_in([stated]).get(name) if known and stated and known[0] != stated else known

    def _several(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in COUNTED.finditer(passage.text):
                yield from self._counted(i, match)
            for match in pairs().finditer(passage.text):
                yield from self._pair(i, passage.text, match)

    def _counted(self, passage: int, match: re.Match[str]) -> Iterator[Settlement]:
        """4 个牙头: as many villages of one township end so."""
        for length in (3, 2):
            name = match["name"][:length]
            for township in self.townships:
                same = ending_so(township).get(name, ())
                if len(same) > 1 and len(same) == to_int(match[1]):
                    start = match.start("name")
                    yield _several_as(name, start, passage, township, same)
                    return

    def _pair(self, passage: int, text: str, match: re.Match[str]) -> Iterator[Settlement]:
        """前后曹楼: 前曹楼村 and 后曹楼村."""
        for length in (4, 3, 2):
            stem = text[match.end() : match.end() + length].removesuffix("村")
            for township in self.townships:
                listed = gazetteer.villages(township)
                both = [listed[name] for sign in match[0] if (name := sign + stem + "村") in listed]
                if len(both) == 2:
                    yield _several_as(match[0] + stem, match.start(), passage, township, both)
                    return

    def _behind_townships(self) -> Iterator[Settlement]:
        """永宁镇兰池村: a village that stands right behind its township."""
        for spot in self.taken:
            name = behind_township(self.prose[spot.passage].text, spot.end, spot.township) if spot.township else None
            if spot.township and name:
                yield _not_listed(name, spot.end, spot.passage, spot.township, name)

    def _unlisted(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in UNLISTED.finditer(passage.text) if "村" in passage.text or "社区" in passage.text else ():
                township = self._spoken_of(i, match)
                if not township or self._is_abroad(i, match.start()) or _is_nickname(match) or not can_be_name(match["name"]):
                    continue
                if match["edge"] is not None or self._is_supported(i, match):
                    yield _not_listed(match["name"], match.start("name"), i, township, match["name"])

    def _spoken_of(self, passage: int, match: re.Match[str]) -> Unit | None:
        """Return the only township in context, else the only one that the sentence has named before: 益哇镇6个村…，东哇村村民…."""
        if len(self.townships) == 1:
            return self.townships[0]
        first = max(match.string.rfind(stop, 0, match.start("name")) for stop in "。！？；") + 1
        named = {t for (i, end), t in self.behind.items() if i == passage and first < end <= match.start("name")}
        return named.pop() if len(named) == 1 else None

    def _is_abroad(self, passage: int, start: int) -> bool:
        """Tell whether the passage has come to speak of a place elsewhere: 赴安吉县考察，走访余村."""
        before = [spot for spot in self.taken if spot.passage == passage and spot.end <= start]
        return bool(before) and not before[-1].is_home

    def _is_supported(self, passage: int, match: re.Match[str]) -> bool:
        """Tell whether a name stands in a row with a place, comes twice, or is listed otherwise: 东咀村, listed 东嘴社区."""
        name, start = match["name"], match.start("name")
        if match.string[start - 1 : start] == "、" and any(end == start - 1 for _, end in self.spots.get(passage, ())):
            return True
        return sum(p.text.count(name) for p in self.prose) > 1 or any(one_apart(other, name) for other in self.by_name)

    def _short(self) -> Iterator[Settlement]:
        """Yield further mentions of the villages that are written in full somewhere, by that name or its short form."""
        written = [s for s in self.found if len(s.villages) == 1 and s.name.endswith("村")]
        full = {name: s for s in written for name in (s.name, s.villages[0].removesuffix("村"))}
        names = [name for name in full if name.endswith("村") or stands_short(name)]
        for i, passage in enumerate(self.prose):
            for start, name in apart(standing(names, passage.text)):
                s = full[name]
                yield Settlement(name, start, start + len(name), i, s.township, s.villages, s.units, s.listed_as)

    def _rows(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in ROW.finditer(passage.text):
                yield from self._row(i, match)

    def _row(self, passage: int, match: re.Match[str]) -> Iterator[Settlement]:
        """卢寨、许堂、东李庄党群服务中心: two that are listed make a row; the last may run on."""
        parts = list(re.finditer(r"[^、]+", match[0]))
        known = [self._in_row(passage, match.start(), part, index, len(parts)) for index, part in enumerate(parts)]
        if sum(1 for settlement in known if settlement and settlement.units) < 2:
            return
        township = next(s.township for s in known if s and s.units)
        for index, (part, settlement) in enumerate(zip(parts, known, strict=True)):
            yield from [settlement] if settlement else self._guessed(passage, match.start(), part, index, township)

    def _in_row(self, passage: int, offset: int, part: re.Match[str], index: int, count: int) -> Settlement | None:
        text = part[0]
        at_end, at_start = index == 0, index == count - 1
        for length in range(min(6, len(text)), 1, -1):
            start = len(text) - length if at_end else 0
            name = text[start : start + length]
            known = self.by_short.get(name)
            goes_on = start + length < len(text) and text[start + length] in SETTLEMENT
            if known and not goes_on and (at_start or at_end or length == len(text) or text[start + length :].startswith("等")):
                begin = offset + part.start() + start
                return _listed(name, begin, begin + length, passage, known)
        return None

    def _guessed(self, passage: int, offset: int, part: re.Match[str], index: int, township: Unit) -> Iterator[Settlement]:
        name = re.match(rf"[^\W\da-zA-Z_]{{1,2}}[{SETTLEMENT}]", part[0]) if index else None
        if name:
            village = name[0] if name[0].endswith("村") else name[0] + "村"
            yield _not_listed(name[0], offset + part.start(), passage, township, village)


def _is_nickname(match: re.Match[str]) -> bool:
    """Tell whether only quotation marks stand around a name: 过去是“煤灰村”."""
    start, end = match.span("name")
    return match.string[max(0, start - 1) : start] == "“" and match.string[end : end + 1] == "”"


def _listed(name: str, start: int, end: int, passage: int, known: tuple[Unit, Unit]) -> Settlement:
    village = name if name.endswith(("村", "社区")) else known[1].name
    return Settlement(name, start, end, passage, known[0], (village,), (known[1],))


def _several_as(name: str, start: int, passage: int, township: Unit, units: Sequence[Unit]) -> Settlement:
    return Settlement(name, start, start + len(name), passage, township, tuple(u.name for u in units), tuple(units))


def _not_listed(name: str, start: int, passage: int, township: Unit, village: str) -> Settlement:
    """Return a village that the list lacks, or has with one character written otherwise; of two that says too little (陶元社区, 陶吓社区)."""
    alike = [
        u for v, u in gazetteer.villages(township).items() if len(v.removesuffix("社区").removesuffix("村")) > 2 and one_apart(v, village)
    ]
    listed = alike[0] if len(alike) == 1 else None
    units = (listed,) if listed else ()
    return Settlement(name, start, start + len(name), passage, township, (village,), units, listed.name if listed else None)
