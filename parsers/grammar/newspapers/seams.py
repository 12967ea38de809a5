"""Sentences that columns interleaved by blocks tore apart: ends left open before a heading or a picture, and what goes on further down.

Seen: …企业 / ▲ a picture's caption / another column's text / 负责人梁东介绍，… Paragraphs are indented and what goes on is not; where as many
ends are open as beginnings are, the first end goes with the first beginning. A column that came out before the one it goes on from opens the
text in the midst of a sentence: its beginning goes with the one end that is open.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.grammar.layout.pieces import Piece
from parsers.grammar.newspapers.seamwords import must_go_on

# cells that the first line of a paragraph is indented by at least
_INDENT = 2
# cells that a line which fills its column may lack: a stop or half a letter
_LOOSE = 2
# paragraphs of which most must be indented before a missing indent says anything
_ENOUGH = 4


@dataclass(frozen=True)
class _Part:
    """A stretch of a piece without an empty line in it, and what role or display line follows it: `torn` where such a one stands behind an open end."""

    piece: Piece
    opens: bool = False
    goes_on: bool = False
    torn: bool = False


def mended(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with torn sentences joined and the paragraphs behind their second halves moved with them; as they are where none is torn for sure."""
    indented = _is_indented(pieces)
    first = _opens_with_text(pieces)
    end = _open_end(pieces, indented) if first else None
    if first and end and _goes_on(first, end, indented):
        return _with_first_behind(pieces, end)
    if not indented:
        return list(pieces)
    parts = _parts(pieces)
    ends = [i for i, p in enumerate(parts) if p.opens]
    starts = [i for i, p in enumerate(parts) if p.goes_on]
    if len(ends) != len(starts) or not any(parts[i].torn for i in ends) or any(a >= b for a, b in zip(ends, starts, strict=True)):
        return list(pieces)
    return _rejoined(parts, dict(zip(ends, starts, strict=True)))


def _is_indented(pieces: Sequence[Piece]) -> bool:
    firsts = [p.lines[0].indent for p in pieces if not p.role and not p.display]
    return len(firsts) >= _ENOUGH and sum(indent >= _INDENT for indent in firsts) * 5 >= len(firsts) * 4


def _opens_with_text(pieces: Sequence[Piece]) -> Piece | None:
    """Return the paragraph that opens the text before any heading, of a page that has headings."""
    first = next((p for p in pieces if not p.role), None)
    return first if first and not (first.display or first.hashes) and any(p.display for p in pieces) else None


def _goes_on(first: Piece, end: Piece, indented: bool) -> bool:
    """Tell whether the text opens in the midst of the sentence that `end` leaves open: by its indent where paragraphs have one.

    Else by what it begins with, or by the last line of `end`, which fills its column as only a line cut off does.
    """
    if indented:
        return first.lines[0].indent < _INDENT
    filled = len(end.lines) > 1 and end.lines[-1].width + _LOOSE >= max(line.width for line in end.lines)
    return must_go_on(first.text) or filled


def _open_end(pieces: Sequence[Piece], indented: bool) -> Piece | None:
    """Return the one paragraph that ends in the midst of a sentence before a heading, picture or byline, or ends the text so; None where what goes on may stand elsewhere."""
    text = [i for i, p in enumerate(pieces) if not p.role and not p.display][1:]
    elsewhere = indented and any(pieces[i].lines[0].gap and pieces[i].lines[0].indent < _INDENT for i in text)
    ends = [
        i
        for i in text
        if not pieces[i].ended and (i + 1 == len(pieces) or pieces[i + 1].display or pieces[i + 1].role in ("caption", "byline"))
    ]
    return pieces[ends[0]] if len(ends) == 1 and not elsewhere else None


def _with_first_behind(pieces: Sequence[Piece], end: Piece) -> list[Piece]:
    """Return the pieces with the first paragraph of the text joined to `end`, and the paragraphs right under that behind it, where it is none of these."""
    first = next(i for i, p in enumerate(pieces) if not p.role)
    under = itertools.takewhile(lambda p: not (p.role or p.display or p.lines[0].gap), pieces[first + 1 :])
    moved = [pieces[first], *under]
    if end in moved:
        return list(pieces)
    rest = [p for p in pieces if p not in moved]
    at = rest.index(end)
    return [*rest[:at], end.joined(moved[0]), *moved[1:], *rest[at + 1 :]]


def _parts(pieces: Sequence[Piece]) -> list[_Part]:
    """Return the pieces, text cut where an empty line stands in it; which ends are open, and which beginnings go on."""
    parts: list[_Part] = []
    for i, piece in enumerate(pieces):
        if piece.role or piece.display or piece.window:
            parts.append(_Part(piece))
            continue
        cuts = [0, *(k for k, line in enumerate(piece.lines) if k and line.gap), len(piece.lines)]
        for a, b in itertools.pairwise(cuts):
            cut = Piece(piece.lines[a:b])
            behind = pieces[i + 1] if b == len(piece.lines) and i + 1 < len(pieces) else None
            stands_off = cut.lines[0].gap > 0 and cut.lines[0].indent < _INDENT
            torn = bool(behind and (behind.display or behind.role == "caption"))
            parts.append(_Part(cut, not cut.ended and (a < b < len(piece.lines) or torn), stands_off, torn and not cut.ended))
    return parts


def _rejoined(parts: Sequence[_Part], pairs: dict[int, int]) -> list[Piece]:
    """Return the pieces with each open end joined to its beginning, and the paragraphs of that beginning's block behind it."""
    blocks = {start: _block(parts, start) for start in pairs.values()}
    moved = {i for start in blocks for i in blocks[start]}
    return [piece for i in range(len(parts)) if i not in moved for piece in _from(parts, i, pairs, blocks)]


def _from(parts: Sequence[_Part], i: int, pairs: dict[int, int], blocks: dict[int, list[int]]) -> list[Piece]:
    if i not in pairs:
        return [parts[i].piece]
    first, *others = blocks[pairs[i]]
    joined = _from(parts, first, pairs, blocks)
    return [parts[i].piece.joined(joined[0]), *joined[1:], *(p for k in others for p in _from(parts, k, pairs, blocks))]


def _block(parts: Sequence[_Part], start: int) -> list[int]:
    """Return a beginning with the paragraphs right under it, without an empty line between."""
    last = start + 1
    while last < len(parts) and not (parts[last].piece.role or parts[last].piece.display or parts[last].piece.lines[0].gap):
        last += 1
    return list(range(start, last))
