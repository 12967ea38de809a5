"""What Prometheus is told: the ledger as it stands, and that the database is gone rather than nothing."""

import urllib.request
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from flows import metrics
from flows.serve import Running
from flows.server import PortTaken
from flows.settings import load
from storage import ledger
from tests.prefect_server import any_port
from tests.sample import NOW, claimed, ingest


def asked(port: int) -> dict[tuple[str, str], float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as reply:
        families = text_string_to_metric_families(reply.read().decode())
        return {(s.name.removeprefix("kuaibao_"), "".join(s.labels.values())): s.value for f in families for s in f.samples}


def test_the_ledger_is_told_as_it_stands(engine: Engine) -> None:
    ingest(engine, "done")
    ledger.quarantine(engine, claimed(engine, "bad"), "empty", "nothing in it", NOW)
    with metrics.served(engine, 0) as port:
        told = asked(port)
    assert told["deliveries", "ingested"] == told["documents", ""] == told["database_up", ""] == 1
    assert told["quarantined", "empty"] == told["deliveries", "quarantined"] == 1
    assert told["deliveries", "claimed"] == 0


def test_a_database_that_is_gone_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("the server closed the connection"))

    monkeypatch.setattr(metrics, "counts", gone)
    with metrics.served(engine, 0) as port:
        assert asked(port) == {("database_up", ""): 0}


def test_up_serves_them_where_a_port_is_set(tmp_path: Path) -> None:
    settings = load(inbox=tmp_path / "inbox", data=tmp_path / "data", prefect=False, metrics_port=any_port(), workers=1)
    with Running(settings):
        assert asked(settings.metrics_port)["deliveries", "seen"] == 0


def test_a_port_that_is_taken_is_said(engine: Engine) -> None:
    with metrics.served(engine, 0) as port, pytest.raises(PortTaken, match="KUAIBAO_METRICS_PORT"), metrics.served(engine, port):
        pass
