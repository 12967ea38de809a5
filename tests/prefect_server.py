"""One Prefect server for all tests that need one: starting it takes longer than most of them. Import the fixtures by name."""

import json
import os
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.server import Server
from flows.settings import load
from tests.eventually import eventually

START_SECONDS = 170.0
_started: dict[str, Server] = {}


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the tests' own, with its own PREFECT_HOME, on a free port; its environment is this process's from here on."""
    if "server" in _started:  # the fixture is imported into several modules, and each import is a fixture of its own to pytest
        yield _started["server"]
        return
    data = tmp_path_factory.mktemp("prefect")
    server = Server(load(inbox=data / "inbox", data=data, prefect_port=any_port(), prefect_seconds=5.0))
    os.environ.update(server.env)
    if "prefect" in sys.modules:  # an earlier test has imported it, and it has read no address: it would start a server of its own
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()
    server.start()
    _started["server"] = server
    assert server.wait(START_SECONDS), Path(server.log).read_text(encoding="utf-8")[-3000:]
    yield server
    server.stop()


def any_port() -> int:
    """A port that nobody uses, other than the default one."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask(api_url: str, path: str, **body: Any) -> list[dict[str, Any]]:
    """What the API answers to a filter, as the UI asks it."""
    request = urllib.request.Request(f"{api_url}/{path}/filter", json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        found: list[dict[str, Any]] = json.load(reply)
        return found


def run_named(api_url: str, name: str, seconds: float = 30.0) -> dict[str, Any]:
    """The flow run of that name, once it has come to its end."""
    found: list[dict[str, Any]] = []

    def ended() -> bool:
        found[:] = ask(api_url, "flow_runs", flow_runs={"name": {"any_": [name]}}, sort="START_TIME_DESC")
        return bool(found) and found[0]["state_type"] in {"COMPLETED", "FAILED", "CRASHED"}

    eventually(ended, seconds)
    return found[0]


def tasks_of(api_url: str, run: dict[str, Any], number: int, seconds: float = 30.0) -> list[dict[str, Any]]:
    """The task runs of a flow run, once there are `number` that have ended: the server writes them a moment later."""
    found: list[dict[str, Any]] = []

    def ended() -> bool:
        found[:] = ask(api_url, "task_runs", flow_runs={"id": {"any_": [run["id"]]}}, sort="EXPECTED_START_TIME_ASC")
        return len([task for task in found if task["state_type"] in {"COMPLETED", "FAILED"}]) >= number

    eventually(ended, seconds)
    return found
