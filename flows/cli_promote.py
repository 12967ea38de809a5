"""The commands that decide which version of a parser is shown: promote, rollback."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_correct import By, Why
from flows.cli_data import Data, Json, fail, questions
from flows.doctypes import doc_types
from flows.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.changes import Difference
    from storage.promote import Promoted

Parser = Annotated[str, typer.Argument(metavar="PARSER", help=f"A document type: {', '.join(doc_types())}.", show_default=False)]
Version = Annotated[str, typer.Argument(metavar="VERSION", help="The version to show, as `kuaibao show` names it.", show_default=False)]
To = Annotated[str | None, typer.Option("--to", metavar="VERSION", help="Which version to go back to (else the one before).")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Change nothing: show what would change.")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("promote", epilog="Example: kuaibao promote bulletin 2 --by 王明 --why 'headings are right now'")(promote)
    app.command("rollback", epilog="Example: kuaibao rollback bulletin --by 王明 --why 'loses the figures in tables'")(rollback)
    app.command("decisions", epilog="Example: kuaibao decisions")(decisions)


def promote(parser: Parser, version: Version, by: By, why: Why, data: Data = None, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Show what one version of a parser said.

    It is shown wherever that version has read a document; newer ones are set aside and not shown by themselves. What any version said
    stays, so that this too can be taken back.
    """
    with questions(data) as engine:
        _decide(engine, parser, lambda: version, (by, why), dry_run=dry_run, as_json=as_json)


def rollback(parser: Parser, by: By, why: Why, to: To = None, data: Data = None, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Go back to what an older version of a parser said.

    The newer one is set aside: reading documents again does not show it, until it is promoted or a still newer one is installed.
    """
    from storage.promote import before

    with questions(data) as engine:
        _decide(engine, parser, lambda: to or before(engine, parser), (by, why), dry_run=dry_run, as_json=as_json)


def _decide(engine: "Engine", parser: str, version: Callable[[], str], said: tuple[str, str], *, dry_run: bool, as_json: bool) -> None:
    from flows.cli_differences import show, show_json
    from flows.reprocess import installed
    from flows.show import console
    from storage.changes import Sum
    from storage.corrections import Person
    from storage.database import migrate
    from storage.promote import promote as decide

    by, why = (each.strip() for each in said)
    if not by or not why:
        fail(Exit.USAGE, "a decision needs a name (--by) and a reason (--why)")
    migrate(engine)
    person = Person(by, why, datetime.now(UTC))
    done = decide(engine, parser, version(), person, installed=installed().parsers.get(parser), dry_run=dry_run)
    total = Sum()
    if as_json:
        plan = {name: value for name, value in asdict(done).items() if name != "moves"}
        show_json(_differences(engine, done), total, lambda: plan | {"moved": len(done.moves), "dry_run": dry_run})
    else:
        show(_differences(engine, done), total, console())
        typer.echo(_told(done, "would be" if dry_run else "is"))


def _differences(engine: "Engine", done: "Promoted") -> "Iterator[Difference]":
    from storage.changes import difference

    return (difference(engine, *move) for move in done.moves)


def _told(done: "Promoted", verb: str) -> str:
    from flows.counted import counted

    more = [move for move in done.moves if move.newer is not None]
    told = f"{done.parser} {done.version} {verb} shown for {counted(len(more), 'more document')}"
    gone = len(done.moves) - len(more)
    told += f", and {counted(gone, 'document')} that it does not find no longer shown" if gone else ""
    stay = f"; {counted(done.stay, 'document')} that it never read stay as they are" if done.stay else ""
    aside = f"; set aside: {', '.join(f'{done.parser} {version}' for version in done.rejected)}" if done.rejected else ""
    return told + stay + aside


def decisions(data: Data = None, as_json: Json = False) -> None:
    """List which versions of parsers persons have promoted or rolled back, with who and why."""
    from flows.plain import print_json
    from flows.show import print_table
    from storage import promote as promoting

    columns = ("at", "parser", "version", "rejected", "moved", "by", "why")
    with questions(data) as engine:
        found = promoting.decisions(engine)
    rows = [(f"{d.at:%Y-%m-%d %H:%M:%S}", d.parser, d.version, d.rejected, d.moved, d.by, d.why) for d in found]
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, [(*row[:3], ", ".join(row[3]), *row[4:]) for row in rows])
