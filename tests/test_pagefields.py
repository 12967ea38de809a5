"""Heads of newspaper pages read field by field."""

import pytest

from parsers.grammar.newspapers.pagefields import page_fields


@pytest.mark.parametrize(
    ("text", "name", "made"),
    [
        ("05云岭日报 特别报道", "特别报道", []),
        ("责任编辑：周海涛 美术编辑：孙丽萍 云岭视窗 东川日报 B2", "云岭视窗", [("周海涛", "责任编辑"), ("孙丽萍", "美术编辑")]),
        ("04 |特刊2025年1月22日 责任编辑 周海涛 校对 孙丽萍 Tel:(0391)87975", "特刊", [("周海涛", "责任编辑"), ("孙丽萍", "校对")]),
        ("2024年12月19日 星期四 编辑 周海涛 版式 孙丽萍", None, [("周海涛", "编辑"), ("孙丽萍", "版式")]),
        ("东川日报2025-02-12第07版：县区新闻", "县区新闻", []),
        ("东川日报数字报 第A03版：县域观察2024年07月18日", "县域观察", []),
        ("东川报2024年12月18日 星期三", None, []),
        ("学思践悟　　东川日报·理论周刊　2024年8月13日", "学思践悟", []),
        ("东川日报2024年7月5日 第03版 州县新闻 责编：周海涛", "州县新闻", [("周海涛", "责编")]),
    ],
)
def test_the_fields_stand_in_any_order(text: str, name: str | None, made: list[tuple[str, str]]) -> None:
    found = page_fields(text)
    assert found is not None
    assert (text[slice(*found.name)] if found.name else None) == name
    assert [(m.name, m.role) for m in found.made] == made
    assert [text[m.start : m.end] for m in found.made] == [m.name for m in found.made]


@pytest.mark.parametrize(
    "text",
    [
        "本报记者 周海涛2024年5月6日 第3版",
        "2024年5月6日 星期一 周海涛",
        "2024年我县完成植树3万亩 第2版",
        "云岭县政务快报2024年5月6日",
        "发布时间：2025-03-14来源：东川日报",
        "编辑：周海涛 审核：孙丽萍",
        "学思践悟　东川日报　理论周刊　2024年8月13日",
    ],
)
def test_what_is_no_head_of_a_page(text: str) -> None:
    assert page_fields(text) is None
