"""Known glyph damage in page makers' files, undone by table (seeds/vocabularies/glyph_repairs.toml), and where it is undone.

What may interrupt wording in any medium, since people paste it out of PDFs, and is no character that stands for another one (a
composed circled number, 輥輰訛), is left in the reading and undone by `clean`. What makes another text of the page (a radical for
its character, Latin as rare Han, bytes for characters) is undone by the reader of the page, which alone sees fonts and neighbours:
there the reading has what was printed, and a note for each place says what the file had.
"""

import re
from functools import cache
from unicodedata import normalize

from seeds import vocabulary

# (cid:12): a code of which a font does not say what it means
UNTOLD = re.compile(r"\(cid:(?P<code>\d+)\)")

_COMPOSED = vocabulary("glyph_repairs")["composed_numbers"]
_TENS: str = _COMPOSED["tens"]
_UNITS: str = _COMPOSED["units"]

# 輥輰訛, also with a line break inside; the full triple is matched, since each of the three is a word of its own elsewhere
COMPOSED_NUMBER = re.compile(rf"(?P<tens>[{_TENS}])\s*(?P<units>[{_UNITS}])\s*{_COMPOSED['circle']}")


def circled(number: int) -> str:
    """Return the circled form of 1 to 50 (⑫); ValueError outside."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    raise ValueError(f"no circled form of {number}")


def restored(match: re.Match[str]) -> str:
    """Return what one match of COMPOSED_NUMBER stood for; the raw form where it would be ⓪."""
    number = _TENS.index(match["tens"]) * 10 + _UNITS.index(match["units"])
    return circled(number) if number else match[0]


@cache
def radicals() -> dict[str, str]:
    """Return for each radical the character that it is printed as: ⼀ 一."""
    table = vocabulary("glyph_repairs")["radicals"]
    kangxi = (chr(code) for code in range(ord(table["first"]), ord(table["last"]) + 1))
    found = {radical: normalize("NFKC", radical) for radical in kangxi}
    return {r: c for r, c in found.items() if r != c} | dict(zip(table["supplement"], table["characters"], strict=True))


@cache
def italic_latin() -> dict[str, str]:
    """Return for each rare Han character the Latin letter or digit that it is the italic of: 犐 I."""
    table = vocabulary("glyph_repairs")["italic_latin"]
    return dict(zip(table["han"], table["latin"], strict=True))


def from_gbk(data: bytes) -> str | None:
    """Return what bytes that were taken for Latin-1 say as GB 2312; None where that is no likely Chinese text."""
    table = vocabulary("glyph_repairs")["gbk_as_latin"]
    try:
        text = data.decode("gb2312")
    except UnicodeDecodeError:
        return None
    common = sum(_FIRST_LEVEL[0] <= data[i] <= _FIRST_LEVEL[1] or data[i] < _SYMBOLS_END for i in range(0, len(data), 2))
    return text if len(text) >= table["characters"] and common >= table["share"] * len(text) else None


# the first bytes of GB 2312's common characters, and where its rows of symbols end
_FIRST_LEVEL = (0xB0, 0xD7)
_SYMBOLS_END = 0xAA
