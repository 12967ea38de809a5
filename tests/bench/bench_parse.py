"""`kuaibao parse` of one text file, start of the interpreter included. Bar: the median of 20 well under a second."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

SEED = next((Path(__file__).parents[2] / "seeds" / "documents").glob("001_*.txt"))
TIMES = 20
BAR_SECONDS = 1.0


@pytest.mark.bench
def test_parse_of_one_text_file() -> None:
    command = [str(Path(sys.executable).with_name("kuaibao")), "parse", "--json", str(SEED)]
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    print(f"\nkuaibao parse: median {statistics.median(seconds):.2f} s, fastest {min(seconds):.2f} s, slowest {max(seconds):.2f} s")
    assert statistics.median(seconds) < BAR_SECONDS
