"""Characters of symbol fonts (w:sym, or private characters set in such a font): what they show, as far as the vocabulary knows it."""

import re
from functools import cache

from seeds import vocabulary

# symbol fonts keep their characters at this distance from their codes
_AT = 0xF000
_PRIVATE = re.compile(r"[\uf020-\uf0ff]")
_HEX = re.compile(r"[0-9A-Fa-f]{2,4}")


def symbol(font: str, code: str) -> str:
    """Return the character that a hexadecimal code in a font shows; the private one itself where it is not known, nothing for no code."""
    number = int(code, 16) if _HEX.fullmatch(code) else 0
    known = _shown(font, number)
    return known or (chr(number) if number > 0x20 and not 0xD800 <= number <= 0xDFFF else "")


def shown(font: str, text: str) -> str:
    """Return a text with its private characters as the font shows them; those that are not known stay as they are."""
    return _PRIVATE.sub(lambda m: _shown(font, ord(m[0])) or m[0], text) if _PRIVATE.search(text) else text


def is_private(text: str) -> bool:
    """Tell whether a text has a character that says nothing without its font."""
    return any("\ue000" <= c <= "\uf8ff" for c in text)


def _shown(font: str, number: int) -> str | None:
    return _fonts().get(font.lower(), {}).get(f"{number - _AT if number >= _AT else number:02X}")


@cache
def _fonts() -> dict[str, dict[str, str]]:
    return {name.lower(): dict(table) for name, table in vocabulary("symbol_fonts")["fonts"].items()}
