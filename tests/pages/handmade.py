"""Pages made by hand, one of each shape, the same every time."""

import random

from tests.pages import prose
from tests.pages.press import Line, Rect, Sheet, width
from tests.pages.setting import Decks, Slot, Style, blocks, body, captioned, headline, lead_lines, seats, with_style, wrapped

_STYLE = Style(size=10.0, leading=1.5, centred=True, caption=("kai", 0.9))
_GUTTER = 16.0


def _columns(x0: float, x1: float, n: int, top: float, bottom: float) -> list[Slot]:
    each = (x1 - x0 - (n - 1) * _GUTTER) / n
    return [Slot(x0 + i * (each + _GUTTER), top, x0 + i * (each + _GUTTER) + each, bottom) for i in range(n)]


def _article(
    rng: random.Random, sheet: Sheet, decks: Decks, x: tuple[float, float], y: tuple[float, float], columns: int, photo: Rect | None = None
) -> None:
    """An article between two edges, from a top to a foot, in so many columns."""
    n = len(sheet.articles)
    head, foot = headline(rng, decks, _STYLE, x, y[0], n)
    sheet.add(head)
    _flow(rng, sheet, head, _columns(*x, columns, foot + 6, y[1]), photo)


def _flow(rng: random.Random, sheet: Sheet, head: list[Line], slots: list[Slot], photo: Rect | None = None, style: Style = _STYLE) -> None:
    n = len(sheet.articles)
    captions = captioned(rng, sheet, photo, style, n) if photo else []
    places = seats(slots, style, [photo] if photo else [])
    lines = body(rng, style, places, n)
    for block in blocks(lines, places, style):
        sheet.add(block)
    sheet.articles.append([*head, *lines, *captions])


def _header(sheet: Sheet) -> None:
    for text, x in (("2025年3月19日 星期三", 40.0), ("濮阳日报", sheet.width / 2 - 20), ("第3版 综合新闻", sheet.width - 120)):
        sheet.add([Line(text, x, 40.0, 10.0, "hei", "furniture")])
    sheet.rules.append((40.0, 48.0, sheet.width - 40, 48.0))


def wrapped_round_photo() -> Sheet:
    """One article in four columns, its text set round a photograph in the middle of the page."""
    rng, sheet = random.Random(11), Sheet(800, 1130)
    _header(sheet)
    decks = Decks(40, kicker=True, subtitle=True, byline=True)
    _article(rng, sheet, decks, (40, 760), (70, 1080), 4, (290.0, 480.0, 510.0, 660.0))
    rng.shuffle(sheet.blocks)
    return sheet


def banner_with_lead() -> Sheet:
    """A banner over four columns with its lead beside it in a fifth, and two articles below, set alike, side by side."""
    rng, sheet = random.Random(12), Sheet(1000, 1400)
    _header(sheet)
    head, foot = headline(rng, Decks(46, kicker=True, byline=True), _STYLE, (40, 760), 75, 0)
    lead, foot = lead_lines(rng, with_style(_STYLE, indent=2.0), Slot(780, 75, 960, 0), foot, 0)
    sheet.add(head)
    sheet.add(lead)
    _flow(rng, sheet, [*head, *lead], _columns(40, 960, 5, foot + 8, 760), (240.0, 500.0, 570.0, 690.0))
    _article(rng, sheet, Decks(28, byline=True), (40, 492), (785, 1360), 2)
    _article(rng, sheet, Decks(28, byline=True), (508, 960), (785, 1360), 2)
    rng.shuffle(sheet.blocks)
    return sheet


def lead_story_beside_banner() -> Sheet:
    """A banner over four columns; beside it, from the top of the page, an article of its own that runs down past the banner's foot."""
    rng, sheet = random.Random(13), Sheet(1000, 1400)
    _header(sheet)
    _article(rng, sheet, Decks(48, subtitle=True), (40, 760), (75, 640), 4, (232.0, 400.0, 568.0, 560.0))
    _article(rng, sheet, Decks(20), (780, 960), (75, 900), 1)
    _article(rng, sheet, Decks(30, byline=True), (40, 568), (665, 1360), 3)
    head, foot = headline(rng, Decks(24), _STYLE, (588, 760), 665, 3)
    sheet.add(head)
    ell = [Slot(588, foot + 6, 760, 1360), Slot(780, 925, 960, 1360)]
    _flow(rng, sheet, head, ell)
    rng.shuffle(sheet.blocks)
    return sheet


def five_articles() -> Sheet:
    """Five articles with rules between them: one in a frame, one under a vertical headline, one L-shaped."""
    rng, sheet = random.Random(14), Sheet(1000, 1400)
    _header(sheet)
    _article(rng, sheet, Decks(40, kicker=True, byline=True), (40, 728), (70, 520), 4, (216.0, 330.0, 376.0, 460.0))
    sheet.boxes.append((748, 66, 964, 526))
    _article(rng, sheet, Decks(22, byline=True), (758, 954), (76, 516), 1)
    upright = Line("新习镇秋冬种见实效", 44, 574, 28, "hei", "title", 2, 3.0, vertical=True)
    sheet.add([upright])
    _flow(rng, sheet, [upright], _columns(90, 492, 2, 546, 930))
    head, foot = headline(rng, Decks(28, byline=True), _STYLE, (512, 800), 546, 3)
    sheet.add(head)
    ell = [*_columns(512, 800, 2, foot + 6, 930), Slot(816, 546, 960, 1360)]
    _flow(rng, sheet, head, ell)
    _article(rng, sheet, Decks(32, lines=2), (40, 800), (956, 1360), 5, (40.0, 1180.0, 180.0, 1330.0))
    sheet.rules += [(40, 535, 800, 535), (502, 546, 502, 930), (40, 943, 808, 943), (808, 943, 808, 1360), (738, 70, 738, 520)]
    rng.shuffle(sheet.blocks)
    return sheet


def bulletin() -> list[Sheet]:
    """A bulletin of four pages: red head, title over two lines, headed parts, distribution list between rules, page numbers."""
    rng = random.Random(15)
    sheet = Sheet(595, 842)
    lines = [
        _centred("延津政务快报", 130, 38, "song", "masthead"), _centred("第 52 期", 175, 16, "kai", "masthead"),
        Line("延津县人民政府办公室", 85, 215, 16, "kai", "masthead"), Line("2023年11月16日", 385, 215, 16, "kai", "masthead"),
        _centred("凝心聚力 务实重干 王楼镇高质量", 275, 22, "hei", "title"), _centred("打造宜居宜业美丽乡村", 308, 22, "hei", "title"),
    ]  # fmt: skip
    sheet.rules.append((80, 228, 515, 228))
    sheets = [sheet]
    y = 350.0
    for n, text in enumerate([prose.paragraph(rng), *_parts(rng)]):
        is_heading = n % 3 == 1
        rows = wrapped(text, iter([435.0] * 40), "hei" if is_heading else "song", 16, 32.0)
        for i, row in enumerate(rows):
            if y > 750:
                sheets[-1].add(lines)
                sheets[-1].articles.append(lines)
                sheets.append(Sheet(595, 842))
                lines, y = [], 100.0
            lines.append(Line(row, 80 + 32.0 * (i == 0), y, 16, "hei" if is_heading else "song", "body", 0, opens=i == 0))
            y += 28
    foot = Line("发：县委常委，县人大正副主任，副县长，县政协正副主席。", 80, y + 30, 14, "song", "body", 0, opens=True)
    names = Line("责任编辑：李勉    审核：原超俊    签发：麻彦伟", 80, y + 62, 14, "song", "body", 0, opens=True)
    sheets[-1].rules += [(80, y + 8, 515, y + 8), (80, y + 40, 515, y + 40)]
    lines += [foot, names]
    sheets[-1].add(lines)
    sheets[-1].articles.append(lines)
    for number, page in enumerate(sheets, 1):
        page.add([_centred(f"— {number} —", 800, 12, "song", "furniture")])
    return sheets


def _parts(rng: random.Random) -> list[str]:
    ordinals = "一二三四五"
    return [text for mark in ordinals for text in (f"{mark}、{prose.subheading(rng)}", prose.paragraph(rng) * 2, prose.paragraph(rng))]


def _centred(text: str, baseline: float, size: float, font: str, role: str) -> Line:
    return Line(text, (595 - width(text, font, size)) / 2, baseline, size, font, role, 0)
