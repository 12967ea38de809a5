"""Tables without rules: rows of short cells under each other that stand alone on their lines, each column clear of the next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.pages.lines import TypeLine, by_baseline, line_of

# a table of so many rows and more is told by how they stand
_ROWS = 3
# in points: what stands so near is at one place
_NEAR = 4.0
# in ems of the type: the clear way between two columns, and how far rows are apart at most
_WAY, _APART = 1.5, 3.5
# how much of the room up to the next column cells take on average at most: lines of text fill it
_FILLED = 0.7
_LONGEST = 20
# words and figures have a font each, as a rule
_FONTS = 2
# what sentences and labels have, and cells of a table have not
_STOPS = frozenset("，。；：！？:")


def with_aligned(lines: Sequence[TypeLine]) -> list[TypeLine]:
    """Return the lines of a page with those that make a table by how they stand replaced by its rows, each of which knows its `cells`."""
    rows = list(by_baseline(lines))
    found: list[TypeLine] = []
    begin = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or not _goes_on(rows[end - 1], rows[end]):
            apart = not (_is_beside(rows, begin - 1, begin) or _is_beside(rows, end - 1, end))
            found += _rows(rows[begin:end]) if apart else [line for row in rows[begin:end] for line in row]
            begin = end
    return sorted(found, key=lambda line: (line.baseline, line.x0))


def _is_beside(rows: Sequence[Sequence[TypeLine]], upper: int, lower: int) -> bool:
    """Tell whether what stands right over a run, or under it, are lines beside each other too: columns of text."""
    return upper >= 0 and lower < len(rows) and min(len(rows[upper]), len(rows[lower])) > 1 and _is_near(rows[upper], rows[lower])


def _is_row(row: Sequence[TypeLine]) -> bool:
    return len(row) > 1 and not any(cell.cells or cell.vertical or len(cell.text) > _LONGEST or _STOPS & set(cell.text) for cell in row)


def _goes_on(upper: Sequence[TypeLine], lower: Sequence[TypeLine]) -> bool:
    return len(upper) == len(lower) and _is_row(upper) and _is_row(lower) and _is_near(upper, lower)


def _is_near(upper: Sequence[TypeLine], lower: Sequence[TypeLine]) -> bool:
    return lower[0].baseline - upper[0].baseline <= _APART * lower[0].size


def _rows(run: Sequence[Sequence[TypeLine]]) -> Iterator[TypeLine]:
    """Yield the rows of a run, whole where it is a table."""
    if len(run) < _ROWS or not _is_table(run):
        yield from (cell for row in run for cell in row)
        return
    for row in run:
        whole = line_of([glyph for cell in row for glyph in cell.glyphs], row[0].page)
        yield replace(whole, cells=tuple(row), skipped=(0,) * len(row))


def _is_table(run: Sequence[Sequence[TypeLine]]) -> bool:
    columns = list(zip(*run, strict=True))
    em = run[0][0].size
    if len({(round(cell.size), cell.font) for row in run[1:] for cell in row}) > _FONTS or not all(
        _is_column(column) for column in columns
    ):
        return False
    for left, right in pairwise(columns):
        begins = min(cell.x0 for cell in right)
        if begins - max(cell.x1 for cell in left) < _WAY * em:
            return False
        room = begins - min(cell.x0 for cell in left)
        if sum(cell.x1 - cell.x0 for cell in left) > _FILLED * room * len(left):
            return False
    return True


def _is_column(cells: Sequence[TypeLine]) -> bool:
    """Tell whether cells stand under each other: from one left edge, to one right edge, or round one middle; the first may be a head."""
    under = cells[1:]
    places = ([c.x0 for c in under], [c.x1 for c in under], [(c.x0 + c.x1) / 2 for c in under])
    head = cells[0]
    over = head.x0 < max(c.x1 for c in under) + _NEAR and head.x1 > min(c.x0 for c in under) - _NEAR
    return over and any(max(at) - min(at) < _NEAR for at in places) and any(len(c.text) > 1 for c in cells)
