"""The command that says whether everything that is kept is whole."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from flows.cli_data import Data, Json, questions, settings_of
from flows.exits import Exit

if TYPE_CHECKING:
    from storage.verify import Check, Problem

# so many facts of a damaged source are printed; JSON has all
_AT_MOST = 5


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("verify", epilog="Example: kuaibao verify --json")(verify)


def verify(data: Data = None, as_json: Json = False) -> None:
    """Check that everything that is kept is whole.

    Hashes every source's bytes anew, holds every fact against the characters that it came from, and compares ledger, vault and
    database. Changes nothing, and may run while the system works. Exit status 1 where something is not as it must be.
    """
    from flows.verify import checks_of

    settings = settings_of(data)
    with questions(data) as engine:
        found = checks_of(engine, settings, datetime.now(UTC))
        sound = _print_json(found) if as_json else _print(found)
    if not sound:
        raise typer.Exit(Exit.FAILED)


def _print(found: "list[Check]") -> bool:
    from flows.verify import told

    problems = 0
    for check in found:
        for problem in _problems(check):
            problems += 1
            documents = [named for named in problem.affected if named.path is None]
            facts = [named for named in problem.affected if named.path is not None]
            typer.echo(f"{problem.code}: {problem.message}")
            for named in documents:
                typer.echo(f"  touches {named.document_id} {named.value or '(no title)'}")
            for named in facts[:_AT_MOST]:
                typer.echo(f"    {named.path}  {' '.join((named.value or '').split())[:60]}")
            if len(facts) > _AT_MOST:
                typer.echo(f"    and {len(facts) - _AT_MOST} more facts, which --json names")
    typer.echo(told(found, problems))
    return not problems


def _print_json(found: "list[Check]") -> bool:
    from flows.plain import print_line

    print_line('{"problems": [')
    comma = ""
    for check in found:
        for problem in _problems(check):
            affected = [named._asdict() for named in problem.affected]
            print_line(comma + json.dumps(asdict(problem) | {"affected": affected}, ensure_ascii=False))
            comma = ","
    checked = {check.name: check.total for check in found}
    print_line(f'],\n"checked": {json.dumps(checked)},\n"sound": {json.dumps(not comma)}}}')
    return not comma


def _problems(check: "Check") -> "Iterator[Problem]":
    from flows.show import tracked

    return (problem for problem in tracked(check.run(), f"checking {check.name}", check.total) if problem)
