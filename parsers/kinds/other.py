"""What no type claims, or two claim alike: kept whole as `other`, its text in paragraphs, for a person to look at."""

from collections.abc import Iterator

from parsers.document import Cue, Document
from parsers.draft import Draft
from parsers.frame import Frame
from parsers.grammar.lines import lines_of, marks_of
from parsers.grammar.pieces import pieces_of
from parsers.reading import Reading
from parsers.registry import Parser


def cues(_: Reading) -> Iterator[Cue]:
    """Yield nothing: `other` is what is left when nobody is sure."""
    yield from ()


def parse(frame: Frame) -> Iterator[Document]:
    """Yield one document with all its paragraphs as lead, and a finding that its type is not known."""
    draft = Draft(frame)
    pieces = pieces_of(lines_of(frame.reading), lambda _: None)
    for piece in pieces:
        draft.block(piece.role or "paragraph", piece.spans)
    draft.set(doc_type="other", lead=tuple(p.mapped.whole() for p in pieces if not p.role))
    scores = ", ".join(f"{name} {score:g}" for name, score in sorted(frame.classification.scores.items(), key=lambda x: -x[1]))
    message = f"No document type is sure of this text ({scores}): please say what it is."
    draft.finding("low_confidence_type", "warning", message, tuple(s for c in frame.classification.evidence for s in c.spans))
    yield draft.finish(0, marks_of(frame.reading))


PARSER = Parser(name="other", version="1", cues=cues, parse=parse)
