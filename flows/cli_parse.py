"""`kuaibao parse`: documents straight from files; no database and no Prefect, so it answers at once."""

from pathlib import Path
from typing import Annotated

import typer

from flows.exits import Exit


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("parse", epilog="Example: kuaibao parse seeds/documents/*.txt --json --reading")(parse)


def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Documents to read.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array of all documents.")] = False,
    reading: Annotated[bool, typer.Option("--reading", help="Add the text that was read, which all spans point into.")] = False,
) -> None:
    """Read files and print the documents in them; nothing is stored.

    Of an archive or a mail, each file in it is read. One that cannot be read is reported on standard error, and the others are still printed.
    """
    from flows.straight import parsed_files, print_documents, print_views  # the parsers, which no other command is to wait for

    outcomes = parsed_files(files)
    done = print_documents(outcomes, len(files), reading) if as_json else print_views(outcomes, reading)
    if not done:
        raise typer.Exit(Exit.FAILED)
