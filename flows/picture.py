"""How a page was read, drawn over it: blocks coloured by what they are, numbered in reading order, doubts underlined."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from PIL import Image, ImageDraw

from flows.lettering import Font, Lettering
from parsers.reading import Page, Place, Reading

Json = Mapping[str, Any]
# kind of block → colour and Chinese name
_KINDS = {
    "title": ("#d62728", "标题"),
    "kicker": ("#e377c2", "引题"),
    "subtitle": ("#e377c2", "副题"),
    "heading": ("#1f77b4", "小标题"),
    "paragraph": ("#2ca02c", "正文"),
    "caption": ("#ff7f0e", "图片说明"),
    "byline": ("#9467bd", "署名"),
    "author": ("#9467bd", "作者"),
    "contributors": ("#9467bd", "责任者"),
    "signoff": ("#9467bd", "签发"),
    "masthead": ("#8c1a11", "报头"),
    "column": ("#8c564b", "栏目"),
    "meta": ("#8c564b", "来源"),
    "breadcrumb": ("#8c564b", "路径"),
    "distribution": ("#17becf", "发送"),
    "contents": ("#bcbd22", "目录"),
    "end_mark": ("#7f7f7f", "结束号"),
    "markup": ("#7f7f7f", "标记"),
    "furniture": ("#7f7f7f", "页眉页脚"),
    "unassigned": ("#ff00ff", "未识别"),
}
_OTHER = ("#4b5b8c", "")
# the document's blocks that are shown elsewhere, and those that have no place in the order
_ELSEWHERE, _UNORDERED = {"other_document"}, {"furniture", "markup"}
_TINT, _EDGE, _WAY = 48, 170, 120
# a doubt about more characters than this is about the whole, and underlines nothing
_LONGEST_DOUBT = 60


class Region(NamedTuple):
    """A block on a page: its number in the reading order (None out of it), its kind, and its lines of type."""

    number: str | None
    kind: str
    lines: list[Place]


def regions(reading: Reading, documents: Sequence[Json], page: int) -> list[Region]:
    """Return what documents (contract JSON) say stands on a page, in reading order; those of several documents as 1.1, 1.2, 2.1."""
    found: list[Region] = []
    for i, document in enumerate(documents, 1):
        count = 0
        for block in sorted(document["blocks"], key=lambda b: b["spans"][0]):
            if block["kind"] in _ELSEWHERE or (block["kind"] == "furniture" and i > 1):
                continue
            ordered = block["kind"] not in _UNORDERED
            count += ordered
            lines = [line for line in _lines(reading, block["spans"]) if line.page == page]
            if lines:
                number = (f"{i}.{count}" if len(documents) > 1 else str(count)) if ordered else None
                found.append(Region(number, block["kind"], lines))
    return found


def doubts(reading: Reading, documents: Sequence[Json], page: int) -> list[Place]:
    """Return the lines of characters on a page that warnings and errors are about."""
    spans = [
        span
        for document in documents
        for finding in document["findings"]
        if finding["severity"] != "info"
        for span in finding["spans"]
        if span[1] - span[0] <= _LONGEST_DOUBT
    ]
    return [line for span in spans for line in _lines(reading, [span]) if line.page == page]


def _lines(reading: Reading, spans: Sequence[Sequence[int]]) -> list[Place]:
    """Return the boxes of the lines of type that characters stand on: a line ends where the next character is not beside the last."""
    lines: list[Place] = []
    last: Place | None = None
    for start, end in spans:
        for place in (reading.places or ())[start:end]:
            if place is None:
                continue
            if last and _beside(last, place):
                lines[-1] = lines[-1].joined(place)
            else:
                lines.append(place)
            last = place
    return lines


def _beside(last: Place, place: Place) -> bool:
    """Tell whether a character stands beside the one before it, or right over or under it as in a vertical headline."""
    if last.page != place.page:
        return False
    height, width = (min(p, q) for p, q in ((last.bottom - last.top, place.bottom - place.top), (last.x1 - last.x0, place.x1 - place.x0)))
    level = min(last.bottom, place.bottom) - max(last.top, place.top)
    plumb = min(last.x1, place.x1) - max(last.x0, place.x0)
    if level > 0.4 * height:
        return -0.5 * height < place.x0 - last.x1 < 3 * height
    return plumb > 0.8 * width and -level < 0.3 * height


def drawn(background: Image.Image, page: Page, shown: Sequence[Region], doubtful: Sequence[Place], told: str) -> Image.Image:
    """Return the picture of a page with its regions over it, under a band that says what the colours mean and `told`."""
    scale = background.width / page.width
    layer = Image.new("RGBA", background.size)
    pen = ImageDraw.Draw(layer)
    letters = Lettering()
    for region in shown:
        _tint(pen, region, scale)
    for one, next_one in pairwise([r for r in shown if r.number]):
        if _article(one) == _article(next_one):
            _lead(pen, one, next_one, scale)
    for line in doubtful:
        y = line.bottom * scale + 1
        pen.line((line.x0 * scale, y, line.x1 * scale, y), fill=(220, 0, 0, 255), width=max(2, round(scale)))
    for region in shown:
        _badge(pen, region, scale, letters)
    over = Image.alpha_composite(background.convert("RGBA"), layer).convert("RGB")
    return _with_band(over, sorted({r.kind for r in shown}, key=_rank), told, letters)


def _article(region: Region) -> str:
    return (region.number or "").rpartition(".")[0]


def _rank(kind: str) -> int:
    return list(_KINDS).index(kind) if kind in _KINDS else len(_KINDS)


def _colour(kind: str, alpha: int) -> tuple[int, int, int, int]:
    code = _KINDS.get(kind, _OTHER)[0]
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16), alpha


def _tint(pen: ImageDraw.ImageDraw, region: Region, scale: float) -> None:
    for line in region.lines:
        pen.rectangle(_box(line, scale), fill=_colour(region.kind, _TINT))
    for stretch in _stretches(region.lines):
        pen.rectangle(_box(_around(stretch), scale, 1.5), outline=_colour(region.kind, _EDGE), width=max(1, round(scale * 0.7)))


def _stretches(lines: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the lines of a block column by column."""
    stretch: list[Place] = []
    for line in lines:
        if stretch and (line.top < stretch[-1].top - 1 or line.x0 >= stretch[-1].x1 or line.x1 <= stretch[-1].x0):
            yield stretch
            stretch = []
        stretch.append(line)
    if stretch:
        yield stretch


def _around(lines: Sequence[Place]) -> Place:
    return Place(lines[0].page, min(p.x0 for p in lines), min(p.top for p in lines), max(p.x1 for p in lines), max(p.bottom for p in lines))


def _box(place: Place, scale: float, margin: float = 0.0) -> tuple[float, float, float, float]:
    return tuple((side + out) * scale for side, out in zip(place[1:], (-margin, -margin, margin, margin), strict=True))  # type: ignore[return-value]


def _lead(pen: ImageDraw.ImageDraw, one: Region, next_one: Region, scale: float) -> None:
    """Draw an arrow from one block to the next where that is not right below it."""
    here, there = one.lines[-1], next_one.lines[0]
    column = _around(list(_stretches(one.lines))[-1])
    height = max(here.bottom - here.top, there.bottom - there.top)
    if 0 <= there.top - here.top < 4 * height and there.x0 < column.x1 and column.x0 < there.x1:
        return
    x0, y0, x1, y1 = (v * scale for v in (here.x1, (here.top + here.bottom) / 2, there.x0, (there.top + there.bottom) / 2))
    colour = (40, 40, 40, _WAY)
    pen.line((x0, y0, x1, y1), fill=colour, width=max(2, round(scale)))
    pen.regular_polygon((x1, y1, 4 * scale), 3, rotation=30, fill=colour)


def _badge(pen: ImageDraw.ImageDraw, region: Region, scale: float, letters: Lettering) -> None:
    if not region.number:
        return
    first, font = region.lines[0], letters.font(8 * scale)
    wide = pen.textlength(region.number, font) + 5 * scale
    x, y = max(0.0, first.x0 * scale - wide - scale), max(0.0, first.top * scale)
    pen.rounded_rectangle((x, y, x + wide, y + 10.5 * scale), 3 * scale, fill=_colour(region.kind, 235))
    pen.text((x + wide / 2, y + 5.2 * scale), region.number, "white", font, anchor="mm")


def _with_band(page: Image.Image, kinds: Sequence[str], told: str, letters: Lettering) -> Image.Image:
    band = _band(page.width, kinds, told if letters.can_write(told) else told.encode("ascii", "replace").decode(), letters)
    whole = Image.new("RGB", (page.width, page.height + band.height), "white")
    whole.paste(band, (0, 0))
    whole.paste(page, (0, band.height))
    return whole


def _band(width: int, kinds: Sequence[str], told: str, letters: Lettering) -> Image.Image:
    """Return a band so wide and as high as it must be: `told`, and under it the colour and name of each kind."""
    size = max(12, width // 70)
    font, step = letters.font(size), round(size * 1.7)
    names = [" ".join(filter(None, (kind.replace("_", " "), _chinese(kind, letters)))) for kind in kinds]
    spots = list(_spots(names, width, font, size, step))
    band = Image.new("RGB", (width, (spots[-1][1] if spots else 0) + step), "#f4f4f4")
    pen = ImageDraw.Draw(band)
    pen.text((step // 2, step // 3), told, "#222222", font)
    for (x, y), kind, name in zip(spots, kinds, names, strict=True):
        pen.rectangle((x, y + size // 6, x + size, y + size + size // 6), fill=_colour(kind, 255)[:3])
        pen.text((x + round(1.4 * size), y), name, "#222222", font)
    return band


def _spots(names: Sequence[str], width: int, font: Font, size: int, step: int) -> Iterator[tuple[int, int]]:
    """Yield where each name stands with its colour before it: beside the last, or at the start of a new line where there is no room."""
    x, y = step // 2, step + step // 2
    for name in names:
        wide = round(font.getlength(name)) + 2 * size
        if x + wide > width and x > step:
            x, y = step // 2, y + step
        yield x, y
        x += wide + size


def _chinese(kind: str, letters: Lettering) -> str:
    name = _KINDS.get(kind, _OTHER)[1]
    return name if letters.can_write(name) else ""
