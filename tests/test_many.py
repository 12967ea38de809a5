"""One machine watches, others work, on one database and one vault: each file is done once, also where a worker is killed half-way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from flows.settings import Settings, load
from storage.database import reading
from storage.states import INGESTED
from storage.tables import Delivery, Run
from tests.eventually import eventually

FILES = 24
SAMPLE = (files("seeds") / "documents" / "001_cb7469b198ac22b7.txt").read_text(encoding="utf-8")
UP = [sys.executable, "-c", "from flows.cli import main; main()", "up", "--no-prefect"]


class Machines:
    """`kuaibao up` several times, each with a data folder of its own, as on machines of their own."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.database_url = folder, database_url
        self.running: list[subprocess.Popen[bytes]] = []

    def settings(self, name: str) -> Settings:
        return load(
            inbox=self.folder / "inbox",
            data=self.folder / name,
            vault=str(self.folder / "vault"),
            database_url=self.database_url,
            workers=1,
            lease_seconds=2.0,
            poll_seconds=0.2,
            settle_seconds=0.0,
        )

    def start(self, name: str, *options: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{name}.out").open("ab") as out:
            env = os.environ | self.settings(name).environment() | {"KUAIBAO_PREFECT": "false"}
            process = subprocess.Popen([*UP, *options], env=env, stdout=out, stderr=out)
        self.running.append(process)
        return process


@pytest.fixture
def machines(tmp_path: Path, database_url: str) -> Iterator[Machines]:
    made = Machines(tmp_path, database_url)
    yield made
    for process in made.running:
        process.send_signal(signal.SIGINT)
    for process in made.running:
        process.wait(30)


def outcomes(engine: Engine) -> dict[bytes, int]:
    """How often each file that is done was done."""
    with reading(engine) as session:
        query = select(Delivery.name, Run.id).join(Run, Run.delivery_id == Delivery.id).where(Delivery.state == INGESTED)
        found: dict[bytes, int] = {}
        for name, _ in session.execute(query):
            found[name] = found.get(name, 0) + 1
        return found


def test_each_file_is_done_once_although_a_worker_is_killed(machines: Machines, engine: Engine) -> None:
    workers = [machines.start(name, "--no-watch") for name in ("one", "two")]
    machines.start("watcher", "--no-work")
    eventually((machines.folder / "inbox").is_dir, 20)
    for n in range(FILES):
        part = machines.folder / "inbox" / f".{n}.part"
        part.write_text(f"{SAMPLE}\n这是第 {n} 份。\n", encoding="utf-8")
        part.rename(part.with_name(f"{n}.txt"))
    eventually(lambda: len(outcomes(engine)) >= 4, 60)
    workers[0].kill()
    eventually(lambda: len(outcomes(engine)) == FILES, 60)
    assert set(outcomes(engine).values()) == {1}
    assert list((machines.folder / "inbox").glob("*.txt")) == []
