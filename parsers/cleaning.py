"""The one rule by which wording is cleaned: white space that only lays out goes, and known damage of glyphs is repaired."""

import re
from functools import lru_cache
from typing import NamedTuple

from parsers.glyphs import COMPOSED_NUMBER, restored

# all that \s is, and invisible characters; spelt out, since such a set is searched several times as fast as one with \s in it
_BLANK = r"\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
# one run of white space
WHITE = re.compile(rf"[{_BLANK}][{_BLANK}]*")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# 訛, in which every damaged glyph ends: wording without it has none
GLYPH_END = COMPOSED_NUMBER.pattern[-1]
# one run of white space, or one damaged glyph
_TOUCHED = re.compile(rf"{WHITE.pattern}|(?P<glyph>{COMPOSED_NUMBER.pattern})")


class Cut(NamedTuple):
    """A place where cleaning changed something: `text[at : at + length]` stands for `raw[start:end]`; offsets are code points."""

    at: int
    length: int
    start: int
    end: int


def clean(raw: str) -> str:
    """Return the wording of `raw`: known glyph damage repaired, white space dropped where it only lays out.

    A line break stays as one space between two Latin letters or digits and goes everywhere else. A gap within a line stays
    as one space between two Chinese characters (蹄疾步稳交答卷 踔厉奋发勇争先), and beside Latin letters; it goes between
    Chinese characters and digits or punctuation. No visible character is dropped, added or moved, except by a repair.
    """
    return cleaned(raw)[0]


def cleaned(raw: str) -> tuple[str, list[Cut]]:
    """Return `clean(raw)` with the cuts that made it, in order; between them its characters are those of `raw`."""
    touched = _TOUCHED if GLYPH_END in raw else WHITE
    if not touched.search(raw):
        return raw, []
    text: list[str] = []
    cuts: list[Cut] = []
    at = done = 0
    before = ""
    for match in touched.finditer(raw):
        start, end = match.span()
        if done < start:
            text.append(raw[done:start])
            at, before = at + start - done, raw[start - 1]
        done = end
        out = restored(match) if match.lastgroup else _gap(before, raw, match)
        cuts.append(Cut(at, len(out), start, end))
        if out:
            text.append(out)
            at, before = at + len(out), out[-1]
    text.append(raw[done:])
    return "".join(text), cuts


def _gap(before: str, raw: str, white: re.Match[str]) -> str:
    if not before or white.end() == len(raw):
        return ""
    after = raw[white.end()]
    if GLYPH_END in raw and COMPOSED_NUMBER.match(raw, white.end()):
        after = "⑫"
    sides = _sort(before) + _sort(after)
    if not _BREAKS.isdisjoint(white[0]):
        return " " if sides in _KEPT_AT_BREAKS else ""
    return " " if sides in _KEPT_IN_LINES else ""


_BREAKS = frozenset("\n\r\u2028\u2029\f\v\x85")
_KEPT_AT_BREAKS = {"LL", "LD", "DL", "DD", "AL", "AD", "LA"}
_KEPT_IN_LINES = _KEPT_AT_BREAKS | {"HH", "HL", "LH", "DA"}


@lru_cache(maxsize=8192)
def _sort(char: str) -> str:
    """H Chinese, D digit, L another letter, A ASCII punctuation, P any other mark."""
    if _HAN.match(char):
        return "H"
    if char.isdecimal():
        return "D"
    if char.isalpha():
        return "L"
    return "A" if char.isascii() else "P"


def is_visible(char: str) -> bool:
    """Tell whether a character must stand in a block: everything but white space."""
    return not char.isspace()
