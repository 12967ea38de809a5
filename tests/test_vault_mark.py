"""A vault on a share that is not mounted: nothing goes to quarantine, nothing is put under the mount point, and work goes on by itself."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from flows.backfile import door
from flows.batch import PLAIN, leased
from flows.borrowed import Borrowed, source_of
from flows.claim import Taken, intake
from flows.drain import Drainer
from flows.job import Job
from flows.settings import load
from flows.system import System, now
from flows.together import together
from flows.vaultfolder import trouble
from flows.verify import checks_of
from storage import backup, queries
from storage.errors import VaultDamaged, VaultRefused, VaultUnreachable
from storage.vault import MARK, Vault
from tests.eventually import eventually
from tests.older import BULLETIN, sample


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    settings = load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", vault=str(tmp_path / "share"), workers=1)
    with System(settings) as opened:
        yield opened


def drop(system: System, name: str = BULLETIN, data: bytes | None = None) -> Path:
    path = system.settings.inbox / name
    path.write_bytes(sample() if data is None else data)
    return path


def unmount(tmp_path: Path) -> Path:
    """Leave an empty folder where the share was."""
    share = tmp_path / "share"
    share.rename(tmp_path / "elsewhere")
    share.mkdir()
    return share


def mount(tmp_path: Path) -> None:
    (tmp_path / "share").rmdir()  # nothing was put in it
    (tmp_path / "elsewhere").rename(tmp_path / "share")


def worked(system: System) -> None:
    drainer = Drainer(system)
    assert drainer.step()
    eventually(lambda: drainer.idle)


def test_claimed_deliveries_wait_and_new_files_stay(system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.job.STORAGE_WAITS", (0.0, 0.0))
    intake(drop(system), door(system), remove=True)
    unmount(tmp_path)
    worked(system)
    (delivery,) = queries.deliveries(system.engine, [1])
    assert (delivery.state, delivery.attempts) == ("claimed", 0)
    late = drop(system, "late.txt", "延津政务快报".encode())
    with pytest.raises(VaultRefused, match="is it mounted"):
        intake(late, door(system), remove=True)
    assert late.exists()
    assert "is it mounted" in (trouble(system.settings, system.engine) or "")
    with pytest.raises(VaultRefused):
        [found for check in checks_of(system.engine, system.settings, now()) for found in check.run()]
    mount(tmp_path)
    assert trouble(system.settings, system.engine) is None
    worked(system)
    assert [document.doc_type for document in queries.list_documents(system.engine)] == ["bulletin"]
    assert isinstance(intake(late, door(system), remove=True), Taken)


@pytest.mark.parametrize("work", [PLAIN.document, lambda job: together([job])], ids=["alone", "as one of several"])
def test_a_share_that_goes_away_while_a_child_reads_blames_no_document(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Job], object]
) -> None:
    monkeypatch.setattr("flows.job.STORAGE_WAITS", (0.0, 0.0))
    intake(drop(system), door(system), remove=True)
    (job,) = leased(system, 1)
    unmount(tmp_path)
    monkeypatch.setattr(system.vault, "_ours", lambda: None)  # it was there when the path was lent
    work(job)
    (delivery,) = queries.deliveries(system.engine, [1])
    assert (delivery.state, delivery.attempts) == ("claimed", 0)


def test_a_vault_of_before_there_were_marks_is_known_by_what_is_in_it(system: System, tmp_path: Path) -> None:
    intake(drop(system), door(system), remove=True)
    (tmp_path / "share" / MARK).unlink()
    with system.engine.begin() as connection:
        connection.execute(text("DELETE FROM vault_marks"))
    unmount(tmp_path)
    with System(system.settings) as other, pytest.raises(VaultRefused, match="mounted"):
        other.vault.put(drop(system, "late.txt", b"late"))
    mount(tmp_path)
    with System(system.settings) as other:
        other.vault.put(system.settings.inbox / "late.txt")
    assert (tmp_path / "share" / MARK).is_file()


@pytest.mark.parametrize("marked", [False, True])
def test_what_was_restored_elsewhere_has_a_mark_of_its_own(system: System, tmp_path: Path, marked: bool) -> None:
    intake(drop(system), door(system), remove=True)
    list(backup.back_up(Path(system.engine.url.database or ""), system.vault, tmp_path / "copy"))
    settings = load(inbox=tmp_path / "inbox", data=tmp_path / "restored", database_url="", vault="", workers=1)
    if marked:  # the folder was the vault of another database
        (settings.data / "vault").mkdir(parents=True)
        (settings.data / "vault" / MARK).write_text("another")
    list(backup.restore(tmp_path / "copy", settings.data / backup.DATABASE, Vault(settings.data / "vault")))
    with System(settings) as other:
        other.vault.put(drop(system, "late.txt", b"late"))
        assert [found for check in checks_of(other.engine, settings, now())[:1] for found in check.run() if found] == []


def test_only_a_file_missing_from_a_vault_that_is_there_is_damage(tmp_path: Path) -> None:
    work = Borrowed(tmp_path / "none", "0" * 64, "a.txt", tmp_path / MARK)
    with pytest.raises(VaultUnreachable):
        source_of(work)
    (tmp_path / MARK).write_text("id")
    with pytest.raises(VaultDamaged):
        source_of(work)


def test_an_object_that_alone_cannot_be_read_is_tried_so_often_and_no_more(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.job.STORAGE_WAITS", (0.0, 0.0))
    taken = intake(drop(system), door(system), remove=True)
    assert isinstance(taken, Taken)
    assert isinstance(system.vault, Vault)
    path = system.vault.path_of(hashlib.sha256(sample()).hexdigest())
    path.unlink()
    path.mkdir()  # standing for a bad sector: it is there, and is not read
    for _ in range(system.settings.max_attempts):
        worked(system)
    (delivery,) = queries.deliveries(system.engine, [1])
    assert (delivery.state, delivery.code) == ("quarantined", "vault_damaged")
    assert str(path) in (delivery.message or "")


def test_nothing_is_said_of_an_object_where_the_mark_cannot_be_read_either(tmp_path: Path) -> None:
    (tmp_path / MARK).mkdir()
    with pytest.raises(VaultUnreachable):
        source_of(Borrowed(tmp_path, "0" * 64, "a.txt", tmp_path / MARK))
