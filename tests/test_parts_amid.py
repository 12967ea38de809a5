"""Features whose headline came out amid the parts, and paragraphs that pictures or headings set next to them would tear or swallow."""

import pytest

from tests.structure import parsed
from tests.test_scrambled import BYLINE, CLOSE, FARMS, IN_ORDER, LEAD, ORDER, TITLE, TRADE, page, set_in, told


def test_a_heading_over_an_indented_line_that_begins_with_a_particle_is_one() -> None:
    text = "地养好了，还得种得精。在龙王乡的试验田里，技术员正在讲解，农户们听得认真，全乡推广新技术二十三项，面积扩大到一万亩。"
    said = page(TITLE, BYLINE, *("　　" + part for part in (LEAD, TRADE)), f"藏粮于技良法良机配良田\n{set_in(18, '　　' + text)}")
    assert [(s.heading.text, s.paragraphs[0].text) for s in said.sections][-1] == ("藏粮于技良法良机配良田", text)


@pytest.mark.parametrize(
    "last", ["乡长李志强表示，将持续办好民生实事，让群众的日子像蜜一样甜。", "龙王山下，一只只柑橘正托起群众的振兴梦。"]
)
def test_parts_that_close_the_piece_before_a_headline_amid_them_follow_those_behind_it(last: str) -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, last)
    said = page("柑橘树铺就富路", FARMS, "网格中守住平安", closing, TITLE, BYLINE, LEAD, "园区里机器轰鸣", TRADE)
    assert told(said) == IN_ORDER


def test_the_last_part_behind_a_headline_amid_the_parts_stays_last_where_it_closes_the_piece() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    said = page("园区里机器轰鸣", TRADE, TITLE, BYLINE, LEAD, "柑橘树铺就富路", FARMS, "网格中守住平安", closing)
    assert told(said) == IN_ORDER


def test_a_paragraph_that_a_picture_tears_is_one_where_each_is_a_line_too() -> None:
    lines = [TITLE, BYLINE, f"{LEAD}\n园区里机器轰鸣\n{TRADE[:35]}", "图为工业园区。", f"{TRADE[35:]}\n柑橘树铺就富路\n{FARMS}", ORDER]
    (said,) = parsed("newspaper_feature", "\n\n".join(lines) + "\n")
    assert [p.text for p in said.sections[0].paragraphs] == [TRADE]


def test_a_paragraph_of_the_lead_that_is_nearly_as_wide_as_the_other_belongs_to_it() -> None:
    heap = "园区里机器轰鸣\n\n柑橘树铺就富路\n\n网格中守住平安"
    lead = (
        set_in(25, LEAD)
        + "\n"
        + set_in(28, "地处山区的龙王乡，上世纪八十年代便有果园，是全县柑橘产业的发源地之一，如今正从种好果做强业三处着力。")
    )
    said = page(heap, lead, FARMS, ORDER, TRADE, TITLE, BYLINE)
    assert [p.text[:4] for p in said.lead] == [LEAD[:4], "地处山区"]
    assert [(s.heading.text, s.paragraphs[0].text[:4]) for s in said.sections] == IN_ORDER[1:]


def test_a_lone_line_nearly_as_wide_as_the_lead_behind_the_text_opens_it() -> None:
    closing = set_in(18, ORDER) + "\n" + set_in(18, CLOSE)
    first = "一条龙王河，穿乡而过；一座千年古镇，因水而兴。"
    said = page("园区里机器轰鸣", TRADE, "柑橘树铺就富路", FARMS, "网格中守住平安", closing, first, set_in(26, LEAD), TITLE)
    assert [p.text[:4] for p in said.lead] == [first[:4], LEAD[:4]]


def test_headings_of_two_clauses_that_end_in_a_quotation_vouch_for_each_other() -> None:
    headings = ["红色文旅，老区人端上“金饭碗”", "和美乡村，老百姓住上“新农家”"]
    parts = [f"{heading}\n{set_in(18, body)}" for heading, body in zip(headings, (TRADE, FARMS), strict=True)]
    said = page(TITLE, BYLINE, LEAD, *parts)
    assert [s.heading.text for s in said.sections] == headings
