"""Theory article (理论文章): an official argues for a policy under his own name, in a paper's theory page or its web copy.

A web copy opens with a breadcrumb (首页 > 新闻 > 理论 > 正文) and a line of source and time; the author stands under the title with his post,
or behind the text (作者系…). The body argues in parts whose headings open their paragraphs or stand alone, each with counted
measures (一是 …). Sample: 濮阳网, 濮阳日报 of 2025-03-19.
"""

import re
from collections.abc import Iterator, Sequence

from parsers.document import Cue, Document
from parsers.draft import Draft
from parsers.frame import Frame
from parsers.grammar.bulletins.heads import head_of, is_whole
from parsers.grammar.essays.essayheads import head_cues, office_cues
from parsers.grammar.essays.reordered import headline_first, in_two, is_text, without_copies
from parsers.grammar.layout.captions import enter_asides
from parsers.grammar.layout.headline import column_name, headline, is_subtitle
from parsers.grammar.layout.lines import Line, lines_of, marks_of, wording_of
from parsers.grammar.layout.pieces import ASIDE, Piece
from parsers.grammar.layout.sections import build
from parsers.grammar.makers.authors import (
    AUTHOR_IS,
    apparatus,
    author_named,
    author_over,
    authors_under,
    group_author,
    office_author,
    post_in,
    signed_author,
)
from parsers.grammar.makers.bylines import byline
from parsers.grammar.makers.entered import enter_journal, enter_makers, give_post, without_author, without_notes
from parsers.grammar.newspapers.pageheads import enter_page_head
from parsers.grammar.newspapers.paperlines import CONTINUED, is_page_head, is_page_name
from parsers.grammar.newspapers.telling import spoken_cues, voice_of_ought
from parsers.grammar.web.sourcelines import crumbs, is_furniture, is_meta
from parsers.grammar.web.webfoot import page_pieces
from parsers.grammar.web.webhead import enter_web_head
from parsers.reading import Reading
from parsers.registry import Parser

_HEAD_LINES = 12
# （作者系留坝县委常委、宣传部部长）, alone on a line of a page that came out of order
_AUTHOR_ALONE = re.compile(rf"[（(]{AUTHOR_IS.pattern}")
# 学习贯彻党的二十届三中全会精神 | 县委书记谈乡村振兴, over a title: what the article was written for
_OCCASION = re.compile(
    r"(?:深入)?学习(?:宣传)?贯彻[^，]{2,24}(?:精神|思想|决定)(?:[·•].*)?|[^\W\da-zA-Z_]{0,4}(?:书记|[省市县区镇]长|局长)(?:谈|笔谈|访谈|论坛)[^，]{0,12}"
)


def cues(reading: Reading) -> Iterator[Cue]:
    """Yield what speaks for a theory article: a theory page's breadcrumb, an author with his post, the voice of what ought to be; against it, that it is a speech.

    What an office's numbered paper has in it under its name, number and day is no article, however it reads.
    """
    lines = lines_of(reading)
    if is_whole(head_of(reading)):
        return
    for line, below in zip(lines[:_HEAD_LINES], [*lines[1:_HEAD_LINES], None], strict=False):
        yield from head_cues(line, below)
    yield from office_cues(lines)
    yield from spoken_cues(lines)
    for i, line in enumerate(lines):
        if author_named(line.mapped) or (AUTHOR_IS.search(line.text) if i >= len(lines) - 4 else _AUTHOR_ALONE.fullmatch(line.text)):
            yield Cue(cue="author_is", weight=2.0, spans=line.spans)
    text = wording_of(reading)
    if ought := voice_of_ought(text):
        yield Cue(cue="voice_of_ought", weight=1.5, spans=tuple(s for m in ought for s in text.spans_of(*m.span())))


def role_of(line: Line) -> str | None:
    """Return what a line of an article is by its own wording; None for title and text."""
    if crumbs(line.mapped):
        return "breadcrumb"
    if (scholarly := apparatus(line.text)) or is_meta(line.text):
        return scholarly or "meta"
    if signed_author(line.mapped) or group_author(line.mapped) or office_author(line.mapped) or AUTHOR_IS.fullmatch(line.text):
        return "author"
    if is_page_head(line.text) or CONTINUED.fullmatch(line.text):
        return "furniture"
    if len(line.text) <= 90 and (found := byline(line.text)) and found.made:
        return "byline"
    return "furniture" if is_furniture(line.text) else None


def parse(frame: Frame) -> Iterator[Document]:
    """Yield the one article of a text."""
    draft = Draft(frame)
    found = page_pieces(lines_of(frame.reading), role_of)
    pieces = headline_first(found)
    titles, rest = _split_head(pieces)
    draft.set(doc_type="theory_article")
    enter_web_head(draft, [p for p in rest if p.role in ("breadcrumb", "meta", "furniture", "affiliation", "keywords")])
    enter_page_head(draft, rest)
    enter_journal(draft, rest)
    _enter_title(draft, list(without_copies(draft, titles)))
    enter_makers(draft, [p for p in rest if p.role in ("author", "byline")])
    enter_asides(draft, [p for p in rest if p.role in ASIDE])
    build(draft, list(without_author(draft, list(without_notes(draft, [p for p in rest if not p.role])))))
    if pieces != found:
        message = "The text stood in another order than it is read in: the headline was put before the text."
        draft.finding("reading_order_repaired", "info", message, tuple(s for p in titles[:1] for s in p.spans))
    yield draft.finish(0, marks_of(frame.reading))


def _split_head(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the display pieces before the text, and all others in order; an editor's note (编者按) over them is no text yet."""
    text = next((i for i, p in enumerate(pieces) if is_text(p)), len(pieces))
    titles = [p for p in pieces[:text] if p.display]
    return titles, [p for p in pieces if p not in titles]


def _enter_title(draft: Draft, titles: Sequence[Piece]) -> None:
    """Enter headline, column, and an author's name with or without his post under it, from the display lines before the text."""
    kept: list[Piece] = []
    for piece in titles:
        authors = authors_under(piece.mapped) if kept else []
        if authors:
            draft.add_contributors(authors)
            draft.block("author", piece.spans)
        elif kept and draft.fields.get("contributors") and (post := post_in(piece.text)):
            give_post(draft, post)
            draft.block("author", piece.spans)
        elif is_page_name(piece.text) and not kept and len(titles) > 1:
            draft.set(column=column_name(piece.mapped))
            draft.block("column", piece.spans)
        else:
            kept.append(piece)
            draft.block("title", piece.spans)
    if kept and (said := author_over(kept[0].mapped)):
        draft.add_contributors([said[0]])
        kept[0] = kept[0].cut(said[1], len(kept[0].text))
    kept = [part for piece in kept for part in in_two(piece)]
    apart = len(kept) > 1 and not is_subtitle(kept[1].text) and (kept[1].lines[0].gap or _OCCASION.fullmatch(kept[0].text))
    over = kept[:1] if apart else []
    head = headline(kept[len(over) :], has_kicker=False)
    draft.set(kicker=over[0].mapped.whole() if over else head.kicker, title=head.title, subtitle=head.subtitle, column=head.column)


PARSER = Parser(name="theory_article", version="1", cues=cues, parse=parse)
