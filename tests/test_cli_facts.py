"""Facts on the screen and in files, from a data folder with the samples."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from typer.testing import CliRunner, Result

from flows import cli_facts, fact_files
from flows.cli import app
from flows.exits import Exit
from storage.fact_rows import COLUMNS, KINDS, FactRow

SEEDS = sorted((Path(__file__).parents[1] / "seeds" / "documents").glob("*.txt"))
BULLETIN = "5f7635df0e8a4dfc-0"
runner = CliRunner()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five samples, taken in."""
    folder = tmp_path_factory.mktemp("facts") / "data"
    assert invoke("ingest", *SEEDS, data=folder).exit_code == Exit.DONE
    return folder


def invoke(*arguments: object, data: Path) -> Result:
    return runner.invoke(app, [*map(str, arguments), "--data", str(data)])


def answer(*arguments: object, data: Path) -> Any:
    result = invoke("facts", *arguments, "--json", data=data)
    assert result.exit_code == Exit.DONE, result.output
    return json.loads(result.stdout)


def documents(data: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in invoke("export", data=data).stdout.splitlines()]


def test_every_fact_of_every_document_is_one_row(data: Path) -> None:
    rows = answer(data=data)
    expected = {(d["document_id"], f"{name}[{n}]") for d in documents(data) for name in KINDS.values() for n in range(len(d[name]))}
    assert {(row["document_id"], row["path"]) for row in rows} == expected
    assert len(rows) == len(expected)
    assert set(KINDS) == {row["kind"] for row in rows}


def test_figures_say_what_the_document_says(data: Path) -> None:
    [bulletin] = [d for d in documents(data) if d["document_id"] == BULLETIN]
    rows = answer("--kind", "indicator", "--document", BULLETIN[:8], data=data)
    for row, figure in zip(rows, bulletin["indicators"], strict=True):
        assert all(row[name] == figure[name] for name in ("quote", "spans", "unit", "modality", "bound"))
        assert float(row["value"]) == float(figure["value"])
        assert row["metric"] == (figure["metric"] and figure["metric"]["text"])
        assert (row["title"], row["date"]) == (bulletin["title"]["text"], bulletin["issue_date"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_spans_of_a_row_are_those_of_its_path(data: Path, kind: str) -> None:
    row = answer("--kind", kind, "--limit", 1, data=data)[0]
    traced = json.loads(invoke("trace", row["document_id"], row["path"], "--json", data=data).stdout)
    assert traced["spans"] == row["spans"] != []
    assert traced["source_sha256"] == row["source_sha256"]


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (["--kind", "person"], lambda row: row["kind"] == "person"),
        (["--metric", "投资"], lambda row: "投资" in row["metric"]),
        (["--kind", "place", "--place", "王楼镇"], lambda row: "王楼镇" in row["detail"]),
        (["--since", "2023-11-01", "--until", "2023-11-30"], lambda row: row["date"] == "2023-11-16"),
        (["--type", "theory_article"], lambda row: row["doc_type"] == "theory_article"),
        (["--period", "2023"], lambda row: row["period_start"] <= "2023-12-31" if row["period_start"] else row["period_end"][:4] == "2023"),
    ],
)
def test_filters_keep_some_rows_and_only_those_that_fit(data: Path, filters: list[str], holds: Any) -> None:
    rows = answer(*filters, data=data)
    assert 0 < len(rows) < len(answer(data=data))
    assert all(holds(row) for row in rows)


def test_a_place_keeps_all_other_facts_of_the_documents_that_name_it(data: Path) -> None:
    kinds = {row["kind"] for row in answer("--place", "延津县", data=data)}
    assert {"indicator", "place", "person"} <= kinds
    assert {row["document_id"] for row in answer("--place", "延津县", data=data)} == {BULLETIN}


def test_in_a_pipe_facts_are_separated_by_tabs_with_their_evidence(data: Path) -> None:
    header, *rows = [line.split("\t") for line in invoke("facts", "--kind", "reference", data=data).stdout.splitlines()]
    assert header == list(cli_facts._COLUMNS)
    assert len(rows) == len(answer("--kind", "reference", data=data))
    assert all(len(row) == len(header) and row[header.index("spans")] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--kind", "figure"], Exit.USAGE),
        (["--period", "2023-01"], Exit.USAGE),
        (["--period", "2023..2021"], Exit.USAGE),
        (["--since", "yesterday"], Exit.USAGE),
        (["--document", "ffff"], Exit.UNKNOWN),
    ],
)
def test_what_cannot_be_understood_or_found_has_its_exit_status(data: Path, arguments: list[str], status: Exit) -> None:
    result = invoke("facts", *arguments, data=data)
    assert result.exit_code == status
    assert result.stderr.strip()


def test_nothing_that_fits_is_an_empty_answer(data: Path) -> None:
    assert answer("--metric", "没有这样的指标", data=data) == []


def test_csv_opens_in_excel_and_has_every_fact(data: Path, tmp_path: Path) -> None:
    assert invoke("export", "--facts", "--format", "csv", "--output", tmp_path / "facts.csv", data=data).exit_code == Exit.DONE
    assert (tmp_path / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument_id,")
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = answer(data=data)
    assert [(row["document_id"], row["path"], json.loads(row["spans"])) for row in rows] == [
        (row["document_id"], row["path"], row["spans"]) for row in shown
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]


def test_parquet_has_the_same_rows_in_plain_types(data: Path, tmp_path: Path) -> None:
    assert invoke("export", "--facts", "--format", "parquet", "--output", tmp_path / "facts.parquet", data=data).exit_code == Exit.DONE
    table = pyarrow.parquet.read_table(tmp_path / "facts.parquet")
    assert table.column_names == list(COLUMNS)
    assert {str(kind) for kind in table.schema.types} == {"string", "double", "int32"}
    shown = answer(data=data)
    assert table["value"].to_pylist() == [row["value"] if row["value"] is None else float(row["value"]) for row in shown]
    assert table["quote"].to_pylist() == [row["quote"] for row in shown]


def test_jsonl_has_the_same_rows(data: Path) -> None:
    lines = invoke("export", "--facts", data=data).stdout.splitlines()
    assert [json.loads(line) for line in lines] == answer(data=data)


def test_documents_go_into_a_file_too(data: Path, tmp_path: Path) -> None:
    assert invoke("export", "--output", tmp_path / "all.jsonl", data=data).stdout == ""
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == invoke("export", data=data).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "csv"], "--facts"),
        (["--format", "parquet", "--facts"], "--output"),
        (["--format", "xml", "--facts"], "jsonl, csv, parquet"),
        (["--facts", "--output", "nowhere/at/all.jsonl"], "cannot write"),
    ],
)
def test_export_says_what_it_needs(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("export", *arguments, data=data)
    assert result.exit_code == Exit.USAGE
    assert said in result.stderr


def test_export_says_how_to_get_what_writes_parquet(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_files, "parquet_is_there", lambda: False)
    result = invoke("export", "--facts", "--format", "parquet", "--output", tmp_path / "f.parquet", data=data)
    assert result.exit_code == Exit.USAGE
    assert "kuaibao[parquet]" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_not_replaced_by_half_an_export(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    kept = tmp_path / "facts.csv"
    kept.write_text("old", encoding="utf-8")
    monkeypatch.setattr(fact_files, "WRITERS", {"csv": broken})
    assert invoke("export", "--facts", "--format", "csv", "--output", kept, data=data).exit_code != Exit.DONE
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("facts.csv", "old")]


@pytest.mark.parametrize(
    ("written", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd", "'+cmd"), ("-5%", "-5%"), ("+3.2", "+3.2"), ("12 亩, “余”", "12 亩, “余”")],
)
def test_no_cell_of_a_spreadsheet_is_a_formula(written: str, cell: str) -> None:
    out = io.BytesIO()
    fact_files.write_csv([FactRow("x-0", None, "other", None, "quotation", written)], out)
    [row] = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig")))
    assert row["quote"] == cell


@pytest.mark.parametrize("form", fact_files.WRITERS)
def test_half_a_character_ends_no_export(form: str) -> None:
    out = io.BytesIO()
    fact_files.WRITERS[form]([FactRow("x-0", "\ud800", "other", None, "quotation", "甲", value=10**20)], out)
    assert out.getvalue()


def test_an_export_of_nothing_still_has_its_columns() -> None:
    out, table = io.BytesIO(), io.BytesIO()
    fact_files.write_csv([], out)
    fact_files.write_parquet([], table)
    assert out.getvalue().decode("utf-8-sig").strip().split(",") == list(COLUMNS)
    assert pyarrow.parquet.read_table(io.BytesIO(table.getvalue())).num_rows == 0
