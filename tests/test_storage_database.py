"""Migrations, column types, and what the database itself refuses."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Timer

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, QueuePool, delete, insert, inspect, select, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError, DataError, StatementError

from storage import database, ledger
from storage.columns import ExactText, Unsigned64
from storage.corrections import Person, correct
from storage.database import TransientStorageError, migrate, open_database, reading, writing
from storage.promote import promote
from storage.tables import APPEND_ONLY, Delivery, Row, Transition
from storage.told import Report, runs_unreported
from tests.sample import NOW, ingest

MIGRATE = "import sys; from storage.database import *; migrate(open_database(sys.argv[1]))"


def test_the_models_say_what_the_migrations_make(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Row.metadata) == []


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    assert set(Row.metadata.tables) < set(inspect(engine).get_table_names())


def test_processes_that_migrate_at_once_all_succeed(empty_database_url: str) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", MIGRATE, empty_database_url], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, errors
    engine = open_database(empty_database_url)
    assert set(Row.metadata.tables) < set(inspect(engine).get_table_names())
    engine.dispose()


def test_a_new_database_that_another_process_prepares_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # as it does before it switches to write-ahead: SQLite then says "locked" without waiting
        Timer(0.2, other.execute, ["ROLLBACK"]).start()
        engine = open_database(f"sqlite:///{path}")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        engine.dispose()


def test_a_database_that_can_never_be_prepared_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "sleep", pytest.fail)
    engine = open_database(f"sqlite:///file:{tmp_path}/other.db?mode=ro&uri=true")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (a)").connection.close()
    with pytest.raises(DatabaseError, match="readonly"):
        engine.connect()
    engine.dispose()


def test_runs_of_an_older_database_are_told_of_where_nobody_was(engine: Engine) -> None:
    for content in ("told", "untold"):
        ingest(engine, content)
    told, untold = [run for run, _ in runs_unreported(engine)]
    with engine.begin() as connection:  # as it was before runs that are to be told of had a table of their own
        connection.exec_driver_sql("DROP TABLE untold_runs")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0009'")
        connection.execute(insert(Report).values(run_id=told.id, flow_run_id="f", reported_at=NOW))
    migrate(engine)
    assert [run.id for run, _ in runs_unreported(engine)] == [untold.id]


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_can_be_neither_changed_nor_removed(engine: Engine, table: str) -> None:
    ingest(engine, "a")
    (document_id,) = ingest(engine, "b").document_ids  # the same text again: a link
    person = Person("王明", "misprint", NOW)
    correct(engine, document_id, "issue_date", "2025-01-31", person)
    promote(engine, "bulletin", "0", person, installed="0")
    columns = Row.metadata.tables[table]
    for statement in (update(columns).values({next(iter(columns.primary_key)).name: 99}), delete(columns)):
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(statement)


def test_a_time_comes_back_in_utc_and_a_naive_one_is_refused(engine: Engine) -> None:
    beijing = datetime(2025, 3, 1, 16, 30, tzinfo=timezone(timedelta(hours=8)))
    delivery_id = ledger.see(engine, "inbox/a", b"a", 1, 2, beijing)
    with reading(engine) as session:
        seen = session.scalars(select(Delivery.seen_at)).one()
    assert (seen, seen.tzinfo) == (NOW, UTC)
    with pytest.raises(StatementError, match="without its zone"):
        ledger.removed(engine, [delivery_id], NOW.replace(tzinfo=None))


def test_any_text_comes_back_from_the_database(engine: Engine) -> None:
    why = "NUL \x00, half a pair \ud83d, the escape \U0010ffff itself \U0010ffff0; and 快报 😀\r\n"
    delivery_id = ledger.see(engine, f"inbox/{why}", why.encode("utf-8", "surrogatepass"), 1, 2, NOW)
    ledger.withdraw(engine, delivery_id, NOW, why)
    assert ledger.history(engine, delivery_id)[-1].why == why


@given(st.text(st.characters(codec=None)))
def test_escaping_text_is_exact_and_leaves_nothing_unstorable(value: str) -> None:
    column, dialect = ExactText(), sqlite.dialect()
    stored = column.process_bind_param(value, dialect)
    assert stored is not None
    assert column.process_result_value(stored, dialect) == value
    assert "\x00" not in stored
    stored.encode("utf-8")


@given(st.integers(0, 2**64 - 1))
def test_inode_numbers_of_64_bits_fit(value: int) -> None:
    column, dialect = Unsigned64(), sqlite.dialect()
    stored = column.process_bind_param(value, dialect)
    assert stored is not None
    assert -(2**63) <= stored < 2**63
    assert column.process_result_value(stored, dialect) == value


def test_an_error_rolls_everything_back(engine: Engine) -> None:
    def half_done() -> None:
        with writing(engine) as session:
            session.add(Transition(delivery_id=delivery_id, from_state=None, to_state="seen", at=NOW, why="half done"))
            session.flush()
            raise KeyError("the process fails here")

    delivery_id = ledger.see(engine, "inbox/a", b"a", 1, 2, NOW)
    with pytest.raises(KeyError):
        half_done()
    assert [transition.why for transition in ledger.history(engine, delivery_id)] == ["seen in the inbox"]


@pytest.mark.postgres
@pytest.mark.parametrize("dialect", ["postgresql"])
def test_a_database_that_is_read_only_for_a_while_is_to_be_asked_again(engine: Engine) -> None:
    standby = engine.execution_options(postgresql_readonly=True)
    with pytest.raises(TransientStorageError, match="read-only"), writing(standby) as session:
        session.execute(delete(Report))


@pytest.mark.postgres
@pytest.mark.parametrize("dialect", ["postgresql"])
def test_what_is_past_the_limits_of_the_database_is_not_asked_again(engine: Engine) -> None:
    with pytest.raises(DataError), writing(engine) as session:
        session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'row is too big' USING ERRCODE = '54000'; END $$"))


def test_where_all_connections_are_lent_out_it_is_to_be_asked_again(engine: Engine) -> None:
    engine.pool = QueuePool(engine.pool._creator, pool_size=1, max_overflow=0, timeout=0.01, dialect=engine.dialect)
    with engine.connect(), pytest.raises(TransientStorageError), reading(engine) as session:
        session.execute(select(1))


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    delivery_id = ledger.see(engine, "inbox/a", b"a", 1, 2, NOW)
    with writing(engine) as session:
        session.add(Transition(delivery_id=delivery_id, from_state=None, to_state="seen", at=NOW, why="not committed yet"))
        session.flush()
        assert len(ledger.history(engine, delivery_id)) == 1


def test_threads_that_write_take_turns_instead_of_failing_or_sleeping(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: ledger.see(engine, f"inbox/{n}", b"a", 1, n, NOW), range(64)))
    assert sorted(ids) == sorted(set(ids))
    assert ledger.counts(engine, NOW).states["seen"] == 64
