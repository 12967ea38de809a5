"""What every part of a running system shares: settings, database, vault, child processes, and the signals between its threads."""

import importlib.metadata
import os
import platform
import socket
import threading
import uuid
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from flows.commit import Committer
from flows.isolate import Isolation, Limits
from flows.settings import Settings
from flows.vaults import open_vault
from storage.database import clock_apart, migrate, open_database
from storage.errors import ClocksApart

# Seconds by which the clocks of those who share a database may differ: leases are held for ten times that.
CLOCKS_APART = 5.0


def now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


@cache
def software() -> dict[str, str]:
    """Return the versions that a result depends on beside the parsers' own."""
    return {"kuaibao": importlib.metadata.version("kuaibao"), "python": platform.python_version()}


def _id_of(data: Path) -> str:
    """Return what tells this data folder from every other, also one at the same path in another container; made once."""
    path = data / "id"
    if not path.exists():
        unfinished = data / f"id.{uuid.uuid4().hex}"
        unfinished.write_text(uuid.uuid4().hex, encoding="ascii")
        unfinished.replace(path)
    return path.read_text(encoding="ascii")


def _agree(apart: float) -> None:
    if abs(apart) > CLOCKS_APART:
        way = "ahead of" if apart > 0 else "behind"
        raise ClocksApart(f"this machine's clock is {abs(apart):.0f} s {way} the database's: set it right (NTP does), and start again")


class System:
    """The open system: a context manager that ends its child processes and closes its database."""

    def __init__(self, settings: Settings) -> None:
        """Open the database, brought to its newest schema, and the vault; child processes start with the first document. NoFolder, ClocksApart."""
        self.settings = settings
        settings.make_folders()
        self.engine: Engine = open_database(settings.database)
        migrate(self.engine)
        _agree(clock_apart(self.engine, now()))
        self.committer = Committer(self.engine)
        self.vault = open_vault(settings, self.engine)
        self.isolation = Isolation(settings.workers, Limits.of(settings))
        self.host = socket.gethostname()
        # containers of one machine may share its name, and each has the same first process
        self.owner = f"{self.host}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        # the same after a restart: one `kuaibao up` runs on a data folder
        self.mark = f"{self.host}-{_id_of(settings.data)[:6]}"
        self.wake = threading.Event()
        self.stopping = threading.Event()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let nobody take new work, end the child processes, close the database."""
        self.stop()
        self.isolation.close()
        self.engine.dispose()

    def stop(self) -> None:
        """Ask every thread to come to an end."""
        self.stopping.set()
        self.wake.set()
