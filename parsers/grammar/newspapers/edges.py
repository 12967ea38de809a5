"""The edges of a feature's text: an editor's mark and the names that sign it are entered into a draft and are no text."""

from collections.abc import Iterator, Sequence

from parsers.draft import Draft
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.bylines import bracketed
from parsers.grammar.marks import end_mark
from parsers.grammar.newspapers.signatures import Signed, closing, opening
from parsers.mapped import Mapped


def without_ends(draft: Draft, body: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a feature less end marks, and less who signs at the head of the first or the end of the last one."""
    for i, piece in enumerate(body):
        is_first, is_last = i == 0, i == len(body) - 1
        end = _enter_end_mark(draft, piece)
        end = _enter_bracketed(draft, piece.mapped, end) if is_first or is_last else end
        signed = opening(piece.mapped) if is_first else None
        start = signed.start if signed else 0
        if signed:
            _enter_signed(draft, piece.mapped, signed, (0, start))
        if is_last and (signed := closing(piece.mapped, end)):
            _enter_signed(draft, piece.mapped, signed, (signed.end, end))
            end = signed.end
        if start < end:
            yield piece if (start, end) == (0, len(piece.text)) else piece.cut(start, end)


def _enter_end_mark(draft: Draft, piece: Piece) -> int:
    """Enter the editor's mark at a piece's end; return where its text ends without it."""
    match = end_mark(piece.text)
    if not match:
        return len(piece.text)
    draft.set(end_mark=piece.mapped.group(match, "mark"))
    draft.block("end_mark", piece.mapped.spans_of(*match.span("mark")))
    return match.start()


def _enter_bracketed(draft: Draft, mapped: Mapped, end: int) -> int:
    """Enter bylines in brackets as contributors; one at the very end is cut off. Return where the paragraph ends without it."""
    for found, inside, (start, stop) in bracketed(mapped):
        draft.add_contributors(found.contributors(inside))
        draft.set(credit=found.credit_text(inside))
        if stop == end:
            draft.block("byline", mapped.spans_of(start, stop))
            end = start
    return end


def _enter_signed(draft: Draft, mapped: Mapped, signed: Signed, cut: tuple[int, int]) -> None:
    """Enter who signs inside a paragraph, less those whom a byline has; what is cut becomes a block."""
    known = {c.name for c in draft.fields.get("contributors", ())}
    draft.add_contributors(c for c in signed.made if c.name not in known)
    draft.set(credit=signed.credit)
    if cut[0] < cut[1]:
        draft.block("byline", mapped.spans_of(*cut))
