"""What can be set, where it comes from and what holds otherwise: a command's options, then KUAIBAO_* variables, then these defaults."""

import hashlib
import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _database(url: str) -> str:
    if url and not _URL.match(url):
        raise ValueError("write it like postgresql://user@host/kuaibao or sqlite:////srv/kuaibao.db; no other databases are known")
    return url


Folder = Annotated[Path, AfterValidator(_absolute)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
# the databases that there is SQL for, whatever drives them
_URL = re.compile(r"(?:sqlite|postgres|postgresql)(?:\+\w+)?://")
LogLevel = Annotated[Literal["TRACE", "DEBUG", "INFO", "SUCCESS", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)]
# what a result may depend on: how much a file may be and take before it is given up
_MATTERS = {"parse_seconds", "cpu_seconds", "memory_mb", "max_file_mb", "max_attempts"}


class NoFolder(Exception):
    """A folder that the settings name cannot be made."""


class Settings(BaseSettings):
    """Everything that can be set, typed; `Settings(inbox=…)` beats KUAIBAO_INBOX, which beats the default."""

    model_config = SettingsConfigDict(env_prefix="KUAIBAO_", frozen=True, extra="forbid")

    inbox: Folder = Field(default=Path("var/inbox"), validate_default=True, description="folder that documents are dropped into")
    data: Folder = Field(default=Path("var/data"), validate_default=True, description="folder of the vault, the database and Prefect")
    database_url: DatabaseUrl = Field(default="", description="SQLAlchemy URL; empty means SQLite in the data folder")
    vault: str = Field(
        default="",
        description="folder or URL (s3://bucket/folder) of every source's bytes, one for all machines; empty means in the data folder",
    )
    log_level: LogLevel = Field(default="INFO", description="least severity of what is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL")

    watch: bool = Field(default=True, description="watch the inbox; off on machines that only work")
    work: bool = Field(default=True, description="read and parse what is claimed; off on machines that only watch")
    polling: bool = Field(default=False, description="list the inbox over and over: network folders send no events")

    settle_seconds: float = Field(default=0.5, ge=0, description="how long a file must stay unchanged before it is taken")
    patience_seconds: float = Field(default=10, ge=0, description="how long a file that does not look whole is waited for")
    reconcile_seconds: float = Field(default=30, gt=0, description="how often the inbox is listed and compared with the ledger")

    workers: int = Field(default=os.cpu_count() or 1, ge=1, description="child processes that read and parse")
    parse_seconds: float = Field(default=120, gt=0, description="wall clock for reading and parsing one file, more for many pages")
    cpu_seconds: int = Field(default=20, ge=1, description="processor time for reading and parsing one file, 2 s more a page")
    memory_mb: int = Field(default=2048, ge=256, description="address space of a child process")
    max_file_mb: int = Field(default=256, ge=1, description="larger files go to quarantine unread")
    max_attempts: int = Field(default=3, ge=1, description="times a file may take its worker with it before it goes to quarantine")

    batch_max: int = Field(default=250, ge=1, description="documents in one flow run")
    batch_seconds: float = Field(
        default=5, gt=0, description="a flow run takes no more documents after this time; a back-file's after six times as much"
    )
    lease_seconds: float = Field(default=60, gt=0, description="how long a drainer may hold a document without a sign of life")
    poll_seconds: float = Field(default=1, gt=0, description="how often the ledger is asked for work when nothing wakes the drainer")

    prefect: bool = Field(default=True, description="start Prefect's server and show the runs in its UI")
    prefect_api_url: str = Field(default="", description="API of a Prefect server that runs already; empty means one of our own")
    prefect_port: int = Field(default=0, ge=0, le=65535, description="port of Prefect's server; 0 is 4200, or any other if that is taken")
    prefect_seconds: float = Field(default=0.5, gt=0, description="a server that does not answer within this time is done without")
    notify_url: str = Field(default="", description="web address that is told of quarantine, a silent watcher, dead runs; empty is none")
    metrics_port: int = Field(default=0, ge=0, le=65535, description="port of the counts for Prometheus on this machine; 0 is none")
    reprocess_cron: str = Field(default="0 3 * * *", description="when documents of older parsers are read again")
    verify_cron: str = Field(default="0 5 * * *", description="when everything that is kept is checked")

    @property
    def database(self) -> str:
        """Return the SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.data / 'kuaibao.db'}"

    @property
    def prefect_home(self) -> Path:
        """Return the folder of Prefect's own database and profile."""
        return self.data / "prefect"

    @property
    def lock_file(self) -> Path:
        """Return the file that is locked while `kuaibao up` runs on this data folder."""
        return self.data / "up.lock"

    def make_folders(self) -> None:
        """Make the folders of inbox and data where they are missing; NoFolder where that is not possible."""
        for name, folder in (("data", self.data), ("inbox", self.inbox)):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise NoFolder(f"the {name} folder {folder} cannot be made: {error.strerror}") from error

    def environment(self) -> dict[str, str]:
        """Return these settings as variables, for a child process that is to have the same."""
        return {f"KUAIBAO_{name.upper()}": str(value) for name, value in self}

    def digest(self) -> str:
        """Return one hex digest over the settings that a result may depend on: not folders, addresses, passwords or pace."""
        return hashlib.sha256(self.model_dump_json(include=_MATTERS).encode()).hexdigest()[:16]


def load(**options: object) -> Settings:
    """Return the settings with a command's options over them; an option that is None was not given."""
    return Settings(**{name: value for name, value in options.items() if value is not None})  # type: ignore[arg-type]
