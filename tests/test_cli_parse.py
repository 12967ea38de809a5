"""`kuaibao parse`, as a user or a program calls it."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.exits import Exit
from parsers.cleaning import clean
from parsers.parse import parse_file
from tests.packed import mail, zipped

SEEDS = sorted((Path(__file__).parents[1] / "seeds" / "documents").glob("*.txt"))
runner = CliRunner()


def parsed(*arguments: str | Path) -> list[dict[str, Any]]:
    result = runner.invoke(app, ["parse", "--json", *map(str, arguments)])
    assert result.exit_code == Exit.DONE, result.stderr
    documents = json.loads(result.stdout)
    assert isinstance(documents, list)
    return documents


def test_json_is_one_array_over_all_files() -> None:
    documents = parsed(*SEEDS)
    assert documents == [d.to_json_dict() for seed in SEEDS for d in parse_file(seed)]


def test_json_is_written_as_people_read_it() -> None:
    result = runner.invoke(app, ["parse", "--json", str(SEEDS[0])])
    assert "\\u" not in result.stdout


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_the_reading_holds_every_value_that_points_into_it(seed: Path) -> None:
    assert "reading" not in parsed(seed)[0]
    document = parsed(seed, "--reading")[0]
    heading = document["sections"][0]["heading"]
    text = document["reading"]["text"]
    assert clean("".join(text[start:end] for start, end in heading["spans"])) == heading["text"]


def test_what_a_document_says_is_no_command_to_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "title.txt"
    path.write_text(
        "延津政务快报\n第12期\n\n中共延津县委办公室　2024年5月6日\n\n全县\x1b]0;stolen\x07工作推进\n\n全年\x1b[31m投入3亿元。\n",
        encoding="utf-8",
    )
    result = runner.invoke(app, ["parse", str(path)])
    assert "stolen" in result.stdout
    assert not {"\x1b", "\x07", "\x9b"} & set(result.stdout)


def test_a_file_that_fails_is_reported_and_the_others_are_printed(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = runner.invoke(app, ["parse", "--json", str(empty), str(SEEDS[0]), str(tmp_path / "absent.txt")])
    assert result.exit_code == Exit.FAILED
    assert [d["provenance"]["source"]["name"] for d in json.loads(result.stdout)] == [SEEDS[0].name]
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["empty", "unreadable"]


def test_a_parser_that_crashes_does_not_take_the_other_files_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    validate = iter([ZeroDivisionError("oops"), None])

    def crash_once(_reading: object, documents: list[Any]) -> list[Any]:
        if error := next(validate):
            raise error
        return documents

    monkeypatch.setattr("parsers.parse.validate", crash_once)
    result = runner.invoke(app, ["parse", "--json", str(SEEDS[0]), str(SEEDS[1])])
    assert result.exit_code == Exit.FAILED
    assert "parser_crashed: ZeroDivisionError: oops" in result.stderr
    assert json.loads(result.stdout)[0]["provenance"]["source"]["name"] == SEEDS[1].name


def test_of_an_archive_each_file_is_printed_and_each_refusal_told(tmp_path: Path) -> None:
    text = SEEDS[0].read_bytes()
    letter = mail("请看附件。这里是濮阳经开区的来信正文。", attached={"稿.txt": SEEDS[1].read_bytes()})
    path = tmp_path / "快报.zip"
    path.write_bytes(zipped({"一/甲.txt".encode("gbk"): text, "信.eml": letter, "../乙.txt": text, "两\n行.txt": b""}))
    result = runner.invoke(app, ["parse", "--json", str(path), str(SEEDS[2])])
    assert result.exit_code == Exit.FAILED
    sources = [d["provenance"]["source"] for d in json.loads(result.stdout)]
    assert [s["name"] for s in sources] == ["快报.zip/一/甲.txt", "快报.zip/信.eml/body.txt", "快报.zip/信.eml/稿.txt", SEEDS[2].name]
    assert sources[0]["sha256"] == hashlib.sha256(text).hexdigest()
    told = [line.removeprefix(f"{path}/").split(": ")[:2] for line in result.stderr.splitlines()]
    assert told == [["../乙.txt", "unsafe_member"], ["两\\n行.txt", "empty"]]


def test_an_archive_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"甲.txt": b"x" * 99})[:-30])
    result = runner.invoke(app, ["parse", "--json", str(path)])
    assert (result.exit_code, json.loads(result.stdout)) == (Exit.FAILED, [])
    assert "broken_file: a.zip is broken" in result.stderr


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem[:3])
def test_the_view_for_people_says_type_title_sections_and_findings(seed: Path) -> None:
    result = runner.invoke(app, ["parse", str(seed)])
    assert result.exit_code == Exit.DONE
    for document in parse_file(seed):
        assert document.doc_type in result.stdout
        assert (document.title.text if document.title else "(no title)") in result.stdout
        assert all(section.heading.text in result.stdout for section in document.sections)
        assert all(finding.code in result.stdout for finding in document.findings)


def test_no_file_is_a_mistake_of_usage() -> None:
    assert runner.invoke(app, ["parse"]).exit_code == Exit.USAGE


def run(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    command = [str(Path(sys.executable).with_name("kuaibao")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env={**os.environ, **environment})


def test_json_is_utf8_whatever_the_terminal_speaks() -> None:
    done = run("parse", "--json", SEEDS[0], LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout.decode("utf-8")) == parsed(SEEDS[0])


def test_two_calls_print_the_same_bytes() -> None:
    assert run("parse", "--json", *SEEDS).stdout == run("parse", "--json", *SEEDS, PYTHONHASHSEED="7").stdout


def test_neither_prefect_nor_the_database_is_imported() -> None:
    code = "import sys; from flows.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
    command = [sys.executable, "-c", code, "parse", "--json", str(SEEDS[0])]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    loaded = {module.split(".")[0] for module in done.stderr.split()}
    assert json.loads(done.stdout)
    assert loaded & {"prefect", "sqlalchemy", "alembic", "psycopg", "watchdog", "loguru", "pydantic_settings", "pdfplumber"} == set()


def test_a_limit_that_is_too_low_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{'<p>今天的清江县，处处都是新景象。</p>' * 2000}</body></html>", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("kuaibao")), "parse", str(page)]
    result = subprocess.run(
        command, env=os.environ | {"KUAIBAO_PARSE_SECONDS": "0.001"}, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == Exit.FAILED
    assert "resource_limit: not finished within 0.001 s" in result.stderr
    assert "raise KUAIBAO_PARSE_SECONDS" in result.stderr


def test_what_cannot_be_opened_is_said_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("云岭县", encoding="utf-8")

    def refused(_: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", refused)
    result = runner.invoke(app, ["parse", str(tmp_path / "absent.txt"), str(tmp_path), str(closed)])
    assert result.exit_code == Exit.FAILED
    assert [line.split(": ", 2)[2] for line in result.stderr.splitlines()] == [
        "there is no file absent.txt: check where it lies",
        f"{tmp_path.name} is not a regular file: give a document to read",
        "closed.txt cannot be read (Input/output error): give the right to, and try again",
    ]
