"""Every command on a real data folder: SQLite, vault, child processes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows import lock
from flows.cli import app
from flows.doctypes import doc_types
from flows.exits import MEANING, Exit
from flows.serve import Running, is_running, is_working
from flows.settings import Settings, load
from parsers.registry import kinds
from tests.entrance import forbid

SEEDS = sorted((Path(__file__).parents[1] / "seeds" / "documents").glob("*.txt"))
BULLETIN = "5f7635df0e8a4dfc-0"
COMMANDS = (
    *("up", "ingest", "retry", "reprocess", "parse", "status", "list", "findings", "facts", "export"),
    *("show", "trace", "correct", "promote", "rollback", "decisions", "page", "verify", "backup", "restore"),
)
runner = CliRunner()


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KUAIBAO_{name.upper()}", raising=False)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five samples and an empty file, taken in."""
    folder = tmp_path_factory.mktemp("system")
    empty = folder / "empty.txt"
    empty.touch()
    result = invoke("ingest", *SEEDS, empty, data=folder / "data")
    assert result.exit_code == Exit.FAILED
    return folder / "data"


def invoke(*arguments: object, data: Path) -> Result:
    return runner.invoke(app, [*map(str, arguments), "--data", str(data)])


def answer(*arguments: object, data: Path, status: Exit = Exit.DONE) -> Any:
    result = invoke(*arguments, "--json", data=data)
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def rows(result: Result) -> list[list[str]]:
    return [line.split("\t") for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", ["status", "list", "facts", "show"])
def test_who_only_asks_waits_for_no_parser_and_not_for_prefect(command: str, data: Path) -> None:
    code = "import sys; from flows.cli import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
    arguments = [command, *([BULLETIN] if command == "show" else []), "--data", str(data)]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, text=True, timeout=60)
    loaded = done.stderr.split()
    assert "storage.queries" in loaded
    heavy = ("prefect", "alembic", "parsers.parse", "parsers.grammar", "parsers.checks", "parsers.kinds", "parsers.readers")
    assert [module for module in loaded if module.startswith(heavy)] == []


def test_the_version_is_that_of_the_documents(data: Path) -> None:
    version = runner.invoke(app, ["--version"]).stdout.strip()
    assert answer("show", BULLETIN, data=data)["provenance"]["software"]["kuaibao"] == version


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_of_that_command(command: str) -> None:
    result = runner.invoke(app, [command, "--help"])
    assert result.exit_code == Exit.DONE
    assert f"Example: kuaibao {command}" in result.stdout


def test_the_help_names_every_command_and_every_exit_status() -> None:
    result = runner.invoke(app, ["--help"])
    text = " ".join(result.stdout.split())
    assert all(f"  {command} " in result.stdout for command in COMMANDS)
    assert all(f"{status.value} {meaning}" in text for status, meaning in MEANING.items())


def test_status_counts_the_ledger_and_names_what_is_in_quarantine(data: Path) -> None:
    found = answer("status", data=data, status=Exit.FAILED)
    assert found["states"]["ingested"] == found["documents"] == len(SEEDS)
    assert [(sick["display_name"], sick["code"]) for sick in found["in_quarantine"]] == [("empty.txt", "empty")]
    plain = rows(invoke("status", data=data))
    assert ["ingested", str(len(SEEDS)), ""] in plain
    assert any("empty.txt" in row for row in plain)


def test_status_says_whether_the_system_runs(data: Path) -> None:
    assert answer("status", data=data, status=Exit.FAILED)["running"] is None
    with lock.held(data / "up.lock", "process 1, UI http://127.0.0.1:4200"):
        assert ["up", "yes", "process 1, UI http://127.0.0.1:4200"] in rows(invoke("status", data=data))


def test_list_shows_every_document_last_come_first(data: Path) -> None:
    found = answer("list", data=data)
    assert {document["name"] for document in found} == {seed.name for seed in SEEDS}
    assert [row[0] for row in rows(invoke("list", data=data))[1:]] == [document["document_id"] for document in found]
    assert len(answer("list", "--limit", 2, data=data)) == 2


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (["--type", "bulletin"], ["001"]),
        (["--publication", "延津政务快报"], ["001"]),
        (["--since", "2023-01-01", "--until", "2023-12-31"], ["001"]),
        (["--since", "2030-01-01"], []),
        (["--text", "乡村建设示范乡镇创建单位"], ["001"]),
        (["--type", "bulletin", "--text", "没有这样的话"], []),
    ],
)
def test_list_filters(data: Path, filters: list[str], names: list[str]) -> None:
    assert [document["name"][:3] for document in answer("list", *filters, data=data)] == names


@pytest.mark.parametrize(
    "asked",
    [["list", "--type", "bulletins"], ["facts", "--type", "快报"], ["reprocess", "--type", "x"], ["findings", "--severity", "warn"]],
)
def test_what_there_cannot_be_is_a_mistake_of_usage_and_not_found_nowhere(data: Path, asked: list[str]) -> None:
    assert invoke(*asked, data=data).exit_code == Exit.USAGE


def test_options_name_the_document_types_that_there_are() -> None:
    assert doc_types() == sorted(kinds())


def test_list_refuses_a_date_that_is_none(data: Path) -> None:
    assert invoke("list", "--since", "2025-13-01", data=data).exit_code == Exit.USAGE


def test_show_gives_the_document_as_parse_gives_it(data: Path) -> None:
    stored = answer("show", BULLETIN[:8], data=data)
    parsed = json.loads(runner.invoke(app, ["parse", "--json", str(SEEDS[1])]).stdout)[0]
    provenance = stored.pop("provenance")
    read = parsed.pop("provenance")
    assert all(provenance[name] == read[name] for name in ("source", "reader", "parser", "vocabularies"))
    assert provenance["started_at"] <= provenance["finished_at"]
    assert stored == parsed


def test_show_for_people_has_its_sections_revisions_and_files(data: Path) -> None:
    shown = invoke("show", BULLETIN, data=data).stdout
    document = answer("show", BULLETIN, data=data)
    assert all(section["heading"]["text"] in shown for section in document["sections"])
    assert "revision 1" in shown
    assert f"came as {SEEDS[1].name}" in shown


def test_show_adds_the_reading_where_asked(data: Path) -> None:
    assert answer("show", BULLETIN, "--reading", data=data)["reading"]["text"] == SEEDS[1].read_text(encoding="utf-8")
    assert "reading" not in answer("show", BULLETIN, data=data)


@pytest.mark.parametrize("command", [["show", "ffff"], ["trace", "ffff", "title"], ["trace", BULLETIN, "nowhere"], ["retry", "999"]])
def test_what_is_not_there_has_its_own_exit_status(data: Path, command: list[str]) -> None:
    result = invoke(*command, data=data)
    assert result.exit_code == Exit.UNKNOWN
    assert result.stderr.strip()


def test_trace_leads_from_a_value_to_its_characters_and_its_run(data: Path) -> None:
    found = answer("trace", BULLETIN, "title", data=data)
    reading = SEEDS[1].read_text(encoding="utf-8")
    assert "".join(reading[start:end] for start, end in found["spans"]) == "".join(e["text"] for e in found["excerpts"])
    assert found["cleaned"] == found["value"]["text"]
    assert found["source_sha256"].startswith(BULLETIN[:16])
    assert found["run"]["reader"] == "text"
    plain = invoke("trace", BULLETIN, "title", data=data).stdout
    assert f"title = {found['value']['text']}" in plain
    assert f"【{found['excerpts'][0]['text']}】" in plain


def test_a_person_corrects_a_value_and_takes_it_back(data: Path) -> None:
    person = ("--by", "王明", "--why", "misprint")
    assert answer("correct", BULLETIN[:8], "issue_date", "2023-11-17", *person, data=data)["after"] == "2023-11-17"
    assert [d["dated"] for d in answer("list", "--type", "bulletin", data=data)] == ["2023-11-17"]
    said = "corrected issue_date: 2023-11-17 by 王明"
    assert said in invoke("show", BULLETIN, data=data).stdout
    assert said in invoke("trace", BULLETIN, "issue_date", data=data).stdout
    assert answer("trace", BULLETIN, "issue_date", data=data)["corrections"][0]["parser_value"] == "2023-11-16"
    (row,) = answer("facts", "--document", BULLETIN, "--limit", 1, data=data)
    assert (row["date"], row["corrected_by"]) == ("2023-11-17", None)
    told = invoke("correct", BULLETIN, "issue_date", "--withdraw", *person, data=data).stdout
    assert "2023-11-17 → 2023-11-16, revision 1" in told
    assert said not in invoke("show", BULLETIN, data=data).stdout


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["issue_date", "2023-02-30"], Exit.USAGE),
        (["issue_date"], Exit.USAGE),
        (["issue_date", "2023-11-17", "--withdraw"], Exit.USAGE),
        (["issue_date", "--withdraw"], Exit.UNKNOWN),
        (["indicators[999].value", "-3"], Exit.UNKNOWN),
    ],
)
def test_what_cannot_be_corrected_is_said(data: Path, arguments: list[str], status: Exit) -> None:
    result = invoke("correct", BULLETIN, *arguments, "--by", "王明", "--why", "misprint", data=data)
    assert result.exit_code == status
    assert result.stderr.strip()


def test_versions_are_promoted_and_rolled_back_with_a_name_and_a_reason(data: Path) -> None:
    person = ("--by", "王明", "--why", "better")
    assert invoke("rollback", "bulletin", *person, data=data).exit_code == Exit.UNKNOWN
    assert invoke("promote", "bulletin", "1", "--by", " ", "--why", "better", data=data).exit_code == Exit.USAGE
    version = kinds()["bulletin"].version
    found = answer("promote", "bulletin", version, "--dry-run", *person, data=data)
    assert (found["moved"], found["rejected"], found["stay"], found["documents"]) == (0, [], 0, [])
    assert f"bulletin {version} is shown for 0 more documents" in invoke("promote", "bulletin", version, *person, data=data).stdout
    assert answer("decisions", data=data) == []


def test_trace_refuses_what_is_no_path(data: Path) -> None:
    assert invoke("trace", BULLETIN, "a[[", data=data).exit_code == Exit.USAGE


def test_findings_are_those_of_the_documents(data: Path) -> None:
    found = answer("findings", data=data)
    expected = [f["code"] for d in answer("list", data=data) for f in answer("show", d["document_id"], data=data)["findings"]]
    assert sorted(finding["code"] for finding in found) == sorted(expected)
    code = found[0]["code"]
    assert {row[1] for row in rows(invoke("findings", "--code", code, data=data))[1:]} == {code}
    severities = {finding["severity"] for finding in found}
    assert all(len(answer("findings", "--severity", s, data=data)) == sum(f["severity"] == s for f in found) for s in severities)


def test_export_is_one_document_a_line(data: Path) -> None:
    lines = invoke("export", "--format", "jsonl", data=data).stdout.splitlines()
    documents = [json.loads(line) for line in lines]
    assert {d["document_id"] for d in documents} == {d["document_id"] for d in answer("list", data=data)}
    assert all(document["schema"] == "kuaibao.document/1" for document in documents)
    assert invoke("export", "--format", "xml", data=data).exit_code == Exit.USAGE


def test_ingest_says_what_became_of_each_file_and_leaves_it_where_it_is(tmp_path: Path) -> None:
    archive = tmp_path / "archive" / "2024"
    archive.mkdir(parents=True)
    (archive / "one.txt").write_bytes(SEEDS[1].read_bytes())
    (archive / "same.txt").write_bytes(SEEDS[1].read_bytes())
    (archive / "~$left out.txt").write_bytes(b"x")
    found = answer("ingest", tmp_path / "archive", data=tmp_path / "data")
    assert {(row["file"], row["state"]) for row in found} == {("one.txt", "ingested"), ("same.txt", "duplicate")}
    assert len(list(archive.iterdir())) == 3
    again = answer("ingest", archive / "one.txt", data=tmp_path / "data")
    assert [row["state"] for row in again] == ["duplicate"]
    assert answer("status", data=tmp_path / "data")["documents"] == 1


def test_ingest_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    result = invoke("ingest", tmp_path / "archive", data=tmp_path / "data")
    assert (result.exit_code, result.stderr) == (Exit.DONE, "there is no file to take in\n")


def test_ingest_of_nothing_that_is_there_is_a_mistake_of_usage(tmp_path: Path) -> None:
    assert invoke("ingest", tmp_path / "absent.txt", data=tmp_path / "data").exit_code == Exit.USAGE


def test_a_folder_that_ingest_may_not_list_is_said_and_the_others_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("closed", "open"):
        (tmp_path / "archive" / folder).mkdir(parents=True)
        (tmp_path / "archive" / folder / f"{folder}.txt").write_bytes(SEEDS[0].read_bytes())
    forbid(monkeypatch, tmp_path / "archive" / "closed")
    result = invoke("ingest", tmp_path / "archive", data=tmp_path / "data")
    assert result.exit_code == Exit.FAILED
    assert f"{tmp_path / 'archive' / 'closed'} cannot be listed (Permission denied)" in result.stderr
    assert [(row[1], row[2]) for row in rows(result)[1:]] == [("open.txt", "ingested")]


def test_retry_tries_again_what_is_in_quarantine(tmp_path: Path) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_text(" \n", encoding="utf-8")
    first = answer("ingest", blank, data=tmp_path / "data", status=Exit.FAILED)
    assert [(row["state"], row["code"]) for row in first] == [("quarantined", "no_content")]
    again = answer("retry", first[0]["delivery"], data=tmp_path / "data", status=Exit.FAILED)
    assert again == first


def test_retry_of_one_that_is_not_in_quarantine_leaves_the_others_there(tmp_path: Path) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_text(" \n", encoding="utf-8")
    first = answer("ingest", blank, data=tmp_path / "data", status=Exit.FAILED)
    result = invoke("retry", first[0]["delivery"], 999, data=tmp_path / "data")
    assert (result.exit_code, "not in quarantine: 999" in result.stderr) == (Exit.UNKNOWN, True)
    assert answer("status", data=tmp_path / "data", status=Exit.FAILED)["states"]["quarantined"] == 1


def test_what_is_taken_in_beside_one_that_only_watches_is_worked_on_here(tmp_path: Path) -> None:
    settings = load(data=tmp_path / "data", inbox=tmp_path / "inbox", database_url="", prefect=False, work=False)
    command = [str(Path(sys.executable).with_name("kuaibao")), "ingest", str(SEEDS[0]), "--data", str(settings.data)]
    with Running(settings):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, "ingested" in done.stdout) == (Exit.DONE, True)
        assert [is_running(settings), is_working(settings)] == [True, False]


def test_reprocess_with_nothing_new_adds_nothing(data: Path) -> None:
    before = answer("status", data=data, status=Exit.FAILED)["revisions"]
    assert answer("reprocess", data=data)["documents"] == []
    assert answer("status", data=data, status=Exit.FAILED)["revisions"] == before


@pytest.mark.parametrize("command", [["status"], ["list"], ["findings"], ["facts"], ["export"], ["show", "x"], ["trace", "x", "title"]])
def test_a_data_folder_without_a_database_is_said_to_be_one(tmp_path: Path, command: list[str]) -> None:
    result = invoke(*command, data=tmp_path / "nothing")
    assert result.exit_code == Exit.UNAVAILABLE
    assert "kuaibao up" in result.stderr
    assert not (tmp_path / "nothing").exists()


def test_a_database_that_cannot_be_reached_has_its_own_exit_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUAIBAO_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    for command in (["list"], ["ingest", str(SEEDS[0])]):
        result = invoke(*command, data=tmp_path)
        assert result.exit_code == Exit.UNAVAILABLE
        assert "secret" not in result.stderr


@pytest.mark.parametrize("url", ["mysql://user@host/kuaibao", "kuaibao.db"])
def test_a_database_of_another_kind_is_a_mistake_of_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("KUAIBAO_DATABASE_URL", url)
    for command in (["list"], ["ingest", str(SEEDS[0])], ["up"]):
        result = invoke(*command, data=tmp_path)
        assert result.exit_code == Exit.USAGE
        assert "the settings do not hold: database_url: write it like postgresql://" in result.stderr


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for command in (["ingest", str(SEEDS[0])], ["up", "--no-prefect"]):
        result = invoke(*command, data=tmp_path / "file" / "data")
        assert result.exit_code == Exit.UNAVAILABLE
        assert result.stderr == f"the data folder {tmp_path / 'file' / 'data'} cannot be made: Not a directory\n"


def test_up_says_that_the_database_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUAIBAO_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    result = invoke("up", "--no-prefect", "--inbox", tmp_path / "inbox", data=tmp_path)
    assert result.exit_code == Exit.UNAVAILABLE
    assert result.stderr.startswith("the database cannot be reached: ")
    assert "secret" not in result.stderr


def test_a_setting_that_cannot_be_understood_is_a_mistake_of_usage(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("workers", "many"), ("log_level", "loud")):
        monkeypatch.setenv(f"KUAIBAO_{name.upper()}", value)
        result = invoke("list", data=data)
        assert result.exit_code == Exit.USAGE
        assert name in result.stderr


def test_a_second_up_on_the_same_data_folder_says_so_and_ends(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", inbox=tmp_path / "inbox")
    command = [str(Path(sys.executable).with_name("kuaibao")), "up", "--no-prefect", "--data", str(settings.data)]
    with lock.held(settings.lock_file, "this test"):
        done = subprocess.run([*command, "--inbox", str(settings.inbox)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == Exit.RUNNING
    assert "already running" in done.stderr
    assert "this test" in done.stderr
