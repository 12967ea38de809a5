"""The same article from several sources, known by its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from parsers.cleaning import clean
from parsers.document import Document, Section, Text
from parsers.grammar.figures.indicators import find_indicators
from parsers.passages import passages
from parsers.reading import Reading, Span
from storage import queries
from storage.fingerprint import SHORTEST, differing, fingerprint, similarity, squeezed
from tests.sample import again, document, ingest, read, sha

ARTICLE = """澄水县扎实推进高标准农田建设
今年以来，澄水县把高标准农田建设作为保障粮食安全的重要抓手，全县新建高标准农田3.2万亩，完成投资4800万元，新打机井260眼。
一是坚持规划先行。组织技术人员逐村踏勘，编制实施方案18份，把田块平整、沟渠疏浚、道路硬化一并设计，避免重复投入。
二是坚持质量第一。县农业农村局会同监理单位每周巡查一次，发现问题当场交办，累计整改问题45个，合格率达到98.5%。
三是坚持建管并重。落实管护人员三百二十名，建立村级台账，确保建成一片、管好一片，让群众长期受益。
"""
OTHER = """白河乡开展冬季森林防火宣传
入冬以来，白河乡组织护林员走村入户，张贴标语，悬挂横幅，利用大喇叭循环播放防火知识，提醒群众不要带火种进山。
乡里还成立了应急队伍，备足风力灭火机、水泵等器材，每天由领导带班值守，发现火情立即处置，做到早发现、早报告、早扑救。
"""


def piece(content: str, text: str = ARTICLE, furniture: str = "", **fields: object) -> tuple[Reading, Document]:
    """A document whose title is its first line, each other line a paragraph; `furniture` stands before it."""
    reading = read(furniture + text)
    at, lines = len(furniture), []
    for line in text.splitlines(keepends=True):
        spans = (Span(at, at + len(line.rstrip())),)
        lines.append(Text(text=clean(reading.raw(spans)), spans=spans))
        at += len(line)
    section = Section(level=1, heading=lines[0], paragraphs=tuple(lines[2:]))
    given = {"title": lines[0], "lead": (lines[1],), "sections": (section,), "people": ()} | fields
    return reading, document(sha(content), read()).model_copy(update=given)


def with_figures(reading: Reading, made: Document) -> Document:
    return made.model_copy(update={"indicators": find_indicators(passages(reading, made), made)})


def come(engine: Engine, content: str, text: str = ARTICLE, furniture: str = "") -> str:
    reading, made = piece(content, text, furniture)
    [document_id] = ingest(engine, content, reading, with_figures(reading, made)).document_ids
    return document_id


def links(engine: Engine, document_id: str) -> list[tuple[str, str]]:
    return [(link.kind, link.earlier_id) for link in queries.links(engine, document_id) if link.document_id == document_id]


def test_furniture_punctuation_width_and_breaks_do_not_make_another_article(engine: Engine) -> None:
    first = come(engine, "pdf")
    web = ARTICLE.replace("，", ",").replace("3.2", "３．２").replace("4800万元", "4800 万元")
    second = come(engine, "web", web, furniture="首页 > 新闻 > 正文\n发布时间：2025-01-02\n上一篇：别的新闻\n")
    assert links(engine, second) == [("reissue", first)]
    [(finding, revision)] = queries.findings(engine, code="near_duplicate")
    assert (revision.document_id, finding.severity, finding.expected) == (second, "info", None)
    assert finding.message == f"the same text has already come from another source, as document {first}"


def test_changed_figures_are_told_and_shown(engine: Engine) -> None:
    first = come(engine, "a")
    changed = ARTICLE.replace("4800万元", "5200万元").replace("三百二十名", "三百五十名")
    second = come(engine, "b", changed)
    assert links(engine, second) == [("near_duplicate", first)]
    [(finding, _)] = queries.findings(engine, code="near_duplicate")
    assert (finding.expected, finding.actual) == ("4800万元、三百二十名", "5200万元、三百五十名")
    assert finding.message.endswith(
        f"as document {first}; figures that differ: only here: {finding.actual}; only there: {finding.expected}"
    )
    assert [changed[start:end] for start, end in finding.spans] == ["5200万元", "三百五十名"]


def test_other_words_with_the_same_figures_are_near(engine: Engine) -> None:
    come(engine, "a")
    come(engine, "b", ARTICLE.replace("逐村踏勘", "逐块查看").replace("让群众长期受益", "群众满意"))
    [(finding, _)] = queries.findings(engine, code="near_duplicate")
    assert finding.message.endswith("the figures are the same")
    assert "100%" not in finding.message


def test_another_article_is_not_linked(engine: Engine) -> None:
    come(engine, "a")
    assert links(engine, come(engine, "b", OTHER)) == []


def test_an_article_of_a_page_is_found_again_alone(engine: Engine) -> None:
    _, first = piece("page")
    page, second = piece("page", OTHER, furniture=ARTICLE, document_id="second")
    ingest(engine, "page", page, first, second)
    assert links(engine, come(engine, "alone", OTHER)) == [("reissue", "second")]


def test_the_third_is_linked_to_the_first(engine: Engine) -> None:
    first = come(engine, "a")
    come(engine, "b", ARTICLE.replace("18份", "19份"))
    assert links(engine, come(engine, "c", ARTICLE.replace("18份", "20份"))) == [("near_duplicate", first)]


def test_reading_the_first_again_does_not_turn_the_link_round(engine: Engine) -> None:
    first = come(engine, "a")
    second = come(engine, "b", ARTICLE.replace("18份", "19份"))
    reading, made = piece("a")
    newer = made.provenance.model_copy(update={"parser": made.provenance.parser.model_copy(update={"version": "2"})})
    again(engine, "a", made.model_copy(update={"provenance": newer}), reading=reading)
    assert links(engine, first) == []
    assert links(engine, come(engine, "c")) == [("reissue", first)]
    assert links(engine, second) == [("near_duplicate", first)]


def test_few_words_have_no_fingerprint() -> None:
    few = "会" * (SHORTEST - 1)
    assert fingerprint(document(sha("a"), read()).model_copy(update={"title": None, "sections": (), "lead": (said(few),)})) is None
    assert fingerprint(document(sha("a"), read()).model_copy(update={"title": None, "sections": (), "lead": (said(few + "。议"),)}))


def said(text: str) -> Text:
    return Text(text=text, spans=(Span(0, len(text)),))


@pytest.mark.parametrize(("text", "words"), [("“３．５ 万”，是。", "3.5万是"), ("a.b 1.", "ab1"), ("97.96％…①", "97.96%1")])
def test_words_are_squeezed(text: str, words: str) -> None:
    assert squeezed(text) == words


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_figures_that_differ_make_up_for_each_other(figures: list[str], others: list[str]) -> None:
    here, there = differing(figures, others)
    assert sorted(figures + there) == sorted(others + here)
    assert not set(here) & set(there)


@given(st.integers(0, 60))
def test_similarity_falls_with_what_is_changed(changes: int) -> None:
    whole = piece("a")[1]
    body = list(ARTICLE)
    for n in range(changes):
        body[30 + n * 3] = "某" if body[30 + n * 3] != "\n" else "\n"
    one, other = fingerprint(whole), fingerprint(piece("b", "".join(body))[1])
    assert one is not None
    assert other is not None
    assert similarity(one.sketch, other.sketch) == pytest.approx(_jaccard(ARTICLE, "".join(body)), abs=0.16)


def _jaccard(text: str, other: str) -> float:
    one, two = ({words[i : i + 4] for i in range(len(words) - 3)} for words in (_body(text), _body(other)))
    return len(one & two) / len(one | two)


def _body(text: str) -> str:
    title, lead, *rest = text.splitlines()
    return squeezed("".join((title, lead, title, *rest)))
