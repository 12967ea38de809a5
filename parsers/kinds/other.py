"""What no type claims, or two claim alike: kept whole as `other`, its text in paragraphs, for a person to look at."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from parsers.document import Cue, Document
from parsers.draft import Draft
from parsers.frame import Frame
from parsers.grammar.layout.captions import enter_asides
from parsers.grammar.layout.headline import headline
from parsers.grammar.layout.joining import pieces_of
from parsers.grammar.layout.lines import Line, lines_of, marks_of
from parsers.grammar.layout.pieces import ASIDE, DECKS, Piece
from parsers.grammar.layout.sections import build
from parsers.grammar.web.sourcelines import crumbs
from parsers.grammar.web.webhead import enter_web_head, is_page_meta
from parsers.reading import Reading
from parsers.registry import Parser

# 濮阳县人民政府办公室 / 关于印发… / 工作方案的通知: titles of papers are broken over lines and have no 引题
_PAPER = re.compile(r"关于.+(?:通知|通报|通告|公告|公示|意见|决定|决议|批复|函|请示|报告|方案|办法|规定|纪要|令)(?:[（(].{2,12}[）)])?$")
_WEB = ("breadcrumb", "meta")
# lines of a headline and the line of source and time under it
_BEHIND = 4


def cues(_: Reading) -> Iterator[Cue]:
    """Yield nothing: `other` is what is left when nobody is sure."""
    yield from ()


def parse(frame: Frame) -> Iterator[Document]:
    """Yield one document with its paragraphs, in lead and sections where the layout shows headings, and a finding that its type is not known."""
    draft = Draft(frame)
    lines = lines_of(frame.reading)
    web = _web_head(lines)
    whole = pieces_of(lines, web.get)
    enter_web_head(draft, [piece for piece in whole if piece.role in _WEB])
    pieces = [piece for piece in whole if piece.role not in _WEB]
    titles = list(takewhile(_is_headline, pieces))
    head = headline(titles, has_kicker=not _PAPER.search("".join(piece.text for piece in titles)))
    draft.set(doc_type="other", kicker=head.kicker, title=head.title, subtitle=head.subtitle)
    for piece in titles:
        draft.block("title", piece.spans)
    _enter_text(draft, pieces[len(titles) :])
    scores = ", ".join(f"{name} {score:g}" for name, score in sorted(frame.classification.scores.items(), key=lambda x: -x[1]))
    message = f"No document type is sure of this text ({scores}): please say what it is."
    draft.finding("low_confidence_type", "warning", message, tuple(s for c in frame.classification.evidence for s in c.spans))
    yield draft.finish(0, marks_of(frame.reading))


def _web_head(lines: Sequence[Line]) -> dict[Line, str]:
    """Return what a site prints round the headline that its layout shows: the path to the page, the line of source and time."""
    heads = [i for i, line in enumerate(lines) if _is_head(line)]
    near = lines[: heads[0] + _BEHIND + 1] if heads else []
    found = {line: "breadcrumb" for line in near if crumbs(line.mapped)}
    return found | {line: "meta" for line in near if is_page_meta(line.text) and not _is_head(line)}


def _is_head(line: Line) -> bool:
    return line.role == "heading" and line.hashes == 1


def _is_headline(piece: Piece) -> bool:
    """Tell whether the source's own layout sets a piece as the headline: nothing else makes a title of a text that nobody knows."""
    line = piece.lines[0]
    return line.role in DECKS or _is_head(line)


def _enter_text(draft: Draft, pieces: Sequence[Piece]) -> None:
    enter_asides(draft, [p for p in pieces if p.role in ASIDE])
    text = [p for p in pieces if p.role not in ASIDE]
    if any(p.lines[0].role == "heading" for p in text):
        build(draft, text)
        return
    for piece in text:
        draft.block(piece.role or "paragraph", piece.spans)
    draft.set(lead=tuple(p.mapped.whole() for p in text if not p.role))


PARSER = Parser(name="other", version="1", cues=cues, parse=parse)
