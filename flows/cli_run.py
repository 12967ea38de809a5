"""The commands that make work happen: up."""

from pathlib import Path
from typing import Annotated

import typer

Inbox = Annotated[Path | None, typer.Option(help="Folder that documents are dropped into (else KUAIBAO_INBOX, else ./var/inbox).")]
Data = Annotated[Path | None, typer.Option(help="Folder of the database and the vault (else KUAIBAO_DATA, else ./var/data).")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("up", epilog="Example: kuaibao up --inbox ~/inbox")(up)


def up(
    inbox: Inbox = None,
    data: Data = None,
    port: Annotated[int | None, typer.Option(help="Port of Prefect's UI (else 4200, or any other if that is taken).")] = None,
    prefect: Annotated[bool | None, typer.Option(help="Start Prefect's server and show the runs in its UI.")] = None,
) -> None:
    """Watch the inbox and work on what is dropped there, until Ctrl-C."""
    from flows.serve import up as serve
    from flows.settings import load

    raise typer.Exit(serve(load(inbox=inbox, data=data, prefect_port=port, prefect=prefect)))
