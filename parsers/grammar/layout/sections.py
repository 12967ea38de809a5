"""The section tree: which pieces are headings, of which level, and which paragraphs stand under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.document import Section, Text
from parsers.draft import Draft
from parsers.grammar.layout.headline import DASH
from parsers.grammar.layout.measures import measures
from parsers.grammar.layout.pieces import Piece, number_above
from parsers.grammar.layout.runins import PLAIN, Head, framed_run_ins, run_ins
from parsers.grammar.marks import Mark, heading_mark, ornament_end
from parsers.mapped import Mapped

_LONGEST_HEADING = 48
_LONGEST_RUN_IN = 40
_SENTENCE = re.compile(r"[^。！？：:]*(?P<stop>[。：:])")
# marks of this rank and deeper also count within a paragraph
_INLINE = 4
# ranks of headings that may follow each other within a paragraph: 一、 （一） 1.
_CUT = (1, 2, 3)
# ranks above which a numbering's items may be told from each other: 1.
_LEAST_OF_SERIES = 2
# 乙物流项目，总投资2.1亿元
_CLAUSE = re.compile(r"[^，。！？：:；;\d“”（）()]{4,24}(?=，.)")
# a figure, which G342 and 5G are not
_FIGURE = re.compile(r"(?<![A-Za-z\d])\d+(?![A-Za-z\d])")
# 1 科技进园，老树开新花 | 01 听民声
_BARE_NUMBER = re.compile(r"0?(?P<n>[1-9])\s*(?=[\u4e00-\u9fff“])")
_BARE_RANK = 3
# （此件已编发）, on a line of its own: a note, no heading
_IN_BRACKETS = re.compile(r"[（(][^（）()]{6,}[）)]")
_SENTENCE_END = re.compile(r"(?<=[。！])\s*(?=\S)")


@dataclass
class Part:
    """A heading, or none for what stands before the first, with the paragraphs under it."""

    head: Head | None
    paragraphs: list[Mapped] = field(default_factory=list)


def build(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter lead, sections, measures and their blocks of a body, given as pieces in reading order.

    Levels follow the marks (一、 over （一） over 1. over ①, GB/T 9704), not the Markdown signs; where signs contradict the
    marks (001), that is a finding. Run-in headings without marks count only where no heading stands by itself (004, not 002).
    """
    parts = _parts(pieces)
    _set_levels(draft, [part.head for part in parts if part.head])
    lead, sections = parts[0], parts[1:]
    draft.set(lead=tuple(p.whole() for p in lead.paragraphs), measures=_measures(draft, lead.paragraphs))
    draft.set(sections=_nest(draft, sections, 0, len(sections)))
    for part in parts:
        _enter_blocks(draft, part)


def _parts(pieces: Sequence[Piece]) -> list[Part]:
    pieces = [part for piece in pieces for part in _parted(piece)]
    numbers = _bare_numbers(pieces)
    heads = [_standing_or_marked(p, numbers.get(p)) for p in pieces]
    if not any(heads):
        heads = run_ins(pieces)
    elif any(framed := framed_run_ins(pieces)):
        heads = [head or inside for head, inside in zip(heads, framed, strict=True)]
    parts = [Part(None)]
    for piece, head in zip(pieces, _with_series(pieces, heads), strict=True):
        if head:
            parts.append(Part(head))
        rest = piece.mapped if not head else piece.mapped.part(head.rest, len(piece.text)) if head.rest is not None else None
        if rest and rest.spans:
            parts[-1].paragraphs.append(rest)
    return parts


def _with_series(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Head | None]:
    """Return the headings with those of the same numbering whose first sentence reports a figure behind its first clause.

    1.甲技改项目。项目位于… / 2.乙物流项目，总投资2.1亿元，…: the clause is one where it ends or begins as a heading next to it does.
    """
    told = list(heads)
    for step, way in ((1, range(len(told))), (-1, range(len(told) - 1, -1, -1))):
        last: Head | None = None
        for i in way:
            if not told[i] and last and last.mark and last.mark.rank > _LEAST_OF_SERIES:
                told[i] = _clause_beside(pieces[i], last, last.mark.ordinal + step)
            last = told[i] or last
    return told


def _clause_beside(piece: Piece, near: Head, ordinal: int) -> Head | None:
    mark = heading_mark(piece.text)
    clause = _CLAUSE.match(piece.text, mark.end) if mark else None
    if not (mark and clause and near.mark and near.rest is not None and (mark.rank, mark.ordinal) == (near.mark.rank, ordinal)):
        return None
    said = heading_text(near).text
    alike = clause[0][-2:] == said[-2:] or clause[0][:2] == said[:2]
    return Head(piece.mapped, mark, mark.end, clause.end(), clause.end() + 1, piece.hashes) if alike else None


def _parted(piece: Piece) -> Iterator[Piece]:
    """Yield a paragraph cut where it goes on counting the mark that begins it, each time with a heading (（一）…。…。（二）…。…)."""
    text, at = piece.text, 0
    mark = heading_mark(text) if not piece.display else None
    ordinal = mark.ordinal if mark and mark.rank in _CUT else 0
    for match in _SENTENCE_END.finditer(text) if ordinal else ():
        further = heading_mark(text[match.end() :])
        if mark and further and (further.rank, further.ordinal) == (mark.rank, ordinal + 1) and _marked(piece.cut(at, match.end())):
            yield piece.cut(at, match.end())
            at, ordinal = match.end(), ordinal + 1
    yield piece.cut(at, len(text)) if at else piece


def _marked(piece: Piece) -> bool:
    head = _standing_or_marked(piece)
    return bool(head and head.rest)


def _bare_numbers(pieces: Sequence[Piece]) -> dict[Piece, Mark]:
    """Return the marks of headings numbered without a stop (1 科技进园), where they count on from 1."""
    found = {p: m for p in pieces if p.display and not (number_above(p) or heading_mark(p.text)) and (m := _BARE_NUMBER.match(p.text))}
    if len(found) < 2 or [int(m["n"]) for m in found.values()] != list(range(1, len(found) + 1)):
        return {}
    return {p: Mark(_BARE_RANK, int(m["n"]), m["n"], m.end()) for p, m in found.items()}


def _standing_or_marked(piece: Piece, number: Mark | None = None) -> Head | None:
    text = piece.text
    mark = number or number_above(piece) or heading_mark(text)
    start = mark.end if mark else ornament_end(text)
    if piece.display and not mark and _IN_BRACKETS.fullmatch(text):
        return None
    if piece.display:
        return Head(piece.mapped, mark, start, len(text), None, piece.hashes)
    if not mark:
        return None
    sentence = _SENTENCE.match(text, start)
    if _goes_on(text, mark):
        return None
    if not sentence or sentence.end() - start > _LONGEST_RUN_IN or not _is_heading_like(text[start : sentence.start("stop")], mark):
        return None
    rest = sentence.end() if sentence.end() < len(text) else None
    return Head(piece.mapped, mark, start, sentence.start("stop"), rest, piece.hashes)


def _goes_on(text: str, mark: Mark) -> bool:
    """Tell whether the paragraph goes on counting where a mark begins it (①…；②…): a list in running text."""
    return mark.rank >= _INLINE and any(m and m.ordinal == mark.ordinal + 1 for m in map(heading_mark, re.split(r"(?<=[。；;])", text)))


def _is_heading_like(words: str, mark: Mark) -> bool:
    """Tell whether the first sentence behind a mark heads its paragraph; behind 1. and deeper it must not report a figure, but G342 is none."""
    return bool(words) and (mark.rank <= 2 or (not _FIGURE.search(words) and len(words) <= 24))


def _set_levels(draft: Draft, heads: Sequence[Head]) -> None:
    styles = sorted({h.style for h in heads if h.mark})
    if any(not h.mark for h in heads):
        first_plain = next(i for i, h in enumerate(heads) if not h.mark)
        above = not styles or first_plain < next(i for i, h in enumerate(heads) if h.mark)
        styles = [PLAIN, *styles] if above else [*styles, PLAIN]
    for head in heads:
        head.level = styles.index(head.style) + 1
    _check_ordinals(draft, heads)
    for style in styles:
        _check_signs(draft, [h for h in heads if h.style == style])


def _check_ordinals(draft: Draft, heads: Sequence[Head]) -> None:
    """Report numbers left out or used again (一、二、二、三) among headings of one style; the count begins anew under each higher heading."""
    last: dict[int, int] = {}
    for head in heads:
        last = {style: n for style, n in last.items() if style <= head.style}
        expected = last.get(head.style, 0) + 1
        if head.mark and (head.mark.ordinal > expected or 1 < head.mark.ordinal == expected - 1):
            spans = head.mapped.spans_of(0, head.start)
            draft.finding("ordinal_gap", "warning", f"Heading “{head.mark.written}” stands where number {expected} should.", spans)
        if head.mark:
            last[head.style] = head.mark.ordinal


def _check_signs(draft: Draft, heads: Sequence[Head]) -> None:
    signs = {h.hashes for h in heads if h.hashes}
    if len(signs) > 1:
        spans = tuple(s for h in heads for s in h.mapped.spans_of(h.start, h.end)[:1])
        message = f"Headings of one numbering carry signs of {len(signs)} levels; the numbering was followed."
        draft.finding("heading_levels_repaired", "info", message, spans)


def _nest(draft: Draft, parts: Sequence[Part], start: int, end: int) -> tuple[Section, ...]:
    sections: list[Section] = []
    at = start
    while at < end:
        head = parts[at].head
        assert head is not None
        inner = at + 1
        while inner < end and (h := parts[inner].head) and h.level > head.level:
            inner += 1
        sections.append(_section(draft, parts[at], head, _nest(draft, parts, at + 1, inner)))
        at = inner
    return tuple(sections)


def _section(draft: Draft, part: Part, head: Head, inner: tuple[Section, ...]) -> Section:
    return Section(
        level=head.level,
        ordinal=head.mark.ordinal if head.mark else None,
        marker=head.mark.written if head.mark else None,
        heading=heading_text(head),
        run_in=head.rest is not None,
        paragraphs=tuple(p.whole() for p in part.paragraphs),
        measures=_measures(draft, part.paragraphs),
        sections=inner,
    )


def heading_text(head: Head) -> Text:
    """Return the heading's wording without its mark, its dash or brackets and a stop at its end; of one that is nothing else, these."""
    text, start, end = head.mapped.text, head.start, head.end
    if dash := DASH.match(text, start, end):
        start = dash.end()
    if text[start] in "【〖" and text[end - 1] in "】〗" and end - start > len("【】"):
        start, end = start + 1, end - 1
    while end > start + 1 and text[end - 1] in "。：: ":
        end -= 1
    return head.mapped.slice(start, end)


def _measures(draft: Draft, paragraphs: Sequence[Mapped]) -> tuple:  # type: ignore[type-arg]
    found, gaps = measures(paragraphs)
    for message, spans in gaps:
        draft.finding("ordinal_gap", "warning", message, spans)
    return tuple(found)


def _enter_blocks(draft: Draft, part: Part) -> None:
    head = part.head
    if head:
        draft.block("heading", head.mapped.spans_of(0, head.rest if head.rest is not None else len(head.mapped.text)))
    for paragraph in part.paragraphs:
        draft.block("paragraph", paragraph.spans)
