"""Facts as files that other programs open without work: one header row, plain types, the evidence in columns of its own."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from io import TextIOWrapper
from itertools import islice
from typing import IO, Any

from storage.fact_rows import COLUMNS, FactRow, as_cells, as_json

_NUMBERS = ("value", "value_max")
_ROWS_AT_ONCE = 5000
# A spreadsheet takes text that begins like this for a formula, and runs it: these are other people's words.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.]+%?$)")


def write_lines(lines: Iterable[str], out: IO[bytes]) -> None:
    """Write text as UTF-8, one item a line."""
    for line in lines:
        out.write(line.encode("utf-8", "backslashreplace") + b"\n")
    out.flush()


def write_jsonl(rows: Iterable[FactRow], out: IO[bytes]) -> None:
    """Write one JSON object a line: spans as pairs, boxes as objects."""
    write_lines((json.dumps(as_json(row), ensure_ascii=False) for row in rows), out)


def write_csv(rows: Iterable[FactRow], out: IO[bytes]) -> None:
    """Write comma-separated rows with the mark at the start by which Excel knows UTF-8."""
    text = TextIOWrapper(out, encoding="utf-8-sig", errors="backslashreplace", newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for row in rows:
        table.writerow([_harmless(cell) for cell in as_cells(row).values()])
    text.flush()
    text.detach()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def write_parquet(rows: Iterable[FactRow], out: IO[bytes]) -> None:
    """Write columns of text, double (value) and 32-bit integer (page); needs pyarrow."""
    import pyarrow
    import pyarrow.parquet

    kinds = {**dict.fromkeys(COLUMNS, pyarrow.string()), **dict.fromkeys(_NUMBERS, pyarrow.float64()), "page": pyarrow.int32()}
    schema = pyarrow.schema(list(kinds.items()))
    waiting = iter(rows)
    with pyarrow.parquet.ParquetWriter(out, schema) as table:
        while cells := [_storable(as_cells(row)) for row in islice(waiting, _ROWS_AT_ONCE)]:
            table.write_table(pyarrow.Table.from_pylist(cells, schema=schema))


def _storable(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return cells that Arrow takes: whole numbers as floating ones, no half characters in text."""
    texts = {name: c.encode("utf-8", "backslashreplace").decode() if isinstance(c, str) else c for name, c in cells.items()}
    return texts | {name: None if cells[name] is None else float(cells[name]) for name in _NUMBERS}


def parquet_is_there() -> bool:
    """Tell whether what writes parquet is installed."""
    return find_spec("pyarrow") is not None


WRITERS: Mapping[str, Callable[[Iterable[FactRow], IO[bytes]], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}
