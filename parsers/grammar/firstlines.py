"""First lines of paragraphs whose indent was not kept: narrower than the column by what the indent took, where all other lines fill it.

Copied out of a page, text loses the two characters before a paragraph and keeps its line breaks. In type that is set evenly the widths
then tell what the wording does not: a line under an open one that is as narrow as a first line follows a heading, and where a paragraph
ends just at the column's edge, the next begins with such a line.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parsers.grammar.lines import Line

# cells that an indent of two characters takes
_INDENT = 4
# lines of a heading in a narrow column
_MOST_DECKS = 3
# paragraphs that must be seen to begin before widths say anything, and of how many in ten lines must be as wide as they should be, or not be
_ENOUGH = 3
_MOST = 6
_FEW = 2
_STOPS = ("，", "。", "、", "；", "：", "！", "？", "”", "》", "）")

# cells of a line's column, and of the word under it that could not be parted
Measured = Callable[[int], tuple[float, int]]


class Firsts(NamedTuple):
    """The lines that open a paragraph by their width, and those of them over which the lines of a heading stand."""

    opening: frozenset[Line] = frozenset()
    headed: frozenset[Line] = frozenset()


def first_lines(lines: Sequence[Line], measured: Measured) -> Firsts:
    """Return which lines open paragraphs by their width; nothing where first lines lost no indent, or type is uneven.

    `measured` gives for a line's index the width of its column, and that of the word under it that could not be parted, in cells.
    """
    narrow = {i for i, line in enumerate(lines) if _is_narrow(line, *measured(i))}
    full = {i for i, line in enumerate(lines) if _is_full(line, *measured(i))}
    opening = {i for i in narrow if i + 1 < len(lines) and not lines[i].ended and (i + 1 in full or lines[i + 1].ended)}
    first, later = _known(lines, measured)
    first = [i for i in first if i + 1 not in opening]  # what stands over a first line is a heading
    if len(first) < _ENOUGH or not (_are(first, narrow, full) and _are(later, full, narrow)):
        return Firsts()
    headed = {i for i in opening if i and not lines[i - 1].ended and _is_under_heading(lines, i, narrow | full)}
    return Firsts(frozenset(lines[i] for i in opening), frozenset(lines[i] for i in headed))


def _is_narrow(line: Line, column: float, unparted: int) -> bool:
    """Tell whether a line is as wide as a first one that lost its indent, gaps counted or not; a stop that may not open a line makes one wider."""
    over = 2 if line.text.endswith(_STOPS) else 1
    return column - _INDENT - 2 <= line.least_width + unparted and line.width + unparted <= column - _INDENT + over


def _is_full(line: Line, column: float, unparted: int) -> bool:
    return line.least_width <= column + 3 and line.width + unparted >= column - 1.5


def _known(lines: Sequence[Line], measured: Measured) -> tuple[list[int], list[int]]:
    """Return the indexes of open lines that surely open a paragraph, under one that ends short of its column, and of those right under an open full one."""
    first, later = list[int](), list[int]()
    for i in range(1, len(lines)):
        column, above = measured(i)[0], lines[i - 1]
        if lines[i].ended or not column - 2 * _INDENT <= lines[i].least_width <= column + _INDENT:
            continue
        broad, unparted = measured(i - 1)
        far = _INDENT - 1 if above.ended else 2 * _INDENT
        if above.width + unparted < broad - far or (lines[i].gap and above.ended):
            first.append(i)
        elif not (lines[i].gap or above.ended):
            later.append(i)
    return first, later


def _are(some: Sequence[int], such: set[int], others: set[int]) -> bool:
    """Tell whether most of some lines are among `such` ones, and few among the others."""
    return sum(i in such for i in some) * 10 >= len(some) * _MOST and sum(i in others for i in some) * 10 <= len(some) * _FEW


def _is_under_heading(lines: Sequence[Line], i: int, running: set[int]) -> bool:
    """Tell whether the open lines over line `i` are few and begin anew: at the top, or under what does not run on."""
    top = i - 1
    while i - top <= _MOST_DECKS:
        if not top or lines[top - 1].ended or top - 1 not in running:
            return True
        if lines[top].gap:
            return False
        top -= 1
    return False
