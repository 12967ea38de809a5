"""The command by which a person has the last word on a value."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_data import Data, Json, fail, questions
from flows.cli_show import Id
from flows.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.corrections import Corrected, Person

At = Annotated[str, typer.Argument(metavar="PATH", help="A value's path: title, indicators[0].value.", show_default=False)]
Value = Annotated[str | None, typer.Argument(metavar="[VALUE]", help="What is right; null for none.", show_default=False)]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so.", show_default=False)]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why: for whoever reads it in years.", show_default=False)]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take the correction of this value back.")]


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    example = "Example: kuaibao correct 5f7635df issue_date 2023-11-16 --by 王明 --why 'misprint, see the paper copy'"
    app.command("correct", epilog=example, context_settings={"ignore_unknown_options": True})(correct)


def correct(
    document_id: Id, path: At, by: By, why: Why, value: Value = None, withdraw: Withdraw = False, data: Data = None, as_json: Json = False
) -> None:
    """Put a value right: a person's word outranks every parser.

    It holds for every later revision too, and what the parser says is kept beside it. Two persons' words on one value are both kept,
    and the later holds.
    """
    from dataclasses import asdict

    from flows.plain import print_json
    from storage.corrections import Person
    from storage.queries import resolve

    if withdraw == (value is not None):
        fail(Exit.USAGE, "say either what is right or --withdraw")
    if not by.strip() or not why.strip():
        fail(Exit.USAGE, "a correction needs a name (--by) and a reason (--why)")
    with questions(data) as engine:
        done = _done(engine, resolve(engine, document_id), path, value, Person(by.strip(), why.strip(), datetime.now(UTC)))
    if as_json:
        print_json(asdict(done))
    else:
        _tell(done, withdraw)


def _done(engine: "Engine", document_id: str, path: str, value: str | None, person: "Person") -> "Corrected":
    from storage import corrections
    from storage.database import migrate

    migrate(engine)
    try:
        if value is None:
            return corrections.withdraw(engine, document_id, path, person)
        return corrections.correct(engine, document_id, path, value, person)
    except ValueError as error:
        fail(Exit.USAGE, str(error))


def _tell(done: "Corrected", withdrawn: bool) -> None:
    from flows.view import plain

    typer.echo(f"{done.document_id} {done.path}: {plain(done.before)} → {plain(done.after)}, revision {done.revision}")
    if done.after != done.parser_value:
        typer.echo(f"the parser says {plain(done.parser_value)}; `kuaibao correct … --withdraw` goes back to that")
    if done.over and not withdrawn:
        typer.echo(f"{'、'.join(done.over)} had corrected it before: both are kept, and this one holds")
    elif done.over:
        typer.echo(f"it was the word of {'、'.join(done.over)}")
