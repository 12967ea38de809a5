"""The numbers that Word sets before list paragraphs (一、 （一） 1.): not in the text, but what everybody sees; the file says how to count.

Formats as in ECMA-376 part 1, 17.18.59 (ST_NumberFormat). A format that is not known, and bullets, give no mark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from parsers.grammar.numerals import in_chinese
from parsers.word.package import attribute, child, local, number

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_PLACE = re.compile(r"%(?P<level>[1-9])")
_HIGHEST = 9999


def _counted(n: int) -> str:
    """Return a number as it is counted in headings: 十一, 二十, 一百零三."""
    text = in_chinese(n)
    return text[1:] if text.startswith("一十") else text


def _letters(n: int, first: str) -> str:
    """Return a … z, aa … zz, as Word counts."""
    return chr(ord(first) + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _roman(n: int) -> str:
    steps = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split(), strict=True)
    text = ""
    for value, sign in steps:
        text, n = text + sign * (n // value), n % value
    return text


def _run(first: int, count: int) -> Callable[[int], str]:
    """Return a format of characters that follow each other in Unicode, in figures beyond them."""
    return lambda n: chr(first + n - 1) if n <= count else str(n)


def _row(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)]


FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalHalfWidth"), str),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"), _counted
    ),
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "chineseLegalSimplified": lambda n: in_chinese(n).translate(_LEGAL),
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _run(ord("①"), 20)),
    "decimalEnclosedParen": _run(ord("⑴"), 20),
    "decimalEnclosedFullstop": _run(ord("⒈"), 20),
    "ideographEnclosedCircle": _run(ord("㊀"), 10),
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": lambda n: _letters(n, "A"),
    "lowerLetter": lambda n: _letters(n, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
}


@dataclass(frozen=True)
class Level:
    """How one level of a list counts: its format, the text with %1 %2 in it, its first number, and the style that stands for it."""

    style: str
    text: str
    first: int
    for_style: str | None


@dataclass
class Numbering:
    """The lists of a file, and how far each has counted: `mark` is asked once for each list paragraph, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    overrides: dict[tuple[str, int], Level] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level_for(self, list_id: str, style: str) -> int:
        """Return the level of a list that a style stands for; the first where none does."""
        levels = self.levels.get(self.abstract.get(list_id, ""), {})
        return next((i for i, level in levels.items() if style and level.for_style == style), 0)

    def mark(self, list_id: str, at: int) -> str | None:
        """Count one paragraph and return the mark before it; empty for a bullet, None where the list or its format is not known."""
        abstract = self.abstract.get(list_id, "")
        level = self._level(list_id, at)
        if level is None:
            return None
        counts = self._counts.setdefault(abstract, {})
        restart = self.restarts.pop((list_id, at), None)
        counts[at] = min(counts[at] + 1 if at in counts and restart is None else level.first if restart is None else restart, _HIGHEST)
        for deeper in [i for i in counts if i > at]:
            del counts[deeper]
        if level.style in ("bullet", "none"):
            return ""
        return self._written(list_id, level, counts)

    def _level(self, list_id: str, at: int) -> Level | None:
        return self.overrides.get((list_id, at)) or self.levels.get(self.abstract.get(list_id, ""), {}).get(at)

    def _written(self, list_id: str, level: Level, counts: dict[int, int]) -> str | None:
        parts = {int(m["level"]) - 1 for m in _PLACE.finditer(level.text)}
        levels = {i: self._level(list_id, i) for i in parts}
        if any(one is None or one.style not in FORMATS for one in levels.values()):
            return None
        numbers = {i: FORMATS[one.style](max(1, counts.get(i, one.first))) for i, one in levels.items() if one}
        return _PLACE.sub(lambda m: numbers[int(m["level"]) - 1], level.text)


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that a numbering part defines; none where there is no such part."""
    lists = Numbering()
    for element in root if root is not None else ():
        identity = attribute(element, "abstractNumId") if local(element) == "abstractNum" else attribute(element, "numId")
        if local(element) == "abstractNum" and identity:
            lists.levels[identity] = {at: _level(e) for e in element if local(e) == "lvl" and (at := number(e, "ilvl")) is not None}
        elif local(element) == "num" and identity:
            lists.abstract[identity] = attribute(child(element, "abstractNumId"), "val") or ""
            for override in element:
                _override(lists, identity, override)
    return lists


def _override(lists: Numbering, identity: str, element: Element) -> None:
    """Enter what a list says otherwise of one level than the definition that it follows."""
    at, first, own = number(element, "ilvl"), number(child(element, "startOverride"), "val"), child(element, "lvl")
    if at is not None and first is not None:
        lists.restarts[identity, at] = first
    if at is not None and own is not None:
        lists.overrides[identity, at] = _level(own)


def _level(element: Element) -> Level:
    first = number(child(element, "start"), "val")
    return Level(
        style=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        first=1 if first is None else first,
        for_style=attribute(child(element, "pStyle"), "val"),
    )
