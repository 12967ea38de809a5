"""Damage of glyphs: what the tables undo, what they leave alone, and which pages are no text at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from parsers.cleaning import clean
from parsers.glyphs import COMPOSED_NUMBER, from_gbk, italic_latin, radicals, restored
from parsers.pages.gate import why_garbled
from parsers.pages.model import Glyph, Sheet
from parsers.pages.repairs import repaired
from parsers.readers.pdf import read
from parsers.reading import Reading
from parsers.source import Source
from seeds import vocabulary
from tests.hostile_pdf import one_page, stream
from tests.spelled_pdf import spelled

TABLES = vocabulary("glyph_repairs")
PROSE = Path("seeds/documents/003_f225fcf39671d908.txt").read_text(encoding="utf-8")


def glyphs(text: Sequence[str], *, font: str = "Fang", x: float = 0, baseline: float = 100, step: float = 10) -> list[Glyph]:
    """A line of square characters of 10 points."""
    places = [x + step * i for i in range(len(text))]
    return [
        Glyph(c, at, baseline - 9, at + 10, baseline + 1, baseline, 10, font, i) for i, (c, at) in enumerate(zip(text, places, strict=True))
    ]


def after(*lines: list[Glyph]) -> list[Glyph]:
    return list(repaired(Sheet(1, 500, 500, tuple(g for line in lines for g in line))).glyphs)


def said(glyphs: list[Glyph]) -> str:
    return "".join(g.text for g in glyphs)


def pdf(data: bytes) -> Reading:
    return read(Source(data, "a.pdf"), "application/pdf")


@pytest.mark.parametrize(("raw", "meant"), TABLES["composed_numbers"]["examples"])
def test_composed_numbers_are_undone_where_wording_is_cleaned(raw: str, meant: str) -> None:
    found = COMPOSED_NUMBER.search(raw)
    assert found
    assert restored(found) == meant
    assert clean(f"前{raw}后") == f"前{meant}后"
    assert said(after(glyphs(raw))) == raw


@pytest.mark.parametrize("table", ["italic_latin", "radicals"])
def test_characters_that_stand_for_others(table: str) -> None:
    for raw, meant in TABLES[table]["examples"]:
        found = after(glyphs(f"甲{raw}乙"))
        assert said(found) == f"甲{meant}乙"
        assert "".join(g.raw or "" for g in found) == raw


def test_the_tables_pair_what_is_printed_alike() -> None:
    assert all(ord(han.encode("gbk")[1:]) - 0x80 == ord(latin) and han.encode("gbk")[0] == 0xA0 for han, latin in italic_latin().items())
    assert len(radicals()) > 214
    assert all("\u2e80" <= radical <= "\u2fdf" for radical in radicals())
    assert all("\u4e00" <= char <= "\u9fff" for char in radicals().values())


@pytest.mark.parametrize("word", ["犇犇", "牛犇", "一头犛牛", "狀元"])
def test_rare_characters_that_are_words_stay(word: str) -> None:
    assert said(after(glyphs(word))) == word


def test_nothing_but_radicals_is_folded() -> None:
    assert said(after(glyphs("①㎡Ⅳ５％⼈"))) == "①㎡Ⅳ５％人"


@pytest.mark.parametrize(("raw", "meant"), TABLES["gbk_as_latin"]["examples"])
def test_bytes_taken_for_latin_become_one_glyph_each(raw: str, meant: str) -> None:
    found = after(glyphs(f"A{raw}b", step=5))
    assert said(found) == f"A{meant}b"
    assert (found[1].raw, found[1].x0, found[1].x1) == (raw[:2], 5, 20)


@pytest.mark.parametrize("text", ["Übergröße", "ÖÄÜßöä", "café naïve", "é", "5°×3±0.2"])
def test_accented_latin_stays(text: str) -> None:
    assert said(after(glyphs(text, step=5))) == text


def test_bytes_that_a_font_does_not_name() -> None:
    named = [f"(cid:{byte})" for byte in "延津县".encode("gbk")]
    assert said(after(glyphs(named, step=5))) == "延津县"
    assert from_gbk(b"\xd6\xd0\xb9") is None


def test_bold_made_by_printing_twice_is_printed_once() -> None:
    title = glyphs("粗体标题")
    again = glyphs("粗体标题", x=0.4, baseline=100.3)
    assert said(after(title, again)) == "粗体标题"
    each = [g for pair in zip(title, again, strict=True) for g in pair]
    assert said(after(each)) == "粗体标题"


def test_words_that_say_it_twice_stay() -> None:
    assert said(after(glyphs("……"), glyphs("人人奔小康", baseline=120))) == "……人人奔小康"
    assert said(after(glyphs("1111", step=5))) == "1111"
    assert said(after(glyphs("人"), glyphs("人", baseline=112))) == "人人"


def test_punctuation_of_a_font_of_its_own_is_lifted_to_its_line() -> None:
    words, stop = glyphs("说完"), glyphs("。", font="Biaodian", x=20, baseline=103)
    assert [g.baseline for g in after(words, stop)] == [100, 100, 100]
    below = glyphs("。", font="Biaodian", x=20, baseline=115)
    assert after(words, below)[-1].baseline == 115
    index = glyphs("2", font="Biaodian", x=20, baseline=97)
    assert after(words, index)[-1].baseline == 97


def test_what_no_line_holds_and_no_database_stores() -> None:
    assert said(after(glyphs(["甲", "\n", "乙", "\x00", "\ud800", ""]))) == "甲 乙 \ufffd"


def test_a_sound_sheet_is_left_as_it_is() -> None:
    sheet = Sheet(1, 500, 500, tuple(glyphs("本报讯")))
    assert repaired(sheet) is sheet


def test_the_reading_says_what_was_repaired_and_where() -> None:
    reading = pdf(spelled(["⼀、⼯作按犐犆犛标准推进，⻓期坚持。", *(PROSE[at : at + 35].strip() for at in range(200, 380, 35))]))
    assert "一、工作按ICS标准推进，长期坚持。" in reading.text
    notes = [n for n in reading.notes if n.code == "glyph_repaired"]
    assert [reading.raw(n.spans) for n in notes] == ["一", "工", "ICS", "长"]
    assert "犐犆犛" in notes[2].message
    assert {n.code for n in reading.notes} == {"glyph_repaired"}, "both engines read the same before the repair"


def test_gbk_bytes_on_a_page() -> None:
    words = "延津县人民政府办公室".encode("gbk")
    reading = pdf(
        one_page(stream(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % words)).replace(b"/Helvetica", b"/Helvetica /Encoding /WinAnsiEncoding")
    )
    assert reading.text.split() == ["延津县人民政府办公室"]


GARBLED = {
    "private use": "\ue001\ue002" * 10 + PROSE[:900],
    "no meaning": "(cid:17)" * 10 + PROSE[:900],
    "replaced": "\ufffd" * 10 + PROSE[:900],
    "italic Latin": "犐，犆。犛" * 3 + PROSE[:900],
    "bytes": "ÖÐ¹úÈËÃñ" * 3 + PROSE[:900],
    "rare characters": "".join(map(chr, range(0x3400, 0x3500))) + PROSE[:900],
    "shifted": "".join(chr(ord(c) + 7) if "\u4e00" <= c <= "\u9f00" else c for c in PROSE[:900]),
}


@pytest.mark.parametrize("name", GARBLED)
def test_a_page_of_nonsense_is_told(name: str) -> None:
    assert why_garbled(GARBLED[name])


@pytest.mark.parametrize("path", sorted(Path("seeds/documents").glob("*.txt")), ids=lambda p: p.stem[:3])
def test_sound_pages_pass(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert all(why_garbled(text[at : at + 800]) is None for at in range(0, len(text), 800))


def test_other_sound_pages_pass() -> None:
    assert why_garbled("The quick brown fox jumps over the lazy dog. " * 9) is None
    assert why_garbled("延津縣人民政府辦公室關於進一步做好農村環境整治工作的通知，各鄉鎮要認真貫徹執行。" * 9) is None
    assert why_garbled("①②③④ ㎡ ℃ ‰ → ■ ★ Ⅳ 12.5% 2024—2025 · ×" * 5) is None
    assert why_garbled("（cid） — 3 —") is None
    assert why_garbled("\uf0b7 加强组织领导\n\uf0b7 抓好工作落实\n" * 9) is None
    assert why_garbled("犯罪现状、狂风、狗、狐狸、独自" * 9) is None
