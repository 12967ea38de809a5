"""How differences are printed, one document after the other as they become known, and what they come to at the end."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import typer
from rich.console import Console

from flows.differences import COLUMNS, as_json, headline, rows, summed
from flows.plain import print_line
from flows.show import print_table
from storage.changes import CHANGES, Difference, Sum

# so many of one document are printed on a terminal; a pipe and JSON have all
_AT_MOST = 40


def show(differences: Iterable[Difference], total: Sum, out: Console) -> None:
    """Print each document's differences, then a table of all by kind; count them into `total`."""
    if out.is_terminal:
        for difference in differences:
            total.add(difference)
            _print(difference, out)
    else:
        _print_lines(differences, total)
    if total.facts:
        print_table(("kind", *CHANGES), summed(total))
        typer.echo("")


def _print(difference: Difference, out: Console) -> None:
    out.print(headline(difference))
    found = list(rows(difference))
    if found:
        print_table(COLUMNS, found[:_AT_MOST], out=out)
    if len(found) > _AT_MOST:
        out.print(f"… and {len(found) - _AT_MOST} more, which --json has")
    out.print("")


def _print_lines(differences: Iterable[Difference], total: Sum) -> None:
    for difference in differences:
        found = list(rows(difference))
        if found and not total.facts and not total.findings:
            typer.echo("\t".join(("document", *COLUMNS)))
        total.add(difference)
        for row in found:
            typer.echo("\t".join((difference.document_id, *(" ".join(cell.split()) for cell in row))))


def show_json(differences: Iterable[Difference], total: Sum, more: Callable[[], dict[str, Any]]) -> None:
    """Print one JSON object, a document at a time: `documents`, their sum, and what `more` says once all are known."""
    print_line('{"documents": [')
    comma = ""
    for difference in differences:
        total.add(difference)
        print_line(comma + json.dumps(as_json(difference), ensure_ascii=False))
        comma = ","
    rest = json.dumps({"summed": total.as_json()} | more(), ensure_ascii=False, indent=2)
    print_line(f"],\n{rest[2:]}")
