"""Known glyph damage in Founder newspaper files, undone by table: composed circled numbers come out as three rare hanzi.

The first hanzi is GBK DD80 plus the tens, the second DD8A plus the units, the third is always 訛 (D39E). The full triple is
matched, since each of the three is a word of its own elsewhere. Shown by a 濮阳日报 page of 2025 (輥輰訛 for ⑫).
"""

import re

_TENS = "輤輥輦輧"
_UNITS = "輮輯輰輱輲輳輴輵輶輷"

# 輥輰訛, also with a line break inside
COMPOSED_NUMBER = re.compile(rf"(?P<tens>[{_TENS}])\s*(?P<units>[{_UNITS}])\s*訛")


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
