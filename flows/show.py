"""How answers are printed for people: rich on a terminal, plain tab-separated lines in a pipe."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

T = TypeVar("T")


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Return where to print: colours and boxes only on a terminal, lines never folded in a pipe."""
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty(), width=width)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, width: int | None = None, out: Console | None = None) -> None:
    """Print rows under their column names, None as nothing: aligned on a terminal (or to `width`), separated by tabs in a pipe."""
    cells = (["" if cell is None else _one_line(str(cell)) for cell in row] for row in rows)
    out = out or console(width=width)
    if not (out.is_terminal or width):
        for line in chain([columns], cells):
            typer.echo("\t".join(line))
        return
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in cells:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    out.print(table)


def _one_line(cell: str) -> str:
    return safe(" ".join(cell.split()))


# ESC, BEL and the like become their pictures (␛, ␇), one character for one, so that offsets hold; tabs and line ends stay
_CONTROLS = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
)


def safe(text: str) -> str:
    """Return other people's words without what a terminal would take for commands (its title, colours, the clipboard)."""
    return text.translate(_CONTROLS)


def tracked(items: Iterable[T], what: str, total: int | None, out: Console | None = None) -> Iterator[T]:
    """Yield the items, with a progress bar on standard error where that is a terminal; below what is printed to `out`, if anything is; None for a total not known."""
    out = out or console(stderr=True)
    yield from track(items, what, total, console=out, transient=True, disable=not out.is_terminal)
