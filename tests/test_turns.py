"""Documents that are written in the same instant are linked as if one had come after the other."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine

from storage import queries, writer
from storage.runs import add_runs
from storage.writer import Persisted
from tests.eventually import eventually
from tests.sample import ingest, read
from tests.test_duplicates import ARTICLE, come
from tests.test_numbers import waiting

# SQLite has one writer
pytestmark = [pytest.mark.parametrize("dialect", [pytest.param("postgresql", marks=pytest.mark.postgres)])]


def both(engine: Engine, monkeypatch: pytest.MonkeyPatch, first: Any, second: Any) -> list[tuple[str, int, int]]:
    """Write the second while the first is written and not committed; return the links of the two."""
    with ThreadPoolExecutor(1) as threads:
        later: list[Future[Any]] = []

        def meanwhile(*given: Any) -> Sequence[int]:
            ids = add_runs(*given)
            if not later:
                later.append(threads.submit(second))
                eventually(lambda: later[0].done() or waiting(engine))
            return ids

        monkeypatch.setattr(writer, "add_runs", meanwhile)
        ids = [_id(first()), _id(later[0].result())]
    return [(link.kind, ids.index(link.document_id), ids.index(link.earlier_id)) for link in queries.links(engine, ids[0])]


def _id(done: Persisted | str) -> str:
    return done if isinstance(done, str) else done.document_ids[0]


def test_the_same_text_from_other_bytes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = read(read().text.replace("一、", "\r\n一、"))
    found = both(engine, monkeypatch, lambda: ingest(engine, "x"), lambda: ingest(engine, "y", wrapped))
    assert found == [("reissue", 1, 0)]


def test_nearly_the_same_words(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = ARTICLE.replace("4800万元", "5200万元")
    found = both(engine, monkeypatch, lambda: come(engine, "a"), lambda: come(engine, "b", changed))
    assert found == [("near_duplicate", 1, 0)]
