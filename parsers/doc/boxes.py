"""Where text boxes stand in a binary Word file: each before the paragraph that its shape hangs on (MS-DOC 2.8.26, 2.8.32, 2.9.92)."""

import struct
from collections import defaultdict
from collections.abc import Iterator

from parsers.doc.binary import ANCHORS, BOXES, File
from parsers.doc.story import Story
from parsers.word.paragraphs import Paragraph, boxed

# what is said of a shape and of a text box, in bytes, and where in these the shape's number stands
_SHAPE, _SHAPE_AT = 26, 0
_BOX, _BOX_AT = 22, 14
Range = tuple[int, int]


def with_boxes(file: File, story: Story, text: Range, boxes: Range) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text with those of its text boxes; behind it the boxes that hang nowhere."""
    hung: defaultdict[int, list[Range]] = defaultdict(list)
    loose: list[Range] = []
    anchors = {shape: text[0] + cp for cp, _, shape in _entries(file.part(ANCHORS), _SHAPE, _SHAPE_AT)}
    for first, last, shape in _ranges(file, boxes):
        where = anchors.get(shape, text[1])
        (hung[where] if where < text[1] else loose).append((first, last))
    at = text[0]
    for cp in sorted(hung):
        start = story.start_of(cp, at)
        yield from story.paragraphs(at, start)
        yield from _boxed(story, hung[cp])
        at = start
    yield from story.paragraphs(at, text[1])
    yield from _boxed(story, loose)


def _boxed(story: Story, ranges: list[Range]) -> Iterator[Paragraph]:
    return boxed([p for first, last in ranges for p in story.paragraphs(first, last) if p.text.strip() or p.has_picture])


def _ranges(file: File, boxes: Range) -> Iterator[tuple[int, int, int]]:
    """Yield each box's first character, the one behind its last, and its shape; all that the table leaves out as one box of no shape."""
    start, end = boxes
    # the last entry only ends the one before
    found = [(start + first, start + last, shape) for first, last, shape in _entries(file.part(BOXES), _BOX, _BOX_AT)][:-1]
    at = start
    for first, last, shape in found:
        if first == at < last <= end:
            yield first, last, shape
            at = last
    if at < end:
        yield at, end, 0


def _entries(data: bytes, size: int, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the entries of a table of places (PLC): the first place, the next entry's, and the number that stands `at` bytes into it."""
    count = max(0, (len(data) - 4) // (4 + size))
    places = struct.unpack_from(f"<{count + 1}L", data) if count else ()
    for i in range(count):
        yield places[i], places[i + 1], struct.unpack_from("<L", data, 4 * (count + 1) + i * size + at)[0]
