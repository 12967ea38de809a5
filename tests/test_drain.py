"""The drainer goes on whatever Prefect does, and what took its workers with it too often ends in quarantine."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest

from flows import steady
from flows.backfile import door
from flows.batch import GROUP, PLAIN, Batch, Steps, grouped
from flows.claim import Taken, intake
from flows.drain import Drainer
from flows.job import Job
from flows.report import Reporter
from flows.settings import load
from flows.system import System, now
from flows.urgency import URGENT, USUAL
from storage import ledger, queries
from storage.tables import Delivery
from storage.told import runs_unreported
from tests.eventually import eventually


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    settings = load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", workers=1, prefect_seconds=0.2, poll_seconds=0.1)
    with System(settings) as opened:
        yield opened


def give(system: System, name: str = "bulletin", more: str = "", priority: int = USUAL) -> int:
    data = (files("seeds") / "documents" / "001_cb7469b198ac22b7.txt").read_bytes() + more.encode()
    path = system.settings.inbox / f"{name}.txt"
    path.write_bytes(data)
    taken = intake(path, door(system), remove=True, priority=priority)
    assert isinstance(taken, Taken)
    return taken.delivery_id


def states(system: System) -> dict[str, int]:
    return {state: number for state, number in ledger.counts(system.engine, now()).states.items() if number}


class Slow:
    """A reporter whose run opens only long after it was asked for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.worked: list[bool] = []
        self._threads: list[threading.Thread] = []

    def show(self, batch: Batch) -> bool:
        self._threads.append(threading.Thread(target=self._open, args=(batch,)))
        self._threads[-1].start()
        return True

    def _open(self, batch: Batch) -> None:
        batch.begun.wait(self.seconds)
        took = batch.take()
        self.worked.append(took)
        if took:
            batch.work_off(PLAIN)

    def end(self) -> None:
        for thread in self._threads:
            thread.join()


def test_a_server_that_is_slow_delays_no_document(system: System) -> None:
    give(system)
    reporter = Slow(seconds=30)
    began = time.monotonic()
    assert Drainer(system, cast(Reporter, reporter)).step()
    assert states(system) == {"ingested": 1}
    assert time.monotonic() - began < 15
    reporter.end()
    assert reporter.worked == [False]  # the run found its work done, and nothing was done twice
    assert len(runs_unreported(system.engine)) == 1


def test_a_run_that_opens_in_time_does_the_work(system: System) -> None:
    give(system)
    reporter = Slow(seconds=0)
    drainer = Drainer(system, cast(Reporter, reporter))
    assert drainer.step()
    eventually(lambda: drainer.idle)
    reporter.end()
    assert reporter.worked == [True]
    assert states(system) == {"ingested": 1}


def test_no_server_at_all_is_no_matter(system: System) -> None:
    give(system)
    drainer = Drainer(system)
    assert drainer.step()
    assert not drainer.step()
    assert states(system) == {"ingested": 1}


def test_it_wakes_for_what_is_claimed_and_ends_when_asked(system: System) -> None:
    thread = threading.Thread(target=Drainer(system).run)
    thread.start()
    give(system)
    system.wake.set()
    eventually(lambda: states(system) == {"ingested": 1}, 30)
    system.stop()
    thread.join(10)
    assert not thread.is_alive()


def test_a_file_that_takes_its_worker_with_it_each_time_ends_in_quarantine(system: System) -> None:
    delivery_id = give(system)
    for _ in range(system.settings.max_attempts):  # each time the process dies: the lease runs out, nothing else is written
        assert ledger.lease(system.engine, "dead", 1, now(), seconds=0.01)
        time.sleep(0.02)
    Drainer(system).step()
    assert states(system) == {"quarantined": 1}
    assert ledger.counts(system.engine, now()).quarantined == {"attempts_exhausted": 1}
    ledger.retry(system.engine, [delivery_id], now())
    Drainer(system).step()
    assert states(system) == {"ingested": 1}


def test_several_drainers_do_not_persist_a_document_twice(system: System) -> None:
    for n in range(6):
        give(system, f"many{n}", more=str(n))
    drainers = [threading.Thread(target=Drainer(system).step) for _ in range(4)]
    for drainer in drainers:
        drainer.start()
    for drainer in drainers:
        drainer.join()
    counted = ledger.counts(system.engine, now())
    assert (counted.states["ingested"], counted.documents, counted.revisions) == (6, 6, 6)


def test_a_back_file_goes_in_groups_and_each_document_once(system: System) -> None:
    for n in range(20):
        give(system, f"back{n:02}", more=str(n))
    groups: list[int] = []

    def group(jobs: Sequence[Job]) -> None:
        groups.append(len(jobs))
        PLAIN.group(jobs)

    Batch(system, [], linger=0.0).work_off(replace(PLAIN, group=group))
    assert states(system) == {"ingested": 20}
    assert sum(groups) == 20
    assert max(groups) > 1


def test_a_back_file_is_shared_out_to_all_threads_and_urgent_files_go_first_by_themselves(system: System) -> None:
    jobs = [Job(system, Delivery(id=n, name=b"a.txt", priority=URGENT if n == 39 else USUAL)) for n in range(40)]
    tasks = [(task.func, *task.args) for task in grouped(jobs, PLAIN, 3)]
    assert tasks[0] == (PLAIN.document, jobs[39])
    assert tasks[1:] == [(PLAIN.group, jobs[:13]), (PLAIN.group, jobs[13:26]), (PLAIN.group, jobs[26:39])]
    assert {len(task.args[0]) for task in grouped(jobs * 3, PLAIN, 2) if task.func is PLAIN.group} == {GROUP, 117 % GROUP}


def test_an_urgent_file_waits_for_no_group_of_a_back_file(system: System) -> None:
    for n in range(20):
        give(system, f"back{n:02}", more=str(n))
    go_on = threading.Event()

    def group(jobs: Sequence[Job]) -> None:
        go_on.wait(60)
        PLAIN.group(jobs)

    batch = Batch(system, [], linger=0.0)
    work = threading.Thread(target=batch.work_off, args=(replace(PLAIN, group=group),))
    work.start()
    eventually(lambda: len(batch.jobs) >= 8)
    batch.close()  # neither for room in its run
    give(system, "urgent", more="!", priority=URGENT)
    eventually(lambda: states(system).get("ingested") == 1)
    assert [outcome.name for outcome in batch.outcomes] == ["urgent.txt"]
    go_on.set()
    work.join()


def test_urgent_files_are_leased_one_task_ahead_and_no_further(system: System) -> None:
    for n in range(2):
        give(system, f"urgent{n}", more=str(n), priority=URGENT)
    batch = Batch(system, [], linger=0.0)
    most, _ = batch._tasks()
    assert batch._urgent(most + 1) == []
    assert [job.name for job in batch._urgent(most)] == ["urgent0.txt"]


def test_an_error_that_nobody_expected_does_not_end_the_drainer(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def step(_: Drainer) -> bool:
        tries.append(now())
        if len(tries) == 1:
            raise RuntimeError("a database that answers in a new way")
        system.stopping.set()
        return False

    monkeypatch.setattr(steady, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(Drainer, "step", step)
    Drainer(system).run()
    assert len(tries) == 2


def test_a_slow_document_by_itself_holds_up_no_other(system: System) -> None:
    give(system, "slow")
    go_on = threading.Event()

    def parse(job: Job) -> None:
        go_on.wait(60)
        PLAIN.parse(job)

    batch = Batch(system, [], linger=0.0)
    work = threading.Thread(target=batch.work_off, args=(replace(PLAIN, parse=parse),))
    work.start()
    eventually(lambda: len(batch.jobs) == 1)
    give(system, "urgent", more="!", priority=URGENT)
    give(system, "usual", more="?")
    eventually(lambda: states(system).get("ingested") == 2)
    assert sorted(outcome.name for outcome in batch.outcomes) == ["urgent.txt", "usual.txt"]
    go_on.set()
    work.join()
    assert states(system) == {"ingested": 3}


@pytest.mark.parametrize("number", [1, 5, 20], ids=["step by step", "a task each", "in groups"])
def test_a_task_that_ends_by_an_error_leaves_no_document_undone_and_blames_none(system: System, number: int) -> None:
    for n in range(number):
        give(system, f"many{n:02}", more=str(n))

    def refused(_: object) -> None:
        raise RuntimeError("the server gives no slot")

    Batch(system, [], linger=0.0).work_off(Steps(refused, refused, refused, refused, refused, refused))
    assert states(system) == {"ingested": number}


def test_what_one_document_raises_is_its_own_end_and_nobody_elses(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        give(system, f"many{n}", more=str(n))
    persist = Job._persist

    def persisted(job: Job) -> None:
        if job.name == "many3.txt":
            raise LookupError("a row that nobody thought of")
        persist(job)

    monkeypatch.setattr(Job, "_persist", persisted)
    batch = Batch(system, [], linger=0.0)
    batch.work_off(PLAIN)
    assert states(system) == {"ingested": 4, "quarantined": 1}
    (bad,) = [outcome for outcome in batch.outcomes if outcome.failed]
    assert bad.name == "many3.txt"
    assert "a row that nobody thought of" in (bad.message or "")


def test_what_cannot_even_be_set_aside_is_left_and_its_attempt_counts(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    give(system)

    def refused(*_: object, **__: object) -> None:
        raise LookupError("no row goes in")

    monkeypatch.setattr(Job, "_persist", refused)
    monkeypatch.setattr(ledger, "quarantine", refused)
    Batch(system, [], linger=0.0).work_off(PLAIN)
    (delivery,) = queries.deliveries(system.engine, [1])
    assert (delivery.state, delivery.attempts, delivery.lease_owner) == ("claimed", 1, system.owner)
