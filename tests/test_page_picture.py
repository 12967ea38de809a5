"""kuaibao page: a picture of how a page was read."""

from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from flows import lettering
from flows.cli import app
from flows.exits import Exit
from flows.picture import Region, doubts, drawn, regions
from parsers.reading import Page, Place, Reading
from storage.errors import VaultRefused
from tests.scanned import encoded
from tests.scanned import page as scan
from tests.typeset_ofd import package, page, text_object

TITLE, BODY = "王楼镇建设美丽乡村", "近年来投入资金1300余万元。"
runner = CliRunner()


def invoke(*arguments: object) -> Result:
    return runner.invoke(app, [*map(str, arguments)])


def ofd(pages: int = 1) -> bytes:
    return package([page([text_object(TITLE, 60, 40, 8), text_object(f"{BODY}第{n}页。", 30, 60, 5)]) for n in range(pages)])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An OFD of three pages and a text, taken in."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "三页.ofd").write_bytes(ofd(3))
    (folder / "text.txt").write_text(f"{TITLE}\n\n{BODY}\n", encoding="utf-8")
    result = invoke("ingest", folder / "三页.ofd", folder / "text.txt", "--data", folder / "data")
    assert result.exit_code == Exit.DONE, result.output
    return folder / "data"


def ids(data: Path) -> dict[str, str]:
    """The document of each file, by the file's ending."""
    listed = [line.split("\t") for line in invoke("list", "--data", data).stdout.splitlines()]
    return {"ofd" if "三页" in "".join(row) else "txt": row[0] for row in listed[1:]}


def colours(path: Path) -> set[tuple[int, ...]]:
    picture = Image.open(path).convert("RGB")
    return {colour for _, colour in picture.getcolors(picture.width * picture.height) or ()}  # type: ignore[misc]


def test_every_page_of_a_stored_document_is_drawn(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "drawn.png"
    result = invoke("page", ids(data)["ofd"][:8], "--data", data, "--out", out)
    assert result.exit_code == Exit.DONE, result.output
    paths = [tmp_path / name for name in ("drawn.png", "drawn-2.png", "drawn-3.png")]
    assert result.stdout.split() == [str(path) for path in paths]
    for path in paths:
        picture = Image.open(path)
        assert picture.format == "PNG"
        assert picture.width == int(210 * 72 / 25.4 * 2)
        assert any(green > red + 15 for red, green, _ in colours(path))


def test_one_page_is_drawn_under_the_documents_name(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = ids(data)["ofd"]
    result = invoke("page", document, "--page", 2, "--data", data)
    assert (result.exit_code, result.stdout) == (Exit.DONE, f"{document}.png\n")
    assert (tmp_path / f"{document}.png").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["ofd", "--page", "4"], Exit.UNKNOWN, "三页.ofd has no page 4: it has 3"),
        (["txt"], Exit.UNKNOWN, "text.txt has no pages"),
        (["ffff"], Exit.UNKNOWN, "is no document's id"),
        (["ofd", "--page", "1", "--out", "no/such/folder/a.png"], Exit.FAILED, "cannot be written"),
        (["ofd", "--page", "0"], Exit.USAGE, "--page"),
    ],
)
def test_what_cannot_be_drawn_is_said(data: Path, arguments: list[str], status: Exit, words: str) -> None:
    document, *options = arguments
    result = invoke("page", ids(data).get(document, document), *options, "--data", data)
    assert result.exit_code == status
    assert words in result.stderr


def test_a_folder_that_is_not_the_vault_is_not_taken_for_damage(data: Path, tmp_path: Path) -> None:
    document, share = ids(data)["ofd"], data / "vault"
    share.rename(tmp_path / "elsewhere")
    share.mkdir()
    try:
        result = invoke("page", document, "--data", data)
        assert isinstance(result.exception, VaultRefused), result.output
        assert list(share.iterdir()) == [], "nothing is made under the mount point"
    finally:
        share.rmdir()
        (tmp_path / "elsewhere").rename(share)


def test_a_file_is_drawn_without_being_stored(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(encoded(scan()))
    out = tmp_path / "out.png"
    result = invoke("page", tmp_path / "scan.png", "--out", out, "--data", tmp_path / "data")
    assert result.exit_code == Exit.DONE, result.output
    assert not (tmp_path / "data").exists()
    picture = Image.open(out)
    assert picture.width == 729  # 760 pixels at 150 dpi, drawn at 144
    assert any(green > red + 15 for red, green, _ in colours(out))  # a paragraph's tint on what was grey


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(encoded(scan())[:200])
    result = invoke("page", tmp_path / "broken.png")
    assert result.exit_code == Exit.FAILED
    assert "broken" in result.stderr


def places(*lines: tuple[int, float, float, str]) -> Reading:
    """A reading whose lines (page, x, top, wording) are set in characters of ten points."""
    text, where = "", []
    for number, x, top, words in lines:
        text += words + "\n"
        where += [Place(number, x + 10 * n, top, x + 10 * n + 10, top + 10) for n in range(len(words))] + [None]
    return Reading(text, "application/pdf", "pdf", "1", (Page(1, 200, 200),), tuple(where))


def block(kind: str, *spans: tuple[int, int]) -> dict[str, object]:
    return {"kind": kind, "spans": list(spans)}


def test_blocks_are_numbered_in_reading_order_and_cut_into_lines() -> None:
    reading = places(
        (1, 20, 10, "标题"), (1, 20, 30, "正文一行"), (1, 20, 45, "二行"), (1, 120, 30, "另栏"), (2, 0, 0, "他页"), (1, 90, 190, "页")
    )
    document = {
        "blocks": [
            block("title", (0, 2)),
            block("furniture", (17, 18)),
            block("paragraph", (3, 7), (8, 10), (11, 13)),
            block("paragraph", (14, 16)),
        ],
        "findings": [],
    }
    shown = regions(reading, [document], 1)
    assert [(r.number, r.kind, len(r.lines)) for r in shown] == [("1", "title", 1), ("2", "paragraph", 3), (None, "furniture", 1)]
    assert shown[1].lines[0] == Place(1, 20, 30, 60, 40)
    assert [r.number for r in regions(reading, [document], 2)] == ["3"]
    other = {"blocks": [block("title", (3, 7)), block("furniture", (17, 18)), block("other_document", (0, 2))], "findings": []}
    assert [r.number for r in regions(reading, [document, other], 1)] == ["1.1", "1.2", None, "2.1"]


def test_a_vertical_line_is_one_line() -> None:
    where = tuple(Place(1, 20, 10.0 * n, 30, 10.0 * n + 10) for n in range(4))
    upright = Reading("竖排标题", "application/pdf", "pdf", "1", (Page(1, 200, 200),), where)
    [region] = regions(upright, [{"blocks": [block("title", (0, 4))], "findings": []}], 1)
    assert region.lines == [Place(1, 20, 0, 30, 40)]


def test_only_doubts_about_few_characters_are_underlined() -> None:
    reading = places((1, 20, 10, "标题"), (1, 20, 30, "正文一行"))
    findings = [
        {"severity": "warning", "spans": [[3, 5]]},
        {"severity": "info", "spans": [[0, 2]]},
        {"severity": "error", "spans": [[0, 99]]},
    ]
    assert doubts(reading, [{"blocks": [], "findings": findings}], 1) == [Place(1, 20, 30, 40, 40)]


@pytest.mark.parametrize("fonts", [lettering._CHINESE, ()])
def test_the_picture_has_the_blocks_colours_with_and_without_a_chinese_font(
    fonts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "_CHINESE", fonts)
    shown = [Region("1", "title", [Place(1, 20, 10, 180, 30)]), Region("2", "sidebar", [Place(1, 100, 100, 180, 120)])]
    picture = drawn(Image.new("RGB", (400, 400), "white"), Page(1, 200, 200), shown, [Place(1, 100, 100, 120, 120)], "某页 a page")
    band = picture.height - 400
    assert band > 20
    red, green, blue = picture.getpixel((300, band + 40))  # type: ignore[misc]
    assert red > green + 30
    assert red > blue + 30
    assert picture.getpixel((210, band + 241)) == (220, 0, 0)
    assert picture.getpixel((390, band + 390)) == (255, 255, 255)
