"""The data folder that a command is about: its settings, its database, and what to say where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from flows.settings import Settings
    from flows.system import System

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the database and the vault (else KUAIBAO_DATA, else ./var/data).")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def fail(status: Exit, message: str) -> NoReturn:
    """End the command with a sentence on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(status)


def settings_of(data: Path | None, **options: object) -> "Settings":
    """Return the settings with the command's options over them; says what is wrong with a variable that cannot be understood."""
    from pydantic import ValidationError

    from flows.settings import load

    try:
        return load(data=data, **options)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors())
        fail(Exit.USAGE, f"the settings do not hold: {wrong}")


@contextmanager
def questions(data: Path | None) -> Iterator["Engine"]:
    """Give the database to ask; ends the command where there is none, where it cannot be reached, or where it has no such thing."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import DBAPIError

    from storage.database import open_database
    from storage.errors import NotFound

    settings = settings_of(data)
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        fail(Exit.UNAVAILABLE, f"there is no database at {url.database} yet: `kuaibao up` or `kuaibao ingest` makes one")
    engine = open_database(settings.database)
    try:
        yield engine
    except NotFound as error:
        fail(Exit.UNKNOWN, str(error))
    except DBAPIError as error:
        fail(
            Exit.UNAVAILABLE,
            f"the database {url.render_as_string()} cannot answer: {error.orig} (`kuaibao up` brings its tables up to date)",
        )
    finally:
        engine.dispose()


@contextmanager
def system(data: Path | None) -> Iterator["System"]:
    """Give the open system to work with; ends the command where the database cannot be reached."""
    from sqlalchemy.exc import DBAPIError

    from flows import log
    from flows.settings import NoFolder
    from flows.system import System

    log.configure("CRITICAL")  # what a person should know is in what the command prints
    try:
        with System(settings_of(data)) as opened:
            yield opened
    except NoFolder as error:
        fail(Exit.UNAVAILABLE, str(error))
    except DBAPIError as error:
        fail(Exit.UNAVAILABLE, f"the database cannot be reached: {error.orig}")
