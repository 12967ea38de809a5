"""A source of several articles: each is parsed alone, with spans into the whole, and everything stands in a block of each."""

from importlib.resources import files

import pytest

from parsers.document import Document
from parsers.parse import SURE_ORDER, detect, parse, validate
from parsers.reading import Note, Part, Reading, Role, Span
from parsers.source import Source
from tests.alike import without_spans

SEEDS = sorted((files("seeds") / "documents").iterdir(), key=lambda path: path.name)
TEXTS = [path.read_text(encoding="utf-8") for path in SEEDS]
NUMBER = "第３版"


def whole(confidence: float = 1.0, notes: tuple[Note, ...] = ()) -> Reading:
    text, parts, roles = "", [], []
    for one in TEXTS:
        parts.append(Part(Span(len(text), len(text) + len(one)), confidence))
        text += one + "\n"
        roles.append(Role(Span(len(text), len(text) + len(NUMBER)), "furniture"))
        text += NUMBER + "\n"
    return Reading(text, "text/plain", "test", "1", roles=tuple(roles), parts=tuple(parts), notes=notes)


def documents(reading: Reading) -> list[Document]:
    return validate(reading, parse(Source(reading.text.encode(), "a.txt"), reading, detect(reading)))


def alone(text: str) -> Document:
    (document,) = documents(Reading(text, "text/plain", "test", "1"))
    return document


def facts(document: Document) -> object:
    return without_spans(document.model_dump(mode="json", exclude={"document_id", "blocks", "provenance", "classification"}))


def test_each_article_says_what_it_says_alone() -> None:
    said = documents(whole())
    assert [facts(d) for d in said] == [facts(alone(text)) for text in TEXTS]
    assert [d.document_id[-2:] for d in said] == [f"-{i}" for i in range(len(TEXTS))]


def test_the_text_of_others_and_the_furniture_stand_in_blocks_of_their_own() -> None:
    reading = whole()
    for document in documents(reading):
        furniture = [s for b in document.blocks if b.kind == "furniture" for s in b.spans]
        assert [reading.text[s.start : s.end] for s in furniture] == [NUMBER] * len(TEXTS)


def test_a_note_about_one_article_is_a_finding_of_that_one_only() -> None:
    about = Note("ocr_low_confidence", "warning", "a doubtful figure", (Span(0, 10),))
    said = documents(whole(notes=(about,)))
    assert [any(f.code == about.code for f in d.findings) for d in said] == [True] + [False] * (len(TEXTS) - 1)


@pytest.mark.parametrize("confidence", [SURE_ORDER, SURE_ORDER - 0.01])
def test_an_article_that_may_not_be_whole_says_so(confidence: float) -> None:
    said = documents(whole(confidence))
    assert {any(f.code == "reading_order_uncertain" for f in d.findings) for d in said} == {confidence < SURE_ORDER}


def test_a_heading_that_layout_shows_is_a_heading() -> None:
    text = "粮食丰收\n秋粮丰收在望\n今年秋粮长势很好，农民喜笑颜开。\n"
    lines = [Span(0, 4), Span(5, 11)]
    reading = Reading(text, "text/plain", "test", "1", roles=tuple(Role(s, "heading", i + 1) for i, s in enumerate(lines)))
    (document,) = documents(reading)
    assert document.title
    assert document.title.text == "粮食丰收"
    assert [s.heading.text for s in document.sections] == ["秋粮丰收在望"]


def test_characters_that_nobody_sees_are_no_text_that_no_rule_knows() -> None:
    reading = Reading(TEXTS[0].replace("。\n", "。\u200b\n") + "\ufeff", "text/plain", "test", "1")
    (document,) = documents(reading)
    assert "\u200b" in reading.text
    assert not {"unassigned"} & {block.kind for block in document.blocks}
    assert "unassigned_text" not in [finding.code for finding in document.findings]
