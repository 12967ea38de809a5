"""What each step of reading a page makes of a few lines set by hand."""

import random
from itertools import permutations

import pytest

from parsers.pages.compose import compose
from parsers.pages.lines import lines_of
from parsers.pages.matching import matched
from parsers.pages.model import Box, Glyph, Sheet
from parsers.pages.shapes import frames_of, largest
from tests.pages.lines import BODY, Set


def _texts(page: Set) -> list[str]:
    return [line.text for line in lines_of(page.glyphs, 1)]


def test_columns_stay_apart_where_the_gap_is_no_wider_than_one_in_a_title() -> None:
    page = Set()
    page.line("左栏的一行文字", 50, 100)
    page.glyphs.append(Glyph("隔", 500, 690, 510, 700, 700, 10, "song", len(page.glyphs)))
    page.line("右栏的一行文字", 129, 100)
    assert _texts(page)[:2] == ["左栏的一行文字", "右栏的一行文字"]
    assert _texts(Set().line("凝心聚力", 50, 100, 20).line("务实重干", 150, 100, 20)) == ["凝心聚力务实重干"]


def test_punctuation_in_a_font_and_on_a_baseline_of_its_own_stays_in_its_line() -> None:
    page = Set().line("前半句", 50, 100).line("后半句", 90, 100).line("，", 80, 103, 10, "marks")
    assert _texts(page) == ["前半句，后半句"]


def test_a_letter_spaced_title_is_one_line() -> None:
    assert _texts(Set().line("濮阳日报", 50, 100, 30, step=2.5)) == ["濮阳日报"]


def test_vertical_lines_are_read_from_right_to_left() -> None:
    page = Set().down("乡村振兴", 50, 120).down("范县全力推进", 90, 120)
    page.column(BODY * 3 + "。", 130, 110, 16).column(BODY * 3 + "。", 320, 110, 16)
    assert page.read().text.splitlines()[0] == "范县全力推进乡村振兴"


@pytest.mark.parametrize(("first", "second", "text"), [
    ("he said to", "the people", "he said to the people"), ("全县共有", "12个乡镇", "全县共有12个乡镇"), ("村里的", "5G基站", "村里的5G基站")
])  # fmt: skip
def test_between_latin_words_of_two_lines_stands_a_space_and_nothing_in_chinese(first: str, second: str, text: str) -> None:
    page = Set().line(first, 50, 100).line(second, 50, 115).line(BODY, 50, 130).line(BODY, 50, 145)
    page.glyphs = [g._replace(x1=370.0) if g.text == first[-1] and g.baseline == 100 else g for g in page.glyphs]
    assert text in page.read().text.replace("\n", "")


def test_paragraphs_begin_by_indent_and_run_on_over_columns_and_pages() -> None:
    page = Set()
    page.line("乡村建设见实效", 50, 60, 24, "hei")
    page.column(BODY[:30] + "。", 50, 100).column(BODY[:22], 50, 145)
    page.column(BODY[22:30] + "。", 190, 100, indent=False).column(BODY + "。", 190, 115).column(BODY[::-1] + "。", 330, 100)
    assert page.read().text.split("\n")[2:] == [BODY[:30] + "。", BODY[:30] + "。", BODY + "。", BODY[::-1] + "。", ""]
    sheets = [Sheet(n, 600, 800, tuple(Set().line(text, 50, y).line(f"- {n} -", 290, 780, 9).glyphs)) for n, text, y in
              ((1, BODY, 700), (2, "到底。", 60))]  # fmt: skip
    reading = compose(sheets, "application/pdf", "pdf", "1")
    assert reading.text.startswith(BODY + "到底。\n")
    assert [reading.text[s.start : s.end] for s in reading.furniture] == ["- 1 -", "- 2 -"]


def test_an_article_in_columns_runs_on_over_a_page_turn() -> None:
    first = Set().line("乡村建设见实效", 50, 60, 24, "hei").column(BODY * 2 + "。", 50, 100).column(BODY[:22], 190, 100)
    second = Set().column(BODY[22:] + BODY + "。", 50, 100, indent=False).column(BODY * 2 + "。", 190, 100)
    sheets = [Sheet(n, 600, 800, tuple(page.glyphs)) for n, page in ((1, first), (2, second))]
    reading = compose(sheets, "application/pdf", "pdf", "1")
    assert not reading.parts
    assert BODY + BODY + "。" in reading.text.splitlines()


def test_running_heads_come_back_on_another_page_and_titles_twice_on_one() -> None:
    page = Set()
    for x in (50, 190, 330):
        page.line("简讯", x, 40, 16, "hei").column(BODY * 2 + "。", x, 70)
    assert not page.read().furniture
    assert [page.read().text[p.span.start : p.span.start + 2] for p in page.read().parts] == ["简讯"] * 3
    sheets = [Sheet(n, 600, 800, tuple(Set().line("濮阳县志", 280, 30, 9).line(BODY[n:], 50, 100).glyphs)) for n in (1, 2)]
    reading = compose(sheets, "application/pdf", "pdf", "1")
    assert [reading.text[s.start : s.end] for s in reading.furniture] == ["濮阳县志"] * 2


def test_every_character_keeps_its_place_and_only_white_space_is_added() -> None:
    page = Set().line("乡村建设 见实效", 50, 60, 24, "hei").column(BODY * 2 + "。", 50, 100).column(BODY * 2 + "。", 190, 100)
    reading = page.read()
    assert reading.places is not None
    placed = [(char, place) for char, place in zip(reading.text, reading.places, strict=True) if place]
    assert sorted(char for char, _ in placed) == sorted(g.text for g in page.glyphs)
    assert {char for char, place in zip(reading.text, reading.places, strict=True) if not place} <= {"\n", " "}


def test_a_text_that_breaks_off_makes_its_article_doubtful() -> None:
    page = Set().line("乡村建设见实效", 50, 60, 24, "hei").column(BODY + "。", 50, 100).column(BODY[:22], 190, 100)
    page.line("粮食生产开新局", 350, 60, 24, "hei").column(BODY * 2 + "。", 350, 100)
    whole = Set().line("乡村建设见实效", 50, 60, 24, "hei").column(BODY + "。", 50, 100).column(BODY[:20] + "。", 190, 100)
    whole.line("粮食生产开新局", 350, 60, 24, "hei").column(BODY * 2 + "。", 350, 100)
    assert min(part.confidence for part in page.read().parts) < 0.6
    assert min(part.confidence for part in whole.read().parts) >= 0.6


def test_a_caption_goes_with_the_article_in_whose_columns_its_picture_stands() -> None:
    page = Set().line("乡村建设见实效", 50, 60, 20, "hei").column(BODY * 4 + "。", 50, 230).line("图为施工现场。", 60, 200, 9, "kai")
    page.line("粮食生产开新局", 330, 60, 20, "hei").column(BODY * 6 + "。", 330, 90)
    page.column(BODY * 6 + "。", 470, 90)
    reading = page.read(images=(Box(50, 80, 170, 188),))
    caption = next(role for role in reading.roles if role.name == "caption")
    assert reading.text[slice(*caption.span)] == "图为施工现场。"
    home = next(part for part in reading.parts if part.span.start <= caption.span.start < part.span.end)
    assert reading.text[slice(*home.span)].startswith("乡村建设见实效")


def test_four_rules_are_a_frame() -> None:
    rules = [Box(10, 10, 110, 11), Box(10, 200, 110, 201), Box(10, 10, 11, 201), Box(109, 10, 110, 201), Box(10, 300, 110, 301)]
    assert frames_of(rules) == [Box(10, 10, 110, 201)]
    assert frames_of(rules[:3]) == []


def test_of_a_hatching_only_the_longest_rules_count() -> None:
    rules = [Box(0, y, 20 + y % 3, y + 1) for y in range(2000)] + [Box(0, 0, 500, 1)]
    assert Box(0, 0, 500, 1) in largest(rules)
    assert len(largest(rules)) <= 300


def test_a_drawing_of_thousands_of_words_is_read_from_top_to_bottom() -> None:
    rng = random.Random(1)
    page = Set()
    for _ in range(900):
        page.line(rng.choice((BODY[:9], BODY[9:18])), rng.uniform(0, 500), rng.uniform(20, 780), rng.choice((7.0, 9.0, 13.0)))
    reading = page.read()
    assert sorted("".join(reading.text.split())) == sorted(g.text for g in page.glyphs)


@pytest.mark.parametrize("seed", range(20))
def test_the_pairing_is_the_best_of_all(seed: int) -> None:
    rng = random.Random(seed)
    weights = {a: {b: round(rng.uniform(0.1, 9), 1) for b in range(5) if rng.random() < 0.7} for a in "abcde"}
    pairs = matched(weights)
    best = max(sum(weights[a].get(b, 0.0) for a, b in zip("abcde", order, strict=True)) for order in permutations(range(5)))
    assert len(set(pairs.values())) == len(pairs)
    assert sum(weights[a][b] for b, a in pairs.items()) == pytest.approx(best)
