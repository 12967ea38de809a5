"""One worker and two on PostgreSQL, and two of which one is killed half-way. Bar: each document once; documents/s and their ratio are told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from flows.backfile import door
from flows.claim import intake
from flows.settings import Settings, load
from flows.system import System
from storage.database import reading
from storage.tables import Run
from tests.bench.measure import documents, drop
from tests.eventually import eventually

FILES = 400
# done by then: processes have started, their children too
WARM = 100
UP = [sys.executable, "-c", "from flows.cli import main; main()", "up", "--no-prefect", "--no-watch"]


@contextmanager
def workers(number: int, settings: Settings, log: Path) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """So many `kuaibao up --no-watch`, each with one child process, on one database and one vault."""
    started = []
    with log.open("ab") as out:
        for n in range(number):
            env = os.environ | settings.model_copy(update={"data": settings.data / f"worker-{n}"}).environment()
            started.append(subprocess.Popen(UP, env=env, stdout=out, stderr=out))
    try:
        yield started
    finally:
        for process in started:
            process.send_signal(signal.SIGINT)
        for process in started:
            process.wait(30)


def done(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(Run)) or 0


def per_second(engine: Engine) -> float:
    """How many were persisted in a second, from the one on that found all processes warm."""
    with reading(engine) as session:
        times = list(session.scalars(select(Run.finished_at).order_by(Run.finished_at)))
    return (len(times) - WARM) / (times[-1] - times[WARM]).total_seconds()


@pytest.mark.bench
@pytest.mark.postgres
@pytest.mark.timeout(900)
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("number", "kill"), [(1, False), (2, False), (2, True)], ids=["one", "two", "two, one killed half-way"])
def test_workers(number: int, kill: bool, database_url: str, engine: Engine, tmp_path: Path) -> None:
    vault = str(tmp_path / "vault")
    settings = load(inbox=tmp_path / "inbox", data=tmp_path, vault=vault, database_url=database_url, workers=1, lease_seconds=5.0)
    with System(settings) as system:
        for n, data in enumerate(documents(FILES)):
            drop(settings.inbox, f"{n}.txt", data)
            intake(settings.inbox / f"{n}.txt", door(system))
    with workers(number, settings, tmp_path / "workers.log") as processes:
        if kill:
            eventually(lambda: done(engine) >= FILES // 2, 300)
            processes[0].kill()
        eventually(lambda: done(engine) == FILES, 300)
    with reading(engine) as session:
        assert len(set(session.scalars(select(Run.delivery_id)))) == FILES
    print(f"{number} workers{', one killed half-way' if kill else ''}: {per_second(engine):.1f} documents/s")
