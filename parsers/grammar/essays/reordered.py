"""Reading order of an article whose headline came out of its page behind the text, as columns are read before the banner over them."""

import re
from collections.abc import Iterator, Sequence

from parsers.draft import Draft
from parsers.grammar.layout.headline import EDITORS_NOTE, is_column
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.authors import bare_author, group_author, signed_author
from parsers.grammar.marks import heading_mark, ornament_end

# 学习贯彻党的二十届三中全会精神·县委书记谈改革 | 党校笔谈: the name of a series over its articles
_SERIES = re.compile(r"[^\W\da-zA-Z_]+·[^\W\da-zA-Z_]+|.*(?:笔谈|专栏|专题|征文|大家谈)")

# 农村养老服务的困境与路径——基于石阡县的调查: a 副题 behind its title on one line
_UNDER_IN_LINE = re.compile(
    r"(?<=[\u4e00-\u9fff”》])(?P<under>(?:——|―――?|--)(?:(?:基于|以|关于|来自|兼论|兼谈)[^—―。！？]{2,40}"
    r"|[^—―。！？]{4,40}(?:为例|调查|思考|实践|探索|启示|研究|分析|经验|做法|体会|观察|案例)))"
)


def in_two(piece: Piece) -> list[Piece]:
    """Return title and 副题 where one line holds both, else the line as it is."""
    under = _UNDER_IN_LINE.search(piece.text)
    if not under or under.end() < len(piece.text):
        return [piece]
    return [piece.cut(0, under.start()), piece.cut(under.start(), len(piece.text))]


def without_copies(draft: Draft, titles: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the lines of a headline without the copy that a page prints over its line of source and time."""
    for i, piece in enumerate(titles):
        if any(piece.text == later.text for later in titles[i + 1 :]):
            draft.block("furniture", piece.spans)
        else:
            yield piece


def is_text(piece: Piece) -> bool:
    """Tell whether a piece belongs to the text of an article: a paragraph or a marked heading, no editor's note."""
    return not piece.role and not EDITORS_NOTE.match(piece.text) and (not piece.display or bool(heading_mark(piece.text)))


def headline_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with headline and author before the text, and the lead right behind them.

    The late headline is known by its author under it; before the text there must be none but the name of a series. What
    stands behind it is the lead where it has no headings and is shorter than the text before it; else the text goes on there. It
    comes first also where the text before it begins in the middle (——坚持…, 三、…).
    """
    first = next((i for i, p in enumerate(pieces) if is_text(p)), len(pieces))
    start, end = _late_head(pieces, first)
    if start == end or not _may_come_late(pieces[:first]):
        return list(pieces)
    before, behind = pieces[first:start], pieces[end:]
    moved = [behind, before] if _opens_in_a_list(before, behind) or _is_lead(before, behind) else [before, behind]
    return [*pieces[:first], *pieces[start:end], *moved[0], *moved[1]]


def _late_head(pieces: Sequence[Piece], first: int) -> tuple[int, int]:
    """Return where headline and author stand behind the text that begins at `first`; an empty range where they do not."""
    for i in range(first + 1, len(pieces)):
        start = i
        while start > first and _is_head(pieces[start - 1]):
            start -= 1
        if start < i and _is_author(pieces[i]):
            return start, i + 1
    return first, first


def _is_head(piece: Piece) -> bool:
    return piece.display and not piece.role and not heading_mark(piece.text) and not _is_author(piece)


def _is_author(piece: Piece) -> bool:
    if piece.role not in (None, "author"):
        return False
    bare = bool(bare_author(piece.mapped)) and piece.display
    return bare or bool(signed_author(piece.mapped) or group_author(piece.mapped))


def _may_come_late(head: Sequence[Piece]) -> bool:
    """Tell whether what stands before the text is no headline: nothing, or the name of a series or column."""
    shown = [p for p in head if p.display and not p.role]
    return not any(_is_author(p) for p in head) and len(shown) <= 1 and all(is_column(p.text) or _SERIES.fullmatch(p.text) for p in shown)


def _opens_in_a_list(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    """Tell whether text begins with what cannot open an article: a dashed item, a part that is not the first (二、…), an ornament that goes on behind."""
    mark = heading_mark(before[0].text)
    return before[0].text.startswith(("——", "――")) or bool(mark and mark.ordinal > 1) or _goes_on(before, behind)


def _goes_on(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    """Tell whether the parts behind ◆ that open the text have their like further on, behind a lead of their own."""
    sign = before[0].text[: ornament_end(before[0].text)]
    return bool(sign and behind) and not ornament_end(behind[0].text) and any(p.text.startswith(sign) for p in behind[1:])


def _is_lead(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    text = [p for p in behind if not p.role]
    return not any(p.display or heading_mark(p.text) for p in text) and 0 < _length(text) < _length(before)


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(p.text) for p in pieces if not p.role)
