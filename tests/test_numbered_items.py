"""Numbered items under headings: those beside a heading that opens its paragraph, and circled numbers, which are no pictures there."""

import pytest

from parsers.document import Document, Section
from tests.structure import parsed

HEAD = (
    "延津政务快报\n第52期\n延津县人民政府办公室    2024年10月12日\n\n关于重点项目进展情况的通报\n\n现将有关情况通报如下：\n一、总体进展\n"
)
FOOT = "\n\n报：市政府办公室\n"
FIRST = "1.盛源技改项目。项目位于产业集聚区，目前主体已完工，正在安装设备。"


def bulletin(*items: str) -> Document:
    (found,) = parsed("bulletin", HEAD + "\n".join(items) + FOOT)
    return found


def inner(document: Document) -> list[Section]:
    return list(document.sections[0].sections)


def test_an_item_with_a_figure_beside_one_with_a_run_in_heading_has_its_first_clause_for_one() -> None:
    said = inner(bulletin(FIRST, "2.鸿达冷链物流项目，总投资2.1亿元，已完成投资1.2亿元。", "3.东屯农田项目，总投资4800万元。"))
    assert [(s.ordinal, s.heading.text, s.run_in) for s in said] == [
        (1, "盛源技改项目", True),
        (2, "鸿达冷链物流项目", True),
        (3, "东屯农田项目", True),
    ]
    assert [s.paragraphs[0].text for s in said[1:]] == ["总投资2.1亿元，已完成投资1.2亿元。", "总投资4800万元。"]


def test_an_item_before_the_one_with_a_run_in_heading_has_one_too() -> None:
    said = inner(bulletin("1.鸿达冷链物流项目，总投资2.1亿元。", FIRST.replace("1.", "2.")))
    assert [s.heading.text for s in said] == ["鸿达冷链物流项目", "盛源技改项目"]


@pytest.mark.parametrize(
    "item", ["2.截至目前，全县完成投资2.1亿元。", "3.鸿达冷链物流项目，总投资2.1亿元。", "2.维修机井240眼，总投资860万元。"]
)
def test_an_item_of_another_build_or_number_stays_a_paragraph(item: str) -> None:
    said = inner(bulletin(FIRST, item))
    assert [s.heading.text for s in said] == ["盛源技改项目"]
    assert said[0].paragraphs[-1].text == item


def test_items_none_of_which_has_a_heading_stay_paragraphs() -> None:
    items = ["1.盛源技改项目，总投资3.6亿元。", "2.鸿达冷链物流项目，总投资2.1亿元。"]
    assert [p.text for p in bulletin(*items).sections[0].paragraphs] == items


TEXT = "入冬以来，龙王乡掀起水利建设热潮。" * 6
CIRCLED = ["①成立由分管副县长任组长的领导小组，统筹推进各项工作。", "②各乡镇主要负责人为第一责任人，分管负责人为直接责任人。"]


def test_circled_numbers_under_a_number_are_no_pictures() -> None:
    text = "\n".join(["龙王乡：冬修水利忙", "本报记者 周海涛", "入冬以来，龙王乡掀起水利建设热潮。", "1、加强领导", *CIRCLED])
    (said,) = parsed("newspaper_feature", text + "\n")
    assert said.captions == ()


def test_circled_numbers_between_empty_lines_are_pictures() -> None:
    text = f"龙王乡：冬修水利忙\n\n本报记者 周海涛\n\n{TEXT}\n\n①果农采摘。\n②工人装箱。"
    (said,) = parsed("newspaper_feature", text + "\n")
    assert [(c.label, c.text) for c in said.captions] == [("①", "果农采摘。"), ("②", "工人装箱。")]
