"""Running heads, page numbers and page headers: what stands on a page but belongs to none of its texts."""

import re
from collections import Counter
from collections.abc import Sequence

from parsers.grammar.pieces import PAGE_NUMBER
from parsers.pages.lines import TypeLine
from parsers.pages.model import Sheet

# share of the page's height at its top and foot where such lines stand
_EDGE = 0.13
_ROWS = 2
_DIGITS = re.compile(r"[\d０-９〇一二三四五六七八九十]+")


def running_lines(sheets: Sequence[Sheet], pages: Sequence[Sequence[TypeLine]]) -> set[TypeLine]:
    """Return the page numbers of pages, and the lines at their edges that come back on another page at the same height."""
    found: set[TypeLine] = set()
    for _ in range(_ROWS):
        outer = [(sheet, line) for sheet, lines in zip(sheets, pages, strict=True) for line in _outermost(sheet, lines, found)]
        seen = Counter(_key(line) for _, line in outer)
        found |= {
            line
            for _, line in outer
            if PAGE_NUMBER.fullmatch(line.text.strip()) or (seen[_key(line)] > 1 and seen[_key(line)] * 3 > len(pages))
        }
    return found


def _outermost(sheet: Sheet, lines: Sequence[TypeLine], taken: set[TypeLine]) -> list[TypeLine]:
    left = [line for line in lines if line not in taken]
    if not left:
        return []
    top, foot = min(left, key=lambda x: x.baseline), max(left, key=lambda x: x.baseline)
    above = [x for x in left if abs(x.baseline - top.baseline) < 2 and x.bottom < _EDGE * sheet.height]
    return above + [x for x in left if abs(x.baseline - foot.baseline) < 2 and x.top > (1 - _EDGE) * sheet.height]


def _key(line: TypeLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.replace(" ", "")), round(line.baseline / 6)
