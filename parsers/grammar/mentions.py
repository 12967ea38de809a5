"""Names of administrative units in running text: full names by their ending, short forms of what has one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add

from parsers.grammar import gazetteer
from parsers.grammar.gazetteer import Unit
from seeds import vocabulary

_ENDING = re.compile("[省市县区旗镇乡道州盟木场]")
_LONGEST = 15


@dataclass(frozen=True)
class Mention:
    """A name at `start:end` of a wording, with all units that bear it.

    `is_short` says that its ending is missing, `is_loose` that it is two letters which may be the tail of a word: 提高县域, 建成县医院.
    """

    name: str
    start: int
    end: int
    units: tuple[Unit, ...]
    is_short: bool = False
    is_loose: bool = False


def mentions(text: str, *, in_names: bool = False) -> list[Mention]:
    """Return the names of provinces to townships in a wording, none inside another; short forms above townships only.

    None is part of a word (推广安全) or of another name (濮阳日报), but with `in_names`, for the names of papers and offices.
    """
    if in_names:
        return without_overlaps([*_full(text), *_upper_short(text)])
    short = (mention for mention in _upper_short(text) if not _behind().match(text, mention.end))
    return without_overlaps([*_full(text), *short], [match.span() for match in _inside().finditer(text)])


def without_overlaps(found: Iterable[Mention], taken: Iterable[tuple[int, int]] = ()) -> list[Mention]:
    """Return what is left when of overlapping names the first and longest stays, and none of `taken` is touched."""
    kept: list[Mention] = []
    blocked = list(taken)
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if any(a < mention.end and mention.start < b for a, b in blocked):
            continue
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


@cache
def _inside() -> re.Pattern[str]:
    return re.compile("|".join(sorted(vocabulary("places")["words"]["inside"], key=len, reverse=True)))


def _full(text: str) -> Iterator[Mention]:
    tails = {ending: frozenset(letters) for ending, letters in vocabulary("places")["words"]["tails"].items()}
    for match in _ENDING.finditer(text):
        end = match.end()
        if text[end : end + 1] in tails.get(match[0], ()):
            continue
        for start in range(max(0, end - _LONGEST), end - 1):
            if gazetteer.is_named(text[start:end]):
                is_loose = end - start == 2 and not _begins(text, start)
                yield Mention(text[start:end], start, end, gazetteer.named(text[start:end]), is_loose=is_loose)
                break


def _begins(text: str, start: int) -> bool:
    """Tell whether what stands in front ends a word, so that a name can begin."""
    front = text[start - 1 : start]
    return not "\u4e00" <= front <= "\u9fff" or front in vocabulary("places")["words"]["fronts"]


@cache
def common_words() -> frozenset[str]:
    """Return short forms that are words first of all: 合作, 同心, 团结."""
    return frozenset(vocabulary("places")["words"]["never"])


@cache
def _behind() -> re.Pattern[str]:
    words = vocabulary("places")["words"]
    return re.compile(f"{'|'.join(words['behind'])}|[\u4e00-\u9fff]{{0,2}}(?:{'|'.join(words['institutions'])})")


@cache
def _upper_by_start() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for name in sorted(gazetteer.short_names().keys() - common_words()):
        names[name[:2]] = (*names.get(name[:2], ()), name)
    return names


def _upper_short(text: str) -> Iterator[Mention]:
    starts = _upper_by_start()
    present = [name for pair in starts.keys() & set(map(add, text, text[1:])) for name in starts[pair] if name in text]
    return _places_of(text, present, gazetteer.short_names())


def local_short(text: str, names: Mapping[str, tuple[Unit, ...]]) -> Iterator[Mention]:
    """Yield the given short forms where they stand in a wording; never common words, nor those that begin another name."""
    found = _places_of(text, [name for name in names if name in text and name not in common_words()], names)
    tails = vocabulary("places")["words"]["tails"]
    return (m for m in found if not _behind().match(text, m.end) and text[m.end : m.end + 1] not in tuple(tails.get(m.name[-1], "")))


def _places_of(text: str, present: Sequence[str], names: Mapping[str, tuple[Unit, ...]]) -> Iterator[Mention]:
    if not present:
        return
    for match in re.finditer("|".join(sorted(present, key=len, reverse=True)), text):
        yield Mention(match[0], *match.span(), names[match[0]], is_short=True)


def is_common_word(mention: Mention) -> bool:
    """Tell whether a full name is a word as well (城区, 小镇): a place only with the name of what contains it in front."""
    return not mention.is_short and mention.name in vocabulary("places")["words"]["full"]
