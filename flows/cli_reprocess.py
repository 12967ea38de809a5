"""The command that reads documents again and shows what is different."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_data import Data, Json, system
from flows.days import day
from flows.doctypes import DocType
from flows.exits import Exit

if TYPE_CHECKING:
    from flows.reprocess import Again
    from storage.changes import Difference

Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only what is dated on that day or later (2025-01-31).")]
Below = Annotated[str | None, typer.Option(metavar="VERSION", help="Only what an older version of its parser made.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Store nothing: show what would be different.")]


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("reprocess", epilog="Example: kuaibao reprocess --type bulletin --dry-run")(reprocess)


def reprocess(
    data: Data = None,
    doc_type: DocType = None,
    since: Since = None,
    parser_below: Below = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Read again what older parsers read, and show the difference.

    Nothing is read again whose reader, parser and vocabularies are those of today. Older revisions stay. Exit status 1 where a file
    could not be read this time.
    """
    from flows import reprocess as again
    from flows.cli_differences import show, show_json
    from flows.differences import sentence
    from flows.serve import is_working
    from flows.show import console, tracked
    from storage.changes import Sum
    from storage.outdated import Asked

    asked, total, failed = Asked(doc_type, day(since), parser_below), Sum(), list["Again"]()
    with system(data) as opened:
        found = again.find(opened, asked)
        ids = found.deliveries
        ended = again.rehearse(opened, ids) if dry_run else again.run(opened, ids, lambda: is_working(opened.settings))
        out = console() if sys.stdout.isatty() and not as_json else None
        differences = _differences(tracked(ended, "reading again", len(ids), out), failed)
        if as_json:
            show_json(differences, total, lambda: {"held": found.held, "failed": [_why(file) for file in failed]})
        else:
            show(differences, total, out or console())
            typer.echo(sentence(total, "would have" if dry_run else "has"))
            _tell(found.held, failed)
    if failed:
        raise typer.Exit(Exit.FAILED)


def _tell(held: int, failed: "Iterable[Again]") -> None:
    if held:
        typer.echo(f"rolled back, so left as they are (`kuaibao promote` changes that): {held}")
    for file in failed:
        typer.echo(f"{file.name}: {file.code}: {file.message}", err=True)


def _differences(ended: "Iterable[Again]", failed: "list[Again]") -> "Iterator[Difference]":
    for file in ended:
        yield from file.differences
        if file.code:
            failed.append(file)


def _why(file: "Again") -> dict[str, object]:
    return {"delivery": file.delivery_id, "name": file.name, "code": file.code, "message": file.message}
