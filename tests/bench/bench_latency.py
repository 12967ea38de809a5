"""From drop to persisted while the system is idle, with the default settle time. Bar: median of 20 under 2 s."""

import statistics
import time

import pytest
from sqlalchemy import Engine, func, select

from flows.serve import Running
from storage.database import reading
from storage.tables import Delivery
from tests.bench.measure import documents, drop, running, told

BAR_SECONDS = 2.0
DROPS = 20


def measured(system: Running, number: int) -> list[float]:
    """Seconds from the drop of each file to its commit; the next one is dropped when nothing is under way any more."""
    seconds = []
    for n, data in enumerate(documents(number)):
        assert system.wait(lambda: system.idle, 60), "the system did not become idle"
        dropped = drop(system.settings.inbox, f"latency-{n}.txt", data)
        seconds.append(_persisted(system.system.engine, n + 1) - dropped)
    return seconds


def _persisted(engine: Engine, number: int) -> float:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with reading(engine) as session:
            if session.scalar(select(func.count()).where(Delivery.state == "ingested")) == number:
                return time.monotonic()
        time.sleep(0.005)
    raise AssertionError(f"{number} documents were not persisted within a minute")


@pytest.mark.bench
@pytest.mark.timeout(600)
def test_a_file_dropped_at_idle_is_persisted_within_the_bar() -> None:
    with running() as system:
        seconds = measured(system, DROPS)
        system.wait(lambda: system.idle, 60)
    print(told("drop to persisted at idle", seconds))
    assert statistics.median(seconds) < BAR_SECONDS


if __name__ == "__main__":
    test_a_file_dropped_at_idle_is_persisted_within_the_bar()
