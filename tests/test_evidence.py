"""Evidence: a document that lost its characters is stopped, and no text at all makes a parser lose any."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.checks.evidence import hold_to_evidence
from parsers.decoding import decode
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
    return [decode(f.read_bytes())[0].splitlines() for f in files]


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


REDUCED = ["—", "巴 彦 信 息\n- \n", "# 岑 溪 快 报\n- \n- **内部资料　注意保存**\n- \n"]


@pytest.mark.parametrize("text", REDUCED)
def test_a_dash_with_nothing_behind_it_is_no_subtitle(text: str) -> None:
    hold_all(text)


PARAGRAPHS = "\n\n".join(f"菌棒厂第{'一二三四五六七八九十'[i % 10]}车间里机器轰鸣，工人把木屑装进菌袋。" for i in range(120))
HEAP = "——龙王乡纪实\n\n党员带头合作社\n\n网上订单卖香菇\n\n菌棒厂里机器响\n\n香菇卖到全国去\n\n图①：菇农采摘。\n\n初夏时节，走进龙王乡。\n\n本报记者 赵志远"
HOSTILE = {
    "headings in a heap under a long body": f"{PARAGRAPHS}\n\n{HEAP}",
    "one line of emphasis": "*a" * 20_000,
    "open brackets": "（记者" * 10_000,
    "one mark": "①" * 20_000,
    "one line without a stop": "初" * 50_000,
    "links that never close": "[a](http://" * 5_000,
    "breadcrumbs": "首页 > " * 8_000,
    "spread characters": "王 " * 20_000,
    "lines of one character": "，\n" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(20)
def test_hostile_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    for kind in kinds():
        parsed(kind, text)
