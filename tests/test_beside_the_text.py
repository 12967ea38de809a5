"""What stands on a feature's page beside its text: numbers over headings, boxes, the desk that made the page, the page's name, calls."""

from tests.test_scrambled import BYLINE, FARMS, IN_ORDER, LEAD, ORDER, TITLE, TRADE, page, told


def test_numbers_alone_over_headings_say_their_order() -> None:
    said = page("贰\n柑橘树铺就富路", FARMS, "叁\n网格中守住平安", ORDER, "壹\n园区里机器轰鸣", TRADE, TITLE, BYLINE, LEAD)
    assert told(said) == IN_ORDER


def test_a_box_behind_a_sign_and_the_desk_at_the_foot_leave_the_lead_where_it_is() -> None:
    box = "■记者手记\n\n让柑橘红遍山乡"
    said = page(
        TITLE, BYLINE, "核心提示", LEAD, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, box, ORDER, "本版责编 周海涛 校对 孙丽萍"
    )
    assert [p.text[:4] for p in said.lead] == [LEAD[:4]]
    assert [s.heading.text for s in said.sections] == ["园区里机器轰鸣", "柑橘树铺就富路", "记者手记", "让柑橘红遍山乡"]


def test_the_page_of_a_place_of_today_and_calls_at_the_foot_are_no_text() -> None:
    said = page(TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, "今日清江", "投稿邮箱：a12@126.com　　广告热线：0415-2127722")
    assert said.column
    assert said.column.text == "今日清江"
    assert told(said)[-1] == IN_ORDER[1]
