"""The ledger's table in Prefect: new when something has changed, and not more often than once a minute."""

import pytest
from sqlalchemy import Engine

from flows import standing
from flows.standing import SECONDS, Standing
from storage import ledger
from tests.sample import NOW, claimed, ingest


def test_a_table_is_shown_when_something_has_changed_and_a_minute_is_over(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[list[dict[str, str]]] = []
    keys = set()

    def create(key: str, table: list[dict[str, str]], description: str) -> None:
        shown.append(table)
        keys.add((key, bool(description)))

    monkeypatch.setattr(standing, "create", create)
    time = [0.0]
    page = Standing(engine, "here.Example_1", lambda: time[0])
    assert page.publish()
    time[0] = SECONDS
    assert not page.publish(), "nothing has changed"
    ingest(engine, "a")
    ledger.see(engine, "inbox/late", b"late", 1, 9, NOW, missed_by_watcher=True)
    ledger.quarantine(engine, claimed(engine, "bad"), "empty", "nothing in it", NOW)
    assert page.publish()
    ingest(engine, "b")
    time[0] += SECONDS - 1
    assert not page.publish(), "too soon"
    last = {row["what"]: row["number"] for row in shown[-1]}
    assert (last["files ingested"], last["in quarantine: empty"]) == ("1", "1")
    assert last["files that the watcher missed and a listing found"] == "1"
    assert len(shown) == 2
    assert keys == {("ledger-here-example-1", True)}
