"""Holes in the series of a publication's issue numbers."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from flows.cli import app
from parsers.document import Document, Text
from parsers.reading import Reading, Span
from storage.database import migrate, open_database
from storage.series import findings_and_gaps, issue_gaps
from tests.sample import document, ingest, read, sha


def issue(content: str, reading: Reading, number: int, **fields: object) -> Document:
    given: dict[str, object] = {
        "publication": Text(text="盛源科技", spans=(Span(0, 4),)),
        "issue_number": number,
        "issue_number_spans": (Span(4, 6),),
        "issue_date": "2024-05-01",
    }
    return document(sha(content), reading).model_copy(update=given | fields)


def come(engine: Engine, number: int, **fields: object) -> str:
    reading = read(read().text + f"第{number}期{fields}。\n")
    content = f"{number} {fields}"
    [document_id] = ingest(engine, content, reading, issue(content, reading, number, **fields)).document_ids
    return document_id


def body(name: str) -> dict[str, object]:
    return {"issuing_body": Text(text=name, spans=(Span(0, 2),))}


def test_a_hole_is_told_once_with_the_issue_after_it(engine: Engine) -> None:
    come(engine, 3)
    after = come(engine, 7)
    come(engine, 8)
    [(finding, revision)] = issue_gaps(engine)
    assert (finding.code, finding.severity, revision.document_id, finding.spans) == ("issue_gap", "warning", after, [[4, 6]])
    assert finding.message == "issues 4 to 6 have not come: 盛源科技 of 2024 goes from issue 3 to issue 7"
    assert (finding.expected, finding.actual) == ("4", "7")


def test_a_hole_closes_when_the_missing_issue_comes_late(engine: Engine) -> None:
    come(engine, 3)
    come(engine, 5)
    assert [finding.message.split(":")[0] for finding, _ in issue_gaps(engine)] == ["issue 4 has not come"]
    come(engine, 4)
    assert issue_gaps(engine) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"issue_date": "2023-05-01"},
        {"issue_date": None},
        {"publication": None},
        {"publication": Text(text="盛源", spans=(Span(0, 2),))},
        {"issue_number": None},
    ],
)
def test_other_years_other_publications_and_unknown_series_make_no_hole(engine: Engine, fields: dict[str, object]) -> None:
    come(engine, 3)
    come(engine, 7, **fields)
    assert issue_gaps(engine) == []


def test_an_issue_without_its_issuing_body_fills_a_hole_of_its_name(engine: Engine) -> None:
    come(engine, 3, **body("甲县"))
    come(engine, 4)
    come(engine, 5, **body("甲县"))
    assert issue_gaps(engine) == []


def test_publications_of_one_name_by_two_bodies_are_two_series(engine: Engine) -> None:
    come(engine, 3, **body("甲县"))
    come(engine, 4, **body("乙县"))
    come(engine, 5, **body("甲县"))
    assert [finding.expected for finding, _ in issue_gaps(engine)] == ["4"]


def test_several_documents_of_one_issue_make_no_hole(engine: Engine) -> None:
    come(engine, 3)
    come(engine, 4)
    come(engine, 4, title=None)
    assert issue_gaps(engine) == []


def test_holes_are_listed_with_the_findings_and_filtered_like_them(engine: Engine) -> None:
    first = come(engine, 3)
    after = come(engine, 7)
    codes = [finding.code for finding, _ in findings_and_gaps(engine)]
    assert codes == ["issue_gap", "missing_issue_date", "missing_issue_date"]
    assert [f.code for f, _ in findings_and_gaps(engine, code="issue_gap")] == ["issue_gap"]
    assert [f.code for f, _ in findings_and_gaps(engine, document_id=after)] == ["issue_gap", "missing_issue_date"]
    assert [f.code for f, _ in findings_and_gaps(engine, document_id=first)] == ["missing_issue_date"]
    assert "issue_gap" not in [f.code for f, _ in findings_and_gaps(engine, severity="info")]
    assert "issue_gap" not in [f.code for f, _ in findings_and_gaps(engine, code="missing_issue_date")]


def test_the_command_shows_holes(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/kuaibao.db")
    migrate(opened)
    come(opened, 3)
    after = come(opened, 7)
    opened.dispose()
    done = CliRunner().invoke(app, ["findings", "--code", "issue_gap", "--json", "--data", str(tmp_path)])
    [found] = json.loads(done.stdout)
    assert (found["document_id"], found["expected"], found["actual"]) == (after, "4", "7")
    listed = CliRunner().invoke(app, ["findings", "--data", str(tmp_path)]).stdout.splitlines()
    assert listed[1].startswith("warning\tissue_gap\tissues 4 to 6 have not come")
