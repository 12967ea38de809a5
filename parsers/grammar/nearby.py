"""Which pieces of a newspaper page are captions by where they stand: behind the last byline, in a list under headings, at the end of a part."""

import itertools
import re
from collections.abc import Sequence

from parsers.grammar.marks import heading_mark
from parsers.grammar.pieces import Piece

# lines of running text are longer; shorter ones behind the last byline are captions
_LONGEST_CAPTION = 70
_SHORT_CAPTION = 24
_LONGEST_SENTENCE = 40
# …喜领分红。（本版图片由平昌县融媒体中心提供）
_CREDIT = re.compile(r"[（(](?:本[版文报])?(?:图片|照片|配图)[^（）()]{0,24}(?:提供|供图|摄)[）)]$")


def captions_beside(pieces: Sequence[Piece], titles: Sequence[Piece]) -> set[Piece]:
    """Return the captions: labelled ones anywhere, short lines behind a byline that ends the text, lists of them under headings."""
    last = max((i for i, p in enumerate(pieces) if p.role == "byline"), default=len(pieces))
    body = [p for p in pieces[:last] if not p.display and not p.role]
    in_order = bool(titles and body) and titles[0].start < body[0].start
    longest = _LONGEST_CAPTION if in_order else _SHORT_CAPTION
    is_tail = all(p.role or (len(p.text) <= longest and (in_order or p.text.endswith("。"))) for p in pieces[last + 1 :])
    tail = [p for p in pieces[last + 1 :] if not p.role and not heading_mark(p.text)] if is_tail else []
    return {p for p in pieces if p.role == "caption"} | set(tail) | _listed_captions(pieces)


def _listed_captions(pieces: Sequence[Piece]) -> set[Piece]:
    """Return the lone short sentences, two or more with captions, between a heap of headings behind the text and the next display line."""
    listed: set[Piece] = set()
    for i in range(2, len(pieces)):
        if pieces[i].display or not (pieces[i - 1].display and pieces[i - 2].display and text_before(pieces, i - 2)):
            continue
        run = list(itertools.takewhile(_may_be_caption, pieces[i:]))
        behind = pieces[i + len(run)] if i + len(run) < len(pieces) else None
        if len(run) > 1 and (behind is None or behind.display or behind.role):
            listed.update(run)
    return listed


def _may_be_caption(piece: Piece) -> bool:
    lone = piece.lines[0].gap > 0 and len(piece.text) <= _LONGEST_SENTENCE and piece.text.find("。") == len(piece.text) - 1
    return piece.role == "caption" or (lone and not piece.display and not piece.role)


def text_before(pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether running text stands before piece `i`."""
    return any(not p.display and not p.role for p in pieces[:i])


def pictures_credited(body: Sequence[Piece]) -> list[Piece]:
    """Return the short sentences at the end of a part where the last of them says in brackets who gave the pictures, that one with them."""
    credit = _CREDIT.search(body[-1].text) if body else None
    return [*short_end(body[:-1]), body[-1]] if credit and credit.start() <= _SHORT_CAPTION else []


def short_end(body: Sequence[Piece]) -> list[Piece]:
    """Return the short sentences at the end of a part, behind its text."""
    at = len(body)
    while at > 1 and len(body[at - 1].text) <= _SHORT_CAPTION and body[at - 1].text.endswith("。"):
        at -= 1
    return list(body[at:])
