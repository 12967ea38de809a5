"""Sets an article: headline of several decks, body flowing through columns and round pictures, sub-headings, captions."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tests.pages import prose
from tests.pages.press import Line, Rect, Sheet, advance, width

_NO_START = "，。、；：！？”’）》〉】%"
_NO_END = "“‘（《〈【"


@dataclass(frozen=True)
class Style:
    """How a page is set: body type with leading and indent (in ems), the alignment of headlines, how blocks are drawn.

    `closed` articles end with a stop; `beside` is how often a caption stands beside its picture; pictures may be `tinted` areas.
    """

    size: float = 10.0
    leading: float = 1.45
    font: str = "song"
    head_font: str = "hei"
    centred: bool = True
    justified: bool = True
    subheadings: float = 0.0
    drawn: str = "column"
    caption: tuple[str, float] = ("kai", 0.9)
    indent: float = 2.0
    closed: bool = True
    beside: float = 0.0
    tinted: bool = False
    sub_size: float = 1.0


@dataclass(frozen=True)
class Slot:
    """A column's stretch that an article may fill."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class _Seat:
    """Where one line may be set: slot, left end, baseline, width."""

    slot: int
    x: float
    baseline: float
    width: float


def wrapped(text: str, widths: Iterator[float], font: str, size: float, indent: float) -> list[str]:
    """Break a paragraph into lines of the widths asked for; no line begins with a stop or ends with an opening mark."""
    lines: list[str] = []
    line, used, room = "", indent, next(widths)
    for i, char in enumerate(text):
        step = advance(char, font) * size
        hangs = char in _NO_START and used + step <= room + 0.6 * size
        opens = char in _NO_END and i + 1 < len(text) and used + step + size > room
        if line and ((used + step > room + 0.01 and not hangs) or opens):
            carry = ""
            if char in _NO_START:
                line, carry = line[:-1], line[-1]
            lines.append(line)
            line, used, room = carry, width(carry, font, size), next(widths)
        line += char
        used += step
    return [*lines, line]


def seats(slots: Sequence[Slot], style: Style, obstacles: Sequence[Rect]) -> list[_Seat]:
    """The places for lines in the slots, in reading order; beside an obstacle they are narrower, under it there are none."""
    found = []
    for n, slot in enumerate(slots):
        baseline = slot.top + 0.88 * style.size
        while baseline + 0.12 * style.size <= slot.bottom + 0.01:
            x0, x1 = _free(slot, baseline, style, obstacles)
            if x1 - x0 >= 5 * style.size:
                found.append(_Seat(n, x0, baseline, x1 - x0))
            baseline += style.leading * style.size
    return found


def _free(slot: Slot, baseline: float, style: Style, obstacles: Sequence[Rect]) -> tuple[float, float]:
    x0, x1 = slot.x0, slot.x1
    for a, top, b, bottom in obstacles:
        if top < baseline + 0.5 * style.size and bottom > baseline - 1.3 * style.size and a < x1 and b > x0:
            x0, x1 = max(((x0, a - style.size), (b + style.size, x1)), key=lambda side: side[1] - side[0])
    return x0, x1


def body(rng: random.Random, style: Style, places: Sequence[_Seat], article: int, closing: str = "") -> list[Line]:
    """Fill all seats with paragraphs; the last one ends with a stop, or with `closing`."""
    lines: list[Line] = []
    sources = prose.paragraphs(rng)
    while (left := places[len(lines) :]) and len(left) > 0:
        slot_left = sum(1 for seat in left if seat.slot == left[0].slot)
        if (
            style.subheadings
            and lines
            and lines[-1].role == "body"
            and len(left) > 6
            and slot_left > 3
            and rng.random() < style.subheadings
        ):
            lines.append(_subheading(rng, style, left[0], article))
            continue
        text = next(sources)
        lines += _paragraph(text, style, left, article, closing)
    return lines


def _paragraph(text: str, style: Style, left: Sequence[_Seat], article: int, closing: str) -> list[Line]:
    indent = style.indent * style.size
    rest = iter([*(seat.width for seat in left), *[1e6] * 2])
    lines = wrapped(text, rest, style.font, style.size, indent)
    if len(lines) >= len(left) - 1 or len(left) <= 3:
        lines = lines[: len(left)]
        end = closing or "。"
        if len(lines) == len(left) and style.closed:
            keep = max(1, min(len(lines[-1]), int(left[len(lines) - 1].width / style.size) - 3) - len(end))
            lines[-1] = lines[-1][:keep].rstrip("，。、；：！？“（《") + end
    return [_set(line, seat, style, i == 0, i == len(lines) - 1, article) for i, (line, seat) in enumerate(zip(lines, left, strict=False))]


def _set(text: str, seat: _Seat, style: Style, is_first: bool, is_last: bool, article: int) -> Line:
    indent = style.indent * style.size if is_first else 0.0
    slack = seat.width - indent - width(text, style.font, style.size)
    spread = slack / len(text) if style.justified and not is_last and -style.size < slack < 3 * style.size else 0.0
    return Line(text, seat.x + indent, seat.baseline, style.size, style.font, "body", article, round(spread, 3), opens=is_first)


def _subheading(rng: random.Random, style: Style, seat: _Seat, article: int) -> Line:
    size = style.size * style.sub_size
    text = prose.subheading(rng)[: int(seat.width / size) - 1]
    x = seat.x + (seat.width - width(text, "hei", size)) / 2 if style.centred else seat.x
    return Line(text, x, seat.baseline, size, "hei" if style.font != "hei" else "song", "subheading", article)


def lead_lines(rng: random.Random, style: Style, slot: Slot, foot: float, article: int) -> tuple[list[Line], float]:
    """A lead beside a headline, in other type, from the slot's top down to `foot` or as far as it goes; return where both have ended."""
    size = style.size * rng.choice((1.0, 1.1))
    room = max(4, int((foot - slot.top) / (1.4 * size)))
    seats_ = [_Seat(0, slot.x0, slot.top + 0.88 * size + i * 1.4 * size, slot.x1 - slot.x0) for i in range(room)]
    lines = _paragraph(prose.paragraph(rng) * 4, replace(style, font="kai", size=size, closed=True), seats_, article, "")
    return lines, max(foot, lines[-1].baseline + 0.6 * size)


def blocks(lines: Sequence[Line], places: Sequence[_Seat], style: Style) -> list[list[Line]]:
    """The lines of a body as they are drawn: a column at a time, or all in one go."""
    if style.drawn == "story":
        return [list(lines)]
    if style.drawn == "paragraph":
        found: list[list[Line]] = []
        for line, seat in zip(lines, places, strict=False):
            if not found or line.x > seat.x + 0.5 * style.size or line.role != "body" or line.baseline < found[-1][-1].baseline:
                found.append([])
            found[-1].append(line)
        return found
    pairs = zip(lines, places, strict=False)
    return [[line for line, _ in run] for _, run in groupby(pairs, key=lambda pair: pair[1].slot)]


@dataclass(frozen=True)
class Decks:
    """What a headline has: its title's size and most lines, and whether there is a kicker, a subtitle, a byline."""

    size: float
    lines: int = 1
    kicker: bool = False
    subtitle: bool = False
    byline: bool = False


def headline(
    rng: random.Random, decks: Decks, style: Style, span: tuple[float, float], top: float, article: int
) -> tuple[list[Line], float]:
    """The lines of a headline between two edges from `top` down, and where it ends."""
    room = span[1] - span[0]
    size = min(decks.size, room / 4.5)
    minor = max(1.15 * style.size, 0.55 * size)
    rows: list[tuple[str, float, str, str]] = []
    if decks.kicker:
        rows.append((prose.title(rng, int(room / minor)), minor, rng.choice(("kai", "song")), "kicker"))
    rows += [(prose.title(rng, int(room / size)), size, style.head_font, "title") for _ in range(decks.lines)]
    if decks.subtitle:
        rows.append(("——" + prose.title(rng, int(room / minor) - 2), minor, rng.choice(("kai", "song")), "subtitle"))
    if decks.byline:
        rows.append((prose.byline(rng, int(room / style.size) - 1), style.size, rng.choice(("kai", style.font)), "byline"))
    lines, y = [], top
    for text, size_, font, role in rows:
        shift = (room - width(text, font, size_)) / 2 if style.centred or role == "byline" else 0.0
        lines.append(Line(text, span[0] + max(0.0, shift), y + 0.88 * size_, size_, font, role, article))
        y += size_ * 1.25
    return lines, y


def captioned(rng: random.Random, sheet: Sheet, rect: Rect, style: Style, article: int) -> list[Line]:
    """Put a photograph at the top of `rect` with its caption under it; return the caption's lines."""
    font, share = style.caption
    size = round(style.size * share, 1)
    x0, top, x1, bottom = rect
    if rng.random() < style.beside and x1 - x0 > 20 * size:
        return _caption_beside(rng, sheet, rect, (font, size), article)
    lines = wrapped(prose.caption(rng), iter([x1 - x0] * 9), font, size, 0.0)
    foot = bottom - len(lines) * 1.3 * size - 2
    sheet.photos.append((x0, top, x1, foot))
    shift = (x1 - x0 - width(lines[0], font, size)) / 2 if len(lines) == 1 and rng.random() < 0.5 else 0.0
    set_ = [Line(t, x0 + shift, foot + 3 + 0.88 * size + i * 1.3 * size, size, font, "caption", article) for i, t in enumerate(lines)]
    sheet.add(set_)
    return set_


def _caption_beside(rng: random.Random, sheet: Sheet, rect: Rect, type_: tuple[str, float], article: int) -> list[Line]:
    """Put a photograph at the left of `rect` with its caption at its right, level with its foot."""
    x0, top, x1, bottom = rect
    font, size = type_
    sheet.photos.append((x0, top, x1 - 7 * size, bottom))
    lines = wrapped(prose.caption(rng), iter([6.3 * size] * 20), font, size, 0.0)
    y = bottom - 0.12 * size - (len(lines) - 1) * 1.3 * size
    set_ = [Line(t, x1 - 6.5 * size, y + i * 1.3 * size, size, font, "caption", article) for i, t in enumerate(lines)]
    sheet.add(set_)
    return set_


def with_style(style: Style, **changes: object) -> Style:
    """The style with some things changed."""
    return replace(style, **changes)  # type: ignore[arg-type]
