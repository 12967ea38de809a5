"""`make demo`, as a new user runs it: in an empty folder, with an empty home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import demo, lock
from flows.exits import Exit

SEEDS = sorted((Path(__file__).parents[1] / "seeds" / "documents").glob("*.txt"))


@pytest.mark.slow
def test_the_demonstration_shows_every_document_and_ends_well(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "flows.demo"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=170)
    assert done.returncode == Exit.DONE, done.stdout + done.stderr
    assert all(seed.name in done.stdout for seed in SEEDS)
    assert "UI        http://127.0.0.1:" in done.stdout
    assert list((tmp_path / "var" / "demo" / "inbox").iterdir()) == []


def test_the_demonstration_leaves_a_running_system_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    held = tmp_path / demo.FOLDER / "data" / "up.lock"
    with lock.held(held, "this test"), pytest.raises(SystemExit) as end:
        demo.main()
    assert end.value.code == Exit.RUNNING
    assert held.exists()


def test_the_demonstration_says_why_it_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo, "_UP", [sys.executable, "-c", "print('no room on the disk'); raise SystemExit(7)"])
    with pytest.raises(SystemExit) as end:
        demo.main()
    assert end.value.code == Exit.FAILED
    reason = capfd.readouterr().err
    assert "no room on the disk" in reason
    assert "ended with status 7 before the inbox could be had" in reason
