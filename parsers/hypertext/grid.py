"""Which column each cell of a table's row stands in: cells may take several columns, and rows below their own."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

# more columns than any table has that is read; what lies beyond is taken cell by cell
_MOST_COLUMNS = 60


class Size(NamedTuple):
    """How many columns and rows a cell takes."""

    across: int = 1
    down: int = 1


ONE = Size()


def size_of(columns: str | None, rows: str | None) -> Size:
    """Return the size that a cell's attributes say (colspan, rowspan); what is no number from 1 is 1."""
    return Size(min(_number(columns), _MOST_COLUMNS), _number(rows))


def _number(said: str | None) -> int:
    digits = (said or "").strip()
    return max(1, int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else 1


class Grid:
    """The columns of one table that cells of the rows above still take; rows are asked for in order."""

    def __init__(self) -> None:
        self._down: dict[int, int] = {}

    def row(self, sizes: Sequence[Size]) -> list[int | None]:
        """Return for each column of the next row which of its cells begins there, None where none does."""
        columns: list[int | None] = []
        for i, size in enumerate(sizes):
            columns += self._taken(len(columns))
            across = size.across if len(columns) < _MOST_COLUMNS else 1
            self._down.update(dict.fromkeys(range(len(columns), len(columns) + across), size.down - 1))
            columns += [i, *[None] * (across - 1)]
        columns += self._taken(len(columns))
        return columns

    def _taken(self, at: int) -> Iterator[None]:
        """Yield None for each column from `at` on that a cell from above takes in this row."""
        while self._down.get(at, 0) > 0:
            self._down[at] -= 1
            at += 1
            yield None
