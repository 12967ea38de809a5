"""What stands on a feature's page beside its text: numbers over headings, boxes, the desk that made the page, the page's name, calls."""

from tests.test_scrambled import BYLINE, CLOSE, FARMS, IN_ORDER, LEAD, ORDER, TITLE, TRADE, page, set_in, told


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


def test_a_list_of_figures_in_a_box_is_no_heading() -> None:
    box = "数读龙王\n\n●柑橘面积：8000亩\n●合作社：9家\n●年产量：1.2万吨"
    said = page(TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, box)
    assert [s.heading.text for s in said.sections] == ["园区里机器轰鸣", "柑橘树铺就富路", "数读龙王"]
    assert [p.text for p in said.sections[-1].paragraphs] == ["●柑橘面积：8000亩", "●合作社：9家", "●年产量：1.2万吨"]


def test_a_title_apart_over_its_subtitle_is_none_of_the_headings_that_are_as_long() -> None:
    titled = "青龙山下好风光\n\n——龙王乡乡村振兴工作纪实"
    heads = ("厂房里机器轰鸣\n园区里订单不断", "山坡上柑橘飘香\n果农们采摘正忙", "网格中守住平安\n调解室化解纠纷")
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page(heads[2], closing, heads[0], TRADE, titled, heads[1], set_in(18, FARMS) + "\n\n" + set_in(30, LEAD), BYLINE)
    assert said.title
    assert said.title.text == "青龙山下好风光"
    assert [head for head, _ in told(said)] == ["", *(h.replace("\n", "") for h in heads)]
    assert [p.text for p in said.lead] == [LEAD]


def test_a_sentence_torn_before_the_byline_at_the_foot_is_joined_to_the_column_that_came_out_first() -> None:
    first = "总产值三亿元。”合作社负责人介绍。\n" + set_in(18, FARMS)
    said = page(first, TITLE, set_in(18, LEAD) + "\n" + set_in(18, "“去年，全乡柑橘丰收，产量两千吨，"), "通讯员 孙丽萍 文/图")
    assert [p.text[:4] for p in said.lead[:2]] == [LEAD[:4], "“去年，"]
    assert "产量两千吨，总产值三亿元。" in said.lead[1].text


def test_two_first_sentences_as_long_as_each_other_are_no_headings_where_one_tells_what_came_about() -> None:
    said = page(TITLE, BYLINE, LEAD, "转变从政策开始。" + TRADE, "年轻人也回来了。" + FARMS)
    assert not said.sections


def test_the_desk_in_the_midst_of_a_page_ends_no_article_where_the_byline_alone_stands_over_it() -> None:
    said = page(BYLINE, "柑橘树铺就富路", FARMS, "责编/李永亮 制版/许静", "园区里机器轰鸣", TRADE, TITLE, LEAD)
    assert said.title
    assert said.title.text == "龙王山下气象新"
    assert len(said.sections) == 2


def test_a_deck_that_fills_its_column_between_title_and_byline_is_the_subtitle() -> None:
    head = "第T03版  ■ 龙王乡专版\n\n古山乡的“新”意\n龙王乡以特色产业激活全域发展一池春水\n\n" + BYLINE
    said = page(head, LEAD, "园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS)
    assert said.title
    assert said.subtitle
    assert (said.title.text, said.subtitle.text) == ("古山乡的“新”意", "龙王乡以特色产业激活全域发展一池春水")


def test_a_stroke_behind_a_pictures_number_is_none_of_its_words() -> None:
    said = page(TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, "图1/柑橘大棚。", "夜市人头攒动。（艾力·买买提 摄）")
    assert [(c.label, c.text) for c in said.captions] == [("图1", "柑橘大棚。"), (None, "夜市人头攒动。（艾力·买买提 摄）")]


TAKEN = ["图为龙王乡新貌。（孙建军 摄）", "图为龙王乡夜景。（本报记者 封志强 摄）", "图为龙王乡公路。（李立新摄）"]


def test_who_took_a_picture_is_told_in_a_bracket_behind_its_words() -> None:
    said = page(TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, *TAKEN)
    told = [(c.name, c.role, c.role_kind) for c in said.contributors]
    assert told[-3:] == [("孙建军", "摄", "photographer"), ("封志强", "本报记者", "reporter"), ("李立新", "摄", "photographer")]
    assert [c.text for c in said.captions] == TAKEN


def test_a_kicker_that_came_out_first_of_a_scrambled_page_is_no_heading() -> None:
    heads = ("园区：机器轰鸣赶订单", "柑橘：漫山遍野铺富路", "网格：家长里短守平安")
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page("强产业 稳就业 促增收", heads[0], TRADE, TITLE, LEAD, heads[1], FARMS, heads[2], closing, BYLINE)
    assert said.kicker
    assert said.kicker.text == "强产业 稳就业 促增收"
    assert [s.heading.text for s in said.sections] == list(heads)


def test_a_column_cut_in_the_midst_of_a_sentence_goes_on_at_the_top_of_the_page() -> None:
    torn = set_in(18, FARMS)
    below, above = torn[: 18 * 2 + 1], torn[18 * 2 + 2 :]
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE + "⑧")
    heads = ("园区里机器轰鸣", "柑橘树铺就富路", "网格中守住平安")
    said = page(above, heads[2], closing, heads[0], TRADE, heads[1], below, TITLE, BYLINE, LEAD)
    assert told(said) == IN_ORDER
    assert said.sections[1].paragraphs[0].text == FARMS


def test_pictures_strewn_amid_the_text_are_captions_two_and_more_or_where_the_byline_says_who_took_them() -> None:
    shown = ["龙王乡工业园建设现场。", "龙王村群众在果园内采摘柑橘。"]
    parts = (TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE, shown[0], FARMS, "柑橘树铺就富路", ORDER, shown[1], CLOSE)
    assert [c.text for c in page(*parts).captions] == shown[:2]
    assert [p.text for s in page(*parts).sections for p in s.paragraphs] == [TRADE, FARMS, ORDER, CLOSE]
    one = [part for part in parts if part != shown[1]]
    assert not page(*one).captions
    assert [c.text for c in page(TITLE, f"{BYLINE} 文/图", *one[2:]).captions] == shown[:1]
    scene = f"龙王村群众正在果园采摘柑橘。\n{set_in(18, TRADE)}"
    assert not page(TITLE, f"{BYLINE} 文/图", LEAD, "园区里机器轰鸣", scene, FARMS).captions


def test_a_picture_s_words_right_under_a_paragraph_are_a_caption_where_the_byline_says_who_took_it() -> None:
    seen = "龙王村柑橘园一角。"
    parts = (set_in(17, LEAD), "园区里机器轰鸣", f"{set_in(17, TRADE)}\n{seen}", set_in(17, FARMS))
    assert [c.text for c in page(TITLE, f"{BYLINE} 文/图", *parts).captions] == [seen]
    assert not page(TITLE, BYLINE, *parts).captions


def test_short_sentences_behind_the_editor_s_end_mark_are_captions() -> None:
    shown = "龙王乡分拣中心，工人正在打包柑橘。"
    parts = (TITLE, BYLINE, set_in(17, LEAD), "园区里机器轰鸣", set_in(17, TRADE), set_in(17, f"{CLOSE}⑧"))
    assert [c.text for c in page(*parts, shown).captions] == [shown]
    assert not page(*parts, FARMS).captions
