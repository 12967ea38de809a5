"""kill -9 between every two steps, and at any moment: after a restart everything is there, and nothing twice."""

import itertools
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.database import migrate, open_database
from storage.vault import Vault
from tests.faults.driver import COMMIT, STEPS
from tests.sample import sha

FILES = {"a.txt": "范县 第一期", "范县/b.txt": "范县 第一期", "范县/c.txt": "延津 第二期"}
SIDES = ("before", "after")
Perform = Callable[..., int]


@pytest.fixture(scope="module")
def perform() -> Iterator[Perform]:
    """Do the work on a folder in a new process; one program is asked, so that its imports are paid once."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.driver"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as driver:
        # Each restart comes so late that the leases of the dead have run out and their half-written copies are old.
        hours = itertools.count(0, 2)

        def ask(folder: Path, kill: tuple[str, str, int] | None = None, after_ms: int | None = None) -> int:
            assert driver.stdin
            assert driver.stdout
            driver.stdin.write(json.dumps({"folder": str(folder), "hours": next(hours), "kill": kill, "after_ms": after_ms}) + "\n")
            driver.stdin.flush()
            return int(driver.stdout.readline())

        yield ask


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "inbox").mkdir()
    (folder / "data").mkdir()
    engine = open_database(f"sqlite:///{folder}/data/kuaibao.db")
    migrate(engine)
    engine.dispose()
    return folder


def filled(empty: Path, folder: Path) -> Path:
    shutil.copytree(empty, folder, dirs_exist_ok=True)
    for name, content in FILES.items():
        path = folder / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    return folder


@pytest.fixture(scope="module")
def undisturbed(empty: Path, tmp_path_factory: pytest.TempPathFactory, perform: Perform) -> dict[str, Any]:
    """What is known after a run that nobody killed."""
    folder = filled(empty, tmp_path_factory.mktemp("undisturbed"))
    assert perform(folder) == 0
    return known(folder)


QUERIES = {
    "states": "SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state",
    "open": "SELECT id FROM deliveries WHERE removed_at IS NULL",
    "ingested": "SELECT count(*) FROM transitions WHERE to_state = 'ingested'",
    "documents": "SELECT document_id, source_sha256, position FROM documents ORDER BY document_id",
    "current": "SELECT document_id, number FROM current_revisions JOIN revisions USING (document_id) ORDER BY document_id",
    "revisions": "SELECT document_id, number, parser, parser_version, title FROM revisions ORDER BY document_id, number",
    "texts": "SELECT text FROM readings ORDER BY text",
    "facts": "SELECT path, value, spans FROM facts ORDER BY path, value",
    "findings": "SELECT code, message FROM findings",
}


def known(folder: Path, *contents: str) -> dict[str, Any]:
    """Everything that must not depend on how often the work was interrupted."""
    with closing(sqlite3.connect(folder / "data" / "kuaibao.db")) as database:
        found: dict[str, Any] = {name: database.execute(query).fetchall() for name, query in QUERIES.items()}
    vault = Vault(folder / "data" / "vault")
    found["vault"] = sorted(vault.read(sha(content)).decode() for content in contents or set(FILES.values()))
    found["damaged"] = list(vault.damaged())
    found["unfinished copies"] = [path.name for path in (folder / "data" / "vault" / "incoming").iterdir()]
    found["inbox"] = [path.name for path in (folder / "inbox").rglob("*") if not path.is_dir()]
    return found


def test_undisturbed(undisturbed: dict[str, Any]) -> None:
    assert undisturbed["inbox"] == undisturbed["damaged"] == undisturbed["unfinished copies"] == undisturbed["open"] == []
    assert undisturbed["states"] == [("duplicate", 1), ("ingested", 2)]
    assert undisturbed["ingested"] == [(2,)]
    assert [len(undisturbed[name]) for name in ("documents", "current", "revisions", "texts", "findings")] == [2] * 5
    assert undisturbed["vault"] == sorted(set(FILES.values()))
    assert len(undisturbed["facts"]) > 4


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", STEPS)
def test_killed_at_a_step(name: str, side: str, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:
    folder = filled(empty, tmp_path)
    assert perform(folder, (name, side, 1)) == -9, "the step is never taken"
    assert perform(folder) == 0
    assert known(folder) == undisturbed


@pytest.mark.parametrize("number", range(1, 8))
def test_killed_at_a_commit(number: int, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:
    folder = filled(empty, tmp_path)
    assert perform(folder, (COMMIT, "before", number)) == -9
    assert perform(folder) == 0
    assert known(folder) == undisturbed


@pytest.mark.parametrize("seed", range(2))
def test_killed_again_and_again(seed: int, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:
    folder, chance = filled(empty, tmp_path), random.Random(seed)
    for _ in range(4):
        assert perform(folder, (chance.choice(list(STEPS)), chance.choice(SIDES), chance.randint(1, 2))) in (-9, 0)
    assert perform(folder) == 0
    assert known(folder) == undisturbed


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment(seed: int, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:
    folder, chance = filled(empty, tmp_path), random.Random(seed)
    for _ in range(3):
        assert perform(folder, after_ms=chance.randint(5, 120)) in (-9, 0)
    assert perform(folder) == 0
    assert known(folder) == undisturbed


def test_a_file_that_takes_every_process_with_it_ends_in_quarantine(empty: Path, tmp_path: Path, perform: Perform) -> None:
    folder = Path(shutil.copytree(empty, tmp_path, dirs_exist_ok=True))
    (folder / "inbox" / "poison.txt").write_text("范县")
    for _ in range(3):
        assert perform(folder, ("parsed", "before", 1)) == -9
    assert perform(folder, ("parsed", "before", 1)) == 0, "it is not tried again"
    found = known(folder, "范县")
    assert found["states"] == [("quarantined", 1)]
    assert found["vault"] == ["范县"], "its bytes are kept"
    (folder / "inbox" / "good.txt").write_text("延津")
    assert perform(folder) == 0
    assert known(folder, "延津")["states"] == [("ingested", 1), ("quarantined", 1)]
