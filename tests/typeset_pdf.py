"""Documents typeset as PDF the way offices and papers do: bulletins and articles on A4 pages, a page of a newspaper in columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF
from PIL import Image

_FONTS = Path("/usr/share/fonts/truetype")
# of Debian's packages fonts-arphic-gbsn00lp and fonts-wqy-zenhei
_FILES = {"song": "arphic-gbsn00lp/gbsn00lp.ttf", "hei": "wqy/wqy-zenhei.ttc"}
A4 = (595.0, 842.0)
BROADSHEET = (980.0, 1400.0)
_RED = (200, 0, 0)
_BLACK = (0, 0, 0)
_NOT_FIRST = "，。、；：！？”’）》〉…—·%"
_NOT_LAST = "“‘（《〈"


@dataclass(frozen=True)
class Run:
    """Words in one font."""

    text: str
    font: str = "song"


@dataclass(frozen=True)
class Block:
    """A paragraph or heading: its runs, size, how it stands, and the space around it in lines."""

    runs: tuple[Run, ...]
    size: float
    align: str = "justified"
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    colour: tuple[int, int, int] = _BLACK


@dataclass
class Frame:
    """A column to be filled with lines from `at` down to `bottom`."""

    x: float
    at: float
    width: float
    bottom: float


def typesetter(width: float, height: float) -> FPDF:
    """Return an empty PDF of pages of that size in points; raises FileNotFoundError where the fonts are not installed."""
    pdf = FPDF(unit="pt", format=(width, height))
    pdf.set_auto_page_break(False)
    for name, file in _FILES.items():
        pdf.add_font(name, "", _FONTS / file)
    pdf.set_fallback_fonts(["hei"])
    return pdf


def set_block(pdf: FPDF, block: Block, frames: Iterator[Frame], frame: Frame, leading: float = 1.5) -> Frame:
    """Set a block into frames, one after the other as they fill; return the frame where it ends."""
    step = block.size * leading
    frame.at += block.before * step
    if block.align == "centre" and frame.at + 4 * step > frame.bottom:
        frame = next(frames, frame)  # a heading stands over its text
    for number, (line, last) in enumerate(lines(pdf, block, frame.width)):
        if frame.at + step > frame.bottom:
            frame = next(frames)
        frame.at += step
        _set_line(pdf, block, frame, line, first=number == 0, last=last)
    frame.at += block.after * step
    return frame


def lines(pdf: FPDF, block: Block, width: float) -> list[tuple[list[Run], bool]]:
    """Break a block into lines; no stop begins one and no opening mark ends one."""
    chars = [(c, run.font) for run in block.runs for c in run.text]
    done: list[tuple[list[Run], bool]] = []
    start = 0
    while start < len(chars):
        room = width - (block.indent * block.size if not done else 0)
        end = start
        while end < len(chars) and chars[end][0] != "\n" and room >= (wide := _width(pdf, *chars[end], block.size)):
            room -= wide
            end += 1
        forced = end < len(chars) and chars[end][0] == "\n"
        while (
            not forced
            and start + 1 < end < len(chars)
            and (chars[end][0] in _NOT_FIRST or chars[end - 1][0] in _NOT_LAST or _in_word(chars, end))
        ):
            end -= 1
        end = max(end, start + 1)
        done.append((_joined(chars[start:end]), forced or end == len(chars)))
        start = end + forced
    return done


def _in_word(chars: Sequence[tuple[str, str]], at: int) -> bool:
    return all(c.isascii() and (c.isalnum() or c in ".%") for c in (chars[at - 1][0], chars[at][0]))


def _joined(chars: Sequence[tuple[str, str]]) -> list[Run]:
    runs: list[Run] = []
    for char, font in chars:
        if runs and runs[-1].font == font:
            runs[-1] = Run(runs[-1].text + char, font)
        else:
            runs.append(Run(char, font))
    return runs


_EMS: dict[tuple[str, str], float] = {}


def _width(pdf: FPDF, char: str, font: str, size: float) -> float:
    if (char, font) not in _EMS:
        pdf.set_font(font, size=100)
        pdf.set_char_spacing(0)
        _EMS[char, font] = pdf.get_string_width(char) / 100
    return _EMS[char, font] * size


def _set_line(pdf: FPDF, block: Block, frame: Frame, line: list[Run], *, first: bool, last: bool) -> None:
    whole = sum(_width(pdf, c, run.font, block.size) for run in line for c in run.text)
    count = sum(len(run.text) for run in line)
    indent = block.indent * block.size if first else 0
    room = frame.width - indent - whole
    x = frame.x + indent
    if block.align == "centre":
        x += room / 2
    elif block.align == "right":
        x += room
    spacing = room / (count - 1) if block.align == "justified" and not last and count > 1 else 0
    pdf.set_text_color(*block.colour)
    for run in line:
        wide = sum(_width(pdf, c, run.font, block.size) for c in run.text)
        pdf.set_font(run.font, size=block.size)
        pdf.set_char_spacing(spacing)
        pdf.text(x, frame.at, run.text)
        x += wide + spacing * len(run.text)
    pdf.set_char_spacing(0)


# 一是强化机制建设。: what offices set in bold within a paragraph; 经营主体提质。 at its head, where a heading runs in
_BOLD = re.compile(r"(?P<lead>[一二三四五六七八九十]是[^。，；]{2,20}[。，；])")
_BODY = 15.0
_OFFICE = {
    "title": Block((), 22, "centre", before=0.4, after=0.5),
    "subtitle": Block((), 16, "centre", after=0.4),
    "byline": Block((), 13, "centre", after=0.5),
    "author": Block((), 15, "centre", after=0.5),
    "meta": Block((), 10, "centre", after=0.5),
    "breadcrumb": Block((), 10, "left", after=0.5),
    "heading": Block((), _BODY, indent=2, before=0.3),
    "caption": Block((), 10.5, "centre"),
    "distribution": Block((), 13, before=0.8),
    "signoff": Block((), 13, "left"),
}
_FACES = {
    "title": "hei",
    "heading": "hei",
    "subtitle": "song",
    "caption": "song",
    "meta": "hei",
    "breadcrumb": "song",
    "signoff": "song",
    "end_mark": "hei",
}
_SUBTITLE = re.compile("^[—―]{1,3}")


def office(blocks: Iterable[tuple[str, str]]) -> bytes:
    """Return blocks (kind, wording) on A4 pages, a mast-head in red over a red rule, page numbers below."""
    pdf = typesetter(*A4)
    frames = _pages(pdf)
    frame = next(frames)
    rest = list(blocks)
    masthead = [words for kind, words in rest if kind == "masthead"]
    if masthead:
        _red_head(pdf, frame, masthead)
    for kind, words in _signed([b for b in rest if b[0] != "masthead"]):
        if kind == "distribution":
            _rule(pdf, frame, _BLACK)
        if kind == "caption":
            frame = _picture(pdf, frame, frames)
        frame = set_block(pdf, _styled(_OFFICE, kind, words, _BODY), frames, frame)
    return bytes(pdf.output())


def _picture(pdf: FPDF, frame: Frame, frames: Iterator[Frame]) -> Frame:
    if frame.at + 130 > frame.bottom:
        frame = next(frames)
    pdf.image(Image.new("RGB", (2, 1), (150, 170, 190)), frame.x + 130, frame.at + 12, 180, 90)
    frame.at += 106
    return frame


def _pages(pdf: FPDF) -> Iterator[Frame]:
    for number in range(1, 100):
        pdf.add_page()
        pdf.set_font("song", size=12)
        pdf.set_text_color(*_BLACK)
        pdf.text(270, 800, f"— {number} —")
        yield Frame(80, 85, 435, 760)


def _red_head(pdf: FPDF, frame: Frame, lines_of_it: Sequence[str]) -> None:
    """Set name, issue, and one line with body and date at its two ends, over a red rule."""
    name, issue, *rest = lines_of_it
    nobody = iter(())
    set_block(pdf, Block((Run(name, "hei"),), 46, "centre", colour=_RED), nobody, frame)
    set_block(pdf, Block((Run(issue),), 16, "centre"), nobody, frame)
    line = frame.at
    for words, align in zip(rest, ("left", "right"), strict=False):
        frame.at = line
        set_block(pdf, Block((Run(words, "song"),), 15, align), nobody, frame)
    _rule(pdf, frame, _RED)


def _rule(pdf: FPDF, frame: Frame, colour: tuple[int, int, int]) -> None:
    frame.at += 12
    pdf.set_draw_color(*colour)
    pdf.set_line_width(1.5 if colour == _RED else 0.6)
    pdf.line(frame.x, frame.at, frame.x + frame.width, frame.at)
    frame.at += 6


def _signed(blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put the sign-off on one line, as it stands under a bulletin; a line in brackets joins the paragraph that it closes."""
    out: list[tuple[str, str]] = []
    for kind, words in blocks:
        if kind == "signoff" and out[-1][0] == "signoff":
            out[-1] = (kind, f"{out[-1][1]}    {words}")
        elif kind == "contributors":
            out[-1] = (out[-1][0], out[-1][1] + words)
        else:
            out.append((kind, words))
    return out


def _styled(styles: dict[str, Block], kind: str, words: str, body: float) -> Block:
    if kind == "title" and _SUBTITLE.match(words):
        kind = "subtitle"
    style = styles.get(kind) or Block((), body, indent=2)
    face = _FACES.get(kind, "song")
    runs = (Run(words, face),) if kind != "paragraph" else tuple(_emphasised(words))
    return Block(runs, style.size, style.align, style.indent, style.before, style.after, style.colour)


def _emphasised(words: str) -> Iterator[Run]:
    for i, piece in enumerate(_BOLD.split(words)):
        if piece:
            yield Run(piece, "hei" if i % 2 else "song")


_PAPER = {
    "title": Block((), 40, "centre"),
    "subtitle": Block((), 20, "centre"),
    "byline": Block((), 10.5, "left", indent=2),
    "heading": Block((), 12, "centre", before=0.5, after=0.4),
    "caption": Block((), 9, "left"),
    "end_mark": Block((), 10.5, "right"),
}
# of a newspaper: size and leading of its type, the gap between its columns
_SMALL, _LEADING, _GUTTER = 10.5, 1.38, 18.0
_HEAD = {"title", "subtitle", "kicker"}


def newspaper(blocks: Iterable[tuple[str, str]], columns: int = 5) -> bytes:
    """Return blocks on one page of a newspaper: the column's name at its head, headlines across, text in even columns, pictures below."""
    pdf = typesetter(*BROADSHEET)
    pdf.add_page()
    rest = list(blocks)
    head = Frame(60, 90, BROADSHEET[0] - 120, 400)
    for words in (words for kind, words in rest if kind == "column"):
        pdf.set_font("hei", size=18)
        pdf.text(60, 60, words)
    for kind, words in rest:
        if kind in _HEAD:
            set_block(pdf, _styled(_PAPER, kind, words, _SMALL), iter(()), head, 1.3)
    width = (head.width - _GUTTER * (columns - 1)) / columns
    body = [_styled(_PAPER, kind, words, _SMALL) for kind, words in rest if kind not in {*_HEAD, "column", "caption"}]
    top = head.at + 30
    foot = top + sum(_height(pdf, block, width) for block in body) / columns + 60
    frames = iter([Frame(60 + i * (width + _GUTTER), top, width, foot) for i in range(columns)])
    frame = next(frames)
    for block in body:
        frame = set_block(pdf, block, frames, frame, _LEADING)
    _pictures(pdf, [words for kind, words in rest if kind == "caption"], foot + 24)
    return bytes(pdf.output())


def _height(pdf: FPDF, block: Block, width: float) -> float:
    return (len(lines(pdf, block, width)) + block.before + block.after) * block.size * _LEADING


def _pictures(pdf: FPDF, captions: Sequence[str], top: float) -> None:
    width = 860 / max(len(captions), 1)
    for i, words in enumerate(captions):
        pdf.image(Image.new("RGB", (2, 1), (150, 170, 190)), 60 + i * width, top, width - 12, 90)
        frame = Frame(60 + i * width, top + 92, width - 12, top + 190)
        set_block(pdf, _styled(_PAPER, "caption", words, 9), iter(()), frame, 1.3)
