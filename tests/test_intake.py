"""The running inbox: files dropped in every way that files are dropped, and what becomes of them."""

import errno
import os
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from flows import steady
from flows.claim import Copied, Door, Outcome, Refused, copy
from flows.inbox import Inbox
from flows.intake import Rules
from flows.watch import Hints
from storage import ledger
from storage.counts import counts
from storage.vault import VaultObject
from tests.entrance import QUICK, Place, Running, forbid, now
from tests.eventually import eventually

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 500
PDF_END = b"trailer\n%%EOF\n"


@pytest.fixture
def dialect() -> str:
    return "sqlite"


@pytest.fixture
def place(tmp_path: Path, engine: Engine) -> Place:
    return Place.below(tmp_path, engine)


def taken(place: Place, *contents: str | bytes) -> Callable[[], bool]:
    """Each of these contents is claimed, and the inbox is empty."""

    def is_taken() -> bool:
        return place.left() == [] and all(place.holds(content) for content in contents)

    return is_taken


def ends_as(place: Place, *states: str) -> Callable[[], bool]:
    def has_ended() -> bool:
        return place.states() == list(states)

    return has_ended


def test_a_dropped_file_is_claimed_and_the_drainer_woken(place: Place) -> None:
    with Running(place) as running:
        place.drop("快报.txt")
        eventually(taken(place, "快报"))
        eventually(lambda: running.claims == 1)
    assert place.states() == ["claimed"]
    assert counts(place.door.engine, now()).missed_by_watcher == 0


def test_what_lay_there_before_was_not_missed(place: Place) -> None:
    place.drop("a.txt", "一")
    place.drop("deep/b.txt", "二")
    with Running(place):
        eventually(taken(place, "一", "二"))
    assert counts(place.door.engine, now()).missed_by_watcher == 0


def written_steadily(path: Path, chunks: list[bytes]) -> None:
    with path.open("ab") as file:
        for chunk in chunks:
            file.write(chunk)
            file.flush()
            time.sleep(0.02)


def written_in_pieces(path: Path, chunks: list[bytes]) -> None:
    for chunk in chunks:
        with path.open("ab") as file:
            file.write(chunk)
        time.sleep(0.02)


@pytest.mark.parametrize("write", [written_steadily, written_in_pieces])
@pytest.mark.parametrize("at_start", [False, True], ids=["live", "at-start"])
def test_a_half_written_file_is_taken_once_and_whole(place: Place, write: Callable[[Path, list[bytes]], None], at_start: bool) -> None:
    chunks = [b"%03d" % number for number in range(25)]
    path = place.inbox / "slow.txt"
    if at_start:
        path.write_bytes(b"")
    with Running(place, Rules(settle_seconds=0.2, patience_seconds=0.4, reconcile_seconds=0.3)):
        write(path, chunks)
        eventually(taken(place, b"".join(chunks)))
    assert place.states() == ["claimed"]


def test_a_writer_that_stalls_with_the_file_open_is_waited_for(place: Place) -> None:
    with Running(place):
        with (place.inbox / "slow.txt").open("wb") as file:
            file.write(b"first")
            file.flush()
            eventually(lambda: place.states() == ["seen"])
            time.sleep(3 * QUICK.patience_seconds)  # the stall itself, longer than any patience
            assert place.states() == ["seen"]
            file.write(b" second")
        eventually(taken(place, b"first second"))
    assert place.states() == ["claimed"]


def test_a_pdf_that_lacks_its_end_is_waited_for(place: Place) -> None:
    with Running(place, Rules(settle_seconds=0.05, patience_seconds=60, reconcile_seconds=0.2)):
        path = place.drop("a.pdf", PDF)
        place.drop("b.txt")
        eventually(lambda: not (place.inbox / "b.txt").exists())
        assert path.exists()
        with path.open("ab") as file:
            file.write(PDF_END)
        eventually(taken(place, PDF + PDF_END))
    assert sorted(place.states()) == ["claimed", "claimed"]


def test_a_truncated_pdf_is_taken_when_patience_ends(place: Place) -> None:
    with Running(place):
        place.drop("a.pdf", PDF)
        eventually(taken(place, PDF))


def test_taken_early_the_later_content_is_another_delivery(place: Place) -> None:
    with Running(place):
        place.drop("a.txt", "第一版")
        eventually(taken(place, "第一版"))
        place.drop("a.txt", "第一版，续")
        eventually(taken(place, "第一版", "第一版，续"))
    assert place.states() == ["claimed", "claimed"]


def test_renamed_linked_and_delivered_like_mail(place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("moved.txt", "linked.txt", "mail.txt"):
        (outside / name).write_text(name)
    with Running(place) as running:
        (outside / "moved.txt").rename(place.inbox / "moved.txt")
        (place.inbox / "linked.txt").hardlink_to(outside / "linked.txt")
        (place.inbox / "mail.txt").hardlink_to(outside / "mail.txt")
        (outside / "mail.txt").unlink()
        eventually(taken(place, "moved.txt", "linked.txt", "mail.txt"))
        eventually(lambda: running.claims == 3)
    assert (outside / "linked.txt").read_text() == "linked.txt", "only our name of it went"
    assert place.states() == ["claimed"] * 3


@pytest.mark.parametrize("temporary", ["a.pdf.part", "a.crdownload", "a.filepart", "~$a.docx", ".a.txt.swp"])
def test_a_temporary_name_is_ignored_until_it_is_final(place: Place, temporary: str) -> None:
    with Running(place):
        path = place.drop(temporary)
        place.drop("other.txt", "另")
        eventually(lambda: not (place.inbox / "other.txt").exists())
        assert [d.name for d in place.deliveries()] == [b"other.txt"]
        path.rename(place.inbox / "a.txt")
        eventually(taken(place, "快报"))
    assert place.states() == ["claimed", "claimed"]


def test_a_tree_moved_in_and_what_is_added_to_it_later(place: Place, tmp_path: Path) -> None:
    tree = tmp_path / "tree" / "deep"
    tree.mkdir(parents=True)
    (tree / "a.txt").write_text("一")
    (tree.parent / "b.txt").write_text("二")
    with Running(place, Rules(settle_seconds=0.05, patience_seconds=0.4, reconcile_seconds=60)):
        eventually(lambda: place.states() == [])
        tree.parent.rename(place.inbox / "tree")
        eventually(taken(place, "一", "二"))
        place.drop("tree/deep/later.txt", "三")
        eventually(taken(place, "三"))
    assert place.states() == ["claimed"] * 3


def test_a_corrected_file_after_a_failure_goes_at_once(place: Place) -> None:
    with Running(place) as running:
        place.drop("a.txt", "broken")
        eventually(lambda: running.claims == 1)
        ledger.quarantine(place.door.engine, 1, "parser_crashed", "…", now())
        place.drop("a.txt", "corrected")
        eventually(lambda: running.claims == 2)
    assert place.states() == ["quarantined", "claimed"]


def test_an_empty_file_is_held_then_set_aside_then_taken_when_it_has_bytes(place: Place) -> None:
    with Running(place):
        place.drop("a.txt", b"")
        place.drop("b.txt", b"")
        eventually(lambda: place.codes() == {"a.txt": "empty", "b.txt": "empty"})
        assert place.left() == ["a.txt", "b.txt"]
        place.drop("a.txt", "快报")
        eventually(lambda: sorted(place.states()) == ["claimed", "quarantined"])
        eventually(lambda: place.left() == ["b.txt"])  # the claimed file goes after the commit


def test_pipes_sockets_and_links_are_set_aside_once_and_block_nobody(place: Place, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("outside")
    with Running(place) as running:
        os.mkfifo(place.inbox / "pipe")
        (place.inbox / "link").symlink_to(tmp_path / "secret")
        (place.inbox / "loop").symlink_to("loop")
        place.drop("a.txt")
        eventually(lambda: running.claims == 1)
        eventually(lambda: len(place.states()) == 4)
        running.intake._hints.add(os.fsencode(place.inbox / "pipe"))
        place.drop("b.txt", "another round")
        eventually(lambda: running.claims == 2)
    names = {name: code for name, code in place.codes().items() if code}
    assert names == dict.fromkeys(("pipe", "link", "loop"), "not_a_file")
    assert place.history().count("quarantined") == 3
    assert place.left() == ["link", "loop", "pipe"]


def test_unreadable_files_and_folders_wait_for_their_rights(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("closed.txt", "一")
    folder = place.drop("closed/b.txt", "二").parent
    forbidden = forbid(monkeypatch, path, folder)
    with Running(place) as running:
        place.drop("open.txt", "三")
        eventually(lambda: running.claims == 1)
        eventually(lambda: place.codes() == {"closed.txt": "unreadable", "closed": "unreadable", "open.txt": None})
        forbidden.clear()
        eventually(taken(place, "一", "二", "三"))
    assert sorted(place.states()) == ["claimed", "claimed", "claimed", "withdrawn"]


def test_a_mount_that_stalls_is_asked_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.drop("a.txt")
    forbidden = forbid(monkeypatch, path, code=errno.ESTALE)
    with Running(place):
        eventually(lambda: place.states() == ["seen"])
        forbidden.clear()
        eventually(taken(place, "快报"))
    assert place.states() == ["claimed"]


def test_polling_takes_files_too(place: Place) -> None:
    with Running(place, Rules(settle_seconds=0.05, patience_seconds=0.4, reconcile_seconds=60, polling=True)):
        place.drop("a.txt")
        eventually(taken(place, "快报"))


def test_root_deleted_and_made_again(place: Place) -> None:
    with Running(place) as running:
        place.drop("a.txt", "一")
        eventually(lambda: running.claims == 1)
        shutil.rmtree(place.inbox)
        eventually(lambda: running.intake._complaint)
        place.inbox.mkdir()
        place.drop("b.txt", "二")
        eventually(lambda: running.claims == 2)
    assert place.states() == ["claimed", "claimed"]


def test_root_renamed_away_and_back(place: Place, tmp_path: Path) -> None:
    with Running(place, Rules(settle_seconds=0.05, patience_seconds=60, reconcile_seconds=0.1)) as running:
        path = place.drop("a.pdf", PDF)
        eventually(ends_as(place, "seen"))
        place.inbox.rename(tmp_path / "away")
        eventually(lambda: running.intake._complaint)
        assert place.states() == ["seen"], "a missing root is not a deletion of all files"
        (tmp_path / "away").rename(place.inbox)
        with path.open("ab") as file:
            file.write(PDF_END)
        eventually(taken(place, PDF + PDF_END))
    assert place.states() == ["claimed"]


def test_root_renamed_away_and_a_new_one_made(place: Place, tmp_path: Path) -> None:
    with Running(place) as running:
        place.drop("a.txt", "一")
        eventually(lambda: running.claims == 1)
        place.inbox.rename(tmp_path / "away")
        place.inbox.mkdir()
        (tmp_path / "away" / "not ours.txt").write_text("x")
        place.drop("b.txt", "二")
        eventually(lambda: running.claims == 2)
    assert (tmp_path / "away" / "not ours.txt").exists()
    assert place.states() == ["claimed", "claimed"]


def test_lost_events_are_covered_by_the_listing_and_counted(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Hints.add
    monkeypatch.setattr(Hints, "add", lambda hints, path: None if path.endswith(b"lost.txt") else add(hints, path))
    monkeypatch.setattr("flows.inbox._EVENT_DELAY", 0.1)
    with Running(place) as running:
        place.drop("told.txt", "一")
        eventually(lambda: running.claims == 1)
        place.drop("lost.txt", "二")
        eventually(lambda: running.claims == 2)
    assert counts(place.door.engine, now()).missed_by_watcher == 1


def test_a_storm_of_touches_is_one_delivery(place: Place) -> None:
    with Running(place) as running:
        path = place.drop("a.txt")
        for number in range(300):
            try:
                os.utime(path, ns=(number, number))
            except FileNotFoundError:
                break
        eventually(lambda: running.claims == 1)
        eventually(taken(place, "快报"))
    assert place.states() == ["claimed"]


@pytest.mark.parametrize("mtime", [0, 1, 4_102_444_800], ids=["1970", "1970-and-a-bit", "2100"])
def test_times_of_files_decide_nothing(place: Place, mtime: int) -> None:
    with Running(place):
        path = place.drop(".later.txt")
        os.utime(path, (mtime, mtime))
        path.rename(place.inbox / "a.txt")
        eventually(taken(place, "快报"))


def test_deleted_before_it_was_claimed(place: Place) -> None:
    with Running(place, Rules(settle_seconds=0.3, patience_seconds=0.4, reconcile_seconds=0.3)):
        path = place.drop("a.txt")
        eventually(ends_as(place, "seen"))
        path.unlink()
        eventually(ends_as(place, "withdrawn"))
        place.drop("a.txt")
        eventually(ends_as(place, "withdrawn", "claimed"))


def test_a_full_disk_pauses_the_intake_and_it_resumes_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.Event()
    full.set()
    refused = threading.Event()
    put = type(place.door.vault).put

    def put_while_there_is_room(*arguments: object) -> object:
        if full.is_set():
            refused.set()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(steady, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(type(place.door.vault), "put", put_while_there_is_room)
    with Running(place) as running:
        place.drop("a.txt", "一")
        place.drop("b.txt", "二")
        assert refused.wait(10)
        assert place.left() == ["a.txt", "b.txt"]
        full.clear()
        eventually(taken(place, "一", "二"))
        eventually(lambda: running.claims == 2)


def test_an_absent_database_pauses_the_intake_and_it_resumes_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    away = threading.Event()
    away.set()
    asked = threading.Event()
    see = ledger.see_all

    def see_while_it_is_there(*arguments: object, **named: object) -> list[int]:
        if away.is_set():
            asked.set()
            raise OperationalError("SELECT", {}, Exception("the server closed the connection"))
        return see(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(steady, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(ledger, "see_all", see_while_it_is_there)
    with Running(place):
        place.drop("a.txt")
        assert asked.wait(10)
        assert place.left() == ["a.txt"]
        away.clear()
        eventually(taken(place, "快报"))


def stumble(delivery_id: int, path: Path, door: Door, priority: int) -> Copied | Outcome:
    """Stands for a fault of ours with one file."""
    if path.name == "strange.txt":
        raise ValueError("a case that nobody thought of")
    return copy(delivery_id, path, door, priority)


def test_a_fault_of_ours_with_one_file_does_not_end_the_intake(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steady, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr("flows.inbox.copy", stumble)
    with Running(place) as running:
        place.drop("strange.txt", "一")
        place.drop("usual.txt", "二")
        eventually(lambda: running.claims == 1)
        eventually(lambda: place.left() == ["strange.txt"])


@pytest.mark.parametrize("folder", ["urgent", "加急"])
def test_what_is_urgent_is_claimed_to_be_worked_on_first(place: Place, folder: str) -> None:
    for name in ("a.txt", f"{folder}/b.txt", "c/urgent/d.txt"):
        place.drop(name, name)
    with Running(place) as running:
        eventually(lambda: running.claims == 3)
    first, *others = ledger.lease(place.door.engine, "me", 3, now(), 60)
    assert first.name == b"b.txt"
    assert [delivery.priority for delivery in others] == [0, 0]


def test_what_is_urgent_waits_for_no_event(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hints, "add", lambda _hints, _path: None)  # they are on their way, behind thousands of others
    with Running(place, replace(QUICK, reconcile_seconds=600)) as running:
        eventually(lambda: running.intake._watched_before)
        place.drop("usual.txt", "一")
        place.drop("urgent/now.txt", "二")
        eventually(lambda: running.claims == 1)
        assert place.holds("二")
        assert not place.holds("一")


def test_a_duplicate_that_is_urgent_hastens_the_first(place: Place) -> None:
    with Running(place) as running:
        place.drop("z.txt", "异")
        eventually(lambda: running.claims == 1)
        place.drop("a.txt", "同")
        eventually(lambda: running.claims == 2)
        place.drop("urgent/again.txt", "同")
        eventually(lambda: sorted(place.states()) == ["claimed", "claimed", "duplicate"])
    assert [d.name for d in ledger.lease(place.door.engine, "me", 2, now(), 60)] == [b"a.txt", b"z.txt"]


def test_a_fault_of_ours_with_one_file_of_many_holds_up_none_of_them(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.inbox.copy", stumble)
    for name in ("a.txt", "strange.txt", "z.txt"):
        place.drop(name, name)
    inbox = Inbox(place.inbox, place.door, 0.0, 0.0)
    paths = [os.fsencode(path) for path in sorted(place.inbox.iterdir())]
    for path in paths:
        inbox.hint(path)
    with pytest.raises(ValueError, match="nobody thought of"):
        list(inbox.look(paths))
    assert place.left() == ["strange.txt"]
    assert sorted(place.states()) == ["claimed", "claimed", "seen"]


def test_a_removal_that_cannot_be_finished_holds_up_nobody(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    place.drop(".kuaibao-7-old.txt", "一")
    monkeypatch.setattr("flows.reconcile.put_back", refuse)
    with Running(place) as running:
        place.drop("new.txt", "二")
        eventually(lambda: running.claims == 1)
    (left,) = place.left()
    assert (left.startswith(".kuaibao-7."), left.endswith("-old.txt"), (place.inbox / left).read_text()) == (True, True, "一")


def test_a_folder_that_lets_nothing_go_is_claimed_once_and_cleared_later(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename
    stuck = threading.Event()
    stuck.set()
    tried: list[Path] = []

    def rename_if_allowed(path: Path, target: Path) -> Path:
        tried.append(path)
        if stuck.is_set():
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_if_allowed)
    copied: list[Path] = []
    put = place.door.vault.put

    def counted(path: Path, sha256: str | None = None) -> VaultObject:
        copied.append(path)
        return put(path, sha256)

    monkeypatch.setattr(place.door.vault, "put", counted)
    with Running(place):
        place.drop("a.txt")
        eventually(ends_as(place, "claimed"))
        eventually(lambda: len(tried) > 2)  # at each listing anew
        assert place.left() == ["a.txt"]
        assert len(copied) == 1
        stuck.clear()
        eventually(taken(place, "快报"))
    assert place.history() == ["seen", "settled", "claimed"]


def test_a_retried_file_is_looked_at_again(place: Place) -> None:
    with Running(place):
        place.drop("a.txt", b"")
        eventually(ends_as(place, "quarantined"))
        ledger.retry(place.door.engine, None, now())
        eventually(lambda: place.history().count("quarantined") == 2)


def test_a_delivery_that_others_withdrew_begins_anew(place: Place) -> None:
    with Running(place, Rules(settle_seconds=0.3, patience_seconds=0.4, reconcile_seconds=5)):
        place.drop("a.txt")
        eventually(ends_as(place, "seen"))
        ledger.withdraw(place.door.engine, 1, now(), "by hand")
        eventually(ends_as(place, "withdrawn", "claimed"), 15)


def test_hundreds_at_once_each_exactly_once(place: Place) -> None:
    contents = [f"快报 {number}" for number in range(100)]
    with Running(place) as running:
        for number, content in enumerate(contents):
            place.drop(f"{number}.txt", content)
        eventually(lambda: running.claims == len(contents), 30)
    assert place.states() == ["claimed"] * len(contents)
    assert len({d.sha256 for d in place.deliveries()}) == len(contents)
    assert place.left() == []


def test_two_intakes_on_one_inbox(place: Place) -> None:
    with Running(place) as first, Running(Place(place.inbox, Door(place.door.engine, place.door.vault, now))) as second:
        for number in range(30):
            place.drop(f"{number}.txt", f"快报 {number}")
        eventually(lambda: place.left() == [] and place.states().count("claimed") == 30, 20)
        eventually(lambda: first.claims + second.claims >= 30)
    # one may see a file in the instant in which the other removes it: a miss that harms nobody
    assert set(place.states()) <= {"claimed", "withdrawn"}
    assert len({d.sha256 for d in place.deliveries() if d.state == "claimed"}) == 30


def test_the_loop_ends_at_once_when_it_is_stopped(place: Place) -> None:
    with Running(place, Rules(reconcile_seconds=60)) as running:
        place.drop("a.txt")
        eventually(taken(place, "快报"))
        asked = time.monotonic()
    assert time.monotonic() - asked < 10
    assert not running.intake._watch.armed


def test_a_folder_exchanged_for_a_link_leads_to_nothing_that_is_taken(place: Place, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.txt").write_text("快报")
    (place.inbox / "folder").symlink_to(tmp_path / "outside")
    path = os.fsencode(place.inbox / "folder" / "a.txt")
    inbox = Inbox(place.inbox, place.door, 0.0, 0.0)
    outcomes = [outcome for _ in range(3) for _path, outcome in inbox.look([path])]
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refused)][:1] == ["not_a_file"]
    assert (tmp_path / "outside" / "a.txt").read_text() == "快报"
    assert not place.holds("快报")
