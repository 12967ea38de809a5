"""Which line names the column or page that a feature stands in."""

from parsers.document import Document
from tests.structure import feature

TITLE = "秋到龙江满眼新\n——龙王乡乡村振兴工作纪实\n\n本报记者 周海涛"
LEAD = "金秋时节，走进龙王乡，处处都是丰收的景象，群众的脸上洋溢着幸福的笑容。"
FARMS = "龙王乡坚持把产业发展放在首位，发展优质果蔬三千亩，带动群众增收致富。"
ROADS = "龙王乡加快补齐基础设施短板，新修农村公路二十公里，群众出行更加方便。"


def column(document: Document) -> str | None:
    return document.column.text if document.column else None


def test_several_lines_in_brackets_are_headings() -> None:
    said = feature(TITLE, LEAD, "【花从哪里来】", FARMS, "【路往何处去】", ROADS)
    assert column(said) is None
    assert [s.heading.text for s in said.sections] == ["花从哪里来", "路往何处去"]


def test_one_line_in_brackets_over_the_headline_is_the_column_whatever_the_headings_are() -> None:
    said = feature("【基层党建】", TITLE, LEAD, "【花从哪里来】", FARMS, "【路往何处去】", ROADS)
    assert column(said) == "基层党建"
    assert [s.heading.text for s in said.sections] == ["花从哪里来", "路往何处去"]


def test_a_short_line_under_the_head_of_the_page_names_it() -> None:
    said = feature("东川日报　2024年9月26日　星期四　第5版\n县区纵横·云岭\n本版责编：孙丽萍", TITLE, LEAD, FARMS, ROADS)
    assert column(said) == "县区纵横·云岭"
    assert not said.sections


def test_a_headline_under_the_head_of_the_page_is_no_column() -> None:
    said = feature("东川日报　2024年9月26日　星期四　第5版\n秋到龙江满眼新", "本报记者 周海涛", LEAD, FARMS, ROADS)
    assert (column(said), said.title.text if said.title else None) == (None, "秋到龙江满眼新")


def test_a_reporter_named_under_a_picture_is_a_contributor_a_bare_name_is_not() -> None:
    said = feature(
        TITLE,
        LEAD,
        "图为龙王乡茶园。 通讯员 孙丽萍 摄",
        "图为龙王乡公路。 李立新 摄",
        "图为龙王乡新村。 本报记者 封志强摄",
        "图为龙王乡夜景。 记者 周海涛 摄",
        FARMS,
        ROADS,
    )
    assert [(c.name, c.role) for c in said.contributors] == [("周海涛", "本报记者"), ("孙丽萍", "通讯员"), ("封志强", "本报记者")]


def test_one_signed_line_right_over_the_headline_is_its_column_and_no_heading() -> None:
    said = feature("●纪实", TITLE, LEAD, "一、花从哪里来", FARMS, "二、路往何处去", ROADS)
    assert column(said) == "纪实"
    assert [s.heading.text for s in said.sections] == ["花从哪里来", "路往何处去"]


def test_a_signed_line_over_the_headline_that_others_of_its_sign_follow_is_a_heading() -> None:
    said = feature("◆花从哪里来", TITLE, LEAD, "◆路往何处去", ROADS)
    assert column(said) is None


def test_a_credit_on_a_line_of_its_own_under_the_byline_is_no_heading() -> None:
    said = feature(f"{TITLE}\n文/图", LEAD, "花从哪里来", FARMS, "路往何处去", ROADS)
    assert said.credit
    assert said.credit.text == "文/图"
    assert [s.heading.text for s in said.sections] == ["花从哪里来", "路往何处去"]
    assert [c.name for c in said.contributors] == ["周海涛"]
