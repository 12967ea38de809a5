"""First lines of paragraphs in type that a column broke: by the indent that they kept, or by the width that it took where it was lost.

Copied out of a page, text keeps its line breaks and often loses the two characters before a paragraph. In type that is set evenly the
widths then tell what the wording does not: a line under an open one that is as narrow as a first line follows a heading, and where a
paragraph ends just at the column's edge, the next begins with such a line.
"""

from collections.abc import Sequence
from math import ceil
from statistics import median
from typing import NamedTuple

from parsers.grammar.layout.lines import Line

# cells that an indent of two characters takes
INDENT = 4
# lines of a heading in a narrow column
_MOST_DECKS = 3
# paragraphs that must be seen to begin before widths say anything, and of how many in ten lines must be as wide as they should be, or not be
_ENOUGH = 2
_MOST = 6
_FEW = 3
# lines before and behind one that are looked at for the width of its column
_NEAR = 12
_STOPS = ("，", "。", "、", "；", "：", "！", "？", "”", "》", "）")


class Firsts(NamedTuple):
    """The lines that open a paragraph by indent or width, those of them over which the lines of a heading stand, and where these begin."""

    opening: frozenset[Line] = frozenset()
    headed: frozenset[Line] = frozenset()
    heads: frozenset[Line] = frozenset()


def first_lines(lines: Sequence[Line], unparted: Sequence[int]) -> Firsts:
    """Return which lines open paragraphs; nothing where neither indents nor widths tell, since there are none or type is uneven.

    `unparted` gives for each line the cells of the word under it that could not be parted.
    """
    columns = _columns(lines)
    opening, running = _by_indent(lines, columns) or _by_width(lines, columns, unparted) or (set[int](), set[int]())
    tops = {i: top for i in opening if i and not lines[i - 1].ended and (top := _heading_over(lines, i, running)) is not None}
    return Firsts(*(frozenset(lines[i] for i in some) for some in (opening, tops, tops.values())))


def _by_indent(lines: Sequence[Line], columns: Sequence[int]) -> tuple[set[int], set[int]] | None:
    """Return the indexes of indented lines, and of these with the lines that go on from them.

    None where few indented lines fill their column, as first lines do and headings do not, or where what goes on is indented too.
    """
    indented = {i for i, line in enumerate(lines) if line.indent >= INDENT}
    running = set[int]()
    for i in range(len(lines)):
        if i in indented or (i - 1 in running and not lines[i - 1].ended):
            running.add(i)
    later = [i for i in range(1, len(lines)) if _runs_on(lines, i)]
    inside = [i for i in later if i in indented]
    filled = [i for i in indented if lines[i].width >= columns[i] - INDENT]
    return (indented, running) if len(filled) > _ENOUGH and len(inside) * 10 <= len(later) * _FEW else None


def _by_width(lines: Sequence[Line], columns: Sequence[int], unparted: Sequence[int]) -> tuple[set[int], set[int]] | None:
    """Return the indexes of lines as narrow as first ones that lost their indent, and of these with the full ones; None where type is uneven."""
    narrow = {i for i, line in enumerate(lines) if _is_narrow(line, columns[i], unparted[i])}
    full = {i for i, line in enumerate(lines) if _is_full(line, columns[i], unparted[i])}
    opening = {i for i in narrow if i + 1 < len(lines) and not lines[i].ended and (i + 1 in full or lines[i + 1].ended)}
    first = [i for i in _known(lines, columns, unparted) if i + 1 not in opening]  # what stands over a first line is a heading
    later = [i for i in range(1, len(lines)) if _runs_on(lines, i) and not lines[i].ended]
    under = [i for i in later if i in opening]
    headed = len(under) >= _ENOUGH and all(_heading_over(lines, i, narrow | full) is not None for i in under)
    tell = len(first) >= _ENOUGH and _are(first, narrow, full)
    even = _are(later, full, narrow) and (tell or (headed and not _are(first, full, narrow)))
    return (opening, narrow | full) if even else None


def _columns(lines: Sequence[Line]) -> list[int]:
    """Return the width of the column at each line in cells, in whole characters of two: that of the lines near it that go on and do not end."""
    full = [None if line.ended or not (i and _runs_on(lines, i)) else line.width for i, line in enumerate(lines)]
    near = ([w for w in full[max(0, i - _NEAR) : i + _NEAR + 1] if w is not None] for i in range(len(lines)))
    return [2 * ceil(median(widths) / 2) if widths else 0 for widths in near]


def _runs_on(lines: Sequence[Line], i: int) -> bool:
    """Tell whether line `i` stands right under an open one."""
    return not (lines[i].gap or lines[i - 1].ended)


def _is_narrow(line: Line, column: int, unparted: int) -> bool:
    """Tell whether a line is as wide as a first one that lost its indent, gaps counted or not; a stop that may not open a line makes one wider."""
    over = 2 if line.text.endswith(_STOPS) else 1
    return column - INDENT - 1 <= line.least_width + unparted and line.width + unparted <= column - INDENT + over


def _is_full(line: Line, column: int, unparted: int) -> bool:
    return line.least_width <= column + 3 and line.width + unparted >= column - 1.5


def _known(lines: Sequence[Line], columns: Sequence[int], unparted: Sequence[int]) -> list[int]:
    """Return the indexes of open lines that surely open a paragraph: under one that ends short of its column, or under a sentence and a gap."""
    found: list[int] = []
    for i in range(1, len(lines)):
        above, column = lines[i - 1], columns[i]
        if lines[i].ended or not column - 2 * INDENT <= lines[i].least_width <= column + INDENT:
            continue
        far = INDENT - 1 if above.ended else 2 * INDENT
        if above.width + unparted[i - 1] < columns[i - 1] - far or (lines[i].gap and above.ended):
            found.append(i)
    return found


def _are(some: Sequence[int], such: set[int], others: set[int]) -> bool:
    """Tell whether most of some lines are among `such` ones, and few among the others."""
    return sum(i in such for i in some) * 10 >= len(some) * _MOST and sum(i in others for i in some) * 10 <= len(some) * _FEW


def _heading_over(lines: Sequence[Line], i: int, running: set[int]) -> int | None:
    """Return where the few open lines over line `i` begin, if they begin anew: at the top, or under what does not run on."""
    for top in range(i - 1, max(-1, i - 1 - _MOST_DECKS), -1):
        if not top or lines[top - 1].ended or top - 1 not in running:
            return top
        if lines[top].gap:
            break
    return None
