"""Random newspaper pages: a grid of columns parted into articles, with what makes real pages hard."""

import random

from tests.pages.fill import Page, Region, fill
from tests.pages.press import Line, Sheet, width
from tests.pages.setting import Style


def random_page(seed: int, ruled: bool, hard: float = 0.5) -> Sheet:
    """A page of a paper with its truth; `hard` is how often an article is not a plain rectangle."""
    rng = random.Random(seed)
    columns = rng.randint(3, 6)
    size = rng.choice((8.5, 9.0, 9.5, 10.0, 10.5))
    style = Style(
        size=size, leading=rng.choice((1.3, 1.4, 1.5, 1.6)), head_font=rng.choice(("hei", "hei", "song", "kai")), centred=rng.random() < 0.75,
        justified=rng.random() < 0.7, subheadings=rng.choice((0.0, 0.0, 0.12)), drawn=rng.choice(("column", "column", "story", "paragraph")),
        caption=rng.choice((("kai", 1.0), ("kai", 0.9), ("song", 0.9), ("hei", 0.85))),
        indent=rng.choice((2.0,) * 8 + (0.0,)), closed=rng.random() < 0.85, beside=rng.choice((0.0, 0.0, 0.3)), tinted=rng.random() < 0.3,
        sub_size=rng.choice((1.0, 1.0, 1.1, 1.2)),
    )  # fmt: skip
    gutter = size * rng.uniform(1.0, 2.2)
    column = size * rng.randint(11, 17)
    margin = rng.uniform(30, 50)
    wide = 2 * margin + columns * column + (columns - 1) * gutter
    page = Page(
        rng,
        Sheet(wide, wide * rng.uniform(1.3, 1.5)),
        style,
        columns,
        margin,
        column,
        gutter,
        size * rng.uniform(1.2, 2.4),
        ruled,
        hard,
        rng.choice((0.0, 0.0, 0.2)),
    )
    page.sheet.tinted = style.tinted
    top = _header(page) if rng.random() < 0.8 else margin
    _part(page, 0, columns, top, page.sheet.height - margin)
    if rng.random() < hard:
        _bend(page)
    order = sorted(page.regions, key=lambda r: (min(r.tops), r.first))
    for article, region in enumerate(order):
        fill(page, region, article)
    if ruled:
        _rules(page)
    rng.shuffle(page.sheet.blocks)
    return page.sheet


def _header(page: Page) -> float:
    rng, sheet = page.rng, page.sheet
    size, y = rng.uniform(9, 13), page.left
    day = f"2025年{rng.randint(1, 12)}月{rng.randint(1, 28)}日 星期{rng.choice('一二三四五六日')}"
    left, middle, right = rng.choice((
        (day, "濮阳日报", f"第{rng.randint(1, 8)}版 综合新闻"), (f"0{rng.randint(1, 8)} 要闻", "责任编辑：刘燕 校对：李明", day),
        (f"A{rng.randint(1, 9):02} 县区新闻", "", day), (f"{rng.randint(2, 8)}版", "理论", day),
    ))  # fmt: skip
    lines = []
    for text, share in ((left, 0.0), (middle, 0.5), (right, 1.0)):
        if text:
            x = page.left + share * (sheet.width - 2 * page.left - width(text, "hei", size))
            lines.append(Line(text, x, y + size, size, "hei", "furniture"))
    for line in lines:
        sheet.add([line])
    if rng.random() < 0.7:
        sheet.rules.append((page.left, y + 1.5 * size, sheet.width - page.left, y + 1.5 * size))
    return y + 2.2 * size + page.gap


def _part(page: Page, first: int, end: int, top: float, bottom: float) -> None:
    """Part a rectangle of the grid into articles."""
    rng, columns = page.rng, end - first
    tall = bottom - top
    least = 22 * page.style.size
    can_cut = tall > 2 * least + page.gap
    size = columns * tall / (page.columns * page.sheet.height)
    if (columns <= 1 and not can_cut) or (size < 0.12 and rng.random() < 0.7) or (size < 0.35 and rng.random() < 0.25):
        page.regions.append(Region(first, [top] * columns, [bottom] * columns))
        return
    if can_cut and (columns == 1 or rng.random() < 0.55):
        y = rng.uniform(top + least, bottom - least - page.gap)
        _part(page, first, end, top, y)
        _part(page, first, end, y + page.gap, bottom)
    elif columns > 1:
        at = first + rng.randint(1, columns - 1)
        _part(page, first, at, top, bottom)
        _part(page, at, end, top, bottom)
    else:
        page.regions.append(Region(first, [top], [bottom]))


def _bend(page: Page) -> None:
    """Make neighbours L-shaped: one gives the foot or the head of its outer column to the other."""
    rng = page.rng
    for upper in page.regions:
        for lower in page.regions:
            same = upper.first == lower.first and upper.end == lower.end and len(upper.tops) >= 3
            if not same or abs(upper.bottoms[0] + page.gap - lower.tops[0]) > 0.1 or rng.random() > 0.8:
                continue
            room = 14 * page.style.size
            at = -1 if rng.random() < 0.75 else 0
            if rng.random() < 0.5 and lower.bottoms[at] - lower.tops[at] > room * 2:
                drop = rng.uniform(room * 0.6, lower.bottoms[at] - lower.tops[at] - room)
                upper.bottoms[at] += drop
                lower.tops[at] += drop
            elif upper.bottoms[at] - upper.tops[at] > room * 2.2 and at == -1:
                rise = rng.uniform(room * 0.6, upper.bottoms[at] - upper.tops[at] - room * 1.4)
                upper.bottoms[at] -= rise
                lower.tops[at] -= rise


def _rules(page: Page) -> None:
    """Draw rules between neighbouring articles: along feet, and in the gutters at their right."""
    for region in page.regions:
        for i, bottom in enumerate(region.bottoms):
            if any(other is not region and _tops_at(other, region.first + i, bottom + page.gap) for other in page.regions):
                left = page.x0(region.first + i) - page.gutter / 2 * (i > 0)
                right = page.x1(region.first + i) + page.gutter / 2 * (i < len(region.bottoms) - 1)
                page.sheet.rules.append((left, bottom + page.gap / 2, right, bottom + page.gap / 2))
        for other in page.regions:
            for i in range(len(region.tops)):
                _upright_rule(page, region, other, i)


def _tops_at(region: Region, column: int, y: float) -> bool:
    return region.first <= column < region.end and abs(region.tops[column - region.first] - y) < 1


def _upright_rule(page: Page, region: Region, other: Region, i: int) -> None:
    column = region.first + i + 1
    if other is region or not other.first <= column < other.end:
        return
    top = max(region.tops[i], other.tops[column - other.first])
    bottom = min(region.bottoms[i], other.bottoms[column - other.first])
    if bottom > top:
        x = page.x0(column) - page.gutter / 2
        page.sheet.rules.append((x, top, x, bottom))
