"""A copy that is made while documents come in is whole, and what is restored from it verifies."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows import lock
from flows.backfile import door
from flows.claim import intake
from flows.cli import app
from flows.drain import Drainer
from flows.exits import Exit
from flows.settings import load
from flows.system import System, now
from storage import queries
from storage.backup import DATABASE, NoBackup, back_up, restore
from storage.database import open_database
from storage.errors import VaultRefused
from storage.vault import Vault
from storage.verify import Problem, checks
from tests.older import older, sample, taken_in


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with System(load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", workers=1)) as opened:
        yield opened


def copied(system: System, target: Path) -> list[str]:
    """Back the system up; return what could not be copied."""
    return [str(error) for error in back_up(system.settings.data / DATABASE, system.vault, target) if error]


def brought_back(backup: Path, data: Path) -> tuple[list[str], list[Problem]]:
    """Restore a backup; return the names of its documents and what is wrong with them."""
    assert list(filter(None, restore(backup, data / DATABASE, Vault(data / "vault")))) == []
    engine = open_database(f"sqlite:///{data / DATABASE}")
    names = [document.name for document in queries.list_documents(engine)]
    problems = [problem for check in checks(engine, Vault(data / "vault"), now()) for problem in check.run() if problem]
    engine.dispose()
    return sorted(names), problems


def take(system: System, name: str) -> None:
    taken_in(system, sample() + f"\n{name}\n".encode(), older, name)


@pytest.mark.parametrize("target", ["copy", "copy.tar"])
def test_what_comes_in_after_the_database_was_copied_is_in_neither_part(system: System, tmp_path: Path, target: str) -> None:
    take(system, "a.txt")
    take(system, "b.txt")
    copying = back_up(system.settings.data / DATABASE, system.vault, tmp_path / target)
    next(copying)
    take(system, "c.txt")
    assert list(copying) == [None]
    assert brought_back(tmp_path / target, tmp_path / "restored") == (["a.txt", "b.txt"], [])


def test_copies_made_while_documents_come_in_are_whole(system: System, tmp_path: Path) -> None:
    working = threading.Thread(target=Drainer(system).run)
    working.start()
    try:
        for n in range(12):
            path = system.settings.inbox / f"{n:02}.txt"
            path.write_bytes(sample() + f"\n{n}\n".encode())
            intake(path, door(system))
            if n % 4 == 3:
                assert copied(system, tmp_path / f"copy {n}") == []
    finally:
        system.stop()
        working.join()
    for n in (3, 7, 11):
        names, problems = brought_back(tmp_path / f"copy {n}", tmp_path / f"restored {n}")
        assert problems == []
        assert set(names) <= {f"{m:02}.txt" for m in range(n + 1)}


def test_an_earlier_copy_is_brought_up_to_date_and_mended(system: System, tmp_path: Path) -> None:
    take(system, "a.txt")
    assert copied(system, tmp_path / "copy") == []
    (first,) = Vault(tmp_path / "copy" / "vault").objects()
    first.chmod(0o600)
    first.write_bytes(b"damaged")
    take(system, "b.txt")
    assert copied(system, tmp_path / "copy") == []
    assert brought_back(tmp_path / "copy", tmp_path / "restored") == (["a.txt", "b.txt"], [])


@pytest.mark.parametrize("target", ["copy", "copy.tar"])
def test_damaged_bytes_are_named_and_do_not_come_into_a_copy(system: System, tmp_path: Path, target: str) -> None:
    take(system, "a.txt")
    take(system, "b.txt")
    damaged = Path(system.vault.where(next(system.vault.digests())))
    damaged.chmod(0o600)
    damaged.write_bytes(b"damaged")
    (said,) = copied(system, tmp_path / target)
    assert damaged.name in said
    done = list(restore(tmp_path / target, tmp_path / "restored" / DATABASE, Vault(tmp_path / "restored" / "vault")))
    assert [damaged.name in str(each) for each in done if each] == [True]


def test_a_damaged_copy_is_not_brought_back(system: System, tmp_path: Path) -> None:
    take(system, "a.txt")
    copied(system, tmp_path / "copy")
    (held,) = Vault(tmp_path / "copy" / "vault").objects()
    held.chmod(0o600)
    held.write_bytes(b"damaged")
    (error,) = restore(tmp_path / "copy", tmp_path / "restored" / DATABASE, Vault(tmp_path / "restored" / "vault"))
    assert held.name in str(error)


def test_a_copy_that_breaks_off_leaves_the_earlier_one(system: System, tmp_path: Path) -> None:
    take(system, "a.txt")
    copied(system, tmp_path / "copy")
    take(system, "b.txt")
    copying = back_up(system.settings.data / DATABASE, system.vault, tmp_path / "copy")
    next(copying)
    assert brought_back(tmp_path / "copy", tmp_path / "restored") == (["a.txt"], [])


@pytest.mark.parametrize("content", [b"", b"no archive", b"\0" * 2048])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tar").write_bytes(content)
    (tmp_path / "empty").mkdir()
    for backup in ("a.tar", "empty", "nowhere"):
        with pytest.raises(NoBackup, match="is no backup"):
            list(restore(tmp_path / backup, tmp_path / "restored" / DATABASE, Vault(tmp_path / "restored" / "vault")))
    assert not (tmp_path / "restored" / DATABASE).exists()


@pytest.mark.parametrize("target", ["copy", "copy.tar"])
def test_what_a_removed_database_left_is_not_replayed_over_the_restored_one(system: System, tmp_path: Path, target: str) -> None:
    take(system, "a.txt")
    copied(system, tmp_path / target)
    take(system, "b.txt")
    killed = tmp_path / "killed"
    shutil.copytree(system.settings.data, killed)  # as kill -9 leaves it
    assert (killed / f"{DATABASE}-wal").stat().st_size > 0
    (killed / DATABASE).unlink()
    with pytest.raises(NoBackup, match=r"kuaibao\.db-wal"):
        list(restore(tmp_path / target, killed / DATABASE, Vault(killed / "vault")))
    assert not (killed / DATABASE).exists()


def test_the_folder_a_system_works_on_is_no_backup(system: System, tmp_path: Path) -> None:
    take(system, "a.txt")
    with pytest.raises(NoBackup, match="kuaibao backup"):
        list(restore(system.settings.data, tmp_path / "restored" / DATABASE, Vault(tmp_path / "restored" / "vault")))


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_database_that_is_none_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / DATABASE).write_bytes(content)
    done = command("restore", tmp_path / "copy", data=tmp_path / "restored")
    assert (done.exit_code, "is no backup" in done.stderr) == (Exit.USAGE, True)
    assert not (tmp_path / "restored" / DATABASE).exists()


@pytest.mark.parametrize("target", ["copy", "copy.tar"])
def test_what_is_told_as_done_is_on_the_disk(system: System, tmp_path: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take(system, "a.txt")
    synced: list[str] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    copied(system, tmp_path / target)
    assert synced[-2:] == [str(tmp_path / part) for part in {"copy": ("copy/kuaibao.db.part", "copy")}.get(target, ("copy.tar.part", ""))]
    brought_back(tmp_path / target, tmp_path / "restored")
    named = synced.index(str(tmp_path / "restored" / f"{DATABASE}.restoring"))
    assert synced[named + 1] == str(tmp_path / "restored")


def command(*arguments: object, data: Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--data", str(data)])


def test_the_commands(system: System, tmp_path: Path) -> None:
    take(system, "a.txt")
    done = command("backup", tmp_path / "copy", data=system.settings.data)
    assert (done.exit_code, done.stdout) == (Exit.DONE, f"{tmp_path / 'copy'}: the database, and 1 source\n")
    restored = tmp_path / "restored"
    assert command("restore", tmp_path / "copy", data=restored).exit_code == Exit.DONE
    assert command("verify", data=restored).exit_code == Exit.DONE
    again = command("restore", tmp_path / "copy", data=restored)
    assert (again.exit_code, "already" in again.stderr) == (Exit.USAGE, True)
    with lock.held(tmp_path / "other" / "up.lock", "process 1"):
        assert command("restore", tmp_path / "copy", data=tmp_path / "other").exit_code == Exit.RUNNING


def test_a_folder_that_is_not_the_vault_is_not_copied(system: System, tmp_path: Path) -> None:
    take(system, "a.txt")
    share = system.settings.data / "vault"
    share.rename(tmp_path / "elsewhere")
    share.mkdir()
    result = command("backup", tmp_path / "copy", data=system.settings.data)
    assert isinstance(result.exception, VaultRefused), result.output
    assert not (tmp_path / "copy" / DATABASE).exists()
    assert list(share.iterdir()) == [], "nothing is made under the mount point"


def test_a_server_is_backed_up_with_its_own_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUAIBAO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    done = command("backup", tmp_path / "copy", data=tmp_path / "data")
    assert (done.exit_code, "pg_dump" in done.stderr) == (Exit.USAGE, True)
