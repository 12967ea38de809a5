"""Archives and mails on their way through intake and drain: their files in the vault and the database, and what is shown of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import describe, unpack
from flows.backfile import door, follow
from flows.batch import leased
from flows.borrowed import Borrowed
from flows.claim import intake
from flows.isolate import Isolation, Limits
from flows.job import Job
from flows.laid import lay_out
from flows.settings import Settings
from flows.steps import Done, Verdict
from flows.system import System
from parsers.source import Source
from storage.members import members_of
from storage.queries import deliveries, list_documents
from storage.tables import Delivery
from storage.vault import Vault
from tests.packed import mail, overlapping, zipped
from tests.sample import sha

TEXT = "# 延津政务快报\n\n第 52 期\n\n延津县人民政府办公室\n\n2023 年 11 月 16 日\n\n## 王楼镇建设美丽乡村\n\n王楼镇大力实施乡村建设。\n"


class Here:
    """Stands for the child processes: does the step at once."""

    def call(self, step: Callable[..., Any], *arguments: Any) -> Done[Any] | Verdict:
        return Done(step(*arguments), 0.0)


def put(vault: Vault, data: bytes, folder: Path) -> Borrowed:
    path = folder / "x.zip"
    path.write_bytes(data)
    found = vault.put(path)
    return Borrowed(vault.path_of(found.sha256), found.sha256, "x.zip")


def test_files_go_into_the_vault_and_nothing_stays_on_the_way(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    held = unpack.unpack(Here(), vault, put(vault, zipped({"a.txt": b"a", "../b": b"b"}), tmp_path))  # type: ignore[arg-type]
    assert isinstance(held, list)
    assert [(one.path, one.sha256, one.code) for one in held] == [("a.txt", sha("a"), None), ("../b", "", "unsafe_member")]
    assert vault.read(sha("a")) == b"a"
    assert not list(vault.incoming.iterdir())


def test_a_full_disk_is_not_the_archives_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = Vault(tmp_path / "vault")
    work = put(vault, zipped({"a.txt": b"a", "b.txt": b"b"}), tmp_path)
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if data == b"b":
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        unpack.unpack(Here(), vault, work)  # type: ignore[arg-type]
    assert not list(vault.incoming.iterdir())


def test_what_a_child_laid_out_before_it_died_is_cleared_away(tmp_path: Path) -> None:
    class Dying:
        def call(self, _step: object, _work: Borrowed, folder: Path, mark: str) -> Verdict:
            (folder / f"{mark}-0").write_bytes(b"half")
            return Verdict("resource_limit", "too much")

    vault = Vault(tmp_path / "vault")
    outcome = unpack.unpack(Dying(), vault, put(vault, b"", tmp_path))  # type: ignore[arg-type]
    assert outcome == Verdict("resource_limit", "too much")
    assert not list(vault.incoming.iterdir())


@pytest.fixture
def dialect() -> str:
    return "sqlite"


@pytest.fixture(scope="module")
def children() -> Iterator[Isolation]:
    with Isolation(1, Limits(memory_bytes=1 << 30, cpu_seconds=5, wall_seconds=20)) as running:
        yield running


@pytest.fixture
def running(tmp_path: Path, database_url: str, children: Isolation) -> Iterator[System]:
    with System(Settings(inbox=tmp_path / "inbox", data=tmp_path, database_url=database_url, prefect=False, workers=1)) as system:
        system.isolation.close()
        system.isolation = children
        yield system
        system.isolation = Isolation(1)


def drain(system: System, name: str, data: bytes) -> list[Job]:
    """Take a file in and work until nothing is left to do; return the jobs."""
    path = system.settings.inbox / name
    path.write_bytes(data)
    intake(path, door(system), remove=True)
    jobs: list[Job] = []
    while more := leased(system, 4):
        for job in more:
            job.document()
        jobs += more
    return jobs


def by_name(system: System) -> dict[str, Delivery]:
    return {d.display_name: d for d in deliveries(system.engine, range(1, 20))}


def test_an_archive_is_ingested_with_all_that_is_in_it(running: System) -> None:
    letter = mail("见附件。", attached={"快报.md": TEXT.encode("gb18030")})
    jobs = drain(running, "报.zip", zipped({"一.md": TEXT.encode(), "信.eml": letter, "空.txt": b"", "../坏.txt": b"x"}))
    ended = by_name(running)
    assert {name: (d.state, d.code) for name, d in ended.items()} == {
        "报.zip": ("ingested", None),
        "报.zip/一.md": ("ingested", None),
        "报.zip/信.eml/body.txt": ("ingested", None),
        "报.zip/信.eml/快报.md": ("ingested", None),
        "报.zip/空.txt": ("quarantined", "empty"),
        "报.zip/../坏.txt": ("quarantined", "unsafe_member"),
    }
    assert [d.member for d in members_of(running.engine, [ended["报.zip"].id])] == [
        "一.md",
        "信.eml/body.txt",
        "信.eml/快报.md",
        "空.txt",
        "../坏.txt",
    ]
    found = {d.name: (d.doc_type, d.title) for d in list_documents(running.engine)}
    assert found["报.zip/一.md"] == ("bulletin", "王楼镇建设美丽乡村")
    said = "5 files in it: 3 taken, 2 refused (空.txt: empty; ../坏.txt: unsafe_member)"
    first = jobs[0].outcome
    assert first
    assert (first.message, ended["报.zip"].message) == (said, said)
    assert describe.table([first]) == [{"title": "", "type": "", "findings": said, "outcome": "ingested", "file": "报.zip"}]
    assert "unsafe\\_member" in describe.page(first)


def test_a_bomb_ends_in_quarantine_and_the_next_file_goes_on(running: System) -> None:
    drain(running, "bomb.zip", overlapping(500, 1 << 20))
    drain(running, "a.md", TEXT.encode())
    assert {name: (d.state, d.code) for name, d in by_name(running).items()} == {
        "bomb.zip": ("quarantined", "resource_limit"),
        "a.md": ("ingested", None),
    }


def test_following_an_archive_follows_what_is_in_it(running: System) -> None:
    path = running.settings.inbox / "x.zip"
    path.write_bytes(zipped({"a.md": TEXT.encode(), "b.txt": b""}))
    taken = intake(path, door(running), remove=True)
    ended = {d.display_name: d.state for d in follow(running, [taken.delivery_id], lambda: False)}
    assert ended == {"x.zip": "ingested", "x.zip/a.md": "ingested", "x.zip/b.txt": "quarantined"}


def test_the_bytes_are_those_of_the_source(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    work = put(vault, zipped({"a.txt": b"a"}), tmp_path)
    laid = lay_out(work, vault.incoming, "mark")
    assert isinstance(laid, list)
    assert laid[0].file == vault.incoming / "mark-0"
    assert laid[0].sha256 == Source(laid[0].file.read_bytes(), "a.txt").sha256
