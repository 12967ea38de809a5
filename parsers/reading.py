"""The text of a source as its reader delivered it, and positions in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

from parsers.cleaning import BLANKS
from parsers.lasting import lasting

# what a reading's evidence says under `layout` where its pages are set in columns, as a newspaper's are
COLUMNS = "columns"
_START, _END = itemgetter(0), itemgetter(1)


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

    @lasting
    def furniture(self) -> tuple[Span, ...]:
        """Return where the source has what is part of no document."""
        return merge(role.span for role in self.roles if role.name == "furniture")

    def alone(self, part: Span) -> "Reading":
        """Return the reading with everything but one stretch blanked, and the furniture in it too; all positions stay what they are."""
        inside = list(self.text[part.start : part.end])
        for hole in touching(self.furniture, part):
            first, last = max(hole.start, part.start), min(hole.end, part.end)
            if first < last:
                inside[first - part.start : last - part.start] = " " * (last - first)
        return replace(self, text="\n" * part.start + "".join(inside), places=None, parts=(), scores=None)

    def raw(self, spans: Sequence[Span]) -> str:
        """Return the reading's characters at `spans`, joined, untouched."""
        if len(spans) == 1:
            return self.text[spans[0].start : spans[0].end]
        return "".join([self.text[start:end] for start, end in spans])

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


def trim(text: str, span: Span) -> Span:
    """Return `span` without white space at its ends; an empty span at its start where nothing visible is in it."""
    start, end = span
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return Span(start, end)


def touching(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of `spans` (sorted, disjoint) that have a character in common with `span`."""
    return spans[bisect_right(spans, span.start, key=_END) : bisect_left(spans, span.end, key=_START)]


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
    reached = -1
    for span in sorted(spans):
        start, end = span
        if start > reached:
            merged.append(span)
            reached = end
        elif end > reached:
            merged[-1] = Span(merged[-1].start, end)
            reached = end
    return tuple(merged)
