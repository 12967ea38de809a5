"""What the text says of a table against its cells, in whole documents."""

import pytest

from parsers.document import Document
from parsers.parse import parse_source
from parsers.source import Source

FRAME = (
    "# 林溪政务信息\n\n第 24 期\n\n林溪县人民政府办公室\n\n2025 年 10 月 24 日\n\n## 油茶新造林任务完成情况\n\n{}\n\n送：各乡镇人民政府\n"
)
TEXT = "县林业局核查了新造林情况。其中，麻旺镇完成新造林1260亩，{}，泔溪镇完成新造林760亩。具体如下：\n\n{}\n\n请各乡镇抓好后期抚育管护。"
ROWS = "| 乡镇 | 新造林（亩） |\n| --- | --- |\n| 麻旺镇 | 1260 |\n| 龙潭镇 | 890 |\n| 泔溪镇 | 760 |"
TOTAL = ROWS + "\n| 合计 | 2910 |"


def parsed(text: str, table: str) -> Document:
    source = Source(data=FRAME.format(TEXT.format(text, table)).encode(), name="case.md")
    _, (document,) = parse_source(source)
    return document


@pytest.mark.parametrize(
    ("text", "table", "expected"),
    [
        ("龙潭镇完成新造林980亩", ROWS, ["890"]),
        ("龙潭镇完成新造林890亩", ROWS, []),
        ("龙潭镇完成新造林近900亩", ROWS, []),
        ("龙潭镇去年完成新造林980亩", ROWS, []),
        ("全县共完成新造林2890亩", TOTAL, ["2910"]),
        ("全县共完成新造林2910亩", TOTAL, []),
    ],
    ids=["another", "the same", "about", "of another year", "another total", "the total"],
)
def test_what_the_text_says_of_a_row(text: str, table: str, expected: list[str]) -> None:
    found = [f.expected for f in parsed(text, table).findings if f.code == "figures_disagree"]
    assert found == expected


def test_rows_between_bars_are_text_of_one_document() -> None:
    assert "麻旺镇| 1260" in "".join(p.text for p in parsed("龙潭镇完成新造林890亩", ROWS).lead)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (["42.0%", "29.7%", "28.3%"], []),
        (["33.3%", "33.3%", "33.3%"], []),
        (["42.0%", "39.7%", "28.3%"], ["29.67"]),
    ],
    ids=["right", "shares of something else", "one is wrong"],
)
def test_shares_of_the_total_row(shares: list[str], expected: list[str]) -> None:
    names = ("麻旺镇", "龙潭镇", "泔溪镇")
    rows = "".join(f"| {n} | {v} | {s} |\n" for n, v, s in zip(names, (1260, 890, 850), shares, strict=True))
    table = f"| 乡镇 | 面积（亩） | 占比 |\n| --- | --- | --- |\n{rows}| 合计 | 3000 | 100% |"
    found = [f.expected for f in parsed("龙潭镇完成新造林890亩", table).findings if f.code == "figures_disagree"]
    assert found == expected
