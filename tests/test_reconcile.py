"""The inbox against the ledger: what a listing shows, what is gone for good, and removals that a crash interrupted."""

import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

from flows.claim import Taken, intake, see
from flows.reconcile import compare, finish_removal, is_gone, listing
from flows.settle import Look
from storage import ledger
from storage.vault import VaultObject
from tests.entrance import Place, forbid, now
from tests.sample import sha


@pytest.fixture
def dialect() -> str:
    return "sqlite"


@pytest.fixture
def place(tmp_path: Path, engine: Engine) -> Place:
    return Place.below(tmp_path, engine)


def listed(place: Place) -> list[str]:
    found = listing(os.fsencode(place.inbox))
    return sorted(os.path.relpath(os.fsdecode(path), place.inbox) for path in found.files)


def entered(place: Place, path: Path) -> int:
    return see(path, Look.of(path.lstat()), place.door)


def test_a_tree_is_listed_without_temporary_names_and_without_following_links(place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("no")
    for name in ("a.txt", "范县/二月/b.txt", ".git/config", "c.part", "范县/~$d.docx", ".e.txt"):
        place.drop(name)
    (place.inbox / "link").symlink_to(outside)
    (place.inbox / "loop").symlink_to(place.inbox)
    assert listed(place) == ["a.txt", "link", "loop", "范县/二月/b.txt"]


def test_names_that_are_no_text_are_listed(place: Place) -> None:
    path = place.drop("范县".encode("gb18030"))
    assert listing(os.fsencode(place.inbox)).files == [os.fsencode(path)]


def test_what_stands_aside_is_listed_apart(place: Place) -> None:
    path = place.drop(".kuaibao-3-a.txt")
    found = listing(os.fsencode(place.inbox))
    assert (found.files, found.asides) == ([], [os.fsencode(path)])


def test_a_folder_that_may_not_be_listed_stands_for_its_files(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.drop("a.txt")
    place.drop("closed/b.txt")
    forbid(monkeypatch, place.inbox / "closed")
    assert listed(place) == ["a.txt", "closed"]


def test_no_root_is_an_empty_listing(tmp_path: Path) -> None:
    assert listing(os.fsencode(tmp_path / "none")).files == []


def test_vanished_files_are_withdrawn_and_claimed_ones_go_on(place: Place) -> None:
    seen, claimed = place.drop("seen.txt", "1"), place.drop("claimed.txt", "2")
    entered(place, seen)
    place.door.vault.put(claimed)
    ledger.claim(place.door.engine, entered(place, claimed), sha("2"), 1, now())
    stays = entered(place, place.drop("stays.txt", "3"))
    seen.unlink()
    claimed.unlink()
    standing = compare(place.inbox, place.door)
    assert sorted(d.name for d in standing.gone) == [b"claimed.txt", b"seen.txt"]
    assert os.fsencode(place.inbox / "stays.txt") in standing.waiting
    assert place.states() == ["withdrawn", "claimed", "seen"]
    assert [d.id for d in ledger.open_deliveries(place.door.engine)] == [stays]


def test_a_vanished_folder(place: Place) -> None:
    entered(place, place.drop("deep/er/a.txt"))
    shutil.rmtree(place.inbox / "deep")
    compare(place.inbox, place.door)
    assert place.states() == ["withdrawn"]


def test_a_missing_root_withdraws_nothing(place: Place, tmp_path: Path) -> None:
    entered(place, place.drop("a.txt"))
    place.inbox.rename(tmp_path / "elsewhere")
    compare(place.inbox, place.door)
    assert place.states() == ["seen"]
    (tmp_path / "elsewhere").rename(place.inbox)
    compare(place.inbox, place.door)
    assert place.states() == ["seen"]


def test_an_empty_root_on_another_device_withdraws_nothing(place: Place) -> None:
    path = place.drop("a.txt")
    mounted = path.lstat().st_dev + 1
    ledger.see(place.door.engine, path.as_uri(), b"a.txt", mounted, 5, now())
    path.unlink()
    compare(place.inbox, place.door)
    assert place.states() == ["seen"], "nothing is mounted there, the file may well be"


def test_a_path_that_cannot_be_looked_at_is_not_gone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def stale(_: object) -> None:
        raise OSError(116, "Stale file handle")

    path = place.drop("a.txt")
    device = path.lstat().st_dev
    monkeypatch.setattr(os, "lstat", stale)
    assert not is_gone(os.fsencode(path), device, place.inbox)


def test_other_inboxes_are_not_touched(place: Place, tmp_path: Path) -> None:
    neighbour = tmp_path / "inbox-2" / "a.txt"
    neighbour.parent.mkdir()
    neighbour.write_text("x")
    entered(place, neighbour)
    neighbour.unlink()
    assert compare(place.inbox, place.door).gone == []
    assert place.states() == ["seen"]


def claimed_aside(place: Place, content: str, name: str = "a.txt") -> Path:
    """A crash between moving the claimed file aside and removing it; `content` is what stands there."""
    path = place.drop(name, "快报")
    delivery_id = entered(place, path)
    put = place.door.vault.put(path)
    ledger.claim(place.door.engine, delivery_id, put.sha256, put.size, now())
    path.unlink()
    return place.drop(f".kuaibao-{delivery_id}-{name}"[:80], content)


def test_an_interrupted_removal_is_finished(place: Place) -> None:
    aside = claimed_aside(place, "快报")
    assert finish_removal(os.fsencode(aside), place.door)
    assert place.left() == []
    assert place.deliveries()[0].removed_at
    assert place.states() == ["claimed"]


def test_other_bytes_standing_aside_get_their_name_back(place: Place) -> None:
    aside = claimed_aside(place, "第二版")
    assert not finish_removal(os.fsencode(aside), place.door)
    assert (place.inbox / "a.txt").read_text() == "第二版"
    assert isinstance(intake(place.inbox / "a.txt", place.door, remove=True), Taken)
    assert place.states() == ["claimed", "claimed"]


def test_a_name_that_was_cut_to_stand_aside_is_whole_again(place: Place) -> None:
    name = "公" * 80 + ".txt"
    aside = claimed_aside(place, "第二版", name)
    finish_removal(os.fsencode(aside), place.door)
    assert place.left() == [name]


def test_what_stands_aside_for_an_unknown_delivery_is_not_removed(place: Place) -> None:
    place.drop(".kuaibao-99-范县.txt", "who knows")
    place.drop(".kuaibao-strange", "what")
    for aside in listing(os.fsencode(place.inbox)).asides:
        finish_removal(aside, place.door)
    assert place.left() == ["recovered", "范县.txt"]


def test_a_damaged_copy_is_put_again_before_the_file_goes(place: Place) -> None:
    aside = claimed_aside(place, "快报")
    stored = Path(place.door.vault.where(sha("快报")))
    stored.chmod(0o600)
    stored.write_text("lost in a power failure")
    assert finish_removal(os.fsencode(aside), place.door)
    assert place.holds("快报")


def test_what_takes_the_place_of_a_file_on_its_way_out_is_not_lost(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = claimed_aside(place, "快报")
    put = place.door.vault.put

    def overtaken(path: Path, sha256: str | None = None) -> VaultObject:
        done = put(path, sha256)
        place.drop("newer", "第二版").replace(aside)  # another of us, or one who syncs folders, had looked before we did
        return done

    monkeypatch.setattr(place.door.vault, "put", overtaken)
    assert finish_removal(os.fsencode(aside), place.door)
    assert aside.read_text() == "第二版"
    assert place.deliveries()[0].removed_at


def test_what_changes_while_its_removal_is_finished_is_kept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = claimed_aside(place, "快报")
    put = place.door.vault.put

    def written(path: Path, sha256: str | None = None) -> VaultObject:
        path.write_text("第二版")  # by somebody who had it open since before it was moved
        return put(path, sha256)

    monkeypatch.setattr(place.door.vault, "put", written)
    assert not finish_removal(os.fsencode(aside), place.door)
    assert (place.inbox / "a.txt").read_text() == "第二版"
    assert not place.deliveries()[0].removed_at


def test_a_second_crash_leaves_the_name_as_it_was(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.drop(".kuaibao-99-范县.txt", "who knows")
    monkeypatch.setattr("flows.reconcile.put_back", crash)
    for _ in range(2):
        (aside,) = listing(os.fsencode(place.inbox)).asides
        with pytest.raises(OSError, match="crash"):
            finish_removal(aside, place.door)
    monkeypatch.undo()
    (aside,) = listing(os.fsencode(place.inbox)).asides
    finish_removal(aside, place.door)
    assert place.left() == ["范县.txt"]


def crash(*_: object) -> None:
    raise OSError("crash")


def test_what_stands_aside_behind_a_link_is_left_alone(place: Place, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / ".kuaibao-1-a.txt").write_text("not ours")
    (place.inbox / "folder").symlink_to(tmp_path / "elsewhere")
    assert not finish_removal(os.fsencode(place.inbox / "folder" / ".kuaibao-1-a.txt"), place.door)
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == [".kuaibao-1-a.txt"]
