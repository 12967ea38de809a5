"""Bulletins by hand: several items, two issues in one file, contents, numbered items, attachments, instructions, gaps in the numbers."""

import pytest

from parsers.document import Document
from tests.structure import parsed

HEAD = "延津政务快报\n第52期\n延津县人民政府办公室 2023年11月16日\n\n"
SPRING = "王楼镇组织农机一千台投入春耕，小麦长势良好，群众收入稳步增长。"
BUILD = "胙城乡推进项目三个，带动就业五百人，发展后劲进一步增强。"
ONE = f"春耕备耕早动手\n\n{SPRING}（王楼镇）\n\n"
TWO = f"项目建设提速增效\n\n{BUILD}（胙城乡）\n\n"
FOOT = "报：县委常委，县政府领导\n发：各乡镇，县直各单位\n编辑：吴敏 审核：郑国强\n"


def issue(text: str) -> list[Document]:
    return parsed("bulletin", text)


def titles(documents: list[Document]) -> list[str | None]:
    return [d.title.text if d.title else None for d in documents]


def makers(document: Document) -> list[tuple[str, str]]:
    return [(c.name, c.role) for c in document.contributors]


def words(document: Document) -> list[str]:
    return [p.text for p in document.lead]


def block(document: Document, text: str, kind: str) -> str:
    return "".join(text[s.start : s.end] for b in document.blocks if b.kind == kind for s in b.spans)


def test_one_document_an_item_each_with_the_frame_of_its_issue() -> None:
    said = issue(HEAD + ONE + TWO + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]
    assert [makers(d)[-1] for d in said] == [("王楼镇", "供稿"), ("胙城乡", "供稿")]
    assert [d.document_id[-2:] for d in said] == ["-0", "-1"]
    for document in said:
        assert (document.issue_number, document.issue_date) == (52, "2023-11-16")
        assert document.publication is not None
        assert document.publication.text == "延津政务快报"
        assert makers(document)[:2] == [("吴敏", "编辑"), ("郑国强", "审核")]
        assert [(r.kind, r.recipient) for r in document.distribution] == [
            ("报", "县委常委"),
            ("报", "县政府领导"),
            ("发", "各乡镇"),
            ("发", "县直各单位"),
        ]


def test_what_belongs_to_the_other_item_is_said_to_be_elsewhere() -> None:
    text = HEAD + ONE + TWO + FOOT
    assert block(issue(text)[0], text, "other_document") == "".join(TWO.split())
    assert block(issue(text)[1], text, "other_document") == "".join(ONE.split())


def test_contents_are_no_titles() -> None:
    text = HEAD + "目录\n春耕备耕早动手……1\n项目建设提速增效……3\n\n" + ONE + TWO + FOOT
    assert titles(issue(text)) == ["春耕备耕早动手", "项目建设提速增效"]
    assert block(issue(text)[0], text, "contents") == "目录春耕备耕早动手……1项目建设提速增效……3"


@pytest.mark.parametrize("name", ["【今日要目】", "本 期 内 容", "【今日头条】"])
def test_a_list_of_contents_is_known_by_its_name_or_by_brackets_over_what_is_said_again(name: str) -> None:
    text = HEAD + f"{name}\n● 春耕备耕早动手\n● 项目建设提速增效\n\n● " + ONE + "● " + TWO + FOOT
    assert titles(issue(text)) == ["春耕备耕早动手", "项目建设提速增效"]


def test_who_wrote_in_brackets_under_the_text_is_no_heading() -> None:
    [said] = issue(HEAD + f"春耕备耕早动手\n\n一、早部署\n{SPRING}\n\n（执笔：县政府办公室　马　骏　　县农业农村局　苏小红）\n\n" + FOOT)
    assert [s.heading.text for s in said.sections] == ["早部署"]
    assert ("马骏", "执笔") in makers(said)
    assert ("苏小红", "执笔") in makers(said)


def test_a_note_in_brackets_on_its_own_line_is_no_heading() -> None:
    [said] = issue(HEAD + f"春耕备耕早动手\n\n一、早部署\n{SPRING}\n\n（此件根据来稿整理）\n\n" + FOOT)
    assert [s.heading.text for s in said.sections] == ["早部署"]


def test_two_issues_in_one_file_are_told_apart() -> None:
    second = HEAD.replace("52", "53").replace("16日", "20日")
    said = issue(HEAD + ONE + FOOT + "\n" + second + TWO + FOOT.replace("吴敏", "李静"))
    assert [(d.issue_number, d.issue_date) for d in said] == [(52, "2023-11-16"), (53, "2023-11-20")]
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [makers(d)[0] for d in said] == [("吴敏", "编辑"), ("李静", "编辑")]


def test_numbered_items_lose_their_number() -> None:
    said = issue(HEAD + "1. " + ONE + "2. " + TWO + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [d.sections for d in said] == [(), ()]


def test_a_rule_closes_an_item_that_nobody_signs() -> None:
    said = issue(HEAD + ONE.replace("（王楼镇）", "") + "---\n\n" + TWO + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]


def test_names_between_two_items_sign_the_one_above() -> None:
    said = issue(HEAD + ONE + "供稿：赵立新\n\n" + TWO + FOOT)
    assert [("赵立新", "供稿") in makers(d) for d in said] == [True, False]


def test_a_leader_s_instruction_is_not_the_item() -> None:
    text = HEAD + "领导批示：\n\n此做法很好，请各乡镇学习借鉴。\n\n" + ONE + FOOT
    (document,) = issue(text)
    assert titles([document]) == ["春耕备耕早动手"]
    assert words(document) == [SPRING]
    assert block(document, text, "instruction") == "领导批示：此做法很好，请各乡镇学习借鉴。"


def test_an_attachment_is_not_the_text() -> None:
    text = HEAD + ONE + "附件：1. 项目清单\n\n" + FOOT
    (document,) = issue(text)
    assert words(document) == [SPRING]
    assert block(document, text, "attachment") == "附件：1. 项目清单"


@pytest.mark.parametrize("label", ["附件：\n", "附件1 ", "附件四：", "（附件：", "附  件：1."])
def test_who_sent_an_item_in_may_stand_behind_its_attachments(label: str) -> None:
    text = HEAD + ONE.replace("（王楼镇）", "") + f"{label}春耕备耕任务清单{'）' if label[0] == '（' else ''}\n\n（王楼镇）\n\n" + FOOT
    (document,) = issue(text)
    assert block(document, text, "attachment").startswith(label[0])
    assert ("王楼镇", "供稿") in makers(document)
    assert words(document) == [SPRING.replace("（王楼镇）", "")]


def test_rows_of_units_and_names_are_no_senders() -> None:
    (document,) = issue(
        HEAD + ONE.replace("。（", "。\n\n责任单位\t责任人\n农业农村局\t李明\n住房和城乡建设局\t王强\n\n请抓好落实。（") + FOOT
    )
    assert makers(document)[2:] == [("王楼镇", "供稿")]
    assert document.sections == ()


@pytest.mark.parametrize("between", ["\t", " | "])
def test_the_rows_of_a_table_are_no_lines_that_a_column_broke(between: str) -> None:
    cells = (("工作任务", "责任单位"), ("春茶采摘", "王楼镇"), ("危房改造排查", "县住房和城乡建设局"), ("防汛演练", "县应急管理局"))
    rows = "\n".join(f"|{between.join(row)}|" if "|" in between else between.join(row) for row in cells)
    (document,) = issue(f"{HEAD}重点工作任务分工\n\n现将分工通报如下。\n\n{rows}\n\n请抓好落实。\n\n{FOOT}")
    assert titles([document]) == ["重点工作任务分工"]


@pytest.mark.parametrize("day", ["（2023年11月10日）", "（截至2023年11月10日）", "（2023年11月10日在全县春耕现场会上）"])
def test_a_day_in_brackets_under_a_title_is_no_part_of_it(day: str) -> None:
    (document,) = issue(HEAD + ONE.replace("早动手", f"早动手\n{day}") + FOOT)
    assert titles([document]) == ["春耕备耕早动手"]
    assert document.issue_date == "2023-11-16"


def test_a_column_stands_over_its_item() -> None:
    (document,) = issue(HEAD + "【基层动态】\n\n" + ONE + FOOT)
    assert document.column is not None
    assert document.column.text == "基层动态"
    assert titles([document]) == ["春耕备耕早动手"]


def test_lines_below_the_list_are_the_printer_s() -> None:
    text = HEAD + ONE + FOOT + "延津县人民政府办公室 2023年11月16日印发\n（共印50份）\n"
    (document,) = issue(text)
    assert block(document, text, "imprint") == "延津县人民政府办公室 2023年11月16日印发（共印50份）"


def test_a_list_over_two_lines_goes_on() -> None:
    (document,) = issue(HEAD + ONE + "发：各乡镇，\n县直各单位\n")
    assert [r.recipient for r in document.distribution] == ["各乡镇", "县直各单位"]


def sections(document: Document) -> list[tuple[int, int | None, str]]:
    def walk(parts: tuple) -> list[tuple[int, int | None, str]]:  # type: ignore[type-arg]
        return [row for s in parts for row in [(s.level, s.ordinal, s.heading.text), *walk(s.sections)]]

    return walk(document.sections)


def test_levels_follow_the_marks_and_not_the_signs() -> None:
    text = f"{HEAD}项目建设提速增效\n\n### 一、强化领导\n\n成立专班。\n\n#### （一）明责\n\n责任到人。\n\n## 二、抓好保障\n\n资金到位。\n\n{FOOT}"
    (document,) = issue(text)
    assert sections(document) == [(1, 1, "强化领导"), (2, 1, "明责"), (1, 2, "抓好保障")]
    assert [f.code for f in document.findings] == ["heading_levels_repaired"]


@pytest.mark.parametrize(
    ("body", "rows", "gaps"),
    [
        ("一、强化领导\n\n成立专班。\n\n二、抓好保障\n\n资金到位。", [(1, 1, "强化领导"), (1, 2, "抓好保障")], 0),
        ("一、强化领导\n\n成立专班。\n\n三、抓好保障\n\n资金到位。", [(1, 1, "强化领导"), (1, 3, "抓好保障")], 1),
        (
            "一、强化领导\n\n成立专班。\n\n二、抓好保障\n\n资金到位。\n\n二、严格督查\n\n一月一查。\n\n三、总结经验\n\n抓好推广。",
            [(1, 1, "强化领导"), (1, 2, "抓好保障"), (1, 2, "严格督查"), (1, 3, "总结经验")],
            1,
        ),
        ("一、强化领导。成立专班。\n\n二、抓好保障。资金到位。", [(1, 1, "强化领导"), (1, 2, "抓好保障")], 0),
        ("一、强化领导\n\n1.建班子\n\n成立专班。\n\n2.定方案\n\n出台方案。", [(1, 1, "强化领导"), (2, 1, "建班子"), (2, 2, "定方案")], 0),
        (
            "第一部分 总体情况\n\n一、稳增长\n\n持续向好。\n\n第二部分 下步打算\n\n一、抓项目\n\n加快推进。",
            [(1, 1, "总体情况"), (2, 1, "稳增长"), (1, 2, "下步打算"), (2, 1, "抓项目")],
            0,
        ),
        ("强化领导。一是成立专班。三是严格督查。", [], 1),
        ("强化领导。一是成立专班。二是广泛宣传。二是严格督查。", [], 1),
        ("强化领导。一是成立专班。二是广泛宣传。二是严格督查。四是及时通报。", [], 2),
        ("一要压实责任：一要明岗，二要定人。二要严肃问责。", [], 0),
        ("问题有两个，一是人手不足。二是作风不实。针对以上问题，二是作风不实的，说明情况。", [], 0),
    ],
)
def test_sections_and_their_numbers(body: str, rows: list[tuple[int, int, str]], gaps: int) -> None:
    (document,) = issue(f"{HEAD}项目建设提速增效\n\n今年以来，胙城乡推进项目三个。\n\n{body}\n\n{FOOT}")
    assert sections(document) == rows
    assert [f.code for f in document.findings] == ["ordinal_gap"] * gaps


def test_a_heading_that_opens_its_paragraph_leaves_the_rest_to_it() -> None:
    (document,) = issue(f"{HEAD}项目建设提速增效\n\n一、强化领导。成立专班。\n\n二、抓好保障。资金到位。\n\n{FOOT}")
    assert [(s.run_in, [p.text for p in s.paragraphs]) for s in document.sections] == [(True, ["成立专班。"]), (True, ["资金到位。"])]


def test_a_text_without_a_head_keeps_its_words() -> None:
    (document,) = issue(SPRING)
    assert (document.publication, document.issue_number, words(document)) == (None, None, [SPRING])


def test_a_secrecy_mark_over_the_name_opens_no_issue_of_its_own() -> None:
    (document,) = issue("秘密★请妥善保管\n\n" + HEAD + ONE + FOOT)
    assert (document.issue_number, titles([document])) == (52, ["春耕备耕早动手"])


def test_an_editor_s_note_over_the_title_is_text_not_title() -> None:
    note = "【编者按】当前正值春耕时节，现将王楼镇做法刊发，供各地借鉴。"
    (document,) = issue(HEAD + note + "\n\n" + ONE + FOOT)
    assert titles([document]) == ["春耕备耕早动手"]
    assert words(document) == [note, SPRING]


def test_an_ornament_before_a_title_is_no_part_of_it() -> None:
    assert titles(issue(HEAD + "◆ " + ONE + "◆ " + TWO + FOOT)) == ["春耕备耕早动手", "项目建设提速增效"]


def test_name_and_day_under_an_instruction_belong_to_it() -> None:
    (document,) = issue(HEAD + "领导批示：\n\n此做法很好，请各乡镇学习借鉴。\n\n金所军 9月21日\n\n" + ONE + FOOT)
    assert titles([document]) == ["春耕备耕早动手"]


def test_headings_that_follow_each_other_in_one_paragraph_are_all_found() -> None:
    text = f"（一）抓早抓细。{SPRING}（二）抓实抓牢。{BUILD}（三）抓长抓久。{SPRING}"
    (document,) = issue(HEAD + "春耕备耕早动手\n\n" + text + "\n\n" + FOOT)
    assert [(s.ordinal, s.heading.text) for s in document.sections] == [(1, "抓早抓细"), (2, "抓实抓牢"), (3, "抓长抓久")]
    assert document.sections[1].paragraphs[0].text.startswith(BUILD)


def test_counted_measures_alike_in_build_are_no_headings() -> None:
    counted = f"一是早备农资，调运快。{SPRING}\n\n二是早修设施，保障快。{BUILD}\n\n三是早育主体，管理快。{SPRING}\n\n"
    (document,) = issue(HEAD + "春耕备耕早动手\n\n" + counted + FOOT)
    assert document.sections == ()
    assert [m.lead.text for m in document.measures] == ["早备农资", "早修设施", "早育主体"]


def test_nothing_behind_the_last_sentence_is_an_item() -> None:
    said = issue(HEAD + ONE + "发至各乡镇文化站\n\n撰稿：樊晓东 审稿：刘俊明 电话：0350—6522218\n")
    assert titles(said) == ["春耕备耕早动手"]


def test_a_county_above_the_name_belongs_to_it() -> None:
    (document,) = issue("延津县\n乡 村 振 兴 工 作 专 刊\n第〔2023〕11期\n\n延津县人民政府办公室 2023年11月16日\n\n" + ONE + FOOT)
    assert document.publication is not None
    assert (document.publication.text, document.issue_number) == ("延津县乡村振兴工作专刊", 11)
    assert titles([document]) == ["春耕备耕早动手"]


def test_titles_in_heavy_brackets_that_open_their_paragraphs_part_items() -> None:
    said = issue(HEAD + f"【王楼镇春耕备耕早动手】{SPRING}（王楼镇）\n\n【胙城乡项目建设提速】{BUILD}（胙城乡）\n\n" + FOOT)
    assert titles(said) == ["王楼镇春耕备耕早动手", "胙城乡项目建设提速"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]
    assert [makers(d)[-1] for d in said] == [("王楼镇", "供稿"), ("胙城乡", "供稿")]


def test_titles_with_one_ornament_part_items_though_no_unit_closes_them() -> None:
    said = issue(HEAD + f"▲ 春耕备耕早动手\n{SPRING}\n▲ 项目建设提速增效\n{BUILD}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]


def test_short_news_with_numbered_first_sentences_are_items_where_each_names_its_sender() -> None:
    text = HEAD + f"1.春耕备耕早动手。5月6日，{SPRING}（王楼镇）\n\n2.12345热线办理情况。5月6日，{BUILD}（县信访局）\n\n" + FOOT
    said = issue(text)
    assert titles(said) == ["春耕备耕早动手", "12345热线办理情况"]
    assert [words(d) for d in said] == [[f"5月6日，{SPRING}"], [f"5月6日，{BUILD}"]]


def test_numbered_first_sentences_of_one_article_are_its_sections() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n\n1.农机先行。{SPRING}\n\n2.项目带动。{BUILD}（王楼镇）\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手"]
    assert [s.heading.text for s in said[0].sections] == ["农机先行", "项目带动"]


def test_the_sender_under_a_numbered_title_or_in_it_is_no_part_of_it() -> None:
    text = HEAD + f"一、春耕备耕早动手\n（县农业农村局、王楼镇）\n\n{SPRING}\n\n二、项目建设提速增效（县发改委）\n\n{BUILD}\n\n" + FOOT
    said = issue(text)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [makers(d)[2:] for d in said] == [[("县农业农村局", "供稿"), ("王楼镇", "供稿")], [("县发改委", "供稿")]]


def test_a_unit_before_the_names_of_those_who_wrote() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n\n{SPRING}\n（县委办公室调研组：杨润泽 李丽琼）\n\n" + FOOT)
    assert makers(said[0])[2:] == [("县委办公室调研组", "供稿"), ("杨润泽", "作者"), ("李丽琼", "作者")]


def test_a_row_of_dots_over_the_text_is_a_rule() -> None:
    text = HEAD + "∷∷∷∷∷∷∷∷∷∷∷∷\n\n" + ONE + FOOT
    assert titles(issue(text)) == ["春耕备耕早动手"]


def test_the_name_of_short_news_in_the_contents_needs_no_four_characters() -> None:
    text = HEAD + f"目    录\n\n●春耕备耕早动手\n●简  讯\n\n----------\n\n●春耕备耕早动手\n\n{SPRING}\n\n●简  讯\n\n{BUILD}\n\n" + FOOT
    assert [" ".join(t.split()) if t else t for t in titles(issue(text))] == ["春耕备耕早动手", "简 讯"]


def test_what_a_site_prints_over_the_head_is_the_page_s_and_not_the_bulletin_s() -> None:
    over = "当前位置：首页 > 政务公开 > 政务快报\n延津县王楼镇人民政府 2023年11月20日 08:30 河南\n\n"
    said = issue(over + HEAD + ONE + FOOT)
    assert titles(said) == ["春耕备耕早动手"]
    assert [s.text for s in said[0].breadcrumb] == ["首页", "政务公开", "政务快报"]
    assert (said[0].published_at, said[0].issue_date) == ("2023-11-20T08:30:00", "2023-11-16")
    assert said[0].issuing_body is not None
    assert said[0].issuing_body.text == "延津县人民政府办公室"


def test_the_address_under_the_distribution_list_is_no_recipient() -> None:
    said = issue(HEAD + ONE + "报：县委常委\n发：各乡镇\n网址：http://www.yanjin.gov.cn\n")
    assert [r.recipient for r in said[0].distribution] == ["县委常委", "各乡镇"]


def test_short_news_without_numbers_are_items_where_each_paragraph_names_its_sender() -> None:
    said = issue(HEAD + f"**春耕备耕早动手。** 5月6日，{SPRING}（王楼镇）\n\n项目建设提速增效。{BUILD}（胙城乡）\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [words(d) for d in said] == [[f"5月6日，{SPRING}"], [BUILD]]


def test_items_stand_under_their_columns() -> None:
    text = f"【工作动态】\n\n◆ 春耕备耕早动手\n\n{SPRING}\n\n◆ 秋收工作全面启动\n\n{SPRING}\n\n【经验交流】\n\n◆ 项目建设提速增效\n\n{BUILD}\n\n"
    said = issue(HEAD + text + FOOT)
    assert titles(said) == ["春耕备耕早动手", "秋收工作全面启动", "项目建设提速增效"]
    assert [d.column.text if d.column else None for d in said] == ["工作动态", "工作动态", "经验交流"]


def test_a_line_that_says_who_sent_an_item_in_signs_that_item() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n\n{SPRING}\n王楼镇供稿\n\n项目建设提速增效\n\n{BUILD}\n胙城乡供稿\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [[m for m in makers(d) if m[1] == "供稿"] for d in said] == [[("王楼镇", "供稿")], [("胙城乡", "供稿")]]


def test_office_and_date_under_the_text_are_a_signature_and_fill_the_head() -> None:
    text = f"督查通报\n第7期\n\n关于春耕生产情况的通报\n\n一、基本情况\n\n{SPRING}\n\n        中共延津县委督查室\n        2025年4月2日\n\n主送：各乡镇党委\n"
    said = issue(text)
    assert [s.heading.text for s in said[0].sections] == ["基本情况"]
    assert said[0].issue_date == "2025-04-02"
    assert block(said[0], text, "signature") == "中共延津县委督查室2025年4月2日"


def test_the_sender_in_brackets_under_a_title_is_no_part_of_it() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n（县农业农村局 李明华）\n\n{SPRING}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手"]
    assert makers(said[0])[2:] == [("县农业农村局", "供稿"), ("李明华", "作者")]


def test_unit_and_writer_on_a_line_of_their_own_sign_the_item_above() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n\n{SPRING}\n王楼镇党委　李明华\n\n项目建设提速增效\n\n{BUILD}\n胙城乡　王志强\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [makers(d)[2:] for d in said] == [
        [("王楼镇党委", "供稿"), ("李明华", "作者")],
        [("胙城乡", "供稿"), ("王志强", "作者")],
    ]


def test_those_who_wrote_named_under_a_title_close_nothing() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n王楼镇党委　李明华\n\n{SPRING}\n\n项目建设提速增效\n\n{BUILD}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手"]
    assert makers(said[0])[2:] == [("王楼镇党委", "供稿"), ("李明华", "作者")]


def test_short_entries_of_the_contents_over_others_are_columns() -> None:
    entries = "目录\n\n经验做法\n\n春耕备耕早动手\n\n工作建议\n\n项目建设提速增效\n\n----------\n\n"
    said = issue(HEAD + entries + f"经验做法\n\n春耕备耕早动手\n\n{SPRING}\n\n工作建议\n\n项目建设提速增效\n\n{BUILD}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [d.column.text if d.column else None for d in said] == ["经验做法", "工作建议"]


def test_every_paragraph_of_short_news_may_name_its_sender() -> None:
    said = issue(
        HEAD + f"○{SPRING}（王楼镇）\n○{BUILD}（胙城乡）\n○{SPRING}（县农业农村局）\n\n报：县委常委\n（编辑：吴敏 审核：郑国强）\n"
    )
    assert [m for m in makers(said[0]) if m[1] == "供稿"] == [("王楼镇", "供稿"), ("胙城乡", "供稿"), ("县农业农村局", "供稿")]
    assert makers(said[0])[:2] == [("吴敏", "编辑"), ("郑国强", "审核")]


def test_contents_name_titles_in_heavy_brackets_too() -> None:
    contents = "目  录\n◎春耕备耕早动手\n◎项目建设提速增效\n\n"
    said = issue(
        HEAD
        + contents
        + ONE.replace("春耕备耕早动手", "【春耕备耕早动手】")
        + TWO.replace("项目建设提速增效", "【项目建设提速增效】")
        + FOOT
    )
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]


def test_a_note_in_brackets_under_the_list_is_the_printer_s() -> None:
    [said] = issue(HEAD + ONE + "报：县委常委\n抄送：县直各单位\n（此件公开发布）\n")
    assert [r.recipient for r in said.distribution] == ["县委常委", "县直各单位"]
