"""Links between documents: the same issue with other content, the same text from other bytes."""

import pytest
from sqlalchemy import Engine

from parsers.document import Document, Text
from parsers.reading import Reading, Span
from storage import queries
from tests.sample import again, document, ingest, read, sha


def issue(content: str, reading: Reading, parser_version: str = "1") -> Document:
    publication = Text(text="盛源科技", spans=(Span(0, 4),))
    fields = {"publication": publication, "issue_number": 52, "issue_date": "2024-05-01"}
    return document(sha(content), reading, 0, parser_version).model_copy(update=fields)


def test_the_same_issue_with_other_content_supersedes_the_earlier_one(engine: Engine) -> None:
    corrected = read(read().text + "更正。\n")
    [old] = ingest(engine, "x", read(), issue("x", read())).document_ids
    [new] = ingest(engine, "y", corrected, issue("y", corrected)).document_ids
    assert [(link.document_id, link.kind, link.earlier_id) for link in queries.links(engine, old)] == [(new, "supersedes", old)]
    content = queries.document(engine, new)
    assert content["provenance"]["supersedes"] == old
    assert [finding["code"] for finding in content["findings"]] == ["missing_issue_date", "issue_repeated"]
    assert {listed.document_id for listed in queries.list_documents(engine)} == {old, new}


def test_reading_the_earlier_issue_again_does_not_turn_the_link_round(engine: Engine) -> None:
    corrected = read(read().text + "更正。\n")
    [old] = ingest(engine, "x", read(), issue("x", read())).document_ids
    ingest(engine, "y", corrected, issue("y", corrected))
    again(engine, "x", issue("x", read(), parser_version="2"))
    again(engine, "y", issue("y", corrected, parser_version="2"), reading=corrected)
    assert len(queries.links(engine, old)) == 1


@pytest.mark.parametrize("fields", [{"issue_number": 53}, {"issue_date": "2023-05-01"}, {"issue_date": None}, {"publication": None}])
def test_other_issues_and_unknown_series_are_not_linked(engine: Engine, fields: dict[str, object]) -> None:
    other = read(read().text + "其他。\n")
    [old] = ingest(engine, "x", read(), issue("x", read())).document_ids
    ingest(engine, "y", other, issue("y", other).model_copy(update=fields))
    assert queries.links(engine, old) == []


def test_the_same_text_from_other_bytes_is_linked_as_a_re_issue(engine: Engine) -> None:
    wrapped = read(read().text.replace("一、", "\r\n一、"))
    [first] = ingest(engine, "x").document_ids
    [second] = ingest(engine, "y", wrapped).document_ids
    assert [(link.document_id, link.kind, link.earlier_id) for link in queries.links(engine, second)] == [(second, "reissue", first)]
    [(finding, _)] = queries.findings(engine, code="near_duplicate")
    assert first in finding.message
