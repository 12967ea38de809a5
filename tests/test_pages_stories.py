"""What is one article on a page and what are several: headings within columns, headlines beside and amid their text, what is no text."""

import pytest

from parsers.pages.model import Box
from parsers.parse import detect, parse
from parsers.reading import Reading
from parsers.source import Source
from tests.pages.lines import BODY, Set

_SENTENCE = BODY + "。"
_COLUMNS = (50.0, 190.0, 330.0)


def _articles(reading: Reading) -> list[str]:
    return [reading.text[slice(*part.span)] for part in reading.parts] or [reading.text]


def _role(reading: Reading, wording: str) -> tuple[str, int] | None:
    at = reading.text.index(wording)
    return next(((r.name, r.level) for r in reading.roles if r.span.start <= at < r.span.end), None)


def _headed(size: float, rows: int, centred: bool = True) -> Set:
    """A story under a banner over three columns, with a heading of so many rows in the middle of each column."""
    page = Set().line("乡村建设见实效", 120, 60, 34, "hei").line("全县上下齐心协力", 160, 90, 16, "kai")
    for n, x in enumerate(_COLUMNS):
        page.column(_SENTENCE * 2, x, 120)
        y = 120 + 15 * 6 + 0.4 * size
        for row in range(rows):
            text = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生")[n][: 7 - row]
            page.line(text, x + (60 - len(text) * size / 2 if centred else 0), y + 0.2 * size, size, "hei")
            y += 1.4 * size
        page.column(_SENTENCE * 2, x, y + 5)
    return page


@pytest.mark.parametrize(
    ("size", "rows", "centred"),
    [(10, 1, True), (10, 2, False), (11, 2, True), (13, 1, True), (13.5, 3, True), (15, 2, True), (15, 1, False)],
)
def test_headings_as_wide_as_a_column_stay_within_their_article(size: float, rows: int, centred: bool) -> None:
    reading = _headed(size, rows, centred).read()
    assert len(_articles(reading)) == 1
    assert [_role(reading, t) for t in ("党建引领", "产业兴旺", "治理有效")] == [("heading", 2)] * 3


def _news(page: Set, title: str, x: float, y: float, size: float, opening: str = "") -> Set:
    return page.line(title, x, y, size, "hei").column(opening + _SENTENCE * 3, x, y + 18)


@pytest.mark.parametrize("opening", ["", "本报讯（记者 张三）"])
def test_news_under_headlines_of_one_column_stay_apart(opening: str) -> None:
    page = Set().line("乡村建设见实效", 120, 60, 34, "hei")
    for x in _COLUMNS:
        page.column(_SENTENCE * 3, x, 100)
    titles = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生")
    for x, title in zip(_COLUMNS, titles, strict=True):
        _news(page, title, x, 280, 16 if not opening else 14, opening)
    articles = _articles(page.read())
    assert [a[:7] for a in articles] == ["乡村建设见实效", *titles]


def test_news_under_the_name_of_a_page_stay_apart() -> None:
    page = Set().line("经开区新闻", 50, 40, 18, "hei")
    titles = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生")
    for x, title in zip(_COLUMNS, titles, strict=True):
        _news(page, title, x, 80, 15)
        _news(page, title[::-1], x, 300, 15)
    reading = page.read()
    assert sorted(a[:7] for a in _articles(reading)) == sorted([*titles, *(t[::-1] for t in titles)])
    assert [reading.text[slice(*span)] for span in reading.furniture] == ["经开区新闻"]


def test_a_rule_over_a_line_makes_it_a_headline() -> None:
    rules = tuple(Box(x, 205, x + 120, 205.5) for x in _COLUMNS)
    assert len(_articles(_headed(13, 1).read())) == 1
    assert len(_articles(_headed(13, 1).read(rules=rules))) == 4


def _flowed(page: Set, slots: list[tuple[float, float, int]]) -> str:
    """Set one text through columns of so many lines of twelve characters from a place on; return it."""
    text = (BODY * 30)[: 12 * sum(rows for _, _, rows in slots) - 5] + "。"
    rest = text
    for i, (x, y, rows) in enumerate(slots):
        room = 12 * rows - (2 if i == 0 else 0)
        page.column(rest[:room], x, y, indent=i == 0)
        rest = rest[room:]
    return text


def test_a_headline_may_stand_at_the_left_of_its_text() -> None:
    page = Set().line("乡村建设", 50, 160, 24, "hei").line("见实效", 50, 190, 24, "hei")
    text = _flowed(page, [(x, 100, 10) for x in (190.0, 330.0, 470.0)])
    (article,) = _articles(page.read())
    assert article.splitlines()[0] == "乡村建设见实效"
    assert text in article.splitlines()


@pytest.mark.parametrize("slots", [
    [(50, 100, 15), (190, 145, 12), (330, 145, 12), (470, 100, 15)],
    [(190, 145, 12), (330, 145, 12), (470, 100, 15)],
    [(50, 100, 15), (190, 145, 12), (330, 145, 12)],
])  # fmt: skip
def test_a_headline_may_stand_over_some_columns_of_its_text(slots: list[tuple[float, float, int]]) -> None:
    page = Set().line("乡村建设见实效", 220, 115, 26, "hei")
    text = _flowed(page, slots)
    (article,) = _articles(page.read())
    assert article.splitlines()[0] == "乡村建设见实效"
    assert text in article.splitlines()


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ((("经开区新闻", 50, 18),), ""),
        ((("02", 50, 24), ("要 闻", 100, 16), ("2024年3月5日 星期二", 420, 10)), "本版编辑 刘燕 美编 周敏 校对 李明"),
        ((("投稿邮箱：pyrb@163.com", 50, 9), ("县区新闻", 270, 18), ("责编：刘燕 校对：李明 版式：周敏", 400, 9)), "投稿邮箱：pyrb@163.com 电话：0393-66666"),
    ],
)  # fmt: skip
def test_what_stands_at_the_edges_of_a_page_is_furniture_whatever_the_page_holds(
    head: tuple[tuple[str, float, float], ...], foot: str
) -> None:
    page = _headed(10, 1)
    page.glyphs = [g._replace(top=g.top + 60, bottom=g.bottom + 60, baseline=g.baseline + 60) for g in page.glyphs]
    for text, x, size in head:
        page.line(text, x, 40, size, "hei")
    if foot:
        page.line(foot, 50, 770, 9)
    reading = page.read()
    said = {"".join(reading.text[slice(*span)].split()) for span in reading.furniture}
    assert said == {"".join(text.split()) for text in (*(text for text, _, _ in head), foot) if text}


def test_an_article_bears_the_name_of_its_page() -> None:
    page = _headed(10, 1)
    page.line("经开区新闻", 50, 20, 18, "hei")
    reading = page.read()
    (document,) = parse(Source(b"", "page.pdf"), reading, detect(reading))
    assert document.column
    assert document.column.text == "经开区新闻"
    assert reading.raw(document.column.spans) == "经开区新闻"


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
    for x in _COLUMNS[1:columns]:
        page.column(_SENTENCE * 5, x, 100)
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
    text = _flowed(page, [(at, 100, 6) for at in _COLUMNS[:columns]])
    rules = _table(page, x, y, wide, _CELLS)
    if columns == 1:
        text = _flowed(page, [(50, 420, 8)])
    reading = page.read(rules=rules)
    (article,) = _articles(reading)
    rows = ["乡镇  户数  增收", "王楼  12  3万元", "石羊乡  8  2万元"]
    lines = article.splitlines()
    assert lines[lines.index(rows[0]) :][:3] == rows
    assert text in lines


def test_articles_in_a_grid_of_rules_are_no_table() -> None:
    page = Set()
    titles = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生", "文明乡风润心田")
    spots = [(50, 50), (250, 50), (50, 350), (250, 350)]
    for title, (x, y) in zip(titles, spots, strict=True):
        page.line(title, x, y + 30, 18, "hei").column(_SENTENCE * 5, x, y + 60)
    rules = [Box(40, y, 440, y + 0.5) for y in (40, 340, 640)] + [Box(x, 40, x + 0.5, 640) for x in (40, 240, 440)]
    articles = _articles(page.read(rules=tuple(rules)))
    assert [a[:7] for a in articles] == list(titles)


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
        for x in _COLUMNS:
            page.column(_SENTENCE * 4, x, 480)
    articles = _articles(page.read())
    assert len(articles) == (1 if lone else 2)
    assert articles[0].split() == ["乡村建设见实效", *texts]


def test_text_runs_on_round_the_photographs_of_a_scan() -> None:
    page = Set().line("乡村建设见实效", 120, 60, 24, "ocr")
    text = _flowed(page, [(50, 100, 25), (190, 100, 3), (190, 330, 10), (330, 100, 3), (330, 330, 10)])
    page.line("村民在田间劳作", 285, 305, 10, "ocr")
    page.glyphs = [glyph._replace(font="ocr", score=0.98) for glyph in page.glyphs]
    reading = page.read()
    (article,) = _articles(reading)
    assert text in article.splitlines()
    assert _role(reading, "村民在田间劳作") == ("caption", 0)


def test_a_byline_that_is_broken_in_two_is_one() -> None:
    for upper, lower, whole in (("全媒体记者 王献伟 通讯", "员 范文勇 文/图", "全媒体记者 王献伟 通讯员 范文勇 文/图"),
                                ("本报记者 张三 王小鹏", "李明 文/图", "本报记者 张三 王小鹏 李明 文/图")):  # fmt: skip
        page = Set().line("乡村建设见实效", 120, 60, 34, "hei").line(upper, 70, 100).line(lower, 50, 115)
        page.column(_SENTENCE * 3, 50, 130)
        for x in _COLUMNS[1:]:
            page.column(_SENTENCE * 3, x, 100)
        assert "".join(whole.split()) in ("".join(line.split()) for line in page.read().text.splitlines())
