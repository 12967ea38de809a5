"""Hostile and broken PDF files in real child processes: each ends in quarantine or a sound record, within its limits."""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.borrowed import Borrowed
from flows.cli import app
from flows.exits import Exit
from flows.isolate import Isolation, Limits
from flows.once import once
from flows.steps import Done, Parsed, Verdict
from parsers.parse import parse_file
from tests.hostile_pdf import CASES, deflate_bomb, plain, truncated

# small, so that the test is quick; the reader adds two seconds of processor time for the one page that each file has
LIMITS = Limits(memory_bytes=300 << 20, cpu_seconds=0.5, wall_seconds=60)


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(1, LIMITS) as isolation:
        yield isolation


def whole(isolation: Isolation, folder: Path, data: bytes) -> Done[Parsed] | Verdict:
    path = folder / "a"
    path.write_bytes(data)
    return isolation.whole(Borrowed(path, sha256(data).hexdigest(), "a.pdf"))


@pytest.mark.parametrize("name", CASES)
def test_it_ends_within_its_limits(isolation: Isolation, tmp_path: Path, name: str) -> None:
    make, code = CASES[name]
    outcome = whole(isolation, tmp_path, make())
    if isinstance(outcome, Done):
        assert code is None, "it was read"
        assert [d["doc_type"] for d in outcome.value.shown] == ["other"]
    else:
        assert (outcome.code, outcome.again) == (code, False), outcome.message
        assert isinstance(whole(isolation, tmp_path, plain()), Done), "the next document is served"


def test_bombs_are_small() -> None:
    assert len(CASES["nested forms"][0]()) < 4000
    assert len(deflate_bomb()) < 64_000


def test_the_message_has_the_librarys_own_words(isolation: Isolation, tmp_path: Path) -> None:
    make, _ = CASES["no objects"]
    outcome = whole(isolation, tmp_path, make())
    assert isinstance(outcome, Verdict)
    assert "No /Root object" in outcome.message
    assert "save it as PDF again" in outcome.message


def test_what_a_file_is_not_its_name_decides(tmp_path: Path) -> None:
    text = tmp_path / "a.pdf"
    text.write_text("延津政务快报\n第 52 期\n", encoding="utf-8")
    page = tmp_path / "b.txt"
    page.write_bytes(plain())
    (as_text,), (as_page,) = parse_file(text), parse_file(page)
    assert as_text.provenance.reader.name == "text"
    assert as_page.provenance.reader.name == "pdf"
    assert "name_mismatch" in {f.code for f in as_page.findings}


def test_a_command_for_one_file_has_the_same_limits() -> None:
    from tests.bad_parsers import eat, kill_itself, loop, who

    codes = [once(step, limits=LIMITS) for step in (kill_itself, eat, loop)]
    assert [c.code for c in codes if isinstance(c, Verdict)] == ["parser_crashed", "resource_limit", "resource_limit"]
    assert isinstance(once(who, limits=LIMITS), Done)


def test_a_half_written_file_says_that_it_is_one(isolation: Isolation, tmp_path: Path) -> None:
    outcome = whole(isolation, tmp_path, truncated())
    assert isinstance(outcome, Verdict)
    assert "ends in the middle" in outcome.message


def test_kuaibao_parse_reads_a_pdf_in_a_child_and_goes_on_after_one_that_is_broken(tmp_path: Path) -> None:
    broken, sound = tmp_path / "broken.pdf", tmp_path / "sound.pdf"
    broken.write_bytes(truncated())
    sound.write_bytes(plain())
    before = set(sys.modules)
    result = CliRunner().invoke(app, ["parse", "--json", str(broken), str(sound)])
    assert result.exit_code == Exit.FAILED
    assert result.stderr.startswith(f"{broken}: broken_file: ")
    assert [d["provenance"]["source"]["name"] for d in json.loads(result.stdout)] == ["sound.pdf"]
    assert "parsers.readers.pdf" not in set(sys.modules) - before, "this process has not touched it"
