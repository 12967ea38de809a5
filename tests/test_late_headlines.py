"""Pages whose headline, lead or headings came out of their columns apart from the text that they belong to."""

from functools import partial

import pytest

from parsers.document import Document
from tests.structure import parsed

POWER = "守护水库是我们的责任。要严格落实河湖长制，要持续推进流域综合治理，要统筹降碳减污扩绿增长，让绿色成为底色。"
TRADE = "产业兴则乡镇兴。要做精现代农业，要做强新型工业，要做活商贸服务业，推动电商物流与农业工业深度融合发展。"
LEAD = "龙王乡地处水库上游，必须牢牢把握高质量发展这个首要任务。"
TITLE = "筑牢乡域高质量发展的“四梁八柱”"
SERIES = "学习贯彻全会精神·乡镇书记谈改革"


def document(kind: str, *parts: str) -> Document:
    (found,) = parsed(kind, "\n\n".join(parts) + "\n")
    return found


essay = partial(document, "theory_article")
feature = partial(document, "newspaper_feature")


def texts(document: Document) -> tuple[str | None, str | None, list[str]]:
    kicker, title = (part.text if part else None for part in (document.kicker, document.title))
    return kicker, title, [p.text for p in document.lead]


def test_headline_author_and_lead_behind_the_text_come_first() -> None:
    said = essay("一、坚持生态立乡", POWER, "二、坚持产业兴乡", TRADE, TITLE, "●王军平", LEAD, "（作者系龙王乡党委书记）")
    assert texts(said) == (None, TITLE, [LEAD])
    assert [s.heading.text for s in said.sections] == ["坚持生态立乡", "坚持产业兴乡"]
    assert [(c.name, c.post) for c in said.contributors] == [("王军平", "龙王乡党委书记")]
    assert [f.code for f in said.findings] == ["reading_order_repaired"]


def test_headed_text_behind_a_late_headline_stays_where_it_is() -> None:
    said = essay(SERIES, LEAD, TITLE, "□ 龙王乡党委书记 王军平", "一、坚持生态立乡", POWER, "二、坚持产业兴乡", TRADE)
    assert texts(said) == (SERIES, TITLE, [LEAD])
    assert [s.heading.text for s in said.sections] == ["坚持生态立乡", "坚持产业兴乡"]


def test_text_that_begins_in_the_middle_of_a_list_goes_behind_its_beginning() -> None:
    first, last = "——坚持生态立乡。" + POWER, "——坚持实干为先。" + TRADE
    said = essay(last, TITLE, "龙王乡党委书记　王军平", LEAD + "\n" + first)
    assert texts(said)[1] == TITLE
    bodies = [*texts(said)[2], *(p.text for s in said.sections for p in s.paragraphs)]
    assert bodies[0] == LEAD
    assert POWER in bodies[-2]
    assert TRADE in bodies[-1]


def test_authors_behind_an_ornament_are_no_part_of_the_subtitle() -> None:
    said = essay(TITLE, "——关于龙王乡治理的调研与思考", "◎ 顾 晓 明　陈 海 燕", LEAD, "一、坚持生态立乡", POWER)
    assert said.subtitle
    assert said.subtitle.text == "关于龙王乡治理的调研与思考"
    assert [c.name for c in said.contributors] == ["顾晓明", "陈海燕"]


def test_a_lead_built_like_the_headings_is_known_by_the_word_that_these_begin_with() -> None:
    heads = ["要坚持草畜平衡，夯实产业之基", "要推进全链升级，做强产业之核", "要擦亮金字招牌，拓展产业之路"]
    opening = "产业兴则乡镇兴，产业强则百姓富。" + LEAD
    said = essay(TITLE, "龙王乡党委书记　王军平", opening, *(f"{h}。{POWER}" for h in heads))
    assert texts(said)[2] == [opening]
    assert [s.heading.text for s in said.sections] == heads


def test_an_article_that_opens_with_its_headline_is_left_in_order() -> None:
    said = essay(TITLE, "龙王乡党委书记 王军平", LEAD, "坚持生态立乡", POWER, "坚持产业兴乡", "李国庆", TRADE)
    assert texts(said) == (None, TITLE, [LEAD])
    assert said.findings == ()


WORKS = "菌棒厂里机器轰鸣，工人把木屑、麦麸装进菌袋，每天生产菌棒三万个，菌棒供应全县菇农，菌棒质量年年提高。"
SALES = "直播间里主播正在介绍香菇，网上订单一个接一个，快递车每天往返县城，香菇卖到全国，网上销售占了一半。"
PARTY = "党支部带头办起合作社，党员包户帮扶，支部书记挨家挨户讲技术，党员带着群众干，合作社分红年年增加。"
OPENING = "初夏时节，走进龙王乡，一排排菇棚整齐排列，菇农们忙着采摘、分拣、装车。"
BYLINE = "本报记者 赵志远"


def headed(document: Document) -> list[tuple[str, list[str]]]:
    return [(s.heading.text, [p.text for p in s.paragraphs]) for s in document.sections]


def test_a_heading_right_under_the_headline_is_known_by_its_like() -> None:
    said = feature("聚焦产业强乡\n小蘑菇撑起大产业", "菌棒下线，机器轰鸣", WORKS, BYLINE, "订单上网，香菇走俏", SALES + SALES)
    assert (said.kicker and said.kicker.text, said.title and said.title.text) == ("聚焦产业强乡", "小蘑菇撑起大产业")
    assert headed(said) == [("菌棒下线，机器轰鸣", [WORKS]), ("订单上网，香菇走俏", [SALES + SALES])]


def test_what_stands_behind_the_end_mark_without_a_heading_is_the_lead() -> None:
    said = feature("小蘑菇撑起大产业\n" + BYLINE, "菌棒下线，机器轰鸣", WORKS, "订单上网，香菇走俏", SALES + "⑥", OPENING)
    assert [p.text for p in said.lead] == [OPENING]
    assert headed(said) == [("菌棒下线，机器轰鸣", [WORKS]), ("订单上网，香菇走俏", [SALES])]
    assert [f.code for f in said.findings] == ["reading_order_repaired"]


def test_the_lead_behind_the_end_mark_comes_first_where_the_headline_comes_last() -> None:
    said = feature("一、菌棒下线，机器轰鸣", WORKS, "二、订单上网，香菇走俏", SALES + "⑥", OPENING, "小蘑菇撑起大产业", f"（{BYLINE}）")
    assert [p.text for p in said.lead] == [OPENING]
    assert headed(said) == [("菌棒下线，机器轰鸣", [WORKS]), ("订单上网，香菇走俏", [SALES])]


def test_headings_gathered_over_the_text_are_parted_among_its_bodies() -> None:
    heap = "● 订单上网 香菇走俏\n● 菌棒下线 机器轰鸣"
    said = feature(heap, WORKS, SALES, "小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE, OPENING)
    assert headed(said) == [("菌棒下线 机器轰鸣", [WORKS]), ("订单上网 香菇走俏", [SALES])]
    assert [p.text for p in said.lead] == [OPENING]


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ("聚焦产业强县主战场\n银杏故里\n奏响高质量发展“进行曲”", ("聚焦产业强县主战场", "银杏故里 奏响高质量发展“进行曲”")),
        ("聚焦产业强乡\n小蘑菇撑起大产业", ("聚焦产业强乡", "小蘑菇撑起大产业")),
    ],
)
def test_a_short_line_under_the_kicker_is_the_titles_first(lines: str, parts: tuple[str, str]) -> None:
    said = feature(lines, BYLINE, OPENING, WORKS)
    assert tuple("".join(part.text.split()) for part in (said.kicker, said.title) if part) == tuple("".join(p.split()) for p in parts)


@pytest.mark.parametrize("name", ["记者手记", "记者手记：", "相关链接", "短评"])
def test_the_name_of_a_box_heads_it(name: str) -> None:
    said = feature("小蘑菇撑起大产业", BYLINE, OPENING, "菌棒下线 机器轰鸣", WORKS, name, SALES, "上一条：龙王乡采茶忙\n下一条：菌菇节开幕")
    assert headed(said) == [("菌棒下线 机器轰鸣", [WORKS]), (name.rstrip("："), [SALES])]


def test_a_line_cut_at_its_full_stop_is_a_headline_with_no_line_of_its_own() -> None:
    (said,) = parsed("bulletin", "□ 龙王乡乡长  王晓军\n## \n## 龙王乡地处坝上高原。" + POWER + TRADE + "\n")
    assert said.doc_type == "bulletin"


def test_headings_that_count_down_to_a_late_headline_turn_the_page_round() -> None:
    said = feature(
        "贰丨订单上网 香菇走俏", SALES, "壹丨菌棒下线 机器轰鸣", WORKS, OPENING, "小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE
    )
    assert [p.text for p in said.lead] == [OPENING]
    assert headed(said) == [("菌棒下线 机器轰鸣", [WORKS]), ("订单上网 香菇走俏", [SALES])]
    assert [f.code for f in said.findings] == ["reading_order_repaired"]


def test_parts_behind_an_ornament_go_behind_their_like() -> None:
    first, last = "◆坚持生态立乡。" + POWER, "◆坚持实干为先。" + TRADE
    said = essay(last, "（作者系龙王乡党委书记）", TITLE + "\n何 文 斌", LEAD + "\n" + first)
    assert texts(said) == (None, TITLE, [LEAD])
    assert [s.heading.text for s in said.sections] == ["坚持生态立乡", "坚持实干为先"]
    assert [(c.name, c.post) for c in said.contributors] == [("何文斌", "龙王乡党委书记")]


def test_authors_hold_the_posts_that_are_told_of_each() -> None:
    said = essay(TITLE, "刘 建 军　张 宜 清", LEAD, "一、坚持生态立乡", POWER, "（作者分别系中共宁化县委党校副校长、三明学院副教授）")
    assert [(c.name, c.post) for c in said.contributors] == [("刘建军", "中共宁化县委党校副校长"), ("张宜清", "三明学院副教授")]


def test_the_column_stands_in_the_head_of_a_journal_a_page_or_before_the_title() -> None:
    journal = essay("湘西南论坛　2024年第3期　　【党建与社会治理】", TITLE, "王 军 平", LEAD, "一、坚持生态立乡", POWER)
    page = essay("龙王日报　　2024年7月25日 星期四　　理论周刊　03", TITLE, "王 军 平", LEAD, "一、坚持生态立乡", POWER)
    titled = essay(f"【学思践悟】{TITLE}", "王 军 平", LEAD, "一、坚持生态立乡", POWER)
    study = essay("调查与思考", TITLE, "王 军 平", LEAD, "一、坚持生态立乡", POWER)
    found = [said.column.text if said.column else None for said in (journal, page, titled, study)]
    assert found == ["党建与社会治理", "理论周刊", "学思践悟", "调查与思考"]
    assert {said.title.text if said.title else None for said in (journal, page, titled, study)} == {TITLE}


CLOSING = "今天的龙王乡，天更蓝、水更清，乡亲们的日子越过越红火。"


def test_parts_before_the_headline_that_close_the_piece_go_behind_the_others() -> None:
    parts = ("菌棒下线 机器轰鸣", WORKS + CLOSING, "小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE, OPENING, "订单上网 香菇走俏", SALES)
    assert [heading for heading, _ in headed(feature(*parts))] == ["订单上网 香菇走俏", "菌棒下线 机器轰鸣"]
    open_end = ("菌棒下线 机器轰鸣", WORKS, *parts[2:])
    assert [heading for heading, _ in headed(feature(*open_end))] == ["菌棒下线 机器轰鸣", "订单上网 香菇走俏"]


def test_short_sentences_under_a_heap_of_headings_are_captions() -> None:
    heap = ("订单上网卖香菇", "菌棒下线机器响", "工人正在菌棒厂里装袋。", "龙王乡香菇交易市场全景。")
    said = feature(WORKS, SALES, *heap, "小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE, OPENING)
    assert [c.text for c in said.captions] == ["工人正在菌棒厂里装袋。", "龙王乡香菇交易市场全景。"]
    assert headed(said) == [("菌棒下线机器响", [WORKS]), ("订单上网卖香菇", [SALES])]


def test_halves_of_a_heading_stand_apart_beside_a_quotation_mark() -> None:
    body = "\n".join((WORKS + SALES + WORKS)[i : i + 15] for i in range(0, 140, 15))
    said = feature("山上“摇钱树”  山下“聚宝盆”", "　　" + body, "小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE, OPENING)
    assert "山上“摇钱树”山下“聚宝盆”" in dict(headed(said))


def test_the_lives_of_authors_behind_the_text_give_their_posts() -> None:
    lives = "作者简介：粟卫军（1981—），男，苗族，湖南城步人，中共桂林市委党校副教授，硕士；石兰芳（1990—），女，中共龙胜县委党校讲师。"
    said = essay(
        TITLE, "粟卫军1　石兰芳2", LEAD, "一、坚持生态立乡", POWER, "参考文献：", "[1]费孝通.乡土中国[M].北京：人民出版社，2008.", lives
    )
    assert [(c.name, c.post) for c in said.contributors] == [("粟卫军", "中共桂林市委党校副教授"), ("石兰芳", "中共龙胜县委党校讲师")]
    sole = essay(TITLE, "王军平", LEAD, "一、坚持生态立乡", POWER, "作者简介：男，龙王县委党校高级讲师，研究方向为基层党建。")
    assert [(c.name, c.post) for c in sole.contributors] == [("王军平", "龙王县委党校高级讲师")]
    bare = essay(TITLE, "王军平", LEAD, "一、坚持生态立乡", POWER, "[作者简介] 王军平（1978—），男，龙王县委党校副教授。")
    assert [(c.name, c.post) for c in bare.contributors] == [("王军平", "龙王县委党校副教授")]


def test_who_wrote_is_named_behind_where_he_works_and_a_mongol_name_behind_its_post() -> None:
    said = essay(TITLE, LEAD, "一、坚持生态立乡", POWER, "（作者单位：龙王县委党校　执笔：粟卫军 石兰芳）")
    assert [(c.name, c.role) for c in said.contributors] == [("粟卫军", "执笔"), ("石兰芳", "执笔")]
    beside = essay(TITLE, "粟卫军", LEAD, "一、坚持生态立乡", POWER, "（作者单位：龙王县委党校　责编：石兰芳）")
    assert [(c.name, c.role, c.post) for c in beside.contributors] == [("粟卫军", "作者", "龙王县委党校"), ("石兰芳", "责编", None)]
    banner = essay(TITLE, "□ 龙王旗旗委书记　苏亚拉图", LEAD, "一、坚持生态立乡", POWER)
    assert [(c.name, c.post) for c in banner.contributors] == [("苏亚拉图", "龙王旗旗委书记")]


def test_headings_under_their_text_head_what_stands_above_them() -> None:
    parts = (WORKS, "■菌棒厂里菌棒下线", SALES, "■直播间里香菇走俏", OPENING, "小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE)
    said = feature(*parts, PARTY, "■党员带头合作社")
    assert headed(said) == [("菌棒厂里菌棒下线", [WORKS]), ("直播间里香菇走俏", [SALES]), ("党员带头合作社", [PARTY])]
    assert [p.text for p in said.lead] == [OPENING]


def test_numbers_of_headings_order_a_page_whose_headline_stands_in_its_middle() -> None:
    head = ("小蘑菇撑起大产业\n——龙王乡产业发展走笔", BYLINE, OPENING)
    said = feature("二、直播间里香菇走俏", SALES, *head, "一、菌棒厂里菌棒下线", WORKS, "三、合作社里党员带头", PARTY)
    assert [heading for heading, _ in headed(said)] == ["菌棒厂里菌棒下线", "直播间里香菇走俏", "合作社里党员带头"]


def test_what_stands_behind_the_end_mark_with_the_lead_comes_first() -> None:
    parts = ("直播间里 香菇走俏", SALES, "党员带头 建合作社", PARTY + "⑥", BYLINE, OPENING, "菌棒厂里 菌棒下线", WORKS)
    said = feature(*parts, "小蘑菇撑起大产业\n——龙王乡产业发展走笔")
    assert [heading for heading, _ in headed(said)] == ["菌棒厂里 菌棒下线", "直播间里 香菇走俏", "党员带头 建合作社"]
    assert [p.text for p in said.lead] == [OPENING]


def test_a_headline_that_begins_with_a_count_does_not_go_on_with_its_kicker() -> None:
    text = "嘉陵江畔，一桩桩民生实事落地有声，一张张笑脸写满幸福。年初票决的民生实事全部办结，群众的获得感成色更足，日子越过越有盼头。"
    head = "民之所盼 政之所向\n20件民生实事托起稳稳的幸福\n——苍溪县2024年民生工作回眸"
    heading, rest = (
        "守护“朝阳”，让孩子就近上好学",
        "全县现有各级各类学校112所，全县在校学生5.87万人，专任教师4893人，义务教育优质均衡发展走在全市前列。",
    )
    page = feature(head, "□ 何正清 杨秋菊 本报记者 张晓峰", text, heading, rest)
    assert texts(page)[:2] == ("民之所盼 政之所向", "20件民生实事托起稳稳的幸福")
