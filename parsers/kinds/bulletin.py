"""政务快报 and its kin (政务信息, 工作简报, 信息专报): an office's numbered bulletin.

Issued by the office of a county's government or party committee. A red head names it, with number, office and date; then come one
item or several, each with a title, numbered sections and counted measures, signed in brackets by the unit that sent it in; at the
foot the distribution list (报, 送, 发) and the names of those who edited, checked and signed. Sample: 延津政务快报 of 2023.
"""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from parsers.document import Contributor, Cue, Document
from parsers.draft import Draft
from parsers.frame import Frame
from parsers.grammar.bulletins.distribution import is_distribution, recipients
from parsers.grammar.bulletins.heads import head_of
from parsers.grammar.bulletins.issues import Issue, issues_of
from parsers.grammar.bulletins.itemauthors import item_authors
from parsers.grammar.bulletins.items import Item, bare_titles, beside_text, title_pieces
from parsers.grammar.layout.captions import enter_asides
from parsers.grammar.layout.headline import column_name, headline
from parsers.grammar.layout.lines import Line, lines_of, marks_of
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.layout.sections import build
from parsers.grammar.makers.bylines import byline, labelled_makers
from parsers.grammar.makers.senders import contributors, trailing_unit
from parsers.grammar.marks import heading_mark
from parsers.grammar.web.webhead import enter_web_head
from parsers.mapped import Mapped
from parsers.reading import Reading, Span
from parsers.registry import Parser

# 签发：麻彦伟 | 核稿：…
_SIGNED = re.compile(r"(?:签发人?|核稿|审核|审签|校对)\s*[:：]")


def cues(reading: Reading) -> Iterator[Cue]:
    """Yield what speaks for a bulletin: a mast-head with name, number, office and date; a distribution list; a sign-off."""
    lines = lines_of(reading)
    for line, said in head_of(reading):
        yield from _cue("publication", 1.5, line, bool(said.publication))
        yield from _cue("issue_number", 1.5, line, said.issue_number is not None)
        yield from _cue("issuing_body", 0.5, line, bool(said.issuing_body))
        yield from _cue("issue_date", 0.25, line, bool(said.issue_date))
        yield from _cue("secrecy", 0.25, line, said.is_secrecy)
    for line in lines[-12:]:
        yield from _cue("distribution", 1.0, line, is_distribution(line.text))
        yield from _cue("sign_off", 0.5, line, bool(_SIGNED.search(line.text)) and len(line.text) < 60)


def _cue(name: str, weight: float, line: Line, seen: bool) -> Iterator[Cue]:
    if seen:
        yield Cue(cue=name, weight=weight, spans=line.spans)


def parse(frame: Frame) -> Iterator[Document]:
    """Yield one document per item of each issue, each with its issue's frame."""
    position = 0
    marks = marks_of(frame.reading)
    for issue in issues_of(lines_of(frame.reading)):
        for item in issue.items:
            draft = Draft(frame)
            _enter_frame(draft, issue)
            _enter_item(draft, item)
            draft.set(doc_type="bulletin")
            yield draft.finish(position, marks, _elsewhere(frame.reading, issue, item))
            position += 1


def _elsewhere(reading: Reading, issue: Issue, item: Item) -> list[Span]:
    """Return where the other items and issues of the reading stand."""
    column = [item.column] if item.column else []
    pieces = [*issue.page, *column, *item.pieces, *item.signed, *item.asides, *issue.foot]
    own = {line.span for p in pieces for line in p.lines} | {line.span for line in (*issue.head, *issue.contents)}
    return [line.span for line in lines_of(reading) if line.span not in own]


def _enter_frame(draft: Draft, issue: Issue) -> None:
    said = {f.name: getattr(issue.masthead, f.name) for f in dataclasses.fields(issue.masthead)}
    draft.set(**{name: value for name, value in said.items() if name in Document.model_fields})
    enter_web_head(draft, issue.page)
    for line in issue.head:
        draft.block("masthead", line.spans)
    for line in issue.contents:
        draft.block("contents", line.spans)
    for piece in issue.foot:
        draft.block(piece.role or "", piece.spans)
    draft.set(distribution=tuple(recipients([p.mapped for p in issue.foot if p.role == "distribution"])))
    signed = [line.mapped for line in issue.head] + [p.mapped for p in issue.foot if p.role == "signoff"]
    draft.set(contributors=tuple(c for m in signed for c in _signed_by(m)))


def _signed_by(mapped: Mapped) -> Iterator[Contributor]:
    found = byline(mapped.text)
    yield from found.contributors(mapped) if found else labelled_makers(mapped)


def _enter_item(draft: Draft, item: Item) -> None:
    if item.column:
        draft.set(column=column_name(item.column.mapped))
        draft.block("column", item.column.spans)
    enter_asides(draft, item.asides)
    for piece in item.signed:
        draft.block(piece.role or "", piece.spans)
        draft.add_contributors(contributors(piece.mapped) if piece.role == "sender" else _signed_by(piece.mapped))
    pieces = list(_without_frame(draft, item.pieces))
    titles, body = title_pieces(pieces)
    if titles and item.opening is None and heading_mark(titles[0].text):
        titles, body = [], pieces
    titles, signs, signed = bare_titles(titles, item.opening)
    titles, authors = item_authors(titles)
    for piece, maker in authors:
        draft.block("contributors", piece.spans)
        draft.add_contributors((maker,))
    head = headline(titles, has_kicker=False)
    draft.set(kicker=head.kicker, title=head.title, subtitle=head.subtitle, column=head.column)
    for piece in (*signs, *titles):
        draft.block("title", piece.spans)
    build(draft, list(_without_units(draft, [*signed, *body])))


def _without_frame(draft: Draft, item: Sequence[Piece]) -> Iterator[Piece]:
    """Yield an item's pieces less those of an instruction or attachment, which become blocks."""
    for piece, kind in beside_text(item):
        if kind:
            draft.block(kind, piece.spans)
        else:
            yield piece


def _without_units(draft: Draft, body: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with the bracket that signs the item cut off (each of short news); who it names becomes a contributor."""
    short = all(trailing_unit(piece.text) for piece in body)
    for i, piece in enumerate(body):
        found = trailing_unit(piece.text) if short or i == 0 or i >= len(body) - 2 else None
        if not found:
            yield piece
            continue
        names = tuple(contributors(piece.mapped.part(*found.span("inside"))))
        draft.add_contributors(names)
        draft.block("contributors", piece.mapped.spans_of(*found.span("all")))
        if found.start("all"):
            yield piece.cut(0, found.start("all"))


PARSER = Parser(name="bulletin", version="1", cues=cues, parse=parse)
