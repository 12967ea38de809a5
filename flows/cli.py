"""The `kuaibao` command: what is imported here is paid for by every command, so each imports the rest itself."""

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from flows import (
    cli_ask,
    cli_backup,
    cli_correct,
    cli_facts,
    cli_page,
    cli_parse,
    cli_promote,
    cli_reprocess,
    cli_run,
    cli_show,
    cli_verify,
)
from flows.exits import MEANING, Exit
from storage.errors import ClocksApart, VaultRefused, VaultUnreachable

_EPILOG = "Exit statuses: " + ", ".join(f"{status.value} {meaning}" for status, meaning in MEANING.items()) + "."

app = typer.Typer(
    name="kuaibao",
    help="Turns documents dropped into a folder into checked, traceable records.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("kuaibao"))
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Show the version and exit.")] = False,
) -> None:
    pass


cli_run.register(app)
cli_reprocess.register(app)
cli_parse.register(app)
cli_ask.register(app)
cli_facts.register(app)
cli_show.register(app)
cli_correct.register(app)
cli_promote.register(app)
cli_page.register(app)
cli_verify.register(app)
cli_backup.register(app)


def main() -> None:
    """Run the command that the arguments name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A file name or a rare character that the terminal cannot show must not end the command.
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except (VaultRefused, VaultUnreachable, ClocksApart) as error:
        typer.echo(str(error), err=True)
        sys.exit(Exit.UNAVAILABLE)
