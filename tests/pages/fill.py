"""Fills the regions of a page with articles: headline, text in columns, pictures; in frames, under vertical headlines, with a lead."""

import random
from dataclasses import dataclass, field
from itertools import pairwise

from tests.pages import prose
from tests.pages.press import Line, Rect, Sheet
from tests.pages.setting import Decks, Slot, Style, blocks, body, captioned, headline, lead_lines, seats, with_style


@dataclass
class Region:
    """Where an article stands: its columns from the first to before the last, top and bottom of each."""

    first: int
    tops: list[float]
    bottoms: list[float]
    kind: str = "plain"

    @property
    def end(self) -> int:
        return self.first + len(self.tops)

    @property
    def level(self) -> list[int]:
        """The columns (counted from the region's first) whose top is the region's: the headline stands over them."""
        top = min(self.tops)
        return [i for i, t in enumerate(self.tops) if t == top]


@dataclass
class Page:
    """A page in the making: its sheet, grid and style."""

    rng: random.Random
    sheet: Sheet
    style: Style
    columns: int
    left: float
    column: float
    gutter: float
    gap: float
    ruled: bool
    hard: float
    varied: float = 0.0
    regions: list[Region] = field(default_factory=list)
    foreign: list[tuple[int, Rect]] = field(default_factory=list)

    def x0(self, column: int) -> float:
        return self.left + column * (self.column + self.gutter)

    def x1(self, column: int) -> float:
        return self.x0(column) + self.column


def fill(page: Page, region: Region, article: int) -> None:
    """Set an article into its region."""
    rng, style = page.rng, page.style
    plain = len(set(region.tops)) == 1 and len(set(region.bottoms)) == 1
    tall = min(region.bottoms) - max(region.tops)
    if plain and rng.random() < 0.12:
        return _boxed(page, region, article)
    if plain and len(region.tops) >= 2 and rng.random() < 0.12 and tall > 12 * 14:
        return _upright(page, region, article)
    usual = page.style
    if rng.random() < page.varied:
        page.style = with_style(style, font=rng.choice(("kai", "hei")), size=style.size + rng.choice((0.0, 0.0, 0.5, 1.0)))
    _across(page, region, article)
    page.style = usual
    return None


def _across(page: Page, region: Region, article: int) -> None:
    rng = page.rng
    # where the body joins from another side the headline stands over the rest
    level = _headed(region)
    top = min(region.tops[i] for i in level)
    beside = len(level) >= 4 and rng.random() < 0.3
    span = (page.x0(region.first + level[0]), page.x1(region.first + level[-1 - beside]))
    head, foot = headline(rng, _decks(page, len(level) - beside), page.style, span, top, article)
    lead: list[Line] = []
    if beside:
        last = region.first + level[-1]
        lead, foot = lead_lines(rng, page.style, Slot(page.x0(last), top, page.x1(last), 0.0), foot, article)
        page.sheet.add(lead)
    slots = [
        Slot(page.x0(region.first + i), foot + 4 if i in level else region.tops[i], page.x1(region.first + i), region.bottoms[i])
        for i in range(len(region.tops))
    ]
    _write(page, article, [*head, *lead], slots, len(head))


def _headed(region: Region) -> list[int]:
    """The columns under the headline: all, but for those that reach up beside it or begin further down."""
    tops = sorted(region.tops)
    usual = tops[len(tops) // 2]
    return [i for i, top in enumerate(region.tops) if top == usual]


def _decks(page: Page, columns: int) -> Decks:
    rng = page.rng
    size = page.style.size * rng.uniform(1.5, 2.0) * (1 + 0.28 * columns)
    wide = columns > 1
    return Decks(
        size, 2 if wide and rng.random() < 0.2 else 1, wide and rng.random() < 0.3, wide and rng.random() < 0.3, rng.random() < 0.45
    )


def _write(page: Page, article: int, head: list[Line], slots: list[Slot], decks: int | None = None) -> None:
    """Set head (whose first `decks` lines are the headline), photograph and body of an article into its slots, and note the truth."""
    rng, sheet, style = page.rng, page.sheet, page.style
    if rng.random() < 0.5:
        sheet.add(head[:decks])
    else:
        for line in head[:decks]:
            sheet.add([line])
    captions: list[Line] = []
    obstacles: list[Rect] = []
    if rng.random() < 0.45 and (rect := _photo(page, slots)):
        captions = captioned(rng, sheet, rect, style, article)
        obstacles.append((rect[0] + 1, rect[1], rect[2] - 1, rect[3]))
    places = seats(slots, style, obstacles)
    narrow = min((seat.width for seat in places), default=0.0) < 15 * style.size
    closing = "。（本报记者 李明）" if rng.random() < 0.15 and not narrow else ""
    lines = body(rng, style, places, article, closing)
    if page.ruled and len(slots) > 1 and rng.random() < 0.05:
        _column_rules(page, slots)
    for block in blocks(lines, places, style):
        sheet.add(block)
    sheet.articles.append([*head, *lines, *captions])


def _column_rules(page: Page, slots: list[Slot]) -> None:
    """Rules between the columns of one article."""
    for a, b in pairwise(slots):
        x = (a.x1 + b.x0) / 2
        page.sheet.rules.append((x, max(a.top, b.top), x, min(a.bottom, b.bottom)))


def _photo(page: Page, slots: list[Slot]) -> Rect | None:
    """Where a photograph may stand: over one column or more, at top, middle or foot, or across a gutter with the text round it."""
    rng, size = page.rng, page.style.size
    n = rng.randint(1, min(3, len(slots)))
    first = rng.randint(0, len(slots) - n)
    taken = slots[first : first + n]
    top, bottom = max(s.top for s in taken), min(s.bottom for s in taken)
    if bottom - top < 24 * size or (n == len(slots) and n > 1 and rng.random() < 0.5):
        return None
    tall = min(rng.uniform(9, 16) * size, bottom - top - 10 * size)
    y = rng.choice((top, bottom - tall, rng.uniform(top + 4 * size, bottom - tall - 4 * size)))
    x0, x1 = taken[0].x0, taken[-1].x1
    if n == 2 and rng.random() < 0.3:
        x0, x1 = x0 + 0.45 * (taken[0].x1 - x0), x1 - 0.45 * (x1 - taken[1].x0)
    return (x0, y, x1, y + tall)


def _boxed(page: Page, region: Region, article: int) -> None:
    """An article in a frame, with columns of its own."""
    rng, pad = page.rng, page.style.size * page.rng.uniform(0.6, 1.0)
    x0, x1 = page.x0(region.first), page.x1(region.end - 1)
    top, bottom = region.tops[0], region.bottoms[0]
    page.sheet.boxes.append((x0, top, x1, bottom))
    style = with_style(page.style, font=rng.choice(("song", "kai")))
    span = (x0 + pad, x1 - pad)
    head, foot = headline(rng, _decks(page, len(region.tops)), style, span, top + pad, article)
    columns = max(1, len(region.tops) - (rng.random() < 0.3))
    each = (span[1] - span[0] - (columns - 1) * page.gutter) / columns
    slots = [
        Slot(span[0] + i * (each + page.gutter), foot + 4, span[0] + i * (each + page.gutter) + each, bottom - pad) for i in range(columns)
    ]
    page.style, usual = style, page.style
    _write(page, article, head, slots)
    page.style = usual


def _upright(page: Page, region: Region, article: int) -> None:
    """An article whose headline runs down at its left."""
    rng, style = page.rng, page.style
    tall = region.bottoms[0] - region.tops[0]
    size = min(rng.uniform(2.0, 3.0) * style.size, page.column / 3)
    longest = int(tall / (size * 1.2)) - 1
    words = [prose.title(rng, longest).replace(" ", "") for _ in range(rng.randint(1, 2))]
    x0 = page.x0(region.first)
    start = region.tops[0] + 0.88 * size
    step = size * 1.5
    # columns of a vertical headline are read from right to left
    head = [
        Line(text, x0 + (len(words) - 1 - i) * step, start, size, style.head_font, "title", article, 0.15 * size, vertical=True)
        for i, text in enumerate(words)
    ]
    left = x0 + len(words) * step + style.size * 0.8
    right = page.x1(region.end - 1)
    columns = max(1, round((right - left) / (page.column + page.gutter)))
    each = (right - left - (columns - 1) * page.gutter) / columns
    slots = [
        Slot(left + i * (each + page.gutter), region.tops[0], left + i * (each + page.gutter) + each, region.bottoms[0])
        for i in range(columns)
    ]
    _write(page, article, head, slots)
