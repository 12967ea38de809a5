"""What stands under a headline: the columns of text that begin below it, and a lead beside it."""

from collections.abc import Iterable, Sequence

from parsers.pages.blocks import Block
from parsers.pages.geometry import across, around, down, overlap, reach
from parsers.pages.heads import Head, parted_by
from parsers.pages.model import Box

# in ems of the body: how far under a headline its text begins, without a picture there and with one; how far off the middle or edge it may stand, and how far it does anyway
_BELOW, _BELOW_PICTURE, _ASIDE, _EXACT = 3.5, 5.0, 1.3, 0.6
# in ems: how far off a headline's level a lead may begin; how much narrower than a lead over them columns are
_LEVEL = 1.6
_NARROW = 0.6
# and how far off the next column begins; beside a headline that does not fill its own
_NEXT, _NEXT_BLOCK = 3.0, 16.0
# and how near another text stands over one in its column
_CLOSE = 1.6


def set_under(heads: Sequence[Head], texts: Sequence[Block], walls: Sequence[Box], pictures: Sequence[Box], size: float) -> None:
    """Find for each headline the columns of text under it; `size` is the body's, in points.

    Under a headline stand the columns that begin right below it, or below a picture there, as far as nothing else stands beside
    it; of these, the run whose middle is the headline's, or which begins at its left edge.
    """
    boxes = [*(head.box for head in heads), *(text.box for text in texts), *(wall for wall in walls if wall.stands)]
    for head in heads:
        head.leads = [] if head.vertical else _leads(head, heads, texts, walls, size)
        head.columns = [] if head.vertical else _under(head, texts, boxes, pictures, size)
        if len(head.columns) == 1 and not head.leads:
            _part_lead(head, texts, size)
    for head in heads:
        head.columns = head.columns or _beside(head, heads, texts, pictures, size)
    for head in heads:
        if head.columns and not head.vertical:
            _take_beside(head, heads, texts, pictures, walls, size)


def _take_beside(
    head: Head, heads: Sequence[Head], texts: Sequence[Block], pictures: Sequence[Box], walls: Sequence[Box], size: float
) -> None:
    """Add the columns that reach up beside a headline over the middle or a side of its text, under no headline of their own."""
    taken = {text for other in heads for text in (*other.leads, *other.columns)}
    tops = {t: _with_picture(t, pictures, size).top for t in texts if t not in taken and t.role == "body"}
    free = [t for t, top in tops.items() if abs(top - head.box.top) < _LEVEL * size and t.box.bottom > head.columns[0].box.top]
    free = [t for t in free if not any(parted_by(t, b, walls) for b in (*head.blocks, *head.columns))]
    first, last = head.columns[0], head.columns[-1]
    left = [
        t
        for t in free
        if -0.5 * size < first.box.x0 - t.edges[1] < _NEXT * size
        and (t.indented or (not first.indented and not _is_next(t, heads, walls, size)))
    ]
    right = [t for t in free if -0.5 * size < t.edges[0] - last.edges[1] < _NEXT * size and not t.indented]
    head.columns = [*left[:1], *head.columns, *right[:1]]


def _is_next(text: Block, heads: Iterable[Head], walls: Sequence[Box], size: float) -> bool:
    """Tell whether a text stands at the right of the columns under some headline, no rule between them."""
    lasts = [head.columns[-1] for head in heads if head.columns and -0.5 * size < text.edges[0] - head.columns[-1].edges[1] < _NEXT * size]
    return any(overlap(down(last.box), down(text.box)) > 0.3 and not parted_by(last, text, walls) for last in lasts)


def _part_lead(head: Head, texts: Sequence[Block], size: float) -> None:
    """Take the text under a headline for its lead where that runs over several columns of text below it."""
    (lead,) = head.columns
    below = [t for t in texts if -0.5 * size < t.box.top - lead.box.bottom < _BELOW * size and overlap(t.edges, lead.edges) > 0.5]
    columns = sorted((t for t in below if t.box.width < _NARROW * lead.box.width), key=lambda t: t.box.x0)
    if len(columns) > 1:
        head.leads, head.columns = [lead], columns


def _beside(head: Head, heads: Sequence[Head], texts: Iterable[Block], pictures: Sequence[Box], size: float) -> list[Block]:
    """Return the text that begins beside a headline with none under it: at its right; at its left where it runs down, from the first column of a row on."""
    free = [t for t in texts if not any(_is_over(h.box, t, size) for h in heads if not h.vertical)]
    level = [t for t in free if overlap(down(_with_picture(t, pictures, size)), down(head.box)) > 0.3]
    far = _NEXT if head.vertical else _NEXT_BLOCK
    right = [t for t in level if -0.3 * size < t.box.x0 - head.box.x1 < far * size]
    if right or not head.vertical:
        nearest = sorted(right, key=lambda t: (round((t.box.x0 - head.box.x1) / _NEXT / size), t.box.top))[:1]
        return [_highest(t, free, size) for t in nearest]
    tops = {t: _with_picture(t, pictures, size).top for t in free}
    row: list[Block] = []
    edge = head.box.x0
    for text in sorted((t for t, top in tops.items() if abs(top - head.box.top) < 2 * size), key=lambda t: -t.box.x0):
        if -0.3 * size < edge - text.box.x1 < _NEXT * size:
            row.insert(0, text)
            edge = text.box.x0
    return row


def _highest(text: Block, texts: Sequence[Block], size: float) -> Block:
    """Return the text that the column of a text begins with, going up as long as more stands close over it."""
    over = [t for t in texts if 0 <= text.box.top - t.box.bottom + 0.3 * size < _CLOSE * size and overlap(t.edges, text.edges) > 0.8]
    return _highest(over[0], texts, size) if over else text


def _with_picture(text: Block, pictures: Iterable[Box], size: float) -> Box:
    """Return the box of a text with that of a picture right over it."""
    over = [p for p in pictures if -size < text.box.top - p.bottom < _BELOW * size and overlap(across(p), across(text.box)) > 0.5]
    return around([text.box, *over])


def _under(head: Head, texts: Iterable[Block], boxes: Sequence[Box], pictures: Sequence[Box], size: float) -> list[Block]:
    boxes = [box for box in boxes if box not in {lead.box for lead in head.leads}]
    left, right = reach(head.box, boxes)
    near = [
        t
        for t in texts
        if t not in head.leads and left - size <= t.edges[0] and t.edges[1] <= right + size and t.box.top > head.box.bottom - 0.5 * size
    ]
    level = head.box._replace(bottom=max(b.box.bottom for b in [*head.blocks, *head.leads]))
    near = [t for t in near if _is_near(t, level, pictures, size) and not _covered(t, head.box, boxes)]
    row = sorted(near, key=lambda t: t.box.x0)
    touched = [i for i, t in enumerate(row) if overlap(t.edges, across(head.box)) > 0.3]
    if not touched:
        return []
    runs = [(i, j) for i in range(touched[0] + 1) for j in range(touched[-1], len(row))]
    middle = (head.main.x0 + head.main.x1) / 2

    def off(run: tuple[int, int]) -> float:
        x0, x1 = row[run[0]].edges[0], row[run[1]].edges[1]
        aside = min(abs((x0 + x1) / 2 - middle), abs(x0 - head.main.x0))
        return max(aside, _EXACT * size) - 0.1 * size * (run[1] - run[0])

    best = min(runs, key=off)
    if off(best) > _ASIDE * size:
        best = (touched[0], touched[-1])
    return row[best[0] : best[1] + 1]


def _is_near(text: Block, head: Box, pictures: Iterable[Box], size: float) -> bool:
    """Tell whether a text stands right below the level of a headline, pictures and their captions not counted."""
    over = [p for p in pictures if p.top > head.bottom - 10 and p.bottom < text.box.top + 10 and overlap(across(p), text.edges) > 0.3]
    return text.box.top - head.bottom - sum(p.bottom - p.top for p in over) < (_BELOW_PICTURE if over else _BELOW) * size


def _covered(text: Block, head: Box, boxes: Iterable[Box]) -> bool:
    """Tell whether something stands between the level of a headline and a text below it."""
    return any(
        b not in {text.box, head} and b.top < text.box.top - 1 and b.bottom > head.bottom - 2 and overlap(across(b), text.edges) > 0.3
        for b in boxes
    )


def _leads(head: Head, heads: Sequence[Head], texts: Sequence[Block], walls: Sequence[Box], size: float) -> list[Block]:
    """Return the text beside a headline that has ended where the columns under the headline begin."""
    boxes = [h.box for h in heads] + [t.box for t in texts]
    beside = [
        t for t in texts if head.box.top - _LEVEL * size < t.box.top < head.box.bottom and overlap(across(t.box), across(head.box)) == 0
    ]
    leads = []
    for text in beside:
        left, right = reach(head.box, [box for box in boxes if box != text.box])
        foot = max(head.box.bottom, text.box.bottom)
        begun = [t for t in texts if -0.5 * size < t.box.top - foot < _BELOW * size and overlap(t.edges, across(head.box)) > 0.3]
        reached = left - 1 <= text.box.x0 and text.box.x1 <= right + 1
        roofed = any(h is not head and _is_over(h.box, text, size) for h in heads)
        if begun and reached and not roofed and text.role == "body" and not any(parted_by(b, text, walls) for b in head.blocks):
            leads.append(text)
    return leads[:1]


def _is_over(head: Box, text: Block, size: float) -> bool:
    return -0.5 * size < text.box.top - head.bottom < _BELOW * size and overlap(across(head), text.edges) > 0.3
