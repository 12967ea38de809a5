"""Random actions of users and of fate, against a small model of what must be true: nothing lost, nothing twice, no evidence broken.

KUAIBAO_SOAK=200 runs that many sequences instead of the few that always run.
"""

import json
import os
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from parsers.cleaning import clean
from storage.exact import unescaped
from storage.vault import Vault
from tests.faults.driver import STEPS
from tests.faults.test_kill import Perform, empty, perform  # noqa: F401  fixtures
from tests.sample import sha

RUNS = int(os.environ.get("KUAIBAO_SOAK", "8"))
ROUNDS = 5
NAMES = ("a.txt", "b.txt", "范县/c.txt", "范县/深/d.txt")


class Users:
    """People who drop, rename, overwrite and take away files; and what the system owes them for it.

    `owed` says for each path the bytes that were last put there by somebody who then left them alone; once they are gone from the
    inbox without our doing, they are in `must`. `written` is all that was ever whole: nothing else may turn up.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.inbox, self.chance = folder, folder / "inbox", chance
        self.owed: dict[Path, str] = {}
        self.must: set[str] = set()
        self.written: set[str] = set()
        self.did: list[str] = []

    def act(self) -> None:
        action: Callable[[], None] = self.chance.choice(
            (self.drop, self.drop, self.drop, self.write, self.rename, self.take, self.tree, self.swap)
        )
        self.did.append(action.__name__)
        action()

    def _content(self) -> str:
        # few of them, so that the same bytes come again under other names
        content = f"范县 第{self.chance.randint(1, 12)}期"
        self.written.add(content)
        return content

    def _path(self) -> Path:
        path = self.inbox / self.chance.choice(NAMES)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _put(self, path: Path, content: str) -> None:
        self._gone(path)
        self.owed[path] = content

    def _gone(self, path: Path) -> None:
        """What is no longer at its path was taken in, unless we take it away now: then nobody owes us anything."""
        content = self.owed.pop(path, None)
        if content and not os.path.lexists(path):
            self.must.add(content)

    def drop(self) -> None:
        path, content = self._path(), self._content()
        part = self.folder / "part"
        part.write_text(content)
        self._put(path, content)
        part.replace(path)

    def write(self) -> None:
        path, content = self._path(), self._content()
        self._put(path, content)
        path.write_text(content)

    def rename(self) -> None:
        path, target = self._path(), self._path()
        content = self.owed.get(path)
        if content is None or path == target:
            return
        self._gone(target)
        try:
            path.rename(target)
        except FileNotFoundError:
            return
        del self.owed[path]
        self.owed[target] = content

    def take(self) -> None:
        path = self._path()
        self._gone(path)
        path.unlink(missing_ok=True)

    def tree(self) -> None:
        made = self.folder / "tree"
        (made / "in").mkdir(parents=True)
        target = self.inbox / f"tree-{len(self.did)}"
        for name in ("a.txt", "in/b.txt"):
            content = self._content()
            (made / name).write_text(content)
            self.owed[target / name] = content
        made.rename(target)

    def swap(self) -> None:
        """Take the inbox away and put another one, with what was in it, in its place."""
        away = self.folder / "away"
        self.inbox.rename(away)
        self.inbox.mkdir()
        for path in away.iterdir():
            path.rename(self.inbox / path.name)
        shutil.rmtree(away)


def rounds(users: Users, perform: Perform) -> None:  # noqa: F811
    """Have users act before and during the work, which is killed at a step or at any moment."""
    for _ in range(ROUNDS):
        users.act()
        meanwhile = threading.Thread(target=users.act)
        meanwhile.start()
        kill = (users.chance.choice(list(STEPS)), users.chance.choice(("before", "after")), users.chance.randint(1, 3))
        if users.chance.random() < 0.7:
            status = perform(users.folder, kill)
        else:
            status = perform(users.folder, after_ms=users.chance.randint(5, 150))
        assert status in (-9, 0)
        meanwhile.join()
    assert perform(users.folder) == 0
    users.must |= set(users.owed.values())


@pytest.mark.timeout(60 + 30 * RUNS)
@pytest.mark.parametrize("seed", range(RUNS))
def test_nothing_is_lost_repeated_or_broken(seed: int, empty: Path, tmp_path: Path, perform: Perform) -> None:  # noqa: F811
    folder = Path(shutil.copytree(empty, tmp_path, dirs_exist_ok=True))
    users = Users(folder, random.Random(seed))
    rounds(users, perform)
    with closing(sqlite3.connect(folder / "data" / "kuaibao.db")) as database:
        done = [row[0] for row in database.execute("SELECT sha256 FROM deliveries WHERE state = 'ingested'")]
        documents = [row[0] for row in database.execute("SELECT source_sha256 FROM documents")]
        runs = [row[0] for row in database.execute("SELECT source_sha256 FROM runs WHERE outcome = 'ingested'")]
        broken = [fact for fact in facts(database) if not holds(*fact)]
    known = {sha(content): content for content in users.written}
    assert users.must <= {known[sha256] for sha256 in done}, f"lost, after {users.did}"
    assert set(done) <= set(known), "bytes that nobody wrote"
    assert len(done) == len(set(done)), "two deliveries for one source"
    assert sorted(done) == sorted(documents) == sorted(runs), f"repeated, after {users.did}"
    assert broken == []
    vault = Vault(folder / "data" / "vault")
    assert list(vault.damaged()) == []
    assert all(vault.read(sha256).decode() == known[sha256] for sha256 in done)
    assert [path.name for path in (folder / "inbox").rglob("*") if path.is_file()] == []


Evidence = tuple[str, str, str, str]


def facts(database: sqlite3.Connection) -> list[Evidence]:
    query = "SELECT path, value, facts.spans, text FROM facts JOIN revisions ON revisions.id = revision_id JOIN readings ON readings.id = reading_id"
    return database.execute(query).fetchall()


def holds(_path: str, value: str, spans: str, text: str) -> bool:
    """Tell whether a fact's characters stand where it says."""
    said = clean("".join(unescaped(text)[start:end] for start, end in json.loads(spans)))
    return said == unescaped(value)
