"""Where on a newspaper page its articles begin, and which display lines are an article's headline, wherever they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from parsers.grammar.layout.builds import are_of_one_shape, are_parallel, marks
from parsers.grammar.layout.headline import COLUMNED, is_column, is_subtitle
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import GENRE, heading_mark, number_line, ornament_end
from parsers.grammar.newspapers.columns import title_apart
from parsers.grammar.newspapers.order import is_even
from parsers.grammar.newspapers.paperlines import DATELINE, is_editors, is_reporters, is_signed
from parsers.grammar.web.webhead import is_page_meta

# What speaks for a run of display lines as the headline; under SURE there is none.
_SET = 6.0
_OVER_SOURCE = 3.0
_DASHED, _GENRE, _OVER_BYLINE, _UNDER_BYLINE, _FIRST = 4.0, 2.0, 2.0, 1.5, 1.5
_SURE = 1.5
# characters by which headings of one page differ in length
_ALIKE = 2
# lines of one shape with one over a headline that make it a heading
_FEWEST_OTHERS = 2
# headings that make a heap over a headline
_HEAP = 3
# of ten characters of a deck, how many the headline has that it says again
_AGAIN = 8
_LONGEST_DECK = 30
# roles that may stand between headline and byline
_BETWEEN = ("meta", "breadcrumb", "furniture", "picture_credit")
# pieces that no page has more of
_PAGE = 400
# an article has a paragraph of this many characters
_ARTICLE = 60


def articles(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the articles of a page.

    A further one begins at display lines behind a signed end or before a dateline, and behind the editors' line of the last;
    where the bracket that signs stands in its paragraph, what follows must be signed so too.
    """
    found: list[list[Piece]] = [[]]
    for i, piece in enumerate(pieces):
        if _opens_article(pieces, i):
            found.append([])
        found[-1].append(piece)
    return found


def _opens_article(pieces: Sequence[Piece], i: int) -> bool:
    before, piece = pieces[i - 1] if i else None, pieces[i]
    if not before or piece.role:
        return False
    closed = before.role == "byline" and is_editors(before) and not _is_page_foot(pieces, i)
    # what is seen at once comes first: a heap of a thousand display lines is looked through once, not once a line
    if not closed and (not piece.display or before.display or heading_mark(piece.text)):
        return False
    if not any(_is_text(p) for p in pieces[:i]):
        return False
    if closed:
        return any(_is_text(p) and len(p.text) >= _ARTICLE for p in pieces[i:])
    following = next((p for p in pieces[i:] if _is_text(p)), None)
    if not following:
        return False
    signed = before.role == "byline" and before.text.startswith(("（", "("))
    return signed or bool(DATELINE.match(following.text)) or (is_signed(before) and any(is_signed(p) for p in pieces[i:]))


def _is_page_foot(pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether an editors' line before `i` stands in the midst of one article: the reporters' byline and the 副题 are on one side of it.

    What is over it has headings like those under it, and no headline: nothing is set over its byline.
    """
    over, under = pieces[: i - 1], pieces[i:]
    signed = [any(is_reporters(p) for p in part) for part in (over, under)]
    if len(pieces) > _PAGE or sum(signed) != 1 or any(is_subtitle(p.text) for p in over):
        return False
    if signed[0] and any(p.display for p in takewhile(lambda p: not is_reporters(p), over)):
        return False
    below = [p for p in under if p.display]
    return all(any(are_of_one_shape(p.text, q.text) for q in below) for p in over if p.display)


def _is_text(piece: Piece) -> bool:
    return not piece.display and not piece.role


def headline_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the display pieces that make up the headline; none where no run of them is sure.

    A 副题 with its dash is surest, then a line of a genre's name (…综述), then a run over or under the reporters' byline, then
    the first run of the text. What stands under the 副题 in its run are headings, not headline (002).
    """
    runs = list(_runs(pieces))
    scored = [(_score(pieces, run), -run[0], run) for run in runs]
    if not scored or max(scored)[0] < _SURE:
        return []
    run = _without_headings_over(pieces, [pieces[i] for i in max(scored)[2]])
    if _is_turned(pieces, run):
        return run[:2]
    if len(run) > 1 and COLUMNED.match(run[0].text) and not is_subtitle(run[1].text):
        return run[:1]
    ends = [i for i, p in enumerate(run) if is_subtitle(p.text)] or [i for i, p in enumerate(run) if i and GENRE.search(p.text)]
    if not ends:
        return _without_heading(pieces, run)
    if ends[0] == 1 and len(run) > 2 and is_subtitle(run[1].text):  # a heading over the 副题, whose title is under it
        others = [p for p in pieces if p not in run and _may_head(p)]
        if _is_of_their_shape(run[0], others) and not _is_of_their_shape(run[2], others):
            return run[1:3]
    head = _without_heap(run[: ends[0] + 1])
    lacks = all(is_subtitle(p.text) for p in head)
    title = (_over_the_byline(pieces, [r for _, _, r in scored]) or title_apart(pieces, head)) if lacks else None
    return [*head, title] if title else head


def _over_the_byline(pieces: Sequence[Piece], runs: Sequence[Sequence[int]]) -> Piece | None:
    """Return the display line that stands alone right over the reporters' byline, behind text and not of the headings' shape: a title that lost its 副题."""
    for run in runs:
        piece = pieces[run[0]]
        behind_text = run[0] > 0 and _is_text(pieces[run[0] - 1])
        if len(run) == 1 and behind_text and not is_subtitle(piece.text) and _is_byline(pieces, run[0], 1):
            others = [p for p in pieces if p is not piece and _may_head(p)]
            return None if _is_of_their_shape(piece, others) else piece
    return None


def _is_turned(pieces: Sequence[Piece], run: Sequence[Piece]) -> bool:
    """Tell whether a headline is a 副题 and right under it its title, right over the byline."""
    at = pieces.index(run[-1]) + 1
    near = len(run) == 2 and not run[1].lines[0].gap and at < len(pieces) and not pieces[at].lines[0].gap and is_reporters(pieces[at])
    return near and is_subtitle(run[0].text) and not is_subtitle(run[1].text)


def _without_heap(run: list[Piece]) -> list[Piece]:
    """Return a headline less three or more headings of one length and build that stand over its title and 副题."""
    even = next((k for k in range(len(run) - 2, _HEAP - 1, -1) if is_even(run[:k])), 0)
    return run[even:]


def _without_headings_over(pieces: Sequence[Piece], run: list[Piece]) -> list[Piece]:
    """Return a headline that stands behind text less the lines over it that an empty line parts from it and that are headings by their shape."""
    starts = [k for k in range(1, len(run)) if run[k].lines[0].gap]
    if not starts or not any(_is_text(p) for p in pieces[: pieces.index(run[0])]):
        return run
    for k in reversed(starts):
        below = list(takewhile(lambda p: not is_subtitle(p.text), run[k:]))
        titled = len(below) < len(run) - k or _is_byline(pieces, pieces.index(run[-1]), 1)
        others = [p for p in pieces if p not in run[k:] and _may_head(p)]
        alike = _is_of_their_shape if below else _is_parallel_to_them
        if titled and all(alike(p, [q for q in others if q is not p]) for p in run[:k]):
            return run[k:]
    return run


def _is_of_their_shape(piece: Piece, others: Sequence[Piece]) -> bool:
    """Tell whether each line of a display piece has the marks and halves of two lines of others, these about as long as its own."""
    lines = [line.text for p in others for line in p.lines]
    return all(sum(are_of_one_shape(line.text, other) for other in lines) >= _FEWEST_OTHERS for line in piece.lines)


def _is_parallel_to_them(piece: Piece, others: Sequence[Piece]) -> bool:
    """Tell whether a display piece has words of two others at the same places: 推进城乡融合 和美画卷越来越新 over a 副题 is no title."""
    return sum(are_parallel(piece.text, other.text) for other in others) >= _FEWEST_OTHERS


def _without_heading(pieces: Sequence[Piece], run: list[Piece]) -> list[Piece]:
    """Return a headline less its last line where that stands off right over the text and is of one build or rank with headings further on."""
    last = run[-1]
    at = pieces.index(last) + 1
    if len(run) < 2 or not last.lines[0].gap or at >= len(pieces) or not _is_text(pieces[at]):
        return run
    if last.hashes > run[0].hashes > 0 and any(p.hashes == last.hashes for p in pieces[at:]):
        return run[:-1]
    its_marks = marks(last.text)
    alike = [p for p in pieces[at:] if _may_head(p) and marks(p.text) == its_marks and abs(len(p.text) - len(last.text)) <= _ALIKE]
    return run[:-1] if len(alike) >= (1 if its_marks else 2) else run


def _runs(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """Yield the indexes of display pieces that stand together and may be a headline; source lines may part them."""
    run: list[int] = []
    for i, piece in enumerate(pieces):
        if _may_head(piece):
            run.append(i)
        elif run and (piece.role not in _BETWEEN or _closes_head(pieces, i)):
            yield run
            run = []
    if run:
        yield run


def _closes_head(pieces: Sequence[Piece], i: int) -> bool:
    """Tell whether a page's line of source and time ends its headline: no 副题 with a dash stands under it."""
    if pieces[i].role != "meta" or not is_page_meta(pieces[i].text):
        return False
    following = next((p for p in pieces[i + 1 :] if p.role not in _BETWEEN), None)
    return not (following and following.display and (is_subtitle(following.text) or GENRE.search(following.text)))


def _may_head(piece: Piece) -> bool:
    text = piece.text
    if piece.layout == "heading" and piece.hashes > 1:
        return False
    return piece.display and not (is_column(text) or heading_mark(text) or ornament_end(text) or number_line(text))


def _score(pieces: Sequence[Piece], run: Sequence[int]) -> float:
    score = _SET if any(pieces[i].layout == "heading" for i in run) else 0.0
    if any(is_subtitle(pieces[i].text) for i in run):
        score += _DASHED
    if any(GENRE.search(pieces[i].text) for i in run[1:]):
        score += _GENRE
    if _is_byline(pieces, run[-1], 1):
        score += _OVER_BYLINE
    elif _is_byline(pieces, run[0], -1):
        score += _UNDER_BYLINE
    if not any(_is_text(p) for p in pieces[: run[0]]):
        score += _FIRST
        if run[-1] + 1 < len(pieces) and _closes_head(pieces, run[-1] + 1):
            score += _OVER_SOURCE
    return score


def _is_byline(pieces: Sequence[Piece], at: int, step: int) -> bool:
    """Tell whether the reporters' byline is the next piece above or below, source lines left aside."""
    at += step
    while 0 <= at < len(pieces) and pieces[at].role in _BETWEEN:
        at += step
    return 0 <= at < len(pieces) and is_reporters(pieces[at])


def without_restated(pieces: Sequence[Piece], titles: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the decks of print that say a web page's headline again, under its line of source and time, made the page's."""
    at = pieces.index(titles[-1]) + 1 if titles else len(pieces)
    if at >= len(pieces) or not _closes_head(pieces, at):
        return list(pieces)
    said = set("".join(p.text for p in titles))
    text = next((i for i in range(at, len(pieces)) if not pieces[i].role and len(pieces[i].text) > _LONGEST_DECK), len(pieces))
    return [
        replace(p, role="furniture", display=False) if at < i < text and not p.role and _says_again(p.text, said) else p
        for i, p in enumerate(pieces)
    ]


def _says_again(text: str, said: set[str]) -> bool:
    words = set(re.sub(r"[（(][^（）()]*[）)]|\W", "", text))
    return bool(words) and len(words & said) * 10 >= len(words) * _AGAIN
