"""The network is cut in the middle of the work and healed: nothing is lost, nothing is done twice, and Prefect hears of all of it."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, make_url, select

from flows.backfile import door
from flows.batch import leased
from flows.claim import Taken, intake
from flows.drain import Drainer
from flows.report import Reporter
from flows.server import Server, elsewhere
from flows.settings import load
from flows.system import System, now
from storage.counts import counts
from storage.database import open_database, reading
from storage.tables import CurrentRevision, Delivery, Revision, Run
from storage.told import runs_unreported
from tests.cut import Line
from tests.eventually import eventually
from tests.faults.driver import InProcess
from tests.prefect_server import ask, prefect_server

__all__ = ["prefect_server"]
FILES = 3


def opened(folder: Path, name: str, database_url: str, **more: object) -> System:
    """One machine's system, with the vault that all share."""
    settings = load(
        inbox=folder / "inbox",
        data=folder / name,
        vault=str(folder / "vault"),
        database_url=database_url,
        workers=1,
        **more,
    )
    return System(settings)


def give(system: System, number: int) -> None:
    for n in range(number):
        path = system.settings.inbox / f"{n}.txt"
        path.write_text(f"这是第 {n} 份。", encoding="utf-8")
        assert isinstance(intake(path, door(system), remove=True), Taken)


def work(system: System) -> list[str]:
    """Work on what is claimed, as a drainer without Prefect does; return how it ended."""
    jobs = leased(system, 10)
    for job in jobs:
        job.document()
    return [job.outcome.state for job in jobs if job.outcome]


def done(engine: Engine) -> dict[bytes, int]:
    """How often each ingested file was ingested."""
    query = select(Delivery.name, func.count(Run.id)).join(Run, Run.delivery_id == Delivery.id).where(Run.outcome == "ingested")
    with reading(engine) as session:
        return {row[0]: row[1] for row in session.execute(query.group_by(Delivery.id, Delivery.name))}


def shown(engine: Engine) -> tuple[int, int]:
    with reading(engine) as session:
        return tuple(session.scalar(select(func.count()).select_from(row)) or 0 for row in (CurrentRevision, Revision))  # type: ignore[return-value]


@pytest.fixture
def line(postgres_database: str) -> Iterator[Line]:
    folder = make_url(postgres_database).query["host"]
    with Line(f"{folder}/.s.PGSQL.5432") as made:
        yield made


@pytest.fixture
def postgres_database(request: pytest.FixtureRequest, dialect: str) -> str:
    assert dialect == "postgresql"
    url: str = request.getfixturevalue("database_url")
    return url


@pytest.mark.parametrize("dialect", [pytest.param("postgresql", marks=pytest.mark.postgres)])
@pytest.mark.parametrize("reset", [False, True], ids=["goes on", "hangs up"])
@pytest.mark.parametrize(
    ("words", "after", "by_others"),
    [(b"BEGIN", False, FILES), (b"INSERT INTO facts", False, FILES - 1), (b"COMMIT", False, FILES - 1), (b"COMMIT", True, FILES)],
    ids=["before it begins", "between rows", "before the commit", "before its answer"],
)
def test_a_worker_cut_off_from_the_database_while_it_persists(
    postgres_database: str, line: Line, tmp_path: Path, words: bytes, after: bool, by_others: int, reset: bool
) -> None:
    url = make_url(postgres_database)
    far_url = url.set(host="127.0.0.1", port=line.port, query={}).render_as_string(hide_password=False)
    with opened(tmp_path, "near", postgres_database, lease_seconds=1.0) as near, opened(tmp_path, "far", far_url, lease_seconds=1.0) as far:
        near.isolation = far.isolation = InProcess()  # type: ignore[assignment]
        give(near, FILES)
        jobs = leased(far, 1)
        jobs[0].whole()
        line.cut_at(words, after=after)
        cut_off = threading.Thread(target=jobs[0].store, daemon=True)
        cut_off.start()
        assert line.was_cut.wait(30)

        def others_are_done() -> bool:
            work(near)
            return len(done(near.engine)) == by_others

        eventually(others_are_done, 30)
        line.heal(reset=reset)
        cut_off.join(60)
        assert not cut_off.is_alive()

        def all_are_done() -> bool:
            work(near)
            return len(done(near.engine)) == FILES

        eventually(all_are_done, 30)
        assert set(done(near.engine).values()) == {1}
        assert shown(near.engine) == (FILES, FILES)
        assert counts(near.engine, now()).states["ingested"] == FILES
        assert not list((tmp_path / "inbox").iterdir())
        assert work(far) == []


@pytest.mark.parametrize("dialect", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_database_that_vanishes_without_a_word_is_given_up(postgres_database: str, line: Line) -> None:
    engine = open_database(
        make_url(postgres_database).set(host="127.0.0.1", port=line.port, query={}).render_as_string(hide_password=False)
    )
    with engine.connect() as connection, socket.socket(fileno=os.dup(connection.connection.driver_connection.fileno())) as held:  # type: ignore[union-attr]
        assert held.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert held.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 10
        assert held.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 25_000
    engine.dispose()


@pytest.mark.timeout(400)
@pytest.mark.parametrize("reset", [False, True], ids=["goes on", "hangs up"])
def test_a_worker_cut_off_from_prefect_while_it_persists(
    prefect_server: Server, tmp_path: Path, reset: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Line(("127.0.0.1", prefect_server.port)) as line:
        api = f"http://127.0.0.1:{line.port}/api"
        with opened(tmp_path, "data", "", prefect_api_url=api, prefect_seconds=2.0) as system:
            watched = elsewhere(system.settings)
            watched.start()
            reporter = Reporter(system, watched)
            reporter.start()
            eventually(lambda: reporter.ready, 60)
            give(system, 1)
            monkeypatch.setattr(system.committer, "write", _once_before(system.committer.write, line.cut))
            drainer = Drainer(system, reporter)
            drainer.step()
            assert line.was_cut.wait(30)
            eventually(lambda: len(done(system.engine)) == 1, 30)
            path = system.settings.inbox / "later.txt"
            path.write_text("后来的。", encoding="utf-8")
            intake(path, door(system), remove=True)
            eventually(lambda: drainer.step() or len(done(system.engine)) == 2, 60)
            eventually(lambda: len(done(system.engine)) == 2, 30)
            line.heal(reset=reset)
            eventually(lambda: not runs_unreported(system.engine) and reporter.idle, 150)
            assert set(done(system.engine).values()) == {1}
            mine = {"flow_runs": {"tags": {"all_": [system.mark]}}}
            eventually(lambda: {run["state_type"] for run in ask(prefect_server.api_url, "flow_runs", **mine)} == {"COMPLETED"}, 60)
            system.stop()
            reporter.stop()
            watched.stop()


def _once_before(then: Callable[[], None], first: Callable[[], None]) -> Callable[[], None]:
    calls = iter([first])

    def both() -> None:
        for call in calls:
            call()
        then()

    return both
