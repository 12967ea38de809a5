"""The ledger's counts for Prometheus: `http://127.0.0.1:PORT/metrics` while `kuaibao up` runs."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import Engine

from flows.server import PortTaken
from flows.system import now
from storage.counts import Counts, counts
from storage.database import TransientStorageError


class Ledger:
    """Asks the ledger each time Prometheus asks us, so that nothing is counted that nobody reads."""

    def __init__(self, engine: Engine) -> None:
        """Read from `engine`."""
        self._engine = engine

    def collect(self) -> Iterable[Metric]:
        """Yield the gauges; only `kuaibao_database_up` where the database does not answer."""
        try:
            standing = counts(self._engine, now())
        except TransientStorageError:
            yield _gauge("database_up", "whether the database answers", 0)
            return
        yield _gauge("database_up", "whether the database answers", 1)
        yield from _standing(standing)


def _standing(standing: Counts) -> Iterator[Metric]:
    yield _by("deliveries", "deliveries in each state", "state", standing.states)
    yield _by("quarantined", "deliveries in quarantine by reason", "code", standing.quarantined)
    yield _gauge("leased", "deliveries that somebody works on", standing.leased)
    yield _gauge("oldest_claimed_seconds", "age of the oldest delivery that waits, 0 where none does", standing.oldest_claimed_seconds or 0)
    yield _gauge("missed_by_watcher", "files that the watcher missed and a listing found", standing.missed_by_watcher)
    yield _gauge("documents", "documents with a current revision", standing.documents)
    yield _gauge("revisions", "revisions of documents", standing.revisions)
    yield _gauge("unreported_runs", "runs that Prefect does not show yet", standing.unreported_runs)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"kuaibao_{name}", meaning, value)


def _by(name: str, meaning: str, label: str, values: dict[str, int]) -> Metric:
    gauge = GaugeMetricFamily(f"kuaibao_{name}", meaning, labels=[label])
    for key, value in values.items():
        gauge.add_metric([key], value)
    return gauge


@contextmanager
def served(engine: Engine, port: int) -> Iterator[int]:
    """Serve the metrics on the loopback interface; give the port, which is any free one for 0. PortTaken."""
    registry = CollectorRegistry()
    registry.register(Ledger(engine))
    try:
        server, thread = start_http_server(port, "127.0.0.1", registry)
    except OSError as error:
        raise PortTaken(f"port {port} for Prometheus cannot be had: set KUAIBAO_METRICS_PORT to another one") from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
