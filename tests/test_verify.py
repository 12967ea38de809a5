"""Checking what is kept: all is well until something is damaged, and then it is named, with the documents and facts that it touches."""

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text, update
from typer.testing import CliRunner

from flows.cli import app
from flows.exits import Exit
from storage import corrections, ledger
from storage.corrections import Person
from storage.database import migrate, open_database, writing
from storage.prepared import prepare
from storage.tables import APPEND_ONLY, CurrentRevision, Delivery, DocumentRow, Fact, ReadingRow, Revision
from storage.vault import Vault
from storage.verify import Problem, checks
from storage.writer import persist
from tests.older import parsed, sample
from tests.sample import NOW, claimed, run


@dataclass
class Kept:
    """A database and a vault with one document, and what checking them finds."""

    engine: Engine
    vault: Vault
    sha256: str
    document_id: str

    def problems(self) -> list[Problem]:
        return [problem for check in checks(self.engine, self.vault, NOW + timedelta(days=1)) for problem in check.run() if problem]

    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems()]

    def change(self, *statements: object) -> None:
        """Change what is stored behind everybody's back."""
        with writing(self.engine) as session:
            for statement in statements:
                session.execute(statement)  # type: ignore[call-overload]


@pytest.fixture
def kept(engine: Engine, tmp_path: Path) -> Kept:
    data = sample()
    (tmp_path / "source").write_bytes(data)
    vault = Vault(tmp_path / "vault")
    put = vault.put(tmp_path / "source")
    delivery_id = ledger.see(engine, "inbox/a", b"a.txt", 1, 2, NOW)
    ledger.claim(engine, delivery_id, put.sha256, put.size, NOW)
    ledger.removed(engine, [delivery_id], NOW)
    ledger.lease(engine, "me", 1, NOW, 60)
    reading, documents = parsed(data)
    done = persist(engine, delivery_id, "me", run(), prepare(reading, documents))
    _drop_triggers(engine)
    return Kept(engine, vault, put.sha256, done.document_ids[0])


def _drop_triggers(engine: Engine) -> None:
    """Let the test change what is stored; nothing else may."""
    endings = ("_no_update", "_no_delete") if engine.dialect.name == "sqlite" else ("_append_only",)
    with engine.begin() as connection:
        for table in APPEND_ONLY:
            for ending in endings:
                on = "" if engine.dialect.name == "sqlite" else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER {table}{ending}{on}"))


def test_all_is_well(kept: Kept) -> None:
    assert kept.problems() == []
    assert {check.name: check.total for check in checks(kept.engine, kept.vault, NOW)} == {
        "database": 1,
        "sources": 1,
        "vault": 1,
        "ledger": 1,
        "facts": 1,
    }
    for check in checks(kept.engine, kept.vault, NOW):
        assert sum(1 for _ in check.run()) >= 1


def test_a_corrected_document_is_well(kept: Kept) -> None:
    person = Person("王明", "misprint", NOW)
    corrections.correct(kept.engine, kept.document_id, "title", "好标题", person)
    corrections.correct(kept.engine, kept.document_id, "indicators[0].value", "5", person)
    assert kept.problems() == []


def test_silent_damage_is_found_and_names_the_facts_that_it_touches(kept: Kept) -> None:
    stored = kept.vault.path_of(kept.sha256)
    stored.chmod(0o600)
    stored.write_bytes(b"\0" + stored.read_bytes()[1:])
    (problem,) = kept.problems()
    assert (problem.code, problem.sha256) == ("source_damaged", kept.sha256)
    assert problem.affected[0].document_id == kept.document_id
    assert ("title", "凝心聚力 务实重干 王楼镇高质量打造宜居宜业美丽乡村") in [(named.path, named.value) for named in problem.affected]
    stored.unlink()
    assert kept.codes() == ["source_missing"]


def test_bytes_that_nobody_claims_are_found_once_they_cannot_be_on_their_way(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "lost").write_bytes(b"lost")
    lost = kept.vault.path_of(kept.vault.put(tmp_path / "lost").sha256)
    fresh = (NOW + timedelta(hours=23, minutes=30)).timestamp()
    os.utime(lost, (fresh, fresh))
    assert kept.codes() == []
    os.utime(lost, (NOW.timestamp(), NOW.timestamp()))
    (problem,) = kept.problems()
    assert (problem.code, problem.sha256) == ("object_unclaimed", hashlib.sha256(b"lost").hexdigest())


@pytest.mark.parametrize(
    ("values", "where", "path"),
    [
        ({"value": "别的"}, Fact.path == "title", "title"),
        ({"spans": [[0, 2]]}, Fact.path == "title", "title"),
        ({"spans": [[0, 999999]]}, Fact.path == "indicators[0]", "indicators[0]"),
        ({"path": "nowhere"}, Fact.path == "title", "title"),
    ],
)
def test_a_fact_that_is_no_longer_what_its_characters_say_is_named(kept: Kept, values: dict[str, object], where: object, path: str) -> None:
    kept.change(update(Fact).where(where).values(values))  # type: ignore[arg-type]
    (problem,) = kept.problems()
    assert problem.code == "fact_unresolved"
    assert path in [named.path for named in problem.affected]


def test_a_reading_that_changed_has_lost_its_facts(kept: Kept) -> None:
    kept.change(text("UPDATE readings SET text = replace(text, '王楼镇', '李楼镇')"))
    assert kept.codes() == ["reading_changed", "fact_unresolved"]


def test_a_text_that_its_characters_do_not_give_is_found_though_document_and_facts_agree(kept: Kept) -> None:
    kept.change(
        text("UPDATE revisions SET json = replace(json, '凝心聚力 务实重干', '凝心聚力 务实苦干')"),
        text("UPDATE facts SET value = replace(value, '凝心聚力 务实重干', '凝心聚力 务实苦干')"),
    )
    (problem,) = kept.problems()
    assert [named.path for named in problem.affected if named.path] == ["title"]


def test_a_hole_in_the_partition_is_found(kept: Kept) -> None:
    kept.change(
        text('UPDATE revisions SET json = replace(json, \'"kind":"title","spans":[[53,79]]\', \'"kind":"title","spans":[[53,78]]\')')
    )
    assert kept.codes() == ["partition_broken"]


def test_a_document_that_cannot_be_read_is_one_problem(kept: Kept) -> None:
    kept.change(update(Revision).values(json="{"))
    assert kept.codes() == ["document_broken"]


def test_a_delivery_without_a_document_is_found(kept: Kept) -> None:
    kept.change(
        delete(CurrentRevision),
        delete(Fact),
        text("DELETE FROM findings"),
        text("DELETE FROM comparable_figures"),
        text("DELETE FROM bands"),
        text("DELETE FROM fingerprints"),
        delete(Revision),
        delete(DocumentRow),
        delete(ReadingRow),
    )
    assert kept.codes() == ["delivery_without_document"]


def test_a_source_that_no_delivery_stands_for_is_found(kept: Kept) -> None:
    kept.change(update(Delivery).values(state="duplicate"))
    assert kept.codes() == ["source_without_delivery"]


def test_a_pointer_to_another_documents_revision_is_found(kept: Kept) -> None:
    other = DocumentRow(document_id="other", source_sha256=kept.sha256, position=9, run_id=1)
    with writing(kept.engine) as session:
        session.add(other)
        session.flush()
        session.execute(update(CurrentRevision).values(document_id="other"))
    (problem,) = kept.problems()
    assert (problem.code, problem.affected[0].document_id) == ("pointer_broken", "other")


def test_a_quarantined_and_a_waiting_delivery_are_well(kept: Kept, tmp_path: Path) -> None:
    for content in ("one", "two"):
        (tmp_path / content).write_text(content)
        kept.vault.put(tmp_path / content)
        claimed(kept.engine, content)
    ledger.lease(kept.engine, "me", 1, NOW, 60)
    assert kept.problems() == []


def test_the_command_says_so_and_its_status_too(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(sample())
    data = ["--data", str(tmp_path / "data")]
    assert CliRunner().invoke(app, ["ingest", str(source), *data]).exit_code == Exit.DONE
    sound = CliRunner().invoke(app, ["verify", *data])
    assert (sound.exit_code, sound.stdout) == (Exit.DONE, "1 source hashed, 1 revision held against their readings: all is well\n")
    stored = Vault(tmp_path / "data" / "vault").path_of(hashlib.sha256(sample()).hexdigest())
    stored.chmod(0o600)
    stored.write_bytes(b"damaged")
    broken = CliRunner().invoke(app, ["verify", *data])
    assert broken.exit_code == Exit.FAILED
    assert "source_damaged" in broken.stdout
    assert "touches 5f7635df0e8a4dfc-0" in broken.stdout
    found = json.loads(CliRunner().invoke(app, ["verify", "--json", *data]).stdout)
    assert (found["sound"], [problem["code"] for problem in found["problems"]]) == (False, ["source_damaged"])
    assert found["checked"]["sources"] == 1


def test_what_the_database_itself_says_is_a_problem(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/a.db")
    migrate(engine)
    with closing(sqlite3.connect(tmp_path / "a.db")) as careless, careless:  # which does not look after foreign keys
        careless.execute("INSERT INTO documents VALUES ('d', 'nowhere', 0, 7)")
    codes = {problem.code for check in checks(engine, Vault(tmp_path / "vault"), NOW)[:1] for problem in check.run() if problem}
    assert codes == {"database_damaged"}
    engine.dispose()
