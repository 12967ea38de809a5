"""Newspaper features by hand: in order, scrambled as pages are drawn, several on a page, headings of every make."""

import pytest

from parsers.document import Document
from tests.structure import feature, parsed

LEAD = "初夏时节，走进龙王乡，一排排菇棚整齐排列，菇农们忙着采摘、分拣、装车，处处是丰收的景象。"
WORKS = "菌棒厂里机器轰鸣，工人把木屑、麦麸装进菌袋，每天生产菌棒三万个，菌棒供应全县菇农，菌棒质量年年提高。"
SALES = "直播间里主播正在介绍香菇，网上订单一个接一个，快递车每天往返县城，香菇卖到全国，网上销售占了一半。"
PARTY = "党支部带头办起合作社，党员包户帮扶，支部书记挨家挨户讲技术，党员带着群众干，合作社分红年年增加。"
H_WORKS, H_SALES, H_PARTY = "菌棒厂里机器响", "网上订单卖香菇", "党员带头合作社"
TITLE = "小蘑菇撑起大产业"
SUBTITLE = "——龙王乡食用菌产业发展纪实"
BYLINE = "本报记者 赵志远"
HEAPED = [(H_WORKS, [WORKS]), (H_SALES, [SALES]), (H_PARTY, [PARTY])]


def told(document: Document) -> list[tuple[str, list[str]]]:
    return [(s.heading.text, [p.text for p in s.paragraphs]) for s in document.sections]


def lead(document: Document) -> list[str]:
    return [p.text for p in document.lead]


def headline(document: Document) -> tuple[str | None, ...]:
    return tuple(part.text if part else None for part in (document.kicker, document.title, document.subtitle))


def makers(document: Document) -> list[tuple[str, str]]:
    return [(c.name, c.role) for c in document.contributors]


def codes(document: Document) -> list[str]:
    return [f.code for f in document.findings]


def wrapped(text: str, width: int = 18) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def test_in_order() -> None:
    said = feature(TITLE + "\n" + SUBTITLE, BYLINE, LEAD, H_WORKS, WORKS, H_SALES, SALES + "⑨")
    assert headline(said) == (None, TITLE, SUBTITLE[2:])
    assert makers(said) == [("赵志远", "本报记者")]
    assert lead(said) == [LEAD]
    assert told(said) == [(H_WORKS, [WORKS]), (H_SALES, [SALES])]
    assert said.end_mark is not None
    assert said.end_mark.text == "⑨"
    assert codes(said) == []


@pytest.mark.parametrize("under", [BYLINE, SUBTITLE])
@pytest.mark.parametrize("title", ["菇香满山富万家！", "一朵蘑菇，何以富一方？", "在范县龙王乡，\n一朵蘑菇富了一方百姓"])
def test_a_headline_may_call_or_ask_or_run_on(title: str, under: str) -> None:
    said = feature(f"{title}\n{under}", LEAD, WORKS, SALES)
    assert headline(said) == (None, title.replace("\n", ""), SUBTITLE[2:] if under == SUBTITLE else None)
    assert lead(said) == [LEAD, WORKS, SALES]


@pytest.mark.parametrize("kicker", ["范县龙王乡坚持绿色发展，推进菇旅融合——", "走进范县龙王乡——"])
def test_a_line_that_leads_to_the_headline_by_a_dash_is_its_kicker(kicker: str) -> None:
    said = feature(f"{kicker}\n{TITLE}\n{BYLINE}", LEAD, WORKS, SALES)
    assert headline(said) == (kicker, TITLE, None)
    assert codes(said) == []


@pytest.mark.parametrize("title", ["菇香满山富了万家！", "一朵蘑菇，何以富一方？"])
def test_a_headline_under_its_kicker_may_call_or_ask(title: str) -> None:
    said = feature(f"范县龙王乡做强食用菌产业\n{title}\n{BYLINE}", LEAD, WORKS, SALES)
    assert headline(said) == ("范县龙王乡做强食用菌产业", title, None)


def test_a_text_that_opens_with_a_call_has_its_headline_elsewhere() -> None:
    said = feature("“菇香满山！”", LEAD, WORKS, f"{TITLE}\n{SUBTITLE}", BYLINE, SALES)
    assert headline(said) == (None, TITLE, SUBTITLE[2:])


def test_headline_byline_and_lead_last() -> None:
    said = feature(H_WORKS, WORKS, H_SALES, SALES + "⑨", TITLE + "\n" + SUBTITLE, BYLINE, LEAD)
    assert headline(said) == (None, TITLE, SUBTITLE[2:])
    assert lead(said) == [LEAD]
    assert told(said) == [(H_WORKS, [WORKS]), (H_SALES, [SALES])]
    assert codes(said) == ["reading_order_repaired"]


def test_headings_in_a_heap_find_the_bodies_that_speak_of_the_same() -> None:
    heap = f"{H_PARTY}\n\n{H_SALES}\n\n{H_WORKS}"
    said = feature(WORKS, SALES, PARTY + "⑨", TITLE + "\n" + SUBTITLE, heap, "图①：菇农采摘。", LEAD, BYLINE)
    assert lead(said) == [LEAD]
    assert told(said) == HEAPED
    assert [(c.label, c.text) for c in said.captions] == [("图①", "菇农采摘。")]
    assert codes(said) == ["reading_order_repaired"]


def test_the_end_mark_turns_a_page_that_was_drawn_from_its_end() -> None:
    heap = f"{H_SALES}\n\n{H_PARTY}\n\n{H_WORKS}"
    said = feature(PARTY + "⑨", SALES, WORKS, TITLE + "\n" + SUBTITLE, heap, "图①：菇农采摘。", LEAD, BYLINE)
    assert told(said) == HEAPED
    assert lead(said) == [LEAD]


def test_what_stands_behind_the_end_mark_is_read_before_all_up_to_it() -> None:
    said = feature(H_WORKS, WORKS, H_PARTY, PARTY + "⑨", H_SALES, SALES, TITLE + "\n" + SUBTITLE, BYLINE, LEAD)
    assert told(said) == [(H_SALES, [SALES]), (H_WORKS, [WORKS]), (H_PARTY, [PARTY])]


def test_marked_headings_are_never_reordered() -> None:
    said = feature(TITLE, BYLINE, LEAD, "一、" + H_SALES, SALES, "二、" + H_WORKS, WORKS)
    assert told(said) == [(H_SALES, [SALES]), (H_WORKS, [WORKS])]
    assert [(s.marker, s.ordinal) for s in said.sections] == [("一、", 1), ("二、", 2)]
    assert codes(said) == []


@pytest.mark.parametrize(
    ("first", "second", "markers"),
    [
        (f"**{H_WORKS}**", f"**{H_SALES}**", [None, None]),
        (f"## {H_WORKS}", f"## {H_SALES}", [None, None]),
        (f"■ {H_WORKS}", f"■ {H_SALES}", [None, None]),
        (f"01\n{H_WORKS}", f"02\n{H_SALES}", ["01", "02"]),
        (f"01\n\n{H_WORKS}", f"02\n\n{H_SALES}", ["01", "02"]),
        (f"## 1　{H_WORKS}", f"## 2　{H_SALES}", ["1", "2"]),
        (f"壹\n{H_WORKS}", f"贰\n{H_SALES}", ["壹", "贰"]),
        (f"（一）{H_WORKS}", f"（二）{H_SALES}", ["（一）", "（二）"]),
        (f"PART 01\n{H_WORKS}", f"PART 02\n{H_SALES}", ["PART 01", "PART 02"]),
        (f"镜头一：{H_WORKS}", f"镜头二：{H_SALES}", ["镜头一：", "镜头二："]),
        (f"壹丨{H_WORKS}", f"贰丨{H_SALES}", ["壹丨", "贰丨"]),
        (f"01｜{H_WORKS}", f"02｜{H_SALES}", ["01｜", "02｜"]),
    ],
)
def test_headings_of_every_make(first: str, second: str, markers: list[str | None]) -> None:
    said = feature(TITLE, BYLINE, LEAD, first, WORKS, second, SALES)
    assert told(said) == [(H_WORKS, [WORKS]), (H_SALES, [SALES])]
    assert [s.marker for s in said.sections] == markers


def test_framed_words_that_open_their_paragraphs_are_headings() -> None:
    said = feature(TITLE, BYLINE, f"【{H_WORKS}】{WORKS}", f"【{H_SALES}】{SALES}")
    assert told(said) == [(H_WORKS, [WORKS]), (H_SALES, [SALES])]
    assert all(s.run_in for s in said.sections)


def test_short_questions_with_short_answers_that_open_paragraphs_are_headings() -> None:
    asked = ("钱从哪来？大家来凑", "人往哪去？车间里找", "路怎么走？一起商量")
    said = feature(TITLE, BYLINE, LEAD, *(f"{a}。{text}" for a, text in zip(asked, (WORKS, SALES, PARTY), strict=True)))
    assert told(said) == [(a, [text]) for a, text in zip(asked, (WORKS, SALES, PARTY), strict=True)]


def test_framed_openings_are_headings_beside_a_box_with_its_own() -> None:
    said = feature(TITLE, BYLINE, f"【{H_WORKS}】{WORKS}", f"【{H_SALES}】{SALES}", "记者手记", PARTY)
    assert told(said) == [(H_WORKS, [WORKS]), (H_SALES, [SALES]), ("记者手记", [PARTY])]


def test_an_indented_line_that_opens_with_a_figure_goes_on_with_no_heading() -> None:
    said = feature(TITLE, BYLINE, f"　　{LEAD}\n　　“分”出去的地，聚拢来种\n　　1.3万亩撂荒地有人种。{WORKS}\n　　{H_SALES}\n　　{SALES}")
    assert [heading for heading, _ in told(said)] == ["“分”出去的地，聚拢来种", H_SALES]


def test_first_sentences_behind_ornaments_are_headings() -> None:
    said = feature("◎“组织链”串起“产业链”。成立产业党委1个。", "◎“资金链”激活。投入资金1350万元。", TITLE, BYLINE)
    assert told(said) == [("“组织链”串起“产业链”", ["成立产业党委1个。"]), ("“资金链”激活", ["投入资金1350万元。"])]


def test_one_framed_opening_is_no_heading() -> None:
    said = feature(TITLE, BYLINE, f"【{H_WORKS}】{WORKS}", SALES)
    assert told(said) == []
    assert lead(said) == [f"【{H_WORKS}】{WORKS}", SALES]


def test_lines_broken_by_a_column_are_joined() -> None:
    said = feature(TITLE, BYLINE, f"{wrapped(LEAD)}\n{wrapped(WORKS)}", f"{H_SALES}\n{wrapped(SALES)}\n{wrapped(PARTY)}⑨")
    assert lead(said) == [LEAD, WORKS]
    assert told(said) == [(H_SALES, [SALES, PARTY])]


def test_a_page_turn_and_its_number_part_no_sentence() -> None:
    lines = wrapped(WORKS).splitlines()
    turned = "\n".join(lines[:2]) + "\n\n— 2 —\n\n" + "\n".join(lines[2:])
    said = feature(TITLE, BYLINE, wrapped(LEAD) + "\n" + turned + "\n" + wrapped(SALES))
    assert lead(said) == [LEAD, WORKS, SALES]


def test_datelines_part_a_page_into_articles() -> None:
    text = f"{TITLE}\n\n本报讯（记者 赵志远）{LEAD}\n\n{H_SALES}\n\n本报讯（记者 孙丽萍）{SALES}\n"
    said = parsed("newspaper_feature", text)
    assert [headline(d)[1] for d in said] == [TITLE, H_SALES]
    assert [makers(d) for d in said] == [[("赵志远", "记者")], [("孙丽萍", "记者")]]


def test_signed_ends_part_a_page_into_articles() -> None:
    text = f"{TITLE}\n\n{LEAD}（记者 赵志远）\n\n{H_SALES}\n\n{SALES}（记者 孙丽萍）\n"
    said = parsed("newspaper_feature", text)
    assert [headline(d)[1] for d in said] == [TITLE, H_SALES]
    assert [makers(d) for d in said] == [[("赵志远", "记者")], [("孙丽萍", "记者")]]
    assert [lead(d) for d in said] == [[LEAD], [SALES]]


def test_a_signed_lead_alone_parts_nothing() -> None:
    said = feature(TITLE, f"{LEAD}（记者 赵志远）", H_SALES, SALES)
    assert headline(said)[1] == TITLE
    assert told(said) == [(H_SALES, [SALES])]


def test_a_byline_behind_the_text_is_still_its_byline() -> None:
    said = feature(TITLE, LEAD, WORKS, "（记者 赵志远 通讯员 孙丽萍）")
    assert makers(said) == [("赵志远", "记者"), ("孙丽萍", "通讯员")]
    assert lead(said) == [LEAD, WORKS]


def test_captions_stand_apart_from_the_text() -> None:
    said = feature(TITLE, BYLINE, LEAD, "图①：菇农采摘。图②：工人装袋。", WORKS, "上图书馆查资料的人多了。")
    assert [(c.label, c.text) for c in said.captions] == [("图①", "菇农采摘。"), ("图②", "工人装袋。")]
    assert lead(said) == [LEAD, WORKS, "上图书馆查资料的人多了。"]


def test_what_a_site_prints_round_an_article_is_taken_for_what_it_is() -> None:
    head = "首页 > 新闻 > 正文 濮阳网-门户\n来源：濮阳日报 发布时间：2025-03-19 07:22\n记者：王晓"
    said = feature(head, TITLE, BYLINE, LEAD, "【打印】【关闭】")
    assert [t.text for t in said.breadcrumb] == ["首页", "新闻", "正文"]
    assert said.source_name is not None
    assert (said.source_name.text, said.published_at) == ("濮阳日报", "2025-03-19T07:22:00")
    assert headline(said)[1] == TITLE
    assert lead(said) == [LEAD]


def test_a_text_with_nothing_of_a_feature_is_a_lead() -> None:
    assert lead(feature(LEAD)) == [LEAD]


def test_lines_between_gaps_of_one_build_are_headings_though_they_fill_the_column() -> None:
    works = "走进石南镇的工业园区生产线上\n昼夜不停工人们正忙着赶制订单\n负责人说今年园区产值能过亿元\n工业总产值增长明显。"
    fields = "麦市镇的农业基地里油茶飘出香\n味老远就能闻到村民黎新元种了\n六十亩农业收入超过七万元荒山\n变成了花果山。"
    office = "在隽水镇的服务大厅里百姓办事\n只要半天就能拿到证件服务窗口\n实行一窗通办群众个个都满意得\n很。"
    heads = ["工业“挑大梁”园区崛起新", "农业“添底色”荒山披上绿", "服务“优体验”百姓端稳碗"]
    said = feature(works, fields, office, *heads, "图①：菇农采摘。", TITLE, "——纪实", BYLINE)
    assert [h for h, _ in told(said)] == heads


COLUMN_TEXTS = [
    "走进石南镇的工业园区生产线上\n昼夜不停工人们正忙着赶制订单\n负责人说今年园区产值能过亿元\n工业总产值增长明显。",
    "麦市镇的农业基地里油茶飘出香\n味老远就能闻到村民黎新元种了\n六十亩农业收入超过七万元荒山\n变成了花果山。",
]


def test_a_page_s_head_names_its_editors_and_a_column_has_no_brackets() -> None:
    said = feature("2025年3月6日 星期四　县域纵横　责编/林舒婷　美编/陈艺", TITLE, BYLINE, LEAD)
    assert [(c.name, c.role) for c in said.contributors if c.role_kind == "editor"] == [("林舒婷", "责编"), ("陈艺", "美编")]
    said = feature("【乡村振兴进行时】", TITLE, BYLINE, LEAD)
    assert said.column is not None
    assert said.column.text == "乡村振兴进行时"


def test_headings_of_one_build_each_over_its_own_text_fill_the_column_too() -> None:
    heads = ["工业“挑大梁” 园区崛起新", "农业“添底色” 荒山披上绿"]
    said = feature(TITLE, "——纪实", BYLINE, heads[0], COLUMN_TEXTS[0], heads[1], COLUMN_TEXTS[1])
    assert [h for h, _ in told(said)] == ["工业“挑大梁”园区崛起新", "农业“添底色”荒山披上绿"]


def test_a_lead_set_over_more_columns_is_found_between_the_bodies() -> None:
    wide = "闽南三月满山柚花将开未开这座有着五百多年历史的\n山城如何在县域竞争中突围记者深入田间探寻答案。"
    heads = ["工业挑大梁", "农业添底色"]
    said = feature(heads[0], COLUMN_TEXTS[0], wide, heads[1], COLUMN_TEXTS[1], TITLE, "——纪实", BYLINE, "蜜柚园航拍。", "土楼群。")
    assert lead(said) == [wide.replace("\n", "")]
    assert [h for h, _ in told(said)] == heads
    assert [c.text for c in said.captions] == ["蜜柚园航拍。", "土楼群。"]


def test_a_page_s_head_names_the_page() -> None:
    said = feature("2025年1月17日 星期五　县域观察　04", TITLE, BYLINE, LEAD)
    assert said.column is not None
    assert said.column.text == "县域观察"
    assert headline(said)[1] == TITLE


@pytest.mark.parametrize(
    ("byline", "role"),
    [("龙王日报全媒体记者 赵志远", "龙王日报全媒体记者"), ("□龙王日报记者 赵志远", "龙王日报记者"), ("龙王日报 记者 赵志远", "记者")],
)
def test_the_house_right_before_a_role_is_written_with_it(byline: str, role: str) -> None:
    said = feature(TITLE, SUBTITLE, byline, LEAD, WORKS, SALES)
    assert [(c.name, c.role, c.role_kind) for c in said.contributors] == [("赵志远", role, "reporter")]
