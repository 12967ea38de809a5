"""Databases for the tests: SQLite always; PostgreSQL in a throw-away cluster where its binaries are, skipped by name where not."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError

from storage.database import migrate, open_database

TEMPLATE = "migrated"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database of one's own."""
    if dialect == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "kuaibao.db")
        yield f"sqlite:///{tmp_path}/kuaibao.db"
    else:
        yield from _postgres_database(request.getfixturevalue("postgres_template"), f"TEMPLATE {TEMPLATE}")


@pytest.fixture
def empty_database_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a table."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
    else:
        yield from _postgres_database(request.getfixturevalue("postgres_server"), "")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database, opened."""
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    opened = open_database(f"sqlite:///{path}")
    migrate(opened)
    opened.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a cluster that listens on a socket of its own and ends with the session."""
    binaries = _postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's binaries (initdb, postgres) are not on this machine: install postgresql to run this test")
    folder = Path(tempfile.mkdtemp(prefix="kb-pg-", dir="/tmp"))  # the path of a socket must be short
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    if user:
        shutil.chown(folder, user)
    initdb: list[str | Path] = [
        binaries / "initdb",
        "-D",
        folder / "data",
        "-U",
        "kuaibao",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    subprocess.run(initdb, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    settings = (f"unix_socket_directories={folder}", "listen_addresses=", "fsync=off", "max_connections=100")
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data", *(f"-c{setting}" for setting in settings)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, user=user, cwd=folder, stderr=log) as server:
        yield _answering(f"postgresql://kuaibao@/postgres?host={folder}", server, folder / "log")
        server.send_signal(signal.SIGINT)
    shutil.rmtree(folder)


def _postgres_binaries() -> Path | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if shutil.which("pg_config"):
        places.insert(0, Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip()))
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _answering(url: str, server: subprocess.Popen[bytes], log: Path) -> str:
    engine = open_database(url)
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        else:
            engine.dispose()
            return url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The server, with a migrated database to copy from."""
    _execute(postgres_server, f"CREATE DATABASE {TEMPLATE}")
    migrated = open_database(_named(postgres_server, TEMPLATE))
    migrate(migrated)
    migrated.dispose()
    return postgres_server


def _postgres_database(server: str, options: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name} {options}")
    yield _named(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _named(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _execute(server: str, statement: str) -> None:
    engine = open_database(server).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what the parsers say now as what is expected")
