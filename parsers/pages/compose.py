"""From pages to a reading: lines, blocks, articles, paragraphs, and for every character its place."""

from collections.abc import Sequence

from parsers.pages.aligned import with_aligned
from parsers.pages.captions import under_pictures
from parsers.pages.furniture import header_lines, running_lines
from parsers.pages.initials import with_initials
from parsers.pages.lines import TypeLine, body_size, lines_of
from parsers.pages.model import Sheet
from parsers.pages.newspaper import is_columned, page_stories
from parsers.pages.paragraphs import Column, Paragraph, edges, paragraphs, rows_of, story_paragraphs
from parsers.pages.shapes import upright_rules
from parsers.pages.tables import with_tables
from parsers.pages.turns import over_turns
from parsers.pages.written import Writing
from parsers.reading import COLUMNS, Note, Page, Reading


def compose(
    sheets: Sequence[Sheet], media_type: str, reader: str, version: str, notes: Sequence[Note] = (), evidence: dict[str, str] | None = None
) -> Reading:
    """Return the reading of pages in the order in which a person reads them, one paragraph to a line.

    Running heads and page numbers stand behind the text as furniture; the reading's evidence tells a page in columns.
    """
    evidence = dict(evidence or {})
    pages = [_lines(sheet) for sheet in sheets]
    furniture = running_lines(sheets, pages)
    body = [[line for line in lines if line not in furniture] for lines in pages]
    plain = body_size(line for lines in body for line in lines)
    writing = Writing()
    if any(is_columned(lines, plain) for lines in body):
        evidence["layout"] = COLUMNS
        furniture |= {line for sheet, lines in zip(sheets, body, strict=True) for line in header_lines(sheet, lines, plain)}
        texts = [[line for line in lines if line not in furniture] for lines in body]
        stories = [page_stories(sheet, lines, body_size(lines)) for sheet, lines in zip(sheets, texts, strict=True)]
        for story in over_turns(stories):
            writing.article(list(story_paragraphs(story)), story.confidence)
    else:
        for paragraph in under_pictures(paragraphs(_columns(body, plain), plain), sheets, plain):
            writing.add(paragraph)
    for lines in pages:
        for line in lines:
            if line in furniture:
                writing.add(Paragraph([line], "furniture", True))
    return writing.reading([Page(s.number, s.width, s.height) for s in sheets], media_type, reader, version, notes, evidence)


def _lines(sheet: Sheet) -> list[TypeLine]:
    """Return the lines of a page, drop caps and the rows of tables made whole."""
    lines = lines_of(sheet.glyphs, sheet.number, upright_rules(sheet.rules))
    return with_aligned(with_tables(with_initials(lines), sheet))


def _columns(pages: Sequence[Sequence[TypeLine]], plain: float) -> list[Column]:
    """Return pages in one column each, between the edges that the body keeps all through."""
    rows = [rows_of(lines) for lines in pages if lines]
    running = [line for lines in rows for line in lines if abs(line.size - plain) < 0.08 * plain and not line.cells]
    return [Column(lines, *edges(running)) for lines in rows] if running else []
