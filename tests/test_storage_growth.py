"""What is done for every document looks nothing up by reading a whole table, so that the ten-thousandth costs what the first did."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage import ledger
from storage.database import open_database
from storage.told import mark_reported
from tests.sample import LATER, NOW, again, document, ingest, read, sha


@pytest.fixture
def asked(sqlite_template: Any, tmp_path: Any) -> Iterator[tuple[Engine, list[tuple[str, Any]]]]:
    """A database of one's own, and every statement that it is given with its values."""
    path = tmp_path / "kuaibao.db"
    path.write_bytes(sqlite_template.read_bytes())
    engine = open_database(f"sqlite:///{path}")
    statements: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        statements.append((statement, values[0] if isinstance(values, list) else values))

    yield engine, statements
    engine.dispose()


def scans(engine: Engine, statements: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The steps of these statements that read all of a table or index, or all of it up to some value."""
    looked_up = [each for each in statements if each[0].startswith(("SELECT", "UPDATE", "DELETE"))]
    with engine.connect() as connection:
        plans = [(sql, connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()) for sql, values in looked_up]
    return [(step[3], sql) for sql, plan in plans for step in plan if _reads_all(step[3])]


def _reads_all(step: str) -> bool:
    return step.startswith("SCAN") or (step.startswith("SEARCH") and "=?" not in step)


def test_nothing_done_for_each_document_reads_a_whole_table(asked: tuple[Engine, list[tuple[str, Any]]]) -> None:
    engine, statements = asked
    numbered = {"issue_number": 3, "issue_date": "2025-03-01"}
    for content in ("one", "two"):
        reading = read(f"{read().text}{content}说的是另外一件事。\n")
        ingest(engine, content, reading, document(sha(content), reading).model_copy(update=numbered))
    ingest(engine, "the same text again", read(f"{read().text}two说的是另外一件事。\n"))
    again(engine, "one", document(sha("one"), read(), parser_version="2"))
    ledger.give_up(engine, 3, LATER)
    ledger.renew(engine, [1], "me", NOW, 60)
    ledger.release(engine, [1], "me")
    mark_reported(engine, [1], None, LATER + timedelta(seconds=1))
    told = {sql.split()[0] for sql, _ in statements}
    assert {"SELECT", "UPDATE", "INSERT"} <= told
    assert scans(engine, statements) == []


def test_a_statement_that_reads_a_whole_table_is_seen(asked: tuple[Engine, list[tuple[str, Any]]]) -> None:
    engine, _ = asked
    assert scans(engine, [("SELECT id FROM runs WHERE host = ?", ("here",))])
