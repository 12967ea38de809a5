"""Columns of hard-wrapped type that came out in another order: an end torn in mid-sentence is put to the beginning that goes on with it.

Seen: the upper halves of all columns, a picture, then the lower ones; the third column before the second; a page that opens with the foot
of its last column. Ends and beginnings are matched by the words across the seam; as long as the order of the text explains them as well,
nothing is moved, and what is moved is whole columns.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from parsers.grammar.layout.lines import Line
from parsers.grammar.newspapers.assignment import assigned
from parsers.grammar.newspapers.seamwords import log_odds
from parsers.grammar.newspapers.tornblocks import MAYBE, NOT, SURELY, Block, blocks_of

# log-odds of a beginning right under its end, and of one that only captions part from it
_UNDER, _NEXT = 2.5, 1.0
# of one that may as well open a paragraph, of each block that lies between the two, of turning back
_MAY_OPEN, _FARTHER, _BACK = -1.5, -0.03, -0.3
# of two columns side by side whose lower halves are side by side too
_BESIDE = 1.0
# of an end, and of a sure beginning, that finds its other half; by how much all must be better than the order of the text
_FOUND, _BETTER = 3.0, 3.0
_SURE = {SURELY: _FOUND, MAYBE: 0.0}
_AGAINST, _NEVER = -1.0, -1000.0

Pair = tuple[int, int]


class _Puzzle(NamedTuple):
    """The blocks of a page, those with an open end, those that may go on with a sentence; for each pair of them what the words say and what it is worth."""

    blocks: Sequence[Block]
    ends: Sequence[int]
    starts: Sequence[int]
    words: dict[Pair, float]
    worth: dict[Pair, float]


def rejoined(lines: Sequence[Line], role_of: Callable[[Line], str | None]) -> Sequence[Line]:
    """Return the lines with torn columns in the order in which their sentences go on; the same object where nothing is torn, or not surely."""
    blocks = blocks_of(lines, role_of)
    links = _links(blocks) if any(block.opens for block in blocks) else {}
    return _in_order(blocks, links) if links else lines


def _links(blocks: Sequence[Block]) -> dict[int, int]:
    """Return which block goes on with which open one: the next one, unless others fit better in sum; right under its end only what surely goes on."""
    ends = [i for i, block in enumerate(blocks) if block.opens]
    natural = {i: k for i in ends if (k := _next(blocks, i)) < len(blocks) and blocks[k].goes_on != NOT}
    links = natural if _is_explained(blocks, ends, natural) else _better(blocks, ends, natural)
    apart = any(k != i + 1 for i, k in links.items())
    return {i: k for i, k in links.items() if apart or blocks[k].goes_on == SURELY}


def _is_explained(blocks: Sequence[Block], ends: Sequence[int], natural: Mapping[int, int]) -> bool:
    """Tell whether every end and sure beginning has its other half next to it, and no words speak against that: most pages, at little cost."""
    alone = [k for k, block in enumerate(blocks) if block.goes_on == SURELY and k not in natural.values()]
    return (
        len(natural) == len(ends) and not alone and all(log_odds(blocks[i].text, blocks[k].text, "") > _AGAINST for i, k in natural.items())
    )


def _better(blocks: Sequence[Block], ends: Sequence[int], natural: Mapping[int, int]) -> dict[int, int]:
    """Return the arrangement that fits best, if it is better than the natural one by far and its words tell; else what both have."""
    puzzle = _puzzle(blocks, ends)
    best = _solved(puzzle)
    gain = sum(puzzle.worth[pair] for pair in best.items()) - sum(puzzle.worth[pair] for pair in natural.items())
    moved = sum(puzzle.words[i, k] + _SURE[blocks[k].goes_on] for i, k in best.items() - natural.items())
    return best if gain >= _BETTER and moved > 0 else dict(best.items() & natural.items())


def _puzzle(blocks: Sequence[Block], ends: Sequence[int]) -> _Puzzle:
    starts = [k for k, block in enumerate(blocks) if block.goes_on != NOT]
    text = "\n".join(block.text for block in blocks)
    words = {(i, k): log_odds(blocks[i].text, blocks[k].text, text) for i in ends for k in starts if i != k}
    return _Puzzle(blocks, ends, starts, words, {(i, k): _worth(blocks, i, k, odds) for (i, k), odds in words.items()})


def _worth(blocks: Sequence[Block], i: int, k: int, words: float) -> float:
    """Return what it is worth to let block `k` go on with block `i`, where 0 is to leave both alone."""
    start = blocks[k]
    worth = words + _FOUND + (_SURE[start.goes_on] or _MAY_OPEN)
    if _next(blocks, i) == k and not start.is_whole:
        return worth + (_UNDER if k == i + 1 else _NEXT)
    return worth + _FARTHER * abs(k - i) + (_BACK if k < i else 0.0)


def _next(blocks: Sequence[Block], i: int) -> int:
    """Return the next block of running text behind block `i`; the number of blocks where there is none."""
    return next((k for k in range(i + 1, len(blocks)) if not blocks[k].is_aside), len(blocks))


def _solved(puzzle: _Puzzle) -> dict[int, int]:
    """Return the best arrangement without rings, those preferred in which columns stay side by side."""
    first = _without_rings(puzzle, puzzle.worth)
    sides = [(dict(pairwise(some)), dict(pairwise(some[::-1]))) for some in (puzzle.ends, puzzle.starts)]
    beside = [(e.get(i), s.get(k)) for i, k in first.items() for e, s in zip(*sides, strict=True)]
    worth = {pair: value + _BESIDE * beside.count(pair) for pair, value in puzzle.worth.items()}
    return _without_rings(puzzle, worth)


def _without_rings(puzzle: _Puzzle, worth: Mapping[Pair, float]) -> dict[int, int]:
    left = dict(worth)
    best = _matched(puzzle, left)
    while ring := _ring(puzzle.blocks, best):
        left[min(ring, key=left.__getitem__)] = _NEVER
        best = _matched(puzzle, left)
    return best


def _matched(puzzle: _Puzzle, worth: Mapping[Pair, float]) -> dict[int, int]:
    """Return the best arrangement of ends and beginnings; each beginning goes on with one end at most, and either may stay alone."""
    table = [[worth.get((i, k), _NEVER) for k in puzzle.starts] + [0.0] * len(puzzle.ends) for i in puzzle.ends]
    return {i: puzzle.starts[c] for i, c in zip(puzzle.ends, assigned(table), strict=True) if c < len(puzzle.starts)}


def _ring(blocks: Sequence[Block], links: Mapping[int, int]) -> list[Pair]:
    """Return links that lead back to where they began, through the columns that they join; none where there are no such."""
    columns = _columns(blocks, links)
    for first in links.values():
        at, ring = first, list[Pair]()
        while (end := columns[at][-1]) in links and (not ring or at != first):
            at = links[end]
            ring.append((end, at))
        if ring and at == first:
            return ring
    return []


def _in_order(blocks: Sequence[Block], links: Mapping[int, int]) -> list[Line]:
    """Return the lines of all columns, each that goes on right behind its end."""
    columns = _columns(blocks, links)
    going_on = set(links.values())
    ordered: list[Line] = []
    for head in columns:
        at = None if head in going_on else head
        while at is not None:
            first, *others = (line for i in columns[at] for line in blocks[i].lines)
            ordered += [replace(first, gap=0, new_page=False, ruled=False) if at in going_on else first, *others]
            at = links.get(columns[at][-1])
    places = sorted(line.span.start for line in ordered)
    return [replace(line, moved=place) for line, place in zip(ordered, places, strict=True)]


def _columns(blocks: Sequence[Block], links: Mapping[int, int]) -> dict[int, list[int]]:
    """Return the blocks in columns by their first: one ends behind a torn end, before a block that goes on, and where articles part."""
    columns: dict[int, list[int]] = {}
    begins = {0, *links.values(), *(i + 1 for i in links), *_tops(blocks)}
    first = 0
    for i in range(len(blocks)):
        first = i if i in begins else first
        columns.setdefault(first, []).append(i)
    return columns


def _tops(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where articles part: at bylines and page heads, behind end marks, at the headline over a 副题 or a byline."""
    for i, block in enumerate(blocks):
        if block.parts:
            yield i + 1
        if block.parts and block.is_aside:
            yield i
        under = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.is_heading and (block.has_subtitle or (under and (under.role == "byline" or under.has_subtitle))):
            yield i
