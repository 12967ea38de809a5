"""Laws of a reading: what cleaning may do, what spans are, and that any part of a wording finds its characters again."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.cleaning import clean, is_visible
from parsers.document import Text
from parsers.glyphs import COMPOSED_NUMBER, circled, restored
from parsers.grammar.layout.lines import lines_of, marks_of
from parsers.grammar.marks import circled_value
from parsers.mapped import Mapped
from parsers.reading import Page, Place, Reading, Span, merge, subtract, trim
from tests.structure import mapped, reading_of

ALPHABET = "中文镇，。、“”（）()aZ09９.,-—①⑫輥輰輯訛輦輮 \t　\n\r\f\u2028\u200b\ufeff\u2060\xa0万%*#>[]😀\U00020000é"
TEXTS = st.text(alphabet=ALPHABET, max_size=40)
WHITE = re.compile(r"[\s\u200b\u2060\ufeff]")


def visible(text: str) -> str:
    """The visible characters of a text, its damaged glyphs repaired."""
    return WHITE.sub("", COMPOSED_NUMBER.sub(restored, text))


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(TEXTS)
def test_cleaning_keeps_every_visible_character_in_its_order(raw: str) -> None:
    assert WHITE.sub("", clean(raw)) == visible(raw)


@given(TEXTS)
def test_a_cleaned_wording_has_no_space_at_its_ends_and_none_doubled(raw: str) -> None:
    assert clean(raw) == clean(raw).strip()
    assert not re.search(r"[\s\u200b]{2}|[^\S ]", clean(raw))


@given(TEXTS, st.sampled_from([" ", "\n", "\u200b", "　\r\n"]))
def test_white_space_round_a_wording_means_nothing(raw: str, white: str) -> None:
    assert clean(white + raw + white) == clean(raw)


CLEANED = [
    ("学习31\n次", "学习31次"),
    ("200 余万\r\n元", "200余万元"),
    ("方\n\n式", "方式"),
    ("蹄疾步稳交答卷　踔厉奋发勇争先", "蹄疾步稳交答卷 踔厉奋发勇争先"),
    ("Belt and\nRoad", "Belt and Road"),
    ("PM2.5 浓度", "PM2.5浓度"),
    ("王 楼 镇", "王 楼 镇"),
    ("增长 4.8 %，达 5 km", "增长4.8%，达5 km"),
    ("新篇章！輥\n輰訛", "新篇章！⑫"),
    (" \u200b ", ""),
    ("輥 輥", "輥 輥"),
]


@pytest.mark.parametrize(("raw", "cleaned"), CLEANED)
def test_cleaning(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def spans_in(length: int) -> st.SearchStrategy[tuple[Span, ...]]:
    """Sorted, disjoint, non-empty spans inside a text of some length."""
    cuts = st.lists(st.integers(0, length), unique=True, max_size=8).map(sorted)
    return cuts.map(lambda c: tuple(Span(a, b) for a, b in zip(c[::2], c[1::2], strict=False)))


SETS = spans_in(40)


def covered(spans: tuple[Span, ...] | list[Span]) -> set[int]:
    return {i for s in spans for i in range(*s)}


@given(spans_in(40).filter(bool), SETS)
def test_subtracting_leaves_what_is_in_no_hole(spans: tuple[Span, ...], holes: tuple[Span, ...]) -> None:
    left = list(subtract(spans[0], holes))
    assert covered(left) == covered(spans[:1]) - covered(holes)
    assert all(a.end <= b.start for a, b in pairwise(left))
    assert all(s.start < s.end for s in left)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(lambda p: Span(*p)), max_size=8))
def test_merging_covers_the_same_and_parts_what_does_not_touch(spans: list[Span]) -> None:
    merged = merge(spans)
    assert covered(merged) == covered(spans)
    assert all(a.end < b.start for a, b in pairwise(merged))
    assert merge(merged) == merged


@given(TEXTS, st.data())
def test_trimming_takes_white_space_only(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    trimmed = trim(text, Span(start, end))
    assert start <= trimmed.start <= trimmed.end <= end
    assert WHITE.sub("", text[start : trimmed.start] + text[trimmed.end : end]) == ""
    inside = text[trimmed.start : trimmed.end]
    assert not inside or not (WHITE.match(inside[0]) or WHITE.match(inside[-1]))


@st.composite
def mappeds(draw: st.DrawFn) -> Mapped:
    """Some spans of a reading, any of which may part a number or a damaged glyph."""
    text = draw(TEXTS)
    return Mapped(reading_of(text), draw(spans_in(len(text))))


def resolves(reading: Reading, text: Text) -> bool:
    inside = all(0 <= s.start < s.end <= len(reading) for s in text.spans)
    return inside and clean(reading.raw(text.spans)) == text.text


@given(mappeds(), st.data())
def test_any_slice_finds_its_characters_again(some: Mapped, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(some.text)))
    end = data.draw(st.integers(start, len(some.text)))
    text = some.slice(start, end)
    assert resolves(some.reading, text)
    assert text.text == some.text[start:end].strip(" ")
    assert covered(text.spans) <= covered(some.spans)
    assert list(text.spans) == sorted(text.spans)


@given(mappeds(), st.data())
def test_a_part_of_a_part_is_a_part(some: Mapped, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(some.text)))
    end = data.draw(st.integers(start, len(some.text)))
    part = some.part(start, end)
    assert part.text == some.text[start:end].strip(" ")
    inner = part.slice(0, len(part.text) // 2)
    assert resolves(some.reading, inner)
    assert some.text[start:end].strip(" ").startswith(inner.text)


@given(mappeds())
def test_the_whole_is_the_cleaned_raw_wording(some: Mapped) -> None:
    assert some.text == clean(some.raw)
    assert some.whole().text == some.text
    assert some.raw_spans(0, len(some.raw)) == some.spans


def triple(number: int) -> str:
    return "輤輥輦輧"[number // 10] + "輮輯輰輱輲輳輴輵輶輷"[number % 10] + "訛"


@pytest.mark.parametrize("number", range(1, 40))
def test_a_circled_number_comes_back_from_its_three_hanzi(number: int) -> None:
    assert clean(triple(number)) == circled(number)
    assert circled_value(circled(number)) == number


@pytest.mark.parametrize("number", range(1, 40))
def test_a_repair_says_what_stood_there(number: int) -> None:
    whole = mapped(f"前进。{triple(number)}").whole()
    assert [(r.raw, r.repaired, r.spans) for r in whole.repairs] == [(triple(number), circled(number), (Span(3, 6),))]


def test_a_repair_across_a_line_break_keeps_the_break_outside_the_wording() -> None:
    whole = mapped("前进。輥\n輰訛").whole()
    assert whole.text == "前进。⑫"
    assert [r.raw for r in whole.repairs] == ["輥\n輰訛"]


def test_no_number_none_is_made_of_zero() -> None:
    assert clean("輤輮訛") == "輤輮訛"


@pytest.mark.parametrize("number", [0, 51])
def test_there_is_no_circled_form_outside_1_to_50(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        circled(number)


@pytest.mark.parametrize("char", ["1", "a", "一", "", "①②", "⓪"])
def test_other_characters_are_no_circled_numbers(char: str) -> None:
    assert circled_value(char) is None


LINES = st.text(alphabet="中文，。#*_>- 　\n\r\f![]()ha/.tp:—━★1|┌└│\u200b\ufeff", max_size=60)


@given(LINES)
def test_marks_and_wording_of_lines_share_nothing_and_leave_nothing_out(text: str) -> None:
    reading = reading_of(text)
    wording = [i for line in lines_of(reading) for s in line.spans for i in range(*s)]
    marks = [i for s in marks_of(reading) for i in range(*s)]
    assert len(set(wording)) == len(wording)
    assert not set(wording) & set(marks)
    assert {i for i, c in enumerate(text) if is_visible(c) and not WHITE.match(c)} <= {*wording, *marks}


MARKED = [
    ("## 一、抓投资", ["一、抓投资"], ["##"]),
    ("**抓投资**", ["抓投资"], ["**", "**"]),
    ("- 抓投资", ["抓投资"], ["-"]),
    ("-抓投资", ["-抓投资"], []),
    ("——抓投资", ["——抓投资"], []),
    ("抓投资\n---\n促消费", ["抓投资", "促消费"], ["---"]),
    ("★★★★", [], ["★★★★"]),
    ("见[县政府网](http://a.cn)。", ["见县政府网。"], ["[", "](http://a.cn)"]),
    ("![图](a.png)\n丰收", ["丰收"], ["![图](a.png)"]),
    ("[附件]不是链接", ["[附件]不是链接"], []),
    ("2*3=6", ["2*3=6"], []),
]


@pytest.mark.parametrize(("text", "wordings", "marks"), MARKED)
def test_marks_are_no_wording(text: str, wordings: list[str], marks: list[str]) -> None:
    reading = reading_of(text)
    assert [line.text for line in lines_of(reading)] == wordings
    assert [text[s.start : s.end].strip() for s in marks_of(reading)] == marks


def test_lines_know_gaps_pages_and_rules() -> None:
    lines = lines_of(reading_of("甲\n\n\n乙\f丙\n---\n丁\n"))
    assert [(x.text, x.gap, x.new_page, x.ruled) for x in lines] == [
        ("甲", 0, False, False),
        ("乙", 2, False, False),
        ("丙", 0, True, False),
        ("丁", 1, False, True),
    ]


def test_places_are_one_for_each_character() -> None:
    with pytest.raises(ValueError, match="1 places for 2"):
        Reading("甲乙", "application/pdf", "case", "1", places=(None,))


def test_boxes_widen_over_a_line_and_part_at_lines_and_pages() -> None:
    places = (Place(1, 0, 0, 10, 10), Place(1, 10, 1, 20, 11), None, Place(1, 0, 20, 10, 30), Place(2, 0, 0, 10, 10))
    reading = Reading("甲乙\n丙丁", "application/pdf", "case", "1", pages=(Page(1, 20, 30), Page(2, 20, 30)), places=places)
    assert reading.boxes([Span(0, 5)]) == [Place(1, 0, 0, 20, 11), places[3], places[4]]
    assert reading_of("甲").boxes([Span(0, 1)]) == []
