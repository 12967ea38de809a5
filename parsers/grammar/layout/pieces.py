"""Pieces of a text: runs of lines that belong together, with what a rule said they are."""

import re
from dataclasses import dataclass, replace

from parsers.grammar.layout.lines import Line
from parsers.grammar.marks import Mark, is_terminated, number_line, ornament_end
from parsers.lasting import lasting
from parsers.mapped import Mapped
from parsers.reading import Span

# — 2 —, - 3 -, 第2页 共5页, · 4 ·: page numbers
PAGE_NUMBER = re.compile(
    r"[—―\-–·•~ ]{0,4}\s*\d{1,3}\s*[—―\-–·•~ ]{1,4}|第\s*\d{1,3}\s*页(?:\s*[/，,]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
)
# what layout knows to be part of a headline beside the title
DECKS = ("kicker", "subtitle")
# ●栽培面积：35万亩
_ENTRY = re.compile(r"[^，。；：:]{3,14}[：:]\s*[约超近逾]?\d[\d.,]*[^，。；：:\d]{0,8}")
ASIDE = ("caption", "note")  # what stands beside the text by the source's own markup, whatever it says


@dataclass(frozen=True, eq=False)
class Piece:
    """A run of lines that belong together.

    `role` is what a rule said of it, `display` that it stands like a heading, `window` the part of its wording that is meant.
    """

    lines: tuple[Line, ...]
    role: str | None = None
    display: bool = False
    window: tuple[int, int] | None = None

    @lasting
    def mapped(self) -> Mapped:
        """Return the piece's cleaned wording with its places."""
        first = self.lines[0]
        whole = first.mapped if len(self.lines) == 1 else Mapped(first.reading, tuple(s for line in self.lines for s in line.spans))
        return whole.part(*self.window) if self.window else whole

    @lasting
    def text(self) -> str:
        """Return the piece's cleaned wording."""
        return self.mapped.text

    @lasting
    def ended(self) -> bool:
        """Tell whether the piece ends where a sentence does."""
        return is_terminated(self.text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return where the piece stands, marks left out."""
        return self.mapped.spans

    @property
    def start(self) -> int:
        """Return where the piece stands among the others: where it begins in the reading, or would where its lines were moved."""
        first = self.lines[0]
        return first.place + (self.spans[0].start - first.span.start if self.window and self.spans else 0)

    @property
    def hashes(self) -> int:
        """Return the Markdown heading level of its first line, 0 for none."""
        return self.lines[0].hashes

    @property
    def layout(self) -> str:
        """Return what the source's layout says its first line is; empty where it says nothing."""
        return self.lines[0].role

    def cut(self, start: int, end: int) -> "Piece":
        """Return the piece with only `text[start:end]` of its wording."""
        base = self.window[0] if self.window else 0
        return replace(self, window=(base + start, base + end))

    def joined(self, *others: "Piece") -> "Piece":
        """Return this piece and others behind it as one."""
        return replace(self, lines=tuple(line for piece in (self, *others) for line in piece.lines)) if others else self


def number_above(piece: Piece) -> Mark | None:
    """Return the mark of a heading whose number stands on a line of its own above it (01 / 壹)."""
    first = piece.lines[0].text
    number = number_line(first) if len(piece.lines) > 1 else None
    return Mark(0, number, first, len(first)) if number is not None else None


def is_entry(text: str) -> bool:
    """Tell whether a line is an entry of a list of figures: a sign, what is counted and how much (●栽培面积：35万亩)."""
    return ornament_end(text) > 0 and bool(_ENTRY.fullmatch(text))
