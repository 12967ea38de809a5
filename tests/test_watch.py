"""Hints from a real folder: what arrives, what is left out, and that watching goes on when the folder becomes another one."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileCreatedEvent, FileSystemEvent

from flows.watch import Hints, Watch, _Handler, identity
from tests.eventually import eventually


class Watched:
    """A folder under watch and all the hints that it has given."""

    def __init__(self, root: Path, *, polling: bool = False) -> None:
        self.root = root
        self.hints = Hints()
        self.watch = Watch(root, self.hints, polling=polling, poll_seconds=0.1)
        self.seen: list[bytes] = []

    def saw(self, path: Path) -> bool:
        self.seen += self.hints.take()
        return os.fsencode(path) in self.seen


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = tmp_path / "inbox"
    root.mkdir()
    watched = Watched(root)
    assert watched.watch.rearm()
    yield watched
    watched.watch.stop()


def drop(path: Path) -> Path:
    path.write_text("快报")
    return path


def test_a_new_file(watched: Watched) -> None:
    path = drop(watched.root / "快报.txt")
    eventually(lambda: watched.saw(path))


def test_renamed_linked_and_moved_in(watched: Watched, tmp_path: Path) -> None:
    outside = drop(tmp_path / "outside.txt")
    (watched.root / "linked.txt").hardlink_to(outside)
    (watched.root / "symlink.txt").symlink_to(outside)
    drop(watched.root / "a.part").rename(watched.root / "a.pdf")
    outside.rename(watched.root / "moved.txt")
    for name in ("linked.txt", "symlink.txt", "a.pdf", "moved.txt"):
        eventually(lambda name=name: watched.saw(watched.root / name))  # type: ignore[misc]


def test_a_folder_moved_in_and_what_is_added_to_it_later(watched: Watched, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / "deep").mkdir(parents=True)
    drop(tree / "deep" / "first.txt")
    tree.rename(watched.root / "tree")
    eventually(lambda: watched.saw(watched.root / "tree"))
    later = drop(watched.root / "tree" / "deep" / "later.txt")
    eventually(lambda: watched.saw(later))


def test_a_name_that_is_no_text(watched: Watched) -> None:
    raw = os.fsencode(watched.root) + b"/" + "范县简报".encode("gb18030") + b"\n.txt"
    drop(Path(os.fsdecode(raw)))
    eventually(lambda: watched.saw(Path(os.fsdecode(raw))))


def test_our_own_reading_is_no_event(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    told: set[tuple[str, str]] = set()
    monkeypatch.setattr(_Handler, "on_any_event", lambda _handler, event: told.add((Path(event.src_path).name, event.event_type)))
    path = drop(watched.root / "a.txt")
    path.read_text()
    path.unlink()
    drop(watched.root / "b.txt")
    eventually(lambda: ("b.txt", "closed") in told)
    assert told == {(name, event) for name in ("a.txt", "b.txt") for event in ("created", "modified", "closed")}


def test_a_storm_on_one_file_is_one_hint() -> None:
    hints = Hints()
    handler = _Handler(hints)
    for _ in range(10_000):
        handler.on_any_event(FileCreatedEvent("/inbox/a.txt"))
    assert hints.take() == [b"/inbox/a.txt"]
    assert hints.take() == []


def test_hints_wake_who_waits() -> None:
    hints = Hints()
    threading.Timer(0.01, hints.add, [b"x"]).start()
    assert hints.arrived.wait(10)
    hints.take()
    assert not hints.arrived.is_set()


class Strange(FileSystemEvent):
    event_type = "something new"


@pytest.mark.parametrize("source", ["/inbox/\udcff\udcfe", b"/inbox/\xff\xfe", ""])
def test_the_handler_never_raises(source: str | bytes) -> None:
    _Handler(Hints()).on_any_event(Strange(source))


@pytest.mark.parametrize("polling", [False, True], ids=["events", "polling"])
def test_root_deleted_and_made_again(tmp_path: Path, polling: bool) -> None:
    root = tmp_path / "inbox"
    root.mkdir()
    watched = Watched(root, polling=polling)
    assert watched.watch.rearm()
    assert not watched.watch.rearm(), "nothing has changed"
    shutil.rmtree(root)
    assert not watched.watch.rearm()
    assert not watched.watch.armed
    root.mkdir()
    assert watched.watch.rearm()
    path = drop(root / "after.txt")
    eventually(lambda: watched.saw(path))
    watched.watch.stop()


def test_root_renamed_away_and_a_new_one_made(watched: Watched, tmp_path: Path) -> None:
    watched.root.rename(tmp_path / "old")
    watched.root.mkdir()
    assert not watched.watch.armed
    assert watched.watch.rearm()
    drop(tmp_path / "old" / "elsewhere.txt")
    path = drop(watched.root / "here.txt")
    eventually(lambda: watched.saw(path))
    assert not watched.saw(watched.root / "elsewhere.txt"), "events of the old tree under the new tree's name"


def test_a_dead_observer_is_replaced(watched: Watched) -> None:
    assert watched.watch._observer is not None
    watched.watch._observer.stop()
    watched.watch._observer.join()
    assert watched.watch.rearm()
    path = drop(watched.root / "a.txt")
    eventually(lambda: watched.saw(path))


def test_polling_sees_files_too(tmp_path: Path) -> None:
    watched = Watched(tmp_path, polling=True)
    watched.watch.rearm()
    path = drop(tmp_path / "a.txt")
    eventually(lambda: watched.saw(path))
    watched.watch.stop()


def test_no_more_watches_to_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.inotify.InotifyEmitter.on_thread_start", refuse)
    watch = Watch(tmp_path, Hints())
    assert not watch.rearm()
    assert not watch.armed


def test_identity(tmp_path: Path) -> None:
    assert identity(tmp_path / "none") is None
    assert identity(drop(tmp_path / "file")) is None
    status = tmp_path.stat()
    assert identity(tmp_path) == (status.st_dev, status.st_ino)
