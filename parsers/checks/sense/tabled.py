"""What the text says of a table against its cells: 龙潭镇完成新造林980亩, and in the table | 龙潭镇 | 890 |."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.own import begins_in, own_spans
from parsers.checks.sense.statements import Prose, Sentence, disagreement, written
from parsers.checks.sense.tables import LINE, TOTAL
from parsers.checks.sense.tolerance import Interval, interval, place_of
from parsers.document import Document, Finding
from parsers.grammar.numerals import narrowed
from parsers.reading import Reading, Span

_CELLS = re.compile(r"[|│｜\t]|[ \u3000]{2,}")
_RULE = re.compile(r"[\s|│｜:\-─━—]*")
# 油茶新造林（亩）, 投资（万元）
_HEAD = re.compile(r"(?P<what>[^（()）\d]{2,12})[（(](?:单位[：:])?(?P<scale>[万亿]?)(?P<unit>[^（()）\d]{1,4})[)）]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NAME = re.compile(r"[\u4e00-\u9fff（）()·]{2,16}")
_WHOLE = re.compile(r"全[县市区旗州镇乡]|共|总|合计|总计")
# figures of another time, or of a plan
_OTHER = re.compile(r"去年|上年|同期|累计|计划|力争|目标|预计|其中|比|较|增|减|[一二三四]季度|\d+月")
_SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_LEAST_ROWS = 2


class Column(NamedTuple):
    """What the cells of a column say, their unit, and what one of them counts."""

    what: str
    unit: str
    scale: Decimal


class Cell(NamedTuple):
    """One figure of a table: the name of its row, its column, its wording and value, and its row's place in the reading."""

    name: str
    column: Column
    written: str
    value: Interval
    span: Span


def tabled(reading: Reading, document: Document, prose: Prose) -> Iterator[Finding]:
    """Yield the figures of the text that its table gives otherwise; only where text and table agree on another figure, or the table on its total."""
    found = list(_tables(reading.text))
    own = own_spans(document) if found else ()
    sentences = [s for s in prose.sentences() if s.figures and not _CELLS.match(s.text)] if found else []
    for cells in found:
        if begins_in(own, cells[0].span):
            yield from _compared(prose, sentences, cells)


def _tables(text: str) -> Iterator[list[Cell]]:
    """Yield the figures of each table that has a head with units."""
    columns: list[Column | None] = []
    cells: list[Cell] = []
    for line in LINE.finditer(text):
        if not columns and "（" not in line[0] and "(" not in line[0]:
            continue  # no head, which has its units in brackets
        words = [w.strip() for w in _CELLS.split(narrowed(line[0]).strip(" \u3000|│｜"))] if _CELLS.search(line[0].strip()) else []
        if columns and words and _RULE.fullmatch(line[0]):
            continue
        if columns and len(words) == len(columns) and _NAME.fullmatch(words[0]):
            span = Span(line.start() + line[0].index(words[0][0]), line.start() + len(line[0].rstrip(" \u3000|│｜")))
            cells += [Cell(words[0], c, w, _value(w, c), span) for c, w in zip(columns, words, strict=True) if c and _NUMBER.fullmatch(w)]
            continue
        yield from [cells] if len(cells) >= _LEAST_ROWS else []
        columns, cells = [_column(w) for w in words] if len(words) > 1 else [], []
        columns = columns if any(columns) else []
    yield from [cells] if len(cells) >= _LEAST_ROWS else []


def _column(head: str) -> Column | None:
    match = _HEAD.fullmatch(head)
    return Column(match["what"], match["unit"], _SCALES[match["scale"]]) if match else None


def _value(word: str, column: Column) -> Interval:
    number = Decimal(word.replace(",", ""))
    step = place_of(number) if "." in word else Decimal(0)
    return Interval((number - step / 2) * column.scale, (number + step) * column.scale)


def _compared(prose: Prose, sentences: Sequence[Sentence], cells: Sequence[Cell]) -> Iterator[Finding]:
    pairs = [(cell, s.prose, q) for cell in cells for s in sentences for i, q in enumerate(s.figures) if _is_of(s, i, cell)]
    agree = {cell.column for cell, _, q in pairs if cell.value.meets(interval(q))} | _summed(cells)
    for cell, _, q in pairs:
        if cell.column in agree and not any(c == cell and c.value.meets(interval(other)) for c, _, other in pairs):
            said = written(prose, q)
            message = f"The text says {said} of {cell.name}, but its row in the table says {cell.written}."
            yield disagreement((*prose.spans(q.start, q.end), cell.span), message, cell.written, said)


def _is_of(sentence: Sentence, i: int, cell: Cell) -> bool:
    """Tell whether figure `i` is what a cell is about: its row is named in front, its column there or behind, its unit is the same."""
    q, front = sentence.figures[i], sentence.front(i)
    if q.word.unit != cell.column.unit or cell.column.what not in front + sentence.back(i) or _OTHER.search(front):
        return False
    return bool(_WHOLE.search(front)) if TOTAL.fullmatch(cell.name) else front.startswith(cell.name)


def _summed(cells: Sequence[Cell]) -> set[Column]:
    """Return the columns whose total row is the sum of the others."""
    sums = set()
    for column in {cell.column for cell in cells}:
        rows = [c for c in cells if c.column == column]
        totals, others = [c for c in rows if TOTAL.fullmatch(c.name)], [c for c in rows if not TOTAL.fullmatch(c.name)]
        low, high = sum((c.value.low for c in others), Decimal(0)), sum((c.value.high for c in others), Decimal(0))
        if len(totals) == 1 and Interval(low, high).meets(totals[0].value):
            sums.add(column)
    return sums
