"""Which pieces of a newspaper page are captions by where they stand: behind the last byline, in a list under headings, at the end of a part."""

import itertools
import re
from collections.abc import Sequence

from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.bylines import byline
from parsers.grammar.makers.made import role_kind
from parsers.grammar.marks import end_mark, heading_mark
from parsers.grammar.newspapers.paperlines import has_photographer
from parsers.grammar.newspapers.pictures import shows

# lines of running text are longer; shorter ones behind the last byline are captions
_LONGEST_CAPTION = 70
_SHORT_CAPTION = 24
_LONGEST_SENTENCE = 40
# 村民在采茶。 | 正在赶制订单。 | 厂区一角。 | 马铃薯原原种繁育温室。: what is seen on a picture, nobody saying or counting anything
PICTURED = re.compile(
    r"(?!.*(?:说|介绍|告诉|表示|坦言|[\d％%]))[^，；]{2,}(?:(?:民|众|客|工|农|户|生|员|警|者|人|子|商|队|师)[^，。；]{0,6}(?:正?在)|正在|(?:一[角隅瞥景]|[全远外夜美]景|鸟瞰|俯瞰|航拍|现场|场景|新[貌颜]|风貌|风光|图)。"
    r"|(?:基地|车间|生产线|厂[区房]|园区|景区|大棚|温室|果园|茶园|市场|社区|广场|公园|码头|渔港|大桥|车站|新[村居房]|校园|医院|[镇村路站])。)"
)
# …喜领分红。（本版图片由平昌县融媒体中心提供）
_CREDIT = re.compile(r"[（(](?:本[版文报])?(?:图片|照片|配图)[^（）()]{0,24}(?:提供|供图|摄)[）)]$")


def captions_beside(pieces: Sequence[Piece], titles: Sequence[Piece]) -> set[Piece]:
    """Return the captions: labelled ones anywhere, short lines behind a byline that ends the text, lists of them under headings."""
    last = max((i for i, p in enumerate(pieces) if p.role == "byline"), default=len(pieces))
    body = [p for p in pieces[:last] if not p.display and not p.role]
    in_order = bool(titles and body) and titles[0].start < body[0].start
    longest = _LONGEST_CAPTION if in_order else _SHORT_CAPTION
    is_tail = all(p.role or (len(p.text) <= longest and (in_order or p.text.endswith("。"))) for p in pieces[last + 1 :])
    heads = any(a.display and not (b.display or b.role) and b.text.endswith("。") for a, b in itertools.pairwise(pieces[last + 1 :]))
    tail = [p for p in pieces[last + 1 :] if not p.role and not heading_mark(p.text)] if is_tail and not heads else []
    known = {p for p in pieces if p.role == "caption"} | set(tail) | _listed_captions(pieces) | _among_headings(pieces) | _credited(pieces)
    known |= _strewn(pieces) | _behind_the_end(pieces, titles)
    return known | _beside_others(pieces, known)


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


def _among_headings(pieces: Sequence[Piece]) -> set[Piece]:
    """Return the lone short sentences, two or more, that stand between headings in a heap behind a text which has none in it."""
    at = len(pieces)
    while at and (pieces[at - 1].display or _may_be_caption(pieces[at - 1])):
        at -= 1
    behind = pieces[at:]
    short = {p for p in behind if not p.display and not p.role}
    body = [i for i, p in enumerate(pieces[:at]) if not p.display and not p.role]
    blocks = sum(pieces[i].lines[0].gap > 0 for i in body)
    heads = len(behind) - len(short)
    bare = bool(body) and not any(p.display for p in pieces[body[0] : at])
    return short if len(short) > 1 and 1 < heads <= blocks and bare else set()


def _credited(pieces: Sequence[Piece]) -> set[Piece]:
    """Return the short sentences right over a line that is a photographer's name and nothing else, or over a caption that credits all pictures."""
    pairs = list(itertools.pairwise(pieces))
    shot = {p for p, below in pairs if _is_shot(below) and not below.lines[0].gap and _is_short(p)}
    return shot | {p for p, below in pairs if below.role == "caption" and _CREDIT.search(below.text) and _may_be_caption(p)}


def _is_shot(piece: Piece) -> bool:
    found = byline(piece.text) if piece.role == "byline" else None
    return bool(found and found.made and all(role_kind(m.role) == "photographer" for m in found.made))


def _is_short(piece: Piece) -> bool:
    return not (piece.role or piece.display) and len(piece.text) <= _LONGEST_CAPTION and all(line.ended for line in piece.lines)


def _strewn(pieces: Sequence[Piece]) -> set[Piece]:
    """Return the lone lines amid the text that say what a picture shows: two or more, or one where the byline says who took it.

    With such a byline a line right under a paragraph is one too, if a gap follows (…2000人以上。 / 尧治河村一角。).
    """
    gaps = {p: behind.lines[0].gap > 0 or behind.role is not None for p, behind in itertools.pairwise(pieces)}
    seen = {p for p in pieces if len(p.lines) == 1 and gaps.get(p, True) and _shows_a_picture(p)}
    if any((p.role == "byline" and has_photographer(p)) or p.role == "picture_credit" for p in pieces):
        return seen | {p for p in pieces if p.lines[0].gap and gaps.get(p, True) and _is_sentence(p) and shows(p.text)}
    lone = {p for p in seen if p.lines[0].gap}
    return lone if len(lone) > 1 else set()


def _behind_the_end(pieces: Sequence[Piece], titles: Sequence[Piece]) -> set[Piece]:
    """Return the lone short sentences, and nothing else, behind the end mark of a text (…的新希望。⑧ / 均口镇烘干中心，…。) with its lead under its title.

    Where a heading stands under the title at once, what is behind the end mark is the lead.
    """
    texts = [i for i, p in enumerate(pieces) if not (p.display or p.role)]
    over = [p for p in pieces[: texts[0]] if p.display] if texts else []
    if not over or any(p not in titles for p in over):
        return set()
    last = next((i for i in texts if end_mark(pieces[i].text)), len(pieces))
    behind = {p for p in pieces[last + 1 :] if not p.role}
    return behind if all(_may_be_caption(p) for p in behind) else set()


def _beside_others(pieces: Sequence[Piece], known: set[Piece]) -> set[Piece]:
    """Return the lone short sentences next to a caption, between which and it nothing stands."""
    pairs = [*itertools.pairwise(pieces), *((b, a) for a, b in itertools.pairwise(pieces))]
    gaps = {p: behind.lines[0].gap > 0 for p, behind in itertools.pairwise(pieces)}
    return {p for p, other in pairs if other in known and p not in known and not p.role and _is_pictured(p) and gaps.get(p, True)}


def _is_pictured(piece: Piece) -> bool:
    return _may_be_caption(piece) and bool(PICTURED.match(piece.text))


def _shows_a_picture(piece: Piece) -> bool:
    return _is_sentence(piece) and bool(PICTURED.match(piece.text))


def _may_be_caption(piece: Piece) -> bool:
    return piece.role == "caption" or (piece.lines[0].gap > 0 and _is_sentence(piece))


def _is_sentence(piece: Piece) -> bool:
    """Tell whether a piece is one short sentence of running text."""
    short = len(piece.text) <= _LONGEST_SENTENCE and piece.text.find("。") == len(piece.text) - 1
    return short and not (piece.display or piece.role)


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
