"""When a file counts as finished: names, ends of formats, and quiet over time with a clock of our own."""

import io
import os
import zipfile
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.settle import HEAD_BYTES, TAIL_BYTES, Look, Settling, ends_whole, is_temporary

LOOK = Look(device=1, inode=2, mode=0o100644, size=5, mtime_ns=10, ctime_ns=10)
PATH = "公文.pdf".encode()
QUIET, PATIENCE = 1.0, 10.0


def zipped(comment: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w:p/>" * 40)
        archive.comment = comment
    return held.getvalue()


def whole(data: bytes) -> bool:
    return ends_whole(len(data), data[:HEAD_BYTES], data[-TAIL_BYTES:])


@pytest.mark.parametrize(
    "name",
    [
        "a.pdf.part",
        "A.PDF.CRDOWNLOAD",
        "x.filepart",
        "~$报告.docx",
        ".hidden",
        ".goutputstream-ABC",
        "a.tmp",
        "a.txt~",
        "Thumbs.db",
        "a.swp",
    ],
)
def test_names_of_unfinished_files(name: str) -> None:
    assert is_temporary(name.encode())


@pytest.mark.parametrize("name", ["公文.pdf", "party.txt", "tmp", "part", "~a.txt", "-rf", "a.part.pdf", "\n.txt", "范县.tmpl"])
def test_names_of_documents(name: str) -> None:
    assert not is_temporary(name.encode())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", False),
        ("快报".encode(), True),
        (b"%PDF-1.7\n1 0 obj\n%%EOF\n", True),
        (b"%PDF-1.7\n1 0 obj\n", False),
        (b"\xef\xbb\xbf junk %PDF-1.4 ...", False),
        (b"%PDF-1.7 %%EOF" + b" " * 2000, False),  # an older revision's end, with more to come
        (zipped(), True),
        (zipped(b"c" * 65535), True),
        (zipped()[:-1], False),
        (zipped(b"comment")[:-3], False),
        (zipped()[:100], False),
        (b"\xd0\xcf\x11\xe0 an old .doc says nothing of its end", True),
    ],
    ids=[
        "empty",
        "text",
        "pdf",
        "pdf-cut",
        "pdf-late-header",
        "pdf-appended",
        "zip",
        "zip-comment",
        "zip-cut",
        "comment-cut",
        "zip-half",
        "doc",
    ],
)
def test_ends_of_formats(data: bytes, expected: bool) -> None:
    assert whole(data) is expected


@given(st.integers(1, len(zipped(b"note")) - 1))
def test_a_zip_that_lacks_its_end_is_never_whole(cut: int) -> None:
    data = zipped(b"note")[:-cut]
    assert not data.startswith(b"PK\x03\x04") or not whole(data)


def test_settled_after_the_quiet_time_and_not_before() -> None:
    settling = Settling(QUIET, PATIENCE)
    assert not settling.settled(PATH, LOOK, 100.0, lambda: True)
    assert not settling.settled(PATH, LOOK, 100.9, lambda: True)
    assert settling.settled(PATH, LOOK, 101.0, lambda: True)


@pytest.mark.parametrize("field", ["size", "mtime_ns", "ctime_ns", "inode", "device", "mode"])
def test_any_change_starts_the_quiet_time_anew(field: str) -> None:
    settling = Settling(QUIET, PATIENCE)
    settling.settled(PATH, LOOK, 0.0, lambda: True)
    changed = replace(LOOK, **{field: 77})
    assert not settling.settled(PATH, changed, 1.0, lambda: True)
    assert settling.settled(PATH, changed, 2.0, lambda: True)


def test_times_of_the_file_are_never_compared_with_the_clock() -> None:
    for mtime_ns in (0, -1, 4_102_444_800_000_000_000):  # 1970, before it, 2100
        settling = Settling(QUIET, PATIENCE)
        look = replace(LOOK, mtime_ns=mtime_ns, ctime_ns=mtime_ns)
        assert not settling.settled(PATH, look, 0.0, lambda: True)
        assert settling.settled(PATH, look, 1.0, lambda: True)


def test_a_file_without_its_end_is_waited_for_until_patience_ends() -> None:
    settling = Settling(QUIET, PATIENCE)
    settling.settled(PATH, LOOK, 0.0, lambda: False)
    assert not settling.settled(PATH, LOOK, 9.9, lambda: False)
    assert settling.settled(PATH, LOOK, 10.0, lambda: False)


def test_the_end_is_looked_for_only_in_a_quiet_file() -> None:
    settling = Settling(QUIET, PATIENCE)
    asked = iter([True])
    for now in (0.0, 0.5, 1.0):
        settling.settled(PATH, LOOK, now, lambda: next(asked))
    assert list(asked) == []


def test_without_a_quiet_time_the_first_look_settles() -> None:
    assert Settling(0.0, 0.0).settled(PATH, LOOK, 0.0, lambda: True)


def test_a_path_is_given_out_once_until_it_was_dealt_with() -> None:
    settling = Settling(QUIET, PATIENCE)
    settling.expect(PATH, 0.0)
    settling.expect(PATH, 0.0)
    assert settling.pop_due(0.0) == PATH
    assert settling.pop_due(1000.0) is None
    settling.postpone(PATH, 0.0, 5.0)
    assert settling.next_due() == 5.0
    assert settling.pop_due(4.9) is None
    assert settling.pop_due(5.0) == PATH
    settling.forget(PATH)
    assert settling.next_due() is None
    assert len(settling) == 0


def test_urgent_paths_go_before_those_that_are_due_longer() -> None:
    settling = Settling(QUIET, PATIENCE, lambda path: b"urgent" in path)
    for now, path in enumerate((b"/in/a", b"/in/b", b"/in/urgent/c")):
        settling.expect(path, float(now))
    assert settling.next_due() == 0.0
    assert [settling.pop_due(now) for now in (1.0, 2.0, 2.0, 2.0)] == [b"/in/a", b"/in/urgent/c", b"/in/b", None]


def test_an_expected_path_is_not_hastened_by_further_hints() -> None:
    settling = Settling(QUIET, PATIENCE)
    settling.settled(PATH, LOOK, 0.0, lambda: True)
    settling.expect(PATH, 0.1)
    assert settling.next_due() == 1.0


@dataclass
class Scene:
    """A file that is written to at some moments, looked at at others."""

    writes: list[float]
    looks: list[float]


scenes = st.builds(
    Scene,
    writes=st.lists(st.floats(0, 20), max_size=8).map(sorted),
    looks=st.lists(st.floats(0, 40), min_size=1, max_size=40).map(sorted),
)


@given(scenes)
def test_whatever_the_looks_nothing_settles_within_the_quiet_time_of_a_seen_change(scene: Scene) -> None:
    settling = Settling(QUIET, PATIENCE)
    seen: list[tuple[float, int]] = []
    for now in scene.looks:
        version = sum(write <= now for write in scene.writes)
        seen.append((now, version))
        settled = settling.settled(PATH, replace(LOOK, size=version), now, lambda: True)
        since = min(at for at, v in reversed(seen) if v == version)
        assert settled == (now - since >= QUIET)


@given(st.lists(st.tuples(st.sampled_from([b"a", b"b", b"c"]), st.floats(0, 5)), max_size=30))
def test_every_path_that_is_expected_comes_due_exactly_once(expected: list[tuple[bytes, float]]) -> None:
    settling = Settling(QUIET, PATIENCE)
    for path, delay in expected:
        settling.expect(path, 0.0, delay)
    popped = []
    while (path_due := settling.pop_due(10.0)) is not None:
        popped.append(path_due)
    assert sorted(popped) == sorted({path for path, _ in expected})


def test_a_look_knows_files_and_folders(tmp_path: os.PathLike[str]) -> None:
    folder = Look.of(os.lstat(tmp_path))
    assert folder.is_folder
    assert not folder.is_regular
    assert LOOK.is_regular
