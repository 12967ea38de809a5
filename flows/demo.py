"""`make demo`: starts everything on this machine, drops the sample documents in as a user would, and shows what became of them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import typer
from rich.progress import Progress
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from flows import lock
from flows.exits import Exit
from flows.health import answers
from flows.server import free_port
from flows.settings import Settings, load
from flows.show import console, print_table
from flows.system import now
from storage.counts import Counts, counts
from storage.database import open_database
from storage.queries import Listed, list_documents, quarantined
from storage.states import OPEN

FOLDER = Path("var/demo")
SECONDS = 180.0
_UP = [sys.executable, "-c", "from flows.cli import main; main()", "up"]
_LINES_OF_LOG = 20
_TABLE_WIDTH = 150


class Failed(Exception):
    """The demonstration did not come to its end, for the reason given."""


def main() -> None:
    """Run the demonstration; exit status 0 once every document is persisted and shown in the UI, else another one with the reason."""
    settings = load(inbox=FOLDER / "inbox", data=FOLDER / "data", database_url="", prefect=True, prefect_port=free_port(0))
    if lock.is_held(settings.lock_file):
        typer.echo(f"kuaibao is running on {settings.data}: end it first, a demonstration begins with an empty folder", err=True)
        raise SystemExit(Exit.RUNNING)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    log = FOLDER / "up.log"
    typer.echo(f"starting kuaibao (its log: {log})")
    with log.open("wb") as out:
        process = subprocess.Popen(_UP, stdout=out, stderr=out, env=os.environ | settings.environment())
    try:
        _demonstrate(settings, process)
    except Failed as failure:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        typer.echo("\n".join([*lines[-_LINES_OF_LOG:], str(failure)]), err=True)
        raise SystemExit(Exit.FAILED) from failure
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _demonstrate(settings: Settings, process: "subprocess.Popen[bytes]") -> None:
    engine = open_database(settings.database)
    with console(stderr=True).status("starting"):
        _wait(process, "the inbox", settings.inbox.is_dir)
    dropped = _drop(settings.inbox)
    typer.echo(f"dropped {dropped} documents into {settings.inbox}")
    with Progress(console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        bar = progress.add_task("working", total=dropped)
        _wait(process, "the documents", lambda: _done(engine, dropped, lambda number: progress.update(bar, completed=number)))
    _print_documents(engine)
    api = f"http://127.0.0.1:{settings.prefect_port}/api"
    with console(stderr=True).status("waiting until Prefect shows the runs"):
        _wait(process, "Prefect", lambda: answers(api, settings.prefect_seconds) and not _counted(engine).unreported_runs)
    _print_places(settings)
    if sick := quarantined(engine):
        raise Failed("\n".join(f"in quarantine: {d.display_name}: {d.code}: {d.message}" for d in sick))


def _wait(process: "subprocess.Popen[bytes]", what: str, is_there: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not is_there():
        if process.poll() is not None:
            raise Failed(f"kuaibao ended with status {process.returncode} before {what} could be had")
        if time.monotonic() > until:
            raise Failed(f"{what} did not come within {SECONDS:.0f} s")
        time.sleep(0.1)


def _drop(inbox: Path) -> int:
    with as_file(files("seeds") / "documents") as folder:
        samples = sorted(folder.glob("*.txt"))
        for sample in samples:
            shutil.copy(sample, inbox)
    return len(samples)


def _done(engine: Engine, dropped: int, advance: Callable[[int], None]) -> bool:
    try:
        states = _counted(engine).states
    except DBAPIError:  # its tables are being made
        return False
    done = sum(number for state, number in states.items() if state not in OPEN)
    advance(done)
    return done >= dropped


def _counted(engine: Engine) -> Counts:
    return counts(engine, now())


def _print_documents(engine: Engine) -> None:
    columns = ("file", "type", "title", "issue / date", "sections", "findings", "ms")
    rows = [_row(document) for document in reversed(list_documents(engine))]
    print_table(columns, rows, width=max(console().width, _TABLE_WIDTH))


def _row(document: Listed) -> tuple[object, ...]:
    dated = " / ".join(str(part) for part in (document.issue_number, document.dated) if part)
    counted = (document.sections, document.findings, round(document.milliseconds))
    return document.name, document.doc_type, document.title, dated, *counted


def _print_places(settings: Settings) -> None:
    typer.echo(f"inbox     {FOLDER / 'inbox'}")
    typer.echo(f"database  {FOLDER / 'data' / 'kuaibao.db'}")
    typer.echo(f"UI        http://127.0.0.1:{settings.prefect_port} while this ran; to have it again:")
    typer.echo(f"          .venv/bin/kuaibao up --inbox {FOLDER / 'inbox'} --data {FOLDER / 'data'} --port {settings.prefect_port}")


if __name__ == "__main__":
    main()
