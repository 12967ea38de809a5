"""Words to pictures without a label amid the text of a newspaper page: told by how they stand and by what can be seen, never by their place alone."""

import pytest

from parsers.document import Document
from tests.structure import feature, parsed
from tests.test_scrambled import BYLINE, CLOSE, FARMS, LEAD, ORDER, TITLE, TRADE, page, set_in, told

SHOT = "近日，在龙王乡双桥村，村民正在采摘柑橘。"


def columns(words: str, cut: int = 0) -> Document:
    """Return a page of indented columns with `words` between empty lines behind its first part, or `cut` characters into that part's text."""
    lead, trade, farms, order, close = (set_in(18, "　　" + text) for text in (LEAD, TRADE, FARMS, ORDER, CLOSE))
    upper = f"{lead}\n园区里机器轰鸣\n{trade[:cut] if cut else trade}"
    lower = f"{trade[cut:].lstrip() + chr(10) if cut else ''}柑橘树铺就富路\n{farms}\n网格中守住平安\n{order}\n{close}"
    (found,) = parsed("newspaper_feature", f"{TITLE}\n\n{BYLINE}\n\n{upper}\n\n{words}\n\n{lower}\n")
    return found


def paragraphs(document: Document) -> str:
    return "".join(p.text for s in document.sections for p in s.paragraphs)


SEEN = [
    SHOT,
    "村民在双桥村采摘柑橘。",
    "双桥村村民采摘柑橘。",
    "采茶季，双桥村茶农喜采新茶。",
    "双桥村古柑橘树。",
    "双桥村柑橘市场内的直播间。",
    "龙王乡柑橘迎来丰收。",
    "孩子们在公园里嬉戏玩耍。",
    "10月12日，双桥村村民在采摘柑橘。",
    "俯瞰龙王乡集镇。",
]


@pytest.mark.parametrize("words", SEEN)
def test_one_alone_between_empty_lines_of_columns_that_have_no_others_is_a_caption(words: str) -> None:
    said = columns(words)
    assert [c.text for c in said.captions] == [words]
    assert words not in paragraphs(said)


@pytest.mark.parametrize("words", SEEN)
def test_one_that_interrupts_a_sentence_is_a_caption_and_the_sentence_is_whole(words: str) -> None:
    said = columns(words, cut=38)
    assert [c.text for c in said.captions] == [words]
    assert [p.text for p in said.sections[0].paragraphs] == [TRADE]


def test_one_of_two_lines_is_a_caption() -> None:
    words = "近日，在龙王乡双桥村柑橘种植基地，村民正在采摘柑橘。"
    assert [c.text for c in columns(set_in(18, words)).captions] == [words]


@pytest.mark.parametrize("by", ["本报记者 李立新 摄", "李立新 摄", "李立新 王芳 摄影"])
def test_one_of_two_lines_ends_with_who_took_it(by: str) -> None:
    words = "近日，在龙王乡双桥村柑橘种植基地，村民正在采摘柑橘。"
    said = columns(f"{words[:18]}\n{words[18:]}{by}")
    assert [c.text for c in said.captions] == [f"{words}{by}"]
    assert said.lead[0].text == LEAD


@pytest.mark.parametrize(
    "words",
    [
        "变化，源于一场改革。",
        "答案就在田间地头。",
        "村民们种植的柑橘，成了致富果。",
        "产业兴，百姓富。",
        "村民正在家门口就业增收，日子一天比一天好了。",
        "游客越来越多，村民的腰包也鼓了起来。",
        "“村民正在采摘柑橘。”",
        "全乡群众在新的征程上阔步前行。",
        "农业强了，农民富了。",
        "双桥村村民采摘柑橘5000斤。",
    ],
)
def test_a_short_paragraph_of_the_text_is_none(words: str) -> None:
    said = columns(words)
    assert said.captions == ()
    assert words in paragraphs(said)


def test_in_text_with_an_empty_line_behind_every_paragraph_one_alone_may_be_a_paragraph() -> None:
    said = feature(TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, "双桥村村民采摘柑橘。", "柑橘树铺就富路", FARMS, ORDER)
    assert said.captions == ()


def test_one_before_a_torn_column_leaves_the_order_of_the_columns_to_the_words() -> None:
    trade = set_in(18, TRADE)
    said = page(
        TITLE,
        BYLINE,
        LEAD,
        "园区里机器轰鸣",
        trade[:56],
        "双桥村柑橘市场内的直播间。",
        "柑橘树铺就富路",
        FARMS,
        trade[57:],
        "网格中守住平安",
        ORDER,
    )
    assert [c.text for c in said.captions] == ["双桥村柑橘市场内的直播间。"]
    assert [p.text for p in said.sections[0].paragraphs] == [TRADE]
    assert told(said)[0] == ("", LEAD[:4])


def test_a_column_that_begins_with_a_heading_goes_on_with_no_sentence() -> None:
    lead, trade, farms, order, close = (set_in(18, "　　" + text) for text in (LEAD, TRADE, FARMS, ORDER, CLOSE))
    opening = f"{trade[38:]}\n柑橘树铺就富路\n{farms}"
    cut = f"园区里机器轰鸣\n{trade[:37]}"
    closing = f"网格中守住平安\n{order}\n{close}"
    said = feature(opening, "双桥村柑橘市场内的直播间。", TITLE, BYLINE, lead, cut, closing)
    assert [p.text for p in said.sections[0].paragraphs] == [TRADE]
    assert [s.heading.text for s in said.sections] == ["园区里机器轰鸣", "柑橘树铺就富路", "网格中守住平安"]


def test_words_without_a_stop_behind_each_other_that_interrupt_a_sentence_are_as_many_captions() -> None:
    words = ["双桥村柑橘基地一派丰收景象", "研学学生参观革命旧址", "龙王山峡谷漂流"]
    said = columns("\n".join(words), cut=38)
    assert [c.text for c in said.captions] == words
    assert [p.text for p in said.sections[0].paragraphs] == [TRADE]


def test_a_sentence_that_a_picture_tears_at_a_comma_is_whole_though_its_line_is_short() -> None:
    upper, lower = TRADE[: TRADE.index("新建")], TRADE[TRADE.index("新建") :]
    parts = [set_in(18, part) for part in (upper, lower)]
    said = page(
        TITLE, BYLINE, LEAD, "园区里机器轰鸣", parts[0], "龙王乡工人组装机器。", parts[1], "柑橘树铺就富路", FARMS, "网格中守住平安", ORDER
    )
    assert [p.text for p in said.sections[0].paragraphs] == [TRADE]


def test_the_reporter_under_the_words_to_a_picture_belongs_to_them_and_ends_no_article() -> None:
    words = "3月10日，双桥村柑橘基地，村民在给果树剪枝。"
    said = columns(f"{words}\n本报记者　高明　摄")
    assert [c.text for c in said.captions] == [f"{words}本报记者 高明 摄"]
    assert [s.heading.text for s in said.sections] == ["园区里机器轰鸣", "柑橘树铺就富路", "网格中守住平安"]
    assert "高明" in [c.name for c in said.contributors]


def test_the_reporter_under_an_arrow_s_words_belongs_to_them_where_each_line_is_a_paragraph() -> None:
    said = feature(TITLE, BYLINE, f"▲{SHOT}\n　本报记者　高明　摄", LEAD, TRADE)
    assert [c.text for c in said.captions] == [f"{SHOT}本报记者 高明 摄"]


def test_text_under_headings_behind_a_byline_is_no_list_of_captions() -> None:
    body = "在柳河村，村民王桂兰家的小院里，妇女们分拣木耳，统一收购、统一销售。"
    said = feature(TITLE, LEAD, BYLINE, f"小院子里有工厂\n{body}", f"小网线连大市场\n{body}")
    assert said.captions == ()


def test_one_alone_is_a_caption_where_the_page_says_who_gave_the_pictures() -> None:
    said = feature(TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, SHOT, "柑橘树铺就富路", FARMS, "（图片由龙王乡政府提供）")
    assert [c.text for c in said.captions] == [SHOT]


def test_the_number_of_an_issue_and_a_short_page_name_are_no_headings() -> None:
    said = feature("今日云岭", "总第1986期", "02 要闻", TITLE, BYLINE, LEAD, TRADE)
    assert said.sections == ()
    assert said.title
    assert said.title.text == "龙王山下气象新"
