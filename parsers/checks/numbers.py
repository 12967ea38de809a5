"""Every digit of the prose is accounted for: figure, date, number of a document, mark, or a named trap; the rest is reported."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from parsers.document import Block, Document, Finding
from parsers.grammar.figures.traps import traps
from parsers.grammar.numerals import narrowed
from parsers.mapped import Mapped
from parsers.reading import Reading, Span, merge

# blocks that are read for facts; mast-head, sign-off, distribution, furniture … account for their own digits
_PROSE = {"title", "heading", "paragraph", "caption", "unassigned"}
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")


def unclaimed_numbers(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield one finding (info) per number of the prose that no rule accounts for; a document of type `other` is not read for figures."""
    if document.doc_type == "other":
        return
    claimed = merge([*(s for i in document.indicators for s in i.spans), *(s for r in document.references for s in r.spans)])
    for block in document.blocks:
        if block.kind in _PROSE:
            yield from _of_block(reading, block, claimed)


def _of_block(reading: Reading, block: Block, claimed: Sequence[Span]) -> Iterator[Finding]:
    if not any(_is_open(place, claimed) for span in block.spans for place in _digits(reading.text, span)):
        return
    mapped = Mapped(reading, block.spans)
    text = narrowed(mapped.text)
    named = merge(Span(t.start, t.end) for t in traps(text))
    for match in _NUMBER.finditer(text, _heading_number(block, text)):
        spans = mapped.spans_of(*match.span())
        if _is_open(match.start(), named) and _is_open(spans[0].start, claimed):
            message = f"No rule says what the number {match[0]} is: a figure whose unit is unknown, or part of a name."
            yield Finding(code="unclaimed_number", severity="info", message=message, spans=spans)


def _heading_number(block: Block, text: str) -> int:
    """Return where the number ends that stands on a line over a heading (01), 0 for none."""
    match = re.match(r"0\d(?!\d)", text) if block.kind == "heading" else None
    return match.end() if match else 0


def _digits(text: str, span: Span) -> Iterator[int]:
    return (m.start() for m in _NUMBER.finditer(text, *span))


def _is_open(place: int, spans: Sequence[Span]) -> bool:
    """Tell whether no span of a sorted, disjoint sequence covers `place`."""
    index = bisect_right(spans, (place, 1 << 60)) - 1
    return index < 0 or place >= spans[index].end
