"""A hundred thousand files over time. Bars: each persisted once, memory bounded, the last ten thousand at no more than 1.2 times the
cost of the first."""

import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.serve import Running
from storage.database import reading
from tests.bench.bench_bulk import Visitor, ingested, rows
from tests.bench.measure import cpu_seconds, documents, drop, peak_bytes, running, told

FILES = 100_000
WAVE = 1000
"""So many are dropped together, as soon as fewer than so many wait."""
SHARE = 10_000
"""The costs of every so many are told, and compared."""
BAR_RATIO = 1.2
SILENT_SECONDS = 600.0


class Spent(NamedTuple):
    """What a share of the files took: processor seconds of all processes, and seconds on the clock."""

    processor: float
    clock: float


class Waves:
    """Distinct files, dropped a wave at a time; never all in memory, since what is measured here is the program's."""

    def __init__(self, number: int) -> None:
        self.dropped = 0
        self._number = number
        self._cases = documents(WAVE, county=True)

    def drop(self, inbox: Path) -> None:
        """Deliver the next wave, if one is left."""
        for n in range(self.dropped, min(self.dropped + WAVE, self._number)):
            drop(inbox, f"wave-{n:06}.txt", self._cases[n % WAVE] + f"\n这是第 {n // WAVE} 批。\n".encode())
            self.dropped = n + 1


def over_time(number: int) -> list[Spent]:
    """Drop wave after wave; what each share of the files took."""
    shares = []
    with running() as system:
        visitor = Visitor(system)
        visitor.start()
        waves = Waves(number)
        for upto in range(SHARE, number + 1, SHARE):
            shares.append(_share(system, waves, upto))
            each = shares[-1].processor / SHARE * 1000
            held = ", ".join(f"{name} {size >> 20} MB" for name, size in peak_bytes(system).items())
            print(f"{upto} files: {SHARE / shares[-1].clock:.1f}/s, {each:.0f} ms of processor time each; most memory: {held}", flush=True)
        visitor.leave()
        print(told("Prefect's answers meanwhile", visitor.seconds))
        assert system.wait(lambda: system.idle, 300), "Prefect was not told everything"
        with reading(system.system.engine) as session:
            runs, texts, revisions = rows(session)
    assert (runs, texts) == (number, revisions), f"runs, documents, revisions: {runs}, {texts}, {revisions}"
    return shares


def _share(system: Running, waves: Waves, upto: int) -> Spent:
    """Keep one to two waves in the inbox until so many are persisted."""
    spent, began = sum(cpu_seconds(system).values()), time.monotonic()
    done, moved = ingested(system), began
    while done < upto:
        assert time.monotonic() - moved < SILENT_SECONDS, f"nothing was persisted for {SILENT_SECONDS:.0f} s: {done} of {upto} are"
        if waves.dropped - done < WAVE:
            waves.drop(system.settings.inbox)
        time.sleep(1)
        before, done = done, ingested(system)
        moved = time.monotonic() if done > before else moved
    return Spent(sum(cpu_seconds(system).values()) - spent, time.monotonic() - began)


@pytest.mark.bench
@pytest.mark.timeout(6 * 3600)
def test_a_hundred_thousand_files_over_time() -> None:
    shares = over_time(FILES)
    assert shares[-1].processor <= BAR_RATIO * shares[0].processor


if __name__ == "__main__":
    over_time(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
