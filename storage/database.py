"""Opening and migrating the database: SQLite (WAL) or PostgreSQL by URL, the same code above."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session

from storage.inserts import WAITING, insert_waiting

if TYPE_CHECKING:
    import psycopg

# The database is busy, full, gone, restarting or read-only for a while: nothing was committed, trying again later is right.
TransientStorageError = OperationalError
_READ_ONLY = "25006"
_TOO_BIG = "54"  # the class of what is past the program's limits

BUSY_SECONDS = 30
# Who vanishes without a word (the network is cut, the power fails) is given up within 25 s: a worker waits no longer for an answer,
# and the server no longer keeps the rows locked that a lost worker was writing to.
_NOTICES_SILENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
_LETS_GO = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000"
# any fixed number: processes that migrate the same PostgreSQL database queue up behind it
_MIGRATION_LOCK = 5_297_153


def open_database(url: str) -> Engine:
    """Return an engine for `sqlite:///path` or `postgresql://…` (psycopg 3); it connects when first used."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=_NOTICES_SILENCE)
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "handle_error", _told_apart)
    return engine


def _told_apart(context: ExceptionContext) -> Exception | None:
    """Return the error as what it is to us: whether to ask again later does not always go by the name that the driver gives it."""
    state = getattr(context.original_exception, "sqlstate", None) or ""
    if state != _READ_ONLY and not state.startswith(_TOO_BIG):
        return None
    kind = OperationalError if state == _READ_ONLY else DataError
    return kind(context.statement, context.parameters, context.original_exception)


def _prepare_postgresql(connection: "psycopg.Connection[Any]", _record: Any) -> None:
    with connection.cursor() as cursor:  # in words, since poolers between do not take them as options
        cursor.execute(_LETS_GO)
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not guessed by the driver
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=FULL")  # a commit is on the disk, also when the power fails
    connection.execute("PRAGMA foreign_keys=ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    # Who finds another process switching a new database gets "locked" at once, whatever the busy time: ask again until it has switched.
    deadline = monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that starts as a reader and then writes fails at once when another one wrote meanwhile: take the lock first.
    reads = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Give a session whose one transaction commits at the end and rolls back on any error; its rows stay readable afterwards."""
    with _asked(), _turn(engine), Session(engine, expire_on_commit=False, info={WAITING: {}}) as session, session.begin():
        yield session
        insert_waiting(session)


@contextmanager
def _asked() -> Iterator[None]:
    try:
        yield
    except NoConnection as error:  # all of them are lent out: as transient as a busy database
        raise OperationalError("waiting for a connection", None, error) from error


# SQLite has one writer at a time and lets the others sleep and try again; threads of one process queue up here instead.
_turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


def _turn(engine: Engine) -> AbstractContextManager[object]:
    return _turns.setdefault(engine, Lock()) if engine.dialect.name == "sqlite" else nullcontext()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Give a session that sees one consistent state and never waits for a writer."""
    with _asked(), Session(engine.execution_options(reads_only=True), expire_on_commit=False) as session:
        yield session


def clock_apart(engine: Engine, now: datetime) -> float:
    """Return by how many seconds the clock of this machine, which says `now`, is ahead of the database's; 0 for a database of this machine.

    Leases are reckoned by the clocks of those who work: they must agree.
    """
    if engine.dialect.name == "sqlite":
        return 0.0
    with engine.connect() as connection:
        there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return (now - there).total_seconds()


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version in one transaction; several processes may do it at once."""
    from alembic import command  # noqa: PLC0415  questions are asked without it, and its import is half of theirs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
