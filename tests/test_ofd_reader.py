"""OFD: where each character stands, what is drawn round it, and files as they are met."""

import io
import zipfile

import pytest
from PIL import Image

from parsers.errors import GarbledTextLayer
from parsers.media import read_source
from parsers.ofd.geometry import Affine, numbers, steps
from parsers.ofd.markup import parse_xml, text_of
from parsers.ofd.package import Package
from parsers.ofd.pages import Drawn, drawn
from parsers.pages.model import Box, Glyph, Sheet
from parsers.source import Source
from tests.typeset_ofd import MM, archive, image, package, page, rule, text_object


def sheet_of(*objects: str) -> Sheet:
    return drawn_of(package([page(objects)]))


def drawn_of(data: bytes) -> Sheet:
    (found,) = drawn(Package(Source(data, "a.ofd")))
    assert isinstance(found, Drawn)
    return found.sheet


def at(glyph: Glyph) -> tuple[float, float]:
    """Return where a glyph begins on its baseline, in millimetres."""
    return round(glyph.x0 * MM, 3), round(glyph.baseline * MM, 3)


def text_of_sheet(sheet: Sheet) -> str:
    return "".join(g.text for g in sheet.glyphs)


def test_characters_stand_where_their_steps_say() -> None:
    sheet = sheet_of(text_object("范县2024", 30, 50, 5, step="5 5 g 3 2.5"))
    assert text_of_sheet(sheet) == "范县2024"
    assert [at(g) for g in sheet.glyphs] == [(30, 50), (35, 50), (40, 50), (42.5, 50), (45, 50), (47.5, 50)]
    first, digit = sheet.glyphs[0], sheet.glyphs[2]
    assert [first.x1 - first.x0, digit.x1 - digit.x0] == pytest.approx([5 / MM, 2.5 / MM])
    assert [first.top * MM, first.bottom * MM] == pytest.approx([45.6, 50.6])
    assert first.size == pytest.approx(5 / MM)
    assert first.font == "仿宋_GB2312"
    assert [g.order for g in sheet.glyphs] == list(range(6))


def test_without_steps_characters_stand_side_by_side() -> None:
    assert [at(g)[0] for g in sheet_of(text_object("县A县", 30, 50, 4)).glyphs] == [30, 34, 36]


def test_vertical_lines_step_down() -> None:
    sheet = sheet_of(text_object("竖排标题", 30, 50, 8, down="g 3 9", more=' ReadDirection="90"'))
    assert [at(g) for g in sheet.glyphs] == [(30, 50), (30, 59), (30, 68), (30, 77)]


def test_transforms_turn_and_stretch() -> None:
    doubled = sheet_of(text_object("大字", 30, 50, 4, more=' CTM="2 0 0 2 0 0"')).glyphs
    assert [at(g) for g in doubled] == [(30, 54), (38, 54)]
    assert doubled[0].size == pytest.approx(8 / MM)
    turned = sheet_of(text_object("转", 30, 50, 4, more=' CTM="0 1 -1 0 0 0"')).glyphs[0]
    assert (turned.bottom - turned.top) * MM == pytest.approx(4)
    narrow = sheet_of(text_object("长体字", 30, 50, 4, more=' HScale="0.8"')).glyphs
    assert [at(g)[0] for g in narrow] == [30, 33.2, 36.4]


def test_weight_shows_in_the_font() -> None:
    assert sheet_of(text_object("粗", 30, 50, 4, more=' Weight="800"')).glyphs[0].font == "仿宋_GB2312,Bold"


def test_what_is_hidden_or_off_the_page_is_not_read() -> None:
    sheet = sheet_of(
        text_object("见", 30, 50, 4),
        text_object("隐", 30, 60, 4, more=' Visible="false"'),
        text_object("远", 400, 60, 4),
        text_object("零", 30, 70, 0),
    )
    assert text_of_sheet(sheet) == "见"


def test_templates_blocks_and_composite_objects_are_drawn() -> None:
    template = page([text_object("版头", 30, 20, 4)])
    unit = f'<ofd:CompositeGraphicUnit ID="80" Width="9" Height="9"><ofd:Content>{text_object("复合", 0, 5, 4)}</ofd:Content></ofd:CompositeGraphicUnit>'
    block = f'<ofd:PageBlock ID="5">{text_object("块内", 30, 60, 4)}</ofd:PageBlock>'
    composite = '<ofd:CompositeObject ID="6" ResourceID="80" Boundary="100 200 9 9" CTM="2 0 0 2 0 0"/>'
    sheet = drawn_of(package([page([block, composite], template="70")], template=template, units=unit))
    assert text_of_sheet(sheet) == "版头块内复合"
    assert at(sheet.glyphs[4]) == (100, 210)


def test_rules_boxes_and_pictures() -> None:
    sheet = sheet_of(
        rule(30, 40, 180, 40),
        rule(30, 50, 90, 90, fill=True),
        rule(0, 0, 210, 297, fill=True),
        image(Box(100, 100, 150, 140)),
        rule(30, 100, 33, 103, fill=True),
        text_object("字", 30, 50, 4),
    )
    assert [[round(side * MM, 2) for side in box] for box in (*sheet.rules, *sheet.boxes, *sheet.images)] == [
        [30, 40, 180, 40],
        [30, 50, 90, 90],
        [100, 100, 150, 140],
    ]


def test_curves_are_no_rules() -> None:
    curve = '<ofd:PathObject ID="1" Boundary="0 0 99 99"><ofd:AbbreviatedData>M 0 0 B 1 1 2 2 90 0</ofd:AbbreviatedData></ofd:PathObject>'
    assert not sheet_of(curve).rules


def test_a_pages_own_size_and_origin() -> None:
    sheet = drawn_of(package([page([text_object("字", 30, 50, 4)], size=(420, 594))]))
    assert [sheet.width * MM, sheet.height * MM] == pytest.approx([420, 594])


def test_every_character_of_the_reading_has_its_page_and_box() -> None:
    pages = [page([text_object("第一页的文字。", 30, 50, 5)]), page([text_object("第二页的文字。", 30, 50, 5)])]
    reading = read_source(Source(package(pages), "a.ofd"))
    assert reading.media_type == "application/ofd"
    assert [p.number for p in reading.pages] == [1, 2]
    places = {c: place for c, place in zip(reading.text, reading.places or (), strict=True) if c in "一二"}
    assert [(p.page, round(p.x0 * MM, 2)) for p in places.values() if p] == [(1, 35), (2, 35)]


def picture(size: tuple[int, int] = (420, 594), grey: int = 255) -> bytes:
    file = io.BytesIO()
    Image.new("L", size, grey).save(file, "PNG")
    return file.getvalue()


SCAN = page([image(Box(0, 0, 210, 297))])


def test_a_scanned_page_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(seen: Image.Image, number: int, width: float, height: float) -> Sheet:
        assert seen.size == (420, 594)
        glyphs = [Glyph(c, 90 + 14 * i, 100, 104 + 14 * i, 114, 112, 14, "", i, score=0.9) for i, c in enumerate("扫描的正文在此处。")]
        return Sheet(number, width, height, tuple(glyphs))

    monkeypatch.setattr("parsers.readers.ocr.recognise", recognise)
    reading = read_source(Source(package([page([text_object("第一页的文字。", 30, 50, 5)]), SCAN], picture=picture()), "a.ofd"))
    assert "扫描的正文在此处。" in reading.text
    assert [(n.code, n.severity) for n in reading.notes] == [("page_recognised", "info")]
    assert reading.scores


def test_a_scan_that_cannot_be_recognised_is_told_and_the_other_pages_are_read() -> None:
    for data in (b"\x97JB2\r\n\x1a\n", picture()[:60], b""):
        reading = read_source(Source(package([page([text_object("第一页的文字。", 30, 50, 5)]), SCAN], picture=data), "a.ofd"))
        assert reading.text.startswith("第一页的文字。")
        assert [(n.code, n.severity) for n in reading.notes] == [("page_without_text", "error")]


def test_a_scan_in_strips_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Image.Image] = []

    def recognise(shown: Image.Image, number: int, width: float, height: float) -> Sheet:
        seen.append(shown)
        return Sheet(number, width, height, (Glyph("读", 90, 100, 104, 114, 112, 14, "", 0, score=0.9),))

    monkeypatch.setattr("parsers.readers.ocr.recognise", recognise)
    strips = page([image(Box(0, 0, 210, 60)), image(Box(0, 60, 210, 190)), text_object("— 1 —", 100, 280, 5)])
    reading = read_source(Source(package([strips], picture=picture((10, 10), 0)), "a.ofd"))
    assert (reading.text.strip(), [n.code for n in reading.notes]) == ("读", ["page_recognised"])
    assert seen[0].size == (1654, 2339)
    black, white = (800, 1400), (800, 1600)
    assert (seen[0].getpixel(black), seen[0].getpixel(white)) == ((0, 0, 0), (255, 255, 255))


OUTLINES = [
    f'<ofd:PathObject ID="1" Boundary="{30 + 5 * i} 50 4 4" Fill="true" Stroke="false"><ofd:AbbreviatedData>M 0 0 Q 4 0 4 4 L 0 4 C'
    "</ofd:AbbreviatedData></ofd:PathObject>"
    for i in range(24)
]


@pytest.mark.parametrize("objects", [[image(Box(20, 20, 190, 90))], OUTLINES], ids=["a small picture", "outlines"])
def test_a_page_that_shows_something_and_has_no_text_is_told(objects: list[str]) -> None:
    reading = read_source(Source(package([page([text_object("第一页的文字。", 30, 50, 5)]), page(objects), page([])]), "a.ofd"))
    assert [(n.code, n.severity, n.message[:6]) for n in reading.notes] == [("page_without_text", "error", "Page 2")]


def test_what_of_a_page_could_not_be_had_is_told() -> None:
    unit = '<ofd:CompositeObject ID="6" ResourceID="80" Boundary="0 0 210 297"/>'
    parts = unpacked(package([page([text_object("第一页的文字。", 30, 50, 5), unit], template="71")]))
    deep = '<ofd:PageBlock ID="3">' * 20 + text_object("深处的文字。", 30, 90, 5) + "</ofd:PageBlock>" * 20
    parts["Doc_0/Pages/Page_1/Content.xml"] = page([text_object("第二页的文字。", 30, 50, 5), deep], template="70").encode()
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = b"<ofd:Page"
    parts["Doc_0/PublicRes.xml"] = b"<ofd:Res"
    parts["Doc_0/Document.xml"] = (
        parts["Doc_0/Document.xml"]
        .replace(b"</ofd:Pages>", b'<ofd:Page ID="101" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages>')
        .replace(
            b"</ofd:CommonData>",
            b'<ofd:TemplatePage ID="70" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:DocumentRes>No.xml</ofd:DocumentRes></ofd:CommonData>',
        )
    )
    parts["OFD.xml"] = parts["OFD.xml"].replace(
        b"</ofd:OFD>", b"<ofd:DocBody><ofd:DocRoot>Doc_1/D.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    reading = read_source(Source(archive(parts), "a.ofd"))
    assert reading.text.split() == ["第一页的文字。第二页的文字。"]
    assert {n.code for n in reading.notes} == {"truncated"}
    said = [
        "documents is not in the file: 'Doc_1/D.xml'",
        "A list of what pages share cannot be read",
        "pages share is not in the file, and what is in it is missing: 'No.xml'",
        "Page 1 is not whole: its template is not in the file",
        "Page 1 is not whole: a part of its text or drawing, '80', is not in the file",
        "Page 2 is not whole: its template cannot be read",
        "Page 2 is not whole: objects stand more than 16 deep",
    ]
    assert len(reading.notes) == len(said)
    assert all(words in note.message for words, note in zip(said, reading.notes, strict=True)), [n.message for n in reading.notes]


def test_repairs_and_notes_on_pages_have_their_place() -> None:
    reading = read_source(Source(package([page([text_object("范县⼈民政府。", 30, 50, 5)])]), "a.ofd"))
    assert [(n.code, reading.raw(n.spans)) for n in reading.notes] == [("glyph_repaired", "人")]


def test_text_that_cannot_be_what_is_printed_is_not_read() -> None:
    garbled = text_object("".join(chr(0xE000 + i) for i in range(60)), 30, 50, 2)
    with pytest.raises(GarbledTextLayer, match="outside their font"):
        read_source(Source(package([page([garbled])]), "a.ofd"))


XML = '<?xml version="1.0" encoding="UTF-8"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode>范县</ofd:TextCode></ofd:Page>'


@pytest.mark.parametrize(
    "data",
    [
        XML.encode(),
        XML.encode("gb18030"),
        XML.replace("UTF-8", "GBK").encode("gbk"),
        b"\xef\xbb\xbf" + XML.encode(),
        XML.replace("UTF-8", "UTF-16").encode("utf-16"),
        XML.replace(' xmlns:ofd="http://www.ofdspec.org/2016"', "").encode(),
        XML.replace("ofd:", ":").replace("xmlns:ofd", "xmlns:").encode(),
        XML.replace("/2016", "").encode(),
    ],
)
def test_xml_as_it_is_met(data: bytes) -> None:
    assert text_of(parse_xml(data, "a.xml"), "TextCode") == "范县"


def test_parts_are_found_as_they_are_named() -> None:
    one = package([page([text_object("正文在此处。", 30, 50, 5)])])
    parts = {name: data.replace(b"Doc_0/Document.xml", b"\\doc_0\\document.xml") for name, data in unpacked(one).items()}
    parts = {name: data.replace(b"Pages/Page_0", b"/Doc_0/Pages/Page_0") for name, data in parts.items()}
    assert "正文在此处。" in read_source(Source(archive(parts), "a.ofd")).text


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_page_that_is_missing_or_broken_is_told_and_the_others_are_read() -> None:
    parts = unpacked(package([page([text_object(f"第{i}页的文字。", 30, 50, 5)]) for i in "一二三"]))
    del parts["Doc_0/Pages/Page_0/Content.xml"]
    parts["Doc_0/Pages/Page_1/Content.xml"] = b"<ofd:Page"
    reading = read_source(Source(archive(parts), "a.ofd"))
    assert "第三页的文字。" in reading.text
    assert [(n.code, n.message[:6]) for n in reading.notes] == [("truncated", "Page 1"), ("truncated", "Page 2")]


def test_numbers() -> None:
    assert numbers("1, 2 3", 3) == (1, 2, 3)
    assert numbers("1 2", 3) is None
    assert numbers("1 2 nan", 3) is None
    assert steps("g 3 2.5 1 g 99999999999 7", 6) == [2.5, 2.5, 2.5, 1, 7, 7]
    assert steps("x 1 g", 4) == [0, 1]
    assert Affine(2, 0, 0, 2, 1, 1).of(Affine(1, 0, 0, 1, 10, 0)).at(1, 1) == (23, 3)
