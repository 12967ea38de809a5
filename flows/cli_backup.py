"""The commands that keep a copy of the embedded set-up, and bring it back: backup, restore."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_data import Data, fail, questions, settings_of
from flows.exits import Exit

if TYPE_CHECKING:
    from flows.settings import Settings
    from storage.errors import VaultDamaged

Target = Annotated[Path, typer.Argument(metavar="DIR|FILE.tar", help="Where the copy goes.", show_default=False)]
Backup = Annotated[Path, typer.Argument(metavar="DIR|FILE.tar", help="What `kuaibao backup` has made.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("backup", epilog="Example: kuaibao backup /mnt/backup/kuaibao")(backup)
    app.command("restore", epilog="Example: kuaibao restore /mnt/backup/kuaibao --data ~/restored")(restore)


def backup(target: Target, data: Data = None) -> None:
    """Copy database and vault, also while the system works.

    A folder that has an earlier copy is brought up to date. Every source's bytes are hashed on the way. Exit status 1 where some are
    damaged, and so not in the copy.
    """
    from flows.show import tracked
    from flows.vaults import open_vault
    from storage.backup import back_up, sources
    from storage.errors import VaultRefused, VaultUnreachable

    settings = settings_of(data)
    database = _embedded(settings)
    with questions(data) as engine:
        try:
            done = list(tracked(back_up(database, open_vault(settings, engine), target), "copying", len(sources(database))))
        except (VaultRefused, VaultUnreachable):  # it is not the target that fails: `main` says what does
            raise
        except OSError as error:
            fail(Exit.UNAVAILABLE, f"{target} cannot be written: {error}")
    _told(target, done)


def restore(source: Backup, data: Data = None) -> None:
    """Bring a backup back into an empty data folder.

    Every source's bytes are verified; `kuaibao verify` looks at the rest.
    """
    from flows import lock
    from flows.vaults import open_vault
    from storage.backup import NoBackup
    from storage.backup import restore as bring_back

    settings = settings_of(data)
    database = _embedded(settings)
    try:
        with lock.held(settings.lock_file, "kuaibao restore"):
            done = list(bring_back(source, database, open_vault(settings)))
    except lock.Held as held:
        fail(Exit.RUNNING, f"kuaibao is running on {settings.data}: {held.by}")
    except (NoBackup, OSError) as error:
        fail(Exit.USAGE, str(error))
    _told(database, done)


def _told(where: Path, done: "Sequence[VaultDamaged | None]") -> None:
    from flows.counted import counted

    damaged = [str(each) for each in done if each]
    for why in damaged:
        typer.echo(why, err=True)
    typer.echo(f"{where}: the database, and {counted(len(done) - len(damaged), 'source')}")
    if damaged:
        raise typer.Exit(Exit.FAILED)


def _embedded(settings: "Settings") -> Path:
    from sqlalchemy import make_url

    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        told = "dump it with pg_dump first and copy the vault after that: a copy made in this order has the bytes of all it names"
        fail(Exit.USAGE, f"this is for the embedded database, and yours is a server's: {told}")
    return Path(url.database or "")
