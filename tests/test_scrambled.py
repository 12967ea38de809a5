"""Features whose parts came out of their page in another order: which text is the lead, which heading is whose, what comes first."""

from parsers.document import Document
from tests.structure import parsed

LEAD = (
    "金秋时节，走进龙王乡，一条条公路通村入户，一座座大棚连片成方，乡村处处洋溢着丰收的喜悦，一幅产业兴旺、生态宜居的画卷正徐徐铺展开来。"
)
TRADE = "在工业园区的生产车间里，机器轰鸣，工人们正在赶制订单。龙王乡坚持项目为王，引进企业十二家，新建标准厂房三万平方米，带动全乡工业产值稳步增长。"
FARMS = (
    "走进柑橘基地，黄澄澄的果子挂满枝头。全乡种植柑橘八千亩，建成果园二十个，成立合作社九家，果农户均增收一万元，小果子变成了富民的大产业。"
)
ORDER = "“邻里有了矛盾，先找网格员。”龙王乡建立调解室十个，全年化解纠纷六十起，信访量持续下降，平安法治的根基越扎越牢。"
CLOSE = "站在新的起点上，龙王乡将乘势而上，奋力谱写乡村振兴新篇章。"
TITLE = "龙王山下气象新\n——龙王乡乡村振兴工作纪实"
BYLINE = "本报记者 周海涛 通讯员 孙丽萍"


def set_in(width: int, text: str) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def page(*parts: str) -> Document:
    """Return a page of columns of 18 characters; short parts and those set already stay as they are."""
    (found,) = parsed("newspaper_feature", "\n\n".join(p if len(p) < 40 or "\n" in p else set_in(18, p) for p in parts) + "\n")
    return found


def told(document: Document) -> list[tuple[str, str]]:
    return [("", p.text[:4]) for p in document.lead] + [(s.heading.text, s.paragraphs[0].text[:4]) for s in document.sections]


IN_ORDER = [("", LEAD[:4]), ("园区里机器轰鸣", TRADE[:4]), ("柑橘树铺就富路", FARMS[:4]), ("网格中守住平安", ORDER[:4])]


def test_a_part_that_closes_the_piece_before_its_headline_comes_last_under_the_heading_left_at_the_end() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page(closing, TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, "网格中守住平安")
    assert told(said) == IN_ORDER


def test_a_lead_set_wide_behind_the_closing_paragraph_opens_the_piece() -> None:
    heap = "园区里机器轰鸣\n\n柑橘树铺就富路\n\n网格中守住平安"
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    assert told(page(heap, TITLE, BYLINE, TRADE, FARMS, closing, set_in(30, LEAD))) == IN_ORDER


def test_headings_behind_the_text_with_captions_between_them_go_over_it() -> None:
    said = page(
        TITLE, BYLINE, LEAD, TRADE, FARMS, ORDER, "柑橘树铺就富路", "工业园区一角。", "网格中守住平安", "果农正在采摘。", "园区里机器轰鸣"
    )
    assert told(said) == IN_ORDER
    assert [c.text for c in said.captions] == ["工业园区一角。", "果农正在采摘。"]


def test_of_a_heap_under_the_subtitle_the_line_that_fits_no_part_is_the_title() -> None:
    heap = "——龙王乡乡村振兴工作纪实\n\n柑橘树铺就富路\n\n网格中守住平安\n\n龙王山下气象新"
    said = page(ORDER, FARMS, TRADE, heap, "园区里机器轰鸣", LEAD, BYLINE)
    assert said.title
    assert said.title.text == "龙王山下气象新"
    assert told(said) == IN_ORDER


def test_a_photographer_ends_no_article_and_a_paragraph_apart_at_the_end_is_the_lead() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    shots = "工业园区的大棚里果农正在采摘。\n李立新 摄"
    said = page(shots, "柑橘树铺就富路", FARMS, "网格中守住平安", closing, BYLINE, TITLE, "园区里机器轰鸣", TRADE, LEAD)
    assert told(said)[0] == IN_ORDER[0]
    assert said.title
    assert said.title.text == "龙王山下气象新"
    assert [c.text for c in said.captions] == ["工业园区的大棚里果农正在采摘。"]


def test_headings_in_their_places_keep_their_text_whatever_it_speaks_of() -> None:
    said = page(TITLE, BYLINE, LEAD, "网格中守住平安", TRADE, "园区里机器轰鸣", ORDER)
    assert told(said) == [IN_ORDER[0], ("网格中守住平安", TRADE[:4]), ("园区里机器轰鸣", ORDER[:4])]


def test_a_title_right_under_its_subtitle_and_over_the_byline_is_the_title() -> None:
    head = "——龙王乡乡村振兴工作纪实\n龙王山下  气象一新\n本报记者 周海涛"
    said = page(head, LEAD, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS)
    assert said.title
    assert said.title.text == "龙王山下 气象一新"
    assert said.subtitle
    assert said.subtitle.text == "龙王乡乡村振兴工作纪实"


def test_a_paragraph_apart_between_the_closing_one_and_the_headline_is_the_lead() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page("园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, "网格中守住平安", closing, LEAD, TITLE, BYLINE)
    assert told(said) == IN_ORDER


def test_a_scrambled_page_without_a_byline_is_read_too() -> None:
    said = page("园区里机器轰鸣", TRADE, TITLE, LEAD, "柑橘树铺就富路", FARMS)
    assert told(said)[0] == IN_ORDER[0]


def test_a_title_that_fills_its_column_between_kicker_and_subtitle_is_set_off() -> None:
    head = "龙王山下展新姿\n“果旅文”融合绘就山乡富民新画卷啊\n——龙王乡乡村振兴工作纪实"
    said = page("园区里机器轰鸣", TRADE, head, BYLINE, LEAD, "柑橘树铺就富路", FARMS)
    assert said.kicker
    assert said.title
    assert (said.kicker.text, said.title.text) == ("龙王山下展新姿", "“果旅文”融合绘就山乡富民新画卷啊")


SCHOOL = "“放学有人管，看病不出村。”龙王乡改造学校三所，新建卫生室六个，开办老年食堂，民生实事一件接着一件办，群众的幸福感更足。"
PARTY = "龙王乡党委开展党纪学习教育，举办读书班三期，讲党课二十场，建强村级党支部，党员在一线亮身份、当先锋。"
HEAP = ["园区里机器轰鸣", "柑橘树铺就富路", "网格中守住平安", "党员们当好先锋", "学校里书声琅琅"]


def test_five_headings_in_a_heap_part_the_text_before_them() -> None:
    turned = set_in(18, SCHOOL) + "\n\n" + set_in(18, CLOSE)
    said = page(FARMS, PARTY, TRADE, ORDER, turned, TITLE, *HEAP, LEAD, BYLINE)
    assert sorted(told(said)[1:]) == sorted(zip(HEAP, (t[:4] for t in (TRADE, FARMS, ORDER, PARTY, SCHOOL)), strict=True))
    assert told(said)[0] == IN_ORDER[0]
    assert said.sections[-1].heading.text == "学校里书声琅琅"


def test_the_part_that_alone_closes_comes_last_though_nothing_marks_it() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, "山高人为峰。龙王儿女正以实干作笔，描绘共同富裕的新图景。")
    said = page(closing, TRADE, FARMS, TITLE, "柑橘树铺就富路", "园区里机器轰鸣", "工业园区一角。", "网格中守住平安", LEAD, BYLINE)
    assert told(said)[0] == IN_ORDER[0]
    assert told(said)[-1] == IN_ORDER[-1]


def test_a_lead_set_wide_at_the_end_of_a_page_that_begins_with_a_heading_keeps_its_short_paragraphs() -> None:
    lead = "\n".join(set_in(34, "　　" + text) for text in (LEAD, "一串数字见证着变化。"))
    parts = ["园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, "网格中守住平安", ORDER]
    said = page(TITLE, BYLINE, *parts, "图为龙王乡全景。周海涛 摄", lead)
    assert [p.text[:4] for p in said.lead] == [LEAD[:4], "一串数字"]
    assert told(said)[2:] == IN_ORDER[1:]


def test_headings_under_their_text_with_the_headline_behind_the_last() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page(TRADE, "园区里机器轰鸣", FARMS, "柑橘树铺就富路", closing, "网格中守住平安", TITLE, BYLINE, LEAD)
    assert told(said) == IN_ORDER
    assert said.kicker is None


def test_a_heap_over_the_headline_of_a_late_page_is_no_kicker() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page(
        TRADE, FARMS, closing, "柑橘成林  小果子铺就富民路\n机器轰鸣  园区里“忙”起来\n网格织密  村寨里平安常驻", TITLE, BYLINE, LEAD
    )
    assert said.title
    assert (said.kicker, said.title.text) == (None, "龙王山下气象新")
    assert [(h[:4], t) for h, t in told(said)[1:]] == [("机器轰鸣", TRADE[:4]), ("柑橘成林", FARMS[:4]), ("网格织密", ORDER[:4])]


def test_numbered_headings_in_a_heap_behind_the_text_number_it() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page(FARMS, TRADE, closing, TITLE, "关键词三：平安网格", "关键词一：工业园区", "关键词二：柑橘产业", LEAD, BYLINE)
    assert [(s.ordinal, s.paragraphs[0].text[:4]) for s in said.sections] == [(1, TRADE[:4]), (2, FARMS[:4]), (3, ORDER[:4])]


def test_an_end_mark_in_a_page_in_order_says_that_what_stands_behind_it_comes_first() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE + "⑧")
    said = page(TITLE, BYLINE, LEAD, "网格中守住平安", closing, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS)
    assert told(said) == IN_ORDER


def test_parts_numbered_by_their_headings_come_in_the_order_of_their_numbers() -> None:
    said = page(TITLE, BYLINE, LEAD, "关键词三：平安", ORDER, "关键词一：园区", TRADE, "关键词二：柑橘", FARMS)
    assert [(s.ordinal, s.paragraphs[0].text[:4]) for s in said.sections] == [(1, TRADE[:4]), (2, FARMS[:4]), (3, ORDER[:4])]


def test_headings_in_rows_of_one_length_right_under_the_headline_are_one_each() -> None:
    rows = "园区里机器轰鸣\n柑橘树铺就富路\n网格中守住平安"
    said = page(TITLE + "\n" + BYLINE, rows, LEAD, FARMS, set_in(18, ORDER) + "\n" + set_in(18, CLOSE), TRADE)
    assert told(said)[0] == IN_ORDER[0]
    assert sorted(told(said)[1:]) == sorted(IN_ORDER[1:])


def test_a_title_alone_over_the_byline_belongs_to_a_subtitle_elsewhere() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    heap = "——龙王乡乡村振兴工作纪实\n\n柑橘飘香  果农铺就富路\n\n网格织密  村寨守住平安"
    said = page(closing, FARMS, TRADE, heap, "机器轰鸣  园区聚起产业", LEAD, "龙王山下气象新", BYLINE)
    assert said.title
    assert said.title.text == "龙王山下气象新"
    assert told(said)[0] == IN_ORDER[0]
    assert [h[:4] for h, _ in told(said)[1:]] == ["机器轰鸣", "柑橘飘香", "网格织密"]


def test_a_wide_lead_of_single_sentences_leaves_the_columns_what_they_are() -> None:
    figures = [
        f"———全乡{what}总收入达到{n}亿元，比上一年同期增长百分之{n}，增速居全县各乡镇前列；"
        for n, what in enumerate(("工业", "农业", "旅游"), 2)
    ]
    lead = "\n".join(["金秋时节，走进龙王乡，处处洋溢着丰收的喜悦和奋进的力量，好消息一个接着一个。", *figures])
    closing = set_in(14, ORDER) + "\n" + set_in(14, CLOSE)
    said = page(
        closing,
        *(set_in(14, text) for text in (FARMS, PARTY + FARMS, TRADE)),
        TITLE,
        "柑橘树铺就富路",
        "网格中守住平安",
        "园区里机器轰鸣",
        lead,
        BYLINE,
    )
    assert [p.text[:5] for p in said.lead][:2] == ["金秋时节，", "———全乡"]
    assert {s.heading.text for s in said.sections} == {"园区里机器轰鸣", "柑橘树铺就富路", "网格中守住平安"}


def test_a_wide_lead_right_over_a_headline_that_ends_the_page() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page(BYLINE, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, "网格中守住平安", closing, set_in(30, LEAD), TITLE)
    assert told(said) == IN_ORDER


def test_the_line_of_another_build_than_all_headings_is_the_title_wherever_it_stands() -> None:
    heap = "——龙王乡乡村振兴工作纪实\n\n项目为王 园区里机器轰鸣\n\n果园成片 柑橘树铺就富路\n\n邻里和睦 网格中守住平安"
    said = page(set_in(18, ORDER) + "\n" + set_in(18, CLOSE), TRADE, FARMS, heap, "图① 果园。", "龙王新闻\n龙王山下气象新", LEAD, BYLINE)
    assert said.title
    assert said.title.text == "龙王山下气象新"
    assert [s.heading.text[-7:] for s in said.sections] == [heading for heading, _ in IN_ORDER[1:]]
    assert [s.paragraphs[0].text[:4] for s in said.sections] == [opening for _, opening in IN_ORDER[1:]]


def test_a_last_part_over_the_byline_is_no_lead_where_the_others_are_far_more_like_the_headings_without_another() -> None:
    heap = "——龙王乡乡村振兴工作纪实\n\n柑橘树铺就富路\n\n网格中守住平安\n\n图① 果园。\n园区里机器轰鸣\n龙王新闻"
    said = page(ORDER, TRADE, heap, LEAD, FARMS, BYLINE)
    assert said.title is None
    assert sorted(told(said)) == sorted(IN_ORDER)


def test_a_heap_of_headings_with_stops_at_the_same_places_is_one_each() -> None:
    heap = "园区兴旺，机器“忙起来”\n果园成片，村民“富起来”\n网格织密，村寨“静下来”"
    said = page(FARMS, TRADE, ORDER, TITLE, BYLINE, LEAD, heap)
    assert [(s.heading.text[:4], s.paragraphs[0].text[:4]) for s in said.sections] == [
        ("果园成片", FARMS[:4]),
        ("园区兴旺", TRADE[:4]),
        ("网格织密", ORDER[:4]),
    ]


def test_a_heap_amidst_the_text_leaves_its_last_heading_to_any_part_and_the_lead_to_the_end() -> None:
    schools = "新学期，乡里两所新建学校开门迎新，八个卫生室全部配齐医生。孩子上学、老人看病都在家门口，民生实事件件落地，群众日子越过越暖。"
    heads = ("园区兴旺，机器“忙起来”", "果园成片，柑橘“富起来”", "网格织密，纠纷“静下来”", "民生落地，学校“暖起来”")
    said = page(TITLE, BYLINE, schools, set_in(18, ORDER) + "\n" + set_in(18, CLOSE), "\n".join(heads), TRADE, FARMS, LEAD)
    assert [p.text for p in said.lead] == [LEAD]
    own = {s.heading.text: s.paragraphs[0].text[:4] for s in said.sections}
    assert own == dict(zip(heads, (t[:4] for t in (TRADE, FARMS, ORDER, schools)), strict=True))


def test_columns_from_right_to_left_are_turned_round_where_the_first_says_what_will_be_done() -> None:
    plan = "“我们将认真落实县委部署，把网格做细做实，让群众住得安心、过得舒心，日子一年更比一年好。”乡党委书记张明说。"
    lead = "初冬时节，走进龙王乡，果园连片，厂房林立，村庄整洁，田间地头处处涌\n动着发展的热潮。"
    said = page(
        "网格中守住平安", set_in(18, ORDER) + "\n" + set_in(18, plan), "柑橘树铺就富路", FARMS, "园区里机器轰鸣", TRADE, TITLE, lead, BYLINE
    )
    assert [s.heading.text for s in said.sections] == [heading for heading, _ in IN_ORDER[1:]]
    assert ["".join(p.text.split())[-8:] for p in said.lead] == ["动着发展的热潮。"]
