"""A document's blocks in the order in which an office would set them on paper, whatever the order in which its source had them."""

from collections.abc import Iterator

from parsers.cleaning import clean
from parsers.document import Document, Section
from parsers.reading import Reading, Span

_FIRST = {"masthead": 0, "breadcrumb": 0, "column": 0, "publication": 0, "kicker": 1, "title": 2}
_UNDER_TITLE = {"subtitle": 3, "byline": 4, "author": 4, "meta": 4}
_LAST = {"end_mark": 7, "caption": 8, "contributors": 9, "distribution": 9, "signoff": 9}


def as_printed(document: Document, reading: Reading) -> list[tuple[str, str]]:
    """Return (kind, wording) of each block, a heading that opens its paragraph together with it; markup is no wording."""
    order = {span.start: i for i, span in enumerate(_body(document))}
    blocks = [b for b in document.blocks if b.kind not in {"markup", "other_document"}]
    titles = [b.spans[0].start for b in blocks if b.kind == "title"]

    def rank(place: int) -> tuple[int, int]:
        block = blocks[place]
        inside = [i for start, i in order.items() if any(s.start <= start < s.end for s in block.spans)]
        if inside:
            return 6, min(inside)
        late = block.kind == "byline" and bool(titles) and block.spans[0].start > titles[0] + 400
        return (_FIRST | _UNDER_TITLE | _LAST).get(block.kind, 5) + 5 * late, place

    ordered = [blocks[i] for i in sorted(range(len(blocks)), key=rank)]
    return _joined([(b.kind, b.spans, clean(reading.raw(b.spans))) for b in ordered], reading)


def _body(document: Document) -> Iterator[Span]:
    for text in document.lead:
        yield text.spans[0]
    for section in document.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[Span]:
    yield section.heading.spans[0]
    for text in section.paragraphs:
        yield text.spans[0]
    for inner in section.sections:
        yield from _section(inner)


def _joined(blocks: list[tuple[str, tuple[Span, ...], str]], reading: Reading) -> list[tuple[str, str]]:
    printed: list[tuple[str, str]] = []
    before: tuple[Span, ...] = ()
    for kind, spans, wording in blocks:
        runs_on = bool(before) and before[-1].end <= spans[0].start and "\n" not in reading.text[before[-1].end : spans[0].start]
        if runs_on and kind == "paragraph" and printed[-1][0] == "heading":
            printed[-1] = ("paragraph", printed[-1][1] + wording)
        else:
            printed.append((kind, wording))
        before = spans
    return printed
