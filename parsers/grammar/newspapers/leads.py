"""Where the lead of a newspaper feature stands on a scrambled page: beside headline or byline, set wide, or apart at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

from parsers.grammar.layout.builds import odd_one_out
from parsers.grammar.layout.headline import is_subtitle
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import end_mark, heading_mark
from parsers.grammar.newspapers.closings import closes, closing
from parsers.grammar.newspapers.order import Story, best_pairing, sole_closer
from parsers.grammar.newspapers.parting import in_blocks

# times as wide as the body's columns that a lead over more of them is set
_WIDER = 1.4
# of a wide paragraph's width what another of its lead may lack
_NEARLY = 0.85
# log-odds by which the parts without another lead must be more like the headings, also where the lead stands under headline or byline
_BETTER, _FAR_BETTER = 2.0, 6.0
# headings that are paired with bodies in every order
_MOST_HEADINGS = 6


@dataclass(frozen=True)
class Page:
    """The pieces of a feature in the order of its text, and which of them are headline and bylines."""

    pieces: Sequence[Piece]
    titles: Sequence[Piece]
    bylines: Sequence[Piece]

    @property
    def headline(self) -> int:
        """Return where the headline begins; a 副题 that came out apart before it does not count."""
        main = [p for p in self.titles if not is_subtitle(p.text)] or self.titles
        return main[0].start if main else 0

    def is_late(self, body: Sequence[Piece]) -> bool:
        """Tell whether the headline stands behind running text."""
        return bool(self.titles) and any(p.start < self.headline and not p.display for p in body)

    def wide(self, body: Sequence[Piece]) -> list[Piece]:
        """Return the paragraphs set far wider than all others that are the lead, with the short ones among them.

        They stand between others of a page whose headline comes late, right over headline or byline or beside neither, or last of all, where the text before them closes the piece or
        that of the page begins under a heading.
        """
        text = [p for p in body if len(p.lines) > 1 and not p.display]
        widths = {p: max(line.width for line in p.lines) for p in text}
        wide = [p for p in text if widths[p] >= _WIDER * median(widths.values())]
        beside = [e for e in self._edges for p in wide if self._touch(e, p)]
        if not wide or (beside and not self._may_be_over(wide, beside)):
            return []
        before = text[: len(text) - len(wide)]
        ends = bool(before) and wide == text[len(before) :] and not closes(wide[-1].text)
        last = ends and (closes(before[-1].text) or body[0].display)
        return self._with_short(wide, body) if last or self.is_late(body) else []

    def _may_be_over(self, wide: Sequence[Piece], beside: Sequence[Piece]) -> bool:
        """Tell whether wide text right over the headline, or over the byline and behind a part's narrow text, does not close the piece."""
        over = self.pieces[self.pieces.index(wide[0]) - 1] if wide[0] is not self.pieces[0] else None
        behind_text = over is not None and not (over.display or over.role) and wide[0].lines[0].gap > 0
        edges = [*self.titles, *(self.bylines if behind_text else ())]
        return all(e in edges and self._next(wide[-1], e) for e in beside) and not closes(wide[-1].text)

    def _with_short(self, wide: Sequence[Piece], body: Sequence[Piece]) -> list[Piece]:
        """Return wide paragraphs with those next to them that are nearly as wide, or of one line with no empty line between."""
        taken = set(wide)
        for some in (list(body), list(reversed(body))):
            for p, q in pairwise(some):
                below = max(p, q, key=lambda one: one.start)
                if p in taken and not q.display and self._touch(p, q) and _belongs(q, p, below.lines[0].gap > 0):
                    taken.add(q)
        return [p for p in body if p in taken]

    def opened(self, told: Sequence[Story], floating: Sequence[Piece]) -> list[Story]:
        """Return the stories with the lead parted from the text that it was taken for one with.

        That is text without a heading in it, under the byline and elsewhere, whose headings came out apart; or the last part of a page
        whose headline comes late, where a paragraph stands apart at its end and an earlier part closes the piece.
        """
        full = [s for s in told if s.body]
        bare = not any(s.heading for s in full)
        if bare and len(floating) > 1 and any(self._next(e, s.body[0]) or self._next(s.body[-1], e) for e in self._edges for s in full):
            parted = in_blocks(full)
            if len(parted) == len(floating) + 1:
                return parted
            if len(full) == 1 and len(parted) > len(floating) + 1 and any(self._next(e, full[0].body[0]) for e in self._edges):
                return [parted[0], Story(None, full[0].body[len(parted[0].body) :])]
        if self._ends_with_lead(full):
            last = full[-1]
            return [*(s for s in told if s is not last), Story(last.heading, last.body[:-1]), Story(None, last.body[-1:])]
        return list(told)

    def lead(self, told: Sequence[Story], floating: Sequence[Piece]) -> Story | None:
        """Return the story that opens the piece: the one that stands between headline and byline, next to either of them, or apart at the end.

        A heading over it is not its own where other headings stand apart from their text (`floating`) and the byline ends that (002),
        unless it closes the piece.
        """
        full = [s for s in told if s.body]
        if not full:
            return None
        behind = [s for e in self._edges for s in full if self._next(e, s.body[0])]
        over = [e for e in self._edges if e in self.bylines or any(self._next(e, b) for b in self.bylines)]
        before = [s for e in over for s in full if self._next(s.body[-1], e)]
        ends_text = bool(floating and self.bylines) and self.bylines[-1].start > max(self.headline, full[-1].body[-1].start)
        last = before if ends_text else []
        near = [s for s in (*behind, *before) if not s.heading] or [s for s in last if not _closes_more(s, full)]
        if near:
            return self._rather(near[0], full, floating, _FAR_BETTER if near[0] in behind else _BETTER)
        return (
            full[-1] if len(full) > 1 and not full[-1].heading and (self._earlier_closes(full) or _alone_behind_the_close(full)) else None
        )

    def _rather(self, lead: Story, full: Sequence[Story], headings: Sequence[Piece], better: float) -> Story:
        """Return the lead, or the last part or one right behind a column's name, heading or picture without which the others fit the headings better."""
        if any(s.heading for s in full) or not 1 < len(headings) == len(full) - 1 <= _MOST_HEADINGS:
            return lead
        text = [p for s in full for p in s.body]
        behind = [s for s in full if s is full[-1] or any(self._next(p, s.body[0]) for p in self.pieces if p not in text)]
        apart = [s for s in behind if not closes(s.body[-1].text)]
        sums = {s: best_pairing(headings, [o for o in full if o is not s])[0] - better * (s is not lead) for s in (lead, *apart)}
        return max(sums, key=lambda s: sums[s])

    def in_blocks(self, bodies: Sequence[Story], headings: int, holds_lead: bool) -> list[Story]:
        """Return bodies without headings parted at all empty lines, where that makes one for each heading, one less with a title among these.

        Where the lead is still among the bodies (`holds_lead`) there is one more.
        """
        parted = in_blocks(bodies)
        wanted = {headings, headings - self._lacks_title, headings + holds_lead}
        return parted if len(parted) in wanted and len(parted) > len(bodies) and not any(s.heading for s in bodies) else list(bodies)

    def title_among(self, headings: Sequence[Piece], bodies: Sequence[Story]) -> Piece | None:
        """Return the line that is the title of a 副题 without one where there is one more than parts: the one of another build than all others.

        Else it is the one of the heap right under the 副题 that fits none of the parts best.
        """
        if not self._lacks_title or len(headings) != len(bodies) + 1 or len(bodies) < 2:
            return None
        if any(s.heading and s.heading not in headings for s in bodies) or any(heading_mark(h.text) for h in headings):
            return None
        if (odd := odd_one_out([h.text for h in headings])) is not None:
            return headings[odd]
        heap = self._heap_under(self.titles[-1])
        ways = combinations(headings, len(bodies))
        sums = [(best_pairing(way, bodies)[0], left) for way in ways for left in headings if left not in way and left in heap]
        return max(sums, key=lambda pair: pair[0])[1] if sums else None

    def heap_that_leads(self, heap: Sequence[Piece], bodies: Sequence[Story], lead: Sequence[Piece]) -> list[Piece]:
        """Return a heap of headings from the top where the body right under it is that of its first: then the others' stand elsewhere.

        So it is too where the heap stands under the headline or over the lead before all bodies, and the last of these does not end as a piece does; and
        where its last heading is over the one part that closes the piece, which came out before others.
        """
        down = sorted(heap, key=lambda h: h.start)
        full = [s for s in bodies if s.body]
        under = [s for s in full if self._next(down[-1], s.body[0])]
        led = any(self._next(e, down[0]) for e in self._edges) or any(self._next(down[-1], p) for p in lead)
        opens = led and all(s.body[0].start > down[-1].start for s in full)
        ends = [s for s in full if end_mark(s.text)] or [full[i] for i in sole_closer(full)]
        if len(full) > 2 and [s.heading for s in ends] == [down[-1]] and ends != full[-1:]:
            return down
        return down if (opens and full and not closes(full[-1].body[-1].text)) or (under and under[0].heading is down[0]) else []

    def at_an_edge(self, bodies: list[Story], headings: Sequence[Piece]) -> Story | None:
        """Return the first or last of bodies without headings, one more than `headings`: the lead.

        It is the one of these that alone has but one paragraph, else the one without which the others agree best with the headings.
        """
        edges = [s for s in (bodies[:1] + bodies[-1:]) if not closes(s.body[-1].text)] if bodies else []
        if not edges or not 1 < len(headings) == len(bodies) - 1 <= _MOST_HEADINGS or any(s.heading for s in bodies):
            return None
        short = [s for s in bodies if len(s.body) == 1]
        if len(short) == 1 and short[0] in edges:
            return short[0]
        return max(edges, key=lambda edge: best_pairing(headings, [s for s in bodies if s is not edge])[0])

    def left_over(self, bodies: Sequence[Story], were_apart: bool) -> Story | None:
        """Return the one part that no heading is over, of a page with several headed ones: its lead.

        It is one paragraph before a late headline, or any part that does not close the piece where all headings stood apart from their text.
        """
        bare = [s for s in bodies if not s.heading]
        if len(bare) != 1 or len(bodies) < 3:
            return None
        early = len(bare[0].body) == 1 and bare[0].body[0].start < self.headline
        return bare[0] if early or (were_apart and not _closes_more(bare[0], bodies)) else None

    def left_at_the_end(self, told: Sequence[Story]) -> list[Story]:
        """Return the part without a heading that ends a page which begins with a heading, all others headed: its lead, if it does not close the piece."""
        bare = [s for s in told if not s.heading]
        is_lead = len(told) > 2 and bare == [told[-1]] and told[0].body and not _closes_more(told[-1], told)
        return bare if is_lead and len(bare[0].body) == 1 else []

    @property
    def _lacks_title(self) -> bool:
        return bool(self.titles) and all(is_subtitle(p.text) for p in self.titles)

    @property
    def _edges(self) -> list[Piece]:
        return [p for p in self.pieces if p in self.titles or p in self.bylines]

    def _heap_under(self, piece: Piece) -> list[Piece]:
        heap: list[Piece] = []
        for p in self.pieces[self.pieces.index(piece) + 1 :]:
            if not p.display or p.role:
                break
            heap.append(p)
        return heap

    def _ends_with_lead(self, full: Sequence[Story]) -> bool:
        """Tell whether the last paragraph of the text stands apart as no other within a part does, and is the lead."""
        last = full[-1] if len(full) > 1 else None
        if not last or not last.heading or len(last.body) < 2 or not last.body[-1].lines[0].gap:
            return False
        if not self._earlier_closes(full) and not (closes(last.body[-2].text) and not closes(last.body[-1].text)):
            return False
        return sum(p.lines[0].gap > 0 for s in full for p in s.body[1:]) == 1

    def _earlier_closes(self, full: Sequence[Story]) -> bool:
        """Tell whether a part before the headline ends as a piece does, and the text's end does not."""
        early = [s for s in full if s.body[0].start < self.headline]
        return bool(early) and closes(early[-1].body[-1].text) and not closes(full[-1].body[-1].text) and not end_mark(full[-1].text)

    def _touch(self, a: Piece, b: Piece) -> bool:
        return self._next(a, b) or self._next(b, a)

    def _next(self, first: Piece, second: Piece) -> bool:
        at = self.pieces.index(first)
        return at + 1 < len(self.pieces) and self.pieces[at + 1] is second


def _belongs(piece: Piece, wide: Piece, apart: bool) -> bool:
    """Tell whether a piece has lines nearly as wide as those of `wide`, or one line in one block with it."""
    return (len(piece.lines) == 1 and not apart) or max(x.width for x in piece.lines) >= _NEARLY * max(x.width for x in wide.lines)


def _alone_behind_the_close(full: Sequence[Story]) -> bool:
    """Tell whether the last part alone has no heading and the one before it ends as a piece does, which this does not."""
    return all(s.heading for s in full[:-1]) and closes(full[-2].body[-1].text) and not closes(full[-1].body[-1].text)


def _closes_more(story: Story, told: Sequence[Story]) -> bool:
    """Tell whether a story speaks at its end as the last one does, and no paragraph of the others as much."""
    said = closing(story.body[-1].text)
    return bool(said) and all(closing(p.text) < said for s in told if s is not story for p in s.body)
