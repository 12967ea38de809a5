"""Which fact is which in another revision, and what is different: in one text, and in one that a reader reads anew."""

from typing import Any

from storage.alignment import Alignment
from storage.changes import Version, compare

TEXT = "全县完成投资 3 亿元。新建学校 3 所。改造道路 3 公里。全年新建学校 3 所，比上年多。"


def figure(quote: str, at: int, **fields: Any) -> dict[str, Any]:
    return {"quote": quote, "spans": [[at, at + len(quote)]], "value": "3"} | fields


def paragraph(text: str, at: int) -> dict[str, Any]:
    return {"text": text, "spans": [[at, at + len(text)]]}


def told(before: dict[str, Any], after: dict[str, Any], older: str = TEXT, newer: str = TEXT) -> list[tuple[str, str | None, str | None]]:
    found = compare("d", Version(1, before, older), Version(2, after, newer))
    return [(fact.change, fact.older_path, fact.path) for fact in found.facts]


def test_the_order_of_facts_makes_no_difference() -> None:
    figures = [figure("3 亿元", TEXT.index("3 亿元")), figure("3 所", TEXT.index("3 所")), figure("3 公里", TEXT.index("3 公里"))]
    assert told({"indicators": figures}, {"indicators": figures[::-1]}) == []


def test_the_same_words_elsewhere_are_another_fact_unless_they_stand_for_one_thing() -> None:
    first, second = TEXT.index("3 所"), TEXT.rindex("3 所")
    assert told({"title": paragraph("学校", 10)}, {"title": paragraph("学校", 34)}) == [("moved", "title", "title")]
    both = {"indicators": [figure("3 所", first), figure("3 所", second)]}
    assert told(both, {"indicators": [figure("3 所", second)]}) == [("lost", "indicators[0]", None)]


def test_a_quote_that_grew_is_the_same_fact() -> None:
    at = TEXT.index("3 亿元")
    assert told({"indicators": [figure("3 亿", at)]}, {"indicators": [figure("3 亿元", at)]}) == [
        ("changed", "indicators[0]", "indicators[0]")
    ]


def test_a_figure_that_points_to_another_is_told_by_that_one_and_not_by_its_index() -> None:
    other, change = figure("3 亿元", 7), {"direction": "up", "basis": None}
    before = {"indicators": [other, figure("3 所", 16, change=change | {"of": 0})]}
    after = {"indicators": [figure("3 所", 16, change=change | {"of": 1}), other]}
    assert told(before, after) == []


def test_a_section_that_goes_a_level_down_stays_the_same_section() -> None:
    heading = {"heading": paragraph("新建学校", TEXT.index("新建学校")), "paragraphs": []}
    before = {"sections": [heading | {"level": 1, "sections": []}]}
    outer = {"heading": paragraph("全县", 0), "level": 1, "paragraphs": [], "sections": [heading | {"level": 2, "sections": []}]}
    assert told(before, {"sections": [outer]}) == [("gained", None, "sections[0]"), ("changed", "sections[0]", "sections[0].sections[0]")]


def test_what_only_stands_elsewhere_because_its_text_does_has_not_moved() -> None:
    before = {"indicators": [figure("3 亿元", TEXT.index("3 亿元")), figure("3 所", TEXT.rindex("3 所"))]}
    newer = "页眉\n" + TEXT.replace("。", "。\n")
    after = {"indicators": [figure("3 亿元", newer.index("3 亿元")), figure("3 所", newer.rindex("3 所"))]}
    assert told(before, after, newer=newer) == []
    assert told(before, {"indicators": after["indicators"][1:]}, newer=newer) == [("lost", "indicators[0]", None)]


def test_characters_are_found_again_where_columns_change_places() -> None:
    left, right = "凝心聚力务实重干谋新篇开新局", "三月草长莺飞时节正是播种季节"
    way = Alignment(left + "\n" + right, right + left)
    assert way.mapped([(0, 4)]) == set(range(14, 18))
    assert way.mapped([(15, 17)]) == {0, 1}


def test_a_document_that_is_gone_has_lost_its_facts() -> None:
    found = compare("d", Version(1, {"title": paragraph("学校", 10)}, TEXT), None)
    assert [(fact.change, fact.wording) for fact in found.facts] == [("lost", "学校")]
    assert (found.title, found.older, found.newer) == ("学校", 1, None)


def test_a_finding_worded_anew_is_the_same_finding() -> None:
    finding = {"code": "ordinal_gap", "severity": "info", "spans": [[0, 2]], "expected": "2", "actual": "3"}
    before = {"findings": [finding | {"message": "二是 is missing"}]}
    found = compare("d", Version(1, before, TEXT), Version(2, {"findings": [finding | {"message": "there is no 二是"}]}, TEXT))
    assert not found.facts
    assert not found.findings
    found = compare("d", Version(1, before, TEXT), Version(2, {"findings": [finding | {"message": "", "actual": "4"}]}, TEXT))
    assert [change.change for change in found.findings] == ["new", "gone"]
