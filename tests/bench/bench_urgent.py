"""An urgent file while a back-file waits. Bar: persisted within 5 s, median of 10."""

import statistics
import sys
import time

import pytest

from flows.serve import Running
from tests.bench.measure import documents, drop, running, told
from tests.bench.watching import persisted

FILES = 10_000
URGENT = 10
BAR_SECONDS = 5.0


@pytest.mark.bench
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("number", [FILES])
def test_urgent_files_pass_a_back_file(number: int) -> None:
    with running() as system:
        contents = documents(number + URGENT)
        for n, data in enumerate(contents[:number]):
            drop(system.settings.inbox, f"back-{n:05}.txt", data)
        assert system.wait(lambda: persisted(system, "back-") > 0, 120)
        took = [_urgent(system, n, data) for n, data in enumerate(contents[number:])]
        waiting = number - persisted(system, "back-")
    print(told(f"urgent files, {waiting} of {number} others still waiting at the end", took))
    assert waiting > 0, "the back-file had ended: give it more files"
    assert statistics.median(took) <= BAR_SECONDS


def _urgent(system: Running, number: int, data: bytes) -> float:
    """Drop one file into the urgent folder; return the seconds until it is persisted."""
    folder = system.settings.inbox / "urgent"
    folder.mkdir(exist_ok=True)
    dropped = drop(folder, f"urgent-{number}.txt", data)
    assert system.wait(lambda: persisted(system, f"urgent-{number}.") > 0, 120)
    return time.monotonic() - dropped


if __name__ == "__main__":
    test_urgent_files_pass_a_back_file(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
