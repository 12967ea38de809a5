"""Which line of a newspaper page names the column or the page (栏目, 版名) that a feature stands in."""

import itertools
from collections.abc import Sequence

from parsers.grammar.layout.builds import are_of_one_shape, are_parallel
from parsers.grammar.layout.headline import DASH, is_column
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import heading_mark, is_box_name, ornament_end
from parsers.grammar.newspapers.nearby import text_before
from parsers.grammar.newspapers.order import is_even
from parsers.grammar.newspapers.paperlines import is_page_head, is_reporters

_LONGEST_COLUMN = 10
# 记者走基层: the name of a column apart over title and 副题; longer lines there are a 引题 (党建引领促振兴)
_LONGEST_SERIES = 6
# headings of one length with the first line that make it one of them
_OTHERS = 2
# 【花从哪里来】: brackets round a column's name, or round each heading
_BRACKETS = ("【", "〖", "[")


def column_line(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the line that names the column: by its wording, or the first line of a scrambled page that heads nothing."""
    named = _named(pieces, titles) or _beside_the_head(pieces, titles) or _signed_over(pieces, titles)
    if named or len(pieces) < 2 or not titles:
        return named
    if (
        len(titles) >= 3
        and titles[0] is pieces[0]
        and titles[0].layout != "kicker"
        and not DASH.match(titles[0].text)
        and titles[1].lines[0].gap
        and not are_parallel(titles[1].text, titles[2].text)
        and not (titles[2].lines[0].gap or (DASH.match(titles[2].text) and len(titles[0].text) > _LONGEST_SERIES))
    ):
        return titles[0]
    first, second = pieces[0], pieces[1]
    is_scrambled = text_before(pieces, pieces.index(titles[0]))
    heaped = any(a.display and (b.display or b.role == "caption") for a, b in itertools.pairwise(pieces) if a not in titles)
    stands_off = second.display or (heaped and second.lines[0].gap > 0)
    is_name = first.display and len(first.text) <= _LONGEST_COLUMN and not ornament_end(first.text)
    as_long = sum(p.display and p not in titles and is_even([first, p]) for p in pieces[1:])
    of_heap = as_long >= _OTHERS or (len(pieces) > 2 and is_even(pieces[:3]))
    is_name = is_name and (len(first.text) <= _LONGEST_SERIES or not _lacks_headings(pieces, titles))
    return first if is_scrambled and is_name and stands_off and not of_heap else _short_apart(pieces, titles)


def kicker_apart(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the 引题 that came out first of a scrambled page, far from its title: a line in halves over a heading that others are of the shape of."""
    first, second = (*pieces[:2], None, None)[:2]
    if not (titles and first and second and first.display and second.display) or first in titles or " " not in first.text:
        return _long_apart(pieces, titles)
    others = [p for p in pieces[2:] if p.display and p not in titles]
    alike = any(are_of_one_shape(second.text, p.text) for p in others)
    alone = not any(" " in p.text for p in (second, *others)) and not heading_mark(first.text)
    halved = alone and alike and second.lines[0].gap and text_before(pieces, pieces.index(titles[0]))
    return first if halved else _long_apart(pieces, titles)


def _apart(pieces: Sequence[Piece], titles: Sequence[Piece]) -> list[Piece]:
    """Return the display lines that are of another shape than the headings, three or more of these of one shape, and have no mark."""
    shown = [p for p in pieces if p.display and not p.role]
    heads = [p for p in shown if sum(are_of_one_shape(p.text, q.text) for q in shown if q is not p) >= _OTHERS]
    odd = [p for p in shown if p not in heads and p not in titles] if len(heads) > _OTHERS else []
    return [p for p in odd if not (heading_mark(p.text) or ornament_end(p.text) or is_column(p.text) or is_box_name(p.text))]


def _short_apart(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the one short line of another shape than the headings amid the text of a page whose headline comes late: a column's name."""
    short = [p for p in _apart(pieces, titles) if len(p.text) <= _LONGEST_SERIES and p.text.isalpha()]
    return short[0] if len(short) == 1 and text_before(pieces, pieces.index(titles[0])) else None


def _long_apart(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the one long line of another shape that is over no text but stands first or last, or beside a heading: a 引题, where the title has none."""
    main = [p for p in titles if not DASH.match(p.text)]
    over = dict(itertools.pairwise(pieces))
    under = {q: p for p, q in itertools.pairwise(pieces)}
    loose = [
        p
        for p in _apart(pieces, titles)
        if len(p.text) > _LONGEST_SERIES
        and (p not in over or _is_heading(over[p], titles) or (p in under and _is_heading(under[p], titles)))
    ]
    return loose[0] if len(main) == len(loose) == 1 and len(titles) > 1 else None


def title_apart(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the one long line of another shape than the headings that stands alone amid the text: the title of a 副题 without one."""
    over = dict(itertools.pairwise(pieces))
    long = [p for p in _apart(pieces, titles) if len(p.text) > _LONGEST_SERIES and len(p.lines) == 1 and p.lines[0].gap]
    lone = [p for p in long if p in over and over[p].lines[0].gap and not (over[p].display or over[p].role)]
    return lone[0] if len(lone) == 1 else None


def _is_heading(piece: Piece, titles: Sequence[Piece]) -> bool:
    return piece.display and not piece.role and piece not in titles


def _lacks_headings(pieces: Sequence[Piece], titles: Sequence[Piece]) -> bool:
    """Tell whether the text over the headline has more blocks than the page has headings behind its first line: that is one of them."""
    over = pieces[1 : pieces.index(titles[0])]
    blocks = [p for p in over if not (p.display or p.role) and p.lines[0].gap]
    return len(blocks) > sum(p.display and p not in titles for p in pieces[1:])


def _named(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the line that is a column's name by its wording; of two and more in brackets those behind text are headings."""
    named = [p for p in pieces if p.display and not p.role and is_column(p.text) and p not in titles]
    framed = [p for p in named if p.text.startswith(_BRACKETS)]
    if len(framed) > 1:
        named = [p for p in named if p not in framed or not text_before(pieces, pieces.index(p))]
    return named[0] if named else None


def _beside_the_head(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the short line right under the page's head or right over its editors' line, above all else: 县区纵横·岐山."""
    for before, piece, behind in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        if not piece.role and (not piece.display or piece in titles or heading_mark(piece.text)):
            return None
        under = before and before.role in ("furniture", "meta") and is_page_head(before.text) and not piece.lines[0].gap
        over = behind and behind.role == "byline" and not is_reporters(behind) and not behind.lines[0].gap
        if not piece.role and len(piece.text) <= _LONGEST_COLUMN and (under or over):
            return piece
    return None


def _signed_over(pieces: Sequence[Piece], titles: Sequence[Piece]) -> Piece | None:
    """Return the short line with a sign before it (◆特写) that stands first and right over the headline, where no heading has such a sign."""
    shown = [p for p in pieces if not p.role]
    first = shown[0] if len(shown) > 1 and titles and shown[1] is titles[0] else None
    signed = [p for p in shown if p.display and ornament_end(p.text)]
    return first if first and signed == [first] and len(first.text) <= _LONGEST_COLUMN else None
