"""Where the bodies of a scrambled page end whose headings came out elsewhere: not at a picture, but at empty lines, as the headings tell."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import end_mark
from parsers.grammar.newspapers.order import Story, assign, best_pairing, is_heap, part

# log-odds by which another end of a part must agree better with the headings than the picture between two of them
_BETTER = 2.0
# as many as are tried in every order
_MOST = 7


def across_pictures(bodies: Sequence[Story], headings: Sequence[Piece], pieces: Sequence[Piece]) -> list[Story]:
    """Return the bodies with those without a heading that only captions part made one, where there are as many headings then.

    Where there are as many before, the text of both is parted anew at an empty line if that agrees better with the headings.
    """
    homeless = [h for h in headings if all(s.heading is not h for s in bodies)]
    bare = [s for s in bodies if not s.heading]
    whole = _rejoined(bodies, pieces)
    left = [s for s in whole if not s.heading]
    if len(whole) == len(bodies) or not 1 < len(bare) <= _MOST:
        return list(bodies)
    if len(left) == len(homeless):
        return whole
    anew = part(homeless, left) if len(bare) == len(homeless) else []
    if len(anew) != len(homeless) or not anew or best_pairing(homeless, anew)[0] < best_pairing(homeless, bare)[0] + _BETTER:
        return list(bodies)
    return sorted([*anew, *(s for s in bodies if s.heading)], key=lambda s: s.body[0].start if s.body else 0)


def at_empty_lines(bodies: Sequence[Story], headings: Sequence[Piece]) -> list[Story]:
    """Return the bodies parted at all empty lines where that makes one for each heading; the first of a headed body keeps its heading."""
    parted = [Story(s.heading if not i else None, block) for s in bodies for i, block in enumerate(blocks(s.body))]
    homeless = [h for h in headings if all(s.heading is not h for s in bodies)]
    bare = [s for s in parted if not s.heading]
    if len(parted) != len(headings) or len(bare) != len(homeless) or len(bare) > _MOST:
        return list(bodies)
    over = assign(homeless, bare)
    return [replace(s, heading=s.heading or over[bare.index(s)]) for s in parted]


def blocks(body: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Return paragraphs parted at the empty lines between them."""
    starts = [i for i, p in enumerate(body) if i == 0 or p.lines[0].gap]
    return [tuple(body[a:b]) for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]


def in_blocks(stories: Sequence[Story]) -> list[Story]:
    """Return the text of stories in its blocks, each a story without a heading."""
    return [Story(None, block) for s in stories for block in blocks(s.body)]


def _rejoined(bodies: Sequence[Story], pieces: Sequence[Piece]) -> list[Story]:
    whole: list[Story] = []
    for story in bodies:
        last = whole[-1] if whole else None
        if last and last.body and story.body and not (last.heading or story.heading) and _goes_on(last.body[-1], story.body[0], pieces):
            whole[-1] = replace(last, body=last.body + story.body)
        else:
            whole.append(story)
    return whole


def _goes_on(upper: Piece, lower: Piece, pieces: Sequence[Piece]) -> bool:
    """Tell whether captions, and nothing else, stand between two paragraphs."""
    between = pieces[pieces.index(upper) + 1 : pieces.index(lower)]
    return bool(between) and all(p.role == "caption" for p in between)


def apart_from_heap(told: Sequence[Story], floating: Sequence[Piece], pieces: Sequence[Piece]) -> tuple[list[Story], list[Piece]]:
    """Return the text in its blocks, and the headings without text with the one that their heap left over one part; else all as it is.

    So it is where there is one block more than headings: one of them is the lead.
    """
    full = [s for s in told if s.body]
    over = [s.heading for s in full if s.heading]
    heap = sorted([*floating, *over], key=lambda h: h.start)
    together = bool(heap) and heap == list(pieces[(at := pieces.index(heap[0])) : at + len(heap)])
    parted = in_blocks(full)
    if len(over) != 1 or len(heap) < 3 or not (together and is_heap(heap)) or len(parted) != len(heap) + 1:
        return list(told), list(floating)
    return parted, heap


def over_the_heap(told: Sequence[Story], pieces: Sequence[Piece], floating: Sequence[Piece]) -> list[Story]:
    """Return the stories less the headings that stand right under one that lost its text: either may be the other's."""
    return [replace(s, heading=None) if s.heading and pieces[pieces.index(s.heading) - 1] in floating else s for s in told]


def behind_the_end(told: Sequence[Story]) -> list[Story]:
    """Return what stands without a heading behind the page editor's end mark, of a page that opens with a headed part: its lead."""
    ends = [i for i, s in enumerate(told) if end_mark(s.text)]
    behind = list(told[ends[0] + 1 :]) if len(ends) == 1 and told[0].heading else []
    return [] if any(s.heading for s in behind) else behind
