"""What README shows is what the program prints. `make docs` writes today's output into it."""

import doctest
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import lock
from flows.cli import app

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=```console\n)\$ kuaibao (?P<arguments>[^\n]*)\n(?P<output>.*?)(?=```)", re.DOTALL)
PYTHON = re.compile(r"(?<=```python\n)(?P<code>>>>.*?)(?=\n```)", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]+)\)")


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def printed(arguments: str) -> str:
    result = CliRunner().invoke(app, shlex.split(arguments), env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines()) + "\n"


def answered(code: str) -> str:
    """Return an interactive session with the answers that it gets today."""
    examples = doctest.DocTestParser().get_examples(code + "\n")
    names: dict[str, object] = {}
    lines = []
    for example in examples:
        lines.append(f">>> {example.source.rstrip()}")
        try:
            value = eval(example.source, names)
        except SyntaxError:
            exec(example.source, names)
        else:
            lines.append(repr(value))
    return "\n".join(lines) + "\n"


def up_to_date(readme: str) -> str:
    readme = PYTHON.sub(lambda m: answered(m["code"]), readme)
    return CONSOLE.sub(lambda m: f"$ kuaibao {m['arguments']}\n{printed(m['arguments'])}", readme)


def test_readme_shows_what_the_program_prints() -> None:
    readme = README.read_text(encoding="utf-8")
    assert len(CONSOLE.findall(readme)) == 2
    assert len(PYTHON.findall(readme)) == 1
    assert up_to_date(readme) == readme


def test_every_file_that_readme_points_to_is_there() -> None:
    assert [path for path in LINK.findall(README.read_text(encoding="utf-8")) if not (ROOT / path).exists()] == []


def test_every_make_target_that_readme_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"\bmake ([a-z]+)\b", README.read_text(encoding="utf-8")))
    assert {"demo", "test", "up"} <= targets
    assert all(f"\n{target}: " in makefile for target in targets)


def made(folder: Path, *asked: str) -> tuple[int, str]:
    done = subprocess.run(["make", "-f", ROOT / "Makefile", "-C", folder, *asked], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_what_came_in_goes_only_where_that_is_asked_for(tmp_path: Path) -> None:
    report = tmp_path / "var" / "inbox" / "report.txt"
    report.parent.mkdir(parents=True)
    report.write_bytes(b"not taken yet")
    assert made(tmp_path, "clean")[0] == 0
    assert "SURE=yes" in made(tmp_path, "wipe")[1]
    with lock.held(tmp_path / "var" / "data" / "up.lock", "process 1"):
        assert "end it first" in made(tmp_path, "wipe", "SURE=yes")[1]
    assert report.exists()
    assert made(tmp_path, "wipe", "SURE=yes")[0] == 0
    assert not report.exists()


def test_readme_names_every_folder_that_ships() -> None:
    readme = README.read_text(encoding="utf-8")
    assert all(f"| `{folder}/` |" in readme for folder in ("flows", "parsers", "storage", "seeds", "deploy", "tests"))


if __name__ == "__main__":
    README.write_text(up_to_date(README.read_text(encoding="utf-8")), encoding="utf-8")
