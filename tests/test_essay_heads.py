"""Heads of theory articles: what they were written for over their titles, and the author in every form."""

import pytest

from parsers.detect import classify
from tests.structure import parsed, reading_of

TEXT = (
    "　　县域强则市域强。推动县域经济高质量发展，要找准定位、发挥优势、补齐短板。\n"
    "一、坚持党建引领\n　　要把党的领导贯穿全过程，必须建强基层组织。\n二、坚持产业为要\n　　要立足蜜柚等特色产业，坚持延链补链，着力做强品牌。\n"
)


@pytest.mark.parametrize("occasion", ["学习贯彻党的二十届三中全会精神", "深入学习贯彻全国两会精神", "县委书记谈乡村振兴"])
@pytest.mark.parametrize("author", ["中共平和县委书记　覃 月 英", "覃月英（中共平和县委书记）", "作者：覃月英"])
def test_the_occasion_over_a_title_is_no_part_of_it(occasion: str, author: str) -> None:
    [document] = parsed("theory_article", f"{occasion}\n奋力答好乡村振兴时代答卷\n——平和县的实践与启示\n{author}\n\n{TEXT}")
    parts = [document.kicker, document.title, document.subtitle]
    assert [part and part.text for part in parts] == [occasion, "奋力答好乡村振兴时代答卷", "平和县的实践与启示"]
    assert [c.name for c in document.contributors] == ["覃月英"]


@pytest.mark.parametrize("author", ["覃月英", "◎覃月英", "文/覃月英", "覃月英　何文斌", "覃月英（中共平和县委书记）"])
@pytest.mark.parametrize("source", ["", "发布时间：2024-03-06 来源：学习时报\n"])
def test_an_author_in_any_form_over_words_of_what_ought_to_be_done_tells_an_article(author: str, source: str) -> None:
    reading = reading_of(f"奋力答好乡村振兴时代答卷\n{source}{author}\n\n{TEXT}")
    assert classify(reading).doc_type == "theory_article"


@pytest.mark.parametrize(
    "head",
    [
        "平和县人民政府县长　覃　月　英\n\n奋力答好乡村振兴时代答卷\n\n（来源：东川日报　2024年7月24日）\n",
        "您所在的位置：首页 -> 理论之窗 -> 调研思考\n\n奋力答好乡村振兴时代答卷\n\n2023-12-18 10:22:41　稿源：东川日报　作者：覃月英（平和县发展和改革局）\n",
    ],
)
def test_an_official_s_or_a_theory_page_s_article_is_none_of_a_paper_s_reports(head: str) -> None:
    assert (
        classify(reading_of(f"{head}\n　　平和是全国柚乡，2023年产值510亿元。\n　　近年来，种植面积达到60万亩。\n")).doc_type
        == "theory_article"
    )


def test_who_wrote_stands_before_the_bracket_with_his_office_and_the_day_in_the_line_that_says_where_it_was_printed() -> None:
    head = "首页 > 理论 > 正文\n奋力答好乡村振兴时代答卷\n来源：东川日报　作者：覃月英（平和县发展和改革局）\n"
    [document] = parsed("theory_article", f"{head}\n{TEXT}\n（此文刊于《东川日报》2024年4月9日第7版　编辑：何文斌）\n")
    assert [(c.name, c.role) for c in document.contributors] == [("覃月英", "作者"), ("何文斌", "编辑")]
    assert document.published_at == "2024-04-09"


@pytest.mark.parametrize(
    "named", ["（作者：覃月英，系中共平和县委书记）", "（作者：覃月英　中共平和县委书记）", "（作者：覃月英，中共平和县委书记）"]
)
@pytest.mark.parametrize("column", ["", "县域经济大家谈②\n"])
def test_a_column_may_count_its_articles_and_the_author_stand_with_his_post_at_the_end(column: str, named: str) -> None:
    [document] = parsed("theory_article", f"{column}奋力答好乡村振兴时代答卷\n\n{TEXT}\n{named}\n")
    assert document.title
    assert document.title.text == "奋力答好乡村振兴时代答卷"
    assert (document.column.text if document.column else "") == column.removesuffix("②\n")
    assert [(c.name, c.post) for c in document.contributors] == [("覃月英", "中共平和县委书记")]


@pytest.mark.parametrize("who", ["平和县委书记　覃月英：", "中共平和县委书记覃月英："])
def test_a_title_may_name_its_author_with_his_post_before_a_colon(who: str) -> None:
    text = f"{who}奋力答好乡村振兴时代答卷\n\n2024-05-14 08:12　来源：《当代党员》杂志\n\n{TEXT}"
    assert classify(reading_of(text)).doc_type == "theory_article"
    [document] = parsed("theory_article", text)
    assert document.title
    assert document.title.text == "奋力答好乡村振兴时代答卷"
    assert [c.name for c in document.contributors] == ["覃月英"]


def test_a_place_before_the_colon_of_a_title_is_no_author() -> None:
    [document] = parsed("theory_article", f"安吉：奋力答好乡村振兴时代答卷\n覃月英\n\n{TEXT}")
    assert document.title
    assert document.title.text == "安吉：奋力答好乡村振兴时代答卷"


@pytest.mark.parametrize("column", ["◎理论园地", "● 思想论坛", "◆理论周刊"])
def test_a_column_of_a_known_kind_may_have_a_sign_before_it(column: str) -> None:
    [document] = parsed("theory_article", f"{column}\n\n奋力答好乡村振兴时代答卷\n\n□ 覃月英\n\n{TEXT}")
    assert [part and part.text for part in (document.column, document.kicker, document.title)] == [
        column.lstrip("◎●◆ "),
        None,
        "奋力答好乡村振兴时代答卷",
    ]


@pytest.mark.parametrize("office", ["中共平和县委宣传部", "平和县委组织部", "平和县农业农村局党组", "中共平和县委", "平和县委党校"])
def test_an_article_is_signed_by_an_office_of_the_party_alone(office: str) -> None:
    text = f"奋力答好乡村振兴时代答卷\n{office}\n\n　　平和是全国柚乡。\n　　近年来，全县种植面积达到60万亩。\n"
    assert classify(reading_of(text)).doc_type == "theory_article"
    [document] = parsed("theory_article", text)
    assert document.title
    assert document.title.text == "奋力答好乡村振兴时代答卷"
    assert [(c.name, c.role_kind) for c in document.contributors] == [(office, "author")]


@pytest.mark.parametrize("title", ["关于做好春耕生产工作的通知", "2024年工作总结", "平和县乡村振兴工作方案（试行）"])
def test_what_an_office_issues_under_its_name_is_no_article(title: str) -> None:
    assert classify(reading_of(f"{title}\n中共平和县委组织部\n\n　　现将有关事项通知如下。\n")).doc_type == "other"
