"""Reading order of a newspaper story whose text came out of its page scrambled, and headings that lost their bodies.

Seen: headline, byline and lead behind the body (000); bodies first, then column name, subtitle, headings in a heap, captions, lead
and byline (002). What is moved is only the order of pieces; no text is touched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, permutations, product

from parsers.grammar.layout.likeness import likeness
from parsers.grammar.layout.pieces import Piece, number_above
from parsers.grammar.marks import end_mark, heading_mark, is_box_name
from parsers.grammar.newspapers.closings import closes, closing

_MOST_HEADINGS = 7
# blocks between empty lines that headings are parted among
_MOST_BLOCKS = 36
# characters by which headings of one heap differ in length
_ALIKE = 3
# characters at the beginning of a body that count twice: its first sentences say what its heading says
_OPENING = 100


@dataclass(frozen=True)
class Story:
    """A heading, or none, with the pieces of running text under it."""

    heading: Piece | None
    body: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the wording of the body."""
        return "".join(p.text for p in self.body)


def stories(pieces: Sequence[Piece], parted: frozenset[Piece], heaps: bool) -> tuple[list[Story], list[Piece]]:
    """Return the stories of a page in the order of the text, and the headings that no body follows.

    A body ends at a heading, behind an end mark, and before a piece in `parted` (one that something else stood before).
    With `heaps`, headings in a heap right over one body part it among them.
    """
    found: list[Story] = []
    floating: list[Piece] = []
    heap: list[Piece] = []
    body: list[Piece] = []

    def close() -> None:
        nonlocal heap, body
        told = (_under_a_heap if not found else part)(heap, [Story(None, tuple(body))]) if heaps and body and is_heap(heap) else []
        if len(told) > 1:
            found.extend(told)
        elif body:
            above = [h for h in heap[:-1] if 0 < h.hashes < heap[-1].hashes or (h is heap[-2] and is_box_name(h.text))]
            found.extend(Story(h, ()) for h in above)
            found.append(Story(heap[-1] if heap else None, tuple(body)))
            floating.extend(h for h in heap[:-1] if h not in above)
        else:
            floating.extend(heap)
        heap, body = [], []

    for piece in pieces:
        if piece in parted or (body and (piece.display or end_mark(body[-1].text))):
            close()
        (heap if piece.display else body).append(piece)
    close()
    return found, floating


def is_heap(headings: Sequence[Piece]) -> bool:
    """Tell whether headings right over each other are of one rank: two or more without marks, alike in build and length."""
    first = headings[0].text if headings else ""
    alike = all((" " in h.text) == (" " in first) and abs(len(h.text) - len(first)) <= _ALIKE for h in headings)
    return len(headings) > 1 and alike and not any(heading_mark(h.text) for h in headings)


def is_even(lines: Sequence[Piece]) -> bool:
    """Tell whether display lines are of one length and build, as headings right over each other are and the decks of a headline are not."""
    first = re.sub(r"\w", "", lines[0].text)
    return all(p.display and len(p.text) == len(lines[0].text) and re.sub(r"\w", "", p.text) == first for p in lines)


def boxes(told: Sequence[Story]) -> list[Story]:
    """Return the boxes beside a piece (短评, 相关链接) with the headline under their name, if they have one: they keep their own text."""
    named = [bool(s.heading and is_box_name(s.heading.text)) for s in told]
    return [s for i, s in enumerate(told) if named[i] or (i and named[i - 1] and not told[i - 1].body)]


def assign(headings: Sequence[Piece], bodies: Sequence[Story]) -> list[Piece | None]:
    """Return for each body the heading that speaks of the same things, each heading used once; bodies left over get None.

    Of all ways to pair them the one with the best sum of `likeness` is taken; ties keep the order of the text.
    """
    if not headings or len(headings) > len(bodies) or len(bodies) > _MOST_HEADINGS:
        return [None] * len(bodies)
    best = best_pairing(headings, bodies)[1]
    by_body = {place: headings[i] for i, place in enumerate(best)}
    return [by_body.get(i) for i in range(len(bodies))]


def best_pairing(headings: Sequence[Piece], bodies: Sequence[Story]) -> tuple[float, tuple[int, ...]]:
    """Return the best sum of `likeness` by which headings go to bodies, no more of those than of these, and the body of each heading."""
    texts = [b.text + b.text[:_OPENING] for b in bodies]
    scores = [likeness(h.text, texts) for h in headings]
    too_many = len(bodies) > _MOST_HEADINGS
    ways = [tuple(range(len(headings)))] if too_many else permutations(range(len(bodies)), len(headings))
    best = max((sum(scores[i][p] for i, p in enumerate(way)), [-p for p in way], way) for way in ways)
    return best[0], best[2]


def part(headings: Sequence[Piece], bodies: Sequence[Story], anywhere: bool = False) -> list[Story]:
    """Return bodies parted further, so that there is one story per heading, each as like its own as can be.

    They are parted at empty lines, or, `anywhere`, between any paragraphs where these are too few. Nothing but the words tells where.
    Headings are tried in every order; where one body begins a story begins too; a story has one paragraph at least.
    """
    body = [p for b in bodies for p in b.body]
    firsts = {id(b.body[0]) for b in bodies}
    starts = [i for i, p in enumerate(body) if i == 0 or p.lines[0].gap or id(p) in firsts]
    starts = list(range(len(body))) if anywhere and len(starts) < len(headings) else starts
    forced = {at for at, i in enumerate(starts) if at and id(body[i]) in firsts}
    if not len(bodies) < len(headings) <= min(_MOST_HEADINGS, len(starts)) or len(starts) > _MOST_BLOCKS:
        return list(bodies)
    paragraphs = ["".join(p.text for p in body[a:b]) for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]
    sums = [[0.0, *accumulate(likeness(h.text, paragraphs))] for h in headings]
    order, cuts = _best_parting(sums, forced)
    edges = [starts[i] for i in cuts] + [len(body)]
    return [Story(headings[h], tuple(body[a:b])) for h, a, b in zip(order, edges, edges[1:], strict=False)]


def _under_a_heap(headings: Sequence[Piece], bodies: Sequence[Story]) -> list[Story]:
    """Return the text under the headings that open a page parted among them, its first or last paragraph the lead where it has one block more."""
    body = bodies[0].body
    starts = [i for i, p in enumerate(body) if i == 0 or p.lines[0].gap]
    edges = [(0, 1)] * (len(starts) > 1 and starts[1] == 1) + [(len(body) - 1, len(body))] * (starts[-1] == len(body) - 1)
    if len(starts) != len(headings) + 1 or not edges:
        return part(headings, bodies)
    ways = [(Story(None, body[a:b]), part(headings, [Story(None, body[:a] + body[b:])])) for a, b in edges]
    best = max(ways, key=lambda way: best_pairing(headings, way[1])[0])
    return [best[0], *best[1]] if best[0].body[0] is body[0] else [*best[1], best[0]]


def _best_parting(sums: Sequence[Sequence[float]], forced: set[int]) -> tuple[list[int], list[int]]:
    """Return the order of the headings and the first blocks of their stories by which all blocks are most like what is over them.

    `sums` has for each heading its likeness to the first 0, 1, 2 … blocks; a block in `forced` begins a story. Stretches of blocks are
    given to sets of headings, from the first block on, so that no order is tried twice.
    """
    end = len(sums[0]) - 1
    best: dict[tuple[int, int], tuple[float, tuple[int, ...], tuple[int, ...]]] = {(0, 0): (0.0, (), ())}
    for at in range(end):
        reach = min((f for f in forced if f > at), default=end)
        for (_, used), (total, order, cuts) in [item for item in best.items() if item[0][0] == at]:
            for h, to in product((h for h in range(len(sums)) if not used >> h & 1), range(at + 1, reach + 1)):
                way = (total + sums[h][to] - sums[h][at], (*order, h), (*cuts, at))
                if (to, used | 1 << h) not in best or way[0] > best[to, used | 1 << h][0]:
                    best[to, used | 1 << h] = way
    _, order, cuts = best[end, (1 << len(sums)) - 1]
    return list(order), list(cuts)


def counts_down(bodies: Sequence[Story]) -> bool:
    """Tell whether every story has a numbered heading of one rank and the numbers run from the last to the first: 叁, 贰, 壹."""
    return len(bodies) > 1 and _numbers(bodies) == list(range(len(bodies), 0, -1))


def from_the_foot(bodies: Sequence[Story]) -> tuple[tuple[Piece, ...], list[Story]]:
    """Return lead and stories of a page that was written out from its foot: what stands off at the end of the first part is the lead."""
    first = bodies[-1]
    lead = first.body[-1:] if len(first.body) > 1 and first.body[-1].lines[0].gap else ()
    return lead, [replace(first, body=first.body[: len(first.body) - len(lead)]), *reversed(bodies[:-1])]


def in_reading_order(
    bodies: Sequence[Story], headline: int, lead: Story | None, is_lead_last: bool, heap: Sequence[Piece] = ()
) -> list[Story]:
    """Return the stories as a reader meets them: by their numbers, else the one with the end mark last, else as `heap` has their headings.

    Without a mark those that stand before a late headline go behind the others where they close the piece and these do not.
    Where the marked one stands first and the lead came last of all, or the heading over a last lead is that of the last part, the page
    was written out from its end: the order is turned round (002). Where the marked one stands in the middle, what is behind it comes
    first: the columns came out in two runs, each in its order.
    """
    if sorted(numbers := _numbers(bodies)) == list(range(1, len(bodies) + 1)) and len(bodies) > 1:
        return [bodies[numbers.index(n)] for n in sorted(numbers)]
    marked = [i for i, story in enumerate(bodies) if end_mark(story.text)]
    ends = not marked or (heap and [bodies[i].heading for i in marked] == [heap[-1]])
    if heap and ends and all(s.heading in heap for s in bodies):
        return sorted(bodies, key=lambda s: heap.index(s.heading) if s.heading else 0)
    if not marked and (turned := _closing_last(bodies, headline)):
        return turned
    marked = marked or sole_closer(bodies)
    over_lead = lead.heading if lead and is_lead_last else None
    if not marked and over_lead and len(bodies) > 2 and bodies[-1].heading is over_lead:
        return list(reversed(bodies))
    if len(marked) != 1 or marked[0] == len(bodies) - 1:
        return list(bodies)
    if marked[0] == 0 and lead and is_lead_last:
        return list(reversed(bodies))
    at = marked[0] + 1
    return [*bodies[at:], *bodies[:at]]


def _numbers(bodies: Sequence[Story]) -> list[int]:
    """Return the numbers of the stories' headings where all have one, of one rank."""
    marks = [heading_mark(s.heading.text) or number_above(s.heading) for s in bodies if s.heading]
    return [m.ordinal for m in marks if m] if len(marks) == len(bodies) and len({m.rank if m else -1 for m in marks}) == 1 else []


def _closing_last(bodies: Sequence[Story], headline: int) -> list[Story]:
    """Return the stories with those before `headline` behind the others, where only these speak last; else nothing."""
    early = [s for s in bodies if s.heading and s.body and s.body[0].start < headline]
    late = [s for s in bodies if s.heading and s.body and s.body[0].start > headline]
    numbered = any(s.heading and heading_mark(s.heading.text) for s in bodies)
    if not early or not late or numbered or len(early) + len(late) < len(bodies):
        return []
    return [*late, *early] if [closes(part[-1].body[-1].text) for part in (early, late)] == [True, False] else []


def in_told_order(bodies: Sequence[Story]) -> list[Story]:
    """Return headed stories of a page in order otherwise by their numbers, or with what stands behind the end mark before the rest."""
    if any(not (s.heading and s.body) for s in bodies):
        return list(bodies)
    numbers = _numbers(bodies)
    if sorted(numbers) == list(range(1, len(bodies) + 1)) and len(bodies) > 1:
        return [bodies[numbers.index(n)] for n in sorted(numbers)]
    marked = [i for i, s in enumerate(bodies) if end_mark(s.text)]
    numbered = any(s.heading and heading_mark(s.heading.text) for s in bodies)
    at = marked[0] + 1 if len(marked) == 1 and not numbered else len(bodies)
    return [*bodies[at:], *bodies[:at]]


def with_closer_last(bodies: Sequence[Story]) -> list[Story]:
    """Return stories under a heap's headings as it lists them, but the one last that alone speaks as the last one does, and the others as told."""
    if any(end_mark(s.text) for s in bodies):
        return list(bodies)
    last = sole_closer(bodies)
    in_heap = sorted(bodies, key=lambda s: s.heading.start if s.heading else 0)
    if not last or in_heap[-1] is bodies[last[0]]:
        return in_heap
    return [*(s for i, s in enumerate(bodies) if i not in last), *(bodies[i] for i in last)]


def sole_closer(bodies: Sequence[Story]) -> list[int]:
    """Return which story's last paragraph speaks more than all others' as the last one of a feature does; nothing where none or several do."""
    said = [closing(s.body[-1].text) if s.body else 0 for s in bodies]
    most = max(said, default=0)
    return [said.index(most)] if most and said.count(most) == 1 else []
