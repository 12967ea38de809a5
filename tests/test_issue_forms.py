"""Further forms of bulletins: items under names of places, bold titles, page heads said again, registers, rankings; and one text that stays one."""

import pytest

from tests.test_issues import BUILD, FOOT, HEAD, ONE, SPRING, TWO, block, issue, makers, titles, words


def test_items_may_stand_under_names_in_heavy_brackets() -> None:
    said = issue(HEAD + f"【王楼镇】\n{SPRING}\n\n【胙城乡】\n{BUILD}\n\n" + FOOT)
    assert titles(said) == ["王楼镇", "胙城乡"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]


def test_headings_in_heavy_brackets_under_a_title_are_sections() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n\n【王楼镇】\n{SPRING}\n\n【胙城乡】\n{BUILD}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手"]
    assert [s.heading.text for s in said[0].sections] == ["王楼镇", "胙城乡"]


def test_bold_words_that_open_paragraphs_are_titles() -> None:
    said = issue(HEAD + f"**春耕备耕早动手**　{SPRING}\n\n**项目建设提速增效**　{BUILD}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]


def test_bold_words_under_a_title_part_nothing() -> None:
    said = issue(HEAD + f"全县春季工作综述\n\n**春耕备耕早动手**　{SPRING}\n\n**项目建设提速增效**　{BUILD}\n\n" + FOOT)
    assert titles(said) == ["全县春季工作综述"]


def test_bold_measures_part_nothing() -> None:
    said = issue(HEAD + f"**一是春耕备耕早动手** {SPRING}\n\n**二是项目建设提速增效** {BUILD}\n\n" + FOOT)
    assert len(said) == 1


def test_the_head_said_again_on_each_page_begins_no_issue_and_closes_no_item() -> None:
    text = HEAD + f"春耕备耕早动手\n\n一、王楼镇抓早\n\n{SPRING}\n\n延津政务快报 第52期　—1—\n\n二、胙城乡抓实\n\n{BUILD}\n\n" + FOOT
    (document,) = issue(text)
    assert [s.heading.text for s in document.sections] == ["王楼镇抓早", "胙城乡抓实"]
    assert block(document, text, "furniture") == "延津政务快报 第52期　—1—"
    assert document.issue_date == "2023-11-16"


def test_the_head_of_a_further_issue_in_one_line_begins_it() -> None:
    second = "延津政务快报 第53期 延津县人民政府办公室 2023年11月20日\n\n"
    said = issue(HEAD + ONE + FOOT + "\n" + second + TWO + FOOT)
    assert [(d.issue_number, d.issue_date) for d in said] == [(52, "2023-11-16"), (53, "2023-11-20")]


def test_a_page_number_closes_no_item() -> None:
    (document,) = issue(HEAD + f"春耕备耕早动手\n\n抓早抓实春耕备耕\n\n{SPRING}\n— 1 —\n\n抓好项目建设提速\n\n{BUILD}\n\n" + FOOT)
    assert [s.heading.text for s in document.sections] == ["抓好项目建设提速"]


def test_a_register_may_stand_over_the_number_and_the_number_over_the_name() -> None:
    (document,) = issue(
        "编号：YJ-2023-052　　密级：内部　　份数：60\n\n第 52 期\n\n延 津 政 务 快 报\n\n延津县人民政府办公室　　2023-11-16\n\n"
        + ONE
        + FOOT
    )
    assert (document.issue_number, document.issue_date) == (52, "2023-11-16")
    assert document.publication is not None
    assert document.publication.text == "延津政务快报"
    assert titles([document]) == ["春耕备耕早动手"]


def test_counted_headings_that_name_places_stay_in_one_text() -> None:
    (document,) = issue(
        HEAD
        + f"延津县抓春耕\n\n各乡镇抢抓农时。\n\n一、王楼镇抓早\n\n{SPRING}\n\n二、胙城乡抓实\n\n{BUILD}\n\n（县农业农村局 李明华）\n\n"
        + FOOT
    )
    assert [s.heading.text for s in document.sections] == ["王楼镇抓早", "胙城乡抓实"]
    assert makers(document)[2:] == [("县农业农村局", "供稿"), ("李明华", "作者")]


def test_the_lines_of_a_ranking_are_no_headings() -> None:
    ranking = "第1名　王楼镇　　98.6分\n第2名　胙城乡　　97.9分\n第3名　石婆固镇　　96.2分\n"
    (document,) = issue(HEAD + f"关于考核排名情况的通报\n\n一、乡镇排名\n\n{ranking}\n二、有关要求\n\n{BUILD}\n\n" + FOOT)
    assert [s.heading.text for s in document.sections] == ["乡镇排名", "有关要求"]
    assert len(document.sections[0].paragraphs) == 3


def test_a_labelled_bracket_signs_with_unit_and_writer() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n{SPRING}\n（供稿：王楼镇  四郎曲珍）\n\n项目建设提速增效\n{BUILD}\n（供稿：胙城乡）\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [makers(d)[2:] for d in said] == [[("王楼镇", "供稿"), ("四郎曲珍", "供稿")], [("胙城乡", "供稿")]]


def test_the_ornament_before_a_column_is_no_part_of_its_name() -> None:
    entries = "目录\n★乡镇风采\n春耕备耕早动手\n\n"
    (document,) = issue(HEAD + entries + f"★乡镇风采\n\n春耕备耕早动手\n\n{SPRING}\n\n" + FOOT)
    assert document.column is not None
    assert document.column.text == "乡镇风采"


def test_the_hour_of_a_report_stands_in_its_head() -> None:
    text = "延津县防汛快报\n（6月30日8时）\n延津县防汛抗旱指挥部办公室　2025年6月30日\n\n" + ONE + "值班人员：吴敏　审核：郑国强\n"
    (document,) = issue(text)
    assert document.issue_date == "2025-06-30"
    assert titles([document]) == ["春耕备耕早动手"]
    assert makers(document)[:2] == [("吴敏", "值班人员"), ("郑国强", "审核")]


def test_arrows_part_items_as_other_ornaments_do() -> None:
    said = issue(HEAD + f"→ 春耕备耕早动手\n{SPRING}\n→ 项目建设提速增效\n{BUILD}\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]


def test_who_signed_may_stand_over_the_name() -> None:
    (document,) = issue("　　　　签发人：贺海军\n" + HEAD + ONE + FOOT)
    assert (document.issue_number, document.issue_date) == (52, "2023-11-16")
    assert titles([document]) == ["春耕备耕早动手"]
    assert makers(document)[0] == ("贺海军", "签发人")


def test_first_sentences_that_end_in_a_word_of_saying_only_by_its_letters_are_headings() -> None:
    named = ["构建全域格局", "夯实产业支撑", "激发消费活力", "拓宽增收渠道"]
    (document,) = issue(HEAD + "文旅康养产业发展\n\n" + "\n\n".join(f"聚力抓好工作，{words}。{BUILD}" for words in named) + "\n\n" + FOOT)
    assert [s.heading.text for s in document.sections] == [f"聚力抓好工作，{words}" for words in named]


def test_a_table_under_an_attachment_label_ends_where_the_headings_count_on() -> None:
    rows = "乡镇        个数    位次\n王楼镇      6       1\n胙城乡      5       2\n"
    body = f"关于督查情况的通报\n\n一、基本情况\n\n{SPRING}\n\n附：各乡镇情况统计表\n\n{rows}\n二、工作要求\n\n{BUILD}\n\n附件：整改清单\n\n一、清单\n\n"
    (document,) = issue(HEAD + body + FOOT)
    assert [s.heading.text for s in document.sections] == ["基本情况", "工作要求"]


def test_two_offices_over_the_date_sign_a_paper() -> None:
    (document,) = issue(
        HEAD + f"关于督查情况的通报\n\n一、基本情况\n\n{SPRING}\n\n中共延津县委办公室\n延津县人民政府办公室\n2023年11月16日\n\n" + FOOT
    )
    assert [s.heading.text for s in document.sections] == ["基本情况"]


def test_a_secrecy_mark_in_two_lines_is_no_name_of_a_bulletin() -> None:
    (document,) = issue("内部刊物\n注意保密\n\n" + HEAD + ONE + FOOT)
    assert document.publication is not None
    assert document.publication.text == "延津政务快报"


def test_a_dash_and_a_unit_sign_what_stands_above() -> None:
    said = issue(HEAD + f"### 春耕备耕早动手\n\n{SPRING}\n\n——王楼镇人民政府\n\n### 项目建设提速增效\n\n{BUILD}\n\n——县住建局\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [makers(d)[-1] for d in said] == [("王楼镇人民政府", "供稿"), ("县住建局", "供稿")]


def test_a_subtitle_behind_a_dash_signs_nothing() -> None:
    (document,) = issue(HEAD + f"妙手仁心守护健康\n——记延津县人民医院\n\n{SPRING}\n{BUILD}\n\n" + FOOT)
    assert document.subtitle is not None
    assert makers(document)[2:] == []


def test_the_days_of_a_week_stand_in_its_head() -> None:
    text = "延津一周要情\n（2023年11月6日—11月12日）\n第18期\n中共延津县委办公室　2023年11月13日\n++++++++++++++++\n\n" + ONE + FOOT
    (document,) = issue(text)
    assert (document.issue_number, document.issue_date) == (18, "2023-11-13")
    assert titles([document]) == ["春耕备耕早动手"]


@pytest.mark.parametrize(
    ("head", "number", "day"),
    [
        ("延津督查\nYANJIN DUCHA\n第52期\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n（星期四）\n第52期\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n第52期\n（社情民意）\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n延政办专报〔2023〕52号\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n延政办专报〔2023〕52号　　　　　签发人：刘　丛\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n（五十二）\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n2023年·第52期\n延津县人民政府办公室      11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n2023年第52期（11月6日—11月12日）\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n2023年52期\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n（2023）52号\n延津县人民政府办公室 2023年11月16日\n", 52, "2023-11-16"),
        ("延津政务快报\n2023年（第52期）\n主办：延津县人民政府办公室　时间：2023年11月16日\n", 52, "2023-11-16"),
        ("★ 延津政务快报 ★\n第52期　☆　延津县人民政府办公室　☆　2023年11月16日\n", 52, "2023-11-16"),
    ],
)
def test_what_stands_between_the_lines_of_a_head_belongs_to_it(head: str, number: int, day: str) -> None:
    (document,) = issue(head + "\n" + ONE + FOOT)
    assert (document.issue_number, document.issue_date) == (number, day)
    assert document.issuing_body is not None
    assert document.issuing_body.text == "延津县人民政府办公室"
    assert titles([document]) == ["春耕备耕早动手"]


def test_a_title_under_the_name_is_no_line_of_the_head() -> None:
    (document,) = issue("延津政务快报\n\n（王楼镇）春耕备耕早动手\n\n" + SPRING + "\n\n" + FOOT)
    assert document.publication is not None
    assert titles([document]) == ["（王楼镇）春耕备耕早动手"]


def test_roles_set_wide_sign_on_lines_of_their_own() -> None:
    foot = "送：县领导。\n发：各乡镇。\n编　　辑：吴　敏\n审　　核：郑国强\n签　发　人：王立\n"
    (document,) = issue(HEAD + ONE + foot)
    assert makers(document)[:3] == [("吴敏", "编辑"), ("郑国强", "审核"), ("王立", "签发人")]
    assert [(r.kind, r.recipient) for r in document.distribution] == [("送", "县领导"), ("发", "各乡镇")]


def test_a_distribution_list_may_stand_in_a_table_of_one_column() -> None:
    (document,) = issue(HEAD + ONE + "| 报：市政府办公室 |\n| 发送对象：县领导，各乡镇 |\n\n总编：吴敏　副总编：郑国强\n")
    assert [(r.kind, r.recipient) for r in document.distribution] == [
        ("报", "市政府办公室"),
        ("发送对象", "县领导"),
        ("发送对象", "各乡镇"),
    ]
    assert makers(document)[:2] == [("吴敏", "总编"), ("郑国强", "副总编")]


@pytest.mark.parametrize("name", ["延津县“千村示范万村整治工程”", "延津县巩固拓展脱贫攻坚成果同乡村振兴有效衔接"])
def test_the_name_of_a_campaign_goes_on_with_what_the_bulletin_on_it_is(name: str) -> None:
    (document,) = issue(f"{name}\n\n工 作 简 报\n\n第 52 期\n\n延津县人民政府办公室 2023年11月16日\n\n" + ONE + FOOT)
    assert document.publication is not None
    assert (document.publication.text, document.issue_number) == (f"{name}工作简报", 52)
    assert titles([document]) == ["春耕备耕早动手"]


@pytest.mark.parametrize("sign", "⊙◎▼➢")
def test_the_entries_of_the_contents_may_begin_with_any_sign(sign: str) -> None:
    said = issue(HEAD + f"本 期 导 读\n{sign}春耕备耕早动手\n{sign}项目建设提速增效\n\n" + ONE + TWO + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("县委政策研究室调研组", "县委政策研究室调研组", "作者"),
        ("王楼镇党委书记　李建国", "李建国", "作者"),
        ("延津县农业农村局", "延津县农业农村局", "供稿"),
    ],
)
def test_a_line_under_the_title_names_who_wrote_the_item(line: str, name: str, role: str) -> None:
    (document,) = issue(HEAD + f"春耕备耕早动手\n\n{line}\n\n{SPRING}\n\n" + FOOT)
    assert titles([document]) == ["春耕备耕早动手"]
    assert (name, role) in makers(document)


def test_the_second_line_of_a_title_names_nobody() -> None:
    (document,) = issue(HEAD + f"王楼镇优化城乡空间布局\n倾力打造区域物流服务中心\n\n{SPRING}\n\n" + FOOT)
    assert titles([document]) == ["王楼镇优化城乡空间布局倾力打造区域物流服务中心"]


def test_who_is_on_duty_signs_and_whom_to_ask_ends_the_list() -> None:
    foot = "送：县领导。\n发：各乡镇\n（联系人：吴敏　电话：0455-4622107）\n值班领导：郑国强　带班：王立　值班员：李小雨\n"
    (document,) = issue(HEAD + ONE + foot)
    assert [r.recipient for r in document.distribution] == ["县领导", "各乡镇"]
    assert makers(document)[:3] == [("郑国强", "值班领导"), ("王立", "带班"), ("李小雨", "值班员")]


def test_numbered_contents_end_where_a_title_is_set_in_two_lines() -> None:
    contents = "★本期要目★\n1.王楼镇抓早抓实春耕备耕\n2.项目建设提速增效\n\n"
    said = issue(
        HEAD + contents + f"王楼镇\n抓早抓实春耕备耕工作\n——全县春季工作观察\n\n{SPRING}\n\n项目建设提速增效\n\n{BUILD}\n\n" + FOOT
    )
    assert titles(said) == ["王楼镇抓早抓实春耕备耕工作", "项目建设提速增效"]
    assert [words(d) for d in said] == [[SPRING], [BUILD]]


def test_a_roads_number_is_no_figure_in_a_heading() -> None:
    listed = "1.人民医院迁建项目。主体已封顶。\n\n2.G342日照至凤县公路改建工程。路基已完成。\n\n3.S217大修工程。完成投资6200万元。\n\n4.新增就业1200人。全部签订合同。\n\n"
    (document,) = issue(HEAD + "全县重点工程进展\n\n" + SPRING + "\n\n" + listed + FOOT)
    assert [s.heading.text for s in document.sections] == ["人民医院迁建项目", "G342日照至凤县公路改建工程", "S217大修工程"]
