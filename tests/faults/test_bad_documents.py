"""Documents that hang, crash or eat memory on their way through the whole drain: they end in quarantine, the others in the database."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.backfile import door
from flows.batch import leased
from flows.borrowed import Borrowed
from flows.claim import intake
from flows.isolate import Isolation, Limits
from flows.settings import Settings
from flows.steps import Done, Parsed, Verdict
from flows.system import System
from storage.queries import deliveries
from storage.tables import Delivery
from tests.bad_parsers import crash, eat, hang, loop, refuse, stumble, who
from tests.faults.driver import InProcess

LIMITS = Limits(memory_bytes=600 << 20, cpu_seconds=0.5, wall_seconds=1.5)
BAD = {"crash": crash, "eat": eat, "hang": hang, "loop": loop, "refuse": refuse, "stumble": stumble}


@dataclass
class Mixed:
    """Real children for the documents named after what they do, small documents for the others."""

    children: Isolation
    done_in_process: InProcess

    def whole(self, work: Borrowed) -> Done[Parsed] | Verdict:
        bad: Callable[[], object] | None = BAD.get(Path(work.name).stem)
        if bad is None:
            return self.done_in_process.whole(work)
        outcome = self.children.call(bad)
        assert isinstance(outcome, Verdict)
        return outcome

    def several(self, works: Sequence[Borrowed]) -> Iterator[Done[Parsed] | Verdict]:
        return map(self.whole, works)

    def close(self) -> None:
        self.children.close()


@pytest.fixture
def dialect() -> str:
    return "sqlite"


@pytest.fixture
def running(tmp_path: Path, database_url: str) -> Iterator[System]:
    settings = Settings(inbox=tmp_path / "inbox", data=tmp_path, database_url=database_url, prefect=False, workers=1, max_attempts=3)
    with System(settings) as system:
        system.isolation.close()
        system.isolation = Mixed(Isolation(1, LIMITS), InProcess())  # type: ignore[assignment]
        yield system


def drain(system: System) -> dict[str, Delivery]:
    """Work until nothing is leased any more; return the deliveries by name."""
    while jobs := leased(system, 4):
        for job in jobs:
            job.document()
    return {os.fsdecode(d.name).removesuffix(".txt"): d for d in deliveries(system.engine, range(1, 20))}


def test_each_bad_document_ends_in_quarantine_and_the_others_go_on(running: System) -> None:
    for name in ("good", *BAD, "better"):
        path = running.settings.inbox / f"{name}.txt"
        path.write_text(name)
        intake(path, door(running), remove=True)
    ended = drain(running)
    assert {name: d.code for name, d in ended.items()} == {
        "good": None,
        "better": None,
        "crash": "parser_crashed",
        "eat": "resource_limit",
        "hang": "resource_limit",
        "loop": "resource_limit",
        "refuse": "no_content",
        "stumble": "parser_crashed",
    }
    assert {d.state for d in ended.values()} == {"ingested", "quarantined"}
    assert ended["crash"].attempts == 3, "a child's death need not be the file's fault"
    assert ended["stumble"].attempts == 1
    assert isinstance(running.isolation.children.call(who), Done)  # type: ignore[attr-defined]
