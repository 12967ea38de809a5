"""Questions about what is stored, and the way back from a value to its characters."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from parsers.document import Block, Finding, Named, Place, Project, Region, Section, Text
from parsers.reading import Place as Where
from parsers.reading import Reading, Span
from storage import ledger, queries
from storage.errors import NotFound
from storage.facts import flatten, steps, written
from storage.names import display_name
from storage.outdated import Outdated, outdated
from storage.trace import trace
from storage.versions import Installed
from tests.sample import NOW, again, claimed, document, found, ingest, read, sha

PLACE = Place(
    name="王楼镇",
    path=("河南省", "濮阳市", "范县", "王楼镇"),
    adcode=None,
    authority=None,
    as_of=None,
    candidates=(),
    mentions=((Span(0, 2),), (Span(14, 16), Span(25, 26))),
    basis="inferred",
)


def ids(engine: Engine, **filters: Any) -> list[str]:
    return [listed.document_id for listed in queries.list_documents(engine, **filters)]


@pytest.fixture
def three(engine: Engine) -> list[str]:
    """An old bulletin about 王楼镇, a dated article, an undated one with other text."""
    text = read("盛源科技项目获专项资金\n加强领导\n王明到现场调研。另一\n篇百分之100%\n")
    documents = [
        document(sha("a"), read(), publication=Text(text="延津政务快报", spans=(Span(0, 2),)), issue_date="2024-05-01", places=(PLACE,)),
        document(sha("b"), read(), doc_type="theory_article", published_at="2025-02-03T10:00:00"),
        document(sha("c"), text, region=Region(path=("河南省", "延津县"), adcode="410726", basis="stated", spans=())),
    ]
    readings = [read(), read(), text]
    return [ingest(engine, c, r, d).document_ids[0] for c, r, d in zip("abc", readings, documents, strict=True)]


def test_documents_are_listed_last_first_and_filtered(engine: Engine, three: list[str]) -> None:
    old, dated, other = three
    assert ids(engine) == [other, dated, old]
    assert ids(engine, doc_type="theory_article") == [dated]
    assert ids(engine, publication="延津政务快报") == [old]
    assert ids(engine, since="2024-05-02") == [dated]
    assert ids(engine, since="2024-05-01", until="2024-05-01") == [old]
    assert ids(engine, place="王楼") == [old]
    assert ids(engine, place="河南省") == [other, old]
    assert ids(engine, text="另一篇") == [other], "words are found across line breaks"
    assert ids(engine, text="100%") == [other]
    assert ids(engine, text="1_0") == [], "what looks like a pattern is meant as written"
    assert ids(engine, doc_type="bulletin", place="延津县") == [other]


def test_a_listed_document_has_what_a_table_needs(engine: Engine, three: list[str]) -> None:
    listed = queries.list_documents(engine)[-1]
    assert (listed.document_id, listed.name, listed.title) == (three[0], "a.txt", "盛源科技项目获专项资金")
    assert (listed.publication, listed.dated, listed.sections, listed.findings) == ("延津政务快报", "2024-05-01", 1, 1)
    assert (listed.milliseconds, listed.sha256, listed.revision) == (0.0, sha("a"), 1)


def test_a_document_is_found_by_the_beginning_of_its_id(engine: Engine, three: list[str]) -> None:
    assert queries.resolve(engine, three[0][:5]) == three[0]
    assert queries.resolve(engine, three[0]) == three[0]
    with pytest.raises(NotFound, match="no document's id"):
        queries.resolve(engine, "zzz")
    with pytest.raises(NotFound, match="could be any of"):
        queries.resolve(engine, "")


def test_what_is_not_there_is_said(engine: Engine, three: list[str]) -> None:
    with pytest.raises(NotFound):
        queries.document(engine, "none")
    with pytest.raises(NotFound, match=r"7\. revision"):
        queries.document(engine, three[0], revision=7)
    with pytest.raises(NotFound):
        trace(engine, "none", "title")


def test_export_gives_the_current_documents_in_order_of_coming(engine: Engine, three: list[str]) -> None:
    lines = list(queries.export(engine))
    assert [json.loads(line)["document_id"] for line in lines] == three
    assert all("\n" not in line for line in lines)
    assert [json.loads(line) for line in lines] == [queries.document(engine, document_id) for document_id in three]


def test_findings_are_those_of_current_revisions(engine: Engine) -> None:
    gap = Finding(code="ordinal_gap", severity="info", message="二是 is missing", spans=(Span(1, 2),), expected="2", actual="3")
    result = ingest(engine, "a", read(), document(sha("a"), read(), findings=(gap,)))
    assert [(f.code, f.spans, f.expected, r.document_id) for f, r in queries.findings(engine)] == [
        ("ordinal_gap", [[1, 2]], "2", result.document_ids[0])
    ]
    assert queries.findings(engine, code="other") == queries.findings(engine, severity="error") == []
    again(engine, "a", document(sha("a"), read(), parser_version="2", findings=()))
    assert queries.findings(engine) == []


def test_documents_made_by_older_versions_are_to_be_reprocessed_until_they_are_new(engine: Engine) -> None:
    ingest(engine, "a")
    stale = ingest(engine, "b", read(), document(sha("b"), read(), parser_version="0")).delivery_id
    now = Installed({"text": "1"}, {"bulletin": "1", "unused": "9"}, "v1")
    assert outdated(engine, now) == Outdated([stale], 0)
    assert outdated(engine, now, rejected={"bulletin": ["1"]}) == Outdated([], 1)
    assert len(outdated(engine, replace(now, vocabularies="v2")).deliveries) == 2
    assert len(outdated(engine, replace(now, readers={"text": "2"})).deliveries) == 2
    again(engine, "b", document(sha("b"), read()))
    assert outdated(engine, now) == Outdated([], 0)


def test_quarantine_lists_reason_and_attempts(engine: Engine) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    ledger.quarantine(engine, delivery_id, "no_content", "nothing visible", NOW + timedelta(seconds=1), "me")
    assert [(d.id, d.code, d.message, d.attempts) for d in queries.quarantined(engine)] == [
        (delivery_id, "no_content", "nothing visible", 1)
    ]


def test_every_kind_of_evidence_becomes_a_fact() -> None:
    reading = read()
    inner = Section(level=2, heading=found(reading, "加强"))
    outer = Section(level=1, heading=found(reading, "加强领导"), sections=(inner,))
    project = Project(name="盛源科技项目", mentions=((Span(0, 6),),), investment="19470000", status=None, investment_spans=(Span(7, 9),))
    made = document(
        sha("x"),
        reading,
        sections=(outer,),
        breadcrumb=(found(reading, "盛源"), found(reading, "科技")),
        projects=(project,),
        places=(PLACE,),
        organisations=(Named(name="盛源", mentions=()),),
        region=Region(path=("河南省",), adcode=None, basis="stated", spans=(Span(23, 26),)),
    )
    facts = {fact.path: (fact.value, fact.spans) for fact in flatten(made.to_json_dict(), reading)}
    assert facts["sections[0].sections[0].heading"] == ("加强", [[14, 16]])
    assert facts["breadcrumb[1]"] == ("科技", [[2, 4]])
    assert facts["projects[0].investment"] == ("19470000", [[7, 9]])
    assert facts["places[0]"] == ("王楼镇", [[0, 2], [14, 16], [25, 26]])
    assert facts["region"] == ("王明到", [[23, 26]])
    assert not any(path.startswith(("organisations", "blocks", "findings", "provenance")) for path in facts)


@pytest.mark.parametrize("path", ["title", "sections[0].heading", "a[1][2].b_c", "people[10].mentions[0]"])
def test_a_path_is_taken_apart_and_put_together(path: str) -> None:
    assert written(steps(path)) == path
    assert steps(f"$.{path}") == steps(path)


@pytest.mark.parametrize("path", ["", "$", "sections[", "a[x]", "a]b", "a..b"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        steps(path)


@pytest.fixture
def traced(engine: Engine) -> str:
    text = read().text
    places = tuple(Where(1 + text[:n].count("\n") // 2, 10.0 * n, 5.0, 10.0 * n + 10, 15.0) for n in range(len(text)))
    paged = Reading(text, "application/pdf", "pdf", "3", places=places)
    date = Block(kind="issue_date", spans=(Span(12, 14),))
    made = document(sha("x"), paged, issue_date="2024-05-01", blocks=(date,), places=(PLACE,), issuing_body=found(paged, "到现场"))
    return ingest(engine, "x", paged, made).document_ids[0]


def test_a_value_is_traced_to_its_characters_box_and_run(engine: Engine, traced: str) -> None:
    found_at = trace(engine, traced, "sections[0].heading.text")
    assert (found_at.value, found_at.basis, found_at.cleaned) == ("加强领导", "sections[0].heading", "加强领导")
    [excerpt] = found_at.excerpts
    assert (excerpt.span, excerpt.text) == (Span(14, 18), "加强领导")
    assert (excerpt.before, excerpt.after) == (read().text[:14], read().text[18:])
    assert found_at.boxes == (Where(1, 140.0, 5.0, 180.0, 15.0),)
    assert (found_at.source_sha256, found_at.run.flow_run_id, found_at.revision.reader_version) == (sha("x"), "flow-1", "3")


@pytest.mark.parametrize(
    ("path", "value", "basis", "cleaned"),
    [
        ("issuing_body", None, "issuing_body", "到现场"),
        ("sections[0]", None, "sections[0]", "加强领导到现场调研。"),
        ("sections[0].level", 1, "sections[0]", "加强领导到现场调研。"),
        ("places[0].mentions[1]", [[14, 16], [25, 26]], "places[0].mentions[1]", "加强到"),
        ("places[0].path[2]", "范县", "places[0]", "盛源加强到"),
        ("issue_date", "2024-05-01", "blocks of kind issue_date", "一、"),
        ("issue_number", None, "blocks of kind issue_number", ""),
    ],
)
def test_a_value_that_was_worked_out_is_traced_to_what_it_stands_beside(
    engine: Engine, traced: str, path: str, value: object, basis: str, cleaned: str
) -> None:
    found_at = trace(engine, traced, path)
    assert (found_at.basis, found_at.cleaned) == (basis, cleaned)
    assert value is None or found_at.value == value


@pytest.mark.parametrize("path", ["nothing", "sections[9]", "title[0]", "title.text.more", "sections.heading"])
def test_a_path_that_leads_nowhere_says_so(engine: Engine, traced: str, path: str) -> None:
    with pytest.raises(NotFound, match="leads nowhere"):
        trace(engine, traced, path)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("快报 第52期.txt".encode(), "快报 第52期.txt"),
        ("快报.txt".encode("gb18030"), "快报.txt"),
        (b"a\nb\x1b[31m.txt", r"a\nb\x1b[31m.txt"),
        (b"\xff\xfe\xff", r"\xff\xfe\xff"),
    ],
)
def test_a_name_is_shown_on_one_line_whatever_its_bytes(name: bytes, shown: str) -> None:
    assert display_name(name) == shown
