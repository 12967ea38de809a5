"""A thousand text files at once. Bars: each persisted once, 25 documents/s on 2 cores, Prefect answers meanwhile and shows them all."""

import json
import re
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from flows.serve import Running
from storage.database import reading
from storage.tables import DocumentRow, Revision, Run
from tests.bench.measure import cpu_seconds, documents, drop, running, told

FILES = 1000
BAR_PER_SECOND = 25.0
BAR_ANSWER_SECONDS = 3.0


def ask(system: Running, path: str, body: dict[str, Any]) -> Any:
    """What Prefect's API answers, as its UI asks it."""
    request = urllib.request.Request(
        f"{system.ui_url}/api/{path}", json.dumps(body).encode(), {"content-type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


class Visitor(threading.Thread):
    """Asks for the newest runs twice a second, as somebody who looks at the UI does, and notes how long each answer took."""

    def __init__(self, system: Running) -> None:
        super().__init__(daemon=True)
        self.seconds: list[float] = []
        self._system = system
        self._leave = threading.Event()

    def run(self) -> None:
        while not self._leave.wait(0.5):
            asked = time.monotonic()
            ask(self._system, "flow_runs/filter", {"limit": 20, "sort": "START_TIME_DESC"})
            self.seconds.append(time.monotonic() - asked)

    def leave(self) -> None:
        self._leave.set()
        self.join()


def ingested(system: Running) -> int:
    with reading(system.system.engine) as session:
        return session.scalar(select(func.count()).select_from(Run).where(Run.outcome == "ingested")) or 0


def shown(system: Running) -> int:
    """How many of the dropped files Prefect shows by name and title: in the tables and pages of its runs."""
    found, offset = set(), 0
    while page := ask(system, "artifacts/filter", {"limit": 200, "offset": offset, "sort": "ID_DESC"}):
        for artifact in page:
            found.update(re.findall(r"bulk-\d{4}\.txt", str(artifact["data"]).replace("\\", "")))
        offset += len(page)
    return len(found)


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask four times a second: asking oftener would be a load of its own."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.25)
    return condition()


@pytest.mark.bench
@pytest.mark.timeout(900)
@pytest.mark.parametrize("county", [False, True], ids=["samples", "county papers"])
def test_a_thousand_files_at_once(county: bool) -> None:
    with running() as system:
        contents = documents(FILES, county)
        visitor = Visitor(system)
        visitor.start()
        spent = cpu_seconds(system)
        began = time.monotonic()
        for n, data in enumerate(contents):
            drop(system.settings.inbox, f"bulk-{n:04}.txt", data)
        dropped = time.monotonic() - began
        assert wait_for(lambda: ingested(system) >= FILES, 300), f"{ingested(system)} of {FILES} persisted"
        persisted = time.monotonic() - began
        visitor.leave()
        assert system.wait(lambda: system.idle, 120), "Prefect was not told everything"
        assert system.wait(lambda: shown(system) >= FILES, 120), f"{shown(system)} of {FILES} are visible in Prefect"
        visible = time.monotonic() - began
        used = {name: seconds - spent[name] for name, seconds in cpu_seconds(system).items()}
        with reading(system.system.engine) as session:
            rows = [session.scalar(select(func.count()).select_from(table)) for table in (Run, DocumentRow, Revision)]
    print(
        f"dropped in {dropped:.1f} s, persisted in {persisted:.1f} s: {FILES / persisted:.1f} documents/s; all shown after {visible:.1f} s"
    )
    print("processor time per document: " + ", ".join(f"{name} {seconds / FILES * 1000:.0f} ms" for name, seconds in used.items()))
    print(told("Prefect's answers meanwhile", visitor.seconds))
    assert rows == [FILES, FILES, FILES], f"runs, documents, revisions: {rows}"
    assert persisted * BAR_PER_SECOND <= FILES
    assert max(visitor.seconds) < BAR_ANSWER_SECONDS


if __name__ == "__main__":
    test_a_thousand_files_at_once(county="--county" in sys.argv)
