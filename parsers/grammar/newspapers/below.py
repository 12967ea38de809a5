"""Headings that came out of a page below their text: body, heading, body, heading, each heading that of the text before it."""

from collections.abc import Sequence

from parsers.grammar.layout.likeness import likeness
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.newspapers.order import Story


def under_their_text(pieces: Sequence[Piece], titles: Sequence[Piece]) -> tuple[list[Piece], list[Story]] | None:
    """Return lead and stories of a page on which every heading stands under its text, in the order of the page; None for any other page.

    Such a page opens with text and ends with a heading, or behind the last one with headline or byline; what stands beside these without
    a heading under it is the lead. The words must agree: headings are more like the text above them than like that below.
    """
    body = [p for p in pieces if p not in titles and not p.role]
    heads = [p for p in body if p.display]
    if not heads or body[0].display or not _ends_parts(heads[-1], body, titles):
        return None
    lead: list[Piece] = []
    told: list[Story] = []
    run: list[Piece] = []
    for piece in pieces:
        if piece in titles or piece.role == "byline":
            lead += run
            run = []
        elif piece.display:
            if not run:
                return None
            told.append(Story(piece, tuple(run)))
            run = []
        elif not piece.role:
            run.append(piece)
    return (lead + run, told) if len(told) > 1 and _agree(told) else None


def _ends_parts(heading: Piece, body: Sequence[Piece], titles: Sequence[Piece]) -> bool:
    """Tell whether a heading is the last of the text, or only the headline stands between it and what comes then."""
    behind = [p for p in body if p.start > heading.start]
    return not behind or any(heading.start < p.start < behind[0].start for p in titles)


def _agree(told: Sequence[Story]) -> bool:
    texts = [s.text for s in told]
    scores = [likeness(s.heading.text, texts) for s in told if s.heading]
    above = sum(score[i] for i, score in enumerate(scores[:-1]))
    return above > sum(score[i + 1] for i, score in enumerate(scores[:-1]))
