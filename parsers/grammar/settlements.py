"""Villages and communities, only inside townships that the document names: by full name, by short form, and several under one name.

A short form (白屯) counts where its village is also written in full, or where it stands in a row with others (卢寨、许堂、东李庄). A village that no
list has (东李庄) counts in such a row, or between stops; one that is written otherwise there (桑辛庄, listed 桑新庄) says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from parsers.grammar import gazetteer
from parsers.grammar.gazetteer import Unit
from parsers.grammar.numerals import to_int
from parsers.passages import Passage
from seeds import vocabulary

_FULL = re.compile(r"村|社区")
_ROW = re.compile(r"[\u4e00-\u9fff]{2,}(?:、[\u4e00-\u9fff]{2,})+")
_COUNTED = re.compile(r"([0-9０-９]+|[两三四五六七八九十]+)个(?P<name>[\u4e00-\u9fff]{2,3})")
_EDGE = r"(?:^|[，。；：、！？“”（）《》\s]|(?<=[在到对赴和与及]))"
# 村 in front of these begins a word of its own: 村民, 村干部, 村集体.
_NO_WORD = r"(?![民干级集里内委容组庄口规史务社落舍两界镇居企财账史校医])"
_UNLISTED = re.compile(_EDGE + rf"(?P<name>[\u4e00-\u9fff]{{2,3}}村){_NO_WORD}(?=(?P<edge>[、，。；（）“”]|等|党)?)")
_BEHIND_TOWNSHIP = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,4}}?村){_NO_WORD}")
_SETTLEMENT = "庄寨屯楼堂营店桥湾沟坪村集堡铺岗坡塘岭"


@dataclass(frozen=True)
class Spot:
    """A stretch of a passage that is a place already; `township` where it names one."""

    passage: int
    start: int
    end: int
    township: Unit | None = None


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
        self.blocked = taken
        self.by_name = _names(townships)
        self.found: list[Settlement] = []

    def run(self) -> list[Settlement]:
        for step in (self._full, self._behind_townships, self._several, self._rows, self._unlisted, self._short):
            for settlement in step():
                self._keep(settlement)
        return self.found

    def _keep(self, settlement: Settlement) -> None:
        if self._is_free(settlement.passage, settlement.start, settlement.end):
            self.found.append(settlement)

    def _is_free(self, passage: int, start: int, end: int) -> bool:
        spots: list[Spot | Settlement] = [*self.blocked, *self.found]
        return not any(s.passage == passage and s.start < end and start < s.end for s in spots)

    def _full(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in _FULL.finditer(passage.text):
                yield from self._ending_at(i, passage.text, match.end())

    def _ending_at(self, passage: int, text: str, end: int) -> Iterator[Settlement]:
        for start in range(max(0, end - 10), end - 1):
            known = self.by_name.get(text[start:end])
            if known and text[start:end] not in _never():
                yield _listed(text[start:end], start, end, passage, known)
                return

    def _several(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in _COUNTED.finditer(passage.text):
                yield from self._counted(i, match)
            for pair in vocabulary("places")["villages"]["pairs"]:
                for match in re.finditer(pair + r"(?=[\u4e00-\u9fff]{2})", passage.text):
                    yield from self._pair(i, passage.text, match)

    def _counted(self, passage: int, match: re.Match[str]) -> Iterator[Settlement]:
        """4 个牙头: as many villages of one township end so."""
        for length in (3, 2):
            name = match["name"][:length]
            for township in self.townships:
                same = [u for v, u in gazetteer.villages(township).items() if v.endswith((name, name + "村")) and len(v) > len(name) + 1]
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
        for spot in self.blocked:
            match = spot.township and _BEHIND_TOWNSHIP.match(self.prose[spot.passage].text, spot.end)
            if spot.township and match and _is_name(match["name"]):
                yield _not_listed(match["name"], spot.end, spot.passage, spot.township, match["name"])

    def _unlisted(self) -> Iterator[Settlement]:
        if len(self.townships) != 1:
            return
        for i, passage in enumerate(self.prose):
            for match in _UNLISTED.finditer(passage.text):
                if _is_name(match["name"]) and (match["edge"] is not None or self._is_supported(match["name"])):
                    yield _not_listed(match["name"], match.start("name"), i, self.townships[0], match["name"])

    def _is_supported(self, name: str) -> bool:
        """Tell whether a name comes twice, or the list has one like it: 东咀村, listed 东嘴社区."""
        if sum(passage.text.count(name) for passage in self.prose) > 1:
            return True
        return any(_one_apart(other, name) for other in self.by_name)

    def _short(self) -> Iterator[Settlement]:
        """Yield short forms of the villages that are written in full somewhere."""
        full = {s.villages[0].removesuffix("村"): s for s in self.found if len(s.villages) == 1 and s.name.endswith("村")}
        names = [name for name in full if len(name) > 1]
        if names:
            pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
            for i, passage in enumerate(self.prose):
                for m in pattern.finditer(passage.text):
                    s = full[m[0]]
                    yield Settlement(m[0], *m.span(), i, s.township, s.villages, s.units, s.listed_as)

    def _rows(self) -> Iterator[Settlement]:
        for i, passage in enumerate(self.prose):
            for match in _ROW.finditer(passage.text):
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
            for start in {0} if not at_end else {len(text) - length}:
                name = text[start : start + length]
                known = self.by_name.get(name) or self.by_name.get(name + "村")
                goes_on = start + length < len(text) and text[start + length] in _SETTLEMENT
                if known and not goes_on and (at_start or at_end or length == len(text) or text[start + length :].startswith("等")):
                    begin = offset + part.start() + start
                    return _listed(name, begin, begin + length, passage, known)
        return None

    def _guessed(self, passage: int, offset: int, part: re.Match[str], index: int, township: Unit) -> Iterator[Settlement]:
        name = re.match(rf"[\u4e00-\u9fff]{{1,2}}[{_SETTLEMENT}]", part[0]) if index else None
        if name:
            village = name[0] if name[0].endswith("村") else name[0] + "村"
            yield _not_listed(name[0], offset + part.start(), passage, township, village)


def _names(townships: Sequence[Unit]) -> Mapping[str, tuple[Unit, Unit]]:
    """Return village name → township and village, a community also as a village; the township named first wins."""
    names: dict[str, tuple[Unit, Unit]] = {}
    for township in townships:
        listed = gazetteer.villages(township)
        for name, village in listed.items():
            names.setdefault(name, (township, village))
        for name, village in listed.items():
            names.setdefault(name.removesuffix("社区") + "村", (township, village))
    return names


def _listed(name: str, start: int, end: int, passage: int, known: tuple[Unit, Unit]) -> Settlement:
    village = name if name.endswith(("村", "社区")) else known[1].name
    return Settlement(name, start, end, passage, known[0], (village,), (known[1],))


def _several_as(name: str, start: int, passage: int, township: Unit, units: Sequence[Unit]) -> Settlement:
    return Settlement(name, start, start + len(name), passage, township, tuple(u.name for u in units), tuple(units))


def _not_listed(name: str, start: int, passage: int, township: Unit, village: str) -> Settlement:
    """Return a village that the list lacks, or has with one character written otherwise."""
    alike = [u for v, u in gazetteer.villages(township).items() if len(v) > 3 and _one_apart(v, village)]
    listed = alike[0] if len(alike) == 1 else None
    units = (listed,) if listed else ()
    return Settlement(name, start, start + len(name), passage, township, (village,), units, listed.name if listed else None)


def _one_apart(a: str, b: str) -> bool:
    return len(a) == len(b) and a[0] == b[0] and sum(x != y for x, y in zip(a, b, strict=True)) == 1


@cache
def _never() -> frozenset[str]:
    return frozenset(vocabulary("places")["villages"]["never"])


@cache
def _no_name() -> re.Pattern[str]:
    words = vocabulary("places")["villages"]
    return re.compile(f"{'|'.join(words['verbs'])}|[{words['particles']}]|(?:{'|'.join(words['never'])})$")


def _is_name(village: str) -> bool:
    """Tell whether letters in front of 村 can be a village's name: no verbs, no particles, no 示范村."""
    return not _no_name().search(village)
