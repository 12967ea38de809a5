"""Persisting: everything or nothing, nothing twice, nothing by a worker that lost its lease."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError

from parsers.reading import Part, Place, Reading, Role, Span
from storage import ledger, queries
from storage.database import reading as reading_session
from storage.errors import LeaseLost
from storage.prepared import prepare
from storage.readings import as_reading
from storage.tables import Fact, FindingRow, Link, ReadingRow, Revision, Row, Run
from storage.told import mark_reported, runs_unreported
from storage.writer import NotPersisted, Persisted, Work, persist, persist_many
from tests.sample import LATER, NOW, again, claimed, document, found, ingest, read, run, sha


def rows(engine: Engine, *tables: type[Row]) -> list[int]:
    with reading_session(engine) as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def state(engine: Engine, delivery_id: int) -> str:
    return queries.deliveries(engine, [delivery_id])[0].state


def test_a_document_is_stored_with_its_run_reading_facts_and_findings(engine: Engine) -> None:
    done = ingest(engine, "x")
    assert done == Persisted(done.delivery_id, (f"{sha('x')[:16]}-0",), 1, already_there=False)
    assert state(engine, done.delivery_id) == "ingested"
    content = queries.document(engine, done.document_ids[0])
    times = {"started_at": NOW.isoformat(), "finished_at": NOW.isoformat(), "flow_run_id": "flow-1", "task_run_id": "task-1"}
    provenance = content["provenance"] | times | {"software": {"kuaibao": "0.1.0", "python": "3.11"}}
    assert content == document(sha("x"), read()).to_json_dict() | {"provenance": provenance}
    [(_, made_by)] = queries.revisions(engine, done.document_ids[0])
    assert (made_by.source_sha256, made_by.reader, made_by.reader_version) == (sha("x"), "text", "1")
    assert (made_by.host, made_by.settings_digest, made_by.software) == ("here", "s" * 8, {"python": "3.11"})


def test_the_same_revision_again_adds_nothing_but_the_run(engine: Engine) -> None:
    ingest(engine, "x")
    before = rows(engine, Revision, Fact, FindingRow, ReadingRow, Link)
    same = again(engine, "x", document(sha("x"), read()))
    assert (same.revisions_added, same.already_there) == (0, True)
    assert rows(engine, Revision, Fact, FindingRow, ReadingRow, Link) == before
    assert state(engine, same.delivery_id) == "ingested"


def test_an_answer_lost_on_its_way_can_be_asked_for_again(engine: Engine) -> None:
    done = ingest(engine, "x")
    repeated = persist(engine, done.delivery_id, "me", run(), prepare(read(), [document(sha("x"), read())]))
    assert (repeated.document_ids, repeated.already_there) == (done.document_ids, True)
    assert rows(engine, Run, Revision) == [1, 1]


def test_a_new_version_adds_a_revision_and_keeps_the_old_one(engine: Engine) -> None:
    [document_id] = ingest(engine, "x").document_ids
    title = found(read(), "一、加强领导")
    assert again(engine, "x", document(sha("x"), read(), parser_version="2", title=title)).revisions_added == 1
    assert [(r.number, r.parser_version) for r, _ in queries.revisions(engine, document_id)] == [(1, "1"), (2, "2")]
    assert queries.document(engine, document_id)["title"]["text"] == "一、加强领导"
    assert queries.document(engine, document_id, revision=1)["title"]["text"] == "盛源科技项目获专项资金"


def test_going_back_to_an_older_version_moves_the_pointer_only(engine: Engine) -> None:
    [document_id] = ingest(engine, "x").document_ids
    again(engine, "x", document(sha("x"), read(), parser_version="2"))
    assert again(engine, "x", document(sha("x"), read())).revisions_added == 0
    assert [listed.revision for listed in queries.list_documents(engine)] == [1]
    assert len(queries.revisions(engine, document_id)) == 2


def test_a_document_that_its_source_no_longer_yields_is_kept_but_not_current(engine: Engine) -> None:
    two = [document(sha("x"), read(), position) for position in (0, 1)]
    ids = ingest(engine, "x", read(), *two).document_ids
    again(engine, "x", document(sha("x"), read(), parser_version="2"))
    assert [listed.document_id for listed in queries.list_documents(engine)] == [ids[0]]
    assert queries.document(engine, ids[1], revision=1)["document_id"] == ids[1]


def test_a_worker_whose_lease_expired_cannot_commit(engine: Engine) -> None:
    delivery_id = claimed(engine, "x")
    [leased] = ledger.lease(engine, "me", 1, NOW, 60)
    documents = [document(sha("x"), read())]
    with pytest.raises(LeaseLost):
        persist(engine, delivery_id, "me", run(LATER), prepare(read(), documents))
    ledger.lease(engine, "you", 1, LATER, 60)
    with pytest.raises(LeaseLost):
        persist(engine, delivery_id, "me", run(NOW), prepare(read(), documents))
    with pytest.raises(LeaseLost):
        persist(engine, delivery_id, "you", run(LATER), prepare(read(), documents), token=leased.token)
    assert (rows(engine, Run, Revision, Fact), state(engine, delivery_id)) == ([0, 0, 0], "claimed")


def test_documents_of_other_bytes_are_refused(engine: Engine) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    with pytest.raises(ValueError, match="not from its bytes"):
        persist(engine, delivery_id, "me", run(), prepare(read(), [document(sha("y"), read())]))


@pytest.mark.parametrize("table", ["runs", "readings", "documents", "revisions", "facts", "findings", "current_revisions", "UPDATE"])
def test_a_failure_anywhere_leaves_nothing_behind(engine: Engine, table: str) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    event.listen(engine, "before_cursor_execute", fail := _failing_at(table))
    with pytest.raises(OperationalError):
        persist(engine, delivery_id, "me", run(), prepare(read(), [document(sha("x"), read())]))
    event.remove(engine, "before_cursor_execute", fail)
    assert rows(engine, Run, ReadingRow, Revision, Fact, FindingRow) == [0] * 5
    persist(engine, delivery_id, "me", run(), prepare(read(), [document(sha("x"), read())]))
    assert state(engine, delivery_id) == "ingested"


def _failing_at(table: str) -> Callable[..., None]:
    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith((f"INSERT INTO {table} ", f"{table} deliveries")):
            raise OperationalError(statement, None, Exception("the disk is full"))

    return fail


KILLED = """
import os, sys
from sqlalchemy import event
from storage import ledger
from storage.database import open_database
from tests.sample import *
engine = open_database(sys.argv[1])
@event.listens_for(engine, "commit")
def die(_):
    os.kill(os.getpid(), 9)
from storage.prepared import prepare
from storage.writer import persist
persist(engine, int(sys.argv[2]), "me", run(), prepare(read(), [document(sha("x"), read())]))
"""


def test_a_worker_killed_before_its_commit_leaves_nothing_behind(engine: Engine, database_url: str) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    result = subprocess.run([sys.executable, "-c", KILLED, database_url, str(delivery_id)], check=False)
    assert result.returncode == -9
    assert (rows(engine, Run, Revision, Fact), state(engine, delivery_id)) == ([0, 0, 0], "claimed")
    ledger.lease(engine, "you", 1, LATER, 60)
    assert persist(engine, delivery_id, "you", run(LATER), prepare(read(), [document(sha("x"), read())])).revisions_added == 1


def test_in_a_batch_one_that_fails_takes_nothing_with_it(engine: Engine) -> None:
    ids = [claimed(engine, content) for content in "abc"]
    ledger.lease(engine, "me", 3, NOW, 60)
    works = [Work(i, "me", run(), prepare(read(), [document(sha(c), read())])) for i, c in zip(ids, "abc", strict=True)]
    works[1] = Work(ids[1], "somebody else", run(), works[1].prepared)
    first, second, third = persist_many(engine, works)
    assert isinstance(first, Persisted)
    assert isinstance(third, Persisted)
    assert isinstance(second, NotPersisted)
    assert isinstance(second.error, LeaseLost)
    assert [state(engine, i) for i in ids] == ["ingested", "claimed", "ingested"]
    assert rows(engine, Run, Revision) == [2, 2]


@pytest.mark.parametrize("taken", ["id", "place"])
def test_in_a_batch_documents_that_contradict_what_is_stored_take_nothing_with_them(engine: Engine, taken: str) -> None:
    [other_id] = ingest(engine, "a").document_ids
    ingest(engine, "b")
    ids = [delivery.id for content in "ab" for delivery in queries.deliveries_of(engine, sha(content))]
    ledger.reprocess(engine, ids, NOW)
    ledger.lease(engine, "me", 2, NOW, 60)
    broken = document(sha("b"), read(), document_id=other_id if taken == "id" else "b-0")
    refused, fine = persist_many(engine, [Work(ids[1], "me", run(), prepare(read(), [broken])), again_work(ids[0], "a")])
    assert isinstance(refused, NotPersisted)
    assert isinstance(fine, Persisted)
    assert [state(engine, i) for i in ids] == ["ingested", "claimed"]


def test_in_a_batch_an_error_of_any_kind_takes_nothing_with_it(engine: Engine) -> None:
    ids = [claimed(engine, content) for content in "abc"]
    ledger.lease(engine, "me", 3, NOW, 60)
    works = [Work(i, "me", run(), prepare(read(), [document(sha(c), read())])) for i, c in zip(ids, "abc", strict=True)]

    def overflow(_connection: object, _cursor: object, _statement: str, parameters: object, *_: object) -> None:
        if sha("b") in repr(parameters):
            raise OverflowError("Python int too large to convert to SQLite INTEGER")

    event.listen(engine, "before_cursor_execute", overflow)
    first, second, third = persist_many(engine, works)
    assert isinstance(first, Persisted)
    assert isinstance(third, Persisted)
    assert isinstance(second, NotPersisted)
    assert isinstance(second.error, OverflowError)


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 99999999999999999999])
def test_an_issue_number_out_of_range_harms_no_document(engine: Engine, number: int) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    persist(engine, delivery_id, "me", run(), prepare(read(), [document(sha("x"), read(), issue_number=number)]))
    [listed] = queries.list_documents(engine)
    assert listed.issue_number == (number if number < 2**31 else None)


def again_work(delivery_id: int, content: str) -> Work:
    return Work(delivery_id, "me", run(), prepare(read(), [document(sha(content), read(), parser_version="2")]))


def test_a_reading_comes_back_exactly(engine: Engine) -> None:
    text = "盛源科技项目获专项资金\n加强领导\n王明到现场调研。\x00😀"
    places = tuple(None if char == "\n" else Place(1, 0.1 * n, 1 / 3, 0.1 * n + 9, 12.0) for n, char in enumerate(text))
    roles, parts = (Role(Span(0, 11), "heading", 1),), (Part(Span(0, 16), 0.5), Part(Span(17, len(text))))
    scores = tuple(None if char == "\n" else 1 / (n + 1) for n, char in enumerate(text))
    paged = Reading(text, "image/png", "ocr", "1", (), places, (), {"encoding": "utf-8"}, roles, parts, scores)
    ingest(engine, "x", paged)
    with reading_session(engine) as session:
        assert as_reading(session.scalars(select(ReadingRow)).one()) == paged


def test_runs_that_prefect_does_not_show_are_told_of_later_once(engine: Engine) -> None:
    ingest(engine, "x")
    bad = claimed(engine, "y")
    ledger.lease(engine, "me", 1, NOW, 60)
    ledger.quarantine(engine, bad, "parser_crashed", "look at it", NOW, "me", run=run())
    shown = claimed(engine, "z")
    ledger.lease(engine, "me", 1, NOW, 60)
    persist(engine, shown, "me", run(reported=True), prepare(read(), [document(sha("z"), read())]))
    unreported = runs_unreported(engine)
    assert [(r.outcome, r.code, delivery.sha256) for r, delivery in unreported] == [
        ("ingested", None, sha("x")),
        ("quarantined", "parser_crashed", sha("y")),
    ]
    ids = [r.id for r, _ in unreported]
    mark_reported(engine, ids[:1], "flow-2", NOW)
    mark_reported(engine, ids, "flow-3", NOW)
    assert runs_unreported(engine) == []


def test_facts_are_rows_with_path_value_and_spans(engine: Engine) -> None:
    ingest(engine, "x")
    with reading_session(engine) as session:
        facts = {fact.path: (fact.kind, fact.value, fact.spans) for fact in session.scalars(select(Fact))}
    assert facts == {
        "title": ("title", "盛源科技项目获专项资金", [[0, 11]]),
        "sections[0].heading": ("sections", "加强领导", [[14, 18]]),
        "sections[0].paragraphs[0]": ("sections", "到现场调研。", [[25, 32]]),
        "people[0]": ("people", "王明", [[23, 25]]),
    }
