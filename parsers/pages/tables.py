"""Tables between drawn rules: what stands in their cells, a row at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from parsers.pages.blocks import Block
from parsers.pages.geometry import overlap, sides
from parsers.pages.lines import SAME_LINE, TypeLine, line_of
from parsers.pages.model import Box, Glyph, Sheet
from parsers.pages.shapes import largest

# in points: what stands so near is at one place
_NEAR = 4.0
# how much of a row's height a rule between its cells runs
_THROUGH = 0.8
# a table has so many rows at least, of which so many have several cells; its cells hold so many characters at most, most of them few
_ROWS, _PARTED = 2, 2
_LONGEST, _FEW, _MOSTLY = 120, 40, 0.8


def with_tables(lines: Sequence[TypeLine], sheet: Sheet) -> list[TypeLine]:
    """Return the lines of a page with those between the rules of a table replaced by its rows, each of which knows its `cells`."""
    found = list(lines)
    for rows in _grids(sheet):
        inside = [line for line in found if _area(rows).holds_middle(Box(line.x0, line.top, line.x1, line.bottom))]
        glyphs = [glyph for line in inside for glyph in line.glyphs if not line.cells]
        made = [row for cells in rows if (row := _row(cells, glyphs, sheet.number))]
        if _is_table(made) and sum(len(row.glyphs) for row in made) == len(glyphs):
            found = [line for line in found if line not in inside] + made
    return sorted(found, key=lambda line: (line.baseline, line.x0))


def tables_of(lines: Sequence[TypeLine]) -> list[Block]:
    """Return the tables that the rows among the lines of a page make, each as a block."""
    rows = [line for line in lines if line.cells]
    found: list[Block] = []
    for row in rows:
        home = next((table for table in found if _goes_on(table.lines[-1], row)), None)
        if home:
            home.lines.append(row)
        else:
            found.append(Block([row], "table"))
    return found


def _goes_on(upper: TypeLine, lower: TypeLine) -> bool:
    return lower.top - upper.bottom < 2 * _NEAR + lower.size and overlap((upper.x0, upper.x1), (lower.x0, lower.x1)) > 0.3


def _area(rows: Sequence[Sequence[Box]]) -> Box:
    return Box(rows[0][0].x0, rows[0][0].top, rows[0][-1].x1, rows[-1][0].bottom)


def _is_table(rows: Sequence[TypeLine]) -> bool:
    """Tell whether rows are a table's and not articles in frames: several cells in several rows, and little in most of them."""
    lengths = [len(cell.glyphs) for row in rows for cell in row.cells]
    few = sum(length <= _FEW for length in lengths)
    parted = sum(len(row.cells) > 1 for row in rows)
    return len(rows) >= _ROWS and parted >= _PARTED and max(lengths) <= _LONGEST and few >= _MOSTLY * len(lengths)


def _row(cells: Sequence[Box], glyphs: Sequence[Glyph], page: int) -> TypeLine | None:
    """Return the row that glyphs in its cells make; None where they are empty."""
    held = [[g for g in glyphs if cell.holds_middle(Box(g.x0, g.top, g.x1, g.bottom))] for cell in cells]
    filled = tuple(line_of(_in_order(inside), page) for inside in held if inside)
    if not filled:
        return None
    columns = [column for column, inside in enumerate(held) if inside]
    skipped = tuple(b - a - 1 for a, b in pairwise([-1, *columns]))
    top, bottom = min(g.top for cell in filled for g in cell.glyphs), max(g.bottom for cell in filled for g in cell.glyphs)
    return replace(line_of([g for cell in filled for g in cell.glyphs], page), cells=filled, skipped=skipped, top=top, bottom=bottom)


def _in_order(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs of a cell line by line."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if not lines or glyph.baseline - lines[-1][0].baseline > SAME_LINE * glyph.size:
            lines.append([])
        lines[-1].append(glyph)
    return [glyph for line in lines for glyph in sorted(line, key=lambda g: g.x0)]


def _grids(sheet: Sheet) -> Iterator[list[list[Box]]]:
    """Yield the cells, row by row, between rules one under the other that begin and end alike."""
    edges = [*largest(sheet.rules), *(side for box in largest(sheet.boxes) for side in sides(box))]
    lying = sorted(_joined((e for e in edges if not e.stands), along=True), key=lambda r: (round(r.x0 / _NEAR), r.top))
    standing = _joined((e for e in edges if e.stands), along=False)
    while lying:
        first = lying[0]
        alike = sorted((r for r in lying if abs(r.x0 - first.x0) < _NEAR and abs(r.x1 - first.x1) < _NEAR), key=lambda r: r.top)
        lying = [r for r in lying if r not in alike]
        rows = [_cells(a, b, standing) for a, b in pairwise(alike) if b.top - a.bottom > _NEAR]
        for is_parted, run in groupby(rows, key=lambda cells: len(cells) > 1):
            if is_parted and len(grid := list(run)) >= _ROWS:
                yield grid


def _cells(upper: Box, lower: Box, standing: Iterable[Box]) -> list[Box]:
    """Return the cells of the row between two rules."""
    top, foot = upper.bottom, lower.top
    through = [r for r in standing if min(r.bottom, foot) - max(r.top, top) > _THROUGH * (foot - top)]
    ends = sorted({r.x0 for r in through if upper.x0 + _NEAR < r.x0 < upper.x1 - _NEAR})
    edges = [upper.x0, *(x for a, x in pairwise([upper.x0, *ends]) if x - a > _NEAR), upper.x1]
    return [Box(a, top, b, foot) for a, b in pairwise(edges)]


def _joined(edges: Iterable[Box], along: bool) -> list[Box]:
    """Return rules with those joined that go on with each other on one line, lying (`along`) or standing."""
    found: list[Box] = []
    for edge in sorted(edges, key=lambda e: (round(e.top), e.x0) if along else (round(e.x0), e.top)):
        last = found[-1] if found else None
        on_one = last and (abs(edge.top - last.top) < _NEAR / 2 if along else abs(edge.x0 - last.x0) < _NEAR / 2)
        if last and on_one and (edge.x0 - last.x1 if along else edge.top - last.bottom) < _NEAR:
            found[-1] = last._replace(x1=max(last.x1, edge.x1), bottom=max(last.bottom, edge.bottom))
        else:
            found.append(edge)
    return found
