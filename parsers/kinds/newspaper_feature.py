"""Feature page of a party paper (党报专版, 通讯, 特写): headline of several decks, reporters' byline, headed parts, pictures.

Issued by city and county papers, often written with the town that it is about. Its text mostly comes out of a page maker's file:
hard-wrapped, in the order in which the page was drawn, with headings torn from their text and an editor's mark (⑨) at the end.
Samples: 濮阳日报 pages of 2024 and 2025; a web copy of 2024.
"""

from collections.abc import Iterator, Sequence

from parsers.document import Cue, Document
from parsers.draft import Draft
from parsers.frame import Frame
from parsers.grammar.layout.captions import captions, is_caption, shot_by
from parsers.grammar.layout.headline import column_name, headline, is_subtitle
from parsers.grammar.layout.lines import Line, lines_of, marks_of, wording_of
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.layout.sections import build
from parsers.grammar.makers.bylines import bracketed, byline
from parsers.grammar.makers.senders import names_alone, with_house
from parsers.grammar.marks import GENRE, end_mark
from parsers.grammar.newspapers.edges import without_ends
from parsers.grammar.newspapers.features import Layout, layouts
from parsers.grammar.newspapers.pageheads import enter_page_head
from parsers.grammar.newspapers.paperlines import CONTINUED, DATELINE
from parsers.grammar.newspapers.pictures import listed
from parsers.grammar.newspapers.signatures import bare_names, closing, opening, photographers
from parsers.grammar.newspapers.telling import feature_cues
from parsers.grammar.web.webhead import enter_web_head
from parsers.reading import COLUMNS, Reading
from parsers.registry import Parser

# a page has one of each; a second one is a heading's dash or a list's sign
_FIRST_LINES, _LONGEST_BYLINE = 4, 90
_ONCE = ("subtitle", "end_mark", "continued")


def cues(reading: Reading) -> Iterator[Cue]:
    """Yield what speaks for a feature: reporters, credit, captions, end mark, dashed subtitle, people who say things; a newspaper's page."""
    lines = lines_of(reading)
    seen: set[str] = set()
    yield from _signed_cues([line for line in lines if len(line.text) > _LONGEST_BYLINE])
    items = listed(lines)
    for line in (line for line in lines if line.span.start not in items):
        for cue in _line_cues(line):
            if cue.cue not in _ONCE or cue.cue not in seen:
                yield cue
            seen.add(cue.cue)
    whole = wording_of(reading)
    for found, inside, _ in bracketed(whole):
        if any(c.role_kind in ("reporter", "correspondent") for c in found.contributors(inside)):
            yield Cue(cue="byline_in_brackets", weight=2.0, spans=inside.spans)
    yield from feature_cues(lines, whole)
    title = next((line for line in lines if line.role == "heading" and line.hashes == 1), None)
    if title and reading.evidence.get("layout") == COLUMNS:
        yield Cue(cue="newspaper_page", weight=2.0, spans=title.spans)


def _signed_cues(paragraphs: Sequence[Line]) -> Iterator[Cue]:
    """Yield reporters who sign into the first lines of text, or behind the last stop of the last."""
    signed = [opening(line.mapped) for line in paragraphs[:_FIRST_LINES]] + [closing(x.mapped, len(x.text)) for x in paragraphs[-1:]]
    for found in signed:
        if found and any(c.role_kind == "reporter" for c in found.made):
            yield Cue(cue="byline_run_in", weight=2.0, spans=tuple(s for c in found.made for s in c.spans))


def _line_cues(line: Line) -> Iterator[Cue]:
    text = line.text
    found = byline(text) if len(text) <= _LONGEST_BYLINE else None
    kinds = {c.role_kind for c in found.contributors(line.mapped)} if found else set()
    if kinds & {"reporter", "correspondent", "photographer"} or (found and found.credit):
        yield Cue(cue="byline", weight=2.0, spans=line.spans)
    elif is_caption(text):
        yield Cue(cue="caption", weight=0.5, spans=line.spans)
    elif is_subtitle(text) and len(text) <= 48 and "。" not in text:
        yield Cue(cue="subtitle", weight=1.5 if GENRE.search(text) else 0.75, spans=line.spans)
    elif DATELINE.match(text):
        yield Cue(cue="dateline", weight=2.5, spans=line.spans)
    elif CONTINUED.fullmatch(text):
        yield Cue(cue="continued", weight=2.0, spans=line.spans)
    elif end_mark(text):
        yield Cue(cue="end_mark", weight=1.0, spans=line.spans)


def parse(frame: Frame) -> Iterator[Document]:
    """Yield the features of a text, each with the mast-head lines of its page."""
    marks = marks_of(frame.reading)
    pages = layouts(lines_of(frame.reading))
    for position, page in enumerate(pages):
        elsewhere = [line.span for other in pages if other is not page for p in other.pieces for line in p.lines]
        yield _feature(Draft(frame), page).finish(position, marks, elsewhere)


def _feature(draft: Draft, page: Layout) -> Draft:
    head = headline(page.titles)
    draft.set(doc_type="newspaper_feature", kicker=head.kicker, title=head.title, subtitle=head.subtitle, column=head.column)
    for piece in page.titles:
        draft.block("title", piece.spans)
    enter_web_head(draft, page.others)
    enter_page_head(draft, page.others)
    _enter_credits(draft, page)
    body = [*page.lead, *(p for s in page.stories for p in ([s.heading] if s.heading else []) + list(s.body))]
    build(draft, list(without_ends(draft, body)))
    if page.moved:
        message = "The text stood in another order than it is read in: headline and lead were put before the body."
        draft.finding("reading_order_repaired", "info", message, tuple(s for p in page.titles[:1] for s in p.spans))
    return draft


def _enter_credits(draft: Draft, page: Layout) -> None:
    for piece in page.bylines:
        found = byline(piece.text)
        if found:
            draft.add_contributors(found.contributors(piece.mapped))
            draft.set(credit=found.credit_text(piece.mapped))
        else:
            draft.add_contributors(names_alone(piece.mapped) or with_house(piece.mapped) or bare_names(piece.mapped))
        draft.block("byline", piece.spans)
    for piece in page.column:
        draft.set(column=column_name(piece.mapped))
        draft.block("column", piece.spans)
    for piece in page.captions:
        draft.block("caption", piece.spans)
        _enter_photographer(draft, piece)
    draft.set(captions=tuple(c for p in page.captions for c in captions(p.mapped)))


def _enter_photographer(draft: Draft, caption: Piece) -> None:
    """Enter the reporter whom a caption names by role (…。 通讯员 张三 摄), or who took it in a bracket (（张三 摄）), if no byline has him."""
    inside = list(photographers(caption.mapped)) if "摄" in caption.text[-3:] else []
    shot = shot_by(caption.text)
    words = caption.mapped.part(shot.start("by"), shot.start("by") + len(shot["by"].rstrip("供摄图/／ "))) if shot else None
    found = byline(words.text) if words else None
    known = {c.name for c in draft.fields.get("contributors", ())}
    makers = list(found.contributors(words)) if found and words else []
    told = [c for c in makers if c.role_kind in ("reporter", "correspondent")]
    draft.add_contributors(c for c in (*told, *inside) if c.name not in known)


PARSER = Parser(name="newspaper_feature", version="1", cues=cues, parse=parse)
