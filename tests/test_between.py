"""Figures of the same measure, place and period that differ between documents."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from flows.cli import app
from parsers.document import Document, Region, Text
from parsers.grammar.figures.indicators import find_indicators
from parsers.passages import passages
from parsers.reading import Reading, Span
from storage.comparable import comparable
from storage.database import migrate, open_database
from storage.series import figures_that_differ, findings_and_gaps
from tests.sample import document, ingest, read, sha

COUNTY = ("河南省", "商丘市", "澄水县")


def told(sentence: str, day: str | None = "2025-03-01", region: tuple[str, ...] = COUNTY) -> tuple[Reading, Document]:
    """A document of one paragraph about a county."""
    reading = read(sentence)
    lead = (Text(text=sentence, spans=(Span(0, len(sentence)),)),)
    about = Region(path=region, adcode=None, basis="stated", spans=(Span(0, 1),)) if region else None
    fields = {"title": None, "sections": (), "people": (), "findings": (), "lead": lead, "region": about, "issue_date": day}
    made = document(sha(sentence + str(day)), read()).model_copy(update=fields)
    return reading, made.model_copy(update={"indicators": find_indicators(passages(reading, made), made)})


def come(engine: Engine, sentence: str, day: str | None = "2025-03-01", region: tuple[str, ...] = COUNTY) -> str:
    reading, made = told(sentence, day, region)
    [document_id] = ingest(engine, sentence + str(day), reading, made).document_ids
    return document_id


def differing(engine: Engine) -> list[tuple[str | None, str | None]]:
    return [(finding.expected, finding.actual) for finding, _ in figures_that_differ(engine)]


def test_both_sides_are_told_with_their_places(engine: Engine) -> None:
    first = come(engine, "2024年，全县实现地区生产总值256.3亿元，同比增长6.2%。")
    later = come(engine, "数据显示，2024年全县GDP达到263.5亿元，增长6.2%。")
    [(finding, revision)] = figures_that_differ(engine)
    assert (revision.document_id, finding.code, finding.severity) == (later, "figures_differ_between_documents", "warning")
    assert (finding.expected, finding.actual, finding.spans) == ("256.3亿元", "263.5亿元", [[17, 24]])
    assert finding.message == f"GDP, 2024-01-01 to 2024-12-31: 263.5亿元 here, 256.3亿元 in document {first} at [16, 23)"
    [(turned, earlier)] = figures_that_differ(engine, first)
    assert (earlier.document_id, turned.expected, turned.actual) == (first, "263.5亿元", "256.3亿元")


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全县粮食产量达到48.9万吨。"),
        ("2024年上半年，全县一般公共预算收入同比增长5.1%。", "上半年数据：2024年上半年，全县一般公共预算收入增长6.3%。"),
        ("2024年，全县新建高标准农田3.2万亩。", "2024年全县新建高标准农田4.1万亩。"),
        ("2024年，全县固定资产投资下降3.1%。", "2024年，全县固定资产投资同比增长3.1%。"),
        ("2024年，全县小龙虾产量7800吨。", "2024年全县小龙虾产量达6900吨。"),
    ],
)
def test_what_cannot_both_be_meant_is_found(engine: Engine, sentence: str, other: str) -> None:
    come(engine, sentence)
    come(engine, other)
    assert len(differing(engine)) == 1


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全县粮食总产量46万吨。"),
        ("2024年，全县粮食总产量超46万吨。", "2024年，全县粮食总产量49.8万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2023年，全县粮食总产量44.8万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全县粮食总产量预计达到48万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全县粮食总产量修订为46.9万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全市粮食总产量73.1万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全省粮食增产，粮食总产量66.2万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全镇粮食总产量2.2万吨。"),
        ("2024年，全县粮食总产量46.2万吨。", "2024年，全县粮食总产量462万吨。"),
        ("2024年，全县召开座谈会12场。", "2024年，全县召开座谈会15场。"),
        ("2024年，全县开展培训，培训群众3000人。", "2024年，全县开展宣讲，培训群众5000人。"),
        ("2024年，全县城乡居民人均可支配收入分别为41260元、19835元。", "2024年，全县城乡居民人均可支配收入分别为41250元、19830元。"),
        ("2024年，地区生产总值同比增长6.2%。", "2024年，地区生产总值环比增长1.5%。"),
    ],
)
def test_what_can_both_be_true_is_left(engine: Engine, sentence: str, other: str) -> None:
    come(engine, sentence)
    come(engine, other)
    assert differing(engine) == []


def test_figures_of_a_running_year_may_grow(engine: Engine) -> None:
    come(engine, "今年，全县粮食总产量26.2万吨。", day="2024-07-01")
    come(engine, "今年，全县粮食总产量46.2万吨。", day="2024-11-01")
    assert differing(engine) == []


def test_another_county_is_another_matter(engine: Engine) -> None:
    come(engine, "2024年，全县粮食总产量46.2万吨。")
    come(engine, "2024年，全县粮食总产量48.9万吨。", region=("河南省", "商丘市", "民权县"))
    come(engine, "2024年，全县粮食总产量49.9万吨。", region=())
    assert differing(engine) == []


def test_the_third_is_compared_with_the_first_it_contradicts(engine: Engine) -> None:
    come(engine, "2024年，全县粮食总产量46.2万吨。")
    come(engine, "据统计，2024年，全县粮食总产量48.9万吨。")
    come(engine, "2024年，全县粮食总产量48.9万吨，再获丰收。")
    assert differing(engine) == [("46.2万吨", "48.9万吨"), ("46.2万吨", "48.9万吨")]


def test_a_document_alone_keeps_what_is_settled() -> None:
    _, made = told("2024年，全县实现地区生产总值256.3亿元，全县新建学校3所；今年力争达到270亿元。")
    assert [made.indicators[figure.position].quote for figure in comparable(made)] == ["256.3亿元", "3所"]


def test_the_command_shows_them_and_filters_them(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/kuaibao.db")
    migrate(opened)
    come(opened, "2024年，全县粮食总产量46.2万吨。")
    later = come(opened, "据统计，2024年，全县粮食总产量48.9万吨。")
    assert [finding.code for finding, _ in findings_and_gaps(opened)] == ["figures_differ_between_documents"]
    assert findings_and_gaps(opened, severity="info") == findings_and_gaps(opened, code="issue_gap") == []
    opened.dispose()
    done = CliRunner().invoke(app, ["findings", "--code", "figures_differ_between_documents", "--json", "--data", str(tmp_path)])
    [found] = json.loads(done.stdout)
    assert (found["document_id"], found["expected"], found["actual"]) == (later, "46.2万吨", "48.9万吨")
