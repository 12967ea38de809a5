"""The door: what is taken, what is refused, and that nothing leaves the inbox but what the ledger has."""

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from flows.claim import Gone, Later, Outcome, Refused, Taken, clear, holds, intake, see, take
from flows.files import inbox_key, is_being_written, key_path, put_back
from flows.settle import Look
from storage import ledger
from storage.counts import counts
from storage.vault import Vault, VaultObject
from tests.entrance import Place, forbid, now
from tests.sample import sha

NAMES = {
    "newline": "快报\n第52期.txt".encode(),
    "emoji": "快报🎉.txt".encode(),
    "quotes": b"\"'`$(x)`'\".txt",
    "dash": b"-rf.txt",
    "nfc": "caf\u00e9.txt".encode(),
    "nfd": "cafe\u0301.txt".encode(),
    "gb18030": "范县简报.txt".encode("gb18030"),
    "percent": b"a%20b%2f.txt",
    "longest": ("公" * 85).encode(),
    "spaces": b" \t .txt",
}


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    """SQLite, but for the tests that ask for both: the ledger's own tests run on both anyway."""
    name: str = getattr(request, "param", "sqlite")
    return name


both_databases = pytest.mark.parametrize("dialect", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)


@pytest.fixture
def place(tmp_path: Path, engine: Engine) -> Place:
    return Place.below(tmp_path, engine)


def claim(place: Place, path: Path) -> Outcome:
    return intake(path, place.door, remove=True)


@both_databases
def test_taken_verified_and_removed(place: Place) -> None:
    path = place.drop("a.txt", "延津政务快报")
    outcome = claim(place, path)
    assert outcome == Taken(1, sha("延津政务快报"), duplicate=False, removed=True)
    assert place.left() == []
    assert place.holds("延津政务快报")
    assert place.history() == ["seen", "settled", "claimed"]
    assert place.deliveries()[0].removed_at


def test_the_users_own_file_stays(place: Place) -> None:
    path = place.drop("a.txt")
    assert isinstance(intake(path, place.door), Taken)
    assert path.read_text() == "快报"
    again = intake(path, place.door)
    assert isinstance(again, Taken)
    assert again.duplicate
    assert place.states() == ["claimed", "duplicate"]


def test_a_relative_path(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt")
    monkeypatch.chdir(place.inbox)
    intake(Path("a.txt"), place.door)
    assert place.deliveries()[0].inbox_key == path.as_uri()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_are_kept_byte_for_byte_and_shown_safely(place: Place, name: bytes) -> None:
    path = place.drop(name)
    assert isinstance(claim(place, path), Taken)
    delivery = place.deliveries()[0]
    assert delivery.name == name
    assert key_path(delivery.inbox_key) == os.fsencode(path)
    assert "\n" not in delivery.display_name
    delivery.display_name.encode()
    assert place.left() == []


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_inbox_keys_can_be_read_back(name: bytes) -> None:
    path = Path("/in box") / os.fsdecode(name)
    assert key_path(inbox_key(path)) == os.fsencode(path)


def test_same_content_under_two_names_is_one_source_with_two_sightings(place: Place) -> None:
    first, second = place.drop("a.txt"), place.drop("b.txt")
    assert isinstance(claim(place, first), Taken)
    outcome = claim(place, second)
    assert isinstance(outcome, Taken)
    assert outcome.duplicate
    assert outcome.removed
    assert [(d.name, d.state, d.duplicate_of) for d in place.deliveries()] == [(b"a.txt", "claimed", None), (b"b.txt", "duplicate", 1)]


@both_databases
def test_same_content_in_the_same_instant(place: Place) -> None:
    paths = [place.drop(f"{number}.txt") for number in range(6)]
    barrier = threading.Barrier(len(paths))
    outcomes: list[Outcome] = []

    def worker(path: Path) -> None:
        barrier.wait()
        outcomes.append(claim(place, path))

    threads = [threading.Thread(target=worker, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.duplicate for outcome in outcomes if isinstance(outcome, Taken)) == [False] + [True] * 5
    assert sorted(place.states()) == ["claimed"] + ["duplicate"] * 5
    assert place.left() == []


def test_same_name_with_new_content_is_a_delivery_of_its_own(place: Place) -> None:
    claim(place, place.drop("a.txt", "第一版"))
    claim(place, place.drop("a.txt", "第二版"))
    assert place.states() == ["claimed", "claimed"]
    assert place.holds("第一版")
    assert place.holds("第二版")


def test_same_bytes_after_a_failure_are_tried_again(place: Place) -> None:
    claim(place, place.drop("a.txt"))
    ledger.quarantine(place.door.engine, 1, "parser_crashed", "…", now())
    outcome = claim(place, place.drop("a.txt"))
    assert outcome == Taken(2, sha("快报"), duplicate=False, removed=True), "work for the drainer"
    assert place.states() == ["claimed", "duplicate"]


def fifo(path: Path) -> None:
    os.mkfifo(path)


def socket(path: Path) -> None:
    os.mknod(path, stat.S_IFSOCK | 0o600)


def link(path: Path) -> None:
    (path.parent.parent / "secret.txt").write_text("outside")
    path.symlink_to(path.parent.parent / "secret.txt")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def looping(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [fifo, socket, link, dangling, looping])
def test_what_is_no_file_is_refused_and_stays(place: Place, make: Callable[[Path], None]) -> None:
    path = place.inbox / "strange.txt"
    make(path)
    outcome = claim(place, path)
    assert isinstance(outcome, Refused)
    assert outcome.code == "not_a_file"
    assert place.states() == ["quarantined"]
    assert os.path.lexists(path)
    assert not list(place.door.vault.damaged()), "nothing was read through it"


def test_empty_files_are_no_duplicates_of_each_other(place: Place) -> None:
    for name in ("a.txt", "b.txt"):
        outcome = claim(place, place.drop(name, b""))
        assert isinstance(outcome, Refused)
        assert outcome.code == "empty"
    assert place.states() == ["quarantined", "quarantined"]
    assert place.left() == ["a.txt", "b.txt"]


def test_an_empty_file_that_gets_its_content_goes_on_as_the_same_delivery(place: Place) -> None:
    claim(place, place.drop("a.txt", b""))
    assert isinstance(claim(place, place.drop("a.txt", "快报")), Taken)
    assert place.history() == ["seen", "settled", "quarantined", "seen", "settled", "claimed"]


def test_a_file_over_the_limit(tmp_path: Path, engine: Engine) -> None:
    place = Place.below(tmp_path, engine, max_bytes=100)
    outcome = claim(place, place.drop("big.pdf", b"x" * 101))
    assert isinstance(outcome, Refused)
    assert outcome.code == "too_large"
    assert "split it" in outcome.message
    assert isinstance(claim(place, place.drop("fits.pdf", b"x" * 100)), Taken)


def test_unreadable_then_readable(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt")
    forbidden = forbid(monkeypatch, path)
    outcome = claim(place, path)
    assert isinstance(outcome, Refused)
    assert outcome.code == "unreadable"
    assert claim(place, path) == outcome, "once more changes nothing"
    forbidden.clear()
    assert isinstance(claim(place, path), Taken)
    assert place.states() == ["claimed"]


@pytest.mark.parametrize("code", [errno.EBUSY, errno.ESTALE, errno.EIO])
def test_a_mount_that_does_not_answer_is_asked_again(place: Place, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    path = place.drop("a.txt")
    forbidden = forbid(monkeypatch, path, code=code)
    assert isinstance(claim(place, path), Later)
    assert place.states() == ["seen"]
    forbidden.clear()
    assert isinstance(claim(place, path), Taken)


def test_refusing_never_touches_a_claimed_delivery(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt")
    delivery_id = see(path, Look.of(path.lstat()), place.door)
    ledger.claim(place.door.engine, delivery_id, sha("快报"), 6, now())
    forbid(monkeypatch, path)
    assert isinstance(take(delivery_id, path, place.door, remove=True), Refused)
    assert place.states() == ["claimed"]


def test_a_file_taken_away_is_withdrawn(place: Place) -> None:
    path = place.drop("a.txt")
    delivery_id = see(path, Look.of(path.lstat()), place.door)
    path.unlink()
    assert take(delivery_id, path, place.door, remove=True) == Gone(delivery_id)
    assert place.states() == ["withdrawn"]


def test_a_file_that_was_never_there(place: Place) -> None:
    with pytest.raises(FileNotFoundError):
        intake(place.inbox / "none.txt", place.door)
    assert place.states() == []


def before_put(monkeypatch: pytest.MonkeyPatch, *actions: Callable[[], object]) -> None:
    """Let something happen to the file between its first reading and its copying."""
    put, upcoming = Vault.put, iter(actions)

    def acting(vault: Vault, path: Path, sha256: str | None = None) -> VaultObject:
        next(upcoming, lambda: None)()
        return put(vault, path, sha256)

    monkeypatch.setattr(Vault, "put", acting)


def test_overwritten_while_it_is_claimed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt", "第一版")
    before_put(monkeypatch, lambda: path.write_text("第二版"))
    assert isinstance(claim(place, path), Taken), "the claim restarts"
    assert place.states() == ["claimed"]
    assert place.holds("第二版")
    assert not place.holds("第一版")


def test_replaced_while_it_is_claimed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = place.drop("a.txt", "第一版"), place.drop("b.part", "第二版")
    before_put(monkeypatch, lambda: other.replace(path))
    assert isinstance(claim(place, path), Taken)
    assert place.holds("第二版")
    assert place.left() == []


def test_touched_while_it_is_claimed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt")
    before_put(monkeypatch, lambda: os.utime(path, (0, 0)))
    assert isinstance(claim(place, path), Taken)
    assert place.states() == ["claimed"]


def test_taken_away_while_it_is_claimed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt")
    before_put(monkeypatch, path.unlink)
    assert isinstance(claim(place, path), Gone)
    assert place.states() == ["withdrawn"]


def test_a_full_disk_leaves_the_file_and_no_claim(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = place.drop("a.txt")
    with monkeypatch.context() as patched:
        patched.setattr("storage.vault._copied", full)
        with pytest.raises(OSError, match="No space"):
            claim(place, path)
    assert place.left() == ["a.txt"]
    assert place.states() == ["seen"]
    assert isinstance(claim(place, path), Taken)


@both_databases
def test_claimed_but_its_file_still_stands(place: Place) -> None:
    path = place.drop("a.txt")
    delivery_id = see(path, Look.of(path.lstat()), place.door)
    place.door.vault.put(path)
    ledger.claim(place.door.engine, delivery_id, sha("快报"), 6, now())
    assert claim(place, path) == Taken(delivery_id, sha("快报"), duplicate=False, removed=True)
    assert place.history() == ["seen", "settled", "claimed"], "nothing twice"


def test_another_file_in_its_place_is_given_back_its_name(place: Place) -> None:
    path = place.drop("a.txt", "第二版")
    assert not clear(path, 7, sha("第一版"))
    assert path.read_text() == "第二版"
    assert place.left() == ["a.txt"]


def test_what_a_crash_left_aside_is_not_overwritten(place: Place) -> None:
    place.drop(".kuaibao-7-a.txt", "第二版")
    assert clear(place.drop("a.txt"), 7, sha("快报"))
    assert place.left() == [".kuaibao-7-a.txt"]


def test_a_file_that_is_written_to_is_not_removed(place: Place) -> None:
    path = place.drop("a.txt")
    with path.open("ab") as writer:
        assert is_being_written(path)
        assert not clear(path, 7, sha("快报"))
        writer.write(b"more")
    assert path.read_bytes() == "快报".encode() + b"more"
    assert not is_being_written(path)


def test_a_folder_that_lets_nothing_go(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    path = place.drop("a.txt")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        outcome = claim(place, path)
    assert outcome == Taken(1, sha("快报"), duplicate=False, removed=False)
    assert place.deliveries()[0].removed_at is None
    assert claim(place, path) == Taken(1, sha("快报"), duplicate=False, removed=True)


def test_putting_back_never_overwrites(place: Place) -> None:
    aside, newcomer = place.drop(".kuaibao-1-a.txt", "old"), place.drop("a.txt", "new")
    assert put_back(aside, newcomer).name == "2-a.txt"
    assert newcomer.read_text() == "new"
    assert (place.inbox / "2-a.txt").read_text() == "old"


def test_putting_back_where_there_are_no_links(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    aside, newcomer = place.drop(".kuaibao-1-a.txt", "old"), place.drop("a.txt", "new")
    assert put_back(aside, newcomer).name == "2-a.txt"
    assert newcomer.read_text() == "new"


def test_holds_follows_no_link_and_waits_for_no_pipe(place: Place) -> None:
    fifo(place.inbox / "pipe")
    link(place.inbox / "link")
    assert not holds(place.inbox / "pipe", sha(""))
    assert not holds(place.inbox / "link", sha("outside"))


def test_nothing_is_missing_from_the_counts(place: Place) -> None:
    claim(place, place.drop("a.txt"))
    claim(place, place.drop("b.txt"))
    claim(place, place.drop("c.txt", b""))
    states = counts(place.door.engine, now()).states
    assert {state: number for state, number in states.items() if number} == {"claimed": 1, "duplicate": 1, "quarantined": 1}


def test_a_file_reached_through_a_linked_folder_is_not_removed(place: Place, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_text("快报")
    (place.inbox / "folder").symlink_to(tmp_path / "outside")
    assert not clear(place.inbox / "folder" / "a.txt", 7, sha("快报"))
    assert (tmp_path / "outside" / "a.txt").read_text() == "快报"
