"""Figures: every case of tests/rules, the vocabularies' own examples, and laws that hold for any number."""

import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parsers.checks.numbers import unclaimed_numbers
from parsers.document import Block, Indicator
from parsers.grammar.figures.indicators import figures, find_indicators, written
from parsers.grammar.figures.measure_words import measure_words
from parsers.grammar.figures.traps import traps
from parsers.grammar.numerals import in_chinese, narrowed, to_int
from parsers.mapped import Mapped
from parsers.passages import Passage
from parsers.reading import Reading, Span
from seeds import vocabulary
from tests.structure import document_with

RULES = Path(__file__).parent / "rules"
FAMILIES = ("quantities", "shares", "ranks", "spelled", "modality", "metrics", "subjects", "changes", "periods")
KEYS = {"text", "quote", "start", "end", "why", "value", "value_max", "unit", "value_as_written", "unit_as_written", "bound", "modality"}
KEYS |= {"metric", "subject", "change", "period", "day", "doc_type", "name"}


def cases(family: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((RULES / f"{family}.yaml").read_text(encoding="utf-8"))
    return loaded


def all_cases() -> list[Any]:
    return [pytest.param(case, id=f"{family}-{n}-{case['text'][:18]}") for family in FAMILIES for n, case in enumerate(cases(family))]


def passage(text: str) -> Passage:
    return Passage("paragraph", Mapped(Reading(text, "text/plain", "case", "1"), (Span(0, len(text)),)))


def said(case: dict[str, Any]) -> tuple[Indicator, ...]:
    return find_indicators([passage(case["text"])], document_with(case.get("doc_type", "bulletin"), issue_date=case.get("day")))


def field(indicator: Indicator, key: str) -> Any:
    value = getattr(indicator, key)
    if key in ("metric", "subject"):
        return value.text if value else None
    if key == "change":
        return value.model_dump() if value else None
    return [value.start, value.end] if key == "period" and value else value


@pytest.mark.parametrize("case", all_cases())
def test_case(case: dict[str, Any]) -> None:
    found = said(case)
    if "quote" not in case:
        assert [i.quote for i in found] == []
        return
    here = [i for i in found if i.spans[0].start == case["start"]]
    assert [(i.quote, i.spans[-1].end) for i in here] == [(case["quote"], case["end"])]
    asked = KEYS - {"text", "quote", "start", "end", "why", "day", "doc_type", "name"}
    assert {key: field(here[0], key) for key in asked & case.keys()} == {key: case[key] for key in asked & case.keys()}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["text"]) for c in cases("traps")])
def test_trapped_digits_are_no_figures(case: dict[str, Any]) -> None:
    found = [(t.name, t.start, t.end) for t in traps(case["text"])]
    assert (case["name"], case["start"], case["end"]) in found
    assert all(i.spans[-1].end <= case["start"] or i.spans[0].start >= case["end"] for i in said(case))


@pytest.mark.parametrize("family", [*FAMILIES, "traps"])
def test_cases_are_well_formed(family: str) -> None:
    rows = cases(family)
    assert len(rows) >= 25
    for case in rows:
        assert case.keys() <= KEYS
        assert case["why"]
        assert case.get("quote") == (case["text"][case["start"] : case["end"]] if "quote" in case else None)


@pytest.mark.parametrize("written_unit", sorted(measure_words()))
def test_each_unit_has_an_example_that_is_read_with_it(written_unit: str) -> None:
    words = vocabulary("units")
    example = next(entries[written_unit] for entries in words["dimensions"].values() if written_unit in entries)
    assert written_unit in [q.word.written for q in figures(example)]


@pytest.mark.parametrize("entry", vocabulary("figure_traps")["traps"], ids=lambda e: e["name"])
def test_each_trap_has_an_example_that_it_covers(entry: dict[str, str]) -> None:
    assert entry["name"] in [t.name for t in traps(entry["example"])]


@pytest.mark.parametrize("part", ["plan", "plan_onwards"])
def test_each_word_of_planning_has_an_example(part: str) -> None:
    for example in vocabulary("modality")[part].values():
        assert any(i.modality == "target" for i in said({"text": f"{example}，新增5人"})), example


def test_a_quote_split_by_a_page_turn_keeps_both_spans() -> None:
    text = "学习31\n\n次，覆盖200余万\n元"
    found = find_indicators([passage(text)], document_with())
    assert [(i.quote, i.value) for i in found] == [("31次", "31"), ("200余万元", "2000000")]
    assert text[found[0].spans[0].start : found[0].spans[-1].end] == "31\n\n次"


def test_a_wide_point_that_is_no_decimal_point_leaves_the_figures_behind_it() -> None:
    text = "1．强化领导，新建水厂12家。"
    assert [text[q.start : q.end] for q in figures(text)] == ["12家"]


def test_what_begins_with_a_nought_is_no_figure() -> None:
    assert find_indicators([passage("日本电产、浙江三花汽车零部件项目落地，服务零距离。")], document_with()) == ()


def test_an_index_of_a_change_counts_over_the_whole_document() -> None:
    prose = [passage("新增就业3人。"), passage("产值290亿元，同比增长16.0%。")]
    found = find_indicators(prose, document_with())
    assert found[2].change is not None
    assert found[2].change.of == 1


def test_a_section_of_plans_holds_targets_only() -> None:
    heading = Passage("heading", passage("三、下一步工作打算").mapped, (2,))
    body = Passage("paragraph", passage("新建水厂2座。").mapped, (2,))
    assert [i.modality for i in find_indicators([heading, body], document_with())] == ["target"]


def test_a_paragraph_without_plans_reports_in_an_article_of_aims_where_it_tells_of_what_was_reached() -> None:
    told = "我们坚持把蕲艾作为“一号产业”来抓，种植面积达到20万亩。"
    ought = "我们坚持把蕲艾作为“一号产业”来抓，要把种植面积扩大到20万亩。"
    bare = "推广“公司+农户”模式，建设基地36个。"
    both = "我们坚持“一村一策”，编制规划128个。下一步，编完40个村的规划。"
    prose = [passage(text) for text in (told, ought, bare, both, "力争产值达100亿元。")]
    found = find_indicators(prose, document_with(doc_type="theory_article"))
    assert [i.modality for i in found] == ["achieved", "target", "target", "achieved", "target", "target"]


def test_the_same_words_are_plans_among_plans_and_reports_among_reports() -> None:
    list_of = "一是做强龙头。引进企业20家，新建基地12个。"
    plans = ["我们要加快发展。", list_of, "力争产值达100亿元。"]
    reports = ["近年来，全县坚持产业立县。", list_of, "产值由2020年的6.2亿元增加到18.3亿元，同比增长12.6%。"]
    for told, modality in ((plans, "target"), (reports, "achieved")):
        found = find_indicators([passage("".join(told))], document_with(doc_type="theory_article"))
        assert {i.modality for i in found} == {modality}


@pytest.mark.parametrize("row", vocabulary("aims")["cues"], ids=lambda row: row["says"])
def test_each_leaning_has_an_example_that_it_is_found_in(row: dict[str, Any]) -> None:
    assert [pattern for pattern, example in row["words"].items() if not re.search(pattern, example)] == []


def test_an_article_of_aims_reports_in_its_lead_and_where_it_tells_what_was_done() -> None:
    lead = passage("全县森林覆盖率87.7%。")
    parts = [
        Passage(kind, passage(text).mapped, (n,))
        for n, told in enumerate(
            (("主要做法", "收储毛竹42万亩。"), ("乡村治理面临的困境", "参会的占47.6%。"), ("对策建议", "培育企业30家，力争产值达100亿元。"))
        )
        for kind, text in zip(("heading", "paragraph"), told, strict=True)
    ]
    found = find_indicators([lead, *parts], document_with(doc_type="theory_article"))
    assert [i.modality for i in found] == ["achieved", "achieved", "achieved", "target", "target"]


@pytest.mark.parametrize("doc_type", ["bulletin", "theory_article"])
def test_wide_digits_are_plans_and_reports_as_others_are(doc_type: str) -> None:
    told = "2023年，全县建成基地6120个，由22%提高到35%。到2030年，培育企业30家，覆盖率达到95%。"
    wide = told.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    modalities = [
        [i.modality for i in find_indicators([passage(text)], document_with(doc_type, issue_date="2024-03-05"))] for text in (told, wide)
    ]
    assert modalities[0] == modalities[1] == ["achieved"] * 3 + ["target"] * 2


UNCLAIMED = [("编号7788的样品", ["7788"]), ("2024年投入5万元，第3期，PM2.5", []), ("代号42", ["42"]), ("1.抓落实，2.见实效", [])]


@pytest.mark.parametrize(("text", "numbers"), UNCLAIMED)
def test_digits_that_nobody_accounts_for_are_reported(text: str, numbers: list[str]) -> None:
    reading = Reading(text, "text/plain", "case", "1")
    blocks = (Block(kind="paragraph", spans=(Span(0, len(text)),)),)
    made = document_with(blocks=blocks, indicators=find_indicators([passage(text)], document_with()))
    findings = list(unclaimed_numbers(reading, made))
    assert [text[f.spans[0].start : f.spans[0].end] for f in findings] == numbers
    assert all(f.code == "unclaimed_number" and f.severity == "info" for f in findings)


def test_a_document_of_unknown_type_is_not_read_for_figures() -> None:
    text = "编号7788"
    made = document_with(doc_type="other", blocks=(Block(kind="paragraph", spans=(Span(0, len(text)),)),))
    assert list(unclaimed_numbers(Reading(text, "text/plain", "case", "1"), made)) == []


INTEGERS = st.integers(min_value=0, max_value=10**12)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(INTEGERS)
def test_every_integer_comes_back_from_each_way_of_writing_it(number: int) -> None:
    assert to_int(str(number)) == number
    assert to_int(str(number).translate(WIDE)) == number
    assert to_int(in_chinese(number)) == number
    assert to_int(in_chinese(number).replace("二千", "两千").replace("二万", "两万").replace("二亿", "两亿")) == number


@given(st.integers(min_value=1000, max_value=9999))
def test_years_are_read_digit_by_digit(year: int) -> None:
    spoken = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
    assert to_int(spoken) == year
    assert to_int(spoken.replace("〇", "零")) == year


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**6), places=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["元", "亩", "吨", "人次"]),
)
def test_a_figure_is_its_number_times_its_scale_wherever_it_stands(number: Decimal, scale: str, unit: str) -> None:
    quote = f"{number}{scale}{unit}"
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    for text in (quote, f"完成{quote}。", f"其中{quote}，其余不计"):
        found = figures(text)
        assert [(q.value, q.word.unit, text[q.start : q.end]) for q in found] == [(number * factor, unit, quote)]


@given(st.text(alphabet="0123456789．.,万亿余多元亩个第期年月日约近—至、，。超%成分之三一两百千前居全市", max_size=40))
def test_figures_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    found = figures(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(Decimal(written(q.value)) == q.value for q in found)


@given(st.text(alphabet="０１２３４５６７８９％．,abc中文0123456789", max_size=30))
def test_narrowing_keeps_every_place(text: str) -> None:
    assert len(narrowed(text)) == len(text)
    assert narrowed(narrowed(text)) == narrowed(text)


HOSTILE = [
    "9" * 50_000,
    "a1" * 25_000,
    "A" * 50_000,
    "3个" * 20_000,
    "三" * 50_000,
    "1+" * 25_000,
    "1," * 25_000,
    "五分之" * 15_000,
    "第1" * 20_000,
    "“1" * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: t[:6])
@pytest.mark.timeout(20)
def test_hostile_text_takes_time_in_proportion_to_its_length(text: str) -> None:
    found = find_indicators([passage(text)], document_with())
    assert all(i.quote in text for i in found)
