"""Features in the order in which their page was drawn: what the page's own lines and pictures part, and what stands at its edges."""

from tests.structure import parsed
from tests.test_scrambled import BYLINE, CLOSE, FARMS, IN_ORDER, LEAD, ORDER, TITLE, TRADE, page, set_in, told

CLOSING = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)


def test_an_editors_line_amidst_headed_parts_ends_no_article() -> None:
    foot = "责编：李 娟  版式：覃文静  校对：黄道兵"
    said = page("园区里机器轰鸣", TRADE, foot, "柑橘树铺就富路", FARMS, "网格中守住平安", CLOSING, TITLE, BYLINE, LEAD)
    assert told(said) == IN_ORDER
    assert [c.name for c in said.contributors if c.role == "责编"] == ["李娟"]


def test_an_editors_line_under_a_signed_article_ends_it() -> None:
    one = "\n\n".join(("柑橘熟了", "本报记者 李明", set_in(18, FARMS + TRADE), "责编：李 娟  校对：黄道兵"))
    two = "\n\n".join(("网格织密", "本报记者 周海涛", set_in(18, ORDER + TRADE)))
    assert len(parsed("newspaper_feature", one + "\n\n" + two + "\n")) == 2


def test_the_day_of_the_paper_between_headline_and_lead_parts_nothing() -> None:
    heap = "网格中守住平安\n\n柑橘树铺就富路\n\n园区里机器轰鸣"
    said = page(FARMS, CLOSING, heap, TRADE, BYLINE, TITLE, "2024年12月19日　星期四", LEAD)
    assert told(said)[0] == IN_ORDER[0]
    assert sorted(told(said)[1:]) == sorted(IN_ORDER[1:])


def test_headings_over_all_text_are_in_the_order_of_the_parts_and_what_is_left_at_the_edge_is_the_lead() -> None:
    heap = "园区里机器轰鸣\n\n柑橘树铺就富路\n\n网格中守住平安"
    second = [set_in(18, text) + "\n" + set_in(18, "这样的变化，村民们都看在眼里、记在心上。") for text in (ORDER, FARMS, TRADE)]
    assert told(page(TITLE, BYLINE, heap, *second, LEAD)) == IN_ORDER


def test_a_part_goes_on_behind_a_picture_and_ends_at_the_empty_line_that_its_heading_tells() -> None:
    more = "园区引进的企业投产两家，生产线增至八条，项目建设的机器日夜轰鸣，工业产值再上新台阶。"
    said = page("网格中守住平安", CLOSING, "柑橘树铺就富路", "园区里机器轰鸣", TRADE, "图为园区一角。", more, FARMS, TITLE, BYLINE, LEAD)
    assert {s.heading.text: [p.text[:4] for p in s.paragraphs] for s in said.sections} == {
        "柑橘树铺就富路": [FARMS[:4]],
        "园区里机器轰鸣": [TRADE[:4], more[:4]],
        "网格中守住平安": [ORDER[:4], CLOSE[:4]],
    }


def test_text_that_opens_the_page_amidst_a_sentence_goes_behind_the_end_that_is_open() -> None:
    def indented(text: str) -> str:
        return set_in(18, "　　" + text)

    whole = indented(TRADE).split("\n")
    torn = ["\n".join(whole[:2]), "\n".join(whole[2:]), *(indented(t) for t in (FARMS, ORDER, CLOSE, LEAD))]
    said = page(
        torn[1], "柑橘树铺就富路", torn[2], "网格中守住平安", torn[3] + "\n" + torn[4], TITLE, BYLINE, torn[5], "园区里机器轰鸣", torn[0]
    )
    assert told(said) == IN_ORDER
    assert said.sections[0].paragraphs[0].text == TRADE


def test_a_heading_of_one_build_with_the_others_over_the_subtitle_is_no_title() -> None:
    heap = ["园区机声越来越响", "柑橘林子越来越密", "网格平安越来越稳"]
    said = page(CLOSING, FARMS, TRADE, heap[1], "图① 园区一角。", heap[2], heap[0], "———龙王乡乡村振兴工作纪实", LEAD, BYLINE)
    assert said.title is None
    assert {h for h, _ in told(said)} == {"", *heap}


def test_a_part_over_the_headline_keeps_its_heading_and_the_lead_stands_behind_the_end() -> None:
    said = page("园区里机器轰鸣", TRADE, TITLE, BYLINE, "柑橘树铺就富路", FARMS, "网格中守住平安", CLOSING, "图为园区一角。", LEAD)
    assert told(said) == IN_ORDER


def test_a_first_line_of_a_page_that_lacks_a_heading_is_that_heading_and_the_others_go_over_the_blocks_under_it() -> None:
    said = page(
        "园区里的机器声声", TRADE, CLOSING, FARMS, "柑橘树铺成一条致富路", "网格中守住一方平安路", "图为园区一角。", TITLE, BYLINE, LEAD
    )
    assert said.column is None
    assert {h: text for h, text in told(said) if h} == {
        "园区里的机器声声": TRADE[:4],
        "柑橘树铺成一条致富路": FARMS[:4],
        "网格中守住一方平安路": ORDER[:4],
    }


def test_text_of_one_flow_without_empty_lines_is_parted_between_paragraphs() -> None:
    def indented(*texts: str) -> str:
        return "\n".join(set_in(18, "　　" + text) for text in texts)

    flow = indented(TRADE, FARMS) + "\n2024年12月19日　星期四　责编 李娟\n" + indented(ORDER, CLOSE)
    heap = "网格中守住平安\n\n园区里机器轰鸣\n\n柑橘树铺就富路"
    assert told(page(flow, heap, "图为园区一角。", TITLE, BYLINE, indented(LEAD))) == IN_ORDER


def test_a_subtitle_apart_from_its_title_on_top_of_the_page_does_not_make_the_headline_early() -> None:
    sub, title = "——龙王乡乡村振兴工作纪实", "巍巍龙王山下气象新"
    tail = set_in(18, ORDER + CLOSE[:-1] + "。③")
    said = page(sub, "网格中守住平安", tail, set_in(30, LEAD), "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, title + "\n\n" + BYLINE)
    assert told(said) == IN_ORDER


def test_the_last_words_of_a_caption_with_the_photographer_are_no_caption_of_their_own() -> None:
    said = page(
        TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, "图为园区的生产车间，工人们正在赶制订\n单。  谭 勇 摄", "柑橘树铺就富路", FARMS
    )
    assert [c.text for c in said.captions] == ["图为园区的生产车间，工人们正在赶制订单。谭 勇 摄"]
