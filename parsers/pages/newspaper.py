"""A newspaper page: from lines to articles with headline, text in reading order, and captions."""

from collections import Counter
from collections.abc import Iterator, Sequence

from parsers.pages.blanks import blanks
from parsers.pages.blocks import Block, blocks_of
from parsers.pages.captions import captions_of, give_captions, pictures_of
from parsers.pages.geometry import across, around, is_in, is_within, overlap, sides
from parsers.pages.heads import heads_of, is_large
from parsers.pages.lines import TypeLine
from parsers.pages.model import Box, Sheet
from parsers.pages.shapes import frames_of, largest
from parsers.pages.stories import Story, stories_of
from parsers.pages.tables import tables_of

# a frame round more of the page than this is the page's own
_FRAME = 0.7
# characters of running text in a frame
_FEWEST = 30
# in points: how far the rules of a table stand off its words
_ROUND = 30.0
# more blocks than this have no page of a newspaper (150 are many): a drawing or a table, which is read from top to bottom
_MOST_BLOCKS = 500
# columns of text side by side: lines of so many characters that have another beside them, and their share of all such lines
_LONG, _SHARE = 8, 0.3
# how much of a line must be level with the one beside it: after a sub-heading columns no longer keep in step
_LEVEL = 0.2
# lines and characters of a heading between texts
_MOST_LINES, _LONGEST = 4, 48


def is_columned(lines: Sequence[TypeLine], size: float) -> bool:
    """Tell whether lines of body type stand side by side in columns."""
    long = [line for line in lines if len(line.glyphs) >= _LONG and abs(line.size - size) < 0.1 * size]
    beside = 0
    for i, line in enumerate(long):
        near = [*long[max(0, i - 8) : i], *long[i + 1 : i + 9]]
        if any(
            overlap((line.top, line.bottom), (x.top, x.bottom)) > _LEVEL and overlap((line.x0, line.x1), (x.x0, x.x1)) == 0 for x in near
        ):
            beside += 1
    return beside >= 6 and beside >= _SHARE * len(long)


def page_stories(sheet: Sheet, lines: Sequence[TypeLine], size: float) -> list[Story]:
    """Return the articles of a page from its lines (without furniture), each frame with text in it apart; `size` is the body's."""
    tables = tables_of(lines)
    blocks = blocks_of([line for line in lines if not line.cells])
    if len(blocks) > _MOST_BLOCKS:
        return [Story(None, sorted([*blocks, *tables], key=lambda block: (block.box.top, block.box.x0)), confidence=0.0)]
    font = _body_font(lines, size)
    rules, drawn = _outside(tables, largest(sheet.rules)), largest(sheet.boxes)
    drawn = _outside(tables, [*drawn, *frames_of(rules)])
    images = largest(sheet.images) if not _is_scan(lines) else blanks(lines, rules, size)
    pictures = [*pictures_of(images, drawn, blocks), *(table.box for table in tables)]
    captions = captions_of(blocks, pictures, size, font)
    for caption in captions:
        caption.role = "caption"
    beside = captions | {table: table.box for table in tables}
    filled = [around([picture, *(c.box for c, p in captions.items() if p is picture)]) for picture in pictures]
    left = [block for block in blocks if block not in captions]
    frames = _frames(sheet, drawn, left, size)
    walls = [*rules, *(wall for frame in frames for wall in sides(frame))]
    stories = _by_frames(left, frames, (size, font), walls, filled)
    return give_captions(beside, sorted(stories, key=_place), walls)


def _by_frames(
    blocks: Sequence[Block], frames: Sequence[Box], body: tuple[float, str], walls: Sequence[Box], filled: Sequence[Box]
) -> Iterator[Story]:
    """Yield the articles in each frame, then those outside of all."""
    left = list(blocks)
    for frame in frames:
        inside = [block for block in left if is_in(block.box, frame)]
        left = [block for block in left if block not in inside]
        yield from _articles(inside, body, walls, filled)
    yield from _articles(left, body, walls, [*filled, *frames])


def _is_scan(lines: Sequence[TypeLine]) -> bool:
    """Tell whether what stands on a page was recognised in its picture."""
    return all(glyph.score is not None for line in lines for glyph in line.glyphs)


def _outside(tables: Sequence[Block], drawn: Sequence[Box]) -> list[Box]:
    """Return what is drawn but for the rules and cells of tables."""
    return [box for box in drawn if not any(is_within(box, table.box, _ROUND) for table in tables)]


def _body_font(lines: Sequence[TypeLine], size: float) -> str:
    fonts = Counter(line.font for line in lines if abs(line.size - size) < 0.08 * size)
    return fonts.most_common(1)[0][0] if fonts else ""


def _place(story: Story) -> tuple[float, float]:
    box = story.blocks[0].box
    return (round(box.top / 20), box.x0)


def _articles(blocks: Sequence[Block], body: tuple[float, str], walls: Sequence[Box], pictures: Sequence[Box]) -> list[Story]:
    size, font = body
    heads = heads_of(blocks, size, font, walls)
    taken = {block for head in heads for block in head.blocks}
    texts = [block for block in blocks if block not in taken]
    for text in texts:
        if text.role == "body":
            text.role = _role(text, texts)
    return stories_of(heads, texts, walls, pictures, size)


def _role(text: Block, texts: Sequence[Block]) -> str:
    """Return what a block of text between headlines is: body, byline, or a sub-heading by its font or its place."""
    if len(text.lines) > _MOST_LINES or text.ended or len(text.text) > _LONGEST:
        return "body"
    if text.is_byline:
        return "byline"
    beside = [t for t in texts if t is not text and len(t.lines) > 2 and overlap(across(t.box), across(text.box)) > 0.5]
    near = min(beside, key=lambda t: min(abs(t.box.top - text.box.bottom), abs(text.box.top - t.box.bottom)), default=None)
    if near and (near.font != text.font or text.size > 1.05 * near.size):
        return "subheading"
    return "body"


def _frames(sheet: Sheet, drawn: Sequence[Box], blocks: Sequence[Block], size: float) -> list[Box]:
    """Return the frames with running text in them, inner ones first; those round most of the page or behind headlines left out."""
    most = _FRAME * sheet.width * sheet.height
    frames = [box for box in drawn if box.width * box.height < most]
    texts = [block for block in blocks if not is_large(block, size)]
    frames = [box for box in frames if sum(len(b.text) for b in texts if is_in(b.box, box)) > _FEWEST]
    return sorted(frames, key=lambda box: box.width * box.height)
