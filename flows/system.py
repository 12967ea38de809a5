"""What every part of a running system shares: settings, database, vault, child processes, and the signals between its threads."""

import hashlib
import importlib.metadata
import os
import platform
import socket
import threading
from datetime import UTC, datetime
from functools import cache
from typing import Self

from sqlalchemy import Engine

from flows.commit import Committer
from flows.isolate import Isolation, Limits
from flows.settings import Settings
from flows.vaults import open_vault
from storage.database import migrate, open_database


def now() -> datetime:
    """Return the time, aware and in UTC."""
    return datetime.now(UTC)


@cache
def software() -> dict[str, str]:
    """Return the versions that a result depends on beside the parsers' own."""
    return {"kuaibao": importlib.metadata.version("kuaibao"), "python": platform.python_version()}


class System:
    """The open system: a context manager that ends its child processes and closes its database."""

    def __init__(self, settings: Settings) -> None:
        """Open the database, brought to its newest schema, and the vault; child processes start with the first document. NoFolder."""
        self.settings = settings
        settings.make_folders()
        self.engine: Engine = open_database(settings.database)
        migrate(self.engine)
        self.committer = Committer(self.engine)
        self.vault = open_vault(settings, self.engine)
        self.isolation = Isolation(settings.workers, Limits.of(settings))
        self.host = socket.gethostname()
        self.owner = f"{self.host}:{os.getpid()}"
        # the same after a restart: one `kuaibao up` runs on a data folder
        self.mark = f"{self.host}-{hashlib.sha256(os.fsencode(settings.data)).hexdigest()[:6]}"
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
