"""A person's word: it outranks every parser, survives every reprocess, is found again by its characters, and can be taken back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, select

from parsers.document import Document, Indicator, Person
from parsers.factmodels import Period
from parsers.reading import Reading
from storage import corrections, queries
from storage.changes import difference
from storage.corrections import Person as Corrector
from storage.database import reading
from storage.errors import NotFound
from storage.fact_rows import Wanted, fact_rows
from storage.tables import Revision
from storage.trace import trace
from storage.words import Correction
from tests.sample import NOW, TITLE, again, document, found, ingest, read, sha

SOURCE = "a"
ID = f"{sha(SOURCE)[:16]}-0"
WANG = Corrector("王明", "misprint", NOW)
LI = Corrector("李勉", "the annex says so", NOW)
READING = read(f"{TITLE}\n一、加强领导\n新建学校 3 所，完成投资 2 亿元。\n县委书记王明到现场调研。\n")


def figure(quote: str, value: str, unit: str, at: Reading = READING) -> Indicator:
    text = found(at, quote)
    return Indicator(
        quote=text.text,
        spans=text.spans,
        metric=None,
        subject=None,
        value=value,
        unit=unit,
        value_as_written=value,
        unit_as_written=unit,
        modality="achieved",
        bound="exact",
        change=None,
        period=Period(start="2024-01-01", end="2024-12-31", spans=text.spans),
    )


SCHOOLS, MONEY = figure("3 所", "3", "所"), figure("2 亿元", "200000000", "元")


def made(*figures: Indicator, version: str = "1", at: Reading = READING, **fields: Any) -> Document:
    return document(sha(SOURCE), at, parser_version=version, indicators=figures, sections=(), **fields)


@pytest.fixture
def stored(engine: Engine) -> Engine:
    ingest(engine, SOURCE, READING, made(SCHOOLS, MONEY))
    return engine


def reparsed(engine: Engine, *figures: Indicator, version: str = "2", at: Reading = READING, **fields: Any) -> None:
    again(engine, SOURCE, made(*figures, version=version, at=at, **fields), reading=at)


def shown(engine: Engine, revision: int | None = None) -> dict[str, Any]:
    return queries.document(engine, ID, revision)


def codes(engine: Engine) -> list[str]:
    return [finding.code for finding, _ in queries.findings(engine) if finding.code.startswith("correction")]


def test_what_is_corrected_is_shown_everywhere_and_the_parsers_revision_stays(stored: Engine) -> None:
    before = shown(stored)
    done = corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    assert (done.before, done.after, done.parser_value, done.revision) == ("200000000", "250000000", "200000000", 2)
    corrections.correct(stored, ID, "title.text", "好标题", WANG)
    assert shown(stored)["indicators"][1]["value"] == "250000000"
    assert [listed.title for listed in queries.list_documents(stored)] == ["好标题"]
    assert '"好标题"' in next(queries.export(stored))
    rows = {row.path: (row.value, row.corrected_by) for row in fact_rows(stored, Wanted(kind="indicator"))}
    assert rows == {"indicators[0]": (3, None), "indicators[1]": (250000000, "王明")}
    assert shown(stored, 1) == before


def test_trace_says_who_when_why_and_what_the_parser_says(stored: Engine) -> None:
    corrections.correct(stored, ID, "title", "好标题", WANG)
    traced = trace(stored, ID, "title")
    (told,) = traced.corrections
    assert (told["by"], told["why"], told["at"], told["value"], told["parser_value"]) == (
        "王明",
        "misprint",
        NOW.isoformat(),
        "好标题",
        TITLE,
    )
    assert (traced.value["text"], traced.cleaned) == ("好标题", TITLE)
    assert trace(stored, ID, "people[0].name").corrections == ()


def test_a_correction_survives_a_newer_parser_that_counts_otherwise(stored: Engine) -> None:
    corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    reparsed(stored, MONEY, SCHOOLS)
    now = shown(stored)
    assert [(f["quote"], f["value"]) for f in now["indicators"]] == [("2亿元", "250000000"), ("3所", "3")]
    assert now["corrections"][0]["path"] == "indicators[0].value"
    assert codes(stored) == []
    assert [revision.parser_version for revision, _ in queries.revisions(stored, ID)] == ["1", "1+person.1", "2", "2+person.1"]
    reparsed(stored, MONEY, SCHOOLS)
    assert len(queries.revisions(stored, ID)) == 4


def test_a_parser_that_says_something_else_again_is_reported(stored: Engine) -> None:
    corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    reparsed(stored, SCHOOLS, MONEY.model_copy(update={"value": "260000000"}))
    assert shown(stored)["indicators"][1]["value"] == "250000000"
    ((finding, _),) = queries.findings(stored, code="correction_disagrees")
    assert (finding.severity, finding.expected, finding.actual) == ("warning", "250000000", "260000000")
    assert "王明" in finding.message
    assert "misprint" in finding.message
    reparsed(stored, SCHOOLS, MONEY.model_copy(update={"value": "250000000"}), version="3")
    assert codes(stored) == []


def test_a_fact_that_the_parser_no_longer_finds_keeps_its_correction_waiting(stored: Engine) -> None:
    corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    reparsed(stored, SCHOOLS)
    assert [f["value"] for f in shown(stored)["indicators"]] == ["3"]
    assert codes(stored) == ["correction_disagrees"]
    assert shown(stored)["corrections"][0]["path"] is None
    reparsed(stored, MONEY, version="3")
    assert [f["value"] for f in shown(stored)["indicators"]] == ["250000000"]
    assert codes(stored) == []


def test_what_waits_can_be_taken_back_by_the_path_that_it_was_made_for(stored: Engine) -> None:
    corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    reparsed(stored, SCHOOLS)
    corrections.withdraw(stored, ID, "indicators[1].value", LI)
    assert "corrections" not in shown(stored)


def test_a_correction_moves_with_its_characters_into_a_new_reading(stored: Engine) -> None:
    corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    newer = Reading(text="第 1 页\n" + READING.text.replace("，", "，\n"), media_type="text/plain", reader="text", version="2")
    reparsed(stored, figure("2 亿元", "200000000", "元", newer), figure("3 所", "3", "所", newer), at=newer, version="1")
    assert [f["value"] for f in shown(stored)["indicators"]] == ["250000000", "3"]


def test_the_later_of_two_persons_holds_and_both_are_kept(stored: Engine) -> None:
    corrections.correct(stored, ID, "title", "甲", WANG)
    done = corrections.correct(stored, ID, "title", "乙", LI)
    assert done.over == ("王明",)
    now = shown(stored)
    assert now["title"]["text"] == "乙"
    assert [(told["by"], bool(told["superseded_by"])) for told in now["corrections"]] == [("王明", True), ("李勉", False)]
    assert codes(stored) == ["corrections_conflict"]
    corrections.withdraw(stored, ID, "title", LI)
    assert (shown(stored)["title"]["text"], codes(stored)) == ("甲", [])
    assert [said.withdraws for said in corrections.said_of(stored, ID)] == [None, None, 2]


def test_taking_back_the_last_correction_shows_the_parsers_revision_again(stored: Engine) -> None:
    corrections.correct(stored, ID, "title", "甲", WANG)
    done = corrections.withdraw(stored, ID, "title", WANG)
    assert (done.before, done.after, done.revision) == ("甲", TITLE, 1)
    assert [listed.revision for listed in queries.list_documents(stored)] == [1]
    with pytest.raises(NotFound, match="nothing in it is corrected"):
        corrections.withdraw(stored, ID, "title", WANG)


def test_what_no_parser_found_can_be_said_by_a_person(stored: Engine) -> None:
    corrections.correct(stored, ID, "issue_date", "2025-01-31", WANG)
    corrections.correct(stored, ID, "publication", "延津政务快报", WANG)
    assert [(listed.dated, listed.publication) for listed in queries.list_documents(stored)] == [("2025-01-31", "延津政务快报")]
    assert queries.list_documents(stored, since="2025-01-31") != []
    reparsed(stored, publication=found(READING, "一、"))
    assert shown(stored)["publication"]["text"] == "延津政务快报"
    assert codes(stored) == ["correction_disagrees"]


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("issue_date", "2025-02-30", "a day like 2025-01-31"),
        ("issue_date", "1700000000", "a day like 2025-01-31"),
        ("published_at", "yesterday", "a day like 2025-01-31 or a time like"),
        ("issue_number", "fifty", "integer"),
        ("indicators[0].value", "3所", "a number like"),
        ("indicators[0].bound", "sure", "'exact'"),
        ("indicators[0].period.start", "2024", "a day like"),
        ("people[0].posts", "县长", "JSON"),
        ("doc_type", "poem", "there are bulletin"),
        ("title", " ", "cannot be empty: write null for none"),
        ("indicators[0].value", "null", "a number like"),
        ("title", TITLE, "says 盛源科技项目获专项资金 already"),
        ("indicators[0]", "3", "correct one of indicators"),
        ("people[0].mentions", "[]", "not where it stands"),
        ("document_id", "x", "not where it stands"),
        ("provenance.source.name", "x", "not where it stands"),
        ("quotations", "x", "cannot be added"),
        ("a[[", "x", "is not a path"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(stored: Engine, path: str, value: str, why: str) -> None:
    with pytest.raises(ValueError, match=why.replace("[", r"\[")):
        corrections.correct(stored, ID, path, value, WANG)
    assert corrections.said_of(stored, ID) == []


@pytest.mark.parametrize("path", ["nowhere", "indicators[2].value", "people[0].posts[0]", "title.nowhere"])
def test_a_path_that_leads_nowhere_is_not_found(stored: Engine, path: str) -> None:
    with pytest.raises(NotFound, match="leads nowhere"):
        corrections.correct(stored, ID, path, "x", WANG)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("issue_number", "52", 52),
        ("published_at", "2025-01-31T10:30:00", "2025-01-31T10:30:00"),
        ("published_at", "2025-01-31", "2025-01-31"),
        ("people[0].posts", '["县长", "县委副书记"]', ["县长", "县委副书记"]),
        ("people[0].organisation", "范县县委", "范县县委"),
        ("indicators[0].value_max", "4.5", "4.5"),
        ("indicators[0].period.start", "null", None),
        ("title", "null", None),
        ("doc_type", "theory_article", "theory_article"),
    ],
)
def test_values_are_of_the_contracts_types(stored: Engine, path: str, value: str, expected: object) -> None:
    assert corrections.correct(stored, ID, path, value, WANG).after == expected
    Document.model_validate(shown(stored))


def test_a_correction_and_a_newer_parser_at_the_same_time_lose_nothing(engine: Engine) -> None:
    for n in range(5):
        source = f"document {n}"
        document_id = ingest(engine, source, READING, document(sha(source), READING)).document_ids[0]
        newer = document(sha(source), READING, parser_version="2", people=())
        with ThreadPoolExecutor(2) as threads:
            person = threads.submit(corrections.correct, engine, document_id, "title", "甲", WANG)
            parser = threads.submit(again, engine, source, newer, reading=READING)
        assert (person.exception(), parser.exception()) == (None, None)
        now = queries.document(engine, document_id)
        assert (now["title"]["text"], now["people"]) == ("甲", [])


def test_the_difference_between_revisions_is_told_with_corrections_in_both(stored: Engine) -> None:
    corrections.correct(stored, ID, "indicators[1].value", "250000000", WANG)
    reparsed(stored, MONEY, SCHOOLS.model_copy(update={"value": "4"}))
    (change,) = difference(stored, ID, 2, 4).facts
    assert (change.path, change.before, change.after) == ("indicators[1]", {"value": "3"}, {"value": "4"})


def test_people_are_found_again_by_name_when_all_moved(stored: Engine) -> None:
    corrections.correct(stored, ID, "people[0].posts", '["县长"]', WANG)
    other = Person(name="李勉", posts=(), organisation=None, mentions=(found(READING, "到现场").spans,))
    again(stored, SOURCE, made(version="2", people=(other, *made().people)), reading=READING)
    assert [person["posts"] for person in shown(stored)["people"]] == [[], ["县长"]]


def test_what_was_said_is_never_changed(stored: Engine) -> None:
    corrections.correct(stored, ID, "title", "甲", WANG)
    with reading(stored) as session:
        (said,) = session.scalars(select(Correction))
        (base,) = session.scalars(select(Revision.id).where(Revision.number == 1))
    assert (said.revision_id, said.path, said.wording, said.spans) == (base, "title", TITLE, [[0, len(TITLE)]])
    assert (said.old, said.value) == (f'"{TITLE}"', '"甲"')
