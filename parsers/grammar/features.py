"""How a newspaper feature is laid out in its text: which display lines are the headline, where the lead is, what captions are."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from parsers.grammar.below import under_their_text
from parsers.grammar.columns import column_line
from parsers.grammar.headline import EDITORS_NOTE_ALONE, is_column
from parsers.grammar.lines import Line
from parsers.grammar.marks import end_mark, heading_mark, number_line
from parsers.grammar.nearby import captions_beside, pictures_credited, short_end
from parsers.grammar.order import Story, assign, boxes, counts_down, from_the_foot, in_reading_order, is_heap, part, stories
from parsers.grammar.paperlines import has_photographer, role_of
from parsers.grammar.pieces import Piece
from parsers.grammar.seams import mended
from parsers.grammar.titles import articles, headline_pieces
from parsers.grammar.webfoot import page_pieces

# a line of a heading over two lines
_LONGEST_LINE = 14
# times as wide as the body's columns that a lead over more of them is set
_WIDER = 1.4


@dataclass
class Layout:
    """The pieces of a feature by what they are; `lead` and `stories` are in reading order, `moved` tells whether that was repaired."""

    titles: list[Piece] = field(default_factory=list)
    column: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    captions: list[Piece] = field(default_factory=list)
    others: list[Piece] = field(default_factory=list)
    lead: list[Piece] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    moved: bool = False
    pieces: tuple[Piece, ...] = ()


def layouts(lines: Sequence[Line]) -> list[Layout]:
    """Return the layouts of the features in a text, one per article."""
    return [_layout(article) for article in articles(page_pieces(lines, role_of))]


def _layout(pieces: Sequence[Piece]) -> Layout:
    pieces = _with_notes(pieces)
    titles = headline_pieces(pieces)
    torn = _with_whole_headings(pieces, titles)
    pieces = mended(torn)
    is_mended = pieces != torn
    found = Layout(pieces=tuple(pieces))
    beside = captions_beside(pieces, titles)
    found.captions = [p for p in pieces if p in beside]
    pieces = [p for p in pieces if p not in beside]
    column = column_line(pieces, titles)
    for piece in pieces:
        _sort(found, piece, titles, column)
    body = [p for p in pieces if p not in titles and not p.role and p not in found.column]
    _order(found, body)
    found.moved = found.moved or is_mended
    _take_closing_captions(found)
    return found


def _with_notes(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with 编者按 that stands alone on its line joined to the note under it: no heading, its first words."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and EDITORS_NOTE_ALONE.fullmatch(last.text) and not (piece.role or piece.display):
            joined[-1] = replace(last.joined(piece), display=False)
        else:
            joined.append(piece)
    return joined


def _take_closing_captions(found: Layout) -> None:
    """Take for captions the short lines that close parts of the text, two or more in all, where the byline names who took the pictures (湄潭)."""
    closing = [p for s in found.stories for p in short_end(s.body)]
    credited = pictures_credited(found.stories[-1].body) if found.stories else []
    if not closing and len(credited) >= 2:
        closing = credited
    if len(closing) >= 2 and (closing is credited or any(has_photographer(p) for p in found.bylines)):
        found.captions += closing
        found.stories = [replace(s, body=tuple(p for p in s.body if p not in closing)) for s in found.stories]


def _with_whole_headings(pieces: Sequence[Piece], titles: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with headings that were set over two lines made one (党建强引领 / 基层活力更足), or under their number."""
    joined: list[Piece] = []
    counted = [n for p in pieces if (n := number_line(p.text)) is not None][:2] == [1, 2]
    for piece in pieces:
        last = joined[-1] if joined else None
        numbered = last and number_line(last.text) is not None and piece.display and (counted or not piece.lines[0].gap)
        if last and last not in titles and piece not in titles and (numbered or is_one_heading(last, piece)):
            joined[-1] = replace(last.joined(piece), display=True)
        else:
            joined.append(piece)
    return joined


def is_one_heading(upper: Piece, lower: Piece) -> bool:
    """Tell whether two display lines right under each other are one heading: neither has a mark or two halves, nor are they of one build."""
    if not (upper.display and lower.display) or lower.lines[0].gap or upper.hashes or lower.hashes:
        return False
    if (
        len(upper.text) == len(lower.text)
        and re.findall(r"\W", upper.text)
        and re.sub(r"\w", "", upper.text) == re.sub(r"\w", "", lower.text)
    ):
        return False
    alone = all(" " not in p.text and not heading_mark(p.text) and len(p.text) <= _LONGEST_LINE for p in (upper, lower))
    return alone and not is_column(upper.text)


def _sort(found: Layout, piece: Piece, titles: Sequence[Piece], column: Piece | None) -> None:
    if piece in titles and piece is not column:
        found.titles.append(piece)
    elif piece.role == "byline":
        found.bylines.append(piece)
    elif piece.role:
        found.others.append(piece)
    elif piece is column:
        found.column.append(piece)


def _order(found: Layout, body: Sequence[Piece]) -> None:
    """Set lead and stories in reading order."""
    if below := under_their_text(found.pieces, found.titles):
        found.lead, found.stories = below
        found.moved = True
        return
    found.lead = _wide(found, body)
    body = [p for p in body if p not in found.lead]
    parted = frozenset(p for before, p in itertools.pairwise(found.pieces) if p in body and before not in body)
    told, floating = stories(body, parted, heaps=False)
    if len(floating) > sum(1 for s in told if not s.heading):
        told, floating = stories(body, parted, heaps=True)
    if _is_late(found, body) or (floating and not any(heading_mark(h.text) for h in floating)):
        _repair(found, told, floating)
    else:
        lead = _behind_the_end(told) or [s for s in told[:1] if not s.heading]
        found.moved = bool(lead) and lead[0] is not told[0]
        found.lead = [p for s in lead for p in s.body]
        found.stories = [s for s in told if s not in lead]
    found.stories += [Story(h, ()) for h in floating if all(s.heading is not h for s in found.stories)]


def _behind_the_end(told: Sequence[Story]) -> list[Story]:
    """Return what stands without a heading behind the page editor's end mark, of a page that opens with a headed part: its lead."""
    ends = [i for i, s in enumerate(told) if end_mark(s.text)]
    behind = list(told[ends[0] + 1 :]) if len(ends) == 1 and told[0].heading else []
    return [] if any(s.heading for s in behind) else behind


def _is_late(found: Layout, body: Sequence[Piece]) -> bool:
    """Tell whether the headline stands behind running text."""
    return bool(found.titles) and any(p.start < found.titles[0].start and not p.display for p in body)


def _wide(found: Layout, body: Sequence[Piece]) -> list[Piece]:
    """Return the paragraphs that are set far wider than all others and stand between them, of a page whose headline comes late: its lead."""
    text = [p for p in body if len(p.lines) > 1 and not p.display]
    if not text or not _is_late(found, body):
        return []
    widths = {p: max(line.width for line in p.lines) for p in text}
    wide = [p for p in text if widths[p] >= _WIDER * median(widths.values())]
    edges = [p for p in found.pieces if p in found.titles or p in found.bylines]
    return [] if any(_next_to(found, a, b) for e in edges for p in wide for a, b in ((e, p), (p, e))) else wide


def _repair(found: Layout, told: list[Story], floating: list[Piece]) -> None:
    """Put lead before body, and headings that lost their text over the body that speaks of the same."""
    found.moved = True
    beside = boxes(told)
    told = [s for s in told if s not in beside]
    lead = None if found.lead else _lead(found, told) or next(iter(_behind_the_end(told)), None)
    rest = [s for s in told if s is not lead]
    plain = [s.heading for s in told if s.heading and not heading_mark(s.heading.text)]
    headings = floating + plain
    if floating and len(plain) == sum(1 for s in told if s.heading) and len(headings) <= len(rest):
        rest = [Story(h, s.body) for h, s in zip(assign(headings, rest), rest, strict=True)]
    elif floating and not any(s.heading for s in rest):
        rest = part(floating, rest)
    elif floating and _are_gathered(found, headings):
        rest = part(headings, [Story(None, s.body) for s in rest])
    if not (floating or lead) and counts_down(rest):
        opening, rest = from_the_foot(rest)
        found.lead += opening
    placed = [s.heading for s in rest]
    floating[:] = [h for h in headings if h not in placed]
    found.lead += lead.body if lead else ()
    first = found.titles[0].start if found.titles else 0
    begins = lead.body[0].start if lead else 0
    ordered = in_reading_order(rest, is_lead_last=bool(lead) and lead is told[-1], headline=first, lead=begins)
    found.stories = [*ordered, *beside]


def _are_gathered(found: Layout, headings: Sequence[Piece]) -> bool:
    """Tell whether headings stand right under each other, alike in build: all of them apart from their text."""
    at = sorted(found.pieces.index(h) for h in headings)
    return is_heap(headings) and at == list(range(at[0], at[-1] + 1))


def _lead(found: Layout, told: Sequence[Story]) -> Story | None:
    """Return the story that opens the piece: the one that stands between headline and byline, or next to either of them.

    A heading over it is not its own where other headings are in a heap (002).
    """
    told = [s for s in told if s.body]
    edges = [p for p in found.pieces if p in found.titles or p in found.bylines]
    behind = [s for e in edges for s in told if _next_to(found, e, s.body[0])]
    before = [s for e in edges if e in found.bylines for s in told if _next_to(found, s.body[-1], e)]
    near = [s for s in (*behind, *before) if not s.heading] or [*before]
    return near[0] if near else None


def _next_to(found: Layout, first: Piece, second: Piece) -> bool:
    at = found.pieces.index(first)
    return at + 1 < len(found.pieces) and found.pieces[at + 1] is second
