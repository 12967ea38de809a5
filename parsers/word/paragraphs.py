"""What a story is made of: paragraphs, and rows of tables as paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.word.styles import PLAIN, Style

# a cell of several paragraphs that is longer lays out text: it is no table's
_LONGEST_CELL = 60
# words to a picture in the cell under it
_LONGEST_CAPTION = 90


@dataclass
class Paragraph:
    """One paragraph: its text with line breaks in it, what its style makes of it, and how long the list mark set before it is.

    `has_picture` says that a picture stands in it, `is_row` that it is a table's row, `boxed` that it stands in a text box,
    `is_caption` that a table sets it under a picture, `behind` that it hangs behind the text as a watermark.
    """

    text: str
    style: Style = PLAIN
    level: int = 0
    is_centred: bool = False
    has_picture: bool = False
    mark: int = 0
    is_row: bool = False
    boxed: bool = False
    is_caption: bool = False
    behind: bool = False


def paragraph_of(text: str, style: Style, level: int | None, is_centred: bool | None, has_picture: bool, mark: str) -> Paragraph:
    """Return a paragraph with the list mark before it; what it does not say of itself (None) is as its style says."""
    gap = " " if mark and mark[-1].isascii() else ""
    return Paragraph(
        mark + gap + text,
        style,
        style.level if level is None else level,
        style.is_centred if is_centred is None else is_centred,
        has_picture,
        len(mark + gap),
    )


def boxed(paragraphs: Sequence[Paragraph], behind: bool = False) -> Iterator[Paragraph]:
    """Yield paragraphs marked as standing in a text box, one that hangs `behind` the text or not."""
    for paragraph in paragraphs:
        paragraph.boxed, paragraph.behind = True, behind
        yield paragraph


def row_of(cells: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    """Yield a row as one line with a tab between its cells, empty ones too; where cells hold running text, their paragraphs one after the other."""
    filled = [cell for cell in cells if cell]
    lays_out = any(len(cell) > 1 and sum(len(p.text) for p in cell) > _LONGEST_CELL for cell in filled)
    if len(filled) < 2 or lays_out or any(p.has_picture or p.is_row for cell in filled for p in cell):
        for cell in filled:
            yield from cell
        return
    words = [" ".join(" ".join(p.text.split()) for p in cell) for cell in cells]
    yield Paragraph("\t".join(words), is_row=True)


def under_pictures(above: Sequence[Sequence[Paragraph]], cells: Sequence[Sequence[Paragraph]]) -> bool:
    """Tell whether a row has the words to the pictures that are all that the row above it holds: one short paragraph under each."""
    if len(above) != len(cells) or not any(above):
        return False
    pictures = all(p.has_picture and not p.text.strip() for cell in above for p in cell)
    return pictures and all(_is_under(cell, top) for cell, top in zip(cells, above, strict=True))


def _is_under(cell: Sequence[Paragraph], top: Sequence[Paragraph]) -> bool:
    return not cell or (bool(top) and len(cell) == 1 and len(cell[0].text) <= _LONGEST_CAPTION and not cell[0].has_picture)


def captions_of(cells: Sequence[Sequence[Paragraph]]) -> Iterator[Paragraph]:
    """Yield the words to pictures, each a caption of its own."""
    for paragraph in (p for cell in cells for p in cell):
        paragraph.is_caption = not paragraph.is_row
        yield paragraph
