"""Captions: the words that stand at a picture, and the article that the picture belongs to."""

from collections.abc import Iterable, Iterator, Sequence

from parsers.grammar.layout.captions import is_caption
from parsers.pages.blocks import Block, same_type
from parsers.pages.geometry import across, around, down, meet, overlap, parts
from parsers.pages.lines import TypeLine
from parsers.pages.model import Box, Sheet
from parsers.pages.paragraphs import Paragraph
from parsers.pages.stories import Story

# in ems: how near its picture a caption stands
_NEAR = 1.8
_LONGEST_LINES, _SHORTEST_TEXT = 6, 3
_FEW_LINES = 3
# characters of a label on a picture (图①), and of all that may stand on one that does not lie under the text
_LABEL, _LABELS = 6, 40
# type smaller than this share of the body is a caption's, if nothing speaks against it
_SMALL = 0.96
# in points: what a rule between picture and article counts as distance, and being within the article's bounds as nearness
_WALL, _WITHIN = 60.0, -12.0
# and being beside its columns, or over its headline
_BESIDE, _OVER = 8.0, 8.0
_DECKS = ("kicker", "title")


def captions_of(blocks: Sequence[Block], pictures: Sequence[Box], size: float, font: str) -> dict[Block, Box]:
    """Return the captions among the blocks of a page, each with the box of its picture; body size in points, and the body's font.

    A caption stands right at a picture and says so by its wording or by other type than the body's; away from pictures only
    smaller type with a caption's wording is one.
    """
    found: dict[Block, Box] = {}
    for block in blocks:
        if len(block.lines) > _LONGEST_LINES or block.size > 1.15 * size or block.vertical:
            continue
        label = next((p for p in pictures if len(block.text) <= _LABEL and p.holds_middle(block.box)), None)
        if label:
            found[block] = label
            continue
        picture = None if block.is_byline or _is_within_text(block, blocks) else _picture(block, pictures)
        small = block.size < _SMALL * size
        other = small or (block.font != font and bool(picture) and not _is_text_there(block, blocks))
        if picture and (other or is_caption(block.text) or _is_set_apart(block) or _is_centred(block, picture)):
            found[block] = picture
        elif small and is_caption(block.text):
            found[block] = block.box
    return found


def under_pictures(paragraphs: Iterable[Paragraph], sheets: Sequence[Sheet], size: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text in one column; those short ones in smaller type that stand centred under a picture as captions."""
    pictures = {sheet.number: sheet.images for sheet in sheets}
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        small = paragraph.role == "body" and len(paragraph.lines) <= _FEW_LINES and first.size < _SMALL * size
        if small and any(_centred_under(first, picture) for picture in pictures[first.page]):
            paragraph.role = "caption"
        yield paragraph


def _centred_under(line: TypeLine, picture: Box) -> bool:
    below = line.top - picture.bottom
    return -line.size < below < _NEAR * line.size and abs(line.middle - (picture.x0 + picture.x1) / 2) < _NEAR * line.size


def _is_within_text(block: Block, blocks: Iterable[Block]) -> bool:
    """Tell whether running text stands right over and right under a block, as at a heading within a column."""
    near = [b for b in blocks if b is not block and len(b.lines) > 1 and overlap(across(b.box), across(block.box)) > 0.9]
    above = any(-0.3 * b.size < block.box.top - b.box.bottom < b.size for b in near)
    return above and any(-0.3 * b.size < b.box.top - block.box.bottom < b.size for b in near)


def _is_text_there(block: Block, blocks: Iterable[Block]) -> bool:
    """Tell whether running text in a block's columns is set in its type."""
    return any(
        len(b.lines) > _SHORTEST_TEXT and b is not block and same_type(b, block) and overlap(across(b.box), across(block.box)) > 0.5
        for b in blocks
    )


def _is_set_apart(block: Block) -> bool:
    """Tell whether a block of body type at a picture is no running text: it stops short without a stop, or stands off the column's edge."""
    if len(block.lines) > _SHORTEST_TEXT or block.indented or block.full:
        return False
    return block.column is None or not block.ended or block.lines[0].x0 - block.edges[0] > block.size


def _is_centred(block: Block, picture: Box) -> bool:
    """Tell whether a line that stands in no column and ends no sentence is centred under a picture wider than it."""
    if len(block.lines) > 1 or block.column or block.ended or block.box.width > 0.8 * picture.width:
        return False
    return abs(block.lines[0].middle - (picture.x0 + picture.x1) / 2) < block.size


def _picture(block: Block, pictures: Iterable[Box]) -> Box | None:
    """Return the picture that a block stands under, over or beside."""
    near = [(gap, p) for p in pictures if (gap := _gap(block, p)) is not None]
    return min(near)[1] if near else None


def _gap(block: Block, picture: Box) -> float | None:
    box, reach = block.box, _NEAR * block.size
    if picture.x0 - block.size <= box.x0 and box.x1 <= picture.x1 + block.size:
        below, above = box.top - picture.bottom, picture.top - box.bottom
        if -block.size < below < reach:
            return abs(below)
        return above + reach if -block.size < above < 0.6 * reach and (len(block.lines) == 1 or is_caption(block.text)) else None
    if overlap(down(box), down(picture)) > 0.9 and box.bottom - box.top < picture.bottom - picture.top:
        beside = max(box.x0 - picture.x1, picture.x0 - box.x1)
        return beside + 2 * reach if 0 <= beside < 0.6 * reach else None
    return None


def give_captions(captions: dict[Block, Box], stories: Sequence[Story], walls: Sequence[Box]) -> list[Story]:
    """Put each caption behind the article that its picture stands in or touches; return the articles, with those made of captions alone."""
    if not stories:
        return [Story(None, captions=list(captions))] if captions else []
    for caption, picture in sorted(captions.items(), key=lambda pair: (pair[0].box.top, pair[0].box.x0)):
        unit = around([caption.box, picture])
        home = min(stories, key=lambda story: _distance(unit, story, walls))
        home.captions.append(caption)
    return list(stories)


def _distance(unit: Box, story: Story, walls: Sequence[Box]) -> float:
    """Return how far a picture with its caption stands from an article; inside its bounds, in its columns is nearer than beside them."""
    blocks = [block for block in story.blocks if block not in story.captions]
    bounds = around(block.box for block in blocks)
    far = min(_apart(unit, block) + (_WALL if any(parts(wall, unit, block.box) for wall in walls) else 0.0) for block in blocks)
    within = bounds.x0 - 2 <= unit.x0 and unit.x1 <= bounds.x1 + 2 and bounds.top - 2 <= unit.top and unit.bottom <= bounds.bottom + 2
    return far + (_WITHIN if within else 0.0)


def _apart(unit: Box, block: Block) -> float:
    box = block.box
    aside = max(unit.x0 - box.x1, box.x0 - unit.x1, 0.0)
    over = max(unit.top - box.bottom, box.top - unit.bottom, 0.0)
    # a picture stands in the columns of its article, and seldom over its headline
    is_in_column = overlap(across(unit), block.edges) > 0.5
    strange = (0.0 if is_in_column else _BESIDE) + (_OVER if block.role in _DECKS and box.top > unit.bottom - 5 else 0.0)
    return aside + over + strange


def pictures_of(images: Iterable[Box], drawn: Iterable[Box], blocks: Sequence[Block]) -> list[Box]:
    """Return the pictures of a page: its images, but for those that lie under text, and drawn areas without a word in them."""
    images = [box for box in images if sum(len(line.glyphs) for block in blocks for line in _lines_in(block, box)) < _LABELS]
    return [*images, *(box for box in drawn if not any(True for block in blocks for _ in _lines_in(block, box)))]


def _lines_in(block: Block, box: Box) -> Iterator[TypeLine]:
    """Yield the lines of a block that stand in a box; the block as a whole may reach round it."""
    if meet(block.box, box):
        yield from (line for line in block.lines if meet(Box(line.x0, line.top, line.x1, line.bottom), box))
