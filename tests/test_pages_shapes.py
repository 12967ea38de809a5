"""Things that stand on pages in their own way: drop caps, tables, text that runs down, photographs of scans, bylines in two lines."""

import re

import pytest

from parsers.grammar.layout.lines import lines_of
from parsers.pages.model import Box
from tests.pages.lines import BODY, COLUMNS, SENTENCE, Set, articles, flowed, role


@pytest.mark.parametrize(("rows", "size"), [(2, 25.0), (3, 40.0)])
@pytest.mark.parametrize("columns", [1, 3])
def test_a_drop_cap_begins_its_paragraph(rows: int, size: float, columns: int) -> None:
    text = (BODY * 30)[: 12 * 12 - rows * 4] + "。"
    page = Set().line("乡村建设见实效", 120, 60, 24, "hei")
    page.line(text[0], 50, 100 + 15 * (rows - 1), size, "hei")
    room = 8 if rows == 3 else 9
    for row in range(rows):
        page.line(text[1 + room * row : 1 + room * (row + 1)], 170 - 10 * room, 100 + 15 * row)
    page.column(text[1 + room * rows :], 50, 100 + 15 * rows, indent=False)
    for x in COLUMNS[1:columns]:
        page.column(SENTENCE * 5, x, 100)
    assert text in page.read().text.splitlines()


def _table(page: Set, x: float, y: float, wide: float, cells: list[list[str]]) -> tuple[Box, ...]:
    """Set a table with rows of 20 points (40 where a cell has two lines) and return its rules."""
    rules, step = [], wide / len(cells[0])
    top = y
    for row in cells:
        rules.append(Box(x, y, x + wide, y + 0.5))
        for i, cell in enumerate(row):
            for n, piece in enumerate(cell.split("/")):
                page.line(piece, x + i * step + 5, y + 14 + 15 * n)
        y += 20 if not any("/" in cell for cell in row) else 35
    rules.append(Box(x, y, x + wide, y + 0.5))
    return (*rules, *(Box(x + i * step, top, x + i * step + 0.5, y) for i in range(len(cells[0]) + 1)))


_CELLS = [["乡镇", "户数", "增收"], ["王楼", "12", "3万元"], ["石羊/乡", "8", "2万元"]]


@pytest.mark.parametrize(("columns", "x", "y", "wide"), [(3, 190, 200, 120), (3, 50, 300, 400), (1, 50, 300, 300)])
def test_a_ruled_table_is_read_row_by_row_apart_from_the_text(columns: int, x: float, y: float, wide: float) -> None:
    page = Set().line("乡村建设见实效", 120, 60, 24, "hei")
    text = flowed(page, [(at, 100, 6) for at in COLUMNS[:columns]])
    rules = _table(page, x, y, wide, _CELLS)
    if columns == 1:
        text = flowed(page, [(50, 420, 8)])
    reading = page.read(rules=rules)
    (article,) = articles(reading)
    rows = ["乡镇  户数  增收", "王楼  12  3万元", "石羊乡  8  2万元"]
    lines = article.splitlines()
    assert lines[lines.index(rows[0]) :][:3] == rows
    assert text in lines


def test_empty_cells_of_a_ruled_table_keep_their_columns() -> None:
    page = Set().line("乡村建设见实效", 120, 60, 24, "hei")
    flowed(page, [(50, 420, 8)])
    rules = _table(page, 50, 300, 300, [["乡镇", "户数", "增收"], ["王楼", "", "3万元"], ["", "8", "2万元"]])
    (article,) = articles(page.read(rules=rules))
    lines = article.splitlines()
    assert lines[lines.index("乡镇  户数  增收") :][:3] == ["乡镇  户数  增收", "王楼\t\t3万元", "\t8  2万元"]


_UNITS = [["责任单位", "责任人"], ["农业农村局", "李明"], ["水利局", "王强"], ["住房和城乡建设局", "赵刚"]]


def _unruled(page: Set, cells: list[list[str]], x: float, y: float, step: float, middle: bool) -> None:
    """Set rows of cells 20 points apart, from the left edges of their columns or round their middles."""
    for n, row in enumerate(cells):
        for i, cell in enumerate(row):
            wide = sum(5 if char.isascii() else 10 for char in cell)
            page.line(cell, x + i * step + ((step - wide) / 2 if middle else 0), y + 20 * n)


@pytest.mark.parametrize("middle", [False, True], ids=["from the left", "round the middle"])
@pytest.mark.parametrize("cells", [[["乡镇", "户数", "增收"], ["王楼", "12", "3万元"], ["石羊镇", "8", "12.5万元"]], _UNITS])
def test_a_table_without_rules_is_read_row_by_row(cells: list[list[str]], middle: bool) -> None:
    page = Set().line("乡村建设见实效", 120, 60, 24, "hei")
    above = flowed(page, [(50, 100, 6)])
    _unruled(page, cells, 50, 220, 130, middle)
    below = flowed(page, [(50, 420, 8)])
    (article,) = articles(page.read())
    rows = [re.split(r"\s+", line) for line in article.splitlines() if line]
    assert rows == [["乡村建设见实效"], [above], *cells, [below]]


def test_rows_of_two_cells_without_figures_are_no_headings() -> None:
    page = Set()
    for n in range(4):
        page.line("请各单位对照分工抓好整改落实工作每月底前报送进展情况再报县政府办公室汇总。", 50, 60 + 20 * n)
    _unruled(page, _UNITS, 50, 160, 150, False)
    assert [line.is_row for line in lines_of(page.read())[-4:]] == [True] * 4


def test_lines_of_columns_that_fill_them_are_no_table() -> None:
    page = Set().line("乡村建设见实效", 120, 60, 24, "hei")
    text = flowed(page, [(at, 100, 4) for at in COLUMNS])
    (article,) = articles(page.read())
    assert text in article.splitlines()


def test_articles_in_a_grid_of_rules_are_no_table() -> None:
    page = Set()
    titles = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生", "文明乡风润心田")
    spots = [(50, 50), (250, 50), (50, 350), (250, 350)]
    for title, (x, y) in zip(titles, spots, strict=True):
        page.line(title, x, y + 30, 18, "hei").column(SENTENCE * 5, x, y + 60)
    rules = [Box(40, y, 440, y + 0.5) for y in (40, 340, 640)] + [Box(x, 40, x + 0.5, 640) for x in (40, 240, 440)]
    found = articles(page.read(rules=tuple(rules)))
    assert [a[:7] for a in found] == list(titles)


def _set_down(page: Set, texts: list[str], right: float, top: float, tall: int) -> None:
    """Set paragraphs in lines of so many characters that run down, from right to left."""
    for text in texts:
        rest, indent = text, 2
        while rest:
            page.down(rest[: tall - indent], right, top + 11 * indent, 10)
            rest, right, indent = rest[tall - indent :], right - 16, 0


@pytest.mark.parametrize("lone", [True, False])
def test_text_that_runs_down_is_read_from_right_to_left(lone: bool) -> None:
    texts = [(BODY * 5)[:n] + "。" for n in (119, 96, 131)]
    page = Set().down("乡村建设见实效", 540, 120, 24)
    _set_down(page, texts, 505, 90, 20)
    if not lone:
        page.line("产业发展有新招", 120, 450, 24, "hei")
        for x in COLUMNS:
            page.column(SENTENCE * 4, x, 480)
    found = articles(page.read())
    assert len(found) == (1 if lone else 2)
    assert found[0].split() == ["乡村建设见实效", *texts]


def test_text_runs_on_round_the_photographs_of_a_scan() -> None:
    page = Set().line("乡村建设见实效", 120, 60, 24, "ocr")
    text = flowed(page, [(50, 100, 25), (190, 100, 3), (190, 330, 10), (330, 100, 3), (330, 330, 10)])
    page.line("村民在田间劳作", 285, 305, 10, "ocr")
    page.glyphs = [glyph._replace(font="ocr", score=0.98) for glyph in page.glyphs]
    reading = page.read()
    (article,) = articles(reading)
    assert text in article.splitlines()
    assert role(reading, "村民在田间劳作") == ("caption", 0)


def test_a_byline_that_is_broken_in_two_is_one() -> None:
    for upper, lower, whole in (("全媒体记者 王献伟 通讯", "员 范文勇 文/图", "全媒体记者 王献伟 通讯员 范文勇 文/图"),
                                ("本报记者 张三 王小鹏", "李明 文/图", "本报记者 张三 王小鹏 李明 文/图")):  # fmt: skip
        page = Set().line("乡村建设见实效", 120, 60, 34, "hei").line(upper, 70, 100).line(lower, 50, 115)
        page.column(SENTENCE * 3, 50, 130)
        for x in COLUMNS[1:]:
            page.column(SENTENCE * 3, x, 100)
        assert "".join(whole.split()) in ("".join(line.split()) for line in page.read().text.splitlines())
