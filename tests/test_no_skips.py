"""Where KUAIBAO_TEST_NO_SKIPS is set, a skipped test fails."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOME = """
import pytest

def test_runs(): pass

def test_skips(): pytest.skip("no database here")

@pytest.mark.xfail
def test_is_known_to_fail(): assert 0
"""


def outcome(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-c", "/dev/null", "--rootdir", str(folder), "-p", "no:cacheprovider", *options, str(folder)]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=60)


def test_a_skip_fails_and_everything_else_is_as_before(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(SOME, encoding="utf-8")
    assert outcome(tmp_path).returncode == 0
    strict = outcome(tmp_path, "-p", "tests.no_skips")
    assert strict.returncode == 1
    assert "1 failed, 1 passed, 1 xfailed" in strict.stdout
    assert "no database here" in strict.stdout


def test_a_module_that_skips_itself_fails_too(tmp_path: Path) -> None:
    (tmp_path / "test_whole.py").write_text("import pytest\npytest.skip('not here', allow_module_level=True)\n", encoding="utf-8")
    assert outcome(tmp_path, "-p", "tests.no_skips").returncode not in (0, 5)
