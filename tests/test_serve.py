"""`kuaibao up` as a user runs it: one command that starts everything, works from the first second, and ends as one."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest
from loguru import logger

from flows import child, lock
from flows.exits import Exit
from flows.health import answers
from flows.serve import Running, is_running
from flows.server import PortTaken, reserved
from flows.settings import Settings, load
from flows.system import now
from storage.counts import Counts, counts
from storage.database import open_database
from tests.eventually import eventually
from tests.prefect_server import any_port, ask

# on SIGUSR1 it says where each of its threads stands
_TELLING = "import faulthandler, signal; faulthandler.register(signal.SIGUSR1); from flows.cli import main; main()"
UP = [sys.executable, "-c", _TELLING, "up"]


class Up:
    """A running `kuaibao up`."""

    def __init__(self, folder: Path) -> None:
        self.settings: Settings = load(
            inbox=folder / "inbox", data=folder / "data", database_url="", prefect_port=any_port(), reconcile_seconds=2.0
        )
        self.out = folder / "up.out"
        self.process = self.start()
        self.api = f"http://127.0.0.1:{self.settings.prefect_port}/api"
        self.engine = open_database(self.settings.database)

    def start(self) -> "subprocess.Popen[bytes]":
        with self.out.open("ab") as out:
            return subprocess.Popen(UP, env=os.environ | self.settings.environment(), stdout=out, stderr=out)

    def drop(self, name: str, more: str = "") -> None:
        data = (files("seeds") / "documents" / "001_cb7469b198ac22b7.txt").read_bytes() + more.encode()
        part = self.settings.inbox / f".{name}.part"
        part.write_bytes(data)
        part.rename(self.settings.inbox / name)

    def counted(self) -> Counts:
        return counts(self.engine, now())

    def ended(self, seconds: float) -> int:
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGUSR1)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(3)
            pytest.fail(self.out.read_text(encoding="utf-8")[-9000:])

    def server_pid(self) -> int | None:
        return next(iter(_children(self.process.pid, "prefect server")), None)


def _children(parent: int, wanted: str) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            command = (stat.parent / "cmdline").read_text().replace("\0", " ")
            if int(fields[1]) == parent and wanted in command and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return found


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    running = Up(tmp_path_factory.mktemp("up"))
    yield running
    running.engine.dispose()
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_a_document_is_done_before_prefect_answers(up: Up) -> None:
    eventually(lambda: up.settings.inbox.is_dir() and (up.settings.data / "up.lock").exists(), 60)
    up.drop("early.txt")
    eventually((up.settings.data / "kuaibao.db").exists, 60)
    eventually(lambda: _ingested(up) == 1, 60)


def _ingested(up: Up) -> int:
    from sqlalchemy.exc import DBAPIError

    try:
        return up.counted().states["ingested"]
    except DBAPIError:
        return 0


def test_it_says_where_inbox_and_ui_are(up: Up) -> None:
    eventually(lambda: "UI" in up.out.read_text(encoding="utf-8"), 60)
    said = up.out.read_text(encoding="utf-8")
    assert str(up.settings.inbox) in said
    assert f"http://127.0.0.1:{up.settings.prefect_port}" in said


def test_a_second_one_says_so_and_ends(up: Up) -> None:
    assert is_running(up.settings)
    second = subprocess.run(UP, env=os.environ | up.settings.environment(), capture_output=True, text=True, timeout=120, check=False)
    assert second.returncode == Exit.RUNNING
    assert "already running" in second.stderr
    assert str(up.process.pid) in second.stderr


@pytest.mark.timeout(300)
def test_what_was_done_without_prefect_is_told_once_it_answers(up: Up) -> None:
    eventually(lambda: answers(up.api, 5.0), 200)
    eventually(lambda: up.counted().unreported_runs == 0, 120)
    run = ask(up.api, "flow_runs", sort="START_TIME_DESC")[-1]
    assert "reported-late" in run["tags"]


@pytest.mark.timeout(300)
def test_deployments_are_there_two_of_them_on_a_schedule(up: Up) -> None:
    def all_there() -> bool:
        return {deployment["name"] for deployment in ask(up.api, "deployments")} == {"ingest", "notice", "reprocess", "verify"}

    eventually(all_there, 200)
    schedules = {d["name"]: [s["schedule"]["cron"] for s in d["schedules"] if s["active"]] for d in ask(up.api, "deployments")}
    assert schedules == {"ingest": [], "notice": [], "reprocess": [up.settings.reprocess_cron], "verify": [up.settings.verify_cron]}
    assert {d["global_concurrency_limit"]["limit"] for d in ask(up.api, "deployments")} == {1}


@pytest.mark.timeout(300)
def test_a_bad_file_has_a_run_that_says_so(up: Up) -> None:
    eventually(lambda: len(ask(up.api, "automations")) == 3, 200)
    (up.settings.inbox / "bad.txt").write_bytes(b"{\\rtf1 broken}")

    def told() -> bool:
        return any(run["name"] == "1 file in quarantine" and run["state_name"] == "LookHere" for run in ask(up.api, "flow_runs"))

    eventually(told, 200)


@pytest.mark.timeout(300)
def test_the_ledger_stands_among_the_artifacts_and_nothing_is_complained_of(up: Up) -> None:
    def tables() -> list[str]:
        return [a["data"] for a in ask(up.api, "artifacts") if a["key"].startswith("ledger-")]

    eventually(tables, 200)
    assert "files ingested" in tables()[0]
    assert "FutureWarning" not in up.out.read_text(encoding="utf-8")


@pytest.mark.timeout(300)
def test_a_server_that_is_killed_comes_back_and_hears_what_it_missed(up: Up) -> None:
    eventually(up.server_pid, 60)
    before = up.server_pid()
    assert before is not None
    os.kill(before, signal.SIGKILL)
    up.drop("meanwhile.txt", more="其间")
    eventually(lambda: _ingested(up) == 2, 60)
    eventually(lambda: up.server_pid() not in (None, before) and answers(up.api, 5.0), 200)
    eventually(lambda: up.counted().unreported_runs == 0, 120)


@pytest.mark.timeout(120)
def test_sigterm_ends_all_of_it(up: Up) -> None:
    children = _children(up.process.pid, "")
    assert children
    up.process.send_signal(signal.SIGTERM)
    assert up.ended(60) == Exit.DONE
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 30)
    assert not is_running(up.settings)


@pytest.mark.timeout(300)
def test_its_children_do_not_outlive_a_kill(up: Up) -> None:
    process = up.start()
    eventually(lambda: len(_children(process.pid, "flows.child")) >= 1, 60)
    children = _children(process.pid, "")
    process.kill()
    process.wait()
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 60)
    assert not is_running(up.settings)


def test_two_that_start_at_once_do_not_get_the_same_port() -> None:
    with reserved(0) as one, reserved(0) as other:
        assert one != other
        with pytest.raises(PortTaken, match=str(one)), reserved(one):
            pytest.fail("two have it")


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", prefect_port=taken.getsockname()[1])
        process = subprocess.run(UP, env=os.environ | settings.environment(), capture_output=True, text=True, timeout=120, check=False)
    assert process.returncode == Exit.UNAVAILABLE
    assert "is taken" in process.stderr


def test_a_lock_says_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "up.lock"
    assert not lock.is_held(path)
    with lock.held(path, "process 1"):
        assert lock.is_held(path)
        with pytest.raises(lock.Held, match="process 1"), lock.held(path, "process 2"):
            pytest.fail("two hold it")
    assert not lock.is_held(path)


def test_a_child_for_deployments_that_ends_is_started_again_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = Running(load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", prefect=False))
    rounds = iter([False, False, False, False, True])  # a look and a rest, twice; then it stops
    monkeypatch.setattr(running, "system", SimpleNamespace(stopping=SimpleNamespace(wait=lambda _: next(rounds))), raising=False)
    monkeypatch.setattr(running, "_server", SimpleNamespace(healthy=True, env={}))
    started: list[Path] = []

    def start(_what: object, _env: object, log: Path) -> SimpleNamespace:
        started.append(log)
        return SimpleNamespace(poll=lambda: 1)

    monkeypatch.setattr(child, "start", start)
    said: list[str] = []
    sink = logger.add(said.append, format="{message}")
    try:
        running._serve_deployments()
    finally:
        logger.remove(sink)
    assert len(started) == 2
    assert len(said) == 1
    assert str(started[0]) in said[0]
