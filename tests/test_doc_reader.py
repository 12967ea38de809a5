"""Old Word documents: what people see in them, in files written by hand; the seeds in them say what they say as text."""

import random
import struct
from contextlib import suppress
from pathlib import Path

import pytest

from parsers.doc.properties import properties
from parsers.errors import BrokenFile, KuaibaoError, NoContent, PasswordNeeded, UnsupportedMedia
from parsers.media import read_source
from parsers.parse import parse_source
from parsers.reading import Reading
from parsers.source import Source
from tests.as_printed import as_printed
from tests.compound import compound
from tests.test_ofd_seeds import SEEDS, parsed, structure
from tests.typeset_doc import Par, Parts, doc, list_of, sprm, style

HEADLINE, SECTION, TITLE, CAPTION = 1, 2, 10, 11
DELETED, HIDDEN, IN_TABLE, ROW_END, LIST, LEVEL, OUTLINE, CENTRED = 0x0800, 0x083C, 0x2416, 0x2417, 0x460B, 0x260A, 0x2640, 0x2403


def read(*body: Par, narrow: bool = False) -> Reading:
    return read_source(Source(doc(Parts(body, narrow=narrow)), "a.doc"))


def lines(reading: Reading) -> list[str]:
    return [line for line in reading.text.split("\n") if line.strip()]


def roles(reading: Reading) -> list[tuple[str, int, str]]:
    return [(role.name, role.level, reading.text[role.span.start : role.span.end]) for role in reading.roles]


@pytest.mark.parametrize("narrow", [False, True], ids=["one piece", "ASCII in pieces of its own"])
def test_paragraphs_are_lines(narrow: bool) -> None:
    reading = read(Par("王楼镇投入资金 2924 万元。"), Par("PM2.5 降低 5%。"), Par("稀有字\U00020000与😀。"), narrow=narrow)
    assert reading.media_type == "application/msword"
    assert lines(reading) == ["王楼镇投入资金 2924 万元。", "PM2.5 降低 5%。", "稀有字\U00020000与😀。"]


def test_marks_that_lay_out() -> None:
    assert lines(read(Par("上\x0b下\x1e中\x1f字\x02\x05"), Par("一页", end="\x0c"), Par("二页"))) == ["上", "下-中字", "一页", "二页"]


def test_fields_by_their_results() -> None:
    body = Par("见\x13 HYPERLINK a \x14范县\x15，第\x13 PAGE \x13 X \x15\x145\x15页\x13 EMPTY \x15。")
    assert lines(read(body, Par("没有尽头的\x13 域"), Par("不吞掉下文"))) == ["见范县，第5页。", "没有尽头的", "不吞掉下文"]


def test_deleted_and_hidden_words_are_out_and_told() -> None:
    text = "改好了的字和旧的字以及暗的字。"
    body = Par(text, stretches=((6, 9, sprm(DELETED, 1)), (11, 14, sprm(HIDDEN, 1))))
    reading = read(body)
    assert lines(reading) == ["改好了的字和以及。"]
    assert {note.code for note in reading.notes} == {"tracked_changes", "hidden_text"}


def test_headings_by_style_by_base_and_by_outline_level() -> None:
    styles = [style(0), style(1), style(2), style(4094, base=2)]
    body = [Par("标题", 1), Par("第一节", 3), Par("正文在此处。"), Par("第二节", 0, sprm(OUTLINE, 1)), Par("正文在此处。")]
    reading = read_source(Source(doc(Parts(body, styles=styles)), "a.doc"))
    assert roles(reading) == [("heading", 1, "标题"), ("heading", 2, "第一节"), ("heading", 2, "第二节")]


def test_rows_of_tables_are_lines() -> None:
    def cell(text: str) -> Par:
        return Par(text, 0, sprm(IN_TABLE, 1), "\x07")

    end = Par("", 0, sprm(IN_TABLE, 1) + sprm(ROW_END, 1), "\x07")
    reading = read(Par("表前。"), cell("指标"), cell("数值"), end, cell("产值"), cell("5 亿元"), end, Par("表后。"))
    assert lines(reading) == ["表前。", "指标\t数值", "产值\t5 亿元", "表后。"]


def test_list_numbers_are_counted_as_word_shows_them() -> None:
    defined, levels, used = list_of(7, (37, "{0}、"), (37, "（{1}）"), (0, "{2}."))
    items = [(0, "总体要求"), (1, "甲"), (1, "乙"), (0, "重点任务"), (1, "丙"), (2, "丁")]
    body = [Par(text, 0, sprm(LIST, 1) + sprm(LEVEL, level)) for level, text in items]
    reading = read_source(Source(doc(Parts(body, lists=defined, levels=levels, used=used)), "a.doc"))
    assert lines(reading) == ["一、总体要求", "（一）甲", "（二）乙", "二、重点任务", "（一）丙", "1. 丁"]
    assert [note.code for note in reading.notes] == ["list_numbers_worked_out"]


def test_text_boxes_stand_before_the_paragraph_that_they_hang_on() -> None:
    row = [Par("甲", said=sprm(IN_TABLE, 1), end="\x07"), Par("乙", said=sprm(IN_TABLE, 1), end="\x07")]
    row.append(Par("", said=sprm(IN_TABLE, 1) + sprm(ROW_END, 1), end="\x07"))
    body = [Par("第 26 期"), Par("正文一段。"), *row, Par("正文二段。")]
    parts = Parts(body, boxes=[Par("表上的字"), Par("濮阳县政务信息"), Par("哪里也不挂的字")], anchors=[3, 0], header_boxes=[Par("眉框")])
    said = ["眉框", "濮阳县政务信息", "第 26 期", "正文一段。", "表上的字", "甲\t乙", "正文二段。", "哪里也不挂的字"]
    assert lines(read_source(Source(doc(parts), "a.doc"))) == said


def test_a_masthead_in_a_text_box_names_the_bulletin() -> None:
    body = [Par("第 26 期"), Par("濮阳县人民政府办公室　　　　2024年6月5日"), Par(""), Par("我县“三夏”生产有序推进")]
    body += [Par("截至6月4日，全县已收获小麦68.5万亩，占总面积的81.2%。"), Par("报：市委办公室。")]
    _, (document,) = parse_source(Source(doc(Parts(body, boxes=[Par("濮 阳 县 政 务 信 息")], anchors=[0])), "a.wps"))
    assert (document.doc_type, document.issue_number) == ("bulletin", 26)
    assert document.publication
    assert document.publication.text == "濮阳县政务信息"


def test_headers_footers_notes_and_text_boxes() -> None:
    empty: list[Par] = []
    headers = [*[empty] * 7, [Par("延津县人民政府文件"), Par("")], empty, [Par("— \x13 PAGE \x141\x15 —")], empty, empty]
    parts = Parts([Par("正文在此处。")], notes=[Par("\x02注一")], headers=headers, boxes=[Par("框内的字")])
    reading = read_source(Source(doc(parts), "a.doc"))
    assert lines(reading) == ["延津县人民政府文件", "正文在此处。", "框内的字", "注一", "— 1 —"]
    assert [(name, text) for name, _, text in roles(reading) if name != "heading"] == [
        ("furniture", "延津县人民政府文件"),
        ("note", "注一"),
        ("furniture", "— 1 —"),
    ]


def test_the_other_table_stream_is_found_too() -> None:
    assert lines(read_source(Source(doc(Parts([Par("正文在此处。")], flags=0)), "a.doc"))) == ["正文在此处。"]


def altered(at: int, value: int) -> bytes:
    """Return a file with two bytes of its head changed."""
    data = bytearray(doc(Parts([Par("正文在此处。")])))
    head = data.index(b"\xec\xa5\xc1\x00")
    struct.pack_into("<H", data, head + at, value)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error", "advice"),
    [
        (doc(Parts([Par(" ")])), NoContent, "drop it again"),
        (altered(10, 0x0300), PasswordNeeded, "without the password"),
        (altered(0, 0xA5DC), UnsupportedMedia, "save it as DOCX"),
        (altered(2, 0x68), UnsupportedMedia, "older than 97"),
        (altered(0x1A6, 0), BrokenFile, "save it as DOCX or PDF"),
        (compound({"WordDocument": b"\xec\xa5\xc1\x00"}), BrokenFile, "save it as DOCX or PDF"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, error: type[KuaibaoError], advice: str) -> None:
    with pytest.raises(error, match=advice) as caught:
        read_source(Source(data, "a.doc"))
    assert type(caught.value) is error


def test_damaged_anywhere_it_ends_in_a_reading_or_an_error_of_ours() -> None:
    chance = random.Random(3)
    defined, levels, used = list_of(7, (37, "{0}、"))
    body = [Par(f"第{n}段正文。", n % 12, sprm(LIST, 1) + sprm(IN_TABLE, n % 2)) for n in range(8)]
    whole = doc(Parts(body, lists=defined, levels=levels, used=used, headers=[[Par("眉")]] * 12, narrow=True))
    for _ in range(250):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(512, len(data))] = chance.randrange(256)
        with suppress(KuaibaoError):
            read_source(Source(bytes(data), "a.doc"))


def test_a_list_of_properties_that_is_cut_off() -> None:
    assert properties(sprm(OUTLINE, 1) + b"\x08\xd6") == {OUTLINE: b"\x01"}
    assert properties(b"\x15\xc6\x04abcd" + sprm(CENTRED, 1))[CENTRED] == b"\x01"


STYLES = {"title": TITLE, "publication": TITLE, "heading": SECTION, "caption": CAPTION}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_as_old_word_documents_say_the_same(path: Path) -> None:
    reading, document = parsed(Source.from_path(path))
    body = [Par(wording, STYLES.get(kind, 0)) for kind, wording in as_printed(document, reading)]
    _, again = parsed(Source(doc(Parts(body)), f"{path.stem}.doc"))
    assert structure(again) == structure(document)
