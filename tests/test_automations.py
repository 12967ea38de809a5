"""Prefect's automations: a bad file, a silent watcher and a run that died each have a person told, in the UI and at an address."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from flows import news
from flows.backfile import door
from flows.claim import intake
from flows.drain import Drainer
from flows.report import Reporter
from flows.server import Server
from flows.settings import load
from flows.system import System, now
from storage import ledger
from storage.news import quarantined_between
from tests.eventually import eventually
from tests.prefect_server import ask, prefect_server, run_named

__all__ = ["prefect_server"]
# the least that Prefect lets a silence last
SILENT = timedelta(seconds=10)


class Address:
    """A web address that keeps what it is sent."""

    def __init__(self) -> None:
        self.heard: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.heard.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/told"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def address() -> Iterator[Address]:
    made = Address()
    yield made
    made.server.shutdown()


@pytest.fixture(scope="module", autouse=True)
def within(prefect_server: Server) -> Iterator[None]:
    """This module's calls of Prefect go to the tests' server."""
    from prefect.context import SyncClientContext
    from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with ExitStack() as stack:
        stack.enter_context(temporary_settings({PREFECT_API_URL: prefect_server.api_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}))
        stack.enter_context(SyncClientContext())
        yield


@pytest.fixture(scope="module")
def deployment(address: Address) -> UUID:
    """The deployment that tells, known to the server, and the automations that run it."""
    from prefect.client.orchestration import get_client
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    from flows import automations
    from flows.notice import notice

    made = RunnerDeployment.from_flow(notice, "notice", entrypoint_type=EntrypointType.MODULE_PATH)
    deployment_id = cast(UUID, made.apply())
    with get_client(sync_client=True) as client:
        automations.ensure(client, deployment_id, address.url, SILENT)
    return deployment_id


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with System(load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", workers=1)) as opened:
        yield opened


def take(system: System, name: str, data: bytes) -> int:
    path = system.settings.inbox / name
    path.write_bytes(data)
    return intake(path, door(system), remove=True).delivery_id


def told(server: Server, deployment: UUID, about: str) -> list[dict[str, Any]]:
    """The runs that automations have asked for, by what they are to say."""
    runs = ask(server.api_url, "flow_runs", deployments={"id": {"any_": [str(deployment)]}})
    return [run for run in runs if about in run["parameters"]["subject"] + run["parameters"]["told"]]


def ours(server: Server) -> list[dict[str, Any]]:
    return [automation for automation in ask(server.api_url, "automations") if automation["name"].startswith("kuaibao: ")]


@pytest.mark.timeout(300)
def test_a_bad_file_has_a_person_told(system: System, prefect_server: Server, deployment: UUID, address: Address) -> None:
    from flows.notice import notice

    reporter = Reporter(system, prefect_server)
    reporter.start()
    eventually(lambda: reporter.ready, 60)
    take(system, "坏的.txt", b"{\\rtf1 broken}")
    drainer = Drainer(system, reporter)
    drainer.step()
    eventually(lambda: told(prefect_server, deployment, "坏的.txt"), 60)
    (run,) = told(prefect_server, deployment, "坏的.txt")
    assert run["parameters"]["subject"] == "1 file in quarantine"
    assert "- 坏的.txt (unsupported_media): 坏的.txt is an RTF file" in run["parameters"]["told"]
    eventually(lambda: any("坏的.txt" in heard["text"] for heard in address.heard), 60)
    assert address.heard[0]["subject"] == "kuaibao: 1 file in quarantine"

    notice(**run["parameters"])
    shown = run_named(prefect_server.api_url, "1 file in quarantine")
    assert shown["state_name"] == "LookHere"
    (artifact,) = ask(prefect_server.api_url, "artifacts", flow_runs={"id": {"any_": [shown["id"]]}})
    assert artifact["data"].startswith("# 1 file in quarantine\n\n- 坏的.txt")
    system.stop()
    reporter.stop()


@pytest.mark.timeout(300)
def test_a_watcher_that_falls_silent_is_missed_and_one_that_stops_is_not(system: System, prefect_server: Server, deployment: UUID) -> None:
    silent, stopped, never = (
        news.News(system.engine, mark, watches) for mark, watches in (("a", lambda: True), ("b", lambda: True), ("c", lambda: False))
    )
    for each in (silent, stopped, never):
        each.tell()
    stopped.tell_the_end()
    never.tell_the_end()
    eventually(lambda: told(prefect_server, deployment, "Silent: watcher of a"), 60)
    assert not told(prefect_server, deployment, "watcher of b")
    heard = ask(prefect_server.api_url, "events", filter={"event": {"prefix": ["kuaibao.watcher."]}})
    said = [(event["event"], event["resource"]["prefect.resource.id"]) for event in cast(dict[str, Any], heard)["events"]]
    assert set(said) == {
        (news.HEARTBEAT, "kuaibao.watcher.a"),
        (news.HEARTBEAT, "kuaibao.watcher.b"),
        (news.STOPPED, "kuaibao.watcher.b"),
    }


@pytest.mark.timeout(300)
def test_a_run_that_died_has_a_person_told(prefect_server: Server, deployment: UUID) -> None:
    from prefect.client.orchestration import get_client
    from prefect.states import Running

    from flows import ingest, stale

    with get_client(sync_client=True) as client:
        run = client.create_flow_run(
            ingest.ingest, name="the last of them", parameters={"files": ["a"]}, state=Running(), tags=["somebody"]
        )
    stale.crash(stale.ours("somebody"))
    eventually(lambda: told(prefect_server, deployment, "Died: the last of them"), 60)
    assert run.name == "the last of them"


def test_automations_are_made_once_and_left_as_a_person_has_them(prefect_server: Server, deployment: UUID, address: Address) -> None:
    from prefect.client.orchestration import get_client
    from prefect.events.schemas.automations import AutomationCore

    from flows import automations

    before = ours(prefect_server)
    assert sorted(automation["name"] for automation in before) == [
        "kuaibao: a run has died",
        "kuaibao: documents in quarantine",
        "kuaibao: the watcher is silent",
    ]
    with get_client(sync_client=True) as client:
        client.create_automation(AutomationCore.model_validate(before[0]))  # as if two had started at once
        client.pause_automation(UUID(before[1]["id"]))
        automations.ensure(client, deployment, address.url, SILENT)
        after = ours(prefect_server)
        assert sorted(a["name"] for a in after) == sorted(a["name"] for a in before)
        assert {a["name"]: a["enabled"] for a in after} == {a["name"]: a is not before[1] for a in before}
        automations.ensure(client, deployment, "", SILENT)  # what we want has changed: told nowhere but in the UI
    assert {len(a["actions"]) for a in ours(prefect_server)} == {1}
    assert [a["enabled"] for a in ours(prefect_server) if a["name"] == before[1]["name"]] == [False]


class Feed:
    """Stands for Prefect's feed and the clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time, self.heard = 0.0, list[tuple[str, dict[str, Any]]]()
        monkeypatch.setattr("prefect.events.emit_event", self._emit)

    def _emit(self, event: str, _resource: dict[str, str], payload: dict[str, Any], follows: object) -> object:
        self.heard.append((event, payload))
        return follows or event

    def news(self, system: System, is_watching: Callable[[], bool] = lambda: False, *, of_ledger: bool = True) -> news.News:
        return news.News(system.engine, "here", is_watching, lambda: self.time, of_ledger=of_ledger)


def fail(system: System, *names: str) -> None:
    for name in names:
        ledger.quarantine(system.engine, take(system, name, name.encode()), "broken", "mend it", now())


def test_a_thousand_failures_are_one_event_a_minute(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(system, "before.txt")
    feed = Feed(monkeypatch)
    teller = feed.news(system)
    teller.tell()
    assert feed.heard == []
    fail(system, *(f"{n}.txt" for n in range(25)))
    teller.tell()
    fail(system, "late.txt", "later.txt")
    teller.tell()
    ((event, payload),) = feed.heard
    assert (event, payload["subject"], payload["files"]) == (news.QUARANTINED, "25 files in quarantine", 25)
    assert [line for line in payload["told"].splitlines() if line.startswith("- ")][-2:] == ["- 19.txt (broken): mend it", "- and 5 more"]
    feed.time = news.QUARANTINE_SECONDS
    teller.tell()
    teller.tell()
    assert [payload["subject"] for _, payload in feed.heard[1:]] == ["2 files in quarantine"]


def test_what_was_tried_again_with_success_is_no_news(system: System) -> None:
    fail(system, "a.txt", "b.txt")
    (first, second) = quarantined_between(system.engine, 0, 1 << 40)
    assert (first.name, first.code, first.message, second.name) == ("a.txt", "broken", "mend it", "b.txt")
    ledger.retry(system.engine, [first.delivery_id], now())
    assert quarantined_between(system.engine, 0, 1 << 40) == [second]


def test_the_heart_beats_as_long_as_the_watcher_goes_round(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    feed, watching = Feed(monkeypatch), [True]
    teller = feed.news(system, lambda: watching[0])
    for feed.time in (0.0, 2.0, 29.0, 31.0):
        teller.tell()
    watching[0] = False
    feed.time = 90.0
    teller.tell()
    teller.tell_the_end()
    assert [event for event, _ in feed.heard] == [news.HEARTBEAT, news.HEARTBEAT, news.STOPPED]


def test_of_all_that_work_on_a_ledger_one_tells_of_its_failures(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Feed(monkeypatch)
    watcher, worker = (feed.news(system, of_ledger=of_ledger) for of_ledger in (True, False))
    fail(system, "bad.txt")
    worker.tell()
    assert feed.heard == []
    watcher.tell()
    assert [event for event, _ in feed.heard] == [news.QUARANTINED]


def test_names_are_no_markup_in_what_is_told(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Feed(monkeypatch)
    fail(system, "before.txt")
    teller = feed.news(system)
    fail(system, "<b>[x](y).txt")
    teller.tell()
    assert "- \\<b\\>\\[x\\](y).txt (broken): mend it" in feed.heard[0][1]["told"]


def test_two_systems_on_one_machine_are_told_apart_and_known_again(system: System, tmp_path: Path) -> None:
    with System(system.settings.model_copy(update={"data": tmp_path / "another"})) as other, System(system.settings) as again:
        assert other.mark != system.mark == again.mark
        assert len({system.owner, other.owner, again.owner}) == 3
