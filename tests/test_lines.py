"""Lines of a reading: what stands between them, and which are rules."""

import pytest

from parsers.grammar.figures.indicators import figures
from parsers.grammar.layout.lines import cells, lines_of
from parsers.grammar.marks import number_line
from tests.structure import reading_of


def said(text: str) -> list[tuple[str, int, bool]]:
    return [(line.text, line.gap, line.ruled) for line in lines_of(reading_of(text))]


@pytest.mark.parametrize("blank", ["", "  ", "\u3000\u3000", "\t", "\u00a0", "\u200b", "\ufeff \u200b"])
def test_a_line_in_which_nothing_is_seen_is_an_empty_line(blank: str) -> None:
    assert said(f"一行\n{blank}\n{blank}\n又一行") == [("一行", 0, False), ("又一行", 2, False)]


def test_a_zero_width_space_before_a_line_is_none_of_its_wording() -> None:
    assert said("\u200b一行\n\u200b又一行") == [("一行", 0, False), ("又一行", 0, False)]


@pytest.mark.parametrize("before", ["", " ", "\u3000", "\u200b", "\ufeff"])
def test_a_heading_sign_may_stand_behind_white_space(before: str) -> None:
    [line] = lines_of(reading_of(f"{before}## 一、标题"))
    assert (line.text, line.hashes) == ("一、标题", 2)


@pytest.mark.parametrize("rule", ["======", "\u3000\u3000━━━━", "————  ", "\u00a0- - -", "☆☆", "═══"])
def test_a_rule_may_stand_indented(rule: str) -> None:
    assert said(f"一行\n{rule}\n又一行") == [("一行", 0, False), ("又一行", 1, True)]


@pytest.mark.parametrize("wording", ["——副题", "……", "——", "一", "==等式=="])
def test_what_is_no_rule_stays_wording(wording: str) -> None:
    assert wording in [text for text, _, _ in said(f"一行\n{wording}\n又一行")]


def test_a_wide_point_between_ascii_digits_is_a_point() -> None:
    assert [str(q.value) for q in figures("完成投资3．5亿元，增长12．6%。")] == ["350000000.0", "12.6"]


@pytest.mark.parametrize(("line", "number"), [("０１", 1), ("03", 3), ("三", 3), ("２０２４", None)])
def test_a_number_alone_on_its_line_may_be_wide(line: str, number: int | None) -> None:
    assert number_line(line) == number


def test_what_has_no_width_takes_no_cells() -> None:
    assert [cells(text) for text in ("一行", "\u200b一\u2060行\ufeff", "a\u0301")] == [4, 4, 1]


@pytest.mark.parametrize(
    ("line", "is_row"), [("竹园镇\t320", True), ("\t300\t320", True), ("完成率\t98.5%", True), ("第 17 期\t2025年6月12日", False)]
)
def test_a_row_of_two_columns_ends_with_a_figure(line: str, is_row: bool) -> None:
    assert [found.is_row for found in lines_of(reading_of(f"甲\n{line}"))] == [False, is_row]


@pytest.mark.parametrize(
    ("rows", "tabled"),
    [
        ("责任单位\t责任人\n农业农村局\t李明\n住房和城乡建设局\t王强", True),
        ("责任单位            责任人\n农业农村局          李明\n住房和城乡建设局    王强", True),
        ("责任单位\t责任人\n农业农村局\t李明", True),
        ("农业农村局\t李明", False),
        ("责任单位            责任人\n农业农村局          李明", False),
        ("责任单位  责任人\n农业农村局  李明\n住房和城乡建设局  王强", False),
        ("固本强基\t激发党建活力\n创新驱动\t壮大特色产业\n共建共享\t提升治理水平", False),
        ("签发：张三\t核稿：李四\n编辑：王五\t校对：赵六\n电话：略\t传真：略略", False),
    ],
    ids=["at tabs", "at one place", "two at tabs", "one line", "two at one place", "at no one place", "halves of headings", "labels"],
)
def test_lines_of_two_cells_are_rows_where_they_stand_under_each_other(rows: str, tabled: bool) -> None:
    lines = lines_of(reading_of(f"责任分工如下：\n\n{rows}\n\n请抓好落实。"))
    assert [line.is_row for line in lines] == [False, *[tabled] * (len(lines) - 2), False]
