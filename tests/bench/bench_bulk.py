"""A thousand text files at once, and ten thousand. Bars: each persisted once, 25 and 40 documents/s on 2 cores, ten thousand at no more
than 1.2 times the cost of a document; Prefect answers meanwhile and shows them all."""

import json
import re
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from flows.serve import Running
from storage.database import reading
from storage.tables import DocumentRow, Revision, Run
from tests.bench.measure import cpu_seconds, documents, drop, peak_bytes, running, told

FILES = 1000
BAR_PER_SECOND = 25.0
MANY = 10_000
BAR_MANY_PER_SECOND = 40.0
BAR_RATIO = 1.2
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


def rows(session: Session) -> list[int]:
    """How many runs, documents and revisions there are; a file may hold several documents, each has one revision."""
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Run, DocumentRow, Revision)]


def shown(system: Running) -> int:
    """How many of the dropped files Prefect shows by name and title: in the tables and pages of its runs."""
    found, offset = set(), 0
    while page := ask(system, "artifacts/filter", {"limit": 200, "offset": offset, "sort": "ID_DESC"}):
        for artifact in page:
            found.update(re.findall(r"bulk-\d{4}\.txt", str(artifact["data"]).replace("\\", "")))
        offset += len(page)
    return len(found)


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask once a second: asking oftener would be a load of its own."""
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(1)
    return condition()


class Figures(NamedTuple):
    """What one run of many files took: seconds until all were persisted, processor seconds a document by process."""

    seconds: float
    spent: dict[str, float]


def bulk(number: int, county: bool = False) -> Figures:
    """Drop many files at once; each is persisted once and shown in Prefect, which answers meanwhile."""
    with running() as system:
        contents = documents(number, county)
        visitor = Visitor(system)
        visitor.start()
        before = cpu_seconds(system)
        began = time.monotonic()
        for n, data in enumerate(contents):
            drop(system.settings.inbox, f"bulk-{n:04}.txt", data)
        dropped = time.monotonic() - began
        assert wait_for(lambda: ingested(system) >= number, 300 + number / 5), f"{ingested(system)} of {number} persisted"
        seconds = time.monotonic() - began
        visitor.leave()
        assert system.wait(lambda: system.idle, 120), "Prefect was not told everything"
        assert system.wait(lambda: shown(system) >= number, 120), f"{shown(system)} of {number} are visible in Prefect"
        visible = time.monotonic() - began
        spent = {name: (used - before[name]) / number for name, used in cpu_seconds(system).items()}
        print(
            f"{number} files dropped in {dropped:.1f} s, persisted in {seconds:.1f} s: {number / seconds:.1f}/s; shown after {visible:.1f} s"
        )
        print("processor time per document: " + ", ".join(f"{name} {each * 1000:.0f} ms" for name, each in spent.items()))
        print("most memory: " + ", ".join(f"{name} {size >> 20} MB" for name, size in peak_bytes(system).items()))
        print(told("Prefect's answers meanwhile", visitor.seconds))
        with reading(system.system.engine) as session:
            runs, texts, revisions = rows(session)
    assert (runs, texts) == (number, revisions), f"runs, documents, revisions: {runs}, {texts}, {revisions}"
    assert max(visitor.seconds) < BAR_ANSWER_SECONDS
    return Figures(seconds, spent)


@pytest.mark.bench
@pytest.mark.timeout(900)
@pytest.mark.parametrize("county", [False, True], ids=["samples", "county papers"])
def test_a_thousand_files_at_once(county: bool) -> None:
    assert bulk(FILES, county).seconds * BAR_PER_SECOND <= FILES


@pytest.mark.bench
@pytest.mark.timeout(7200)
def test_ten_thousand_files_cost_as_much_each_as_a_thousand() -> None:
    few, many = bulk(FILES), bulk(MANY)
    ratio = sum(many.spent.values()) / sum(few.spent.values())
    print(f"a document of {MANY} costs {ratio:.2f} times as much as one of {FILES}")
    assert ratio <= BAR_RATIO
    assert many.seconds * BAR_MANY_PER_SECOND <= MANY


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for number in numbers or [FILES]:
        bulk(number, county="--county" in sys.argv)
