"""Headlines that end as sentences do: they call, ask, run on into their next line, or lead to it by a dash."""

from collections.abc import Sequence

from parsers.grammar.layout.pieces import Piece

# longest display line that was met: four-deck headlines stay under it, so do headings of two clauses
LONGEST_HEADING = 48
# the dash before a 副题, as typed or as composed
DASHES = ("——", "―", "--", "－－", "—")
_CALLS, _LEADS = ("！", "？", "!", "?"), ("，", "——")


def is_called_out(pieces: Sequence[Piece], i: int, shown: Sequence[bool]) -> bool:
    """Tell whether such a line is a page's headline: its first, or under its 引题, and right over source, byline, 副题 or the line it leads to.

    `shown` says of each piece whether it stands like a headline or heading by itself.
    """
    piece, below = pieces[i], pieces[i + 1 : i + 2]
    if not below or piece.role or len(piece.lines) > 1 or len(piece.text) > LONGEST_HEADING:
        return False
    over = below[0].role in ("meta", "byline") or below[0].text.startswith(DASHES)
    if not piece.text.endswith(_CALLS if over else _LEADS):
        return False
    near = over or (shown[i + 1] and not below[0].lines[0].gap)
    return near and all(pieces[k].role or shown[k] for k in range(i))
