"""Tables in running text: rows whose figures break the rule that the other rows keep, and totals that are not the sum."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from parsers.checks.own import begins_in, own_spans
from parsers.checks.sense.statements import disagreement
from parsers.checks.sense.tolerance import place_of
from parsers.document import Document, Finding
from parsers.grammar.numerals import narrowed
from parsers.reading import Reading, Span

LINE = re.compile(r"[^\n\r\f]+")
# a name, then at least two numbers in columns: 孙聚寨乡　136　118　91.2
_ROW = re.compile(
    r"^[\s\u200b\ufeff|│]*(?:\d{1,3}[\s|│、.]+)?(?P<name>[\u4e00-\u9fff（）()·\s]*[\u4e00-\u9fff）)])[\s|│]+(?P<cells>\d[\d.,]*%?(?:[\s|│]+-?\d[\d.,]*%?)+)[\s|│]*$"
)
_CELL = re.compile(r"-?\d[\d.,]*%?")
# 1,280 | 91.2% | -3; 2024.3.1 and 1.2.3 are no figures
_NUMBER = re.compile(r"(?P<number>-?\d[\d,]*(?:\.\d+)?)[.,]?%?")
TOTAL = re.compile(r"[总合共]计|总数")
_SUBTOTAL = re.compile(r"小计")
_MOST_COLUMNS = 6
_LEAST_ROWS = 4
_LEAST_KEPT, _KEPT = 3, 0.7
_HUNDRED = Decimal(100)


class Row(NamedTuple):
    """One row: its name, its cells, and the place of the line in the reading."""

    name: str
    cells: tuple[Decimal, ...]
    steps: tuple[Decimal, ...]
    span: Span


class Rule(NamedTuple):
    """What the cell in column `c` follows from: the cells in columns `a` and `b`."""

    kind: str
    a: int
    b: int
    c: int


def tables(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield the rows of a document's tables that do not add up."""
    found = list(_tables(reading.text))
    own = own_spans(document) if found else ()
    for table in found:
        if begins_in(own, table[0].span):
            yield from _totals(table)
            yield from _broken([row for row in table if not TOTAL.fullmatch(row.name)])


def _tables(text: str) -> Iterator[list[Row]]:
    """Yield the runs of lines that are rows with equally many numbers."""
    table: list[Row] = []
    for line in LINE.finditer(text):
        if not line[0].strip(" \t\u3000|-:│─━"):
            continue
        row = _row(line)
        if table and (not row or len(row.cells) != len(table[0].cells)):
            yield from [table] if len(table) >= _LEAST_ROWS else []
            table = []
        if row:
            table.append(row)
    if len(table) >= _LEAST_ROWS:
        yield table


def _row(line: re.Match[str]) -> Row | None:
    match = _ROW.match(narrowed(line[0]))
    cells = [_NUMBER.fullmatch(cell) for cell in _CELL.findall(match["cells"])] if match else []
    if not match or len(cells) > _MOST_COLUMNS or not all(cells):
        return None
    numbers = tuple(Decimal(cell["number"].replace(",", "")) for cell in cells if cell)
    steps = tuple(map(place_of, numbers))
    span = Span(line.start() + match.start("name"), line.start() + match.end("cells"))
    return Row(re.sub(r"\s", "", match["name"]), numbers, steps, span)


def _totals(table: Sequence[Row]) -> Iterator[Finding]:
    totals = [row for row in table if TOTAL.fullmatch(row.name)]
    rows = [row for row in table if not TOTAL.fullmatch(row.name)]
    if len(totals) != 1 or any(_SUBTOTAL.search(row.name) for row in rows):
        return
    total = totals[0]
    sums = [sum((row.cells[c] for row in rows), Decimal(0)) for c in range(len(total.cells))]
    kept = [_near(sums[c], total, c, rows) for c in range(len(sums))]
    told = list(_of_total(rows, total, kept))
    yield from (finding for _, finding in told)
    for c, holds in enumerate(kept):
        # a column of rates has no sum; another column that adds up says that the rows are all there
        wrong = not holds and c not in {column for column, _ in told} and abs(sums[c] - total.cells[c]) <= total.cells[c] / 10
        if wrong and any(kept):
            message = f"Column {c + 1} of the table adds up to {sums[c]}, but its total row says {total.cells[c]}."
            yield _finding(total, message, str(sums[c]), str(total.cells[c]))


def _near(value: Decimal, total: Row, c: int, rows: Sequence[Row]) -> bool:
    step = max((row.steps[c] for row in (total, *rows) if row.steps[c] < 1), default=Decimal(1))
    slack = step * len(rows) if step < 1 else Decimal(0)
    return abs(value - total.cells[c]) <= slack


def _of_total(rows: Sequence[Row], total: Row, kept: Sequence[bool]) -> Iterator[tuple[int, Finding]]:
    """Yield the rows whose share of the total (100 in its own row) is not what a column that adds up gives, with the column; most rows must keep to it."""
    for c, share in enumerate(total.cells):
        for a in [a for a, holds in enumerate(kept) if share == _HUNDRED and holds and a != c and total.cells[a]]:
            shares = [row.cells[a] / total.cells[a] * _HUNDRED for row in rows]
            wrong = [(row, value) for row, value in zip(rows, shares, strict=True) if abs(value - row.cells[c]) > row.steps[c]]
            if wrong and len(wrong) * 2 < len(rows) and len(rows) - len(wrong) > 1:
                for row, value in wrong:
                    said = f"{row.name}: {row.cells[a]} of {total.cells[a]} is {value:.2f}%, but the table says {row.cells[c]}."
                    yield c, _finding(row, said, f"{value:.2f}", str(row.cells[c]))
                break


def _broken(rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield the rows that break a rule that most rows keep."""
    if len(rows) < _LEAST_ROWS:
        return
    flagged: set[Span] = set()
    for a, b, c in permutations(range(len(rows[0].cells)), 3):
        for kind in ("share", "rest"):
            rule = Rule(kind, a, b, c)
            kept = [_holds(rule, row) for row in rows]
            if all(kept) or kept.count(True) < max(_LEAST_KEPT, _KEPT * len(rows)):
                continue
            for row, holds in zip(rows, kept, strict=True):
                if not holds and row.span not in flagged:
                    flagged.add(row.span)
                    yield _breach(rule, row)


def _holds(rule: Rule, row: Row) -> bool:
    value = _computed(rule, row)
    step = row.steps[rule.c]
    stated = row.cells[rule.c]
    return value is not None and (abs(value - stated) <= step / 2 or stated <= value < stated + step)


def _computed(rule: Rule, row: Row) -> Decimal | None:
    a, b = row.cells[rule.a], row.cells[rule.b]
    if rule.kind == "rest":
        return a - b
    return b / a * _HUNDRED if a and row.cells[rule.c] else None


def _breach(rule: Rule, row: Row) -> Finding:
    a, b, stated = row.cells[rule.a], row.cells[rule.b], row.cells[rule.c]
    value = _computed(rule, row) or Decimal(0)
    if rule.kind == "share":
        computed = f"{value:.2f}"
        return _finding(row, f"{row.name}: {b} of {a} is {computed}%, but the table says {stated}%.", computed, str(stated))
    return _finding(row, f"{row.name}: {a} less {b} is {value}, but the table says {stated}.", str(value), str(stated))


def _finding(row: Row, message: str, expected: str, actual: str) -> Finding:
    return disagreement((row.span,), message, expected, actual)
