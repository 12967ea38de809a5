"""What the head of a newspaper's page says of the features on it: the paper, the day, the page's name."""

import pytest

from parsers.document import Document
from tests.structure import feature

TITLE = "秋到龙江满眼新\n——龙王乡乡村振兴工作纪实\n\n本报记者 周海涛"
LEAD = "金秋时节，走进龙王乡，处处都是丰收的景象，群众的脸上洋溢着幸福的笑容。"
FARMS = "龙王乡坚持把产业发展放在首位，发展优质果蔬三千亩，带动群众增收致富。"


def said(head: str) -> tuple[str | None, str | None, str | None]:
    document: Document = feature(head, TITLE, LEAD, "产业兴旺添活力", FARMS)
    assert document.title is not None
    assert document.title.text == "秋到龙江满眼新"
    texts = [text.text if text else None for text in (document.publication, document.column)]
    assert [s.heading.text for s in document.sections] == ["产业兴旺添活力"]
    return texts[0], document.issue_date, texts[1]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("东川日报    2025年4月18日 星期五    6版 县域观察", ("东川日报", "2025-04-18", "县域观察")),
        ("东川日报\n2025-04-18 第6版：专题", ("东川日报", "2025-04-18", "专题")),
        ("B03 美丽乡村\n东川晚报  2025年4月18日  星期五\n责任编辑：孙丽萍", ("东川晚报", "2025-04-18", "美丽乡村")),
        ("2025年4月18日 星期五 A03 专版 责编/孙丽萍", (None, None, None)),
        ("今日龙江\n2025年4月18日 星期五\n第02版 经济纵横", ("今日龙江", "2025-04-18", "经济纵横")),
        ("今日龙江\n东川日报 2025年4月18日 星期五", ("东川日报", "2025-04-18", "今日龙江")),
        ("第02版 今日龙江\n东川日报 2025年4月18日 星期五", ("东川日报", "2025-04-18", "今日龙江")),
        ("东川日报 2025年2月30日 星期五", ("东川日报", None, None)),
        ("2025年4月18日 星期五 第02版 乡镇巡礼", (None, None, "乡镇巡礼")),
    ],
)
def test_paper_day_and_name_of_the_page_stand_in_its_head(head: str, expected: tuple[str | None, str | None, str | None]) -> None:
    assert said(head) == expected


def test_the_day_of_a_pages_head_points_at_its_characters() -> None:
    document = feature("东川日报 2025年4月18日 星期五", TITLE, LEAD, FARMS)
    assert [tuple(span) for span in document.issue_date_spans] == [(5, 15)]
