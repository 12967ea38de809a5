"""Evidence: a document that lost its characters is stopped, and no text at all makes a parser lose any."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.checks.evidence import hold_to_evidence
from parsers.document import Block, Document, Text
from parsers.errors import EvidenceBroken
from parsers.reading import Span
from parsers.registry import kinds
from tests.golden_cases import FOLDER
from tests.structure import as_json, parsed, reading_of

TEXT = "首季“开门红”\n\n一、抓投资\n\n投资增长。\n\n二、抓消费\n\n消费回暖。"


def sound() -> Document:
    return parsed("theory_article", TEXT)[0]


def broken(document: Document) -> str:
    with pytest.raises(EvidenceBroken) as caught:
        hold_to_evidence(reading_of(TEXT), document)
    return str(caught.value)


def test_a_sound_document_passes() -> None:
    document = sound()
    hold_to_evidence(reading_of(TEXT), document)
    assert document.title is not None
    assert [s.heading.text for s in document.sections] == ["抓投资", "抓消费"]


def test_a_moved_span_is_found() -> None:
    document = sound()
    assert document.title
    start, end = document.title.spans[0]
    moved = document.title.model_copy(update={"spans": (Span(start + 1, end),)})
    assert "/title says" in broken(document.model_copy(update={"title": moved}))


def test_a_moved_span_deep_in_the_tree_is_found() -> None:
    document = sound()
    section = document.sections[1]
    wrong = section.model_copy(update={"heading": Text(text="抓消费", spans=document.sections[0].heading.spans)})
    assert "/sections/1/heading says" in broken(document.model_copy(update={"sections": (document.sections[0], wrong)}))


@pytest.mark.parametrize("span", [Span(-1, 3), Span(3, 3), Span(5, 2), Span(0, len(TEXT) + 1)])
def test_a_span_outside_the_reading_is_found(span: Span) -> None:
    assert "outside the reading" in broken(sound().model_copy(update={"title": Text(text="首季", spans=(span,))}))


def test_a_value_without_spans_is_found() -> None:
    assert "outside the reading" in broken(sound().model_copy(update={"title": Text(text="", spans=())}))


def test_an_overlapping_block_is_found() -> None:
    document = sound()
    twice = Block(kind="heading", spans=(Span(0, 2),))
    assert "two blocks" in broken(document.model_copy(update={"blocks": (*document.blocks, twice)}))


def test_a_block_that_overlaps_itself_is_found() -> None:
    whole = Block(kind="paragraph", spans=(Span(0, len(TEXT)), Span(2, 4)))
    assert "two blocks" in broken(sound().model_copy(update={"blocks": (whole,)}))


def test_an_uncovered_character_is_found() -> None:
    document = sound()
    assert "stands in no block" in broken(document.model_copy(update={"blocks": document.blocks[1:]}))


def test_white_space_needs_no_block() -> None:
    document = sound()
    covered = {i for b in document.blocks for s in b.spans for i in range(*s)}
    assert any(i not in covered for i, c in enumerate(TEXT) if c.isspace())


@cache
def sources() -> list[list[str]]:
    files = sorted(FOLDER.glob("*/*/source.*"))
    return [f.read_text(encoding="utf-8").splitlines() for f in files]


def lines_of_sources() -> st.SearchStrategy[str]:
    return st.sampled_from(sources()).flatmap(st.sampled_from)


ODD = "一二三、（）1.①⑫—-―#*_>[]()!|「」“”。，：；！？摄文图/记者通讯员第期总报送发 \t　\u200b\ufeff\u2028\x85\r\n\f輥輰訛年月日〔〕aA9９�😀\U00020000\ue000"
WORDS = st.sampled_from(
    "记者|文/图|第三期|（总第301期）|2024年3月5日|一、|（一）|1.|①|一是|二是|图①|——|**|__|# |> |- |---|![a](b)|[网](http://a)|报：|送：|编辑：|签发：李明|"
    "首页 > 新闻|来源：|政务快报|办公室|目录|附件：|（王楼镇）|（记者 李明）|作者系|【|】|★★★|⑨|■|01|壹|注释：|编者按：|\n|\n\n|\r\n|\f|。".split(
        "|"
    )
)
PIECE = st.one_of(lines_of_sources(), st.text(alphabet=ODD, max_size=14), WORDS)
GLUE = st.sampled_from(["\n", "\n\n", "", " ", "\r\n", "\f", "\n　　", "\n- ", "\n## ", "\u2028"])


@st.composite
def shuffled_sources(draw: st.DrawFn) -> str:
    """Lines of one real document, some dropped, cut, joined or moved."""
    lines = list(draw(st.sampled_from(sources())))
    start = draw(st.integers(0, max(0, len(lines) - 1)))
    lines = lines[start : start + draw(st.integers(1, 40))]
    for _ in range(draw(st.integers(0, 6))):
        i, j = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["swap", "cut", "join", "mark"]))
        if how == "swap":
            lines[i], lines[j] = lines[j], lines[i]
        elif how == "cut":
            lines[i] = lines[i][: draw(st.integers(0, len(lines[i])))]
        elif how == "join":
            lines[i] += lines[j][:40]
        else:
            lines[i] = draw(WORDS) + lines[i]
    return draw(GLUE).join(lines[:5]) + "\n" + "\n".join(lines[5:])


@st.composite
def patchworks(draw: st.DrawFn) -> str:
    """Pieces of many documents, marks and odd characters in any order."""
    return "".join(p + draw(GLUE) for p in draw(st.lists(PIECE, min_size=1, max_size=14)))


def hold_all(text: str) -> None:
    for kind in kinds():
        assert as_json(parsed(kind, text)) == as_json(parsed(kind, text))


FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], derandomize=True)


@FUZZ
@given(shuffled_sources())
def test_no_disorder_of_a_real_document_loses_a_character(text: str) -> None:
    hold_all(text)


@FUZZ
@given(patchworks())
def test_no_patchwork_loses_a_character(text: str) -> None:
    hold_all(text)


@FUZZ
@given(st.text(alphabet=ODD, max_size=60))
def test_no_odd_text_loses_a_character(text: str) -> None:
    hold_all(text)
