"""What stands beside a feature on its page: notes of the editor, boxes with their names, page names, credits, words to pictures."""

from tests.structure import feature

LEAD = "初夏时节，走进龙王乡，一排排菇棚整齐排列，菇农们忙着采摘、分拣、装车，处处是丰收的景象。"
WORKS = "菌棒厂里机器轰鸣，工人把木屑、麦麸装进菌袋，每天生产菌棒三万个，菌棒供应全县菇农，菌棒质量年年提高。"
SALES = "直播间里主播正在介绍香菇，网上订单一个接一个，快递车每天往返县城，香菇卖到全国，网上销售占了一半。"
H_WORKS, H_SALES = "菌棒厂里机器响", "网上订单卖香菇"
HEAD = ("小蘑菇撑起大产业\n——龙王乡食用菌产业发展纪实", "本报记者 赵志远")
NOTE = "产业兴旺是乡村振兴的基石。本报今日起推出系列报道。"


def test_an_editor_s_note_under_its_name_opens_the_lead() -> None:
    said = feature(*HEAD, "【编者按】", NOTE, LEAD, H_WORKS, WORKS, H_SALES, SALES)
    assert [p.text for p in said.lead] == ["【编者按】" + NOTE, LEAD]
    assert said.column is None
    assert [s.heading.text for s in said.sections] == [H_WORKS, H_SALES]


def test_a_box_of_a_scrambled_page_keeps_its_text_and_comes_last() -> None:
    said = feature(WORKS, SALES, H_SALES, H_WORKS, "相关链接", NOTE, *HEAD, LEAD)
    assert [p.text for p in said.lead] == [LEAD]
    assert [(s.heading.text, [p.text for p in s.paragraphs]) for s in said.sections] == [
        (H_WORKS, [WORKS]),
        (H_SALES, [SALES]),
        ("相关链接", [NOTE]),
    ]


def test_headings_in_a_heap_over_a_late_headline_are_none_of_it() -> None:
    third = "党员带头合作社"
    party = "党支部带头办起合作社，党员包户帮扶，支部书记挨家挨户讲技术，党员带着群众干，合作社分红年年增加。"
    said = feature(WORKS, SALES, party, H_SALES, H_WORKS, third, *HEAD, LEAD)
    assert said.kicker is None
    assert said.title is not None
    assert said.title.text == "小蘑菇撑起大产业"
    assert [s.heading.text for s in said.sections] == [H_WORKS, H_SALES, third]


def test_pictures_credited_in_the_last_of_their_words_stand_beside_the_text() -> None:
    said = feature(*HEAD, LEAD, H_WORKS, WORKS, H_SALES, SALES, "菇农采摘香菇。", "直播间里卖香菇。（图片由县融媒体中心提供）")
    assert [c.text for c in said.captions] == ["菇农采摘香菇。", "直播间里卖香菇。（图片由县融媒体中心提供）"]
    assert [p.text for p in said.sections[-1].paragraphs] == [SALES]


def test_a_paper_s_name_and_its_numbered_page_stand_over_the_headline() -> None:
    said = feature("濮阳日报", "03 县区观察", *HEAD, LEAD)
    assert said.column is not None
    assert said.column.text == "县区观察"
    assert said.kicker is None


def test_a_byline_behind_the_author_s_label_names_all_who_wrote() -> None:
    said = feature("小蘑菇撑起大产业", "2024-10-25 08:36:12 来源：桂林日报 作者：记者 秦丽云 通讯员 唐建国 编辑：蒋璐", LEAD)
    assert [(c.name, c.role) for c in said.contributors] == [("秦丽云", "记者"), ("唐建国", "通讯员"), ("蒋璐", "编辑")]


def test_a_long_line_apart_over_title_and_subtitle_is_a_kicker_a_short_one_a_column() -> None:
    kicked, column = feature("党建引领促振兴", *HEAD, LEAD), feature("记者走基层", *HEAD, LEAD)
    assert kicked.kicker is not None
    assert kicked.kicker.text == "党建引领促振兴"
    assert column.column is not None
    assert column.column.text == "记者走基层"
