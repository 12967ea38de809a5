"""What Prefect shows of a batch: run, tasks, tags, artifact, log, and how a run with quarantine looks."""

import gc
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from httpx import ConnectError

from flows import describe
from flows.backfile import door
from flows.batch import PLAIN, Batch, leased
from flows.claim import intake
from flows.outcome import Outcome
from flows.server import Server
from flows.settings import load
from flows.steps import Parsed
from flows.system import System, now
from storage import ledger
from storage.queries import list_documents
from storage.states import INGESTED, QUARANTINED
from storage.told import runs_unreported
from tests.entrance import forbid
from tests.eventually import eventually
from tests.prefect_server import ask, prefect_server, run_named, tasks_of

__all__ = ["prefect_server"]
BULLETIN = "001_cb7469b198ac22b7.txt"
TITLE = "凝心聚力 务实重干 王楼镇高质量打造宜居宜业美丽乡村"
STEPS = ["detect", "parse", "validate", "persist"]


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with System(load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", workers=1)) as opened:
        yield opened


def sample(name: str = BULLETIN) -> bytes:
    return (files("seeds") / "documents" / name).read_bytes()


def given(system: System, **contents: bytes) -> Batch:
    """A batch of files that were taken in just now."""
    for name, data in contents.items():
        path = system.settings.inbox / f"{name}.txt"
        path.write_bytes(data)
        intake(path, door(system), remove=True)
    return Batch(system, leased(system, 10), linger=0)


def show(server: Server, batch: Batch) -> None:
    """Work the batch off in a flow run, as the reporter does."""
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows import ingest

    with temporary_settings({PREFECT_API_URL: server.api_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        ingest.current_batch.set(batch)
        ingest.ingest([job.name for job in batch.jobs], return_state=True)


def test_the_steps_work_without_prefect(system: System) -> None:
    batch = given(system, bulletin=sample())
    batch.work_off(PLAIN)
    assert [outcome.state for outcome in batch.outcomes] == [INGESTED]
    assert [listed.title for listed in list_documents(system.engine)] == [TITLE]
    assert len(runs_unreported(system.engine)) == 1


@pytest.mark.parametrize("number", [1, 4], ids=["step by step", "in one call"])
def test_a_document_that_is_stored_is_held_in_memory_no_longer(system: System, number: int) -> None:
    batch = given(system, **{f"n{n}": sample() + str(n).encode() for n in range(number)})
    batch.work_off(PLAIN)
    assert batch.outcomes[0].headline == TITLE
    gc.collect()
    assert [held for held in gc.get_objects() if isinstance(held, Parsed)] == []


def test_a_failing_document_leaves_its_batch_alone(system: System) -> None:
    batch = given(system, one=sample(), bad=b"{\\rtf1 broken}", blank=b" \n\n", two=sample() + "再".encode())
    batch.work_off(PLAIN)
    assert {o.name: o.code for o in batch.outcomes} == {
        "one.txt": None,
        "bad.txt": "unsupported_media",
        "blank.txt": "no_content",
        "two.txt": None,
    }
    assert ledger.counts(system.engine, now()).states["quarantined"] == 2


def test_work_is_left_to_others_once_the_lease_is_lost(system: System) -> None:
    batch = given(system, bulletin=sample())
    ledger.release(system.engine, [batch.jobs[0].delivery.id], system.owner)
    batch.close()  # or it would take the delivery up again itself
    batch.work_off(PLAIN)
    assert [outcome.state for outcome in batch.outcomes] == ["released"]
    assert not list_documents(system.engine)


def test_a_single_document_shows_its_four_steps(system: System, prefect_server: Server) -> None:
    show(prefect_server, given(system, bulletin=sample()))
    run = run_named(prefect_server.api_url, TITLE)
    assert (run["state_name"], set(run["tags"])) == ("Completed", {"bulletin", "ingested"})
    tasks = tasks_of(prefect_server.api_url, run, 4)
    assert [task["name"] for task in tasks] == [f"{step} bulletin.txt" for step in STEPS]
    assert not runs_unreported(system.engine)
    artifact = ask(prefect_server.api_url, "artifacts", flow_runs={"id": {"any_": [run["id"]]}})[0]
    assert artifact["type"] == "markdown"
    for part in (f"# {TITLE}", "Why this type", "publication", "Findings", "heading\\_levels\\_repaired"):
        assert part in artifact["data"].replace("`heading_levels_repaired`", "heading\\_levels\\_repaired")


def test_the_log_lines_of_a_run_reach_prefect(system: System, prefect_server: Server) -> None:
    from flows import log

    log.configure()
    show(prefect_server, given(system, logged=sample() + "。".encode()))

    def lines() -> list[str]:
        run = ask(prefect_server.api_url, "flow_runs", flow_runs={"name": {"any_": [TITLE]}}, sort="START_TIME_DESC")[0]
        found = ask(prefect_server.api_url, "logs", logs={"flow_run_id": {"any_": [run["id"]]}})
        return [line["message"] for line in found]

    eventually(lambda: any("logged.txt: bulletin" in line for line in lines()), 30)
    assert any("heading_levels_repaired" in line for line in lines())


def test_many_documents_are_one_task_each_and_quarantine_shows(system: System, prefect_server: Server) -> None:
    contents = {f"many{n}": sample() + f"{n}".encode() for n in range(3)}
    show(prefect_server, given(system, **contents, bad=b"{\\rtf1 x}"))
    run = run_named(prefect_server.api_url, "4 files: 3 bulletin")
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "CompletedWithQuarantine")
    assert "1 in quarantine: bad.txt: unsupported_media" in run["state"]["message"]
    assert set(run["tags"]) == {"bulletin", "ingested", "quarantined"}
    tasks = tasks_of(prefect_server.api_url, run, 4)
    assert sorted((task["name"], task["state_name"]) for task in tasks) == [("bad.txt", "Quarantined"), *[(TITLE, "Completed")] * 3]
    table = ask(prefect_server.api_url, "artifacts", flow_runs={"id": {"any_": [run["id"]]}})[0]
    assert table["type"] == "table"
    assert table["data"].count("heading_levels_repaired") == 3


def test_a_task_asks_the_server_for_no_slot_of_its_runs_tags(system: System, prefect_server: Server) -> None:
    from prefect import tags

    with tags("this-house"):
        show(prefect_server, given(system, one=sample(), two=sample() + b"2", three=sample() + b"3"))
    (run,) = [run for run in ask(prefect_server.api_url, "flow_runs") if "this-house" in run["tags"]]
    assert [task["tags"] for task in tasks_of(prefect_server.api_url, run, 3)] == [[], [], []]


def test_a_run_with_nothing_but_quarantine_has_failed(system: System, prefect_server: Server) -> None:
    show(prefect_server, given(system, hopeless=b"{\\rtf1 y}"))
    run = run_named(prefect_server.api_url, "hopeless.txt")
    assert (run["state_type"], run["state_name"]) == ("FAILED", "Quarantined")


def test_a_run_that_opens_too_late_tells_what_was_done_without_it(system: System, prefect_server: Server) -> None:
    batch = given(system, late=sample() + "迟".encode())
    assert batch.take()
    batch.work_off(PLAIN)
    assert len(runs_unreported(system.engine)) == 1
    show(prefect_server, batch)
    assert not runs_unreported(system.engine)
    run = run_named(prefect_server.api_url, TITLE)
    assert "reported-late" in run["tags"]
    assert [task["name"] for task in tasks_of(prefect_server.api_url, run, 1)] == [TITLE]


def test_a_page_escapes_what_would_be_markup() -> None:
    page = describe.page(Outcome(7, "<b>|x|.txt", QUARANTINED, "empty", "the file has `no` bytes"))
    assert "\\<b\\>\\|x\\|.txt" in page
    assert "kuaibao retry 7" in page
    name = "`<img>[重新登录](x).txt"
    shown: dict[str, Any] = {"doc_type": "other", "document_id": "d", "title": None, "kicker": None, "subtitle": None, "findings": []}
    shown["classification"] = {"confidence": 1, "evidence": []}
    assert "File \\`\\<img\\>\\[重新登录\\](x).txt, " in describe.page(Outcome(7, name, INGESTED, documents=(shown,)))


@pytest.mark.parametrize(
    ("files_named", "name"), [(["甲.txt"], "甲.txt"), (["a", "b", "c"], "3 files: a …"), (["长" * 300], "长" * 119 + "…")]
)
def test_the_opening_name_says_what_was_taken(files_named: list[str], name: str) -> None:
    assert describe.opening_name(files_named) == name


def test_a_run_whose_artifact_prefect_does_not_take_ends_as_its_documents_did(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import ingest

    def refused(*_: object, **__: object) -> None:
        raise ConnectError("the server is gone")

    monkeypatch.setattr(ingest, "create_table_artifact", refused)
    state = ingest.finish([Outcome(number, f"{number}.txt", INGESTED) for number in (1, 2)])
    assert (state.name, state.message) == ("Completed", "0 documents from 2 files")


def test_a_run_over_a_folder_fails_where_a_part_of_it_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prefect.states import Completed

    from flows import deployed

    for name, value in (("INBOX", tmp_path / "inbox"), ("DATA", tmp_path / "data"), ("WORKERS", 1)):
        monkeypatch.setenv(f"KUAIBAO_{name}", str(value))
    for folder in ("closed", "open"):
        (tmp_path / "archive" / folder).mkdir(parents=True)
        (tmp_path / "archive" / folder / f"{folder}.txt").write_bytes(sample())
    forbid(monkeypatch, tmp_path / "archive" / "closed")
    monkeypatch.setattr(deployed, "publish", lambda outcomes: Completed(message=", ".join(outcome.name for outcome in outcomes)))
    state = deployed.ingest.fn(str(tmp_path / "archive"))
    assert state.is_failed()
    assert state.message == f"could not be listed: [Errno 13] Permission denied: '{tmp_path}/archive/closed'; open.txt"
