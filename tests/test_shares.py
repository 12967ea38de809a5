"""A back-file on a Dask cluster: shares of it are worked off by the cluster's workers, each document once, whatever happens to a worker."""

import json
import os
import signal
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from threading import Thread

import dask
import pytest
from distributed import LocalCluster
from sqlalchemy import select

from flows import log
from flows.backfile import door, follow
from flows.claim import intake
from flows.server import Server
from flows.settings import Settings, load
from flows.system import System
from storage.database import reading
from storage.states import CLAIMED, INGESTED, QUARANTINED
from storage.tables import Delivery, Run
from tests.eventually import eventually
from tests.prefect_server import any_port, ask, prefect_server, run_named, tasks_of  # noqa: F401  a fixture

SAMPLE = (files("seeds") / "documents" / "001_cb7469b198ac22b7.txt").read_text(encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path, prefect_server: Server, monkeypatch: pytest.MonkeyPatch) -> Settings:  # noqa: F811
    made = load(
        inbox=tmp_path / "inbox", data=tmp_path / "data", lease_seconds=3.0, poll_seconds=0.2, prefect_api_url=prefect_server.api_url
    )
    for name, value in made.environment().items():  # the workers are set up by it
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def system(settings: Settings) -> Iterator[System]:
    with System(settings) as opened:
        yield opened


@pytest.fixture
def cluster(settings: Settings) -> Iterator[LocalCluster]:  # noqa: ARG001  its workers are told by the environment
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made,  # type: ignore[no-untyped-call]
    ):
        yield made


def drop(system: System, number: int) -> None:
    for n in range(number):
        path = system.settings.data / f"{n}.txt"
        path.write_text(f"{SAMPLE}\n这是第 {n} 份。\n", encoding="utf-8")
        intake(path, door(system))


def states(system: System) -> list[str]:
    with reading(system.engine) as session:
        return sorted(session.scalars(select(Delivery.state)))


def runs(system: System) -> list[int]:
    """The deliveries of all runs."""
    with reading(system.engine) as session:
        return sorted(session.scalars(select(Run.delivery_id)))


def test_shares_are_worked_off_and_each_shows_its_documents(system: System, cluster: LocalCluster, prefect_server: Server) -> None:  # noqa: F811
    from flows.shares import share_out

    drop(system, 6)
    (system.settings.data / "bad.txt").write_bytes(b"\x81\xff\xff\x00\x01" * 40)
    intake(system.settings.data / "bad.txt", door(system))
    assert share_out(system.settings, 7, cluster.scheduler_address, most=4) is None
    assert states(system) == [INGESTED] * 6 + [QUARANTINED]
    assert runs(system) == list(range(1, 8))
    run = run_named(prefect_server.api_url, "back-file of 7 files")
    assert run["state_name"] == "CompletedWithQuarantine"
    shares = tasks_of(prefect_server.api_url, run, 2)
    assert {task["name"] for task in shares} == {"share 1", "share 2"}
    tables = ask(prefect_server.api_url, "artifacts", artifacts={"task_run_id": {"any_": [task["id"] for task in shares]}})
    shown = [row["file"] for artifact in tables for row in json.loads(artifact["data"])]
    assert sorted(shown) == [*(f"{n}.txt" for n in range(6)), "bad.txt"]


def test_what_a_killed_worker_had_leased_is_done_by_others(system: System, cluster: LocalCluster) -> None:
    from flows.shares import share_out

    drop(system, 20)
    work = Thread(target=share_out, args=(system.settings, 20, cluster.scheduler_address, 10))
    work.start()
    eventually(lambda: INGESTED in states(system), 120)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    work.join()
    eventually(lambda: _done(system), 60)
    assert runs(system) == list(range(1, 21))


def _done(system: System) -> bool:
    """Work off here what no share was left for, as `kuaibao ingest` does, and tell whether that is all."""
    from flows.drain import Drainer

    drainer = Drainer(system)
    while drainer.step():
        pass
    return CLAIMED not in states(system)


def test_a_scheduler_that_is_not_there_is_said(system: System) -> None:
    from flows.shares import share_out

    drop(system, 1)
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        said = share_out(system.settings, 1, f"tcp://127.0.0.1:{any_port()}")
    assert said
    assert states(system) == [CLAIMED]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # which it must not swallow
def test_the_work_is_done_here_where_sharing_it_out_fails(system: System) -> None:
    def fails() -> None:
        raise ConnectionError

    drop(system, 1)
    assert [delivery.state for delivery in follow(system, [1], lambda: False, fails)] == [INGESTED]


def test_lines_from_a_share_go_to_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    log.only_to_runs()
    log.for_delivery(1, "a.txt").info("read")
    assert capsys.readouterr().err == ""
