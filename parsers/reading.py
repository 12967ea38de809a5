"""The text of a source as its reader delivered it, positions in it, and the one rule by which wording is cleaned."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from parsers.glyphs import COMPOSED_NUMBER, restored

# what a reading's evidence says under `layout` where its pages are set in columns, as a newspaper's are
COLUMNS = "columns"


class Span(NamedTuple):
    """A half-open range of code points `[start, end)` in a reading."""

    start: int
    end: int


class Place(NamedTuple):
    """Where a character stands on paper: page from 1, box in PDF points with the origin at the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def joined(self, other: "Place") -> "Place":
        """Return the box round this place and another on its page."""
        return Place(self.page, min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom))


class Page(NamedTuple):
    """One page of a paged source, in PDF points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True)
class Note:
    """What a reader noticed (an encoding chosen, a glyph in doubt): becomes a finding."""

    code: str
    severity: str
    message: str
    spans: tuple[Span, ...] = ()


class Role(NamedTuple):
    """What the source's own layout or markup says a stretch is: `heading` with its level from 1, `caption`, or `furniture`.

    A `kicker` and a `subtitle` stand over and under a headline. Furniture is what is not part of any document: running heads, page
    numbers, navigation. A heading's span is one line.
    """

    span: Span
    name: str
    level: int = 0


class Part(NamedTuple):
    """One article of a source that holds several, with how sure it is (0 to 1) that it is whole and in order."""

    span: Span
    confidence: float = 1.0


@dataclass(frozen=True)
class Reading:
    """The text of a source with its reader's name and version; `places` has one entry per code point for paged media, else none.

    `scores` say of each code point how sure its recognition is (0 to 1; None for one that was not recognised); none for real text.
    `parts` are the articles where the reader told them apart, in order, apart from each other; empty where the source is one.
    """

    text: str
    media_type: str
    reader: str
    version: str
    pages: tuple[Page, ...] = ()
    places: tuple[Place | None, ...] | None = field(default=None, hash=False)
    notes: tuple[Note, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict, compare=False)
    roles: tuple[Role, ...] = field(default=(), hash=False)
    parts: tuple[Part, ...] = field(default=(), hash=False)
    scores: tuple[float | None, ...] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        """Refuse places or scores that do not match the text one to one (ValueError)."""
        for what, each in (("places", self.places), ("scores", self.scores)):
            if each is not None and len(each) != len(self.text):
                raise ValueError(f"{len(each)} {what} for {len(self.text)} characters")

    def __len__(self) -> int:
        """Return the number of code points."""
        return len(self.text)

    @property
    def furniture(self) -> tuple[Span, ...]:
        """Return where the source has what is part of no document."""
        return merge(role.span for role in self.roles if role.name == "furniture")

    def alone(self, part: Span) -> "Reading":
        """Return the reading with everything but one stretch blanked, and the furniture in it too; all positions stay what they are."""
        inside = list(self.text[part.start : part.end])
        for hole in self.furniture:
            first, last = max(hole.start, part.start), min(hole.end, part.end)
            if first < last:
                inside[first - part.start : last - part.start] = " " * (last - first)
        return replace(self, text="\n" * part.start + "".join(inside), places=None, parts=(), scores=None)

    def raw(self, spans: Iterable[Span]) -> str:
        """Return the reading's characters at `spans`, joined, untouched."""
        return "".join(self.text[start:end] for start, end in spans)

    def boxes(self, spans: Iterable[Span]) -> list[Place]:
        """Return one place per page and line that `spans` touch, widened over their characters; empty for unpaged media."""
        return _merged(place for s in spans for place in (self.places or ())[s.start : s.end] if place)


def _merged(places: Iterable[Place]) -> list[Place]:
    merged: list[Place] = []
    for p in places:
        last = merged[-1] if merged else None
        if last and last.page == p.page and p.top < last.bottom and last.top < p.bottom:
            merged[-1] = last.joined(p)
        else:
            merged.append(p)
    return merged


# all that \s is, and invisible characters; spelt out, since such a set is searched several times as fast as one with \s in it
_BLANK = r"\t-\r\x1c-\x1f \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
# one run of white space
WHITE = re.compile(rf"[{_BLANK}][{_BLANK}]*")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# 訛, in which every damaged glyph ends: wording without it has none
GLYPH_END = COMPOSED_NUMBER.pattern[-1]
# one run of white space, or one damaged glyph
_TOUCHED = re.compile(rf"{WHITE.pattern}|(?P<glyph>{COMPOSED_NUMBER.pattern})")


class Cut(NamedTuple):
    """A place where cleaning changed something: `text[at : at + length]` stands for `raw[start:end]`; offsets are code points."""

    at: int
    length: int
    start: int
    end: int


def clean(raw: str) -> str:
    """Return the wording of `raw`: known glyph damage repaired, white space dropped where it only lays out.

    A line break stays as one space between two Latin letters or digits and goes everywhere else. A gap within a line stays
    as one space between two Chinese characters (蹄疾步稳交答卷 踔厉奋发勇争先), and beside Latin letters; it goes between
    Chinese characters and digits or punctuation. No visible character is dropped, added or moved, except by a repair.
    """
    return cleaned(raw)[0]


def cleaned(raw: str) -> tuple[str, list[Cut]]:
    """Return `clean(raw)` with the cuts that made it, in order; between them its characters are those of `raw`."""
    touched = _TOUCHED if GLYPH_END in raw else WHITE
    if not touched.search(raw):
        return raw, []
    text: list[str] = []
    cuts: list[Cut] = []
    at = done = 0
    before = ""
    for match in touched.finditer(raw):
        start, end = match.span()
        if done < start:
            text.append(raw[done:start])
            at, before = at + start - done, raw[start - 1]
        done = end
        out = restored(match) if match.lastgroup else _gap(before, raw, match)
        cuts.append(Cut(at, len(out), start, end))
        if out:
            text.append(out)
            at, before = at + len(out), out[-1]
    text.append(raw[done:])
    return "".join(text), cuts


def _gap(before: str, raw: str, white: re.Match[str]) -> str:
    if not before or white.end() == len(raw):
        return ""
    after = raw[white.end()]
    if GLYPH_END in raw and COMPOSED_NUMBER.match(raw, white.end()):
        after = "⑫"
    sides = _sort(before) + _sort(after)
    if not _BREAKS.isdisjoint(white[0]):
        return " " if sides in _KEPT_AT_BREAKS else ""
    return " " if sides in _KEPT_IN_LINES else ""


_BREAKS = frozenset("\n\r\u2028\u2029\f\v\x85")
_KEPT_AT_BREAKS = {"LL", "LD", "DL", "DD", "AL", "AD", "LA"}
_KEPT_IN_LINES = _KEPT_AT_BREAKS | {"HH", "HL", "LH", "DA"}


@lru_cache(maxsize=8192)
def _sort(char: str) -> str:
    """H Chinese, D digit, L another letter, A ASCII punctuation, P any other mark."""
    if _HAN.match(char):
        return "H"
    if char.isdecimal():
        return "D"
    if char.isalpha():
        return "L"
    return "A" if char.isascii() else "P"


def is_visible(char: str) -> bool:
    """Tell whether a character must stand in a block: everything but white space."""
    return not char.isspace()


def trim(text: str, span: Span) -> Span:
    """Return `span` without white space at its ends; an empty span at its start where nothing visible is in it."""
    start, end = span
    while start < end and WHITE.match(text[start]):
        start += 1
    while end > start and WHITE.match(text[end - 1]):
        end -= 1
    return Span(start, end)


def subtract(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of `span` when `holes` (sorted, disjoint) are cut out of it."""
    start = span.start
    for hole in holes:
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` in order with neighbours that touch or overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
