"""What no type claims, or two claim alike: kept whole as `other`, its text in paragraphs, for a person to look at."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from parsers.document import Cue, Document
from parsers.draft import Draft
from parsers.frame import Frame
from parsers.grammar.captions import enter_asides
from parsers.grammar.headline import headline
from parsers.grammar.lines import lines_of, marks_of
from parsers.grammar.pieces import ASIDE, DECKS, Piece, pieces_of
from parsers.grammar.sections import build
from parsers.reading import Reading
from parsers.registry import Parser


def cues(_: Reading) -> Iterator[Cue]:
    """Yield nothing: `other` is what is left when nobody is sure."""
    yield from ()


def parse(frame: Frame) -> Iterator[Document]:
    """Yield one document with its paragraphs, in lead and sections where the layout shows headings, and a finding that its type is not known."""
    draft = Draft(frame)
    pieces = pieces_of(lines_of(frame.reading), lambda _: None)
    titles = list(takewhile(_is_headline, pieces))
    head = headline(titles)
    draft.set(doc_type="other", kicker=head.kicker, title=head.title, subtitle=head.subtitle)
    for piece in titles:
        draft.block("title", piece.spans)
    _enter_text(draft, pieces[len(titles) :])
    scores = ", ".join(f"{name} {score:g}" for name, score in sorted(frame.classification.scores.items(), key=lambda x: -x[1]))
    message = f"No document type is sure of this text ({scores}): please say what it is."
    draft.finding("low_confidence_type", "warning", message, tuple(s for c in frame.classification.evidence for s in c.spans))
    yield draft.finish(0, marks_of(frame.reading))


def _is_headline(piece: Piece) -> bool:
    """Tell whether the source's own layout sets a piece as the headline: nothing else makes a title of a text that nobody knows."""
    line = piece.lines[0]
    return line.role in DECKS or (line.role == "heading" and line.hashes == 1)


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
