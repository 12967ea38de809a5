"""Random pages of another make-up: bands of articles with column counts of their own, headlines beside, amid and over part of their text."""

import random
from dataclasses import replace

from tests.pages.press import Line, Rect, Sheet, width
from tests.pages.setting import Decks, Slot, Style, blocks, body, captioned, headline, seats

_HEADS: tuple[tuple[tuple[str, float, float], ...], ...] = (
    (("02", 0.0, 2.2), ("县区新闻", 0.06, 1.6), ("濮阳日报", 0.5, 1.8), ("2024年3月5日 星期二", 1.0, 1.0)),
    (("2024年3月5日 星期二", 0.0, 1.0), ("责编：刘燕 校对：李明 版式：周敏", 0.45, 0.9), ("要闻 第02版", 1.0, 1.0)),
    (("投稿邮箱：pyrbs@163.com", 0.0, 0.9), ("经开区新闻", 0.5, 1.7), ("责任编辑 刘燕 校对 赵红梅", 1.0, 0.9)),
)
_FEET = ("责任编辑：刘燕    校对：李明    版式：周敏", "投稿邮箱：pyrbs@163.com  电话：0393-6666666", "本版编辑 刘燕 美编 周敏 校对 李明")


def banded_page(seed: int, ruled: bool) -> Sheet:
    """A page of a paper with its truth: bands one under the other, each parted into articles side by side."""
    rng = random.Random(seed)
    size = rng.choice((8.8, 9.8, 10.8, 11.5))
    style = Style(
        size=size, leading=rng.choice((1.32, 1.45, 1.6)), head_font=rng.choice(("hei", "song")), centred=rng.random() < 0.65,
        justified=rng.random() < 0.75, subheadings=rng.choice((0.0, 0.1)), drawn=rng.choice(("column", "story", "paragraph")),
        caption=rng.choice((("kai", 0.9), ("hei", 0.85), ("song", 0.9))), sub_size=rng.choice((1.0, 1.1, 1.2)),
    )  # fmt: skip
    sheet = Sheet(*rng.choice(((980.0, 1440.0), (880.0, 1300.0))))
    margin, gap = rng.uniform(32, 55), size * rng.uniform(1.6, 2.8)
    top, bottom = _furnished(rng, sheet, margin)
    shares = [rng.uniform(0.7, 1.4) for _ in range(rng.randint(2, 4))]
    for n, share in enumerate(shares):
        foot = top + (bottom - gap * (len(shares) - 1) - margin * 2) * share / sum(shares)
        if n and ruled:
            sheet.rules.append((margin, top - gap / 2, sheet.width - margin, top - gap / 2))
        _band(rng, sheet, style, (margin, top, sheet.width - margin, foot), ruled)
        top = foot + gap
    rng.shuffle(sheet.blocks)
    return sheet


def _furnished(rng: random.Random, sheet: Sheet, margin: float) -> tuple[float, float]:
    """Set the page's head and foot; return between what its articles stand."""
    size = rng.uniform(9, 12)
    for text, share, times in rng.choice(_HEADS):
        x = margin + share * (sheet.width - 2 * margin - width(text, "hei", size * times))
        sheet.add([Line(text, x, margin + 2.2 * size, round(size * times, 1), "hei", "furniture")])
    if rng.random() < 0.6:
        sheet.rules.append((margin, margin + 3 * size, sheet.width - margin, margin + 3 * size))
    if rng.random() < 0.4:
        sheet.add([Line(rng.choice(_FEET), margin, sheet.height - margin + 12, 9.0, "song", "furniture")])
    return margin + 4.5 * size, sheet.height


def _band(rng: random.Random, sheet: Sheet, style: Style, band: Rect, ruled: bool) -> None:
    x0, top, x1, bottom = band
    gutter = style.size * rng.uniform(1.2, 2.2)
    columns = max(3, int((x1 - x0) / (style.size * rng.uniform(13, 18) + gutter)))
    parts = rng.choice(([columns], [1, columns - 1], [columns - 1, 1], [columns // 2, columns - columns // 2]))
    each = (x1 - x0 - (columns - 1) * gutter) / columns
    first = 0
    for count in parts:
        left = x0 + first * (each + gutter)
        if first and ruled:
            sheet.rules.append((left - gutter / 2, top, left - gutter / 2, bottom))
        _article(rng, sheet, style, (left, top, left + count * (each + gutter) - gutter, bottom), count, gutter)
        first += count


def _article(rng: random.Random, sheet: Sheet, style: Style, area: Rect, columns: int, gutter: float) -> None:
    """An article of so many columns whose headline stands over all, over some, or at the left of them; some in a frame."""
    x0, top, x1, bottom = area
    if columns == 1 and rng.random() < 0.3:
        sheet.boxes.append(area)
        pad = style.size
        x0, top, x1, bottom = x0 + pad, top + pad, x1 - pad, bottom - pad
    n = len(sheet.articles)
    each = (x1 - x0 - (columns - 1) * gutter) / columns
    slots = [Slot(x0 + i * (each + gutter), top, x0 + i * (each + gutter) + each, bottom) for i in range(columns)]
    under = rng.choice((range(columns),) * 5 + ((range(columns - 1), range(1, columns - 1), range(0)) if columns >= 4 else ()))
    decks = Decks(
        style.size * rng.uniform(1.7, 2.2) * (1 + 0.25 * columns), 1, rng.random() < 0.25, rng.random() < 0.3, rng.random() < 0.35
    )
    beside = replace(decks, lines=2, size=2.2 * style.size)
    span = slots[0] if not under else Slot(slots[under[0]].x0, top, slots[under[-1]].x1, bottom)
    head, foot = headline(rng, decks if under else beside, style, (span.x0, span.x1), top, n)
    slots = [replace(slot, top=foot + 0.8 * style.size) if i in under else slot for i, slot in enumerate(slots)]
    _flow(rng, sheet, style, head, slots if under else slots[1:])


def _flow(rng: random.Random, sheet: Sheet, style: Style, head: list[Line], slots: list[Slot]) -> None:
    n, photo = len(sheet.articles), slots[-1]
    has_photo = photo.bottom - photo.top > 28 * style.size and rng.random() < 0.4
    rect = (photo.x0, photo.bottom - 12 * style.size, photo.x1, photo.bottom)
    captions = captioned(rng, sheet, rect, style, n) if has_photo else []
    places = seats(slots, style, [rect] if has_photo else [])
    lines = body(rng, style, places, n, rng.choice(("", "", "。（记者 张三）")) if photo.x1 - photo.x0 > 16 * style.size else "")
    sheet.add(head)
    for block in blocks(lines, places, style):
        sheet.add(block)
    sheet.articles.append([*head, *lines, *captions])
