"""Lines of a headline that came out apart among the headings of a scrambled page, told from these by their shape."""

from tests.test_scrambled import BYLINE, CLOSE, FARMS, LEAD, ORDER, TITLE, TRADE, page, set_in

HEADS = ("机器轰鸣，园区里订单不断", "果树成林，山坡上柑橘飘香", "矛盾化解，网格中守住平安")
CLOSING = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
KICKER = "从“山旮旯”到“金果园”"


def headings(*parts: str) -> list[str]:
    return [s.heading.text for s in page(*parts).sections]


def test_a_line_of_another_shape_at_the_end_of_the_page_is_the_kicker() -> None:
    parts = (TITLE, LEAD, HEADS[0], TRADE, HEADS[1], FARMS, HEADS[2], CLOSING, BYLINE, KICKER)
    said = page(*parts)
    assert said.kicker
    assert said.kicker.text == KICKER
    assert [c.text for c in said.captions] == []
    assert headings(*parts) == list(HEADS)


def test_a_line_of_another_shape_over_a_heap_of_headings_is_the_kicker() -> None:
    heap = ("园区里订单不断", "山坡上柑橘飘香", "网格中守住平安")
    below = (*heap, LEAD, TRADE, FARMS, CLOSING, "小柑橘的大文章\n——龙王乡纪实", BYLINE)
    assert page("龙王山上果飘香", *below).kicker is None  # as long as the headings are
    said = page("龙王山上果树又飘香", *below)
    assert said.kicker
    assert said.kicker.text == "龙王山上果树又飘香"


def test_a_heading_of_another_shape_over_its_text_stays_one() -> None:
    assert headings(TITLE, BYLINE, LEAD, HEADS[0], TRADE, HEADS[1], FARMS, HEADS[2], ORDER, KICKER, set_in(18, CLOSE)) == [*HEADS, KICKER]


def test_a_short_line_of_another_shape_amid_a_scrambled_page_is_the_column() -> None:
    said = page(CLOSING, "龙江新貌", FARMS, HEADS[0], TRADE, HEADS[1], HEADS[2], TITLE, LEAD, BYLINE)
    assert said.column
    assert said.column.text == "龙江新貌"
    assert sorted(s.heading.text for s in said.sections) == sorted(HEADS)


def test_the_line_under_the_subtitle_is_the_title_where_the_one_over_it_is_a_heading() -> None:
    said = page(CLOSING, FARMS, HEADS[0], HEADS[1], TRADE, HEADS[2], "——龙王乡乡村振兴工作纪实", "山还是那座山", LEAD, BYLINE)
    assert said.title
    assert said.title.text == "山还是那座山"
    assert sorted(s.heading.text for s in said.sections) == sorted(HEADS)


def test_a_lone_line_of_another_shape_amid_the_text_is_the_title_of_a_subtitle_without_one() -> None:
    said = page("——龙王乡乡村振兴工作纪实", HEADS[0], TRADE, "龙王山下春潮涌", LEAD, HEADS[1], FARMS, HEADS[2], CLOSING, BYLINE)
    assert said.title
    assert said.title.text == "龙王山下春潮涌"
    assert sorted(s.heading.text for s in said.sections) == sorted(HEADS)
