"""Machines that share a database must agree on the time, since leases are reckoned by their own clocks."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows import system as systems
from flows.settings import Settings, load
from flows.system import System
from storage.errors import ClocksApart

POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgres)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url=database_url, workers=1)


@pytest.mark.parametrize("dialect", [POSTGRESQL])
@pytest.mark.parametrize(("seconds", "way"), [(60, "60 s ahead of"), (-60, "60 s behind")])
def test_a_machine_whose_clock_is_wrong_does_not_begin(settings: Settings, monkeypatch: pytest.MonkeyPatch, seconds: int, way: str) -> None:
    now = systems.now
    monkeypatch.setattr(systems, "now", lambda: now() + timedelta(seconds=seconds))
    with pytest.raises(ClocksApart, match=f"{way} the database's"), System(settings):
        pass


@pytest.mark.parametrize("seconds", [0, 2])
def test_a_little_is_no_matter(settings: Settings, monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    now = systems.now
    monkeypatch.setattr(systems, "now", lambda: now() + timedelta(seconds=seconds))
    with System(settings) as opened:
        assert opened.settings is settings


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_database_of_this_machine_has_its_clock(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    now = systems.now
    monkeypatch.setattr(systems, "now", lambda: now() + timedelta(days=400))
    with System(settings) as opened:
        assert opened.settings is settings
