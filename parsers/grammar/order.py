"""Reading order of a newspaper story whose text came out of its page scrambled, and headings that lost their bodies.

Seen: headline, byline and lead behind the body (000); bodies first, then column name, subtitle, headings in a heap, captions, lead
and byline (002). What is moved is only the order of pieces; no text is touched.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import log

from parsers.grammar.marks import END_MARK
from parsers.grammar.pieces import Piece

_MOST_HEADINGS = 7


@dataclass(frozen=True)
class Story:
    """A heading, or none, with the pieces of running text under it."""

    heading: Piece | None
    body: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the wording of the body."""
        return "".join(p.text for p in self.body)


def stories(pieces: Sequence[Piece], parted: frozenset[Piece]) -> tuple[list[Story], list[Piece]]:
    """Return the stories of a page in the order of the text, and the headings that no body follows.

    A body ends at a heading, behind an end mark, and before a piece in `parted` (one that something else stood before).
    """
    found: list[Story] = []
    floating: list[Piece] = []
    heading: Piece | None = None
    body: list[Piece] = []

    def close() -> None:
        nonlocal heading, body
        if body:
            found.append(Story(heading, tuple(body)))
        elif heading:
            floating.append(heading)
        heading, body = None, []

    for piece in pieces:
        if piece.display or piece in parted or (body and END_MARK.search(body[-1].text)):
            close()
        if piece.display:
            heading = piece
        else:
            body.append(piece)
    close()
    return found, floating


def assign(headings: Sequence[Piece], bodies: Sequence[Story]) -> list[Piece | None]:
    """Return for each body the heading that speaks of the same things, each heading used once; bodies left over get None.

    Similarity is the weight of the heading's characters and pairs of characters in a body, against all bodies: a word
    that every body has says nothing. Of all ways to pair them the best sum is taken; ties keep the order of the text.
    """
    if not headings or len(headings) > len(bodies) or len(headings) > _MOST_HEADINGS:
        return [None] * len(bodies)
    scores = [[likeness(h.text, b.text, [o.text for o in bodies]) for b in bodies] for h in headings]
    best = max(permutations(range(len(bodies)), len(headings)), key=lambda places: (sum(scores[i][p] for i, p in enumerate(places)), [-p for p in places]))
    by_body = {place: headings[i] for i, place in enumerate(best)}
    return [by_body.get(i) for i in range(len(bodies))]


def likeness(heading: str, body: str, bodies: Sequence[str]) -> float:
    """Return how much `body`, more than the others, uses the heading's characters and pairs of characters."""
    total = 0.0
    for gram in _grams(heading):
        rates = [_rate(gram, b) for b in bodies]
        total += len(gram) ** 2 * log((_rate(gram, body) + 1e-3) / (sum(rates) / len(rates) + 1e-3))
    return total / max(1, len(heading))


def _rate(gram: str, body: str) -> float:
    return 100 * body.count(gram) / max(200, len(body))


def _grams(text: str) -> Counter[str]:
    words = re.findall(r"[\u4e00-\u9fff]+", text)
    return Counter(w[i : i + n] for w in words for n in (1, 2) for i in range(len(w) - n + 1))


def in_reading_order(bodies: Sequence[Story], is_lead_last: bool) -> list[Story]:
    """Return the stories as a reader meets them: the one with the end mark last.

    Where the marked one stands first and the lead came last of all, the page was written out from its end: the order is turned
    round (002). Where it only stands in the middle, it is moved.
    """
    marked = [i for i, story in enumerate(bodies) if END_MARK.search(story.text)]
    if len(marked) != 1 or marked[0] == len(bodies) - 1:
        return list(bodies)
    if marked[0] == 0 and is_lead_last:
        return list(reversed(bodies))
    at = marked[0]
    return [*bodies[:at], *bodies[at + 1 :], bodies[at]]
