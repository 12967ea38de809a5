"""Pictures of text: what their files hold, what recognition makes of them, and what is said where it is not sure."""

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from parsers.document import Document
from parsers.errors import BrokenFile, NoContent, OcrMissing, ResourceLimit
from parsers.media import read_source
from parsers.ocr.frames import frames
from parsers.ocr.recognise import Quad, Recognised, recogniser
from parsers.ocr.ruling import drawn
from parsers.ocr.straighten import Paper, sheet_of
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.pages.model import Sheet
from parsers.parse import detect, parse, validate
from parsers.readers.ocr import recognise
from parsers.reading import Reading
from parsers.source import Source
from tests.scanned import DPI, LINES, askew, encoded, middles, page

SKEW = 0.7


@pytest.fixture(scope="module")
def reading() -> Reading:
    """The page as scanned a little askew."""
    return read_source(Source(encoded(askew(page(), SKEW)), "scan.png"))


def characters(reading: Reading) -> str:
    return "".join(reading.text.split())


def test_a_scan_reads_as_it_is_printed(reading: Reading) -> None:
    assert characters(reading) == "".join(LINES)
    assert (reading.reader, reading.media_type) == ("ocr", "image/png")
    assert [(p.number, round(p.width), round(p.height)) for p in reading.pages] == [(1, 365, 158)]


def test_each_character_stands_where_it_is_on_the_scan(reading: Reading) -> None:
    places = [(c, p) for c, p in zip(reading.text, reading.places or (), strict=True) if p and not c.isspace()]
    for (char, place), (true, x, y) in zip(places, middles(SKEW), strict=True):
        assert char == true
        assert abs((place.x0 + place.x1) / 2 * DPI / 72 - x) < 13, char  # of the 32 of an em
        assert abs((place.top + place.bottom) / 2 * DPI / 72 - y) < 7, char


def test_each_character_has_a_score_and_the_skew_is_told(reading: Reading) -> None:
    scores = [s for c, s in zip(reading.text, reading.scores or (), strict=True) if not c.isspace()]
    assert len(scores) == len("".join(LINES))
    assert all(s is not None and 0.3 < s <= 1 for s in scores)
    assert reading.evidence["page 1"].startswith("150 dpi, set straight by -0.")


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_its_head_is_turned(turns: int) -> None:
    lying = page(LINES[:2]).rotate(90 * turns, expand=True)
    sheet = recognise(lying, 1, lying.width * 72 / DPI, lying.height * 72 / DPI)
    assert "".join(g.text for g in sheet.glyphs) == "".join(LINES[:2])
    assert round(sheet.turned) == 90 * turns
    back = as_came(compose([sheet], "image/png", "ocr", "1"), [sheet])
    assert (round(back.pages[0].width), round(back.pages[0].height)) == (round(lying.width * 0.48), round(lying.height * 0.48))
    first = next(p for p in back.places or () if p)
    corner = {1: ("x0", "bottom"), 2: ("x1", "bottom"), 3: ("x1", "top")}[turns]  # where the upright page's top left corner has gone
    sides = {"x0": first.x0, "x1": back.pages[0].width - first.x1, "top": first.top, "bottom": back.pages[0].height - first.bottom}
    assert all(sides[side] < 0.48 * 105 for side in corner)


def test_a_blank_page_has_no_content() -> None:
    with pytest.raises(NoContent, match="no characters were found on blank\\.png"):
        read_source(Source(encoded(Image.new("L", (200, 200), 255)), "blank.png"))


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has not the extra."""
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "rapidocr" else found(name, *more))
    recogniser.cache_clear()
    yield
    recogniser.cache_clear()


@pytest.mark.usefixtures("without")
def test_without_the_extra_the_message_says_what_to_install() -> None:
    with pytest.raises(OcrMissing, match=r"pip install 'kuaibao\[ocr\]'") as error:
        read_source(Source(encoded(page()), "scan.png"))
    assert error.value.code == "ocr_missing"


LARGE = Image.new("1", (8000, 5001))


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("large.png", encoded(LARGE)[:64], ResourceLimit, "page 1 of large.png has more than 40 million pixels"),  # seen before decoding
        ("huge.png", encoded(Image.new("1", (20000, 20000)))[:64], ResourceLimit, "more than 40 million pixels"),
        (
            "second.tif",
            encoded(page(), Image.new("L", LARGE.size), form="TIFF", compression="tiff_deflate"),
            ResourceLimit,
            "page 2 of second.tif",
        ),
        ("cut.png", encoded(page())[:-400], BrokenFile, "cut.png cannot be decoded"),
        ("cut.jpg", encoded(page(), form="JPEG")[:300], BrokenFile, "cut.jpg"),
        ("no.png", b"\x89PNG\r\n\x1a\n" + b"no picture" * 9, BrokenFile, "no.png"),
        ("no.tif", b"II*\x00\xff\xff\xff\x7f", BrokenFile, "no.tif"),
    ],
)
def test_what_cannot_be_decoded_is_refused(name: str, data: bytes, error: type[Exception], words: str) -> None:
    media = {"png": "image/png", "jpg": "image/jpeg", "tif": "image/tiff"}[name[-3:]]
    with pytest.raises(error, match=words):
        list(frames(Source(data, name), media))


def test_more_pages_than_a_scan_has_are_refused() -> None:
    many = encoded(*[Image.new("1", (8, 8))] * 201, form="TIFF")
    with pytest.raises(ResourceLimit, match="201 pages"):
        next(frames(Source(many, "many.tif"), "image/tiff"))


def test_a_tiff_has_its_pages_and_each_its_size() -> None:
    found = list(frames(Source(encoded(page(), page(size=(330, 760)), form="TIFF"), "a.tif"), "image/tiff"))
    assert [(f.number, f.picture.size, round(f.width), f.dpi) for f in found] == [(1, (760, 330), 365, 150), (2, (330, 760), 158, 150)]


@pytest.mark.parametrize("dpi", [None, 72])
def test_a_page_of_no_known_resolution_is_taken_for_a4(dpi: int | None) -> None:
    [frame] = frames(Source(encoded(page(), dpi=dpi), "a.png"), "image/png")
    assert (frame.dpi, frame.width) == (None, 842)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    [frame] = frames(Source(encoded(page(), form="JPEG", exif=exif), "a.jpg"), "image/jpeg")
    assert frame.picture.size == (330, 760)


@pytest.mark.parametrize(
    "picture",
    [
        Image.merge("LA", (Image.new("L", (9, 9), 0), Image.new("L", (9, 9), 0))),  # black ink all transparent
        Image.new("I;16", (9, 9), 65535),
        Image.new("1", (9, 9), 1),
        Image.new("P", (9, 9), 0),
    ],
    ids=["transparent", "16 bits", "1 bit", "palette"],
)
def test_every_kind_of_picture_becomes_plain_colour(picture: Image.Image) -> None:
    if picture.mode == "P":
        picture.putpalette([255, 255, 255] * 256)
    if picture.mode == "I;16":
        picture.putpixel((0, 0), 0)
    [frame] = frames(Source(encoded(picture), "a.png"), "image/png")
    assert frame.picture.mode == "RGB"
    assert frame.picture.getpixel((5, 5)) == (255, 255, 255)


def line(text: str, x: float, y: float, em: float, fall: float = 0.0) -> Recognised:
    """A line of full-width characters, in pixels, that falls by some pixels over its length; its box is 1.3 em high."""
    long, half = em * len(text), 0.65 * em
    quad = Quad((x, y - half), (x + long, y - half + fall), (x + long, y + half + fall), (x, y + half))
    return Recognised(quad, text, (0.9,) * len(text), tuple((i + 0.5) / len(text) for i in range(len(text))))


def test_lines_that_fall_are_set_on_level_baselines_in_sizes_that_agree() -> None:
    body = [line("乡村建设规划科学发展", 100, 200 + 40 * i, 30 + 0.4 * (i % 3), fall=5.2) for i in range(6)]
    title = line("美丽乡村建设规划", 100, 100, 60, fall=8.4)
    sheet = sheet_of([title, *body], Paper(1, 300, 300, 0.5))
    assert sheet.turned == pytest.approx(-1, abs=0.1)
    baselines = [{g.baseline for g in sheet.glyphs[8 + 10 * i : 18 + 10 * i]} for i in range(6)]
    assert all(len(level) == 1 for level in baselines)
    assert [g.size for g in sheet.glyphs] == [30] * 8 + [15] * 60
    assert [g.order for g in sheet.glyphs] == [i for i in range(68 + 6) if i not in {8, 19, 30, 41, 52, 63}]


def test_the_few_characters_that_end_a_paragraph_are_of_its_size_however_high_their_box() -> None:
    body = [line("乡村建设规划科学发展", 100, 200 + 40 * i, 30) for i in range(3)]
    last, stamp = line("万吨。", 100, 320, 37), line("急件", 100, 60, 60)
    sheet = sheet_of([stamp, *body, last], Paper(1, 300, 300, 0.5))
    assert [g.size for g in sheet.glyphs] == [30] * 2 + [15] * 33


def test_neighbours_touch_and_gaps_stay() -> None:
    spaced = line("科学发展规划", 0, 50, 20)._replace(along=(1 / 12, 3 / 12, 5 / 12, 8 / 12, 9.6 / 12, 11.2 / 12))
    glyphs = sheet_of([spaced, line("科学发展规划", 0, 100, 20)], Paper(1, 200, 200, 1.0)).glyphs
    gaps = [round(b.x0 - a.x1, 1) for a, b in pairwise(glyphs[:6])]
    assert [gap == 0 for gap in gaps] == [True, True, False, True, True]


def made(text: str, doubted: dict[str, float]) -> Document:
    """A bulletin's page as recognised, with low scores for some wordings."""
    scores: list[float | None] = [None if c.isspace() else 0.99 for c in text]
    for wording, score in doubted.items():
        at = text.index(wording)
        scores[at : at + len(wording)] = [score] * len(wording)
    source = Source(text.encode(), "a.txt")
    reading = replace(read_source(source), scores=tuple(scores))
    [document] = validate(reading, parse(source, reading, detect(reading)))
    return document


BULLETIN = (
    "延津政务快报\n第 52 期\n延津县人民政府办公室\n2023 年 11 月 16 日\n\n王楼镇建设美丽乡村\n\n"
    "近年来，王楼镇累计投入资金1300余万元，硬化道路13300余米。县委书记王明到王楼镇调研。\n"
)


def test_facts_have_the_score_of_their_worst_letter_or_digit() -> None:
    document = made(BULLETIN, {"1300余": 0.7, "硬": 0.4, "，": 0.2, "美": 0.85})
    scores = {i.quote: i.score for i in document.indicators}
    assert scores == {"1300余万元": 0.7, "13300余米": 0.99}
    assert document.title
    assert document.title.score == 0.85
    assert document.lead[0].score == 0.4
    assert '"score"' not in made(BULLETIN, {}).model_copy(update={"lead": ()}).to_json_dict()["classification"]


def test_what_was_not_recognised_has_no_score() -> None:
    source = Source(BULLETIN.encode(), "a.txt")
    plain = read_source(source)
    assert "score'" not in str(validate(plain, parse(source, plain, detect(plain)))[0].to_json_dict())


def test_doubtful_characters_and_numbers_are_findings() -> None:
    document = made(BULLETIN, {"1300余": 0.7, "硬化道": 0.4, "，": 0.2, "13300": 0.88, "王明": 0.79})
    doubts = [(f.message, f.spans) for f in document.findings if f.code == "ocr_low_confidence"]
    assert [BULLETIN[a:b] for _, ((a, b),) in doubts] == ["，", "1300", "余", "硬化道", "13300", "王明"]
    assert doubts[1][0] == "The number “1300” was recognised with a score of only 0.70: compare with the page."


def test_a_number_amid_poor_characters_is_doubtful_whatever_its_own_score() -> None:
    document = made(BULLETIN, {"年来，王楼镇累计投入资金": 0.75, "余万元，硬化道路": 0.75})
    assert any("“1300” stands where the page is hard to read" in f.message for f in document.findings)


def test_many_doubts_are_told_together() -> None:
    text = BULLETIN + "镇里的路修好了。" * 60
    document = made(text, {})
    scores = [None if c.isspace() else 0.3 if c == "路" else 0.99 for c in text]
    source = Source(text.encode(), "a.txt")
    reading = replace(read_source(source), scores=tuple(scores))
    [document] = validate(reading, parse(source, reading, detect(reading)))
    doubts = [f for f in document.findings if f.code == "ocr_low_confidence"]
    assert len(doubts) == 41
    assert sum(len(f.spans) for f in doubts) == scores.count(0.3)


@pytest.mark.parametrize("skew", [0.0, 0.7])
def test_rules_frames_and_pictures_are_found_and_letters_are_not(skew: float) -> None:
    picture = page(size=(760, 700))
    pen = ImageDraw.Draw(picture)
    pen.line((60, 250, 700, 250), 0, 2)
    pen.line((380, 270, 380, 660), 60, 2)
    pen.rectangle((60, 300, 340, 640), outline=0, width=3)
    pen.rectangle((420, 300, 680, 500), 90)
    found = drawn(askew(picture, skew).convert("RGB"), skew, 72 / DPI)
    assert [near(box) for box in found.frames] == [(60, 300, 340, 640)]
    assert [near(box) for box in found.pictures] == [(420, 300, 680, 500)]
    sides = {(60, 300, 340, 300), (60, 640, 340, 640), (60, 300, 60, 640), (340, 300, 340, 640)}
    assert {near(box) for box in found.rules} == {(60, 250, 700, 250), (380, 270, 380, 660), *sides}


def near(box: tuple[int, ...]) -> tuple[int, ...]:
    """A box to the next ten pixels."""
    return tuple(round(side / 10) * 10 for side in box)


def test_an_empty_sheet_is_a_sheet() -> None:
    assert sheet_of([], Paper(3, 100, 200, 1.0)) == Sheet(3, 100, 200)
