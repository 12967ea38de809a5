"""Headings of a newspaper page that were set over two lines, or under a line with their number, made one."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.grammar.layout.builds import are_parallel, build
from parsers.grammar.layout.headline import is_column
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import heading_mark, number_line

# a line of a heading over two lines
_LONGEST_LINE = 14


def with_whole_headings(pieces: Sequence[Piece], titles: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with headings that were set over two lines made one (党建强引领 / 基层活力更足), or under their number."""
    joined: list[Piece] = []
    rows = _even_rows(pieces)
    counted = [n for p in pieces if (n := number_line(p.text)) is not None][:2] == [1, 2]
    for piece in pieces:
        last = joined[-1] if joined else None
        numbered = last and number_line(last.text) is not None and piece.display and (counted or not piece.lines[0].gap)
        if last and last not in titles and piece not in titles and (numbered or (piece not in rows and _is_one_heading(last, piece))):
            joined[-1] = replace(last.joined(piece), display=True)
        else:
            joined.append(piece)
    return joined


def _even_rows(pieces: Sequence[Piece]) -> set[Piece]:
    """Return the display lines of rows of three or more right under each other that are all as long as each other: as many headings."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        if not (rows[-1] and piece.display and not piece.lines[0].gap and len(piece.text) == len(rows[-1][0].text)):
            rows.append([])
        if piece.display:
            rows[-1].append(piece)
    return {p for row in rows if len(row) > 2 for p in row}


def _is_one_heading(upper: Piece, lower: Piece) -> bool:
    """Tell whether two display lines right under each other are one heading: neither has a mark or two halves, nor are they of one build."""
    if not (upper.display and lower.display) or lower.lines[0].gap or upper.hashes or lower.hashes:
        return False
    if are_parallel(upper.text, lower.text) or (build(upper.text)[0] and build(upper.text) == build(lower.text)):
        return False
    alone = all(" " not in p.text and not heading_mark(p.text) and len(p.text) <= _LONGEST_LINE for p in (upper, lower))
    return alone and not (is_column(upper.text) or is_column(lower.text))
