"""Whether the characters of a page can be its text, or are what a font's codes came out as: nonsense must not be stored.

The shares were measured on pages of real papers and standards: sound pages have next to none of what is limited here.
"""

import re
from collections.abc import Callable
from functools import cache

from parsers.glyphs import UNTOLD, italic_latin
from seeds import vocabulary

# fewer visible characters than this say nothing about a page
ENOUGH = 20
# fewer of a kind are somebody's rare name, or a mark of a strange font
_SEVERAL = 4
_SOUND = 0.9
# of the Chinese characters in running text the two hundred commonest are half, by chance not a thirtieth
_COMMON = 0.1
_RUNNING = 200
# those of U+7280 to U+72DC that are no everyday words, as 犯 and 状 are
_ITALIC = re.compile(f"[{''.join(italic_latin())}]")
# U+F020 to U+F0FF are the bullets and ticks of symbol fonts
_PRIVATE = re.compile("[\ue000-\uf01f\uf100-\uf8ff\ufffd]")
_HAN = re.compile("[\u3400-\u9fff]")
# circled and enclosed numbers, units in one character (㎡), fullwidth forms, dashes, quotes, and the bullets of symbol fonts
_MARKS = re.compile("[·\u2010-\u2040\u2100-\u27bf\u3000-\u303f\u3200-\u33ff\uf020-\uf0ff\uff00-\uffef]")


def why_garbled(text: str) -> str | None:
    """Return why the text of a page cannot be what is printed on it; None where it can."""
    visible = "".join(text.split())
    chars = UNTOLD.sub("\ufffd", visible)
    if len(chars) < ENOUGH:
        return None
    for count, limit, what in _LIMITS:
        found = count(chars)
        if found >= max(_SEVERAL, limit * len(chars)):
            return f"{found} of its {len(chars)} characters {what}"
    return _strange(chars)


def _strange(chars: str) -> str | None:
    sound = sum(map(_is_sound, chars)) / len(chars)
    if sound < _SOUND:
        return f"only {sound:.0%} of its characters are common Chinese ones, punctuation, Latin or digits"
    han = _HAN.findall(chars)
    common = sum(c in _commonest() for c in han) / max(len(han), 1)
    if len(han) >= _RUNNING and common < _COMMON:
        return f"only {common:.0%} of its Chinese characters are among the commonest, which make half of any text"
    return None


def _count(pattern: re.Pattern[str]) -> Callable[[str], int]:
    return lambda chars: len(pattern.findall(chars))


def _accented(chars: str) -> int:
    return sum("\x80" <= c <= "\xff" and not _is_sound(c) for c in chars)


_LIMITS: tuple[tuple[Callable[[str], int], float, str], ...] = (
    (_count(_PRIVATE), 0.01, "have no meaning outside their font"),
    (_count(_ITALIC), 0.005, "are rare ones that stand for italic Latin"),
    (_accented, 0.02, "are accented Latin, as bytes of Chinese characters come out"),
)


@cache
def _is_sound(char: str) -> bool:
    """Tell whether a character is ASCII, in GB 2312 (or Big5, for traditional ones), or one of the marks of Chinese typesetting."""
    return char.isascii() or bool(_MARKS.match(char)) or _encodes(char, "gb2312") or (bool(_HAN.match(char)) and _encodes(char, "big5"))


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _commonest() -> frozenset[str]:
    lists = vocabulary("common_han")
    return frozenset(lists["simplified"] + lists["traditional"])
