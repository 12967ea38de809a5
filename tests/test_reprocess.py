"""Reading again: nothing new adds nothing; a newer parser adds a revision and says what is different."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from flows import reprocess
from flows.backfile import door
from flows.claim import intake
from flows.drain import Drainer
from flows.settings import load
from flows.system import System
from storage import queries
from storage.changes import FactChange
from storage.database import writing
from storage.tables import Fact, Revision

BULLETIN = "001_cb7469b198ac22b7.txt"


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with System(load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", workers=1)) as opened:
        path = tmp_path / BULLETIN
        path.write_bytes((files("seeds") / "documents" / BULLETIN).read_bytes())
        intake(path, door(opened))
        Drainer(opened).step()
        yield opened


def test_nothing_new_adds_nothing(system: System) -> None:
    assert reprocess.outdated(system) == []
    assert reprocess.run(system, lambda: False) == []
    assert [document.revision for document in queries.list_documents(system.engine)] == [1]


def test_what_an_older_parser_made_is_read_again_and_compared(system: System) -> None:
    gone = _as_if_made_by_an_older_parser(system)
    (change,) = reprocess.run(system, lambda: False)
    assert (change.older, change.newer) == (1, 2)
    assert change.added == (gone,)
    assert change.removed == ()
    assert reprocess.told([change]) == "1 document has a new revision: 1 fact added, 0 removed"
    assert reprocess.row(change)["revisions"] == "1 → 2"
    assert len(queries.revisions(system.engine, change.document_id)) == 2


def _as_if_made_by_an_older_parser(system: System) -> FactChange:
    """Give the revision another version, and one fact less than the installed parser finds."""
    with writing(system.engine) as session:
        _drop_triggers(session)
        fact = session.scalars(select(Fact).where(Fact.kind == "publication")).one()
        session.execute(update(Revision).values(parser_version="0"))
        session.execute(delete(Fact).where(Fact.path == fact.path, Fact.revision_id == fact.revision_id))
        return FactChange(fact.kind, fact.value, str(fact.spans))


def _drop_triggers(session: Session) -> None:
    """Let the test change what is stored; nothing else may."""
    for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        session.execute(text(f'DROP TRIGGER "{name}"'))


def test_other_vocabularies_make_a_document_outdated(system: System) -> None:
    with writing(system.engine) as session:
        _drop_triggers(session)
        session.execute(update(Revision).values(vocabularies="older"))
    assert len(reprocess.outdated(system)) == 1
