"""What is one article on a page and what are several: headings within columns, headlines beside and amid their text, what is no text."""

import pytest

from parsers.pages.model import Box
from parsers.parse import detect, parse
from parsers.source import Source
from tests.pages.lines import COLUMNS, SENTENCE, Set, articles, flowed, role


def _headed(size: float, rows: int, centred: bool = True) -> Set:
    """A story under a banner over three columns, with a heading of so many rows in the middle of each column."""
    page = Set().line("乡村建设见实效", 120, 60, 34, "hei").line("全县上下齐心协力", 160, 90, 16, "kai")
    for n, x in enumerate(COLUMNS):
        page.column(SENTENCE * 2, x, 120)
        y = 120 + 15 * 6 + 0.4 * size
        for row in range(rows):
            text = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生")[n][: 7 - row]
            page.line(text, x + (60 - len(text) * size / 2 if centred else 0), y + 0.2 * size, size, "hei")
            y += 1.4 * size
        page.column(SENTENCE * 2, x, y + 5)
    return page


@pytest.mark.parametrize(
    ("size", "rows", "centred"),
    [(10, 1, True), (10, 2, False), (11, 2, True), (13, 1, True), (13.5, 3, True), (15, 2, True), (15, 1, False)],
)
def test_headings_as_wide_as_a_column_stay_within_their_article(size: float, rows: int, centred: bool) -> None:
    reading = _headed(size, rows, centred).read()
    assert len(articles(reading)) == 1
    assert [role(reading, t) for t in ("党建引领", "产业兴旺", "治理有效")] == [("heading", 2)] * 3


def _news(page: Set, title: str, x: float, y: float, size: float, opening: str = "") -> Set:
    return page.line(title, x, y, size, "hei").column(opening + SENTENCE * 3, x, y + 18)


@pytest.mark.parametrize("opening", ["", "本报讯（记者 张三）"])
def test_news_under_headlines_of_one_column_stay_apart(opening: str) -> None:
    page = Set().line("乡村建设见实效", 120, 60, 34, "hei")
    for x in COLUMNS:
        page.column(SENTENCE * 3, x, 100)
    titles = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生")
    for x, title in zip(COLUMNS, titles, strict=True):
        _news(page, title, x, 280, 16 if not opening else 14, opening)
    found = articles(page.read())
    assert [a[:7] for a in found] == ["乡村建设见实效", *titles]


@pytest.mark.parametrize("byline", ["", "本报记者 张三"])
def test_small_headlines_over_other_columns_or_a_byline_begin_articles(byline: str) -> None:
    page = Set().line("乡村建设见实效", 120, 60, 34, "hei")
    for x in COLUMNS:
        page.column(SENTENCE * 3, x, 100)
    for x, title in ((50, "党建引领聚合力"), (260, "产业兴旺促增收")):
        at = x if not byline else COLUMNS[x > 50]
        page.line(title, at, 250, 14, "hei").line(byline, at, 263).column(SENTENCE * 3, at, 280, 19 if not byline else 12)
    assert [a[:7] for a in articles(page.read())] == ["乡村建设见实效", "党建引领聚合力", "产业兴旺促增收"]


def test_news_under_the_name_of_a_page_stay_apart() -> None:
    page = Set().line("经开区新闻", 50, 40, 18, "hei")
    titles = ("党建引领聚合力", "产业兴旺促增收", "治理有效惠民生")
    for x, title in zip(COLUMNS, titles, strict=True):
        _news(page, title, x, 80, 15)
        _news(page, title[::-1], x, 300, 15)
    reading = page.read()
    assert sorted(a[:7] for a in articles(reading)) == sorted([*titles, *(t[::-1] for t in titles)])
    assert [reading.text[slice(*span)] for span in reading.furniture] == ["经开区新闻"]


def test_a_rule_over_a_line_makes_it_a_headline() -> None:
    rules = tuple(Box(x, 205, x + 120, 205.5) for x in COLUMNS)
    assert len(articles(_headed(13, 1).read())) == 1
    assert len(articles(_headed(13, 1).read(rules=rules))) == 4


def test_a_headline_may_stand_at_the_left_of_its_text() -> None:
    page = Set().line("乡村建设", 50, 160, 24, "hei").line("见实效", 50, 190, 24, "hei")
    text = flowed(page, [(x, 100, 10) for x in (190.0, 330.0, 470.0)])
    (article,) = articles(page.read())
    assert article.splitlines()[0] == "乡村建设见实效"
    assert text in article.splitlines()


@pytest.mark.parametrize("slots", [
    [(50, 100, 15), (190, 145, 12), (330, 145, 12), (470, 100, 15)],
    [(190, 145, 12), (330, 145, 12), (470, 100, 15)],
    [(50, 100, 15), (190, 145, 12), (330, 145, 12)],
])  # fmt: skip
def test_a_headline_may_stand_over_some_columns_of_its_text(slots: list[tuple[float, float, int]]) -> None:
    page = Set().line("乡村建设见实效", 220, 115, 26, "hei")
    text = flowed(page, slots)
    (article,) = articles(page.read())
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
