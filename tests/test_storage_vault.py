"""The vault: whole or not there."""

import hashlib
import os
from pathlib import Path

import pytest

from storage import vault as module
from storage.errors import SourceChanged, VaultDamaged
from storage.vault import Vault, VaultObject

DATA = "延津政务快报".encode()
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "快报.txt"
    path.write_bytes(DATA)
    return path


def objects(vault: Vault) -> list[str]:
    return sorted(str(path.relative_to(vault.root)) for path in vault.root.rglob("*") if path.is_file())


def test_a_file_put_in_stands_under_its_digest(vault: Vault, file: Path) -> None:
    assert vault.put(file) == VaultObject(SHA, len(DATA))
    assert objects(vault) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}"]
    assert (vault.read(SHA), vault.contains(SHA)) == (DATA, True)
    assert file.read_bytes() == DATA


def test_what_others_leave_in_its_folders_is_no_object(vault: Vault, file: Path) -> None:
    vault.put(file)
    folder = vault.path_of(SHA).parent
    for stray in (folder / ".nfs0000000001", folder / ".DS_Store", folder / ("0" * 64), folder.parent / "00"):
        stray.write_bytes(b"")
    assert list(vault.digests()) == [SHA]


def test_putting_again_changes_nothing(vault: Vault, file: Path) -> None:
    vault.put(file)
    before = vault.path_of(SHA).stat()
    vault.put(file, SHA)
    after = vault.path_of(SHA).stat()  # its bytes are read, so the time of access may change
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (before.st_ino, before.st_mtime_ns, before.st_ctime_ns)


def test_a_damaged_object_is_replaced_by_a_good_copy(vault: Vault, file: Path) -> None:
    vault.put(file)
    damage(vault)
    assert list(vault.damaged()) == [SHA]
    vault.put(file)
    assert list(vault.damaged()) == []


def test_reading_says_when_an_object_is_damaged_or_missing(vault: Vault, file: Path) -> None:
    with pytest.raises(VaultDamaged, match="not in the vault"):
        vault.read(SHA)
    vault.put(file)
    damage(vault)
    with pytest.raises(VaultDamaged, match="have changed"):
        vault.read(SHA)


def damage(vault: Vault) -> None:
    vault.path_of(SHA).chmod(0o644)
    vault.path_of(SHA).write_bytes(b"damaged")


def test_a_file_that_is_no_longer_the_one_hashed_is_refused(vault: Vault, file: Path) -> None:
    file.write_bytes(b"other")
    with pytest.raises(SourceChanged):
        vault.put(file, SHA)
    assert objects(vault) == []


def test_a_copy_that_reads_back_differently_is_not_kept(vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "digest_of", lambda _path: "0" * 64)
    with pytest.raises(OSError, match="reads back differently"):
        vault.put(file)
    assert objects(vault) == []


def test_a_full_disk_leaves_nothing_visible(vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        vault.put(file)
    assert objects(vault) == []


def test_everything_is_on_the_disk_before_it_is_said(vault: Vault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(Path(f"/proc/self/fd/{descriptor}").readlink()))
    vault.put(file)
    target = vault.path_of(SHA)
    assert synced[0].parent == vault.root / "incoming"
    assert synced[1:] == [vault.root, target.parent.parent, target.parent]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_regular_file_is_refused_without_waiting(vault: Vault, file: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "link":
        path.symlink_to(file)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
        vault.put(path)
    assert objects(vault) == []


def test_copies_left_by_dead_writers_are_swept(vault: Vault) -> None:
    stale, fresh = vault.root / "incoming" / "stale", vault.root / "incoming" / "fresh"
    for path, touched in ((stale, 100), (fresh, 300)):
        path.write_bytes(b"half")
        os.utime(path, (touched, touched))
    assert vault.sweep(before=200) == 1
    assert objects(vault) == ["incoming/fresh"]


def test_a_copy_whose_writer_ends_during_the_sweep_is_passed_over(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = vault.incoming / "gone"
    monkeypatch.setattr(type(vault.incoming), "iterdir", lambda _: iter([gone]))
    assert vault.sweep(before=200) == 0
