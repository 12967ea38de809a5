"""How a newspaper feature is laid out in its text: which display lines are the headline, where the lead is, what captions are."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from parsers.grammar.layout.headline import EDITORS_NOTE_ALONE
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import heading_mark
from parsers.grammar.newspapers.below import under_their_text
from parsers.grammar.newspapers.columns import column_line, kicker_apart
from parsers.grammar.newspapers.leads import Page
from parsers.grammar.newspapers.nearby import captions_beside, pictures_credited, short_end
from parsers.grammar.newspapers.order import (
    Story,
    assign,
    boxes,
    counts_down,
    from_the_foot,
    in_reading_order,
    in_told_order,
    is_heap,
    part,
    stories,
    with_closer_last,
)
from parsers.grammar.newspapers.pageheads import with_paper_named
from parsers.grammar.newspapers.paperlines import has_photographer, is_desk, role_of
from parsers.grammar.newspapers.parting import across_pictures, apart_from_heap, at_empty_lines, behind_the_end, over_the_heap
from parsers.grammar.newspapers.pictures import with_pictures
from parsers.grammar.newspapers.seams import mended
from parsers.grammar.newspapers.signatures import bare_names
from parsers.grammar.newspapers.tears import rejoined
from parsers.grammar.newspapers.titles import articles, headline_pieces, without_restated
from parsers.grammar.newspapers.wholeheadings import with_whole_headings
from parsers.grammar.web.webfoot import page_pieces

# a paragraph is longer
_TEXT = 40
# roles of lines that belong to the paper's page, wherever they come out
_OF_THE_PAGE = ("furniture", "meta")


@dataclass
class Layout:
    """The pieces of a feature by what they are; `lead` and `stories` are in reading order, `moved` and `is_mended` tell whether that and torn sentences were repaired."""

    titles: list[Piece] = field(default_factory=list)
    column: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    captions: list[Piece] = field(default_factory=list)
    others: list[Piece] = field(default_factory=list)
    lead: list[Piece] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    moved: bool = False
    is_mended: bool = False
    pieces: tuple[Piece, ...] = ()


def layouts(lines: Sequence[Line]) -> list[Layout]:
    """Return the layouts of the features in a text, one per article."""
    role = with_pictures(lines, cache(role_of))  # asked of each line more than once
    whole = rejoined(lines, role)
    moved = any(line.place != line.span.start for line in whole)
    return [_layout(article, moved) for article in articles(page_pieces(whole, role))]


def _layout(pieces: Sequence[Piece], was_moved: bool) -> Layout:
    pieces = with_paper_named(_with_signed_end(_with_notes(pieces)))
    titles = headline_pieces(pieces)
    pieces = without_restated(pieces, titles)
    torn = with_whole_headings(pieces, titles)
    kicker = kicker_apart(torn, titles)
    torn = [p for p in torn if p is not kicker]
    pieces = mended(torn)
    found = Layout(pieces=tuple(pieces), is_mended=pieces != torn)
    beside = captions_beside(pieces, titles)
    found.captions = [p for p in pieces if p in beside]
    pieces = [p for p in pieces if p not in beside]
    column = column_line(pieces, titles)
    for piece in pieces:
        _sort(found, piece, titles, column)
    body = [p for p in pieces if p not in titles and not p.role and p not in found.column]
    _order(found, body)
    found.moved = found.moved or found.is_mended or was_moved
    _take_closing_captions(found)
    if kicker:
        found.titles, found.pieces = [kicker, *found.titles], (kicker, *found.pieces)
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


def _with_signed_end(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with a last line that is nothing but names as a byline: who wrote, under the text."""
    last = next((i for i in range(len(pieces) - 1, 0, -1) if not pieces[i].role), 0)
    signs = last and any(len(p.text) > _TEXT and not p.role for p in pieces[:last]) and bare_names(pieces[last].mapped)
    return [replace(p, role="byline", display=False) if signs and i == last else p for i, p in enumerate(pieces)]


def _take_closing_captions(found: Layout) -> None:
    """Take for captions the short lines that close parts of the text, two or more in all, where the byline names who took the pictures (湄潭)."""
    closing = [p for s in found.stories for p in short_end(s.body)]
    credited = pictures_credited(found.stories[-1].body) if found.stories else []
    if not closing and len(credited) >= 2:
        closing = credited
    if len(closing) >= 2 and (closing is credited or any(has_photographer(p) for p in found.bylines)):
        found.captions += closing
        found.stories = [replace(s, body=tuple(p for p in s.body if p not in closing)) for s in found.stories]


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
    if below := under_their_text([p for p in found.pieces if p not in found.captions and p not in found.column], found.titles):
        found.lead, found.stories = below
        found.moved = True
        return
    page = Page([p for p in found.pieces if p.role not in _OF_THE_PAGE], found.titles, [b for b in found.bylines if not is_desk(b)])
    found.lead = page.wide(body)
    body = [p for p in body if p not in found.lead]
    parted = frozenset(p for before, p in itertools.pairwise(page.pieces) if p in body and before not in body)
    told, floating = stories(body, parted, heaps=False)
    in_heaps = len(floating) > sum(1 for s in told if not s.heading)
    if in_heaps:
        told, floating = stories(body, parted, heaps=True)
    if page.is_late(body) or (floating and (_is_numbered_heap(floating, told) or not any(heading_mark(h.text) for h in floating))):
        _repair(found, page, told, floating)
    else:
        lead = behind_the_end(told) or [s for s in told[:1] if not s.heading] or ([] if found.lead else page.left_at_the_end(told))
        found.moved = bool(found.lead) or (bool(lead) and lead[0] is not told[0])
        found.lead += [p for s in lead for p in s.body]
        found.stories = [s for s in told if s not in lead]
        in_order = in_told_order(with_closer_last(found.stories) if in_heaps else found.stories)
        found.stories, found.moved = in_order, found.moved or in_order != found.stories
    found.stories += [Story(h, ()) for h in floating if all(s.heading is not h for s in found.stories)]


def _repair(found: Layout, page: Page, told: list[Story], floating: list[Piece]) -> None:
    """Put lead before body, and headings that lost their text over the body that speaks of the same."""
    found.moved = True
    beside = boxes(told)
    told, floating[:] = apart_from_heap([s for s in told if s not in beside], floating, found.pieces)
    told = page.opened(told, floating)
    lead = None if found.lead else page.lead(told, floating) or next(iter(behind_the_end(told)), None)
    numbered = _is_numbered_heap(floating, told)
    plain = [s.heading for s in told if s.heading and (numbered or not heading_mark(s.heading.text))]
    headings = floating + plain
    rest = over_the_heap([s for s in told if s is not lead], found.pieces, floating)
    rest = page.in_blocks(rest, len(headings), holds_lead=not (lead or found.lead))
    if title := page.title_among(headings, rest):
        found.titles.append(title)
        headings.remove(title)
    gathered = _are_gathered(found, headings)
    if gathered and not (lead or found.lead) and (lead := page.at_an_edge(rest, headings)):
        rest.remove(lead)
    if floating:
        rest = across_pictures(rest, headings, found.pieces)
        rest = _headed(rest, headings, len(plain) == sum(1 for s in told if s.heading), gathered)
    if not (lead or found.lead) and (lead := page.left_over(rest, gathered)):
        rest.remove(lead)
    if not (floating or lead) and counts_down(rest):
        opening, rest = from_the_foot(rest)
        found.lead += opening
    placed = [s.heading for s in rest]
    floating[:] = [h for h in headings if h not in placed]
    found.lead += lead.body if lead else ()
    heap = page.heap_that_leads(headings, rest, found.lead) if gathered else ()
    found.stories = [*in_reading_order(rest, page.headline, lead, bool(told) and lead is told[-1] and not found.is_mended, heap), *beside]


def _is_numbered_heap(floating: Sequence[Piece], told: Sequence[Story]) -> bool:
    """Tell whether numbered headings of one rank, two or more, lost their text, which stands without one; one may have come over the lead."""
    marks = [heading_mark(h.text) for h in (*floating, *(s.heading for s in told if s.heading and s.body))]
    of_one_rank = len({m.rank if m else -1 for m in marks}) == 1 and all(marks)
    return of_one_rank and len(floating) > 1 and len(marks) <= len(floating) + 1 and any(not s.heading for s in told)


def _headed(bodies: list[Story], headings: Sequence[Piece], all_plain: bool, gathered: bool) -> list[Story]:
    """Return the bodies under the headings that speak of the same: those without one first, all anew where headings are more than these."""
    bare = [s for s in bodies if not s.heading]
    homeless = [h for h in headings if all(s.heading is not h for s in bodies)]
    if homeless and len(homeless) <= len(bare):
        over = assign(homeless, bare)
        return [replace(s, heading=over[bare.index(s)] if s in bare else s.heading) for s in bodies]
    if all_plain and len(headings) <= len(bodies):
        return [Story(h, s.body) for h, s in zip(assign(headings, bodies), bodies, strict=True)]
    if not any(s.heading for s in bodies):
        return part(homeless, bodies, anywhere=True)
    return part(headings, [Story(None, s.body) for s in bodies]) if gathered else at_empty_lines(bodies, headings)


def _are_gathered(found: Layout, headings: Sequence[Piece]) -> bool:
    """Tell whether headings stand right under each other, alike in build: all of them apart from their text."""
    at = sorted(found.pieces.index(h) for h in headings)
    return bool(at) and is_heap(headings) and at == list(range(at[0], at[-1] + 1))
