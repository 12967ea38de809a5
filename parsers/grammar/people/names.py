"""Names of people as bylines and sign-offs write them: 王献伟, 李 勉 (spread to the width of three), 阿不都·热合曼."""

import re
from collections.abc import Iterator
from functools import cache

from seeds import vocabulary

_HAN = r"[^\W\da-zA-Z_]"
# 李 勉 | 阿不都·热合曼 | 王献伟
NAME = re.compile(
    rf"(?P<spread>(?<!{_HAN}){_HAN}(?:\s+{_HAN}){{1,2}}(?!{_HAN}))|(?P<dotted>{_HAN}{{1,6}}(?:[·•]{_HAN}{{1,6}})+)|(?P<plain>{_HAN}{{2,4}})"
)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return single and compound surnames, and the beginnings of names that have none."""
    lists = vocabulary("surnames")
    return frozenset("".join(lists["single"].split())), frozenset(lists["compound"].split()), frozenset(lists["transliterated"].split())


@cache
def _verdicts() -> frozenset[str]:
    return frozenset(vocabulary("surnames")["verdicts"])


@cache
def _pieced() -> re.Pattern[str]:
    """Two pieces or more that names without a surname are made of (敖登|高娃), or one with a last syllable (才让|本)."""
    pieces = "|".join(sorted(vocabulary("given_names")["pieces"], key=len, reverse=True))
    return re.compile(rf"(?:{pieces}){{2,}}|(?:{pieces})[加太杰措草本]")


def is_name(word: str) -> bool:
    """Tell whether a word without spaces can be a person's name: a surname and one or two more characters, or a dotted name."""
    if "·" in word or "•" in word or (len(word) > 2 and _pieced().fullmatch(word)):
        return True
    single, compound, transliterated = _surnames()
    if word[:2] in transliterated:
        return 3 <= len(word) <= 6
    if word[:2] in compound:
        return 3 <= len(word) <= 4
    return word[:1] in single and 2 <= len(word) <= 3


# words too: 东方红, 百里画廊
_WORDS = frozenset({"东方", "百里", "西门", "南宫", "东郭"})


def is_compound(word: str) -> bool:
    """Tell whether a word begins with a surname of two characters that is hardly ever another word (欧阳, 司徒)."""
    return word[:2] in _surnames()[1] - _WORDS


def is_transliterated(word: str) -> bool:
    """Tell whether a word begins as Uyghur, Mongol, Tibetan and Yi names do that have no surname."""
    return word[:2] in _surnames()[2]


def surname(name: str) -> str | None:
    """Return the surname of a name that has one: 欧阳 of 欧阳娜, None for 阿不都·热合曼."""
    single, compound, transliterated = _surnames()
    if not is_name(name) or "·" in name or "•" in name or name[:2] in transliterated:
        return None
    return name[:2] if name[:2] in compound else name[:1] if name[:1] in single else None


def names_in(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]] | None:
    """Return names with their offsets where `text[start:end]` is nothing but names and what parts them; else None."""
    found: list[tuple[str, int, int]] = []
    at = start
    while at < end:
        if _PARTING.match(text[at]):
            at += 1
            continue
        if spread := _spread_run(text, at, end):
            found += spread
            at = spread[-1][2]
            continue
        match = NAME.match(text, at, end)
        name = re.sub(r"\s+", "", match[0]) if match else ""
        if name in _verdicts():
            return None
        if not match or not is_name(name):
            run_on = _run_on(text, at, end)
            if not run_on:
                return None
            found += run_on
            at = run_on[-1][2]
            continue
        found.append((name, *match.span()))
        at = match.end()
    return iter(found) if found else None


_PARTING = re.compile(r"[\s、，,；;/|｜：:（）()【】\[\]［］〔〕]")
# 毛庄镇 李明 审核：王强: towns that begin with a surname
_TOWNS = frozenset("镇乡县局")


def is_town(word: str) -> bool:
    """Tell whether a word that could be a name is rather a unit that begins with a surname (毛庄镇, 高贤乡)."""
    return len(word) > 2 and word[-1] in _TOWNS


# what units end in and names do not (渠口乡党委)
_OF_UNITS = frozenset("乡镇县局委厅办处")
_HAN_RUN = re.compile(rf"{_HAN}+")


# 李 欣 姜 薇: names of two characters that were spread, side by side
_SPREAD_RUN = re.compile(rf"(?<!{_HAN}){_HAN}(?:\s+{_HAN}(?!{_HAN})){{3,11}}")


def _spread_run(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the names in a run of single characters: the one way to part it into names of two and three, else nothing."""
    match = _SPREAD_RUN.match(text, start, end)
    at = [i for i in range(start, match.end()) if not text[i].isspace()] if match else []
    run = "".join(text[i] for i in at)
    ways = [way for way in _ways(len(run)) if all(is_name(run[a:b]) for a, b in way)] if run else []
    return [(run[a:b], at[a], at[b - 1] + 1) for a, b in ways[0]] if len(ways) == 1 else []


@cache
def _ways(length: int) -> list[list[tuple[int, int]]]:
    """Return every way to cut a run into pieces of two and three."""
    ways: list[list[tuple[int, int]]] = [[]] if length == 0 else []
    for size in (size for size in (2, 3) if size <= length):
        ways += [[*way, (length - size, length)] for way in _ways(length - size)]
    return ways


def _run_on(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return two names written without a gap (李谦卢丽珍): the one split in which each begins with a surname, else nothing."""
    match = _HAN_RUN.match(text, start, end)
    if not match or not 4 <= len(match[0]) <= 6:
        return []
    run = match[0]
    splits = [i for i in (2, 3) if is_name(run[:i]) and is_name(run[i:]) and not {run[i - 1], run[-1]} & _OF_UNITS]
    if len(splits) != 1:
        return []
    cut = start + splits[0]
    return [(text[start:cut], start, cut), (text[cut : match.end()], cut, match.end())]
