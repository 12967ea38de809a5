"""The PDF reader: the same characters as others read, where they stand; pages that are turned, hidden, pictures or half of a file."""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pdfplumber
import pytest
from pdfminer.pdfpage import PDFPage
from PIL.Image import Image
from pypdfium2 import PdfiumError

from parsers.allowance import GRANT
from parsers.errors import BrokenFile, GarbledTextLayer, KuaibaoError, NoContent, OcrMissing, ResourceLimit
from parsers.pages.model import Box, Glyph, Sheet
from parsers.parse import parse_file
from parsers.pdf.device import Drawn, PageDevice
from parsers.pdf.second import MAX_PIXELS, SecondEngine, difference
from parsers.readers import pdf
from parsers.reading import Reading, Span
from parsers.source import Source
from tests import hostile_pdf
from tests.hostile_pdf import nested_forms, one_page, stream
from tests.spelled_pdf import spelled

LINES = ["延津县人民政府办公室通知如下：", "各乡镇要认真贯徹执行本通知。".replace("徹", "彻"), "（此件公开发布）"]
PICTURE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"


def read(data: bytes) -> Reading:
    return pdf.read(Source(data, "a.pdf"), "application/pdf")


def sheet(data: bytes) -> Sheet:
    return next(pdf._drawn(Source(data, "a.pdf"))).sheet


def codes(reading: Reading) -> list[str]:
    return [note.code for note in reading.notes]


def pictured(text: bytes = b"") -> bytes:
    """A page that is one picture, with text over it."""
    return one_page(stream(b"q 612 0 0 792 0 0 cm /Im Do Q " + text), PICTURE, resources=b"/Font << /F1 4 0 R >> /XObject << /Im 6 0 R >>")


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 700] /Matrix [1 0 0 1 40 30] /Resources << /Font << /F1 4 0 R >> >>"
PAGES: dict[str, bytes] = {
    "lines": spelled(LINES),
    "shifted media box": spelled(LINES).replace(b"[0 0 612 792]", b"[9 -8 612 792]"),
    "turned by the viewer": one_page(stream(b"BT /F1 12 Tf 0 1 -1 0 200 100 Tm (turned) Tj ET"), page=b"/Rotate 90"),
    "spaced, raised, narrowed": one_page(stream(b"BT /F1 12 Tf 80 Tz 5 Ts 72 700 Td [(A) -200 (B) 30 (C D)] TJ ET")),
    "slanted": one_page(stream(b"BT /F1 12 Tf 1 0 0.3 1 72 700 Tm (slanted) Tj ET")),
    "in a form": one_page(
        stream(b"1.5 0 0 1.5 0 0 cm /Fm Do BT /F1 9 Tf 50 50 Td (after) Tj ET"),
        stream(b"BT /F1 12 Tf 72 400 Td (inside) Tj ET", FORM),
        resources=b"/Font << /F1 4 0 R >> /XObject << /Fm 6 0 R >>",
    ),
}


@pytest.mark.parametrize("name", [name for name in PAGES if name != "in a form"])
def test_glyphs_are_pdfplumbers_characters(name: str) -> None:
    with pdfplumber.open(BytesIO(PAGES[name])) as file:
        page = file.pages[0]
        left, top = page.mediabox[:2]  # pdfplumber counts from the media box's own origin
        theirs = [(c["text"], c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top, c["size"]) for c in page.chars]
    ours = [(g.text, g.x0, g.top, g.x1, g.bottom, g.size) for g in sheet(PAGES[name]).glyphs]
    assert [c[0] for c in ours] == [c[0] for c in theirs]
    assert [c[1:] for c in ours] == [pytest.approx(c[1:], abs=0.01) for c in theirs]


def test_text_after_a_form_stands_where_the_page_says() -> None:
    glyphs = sheet(PAGES["in a form"]).glyphs
    inside, after = glyphs[0], glyphs[-1]
    assert (round(inside.x0), round(inside.baseline)) == (round(1.5 * 112), round(792 - 1.5 * 430))
    assert (round(after.baseline), after.size) == (792 - 75, 13.5)


def test_baseline_size_font_and_order() -> None:
    glyphs = sheet(PAGES["lines"]).glyphs
    assert [g.order for g in glyphs] == list(range(len(glyphs)))
    assert {g.font for g in glyphs} == {"Fang"}
    assert {round(g.baseline, 3) for g in glyphs} == {72, 90, 108}
    raised = sheet(PAGES["spaced, raised, narrowed"]).glyphs
    assert {g.baseline for g in raised} == {792 - 705}


def test_only_what_the_crop_box_shows_is_the_page() -> None:
    page = sheet(spelled(LINES, page=b"/CropBox [60 600 560 740]"))
    assert (page.width, page.height) == (500, 140)
    assert (round(page.glyphs[0].x0), round(page.glyphs[0].baseline)) == (12, 20)
    reading = read(spelled(LINES, page=b"/CropBox [60 700 560 740]"))
    assert "".join(reading.text.split()) == LINES[0] + LINES[1]
    assert codes(reading) == ["hidden_text"]
    assert LINES[2] in reading.notes[0].message


@pytest.mark.parametrize(("matrix", "degrees"), [(b"0 1 -1 0 200 100", 90), (b"-1 0 0 -1 500 600", 180), (b"0 -1 1 0 100 600", 270)])
def test_a_page_set_on_its_side_is_turned_and_its_places_are_those_of_the_page(matrix: bytes, degrees: int) -> None:
    data = one_page(stream(b"BT /F1 12 Tf %s Tm (The county reported twelve projects.) Tj ET" % matrix))
    assert sheet(data).turned == degrees
    reading = read(data)
    assert reading.text.strip() == "The county reported twelve projects."
    assert [(p.width, p.height) for p in reading.pages] == [(612, 792)]
    with pdfplumber.open(BytesIO(data)) as file:
        first = file.pages[0].chars[0]
    assert reading.places
    assert reading.places[0]
    assert [round(v) for v in reading.places[0][1:]] == [round(first[k]) for k in ("x0", "top", "x1", "bottom")]


def test_rules_boxes_and_pictures() -> None:
    drawn = b"2 w 72 500 m 300 500 l S 0.9 g 72 200 100 80 re f 1 w 300 200 100 80 re S 1 g 400 400 99 99 re f 0 g 0 0 612 792 re f 10 10 2 50 re f"
    page = sheet(pictured(b"q " + drawn + b" Q BT /F1 9 Tf 72 600 Td (x) Tj ET"))
    assert page.rules == (Box(72, 292, 300, 292), Box(10, 732, 12, 782))
    assert page.boxes == (Box(72, 512, 172, 592), Box(300, 512, 400, 592))
    assert page.images == (Box(0, 0, 612, 792),)


def test_white_words_count_where_something_is_behind_them() -> None:
    white = b"q 1 g BT /F1 12 Tf 72 700 Td (white) Tj ET Q "
    assert "".join(g.text for g in sheet(one_page(stream(b"0.8 0 0 rg 60 690 200 30 re f " + white))).glyphs) == "white"
    reading = read(spelled(LINES, more=white.replace(b"700 Td", b"300 Td")))
    assert "white" not in reading.text
    assert codes(reading) == ["hidden_text"]
    assert read(one_page(stream(white))).text.strip() == "white", "of a page that is all white the paper cannot be"


def test_unpainted_words_are_left_out_but_under_a_scan() -> None:
    unpainted = b"BT 3 Tr /F1 12 Tf 72 300 Td (The county reported twelve projects.) Tj ET "
    assert codes(read(spelled(LINES, more=unpainted.replace(b"ET", b"0 Tr ET")))) == ["hidden_text"]
    scan = read(pictured(unpainted))
    assert scan.text.strip() == "The county reported twelve projects."
    assert codes(scan) == []


def test_two_engines_agree_on_sound_pages_and_say_where_they_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(read(spelled(LINES))) == []
    monkeypatch.setattr(SecondEngine, "text", lambda _, __: "".join(LINES).replace("乡镇", "乡"))
    note = next(n for n in read(spelled(LINES)).notes if n.code == "engines_disagree")
    assert "“镇” only by the first" in note.message
    assert note.severity == "warning"


@pytest.mark.parametrize(
    ("ours", "once", "theirs", "says"),
    [
        ("粗体粗体", "粗体", "粗体", None),
        ("粗体粗体", "粗体", "粗体粗体", None),
        ("①ﬁ５ (cid:7)", "①ﬁ５ (cid:7)", "1fi5", None),
        ("甲-\n乙", "甲-乙", "甲\ufffe乙", None),
        ("甲甲", "甲甲", "甲", "甲"),
        ("1995", "1995", "995", "1"),
        ("甲", "甲", "甲丙丙", "丙×2"),
    ],
)
def test_what_counts_as_a_difference(ours: str, once: str, theirs: str, says: str | None) -> None:
    found = difference(ours, once, theirs)
    assert found is None if says is None else says in (found or "")


def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Sheet:
        raise OcrMissing("its characters must be recognised: pip install 'kuaibao[ocr]' and retry it")

    monkeypatch.setitem(sys.modules, "parsers.readers.ocr", recognising(missing))


def recognising(recognise: Callable[[Image, int, float, float], Sheet]) -> ModuleType:
    module = ModuleType("parsers.readers.ocr")
    module.recognise = recognise  # type: ignore[attr-defined]
    return module


def joined(*files: bytes) -> bytes:
    """The pages of several files as one."""
    from pypdfium2 import PdfDocument

    whole = PdfDocument.new()
    for data in files:
        whole.import_pages(PdfDocument(data))
    out = BytesIO()
    whole.save(out)
    return out.getvalue()


def test_a_picture_of_text_without_recognition_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(OcrMissing, match=r"no text of its own on any page.*pip install 'kuaibao\[ocr\]'"):
        read(pictured(b"BT /F1 9 Tf 300 20 Td (- 1 -) Tj ET"))


def test_a_page_without_text_among_others_is_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    reading = read(joined(spelled(LINES), pictured(), one_page(stream(b"")), spelled(["第四页有文字。"])))
    assert reading.text.split()[-1] == "第四页有文字。"
    assert codes(reading) == ["page_without_text"]
    assert "Page 2 is not in the text" in reading.notes[0].message
    assert reading.notes[0].severity == "error"
    assert len(reading.pages) == 4


def test_a_page_without_text_is_recognised_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    pictures: list[tuple[int, int]] = []

    def recognise(picture: Image, number: int, width: float, height: float) -> Sheet:
        pictures.append(picture.size)
        return Sheet(number, width, height, (Glyph("读", 72, 60, 84, 72, 70, 12, "ocr", 0, score=0.9),))

    monkeypatch.setitem(sys.modules, "parsers.readers.ocr", recognising(recognise))
    token = GRANT.set(asked.append)
    reading = read(pictured())
    GRANT.reset(token)
    assert reading.text.strip() == "读"
    assert codes(reading) == ["page_recognised"]
    assert pictures == [(1700, 2200)]
    assert asked == [2.0, 60.0]


def test_a_page_of_outlines_or_of_strips_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    outlines = one_page(stream(b"".join(b"%d 700 m %d 700 %d 709 %d 709 c f " % (x, x + 9, x + 9, x) for x in range(72, 372, 12))))
    three = b"".join(b"q 612 0 0 180 0 %d cm /Im Do Q " % y for y in (600, 420, 240)) + b"BT /F1 9 Tf 300 20 Td (- 1 -) Tj ET"
    strips = one_page(stream(three), PICTURE, resources=b"/Font << /F1 4 0 R >> /XObject << /Im 6 0 R >>")
    reading = read(joined(spelled(LINES), outlines, strips))
    assert [(n.code, n.message[:6]) for n in reading.notes] == [("page_without_text", "Page 2"), ("page_without_text", "Page 3")]


def test_a_page_that_cannot_be_followed_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    drawn = PageDevice.drawn

    def tripping(device: PageDevice, page: PDFPage, number: int) -> Drawn:
        if number == 2:
            raise ZeroDivisionError("division by zero")
        return drawn(device, page, number)

    monkeypatch.setattr(PageDevice, "drawn", tripping)
    reading = read(joined(spelled(LINES), spelled(LINES), spelled(["第三页有文字。"])))
    assert reading.text.split()[-1] == "第三页有文字。"
    assert [(n.code, n.severity) for n in reading.notes] == [("truncated", "error")]
    assert "Page 2 is not in the text" in reading.notes[0].message
    assert "division by zero" in reading.notes[0].message
    assert reading.pages[1].width == reading.pages[0].width
    monkeypatch.setattr(PageDevice, "drawn", lambda *_: 1 / 0)
    with pytest.raises(BrokenFile, match="division by zero"):
        read(spelled(LINES))


def blank_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (i + 3) for i in range(count))
    leaves = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"] * count
    return hostile_pdf.pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *leaves)


def test_a_file_that_only_one_engine_opens_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_: bytes) -> None:
        raise PdfiumError("Failed to load document (PDFium: Data format error).")

    monkeypatch.setattr("parsers.pdf.opening.PdfDocument", refusing)
    with pytest.raises(ResourceLimit, match="more than 500 pages"):
        read(blank_pages(501))
    with pytest.raises(NoContent):
        read(blank_pages(500))


NONSENSE = ["".join(chr(0xE000 + 37 * i + j) for j in range(30)) for i in range(3)]


def test_nonsense_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(GarbledTextLayer, match=r"have no meaning outside their font.*kuaibao\[ocr\]"):
        read(spelled(NONSENSE))
    reading = read(joined(spelled(LINES), spelled(NONSENSE)))
    assert codes(reading) == ["garbled_text_layer"]
    assert "\ue000" not in reading.text


def test_codes_without_meaning_are_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(GarbledTextLayer):
        read(spelled([*LINES, [""] * 40]))


def test_a_blank_file_has_no_content() -> None:
    with pytest.raises(NoContent):
        read(one_page(stream(b"")))


def test_a_page_is_drawn_within_the_limit_of_pixels() -> None:
    from pypdfium2 import PdfDocument

    large = spelled(LINES).replace(b"[0 0 612 792]", b"[0 0 9999 9999]")
    picture = SecondEngine(PdfDocument(large)).picture(1)
    assert picture.size[0] * picture.size[1] <= MAX_PIXELS * 1.01


def test_time_is_asked_for_by_the_page() -> None:
    asked: list[float] = []
    token = GRANT.set(asked.append)
    read(joined(*[spelled(LINES)] * 3))
    GRANT.reset(token)
    assert asked == [6.0]


def test_what_the_reader_says_is_an_error_of_ours() -> None:
    with pytest.raises(KuaibaoError):
        read(nested_forms(levels=3, leaf=b"").replace(b"/Length", b"/Lengsh"))


def test_places_lead_to_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(joined(spelled(LINES), spelled(["第二页写着延津县王楼镇。"])))
    reading = pdf.read(Source.from_path(path), "application/pdf")
    at = reading.text.index("王楼镇")
    (place,) = reading.boxes([Span(at, at + 3)])
    assert [place.page, *(round(v, 1) for v in place[1:])] == [2, 168, 61.4, 204, 73.4]
    assert parse_file(path)[0].provenance.reader.name == "pdf"
