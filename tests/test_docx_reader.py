"""Word files: what people see of them is the reading, whatever the file is made of."""

import pytest

from parsers.errors import BrokenFile, EmptySource, KuaibaoError, NoContent, PasswordNeeded, ResourceLimit
from parsers.media import read_source
from parsers.readers import docx
from parsers.reading import Reading
from parsers.source import Source
from tests.typeset_docx import archive, package, paragraph, text_box


def read(body: str, parts: dict[str, str] | None = None, main: str = "word/document.xml", *, strict: bool = False) -> Reading:
    return read_source(Source(package(body, parts, main=main, strict=strict), "a.docx"))


def lines(reading: Reading) -> list[str]:
    return [line for line in reading.text.splitlines() if line.strip()]


def roles(reading: Reading) -> list[tuple[str, int, str]]:
    return [(role.name, role.level, reading.text[role.span.start : role.span.end]) for role in reading.roles]


def styled(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{name}"/>{more}</w:style>'
    for i, name, more in (
        ("1", "heading 1", ""),
        ("2", "heading 2", ""),
        ("a3", "Title", ""),
        ("a4", "caption", ""),
        ("a5", "小标题", '<w:basedOn w:val="2"/>'),
        ("a6", "隐藏", "<w:rPr><w:vanish/></w:rPr>"),
        ("x", "circle", '<w:basedOn w:val="y"/>'),
        ("y", "circle too", '<w:basedOn w:val="x"/>'),
    )
)


def test_a_text_box_stands_once_and_over_the_text_of_its_paragraph() -> None:
    body = f"<w:p>{text_box('延津政务快报', '第52期')}<w:r><w:t>王楼镇召开大会。</w:t></w:r></w:p>"
    assert lines(read(body)) == ["延津政务快报", "第52期", "王楼镇召开大会。"]


def test_a_text_box_anchored_behind_words_stands_behind_them() -> None:
    assert lines(read(f"<w:p><w:r><w:t>正文在前。</w:t></w:r>{text_box('框中文字')}</w:p>")) == ["正文在前。", "框中文字"]


def test_an_older_program_s_text_box_is_read_where_there_is_no_other() -> None:
    box = "<w:pict><v:shape><v:textbox><w:txbxContent>" + paragraph("红头") + "</w:txbxContent></v:textbox></v:shape></w:pict>"
    assert lines(read(run(box) + paragraph("正文。"))) == ["红头", "正文。"]


def test_tracked_insertions_are_text_and_deletions_are_not() -> None:
    change = '<w:ins w:id="1"><w:r><w:t>新增12户</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>新增10户</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="3"><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r><w:t>，已完成</w:t></w:r></w:moveTo>'
    reading = read(f"<w:p><w:r><w:t>今年</w:t></w:r>{change}{moved}<w:r><w:t>。</w:t></w:r></w:p>")
    assert lines(reading) == ["今年新增12户，已完成。"]
    assert [(n.code, "2 insertions" in n.message, "2 deletions" in n.message) for n in reading.notes] == [("tracked_changes", True, True)]


def row(*words: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in words) + "</w:tr>"


def test_rows_of_tables_are_lines_with_tabs() -> None:
    reading = read(
        paragraph("前。") + f"<w:tbl>{row('乡镇', '户数', '完成', '比例')}{row('王楼镇', '120', '', '98%')}</w:tbl>" + paragraph("后。")
    )
    assert reading.text == "前。\n\n乡镇\t户数\t完成\t比例\n王楼镇\t120\t\t98%\n\n后。\n"


def test_a_cell_over_several_columns_and_one_that_goes_on_from_above_leave_their_columns_free() -> None:
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("合计")}</w:tc><w:tc>{paragraph("900")}</w:tc></w:tr>'
    shifted = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{paragraph("竹园镇")}</w:tc><w:tc>{paragraph("320")}</w:tc></w:tr>'
    body = f"<w:tbl>{row('序号', '乡镇', '户数')}{row('', '木鱼镇', '580')}{shifted}{wide}</w:tbl>"
    assert lines(read(body)) == ["序号\t乡镇\t户数", "\t木鱼镇\t580", "\t竹园镇\t320", "合计\t\t900"]


def test_words_under_the_pictures_of_a_table_are_a_caption_each() -> None:
    picture = "<w:tc>" + run("<w:drawing><wp:inline><a:blip/></wp:inline></w:drawing>") + "</w:tc>"
    reading = read(paragraph("前。") + f"<w:tbl><w:tr>{picture * 2}</w:tr>{row('农户排队售粮', '检测水分')}</w:tbl>" + paragraph("后。"))
    assert roles(reading) == [("caption", 0, "农户排队售粮"), ("caption", 0, "检测水分")]


def test_words_drawn_along_a_path_are_text() -> None:
    art = '<w:pict><v:shape><v:textpath style="v-text-kern:t" string="延津政务快报"/></v:shape></w:pict>'
    assert lines(read(run(art) + paragraph("正文。"))) == ["延津政务快报", "正文。"]


def test_diagrams_and_charts_are_said_not_to_be_read() -> None:
    drawing = "<w:drawing><wp:inline><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    parts = [f'<{name} xmlns:{name[0]}="urn:x" r:id="rId9"/>' for name in ("d:relIds", "c:chart")]
    reading = read("".join(run(drawing.format(part)) for part in parts) + paragraph("正文。"))
    assert [(note.code, note.message[0]) for note in reading.notes] == [("embedded_document", "2")]


def test_a_table_that_only_lays_out_text_gives_its_paragraphs() -> None:
    left = "".join(paragraph(f"这是左栏的第{n}段，写的是乡村振兴和产业发展的事情，字数比表格里的要多。") for n in (1, 2))
    reading = read(f"<w:tbl><w:tr><w:tc>{left}</w:tc><w:tc>{paragraph('右栏只有一句话。')}</w:tc></w:tr></w:tbl>")
    assert [line[:6] for line in lines(reading)] == ["这是左栏的第", "这是左栏的第", "右栏只有一句"]


def test_headers_and_footers_are_furniture_once_each() -> None:
    sections = "".join(f'<w:sectPr><w:headerReference r:id="rheader{n}"/><w:footerReference r:id="rfooter1"/></w:sectPr>' for n in (1, 2))
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    page = f'<w:p><w:r><w:t>— </w:t></w:r>{field}<w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> —</w:t></w:r></w:p>'
    reading = read(paragraph("正文。") + sections, {"header1": paragraph("内部资料"), "header2": paragraph("内部资料"), "footer1": page})
    assert roles(reading) == [("furniture", 0, "内部资料"), ("furniture", 0, "— 3 —")]
    assert lines(reading) == ["内部资料", "正文。", "— 3 —"]


def test_what_only_the_first_page_has_over_its_text_is_its_mast_head() -> None:
    head = paragraph("延津政务快报") + paragraph("第52期") + paragraph("第 1 页")
    kinds = (("first", "header1"), ("default", "header2"))
    section = "".join(f'<w:headerReference w:type="{kind}" r:id="r{part}"/>' for kind, part in kinds)
    parts = {"header1": head, "header2": paragraph("延津政务快报")}
    reading = read(paragraph("正文。") + f"<w:sectPr>{section}<w:titlePg/></w:sectPr>", parts)
    assert lines(reading) == ["延津政务快报", "第 1 页", "延津政务快报", "第52期", "正文。"]
    assert [text for _, _, text in roles(reading)] == ["延津政务快报", "第 1 页"]
    assert roles(read(paragraph("正文。") + f"<w:sectPr>{section}</w:sectPr>", parts))[0] == ("furniture", 0, "延津政务快报")


@pytest.mark.parametrize(
    "shape",
    ['id="PowerPlusWaterMarkObject357476642" style="position:absolute"', 'id="s1" style="width:400pt;rotation:315;z-index:-1"'],
    ids=["by its name", "across the page"],
)
def test_a_watermark_is_furniture_wherever_it_hangs(shape: str) -> None:
    mark = f'<w:p><w:r><w:pict><v:shape {shape}><v:textpath string="内部资料 严禁外传"/></v:shape></w:pict></w:r></w:p>'
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rheader1"/><w:titlePg/></w:sectPr>'
    for reading in (read(paragraph("正文。") + section, {"header1": mark}), read(mark + paragraph("正文。"))):
        assert lines(reading) == ["内部资料 严禁外传", "正文。"]
        assert roles(reading) == [("furniture", 0, "内部资料 严禁外传")]


def test_a_watermark_beside_a_mast_head_is_none_of_it() -> None:
    mark = '<w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="样稿"/></v:shape></w:pict></w:r></w:p>'
    section = '<w:sectPr><w:headerReference w:type="first" r:id="rheader1"/><w:titlePg/></w:sectPr>'
    reading = read(paragraph("正文。") + section, {"header1": mark + paragraph("延津政务快报")})
    assert lines(reading) == ["样稿", "延津政务快报", "正文。"]
    assert roles(reading) == [("furniture", 0, "样稿")]


def test_notes_stand_at_the_end_and_leave_no_number_in_the_text() -> None:
    body = '<w:p><w:r><w:t>增长5%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>' + paragraph("完。")
    notes = f'<w:footnote w:id="1">{paragraph("分隔")}</w:footnote><w:footnote w:id="2">{paragraph("见统计公报。")}</w:footnote>'
    reading = read(body, {"footnotes": notes})
    assert lines(reading) == ["增长5%。", "完。", "见统计公报。"]
    assert roles(reading) == [("note", 0, "见统计公报。")]


def test_hidden_words_and_codes_of_fields_are_left_out() -> None:
    hidden = "<w:p><w:r><w:t>可见。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不可见。</w:t></w:r></w:p>"
    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>仍可见。</w:t></w:r></w:p>'
    link = '<w:p><w:hyperlink r:id="r9"><w:r><w:t>县政府网站</w:t></w:r></w:hyperlink></w:p>'
    reading = read(hidden + shown + styled("a6", "整段不可见。") + link, {"styles": STYLES})
    assert lines(reading) == ["可见。", "仍可见。", "县政府网站"]
    assert [(n.code, n.message[:1]) for n in reading.notes] == [("hidden_text", "2")]


def test_a_field_without_an_end_does_not_swallow_the_text() -> None:
    broken = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>'
    assert lines(read(broken + paragraph("正文还在。"))) == ["正文还在。"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:t>上</w:t><w:br/><w:t>下</w:t>", ["上", "下"]),
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>", ["甲\t乙"]),
        ('<w:t>前</w:t><w:br w:type="page"/><w:t>后</w:t>', ["前", "后"]),
        ("<w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t>", ["A-BC"]),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已办结</w:t>', ["☑已办结"]),
        ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>&#xF06C;</w:t>', ["●"]),
        ("<w:t>王楼\n镇</w:t>", ["王楼 镇"]),
        (
            '<w:t>库容3万m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r><w:r><w:t>，</w:t>',
            ["库容3万m³，"],
        ),
        ("<w:ruby><w:rt><w:r><w:t>jùn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>濬</w:t></w:r></w:rubyBase></w:ruby>", ["濬"]),
    ],
    ids=["line break", "tab", "page break", "hyphens", "symbol", "symbol font", "break in the file", "superscript", "ruby"],
)
def test_what_runs_hold(inside: str, text: list[str]) -> None:
    assert lines(read(run(inside))) == text


def test_a_symbol_that_is_not_known_is_kept_and_reported() -> None:
    reading = read(run('<w:sym w:font="方正符号" w:char="F0F7"/><w:t>项目</w:t>'))
    assert lines(reading) == ["\uf0f7项目"]
    assert [n.code for n in reading.notes] == ["replacement_character"]


def test_content_controls_are_text_and_their_prompts_are_not() -> None:
    filled = "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("已填写。") + "</w:sdtContent></w:sdt>"
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + paragraph("单击此处输入文字") + "</w:sdtContent></w:sdt>"
    assert lines(read(filled + prompt)) == ["已填写。"]


def test_headings_are_those_of_styles_and_outline_levels() -> None:
    outline = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>二、抓治理</w:t></w:r></w:p>'
    long = styled("2", "这一段用了标题样式，但它是一句完整的话，所以不是标题。")
    body = (
        styled("1", "王楼镇工作简报")
        + styled("2", "一、抓产业")
        + paragraph("正文。")
        + outline
        + styled("a5", "三、抓民生")
        + long
        + styled("x", "普通")
    )
    assert roles(read(body, {"styles": STYLES})) == [
        ("heading", 1, "王楼镇工作简报"),
        ("heading", 2, "一、抓产业"),
        ("heading", 2, "二、抓治理"),
        ("heading", 2, "三、抓民生"),
    ]


def test_several_headings_of_the_highest_level_are_sections() -> None:
    body = styled("1", "一、抓产业") + paragraph("正文。") + styled("1", "二、抓民生") + paragraph("正文。")
    assert [level for _, level, _ in roles(read(body, {"styles": STYLES}))] == [2, 2]
    titled = styled("a3", "王楼镇工作简报") + body
    assert [level for _, level, _ in roles(read(titled, {"styles": STYLES}))] == [1, 2, 2]


def test_words_under_a_picture_are_its_caption() -> None:
    picture = '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed="r1"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    centred = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'.format
    body = paragraph("正文。") + picture + centred("七种颜色花菜。") + picture + paragraph("这一段是正文。") + styled("a4", "题注")
    assert roles(read(body, {"styles": STYLES})) == [("caption", 0, "七种颜色花菜。"), ("caption", 0, "题注")]


@pytest.mark.parametrize(("main", "strict"), [("word/document.xml", True), ("word/document2.xml", False)], ids=["strict", "other name"])
def test_other_kinds_of_package_are_read(main: str, strict: bool) -> None:
    assert lines(read(paragraph("正文。"), main=main, strict=strict)) == ["正文。"]


def changed(name: str, data: bytes) -> bytes:
    return archive(
        {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<Relationships/>", "word/document.xml": b"<document/>"} | {name: data}
    )


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><document><body>&c;</body></document>'
REFUSED: list[tuple[str, bytes, type[KuaibaoError], str]] = [
    ("entities", changed("word/document.xml", BOMB), BrokenFile, "document type"),
    (
        "entities in UTF-16",
        changed("word/document.xml", BOMB.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")),
        BrokenFile,
        "document type",
    ),
    ("broken XML", changed("word/document.xml", b"<document><body>"), BrokenFile, "save it as DOCX"),
    (
        "an encoding that nobody knows",
        changed("word/document.xml", b'<?xml version="1.0" encoding="UTF-nan"?><a/>'),
        BrokenFile,
        "unknown encoding",
    ),
    ("nesting", changed("word/document.xml", b"<a>" * 5000), ResourceLimit, "nests"),
    ("a bomb", changed("word/document.xml", b"<a>" + b" " * (4 << 20) + b"</a>"), ResourceLimit, "unpacks to"),
    ("no text", changed("word/document.xml", b"<document><body/></document>"), NoContent, "no text"),
    (
        "a picture only",
        package('<w:p><w:r><w:drawing><wp:inline><a:blip r:embed="r1"/></wp:inline></w:drawing></w:r></w:p>'),
        NoContent,
        "only pictures",
    ),
    ("cut off", package(paragraph("正文。"))[:-40], BrokenFile, "broken"),
]


@pytest.mark.parametrize(("data", "error", "advice"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_cannot_be_read_says_what_to_do(data: bytes, error: type[KuaibaoError], advice: str) -> None:
    with pytest.raises(error, match=advice):
        docx.read(Source(data, "a.docx"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def test_a_broken_part_beside_the_text_costs_no_text() -> None:
    footer = '<w:sectPr><w:footerReference r:id="rfooter1"/></w:sectPr>'
    reading = read(paragraph("正文在此处。") + footer, {"styles": "<w:style", "footer1": "<w:p"})
    assert lines(reading) == ["正文在此处。"]
    assert [(n.code, n.severity) for n in reading.notes] == [("truncated", "warning")] * 2
    assert "word/styles.xml" in reading.notes[0].message


def test_a_missing_text_and_no_bytes_are_refused() -> None:
    with pytest.raises(BrokenFile, match=r"word/document\.xml is missing"):
        docx.read(Source(archive({"word/styles.xml": b"<styles/>"}), "a.docx"), "")
    with pytest.raises(EmptySource):
        docx.read(Source(b"", "a.docx"), "")


def test_a_locked_part_asks_for_the_password() -> None:
    data = bytearray(package(paragraph("正文。")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(sign, start + 4)
    with pytest.raises(PasswordNeeded, match="locked by a password"):
        read_source(Source(bytes(data), "a.docx"))
