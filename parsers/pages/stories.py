"""Articles of a page: each text goes on with another or begins under a headline, so that the whole fits best."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from parsers.pages.blocks import Block, same_type
from parsers.pages.geometry import down, overlap
from parsers.pages.heads import Head
from parsers.pages.joints import LOST_END, LOST_START, NO_HEAD, NO_TEXT, STRAY, Ground, close_below, is_past_picture, joint, opening
from parsers.pages.matching import matched
from parsers.pages.model import Box
from parsers.pages.under import set_under

# so many texts that end in mid-sentence may be accidents
_FEW = 3
# how sure an article is that has no headline or no text, or that breaks off in mid-sentence
_HALF_FOUND = 0.4


@dataclass(eq=False)
class Story:
    """One article: its headline, its text in reading order, its captions, and how sure its weakest joint is (0 to 1)."""

    head: Head | None
    texts: list[Block] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)
    confidence: float = 1.0

    @property
    def blocks(self) -> list[Block]:
        """Return all its blocks in reading order, captions last."""
        return [*(self.head.blocks if self.head else ()), *self.texts, *self.captions]


def stories_of(heads: Sequence[Head], texts: Sequence[Block], walls: Sequence[Box], pictures: Sequence[Box], size: float) -> list[Story]:
    """Return the articles that headlines and texts of a page make, from the top left on; `size` is the body's, in points."""
    set_under(heads, texts, walls, pictures, size)
    below = close_below(texts, heads, walls)
    roofs = _roofs_below(_roofs(heads), texts, pictures, below)
    signs = (_gutter(texts, size), _stream(texts), _has_indents(heads), _has_ends(heads, texts))
    ground = Ground(texts, heads, walls, pictures, roofs, *signs, below)
    weights = _weights(ground)
    threads = _Threads(weights, matched(weights))
    stories = [threads.story(head, threads.after.get(head), ground.ends) for head in heads]
    stories += [threads.story(None, text, ground.ends) for text in texts if text not in threads.before]
    found = {text for story in stories for text in story.texts}
    stories += [Story(None, [text], confidence=0.1) for text in texts if text not in found]
    return sorted(stories, key=_place)


def _place(story: Story) -> tuple[float, float]:
    box = story.blocks[0].box
    return (round(box.top / 20), box.x0)


def _roofs(heads: Iterable[Head]) -> dict[Block, Head]:
    """Return the headline over each text; where two lay claim to one, the nearer over it."""
    roofs: dict[Block, Head] = {}
    for head in heads:
        for text in head.columns:
            other = roofs.get(text)
            if not other or _off(head, text) < _off(other, text):
                roofs[text] = head
    for head in heads:
        head.leads = [text for text in head.leads if roofs.setdefault(text, head) is head]
        head.columns = [text for text in head.columns if roofs[text] is head]
    return roofs


def _roofs_below(roofs: dict[Block, Head], texts: Sequence[Block], pictures: Sequence[Box], below: dict[Block, Block]) -> dict[Block, Head]:
    """Return the headlines over texts that stand in the column of another, close under it or parted from it by a picture or a sub-heading only."""
    found = dict(roofs)
    for upper in sorted(texts, key=lambda text: text.box.top):
        if upper not in found:
            continue
        for lower in texts:
            if lower not in found and (below.get(upper) is lower or _is_in_column(upper, lower, pictures)):
                found[lower] = found[upper]
    return found


def _is_in_column(upper: Block, lower: Block, pictures: Sequence[Box]) -> bool:
    if "subheading" in {upper.role, lower.role}:
        return 0 < lower.box.top - upper.box.bottom < upper.size and overlap(upper.edges, lower.edges) > 0.5
    edges = zip(upper.edges, lower.edges, strict=True)
    return same_type(upper, lower) and all(abs(a - b) < 0.6 * upper.size for a, b in edges) and is_past_picture(upper, lower, pictures)


def _off(head: Head, text: Block) -> float:
    middle = (text.box.x0 + text.box.x1) / 2
    return max(head.box.x0 - middle, middle - head.box.x1, 0.0) + 0.001 * abs(text.box.top - head.box.bottom)


def _gutter(texts: Sequence[Block], size: float) -> float:
    """Return the usual gap between neighbouring columns of text, in points."""
    gaps = []
    for a in texts:
        right = [b.box.x0 - a.box.x1 for b in texts if b.box.x0 > a.box.x1 - 1 and overlap(down(a.box), down(b.box)) > 0.3]
        if right and min(right) < 4 * size:
            gaps.append(min(right))
    return median(gaps) if gaps else 1.5 * size


def _has_indents(heads: Sequence[Head]) -> bool:
    """Tell whether the texts under headlines stand in with their first line; taken for granted where there is nothing to go by."""
    firsts = [head.columns[0] for head in heads if head.columns and head.columns[0].role == "body"]
    return not firsts or sum(text.indented for text in firsts) > 0.3 * len(firsts)


def _has_ends(heads: Sequence[Head], texts: Sequence[Block]) -> bool:
    """Tell whether the last columns under headlines end where a sentence does, if no other text stands below them; a few may not."""
    lasts = [head.columns[-1] for head in heads if head.columns]
    closing = [a for a in lasts if not any(overlap(a.edges, b.edges) > 0.3 and 0 < b.box.top - a.box.bottom < 4 * a.size for b in texts)]
    broken = sum(a.open for a in closing)
    return broken < _FEW or broken < 0.4 * len(closing)


def _stream(texts: Sequence[Block]) -> float:
    """Return how far the order of drawing is that of reading: the share of neighbours in the stream that fit together by their wording."""
    ordered = sorted(texts, key=lambda text: text.lines[0].first)
    pairs = [(a, b) for a, b in pairwise(ordered) if b.lines[0].first - a.lines[-1].last == 1 and same_type(a, b)]
    telling = [(a, b) for a, b in pairs if a.open]
    if len(telling) < 3:
        return 0.3
    fitting = sum(1 for a, b in telling if not b.indented and (b.box.top > a.box.top or b.box.x0 > a.box.x0)) / len(telling)
    return max(0.0, 2 * fitting - 1)


Weights = dict[Head | Block, dict[Block, float]]


def _weights(ground: Ground) -> Weights:
    """Return what is gained by each joint over leaving both ends loose."""
    starts = {text: _start(text, ground) for text in ground.texts}
    weights: Weights = {}
    for head in ground.heads:
        found = {text: opening(head, text, ground) for text in [*head.leads, *head.columns]}
        weights[head] = _gains(found, NO_TEXT, starts)
    for a in ground.texts:
        end = LOST_END if ground.ends and a.role == "body" and a.open else -1.0 if a.role == "subheading" else 0.0
        weights[a] = _gains({b: joint(a, b, ground, end + starts[b]) for b in ground.texts if b is not a}, end, starts)
    return weights


def _start(text: Block, ground: Ground) -> float:
    """Return what is lost where an article begins with a text and has no headline."""
    if text.role != "body":
        return STRAY
    return NO_HEAD if text.indented or not ground.indents else LOST_START


def _gains(scores: dict[Block, float | None], end: float, starts: dict[Block, float]) -> dict[Block, float]:
    gains = {text: score - end - starts[text] for text, score in scores.items() if score is not None}
    return {text: gain for text, gain in gains.items() if gain > 0}


class _Threads:
    """The texts that follow each other, and how sure each joint is."""

    def __init__(self, weights: Weights, before: dict[Block, Head | Block]) -> None:
        self.weights, self.before = weights, before
        self.after = {a: b for b, a in before.items()}
        self.rivals: dict[Block, list[Head | Block]] = {}
        for a, row in weights.items():
            for b in row:
                self.rivals.setdefault(b, []).append(a)

    def story(self, head: Head | None, first: Block | None, ends: bool) -> Story:
        """Return the article that begins with a headline, or without one, and how sure its weakest point is."""
        texts: list[Block] = []
        sure = 1.0 if head and first else _HALF_FOUND
        last: Head | Block | None = head
        text = first
        while text and text not in texts:
            if last:
                sure = min(sure, self._sure(last, text))
            texts.append(text)
            last, text = text, self.after.get(text)
        breaks_off = ends and bool(texts) and texts[-1].role == "body" and texts[-1].open
        return Story(head, texts, confidence=min(sure, _HALF_FOUND) if breaks_off else sure)

    def _sure(self, a: Head | Block, b: Block) -> float:
        """Return how sure a joint is: what would be lost by the best way to do without it, other joints changed as needed."""
        loss = self.weights[a][b]
        for other in self.weights[a]:
            if other is not b:
                loss = min(loss, self._loss(a, b, self.before.get(other), other))
        for rival in self.rivals[b]:
            if rival is not a:
                loss = min(loss, self._loss(a, b, rival, self.after.get(rival)))
        return 1 / (1 + math.exp(-loss))

    def _loss(self, a: Head | Block, b: Block, rival: Head | Block | None, other: Block | None) -> float:
        """Return what is lost where `a` goes on with `other` and `rival` with `b`."""
        kept = self.weights[a][b] + self._gain(rival, other)
        return kept - self._gain(a, other) - self._gain(rival, b)

    def _gain(self, a: Head | Block | None, b: Block | None) -> float:
        return self.weights[a].get(b, 0.0) if a and b else 0.0
