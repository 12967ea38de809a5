"""How fast texts are parsed: `kuaibao parse` of one file, start of the interpreter included; `parse_file` in a warm process; facts and checks alone.

Bars: well under a second; a median under 50 ms; 100,000 characters a second on one core.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.parse import detect, parse, parse_file, read, validate
from parsers.source import Source

SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "documents").glob("*.txt"))
TIMES = 20
BAR_SECONDS = 1.0
BAR_WARM_SECONDS = 0.05
BAR_CHARACTERS = 100_000


def taken(act: Callable[[], object], clock: Callable[[], float]) -> float:
    """Seconds that something takes by a clock."""
    started = clock()
    act()
    return clock() - started


@pytest.mark.bench
def test_parse_of_one_text_file() -> None:
    command = [str(Path(sys.executable).with_name("kuaibao")), "parse", "--json", str(SEEDS[1])]
    seconds = [taken(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), time.perf_counter) for _ in range(TIMES)]
    print(f"\nkuaibao parse: median {statistics.median(seconds):.2f} s, fastest {min(seconds):.2f} s, slowest {max(seconds):.2f} s")
    assert statistics.median(seconds) < BAR_SECONDS


@pytest.mark.bench
def test_parse_file_in_a_warm_process() -> None:
    for path in SEEDS:
        parse_file(path)
    seconds = [taken(lambda path=path: parse_file(path), time.process_time) for _ in range(TIMES) for path in SEEDS]  # type: ignore[misc]
    print(f"\nparse_file: median {statistics.median(seconds) * 1000:.0f} ms, mean {statistics.mean(seconds) * 1000:.0f} ms")
    assert statistics.median(seconds) < BAR_WARM_SECONDS


@pytest.mark.bench
def test_facts_and_checks_over_the_samples() -> None:
    work = []
    for path in SEEDS:
        source = Source.from_path(path)
        reading = read(source)
        detection = detect(reading)
        work.append((source, reading, detection, parse(source, reading, detection)))
    characters = sum(len(reading) for _, reading, _, _ in work)
    shape = min(taken(lambda: [parse(s, r, detect(r)) for s, r, _, _ in work], time.process_time) for _ in range(TIMES))
    facts = min(taken(lambda: [validate(r, documents) for _, r, _, documents in work], time.process_time) for _ in range(TIMES))
    print(f"\nfacts and checks: {characters / facts:,.0f} characters/s, {facts / shape:.1f} times what type and structure take")
    assert characters / facts >= BAR_CHARACTERS
