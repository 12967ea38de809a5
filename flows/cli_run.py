"""The commands that make work happen: up, ingest, retry."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_data import Data, Json, fail, settings_of
from flows.cli_data import system as opened
from flows.exits import Exit

if TYPE_CHECKING:
    from flows.system import System
    from storage.tables import Delivery

Inbox = Annotated[Path | None, typer.Option(help="Folder that documents are dropped into (else KUAIBAO_INBOX, else ./var/inbox).")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port of Prefect's UI (else 4200, or any other if that is taken).")]
Dask = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Share the work out among the workers of a Dask scheduler (tcp://host:8786), or `local` ones."),
]
_NEVER_READ = "its bytes were never read: `kuaibao up` looks for it in the inbox; what lies elsewhere must be taken in again"
Ids = Annotated[list[int] | None, typer.Argument(metavar="[DELIVERY]...", help="Numbers of deliveries, from `kuaibao status`.")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("up", epilog="Example: kuaibao up --inbox ~/inbox")(up)
    app.command("ingest", epilog="Example: kuaibao ingest ~/archive/2024")(ingest)
    app.command("retry", epilog="Example: kuaibao retry 17")(retry)


def up(
    inbox: Inbox = None,
    data: Data = None,
    port: Port = None,
    prefect: Annotated[bool | None, typer.Option(help="Start Prefect's server and show the runs in its UI.")] = None,
    watch: Annotated[bool | None, typer.Option(help="Watch the inbox; not on machines that only work.")] = None,
    work: Annotated[bool | None, typer.Option(help="Read and parse what comes in; not on machines that only watch.")] = None,
) -> None:
    """Watch the inbox and work on what is dropped in, until Ctrl-C.

    Says where the inbox is, and the UI.
    """
    from flows.serve import up as serve

    raise typer.Exit(serve(settings_of(data, inbox=inbox, prefect_port=port, prefect=prefect, watch=watch, work=work)))


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|DIR", help="Documents, or folders of them.", show_default=False)],
    data: Data = None,
    as_json: Json = False,
    dask: Dask = None,
) -> None:
    """Take files in as the inbox does, but leave them in place.

    Ends when all are done. Where `kuaibao up` works on the data folder, it does the work; else this command does. Exit status 1 where
    a file could not be read or a folder not be listed.
    """
    from flows.backfile import door, rank
    from flows.claim import Later, intake
    from flows.show import tracked

    _check_dask(dask)
    files, unlisted = _files(paths)
    with opened(data) as system:
        entrance = door(system)
        try:
            outcomes = [intake(path, entrance, priority=rank(files)) for path in tracked(files, "taking in", len(files))]
        except OSError as error:
            fail(Exit.UNAVAILABLE, f"it goes no further: {error}. Take the same in again then: what is here already is not taken in twice")
        ids = [outcome.delivery_id for outcome in outcomes]
        ended = _followed(system, ids, partial(_share_out, system, len(ids), dask) if dask else None)
    _report(ended, as_json, {outcome.delivery_id: outcome.why for outcome in outcomes if isinstance(outcome, Later)})
    if unlisted:
        raise typer.Exit(Exit.FAILED)


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[OSError]]:
    """Return the files to take in, and why folders could not be listed, which is said at once; ends the command where one is not there."""
    from flows.backfile import files_below

    unlisted: list[OSError] = []
    files = files_below(paths, unlisted.append)
    if absent := [str(path) for path in files if not os.path.lexists(path)]:
        fail(Exit.USAGE, f"there is no {', '.join(absent)}")
    if not files:
        typer.echo("there is no file to take in", err=True)
    for error in unlisted:
        typer.echo(f"{error.filename} cannot be listed ({error.strerror}): give kuaibao the right to, and take it in again", err=True)
    return files, unlisted


def retry(ids: Ids = None, data: Data = None, as_json: Json = False) -> None:
    """Try again what is in quarantine: all of it, or what is named.

    Ends when that is done.
    """
    from flows.system import now
    from storage import ledger
    from storage.errors import WrongState

    with opened(data) as system:
        try:
            again = ledger.retry(system.engine, ids or None, now())
        except WrongState as other:
            fail(Exit.UNKNOWN, str(other))
        ended = _followed(system, again)
    _report(ended, as_json, {delivery.id: _NEVER_READ for delivery in ended})


def _check_dask(address: str | None) -> None:
    if address and not find_spec("prefect_dask"):
        fail(Exit.USAGE, "--dask needs Prefect's runner for it: install it with pip install 'kuaibao[dask]'")


def _share_out(system: "System", files: int, address: str) -> None:
    """Show the shares in Prefect: the server whose address is set, or one that is started here and ends with the work."""
    from flows.server import START_SECONDS, PortTaken, chosen

    try:
        server = chosen(system.settings)
    except PortTaken as taken:
        typer.echo(f"nothing is shared out, the work is done here: {taken}", err=True)
        return
    os.environ.update(server.env)  # before Prefect is imported: its clients read it once
    server.start()
    try:
        if not server.wait(START_SECONDS):
            typer.echo(f"nothing is shared out, the work is done here: Prefect does not answer at {server.api_url}", err=True)
            return
        from flows.shares import share_out

        if trouble := share_out(system.settings, files, address):
            typer.echo(f"not all could be shared out, the rest is done here: {trouble}", err=True)
    finally:
        server.stop()


def _followed(system: "System", ids: Sequence[int], others: Callable[[], None] | None = None) -> list["Delivery"]:
    from flows.backfile import follow
    from flows.serve import is_working
    from flows.show import tracked

    def somebody_works() -> bool:
        return others is None and is_working(system.settings)

    return list(tracked(follow(system, ids, somebody_works, others), "working", len(ids)))


def _why_open(delivery: "Delivery", reasons: Mapping[int, str]) -> str | None:
    from storage.states import SEEN, SETTLED

    return reasons.get(delivery.id) if delivery.state in (SEEN, SETTLED) else None


def _report(ended: Iterable["Delivery"], as_json: bool, open_because: Mapping[int, str]) -> None:
    """Print how deliveries ended; `open_because` says why those that are still open are."""
    from flows.plain import print_json
    from flows.show import print_table
    from storage.states import DUPLICATE, INGESTED

    columns = ("delivery", "file", "state", "code", "reason")
    rows = [(d.id, d.display_name, d.state, d.code, d.message or _why_open(d, open_because)) for d in ended]
    if as_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows)
    if any(row[2] not in (INGESTED, DUPLICATE) for row in rows):
        raise typer.Exit(Exit.FAILED)
