"""Text in lines of a column, its indents lost: how wide lines are tells headings and paragraphs that wording does not."""

import pytest

from parsers.grammar.layout.joining import pieces_of
from parsers.grammar.layout.lines import lines_of
from parsers.grammar.newspapers.features import layouts
from tests.structure import reading_of

# characters to a line; a first line has two less
WIDTH = 14
PARAGRAPHS = [
    "秋分时节，晋西吕梁山南麓的隰县，漫山遍野的玉露香梨压弯了枝头，竹干村的果农等来了老熟人。",
    "# 送技上门，“土专家”田里开课",
    "“间伐不能心疼，光照上去了，品质才能上去。”在午城村的示范园里，农艺师正在给果农讲解要点。",
    "隰县把科技特派员编成服务小分队，推行专家团队加示范基地的模式，建成了许多个科技示范园区。",
    "下李乡梁家河村脱贫户王秀英的梨园，前些年因黑星病减产近三成。特派员上门指导防治。",
    "# 延链补链，“小梨果”闯出大市场路",
    "在隰县经济技术开发区，山西隰州果业有限公司的智能分选线满负荷运转，糖度重量一秒读出来。",
    "科技特派员是产业的智囊团，更是农民的贴心人。县长表示，要让更多成果在梨园里落地生金。",
]


def column(paragraphs: list[str]) -> list[str]:
    """The lines of a column: headings (#) as they are, paragraphs with their first line short of two characters."""
    lines: list[str] = []
    for text in paragraphs:
        if text.startswith("# "):
            lines.append(text[2:])
            continue
        lines += [text[: WIDTH - 2], *(text[at : at + WIDTH] for at in range(WIDTH - 2, len(text), WIDTH))]
    return lines


def test_the_paragraph_over_the_second_heading_fills_its_last_line() -> None:
    assert len(column(PARAGRAPHS[4:5])[-1]) == WIDTH


def said(lines: list[str]) -> list[tuple[str, bool]]:
    return [(p.text, p.display) for p in pieces_of(lines_of(reading_of("\n".join(lines))), lambda _: None)]


def test_headings_as_wide_as_the_column_and_paragraphs_that_fill_their_last_line_are_told_by_first_lines() -> None:
    assert said(column(PARAGRAPHS)) == [(text.removeprefix("# "), text.startswith("#")) for text in PARAGRAPHS]


def test_an_empty_line_after_a_heading_changes_nothing() -> None:
    lines = column(PARAGRAPHS)
    lines.insert(lines.index(PARAGRAPHS[5][2:]) + 1, "")
    assert said(lines) == said(column(PARAGRAPHS))


def test_a_headline_as_wide_as_the_column_is_told_by_the_byline_under_it() -> None:
    lines = ["让最美乡村成为远方和诗", "", "记者 徐芸", "", *column(PARAGRAPHS)]
    pieces = pieces_of(lines_of(reading_of("\n".join(lines))), lambda line: "byline" if line.text.startswith("记者") else None)
    assert [p.text for p in pieces if p.display] == ["让最美乡村成为远方和诗", PARAGRAPHS[1][2:], PARAGRAPHS[5][2:]]


def test_a_first_line_that_a_columns_turn_cut_off_is_no_heading() -> None:
    lines = column(PARAGRAPHS)
    lines.insert(lines.index(PARAGRAPHS[3][: WIDTH - 2]) + 1, "")
    assert said(lines) == said(column(PARAGRAPHS))


def test_widths_say_nothing_where_too_few_paragraphs_are_seen_to_begin() -> None:
    few = column(PARAGRAPHS[:4])
    assert PARAGRAPHS[1][2:] not in [text for text, _ in said(few)]


def test_widths_say_nothing_where_indents_took_nothing() -> None:
    lines = [line for text in PARAGRAPHS for line in column([f"# {text[at : at + WIDTH]}" for at in range(0, len(text), WIDTH)])]
    assert not any(display and text in (PARAGRAPHS[1][2:], PARAGRAPHS[5][2:]) for text, display in said(lines))


def test_indents_that_were_kept_tell_a_headline_over_two_lines_and_a_heading_as_wide_as_the_page() -> None:
    kept = [line if len(line) != WIDTH - 2 else f"\u3000\u3000{line}" for line in column(PARAGRAPHS)]
    assert said(["隰县以三链融合推动梨产业发展", "从有到优", *kept]) == [
        ("隰县以三链融合推动梨产业发展从有到优", True),
        *((text.removeprefix("# "), text.startswith("#")) for text in PARAGRAPHS),
    ]


def test_indents_inside_paragraphs_say_nothing() -> None:
    ragged = [f"\u3000\u3000{line}" if i % 2 else line for i, line in enumerate(column(PARAGRAPHS))]
    assert PARAGRAPHS[1][2:] not in [text for text, display in said(ragged) if display]


def test_what_is_left_of_a_rule_on_a_second_line_is_no_wording() -> None:
    text = "泾县林长制工作简报\n━━━━━━━━━━━━━━\n━━━\n泾县以三链融合推动提质增效"
    assert [line.text for line in lines_of(reading_of(text))] == ["泾县林长制工作简报", "泾县以三链融合推动提质增效"]


@pytest.mark.parametrize(
    "headings",
    [
        ["一张蓝图“空壳村”有了主心骨", "一院一品“老房子”变身金饭碗", "一诺千金“好日子”还在后头了"],
        ["让年轻人回得来", "让好产业长得住", "让老百姓享得到"],
    ],
)
def test_lines_of_one_build_right_under_each_other_are_headings_of_their_own(headings: list[str]) -> None:
    lines = ["梨乡的甜蜜事业", "", "记者 徐芸", "", *headings, *column(PARAGRAPHS)]
    [page] = layouts(lines_of(reading_of("\n".join(lines))))
    assert {p.text for p in page.pieces if p.display} >= set(headings)


def test_two_lines_that_share_nothing_are_one_heading() -> None:
    lines = ["梨乡的甜蜜事业", "", "记者 徐芸", "", "党建强引领", "基层活力更足", *column(PARAGRAPHS)]
    [page] = layouts(lines_of(reading_of("\n".join(lines))))
    assert "党建强引领基层活力更足" in {p.text for p in page.pieces if p.display}


def test_numbered_headings_are_told_by_stopping_short_each_of_them() -> None:
    headings = ["一、送技上门，田里开课", "二、延链补链，闯出市场"]
    lines = column([PARAGRAPHS[0], f"# {headings[0]}", PARAGRAPHS[3], f"# {headings[1]}", PARAGRAPHS[6]])
    assert [text for text, display in said(lines) if display] == headings


def test_a_narrow_first_line_whose_sentence_ends_in_the_first_letters_under_it_is_no_heading() -> None:
    lines = [
        "入秋，清江两岸灯火璀璨，龙王山下游人",
        "如潮。昔日的老旧船厂，如今已变身为集渔趣、",
        "集市、演艺于一体的水乡街区，开街以来已迎",
        "客26万人次。",
        "",
        "民生支出占比，是衡量民生温度的尺子，去年",
        "全镇民生支出1.8亿元，占一般公共预算支出的",
        "八成以上，30件实事全部办结，群众满意度有",
        "了提高。",
        "",
        "医疗有保障，镇卫生院新院区已经投入使用，",
        "开放床位120张，全镇新增学位300个，又改造",
        "了老旧小区。",
    ]
    assert said(lines)[0] == ("".join(lines[:4]), False)
    assert said([lines[0].replace("，", ""), "深秋。" + lines[1][3:], *lines[2:]])[0][1]
