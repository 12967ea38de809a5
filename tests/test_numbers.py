"""One revision of a document has one number, however many add one at the same time."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine

from storage import corrections, queries, writer
from storage.corrections import Person
from storage.database import migrate
from storage.revisions import add_revision
from tests.eventually import eventually
from tests.sample import NOW, again, document, ingest, read, sha

WANG = Person("王明", "misprint", NOW)
# SQLite has one writer
pytestmark = [pytest.mark.parametrize("dialect", [pytest.param("postgresql", marks=pytest.mark.postgres)])]


def test_a_correction_while_a_newer_parser_is_written_has_a_number_of_its_own(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = ingest(engine, "a").document_ids[0]
    with ThreadPoolExecutor(1) as threads:
        persons: list[Future[corrections.Corrected]] = []

        def meanwhile(*given: Any) -> int:
            revision_id = add_revision(*given)
            persons.append(threads.submit(corrections.correct, engine, document_id, "title", "甲", WANG))
            eventually(lambda: persons[0].done() or waiting(engine))
            return revision_id

        monkeypatch.setattr(writer, "add_revision", meanwhile)
        again(engine, "a", document(sha("a"), read(), parser_version="2"))
    assert persons[0].exception() is None
    numbers = sorted(row.number for row, _ in queries.revisions(engine, document_id))
    assert numbers == [*range(1, len(numbers) + 1)]
    assert queries.document(engine, document_id)["title"]["text"] == "甲"


def waiting(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar())


def test_an_older_database_that_gave_two_revisions_one_number_has_them_counted_anew(engine: Engine) -> None:
    document_id = ingest(engine, "a").document_ids[0]
    for version in ("2", "3"):
        again(engine, "a", document(sha("a"), read(), parser_version=version))
    with engine.begin() as connection:  # as it was before the database itself refused that
        connection.exec_driver_sql("DROP INDEX revisions_numbered")
        connection.exec_driver_sql("ALTER TABLE revisions DISABLE TRIGGER revisions_append_only")
        connection.exec_driver_sql("UPDATE revisions SET number = 2 WHERE number = 3")
        connection.exec_driver_sql("ALTER TABLE revisions ENABLE TRIGGER revisions_append_only")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0010'")
    migrate(engine)
    assert sorted((row.number, row.parser_version) for row, _ in queries.revisions(engine, document_id)) == [(1, "1"), (2, "2"), (3, "3")]
