"""The one rule by which wording is cleaned: white space that only lays out goes, and known damage of glyphs is repaired."""

import re

from parsers.glyphs import COMPOSED_NUMBER, restored

# all that \s is, and invisible characters; spelt out, since such a set is searched several times as fast as one with \s in it
BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
# one run of white space
WHITE = re.compile(f"[{BLANKS}][{BLANKS}]*")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# 訛, in which every damaged glyph ends: wording without it has none
GLYPH_END = COMPOSED_NUMBER.pattern[-1]
# one run of white space, or one damaged glyph
_TOUCHED = re.compile(rf"{WHITE.pattern}|(?P<glyph>{COMPOSED_NUMBER.pattern})")


# A place where cleaning changed something: `(at, length, start, end)` says that `text[at : at + length]` stands for `raw[start:end]`, in code points.
Cut = tuple[int, int, int, int]


def clean(raw: str) -> str:
    """Return the wording of `raw`: known glyph damage repaired, white space dropped where it only lays out.

    A line break stays as one space between two Latin letters or digits and goes everywhere else. A gap within a line stays
    as one space between two Chinese characters (蹄疾步稳交答卷 踔厉奋发勇争先), and beside Latin letters; it goes between
    Chinese characters and digits or punctuation, and between a digit and its % (增长 4.8 %). No visible character is dropped,
    added or moved, except by a repair.
    """
    return cleaned(raw)[0]


def cleaned(raw: str) -> tuple[str, list[Cut]]:
    """Return `clean(raw)` with the cuts that made it, in order; between them its characters are those of `raw`."""
    damaged = GLYPH_END in raw
    touched = _TOUCHED if damaged else WHITE
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
        if match.lastgroup:
            out = restored(match)
        else:
            is_glyph = damaged and COMPOSED_NUMBER.match(raw, end)
            out = _gap(before, raw[start:end], "⑫" if is_glyph else raw[end : end + 1])
        cuts.append((at, len(out), start, end))
        if out:
            text.append(out)
            at, before = at + len(out), out[-1]
    text.append(raw[done:])
    return "".join(text), cuts


def _gap(before: str, white: str, after: str) -> str:
    """Return what stays of white space between two characters; nothing where one of them is missing."""
    if not before or not after:
        return ""
    kept = _KEPT_IN_LINES if _BREAKS.isdisjoint(white) else _KEPT_AT_BREAKS
    return " " if _SORT[before] + _SORT[after] in kept else ""


_BREAKS = frozenset("\n\r\u2028\u2029\f\v\x85")
_KEPT_AT_BREAKS = {"LL", "LD", "DL", "DD", "AL", "AD", "LA", "SL", "SD", "LS"}
_KEPT_IN_LINES = _KEPT_AT_BREAKS | {"HH", "HL", "LH", "DA"}


class _Sort(dict[str, str]):
    """H for Chinese, D a digit, L another letter, S %, A other ASCII punctuation, P any other mark: worked out when first met."""

    def __missing__(self, char: str) -> str:
        if _HAN.match(char):
            sort = "H"
        elif char.isdecimal():
            sort = "D"
        elif char.isalpha():
            sort = "L"
        else:
            sort = "S" if char == "%" else "A" if char.isascii() else "P"
        self[char] = sort
        return sort


_SORT = _Sort()


def is_visible(char: str) -> bool:
    """Tell whether a character must stand in a block: everything but white space."""
    return not char.isspace()
