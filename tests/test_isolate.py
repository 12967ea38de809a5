"""Documents that hang, loop, eat, crash or lie, in real child processes: each gets a verdict and the next one is served."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from flows.borrowed import Borrowed
from flows.isolate import Isolation, Limits
from flows.steps import Done, Verdict
from tests.bad_parsers import (
    Deadly,
    Slow,
    answer_with_code,
    break_evidence,
    burn,
    crash,
    eat,
    exit_politely,
    give_back_too_much,
    hang,
    hang_in_c,
    kill_itself,
    leave,
    loop,
    modules,
    recurse,
    refuse,
    stumble,
    who,
)
from tests.eventually import eventually
from tests.sample import sha

T = TypeVar("T")
LIMITS = Limits(memory_bytes=600 << 20, cpu_seconds=30, wall_seconds=30)


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(2, LIMITS) as isolation:
        isolation.warm()
        yield isolation


@pytest.mark.parametrize(
    ("step", "code", "again", "words"),
    [
        (eat, "resource_limit", False, "memory"),
        (give_back_too_much, "resource_limit", False, "memory"),
        (crash, "parser_crashed", True, "SIGSEGV"),
        (kill_itself, "parser_crashed", True, "SIGKILL"),
        (leave, "parser_crashed", True, "status 7"),
        (exit_politely, "parser_crashed", False, "SystemExit: enough"),
        (refuse, "no_content", False, "look at the file"),
        (break_evidence, "evidence_broken", False, "re-resolve"),
        (stumble, "parser_crashed", False, "IndexError: list index out of range at line "),
        (stumble, "parser_crashed", False, "of bad_parsers.py: a fault of kuaibao's own, to be reported"),
        (recurse, "parser_crashed", False, "RecursionError"),
        (answer_with_code, "parser_crashed", False, "local object"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_verdicts(isolation: Isolation, step: Callable[[], object], code: str, again: bool, words: str) -> None:
    verdict = isolation.call(step)
    assert isinstance(verdict, Verdict)
    assert (verdict.code, verdict.again) == (code, again)
    assert words in verdict.message
    assert isinstance(isolation.call(who), Done), "the next document is served"


@pytest.mark.parametrize(
    ("step", "limits", "words"),
    [
        (hang, Limits(wall_seconds=0.3), "not finished"),
        (hang_in_c, Limits(wall_seconds=0.3), "not finished"),
        (loop, Limits(cpu_seconds=0.2), "processor time"),
    ],
    ids=["hang", "deaf", "loop"],
)
def test_time_limits(step: Callable[[], None], limits: Limits, words: str) -> None:
    with Isolation(1, limits) as isolation:
        verdict = isolation.call(step)
        assert isinstance(verdict, Verdict)
        assert (verdict.code, verdict.again) == ("resource_limit", False)
        assert words in verdict.message
        assert isinstance(isolation.call(who), Done)


def test_what_cannot_be_sent_to_a_child_is_a_verdict(isolation: Isolation) -> None:
    verdict = isolation.call(who, lambda: None)
    assert isinstance(verdict, Verdict)
    assert verdict.code == "parser_crashed"


def test_processor_time_is_counted_per_document() -> None:
    with Isolation(1, Limits(cpu_seconds=0.5)) as isolation:
        assert all(isinstance(isolation.call(burn, 0.4), Done) for _ in range(5))  # a limit is in whole seconds, up to one more


def test_children_are_kept_and_know_nothing_of_prefect_or_the_database(isolation: Isolation) -> None:
    served = {outcome.value[1] for outcome in (isolation.call(who) for _ in range(20)) if isinstance(outcome, Done)}
    assert len(served) <= 2
    assert os.getpid() not in served
    loaded = isolation.call(modules)
    assert isinstance(loaded, Done)
    assert loaded.value & {"prefect", "sqlalchemy", "pytest", "typer", "watchdog"} == set()
    assert "parsers" in loaded.value


def test_many_callers_share_the_children(isolation: Isolation) -> None:
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda number: isolation.call(who, number), range(100)))
    assert [outcome.value[0] for outcome in outcomes if isinstance(outcome, Done)] == list(range(100))


def test_a_crash_harms_no_neighbour(isolation: Isolation) -> None:
    with ThreadPoolExecutor(2) as threads:
        burning = threads.submit(isolation.call, burn, 0.3)
        crashing = threads.submit(isolation.call, crash)
        assert isinstance(crashing.result(), Verdict)
        assert isinstance(burning.result(), Done)


def test_a_child_killed_at_rest_blames_no_document() -> None:
    with Isolation(1, LIMITS) as isolation:
        for _ in range(3):
            outcome = isolation.call(who)
            assert isinstance(outcome, Done)
            os.kill(outcome.value[1], signal.SIGKILL)
        assert isinstance(isolation.call(who), Done)


def in_vault(tmp_path: Path, text: str) -> Borrowed:
    path = tmp_path / sha(text)
    path.write_text(text)
    return Borrowed(path, sha(text), "a.txt")


def test_the_vaults_bytes_are_checked(isolation: Isolation, tmp_path: Path) -> None:
    work = in_vault(tmp_path, "延津政务快报")
    work.path.write_text("something else")
    verdict = isolation.whole(work)
    assert isinstance(verdict, Verdict)
    assert (verdict.code, verdict.again) == ("vault_damaged", False)


def test_a_document_missing_from_the_vault(isolation: Isolation, tmp_path: Path) -> None:
    verdict = isolation.whole(Borrowed(tmp_path / "none", "0" * 64, "a.txt"))
    assert isinstance(verdict, Verdict)
    assert verdict.code == "vault_damaged"


def several(isolation: Isolation, works: list[Borrowed]) -> list[str]:
    return [outcome.code if isinstance(outcome, Verdict) else "done" for outcome in isolation.several(works)]


def test_several_documents_in_one_call_have_their_own_ends_in_order(isolation: Isolation, tmp_path: Path) -> None:
    none = Borrowed(tmp_path / "none", "0" * 64, "a.txt")
    works = [in_vault(tmp_path, f"延津政务快报\n第{n}期") for n in range(6)]
    assert several(isolation, [*works[:2], none, *works[2:]]) == ["done", "done", "vault_damaged", *["done"] * 4]
    assert several(isolation, []) == []


class Counting(Isolation):
    def call(self, step: Callable[..., T], *arguments: object) -> Done[T] | Verdict:
        calls.append(arguments)
        return super().call(step, *arguments)


calls: list[tuple[object, ...]] = []


def test_several_slow_documents_take_several_calls(tmp_path: Path) -> None:
    calls.clear()
    works = [in_vault(tmp_path, f"延津政务快报\n第{n}期") for n in range(3)]
    with Counting(1, LIMITS) as isolation:
        assert several(isolation, [Borrowed(Slow(work.path), work.sha256, work.name) for work in works]) == ["done"] * 3
    assert len(calls) == 3


def test_of_several_documents_the_one_that_ends_the_child_is_found(isolation: Isolation, tmp_path: Path) -> None:
    one, two = (in_vault(tmp_path, f"延津政务快报\n第{n}期") for n in range(2))
    deadly = Borrowed(Deadly(one.path), one.sha256, "deadly.txt")
    assert several(isolation, [one, deadly, two]) == ["done", "parser_crashed", "done"]


PARENT = """
import sys, time
from flows.isolate import Isolation, Limits
from tests.bad_parsers import who, loop
from threading import Thread
isolation = Isolation(2, Limits())
print(isolation.call(who).value[1], flush=True)
Thread(target=isolation.call, args=(loop,), daemon=True).start()
Thread(target=isolation.call, args=(loop,), daemon=True).start()
time.sleep(600)
"""


def test_children_end_with_a_parent_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        family = descendants(parent.pid)
        assert child in family
        parent.kill()
        eventually(lambda: not [pid for pid in family if is_running(pid)])


def descendants(pid: int) -> set[int]:
    children = {int(c) for task in Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text().split()}
    return children.union(*(descendants(child) for child in children))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
