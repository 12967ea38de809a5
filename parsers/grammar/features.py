"""How a newspaper feature is laid out in its text: which display lines are the headline, where the lead is, what captions are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.grammar.bylines import byline
from parsers.grammar.captions import is_caption
from parsers.grammar.headline import is_column, is_subtitle
from parsers.grammar.lines import Line
from parsers.grammar.marks import heading_mark, is_terminated
from parsers.grammar.order import Story, assign, in_reading_order, stories
from parsers.grammar.pieces import Piece, pieces_of
from parsers.grammar.web import crumbs, is_furniture, is_meta

# lines of running text are longer; shorter ones behind the last byline are captions
_LONGEST_CAPTION = 70


@dataclass
class Layout:
    """The pieces of a feature by what they are; `lead` and `stories` are in reading order, `moved` tells whether that was repaired."""

    titles: list[Piece] = field(default_factory=list)
    column: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    captions: list[Piece] = field(default_factory=list)
    others: list[Piece] = field(default_factory=list)
    lead: list[Piece] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    moved: bool = False


def role_of(line: Line) -> str | None:
    """Return what a line of a feature is by its own wording: byline, caption, breadcrumb, meta, furniture; else None."""
    text = line.text
    if len(text) <= 90 and (found := byline(text)) and found.made:
        return "byline"
    if is_caption(text):
        return "caption"
    if crumbs(line.mapped):
        return "breadcrumb"
    if is_meta(text):
        return "meta"
    return "furniture" if is_furniture(text) else None


def layout(lines: Sequence[Line]) -> Layout:
    """Return the layout of a feature from its lines."""
    found = Layout()
    pieces = pieces_of(lines, role_of)
    pieces = list(_without_captions(found, pieces))
    titles = _headline(pieces)
    for piece in pieces:
        _sort(found, piece, titles)
    body = [p for p in pieces if p not in titles and not p.role and p not in found.column]
    _order(found, pieces, body)
    return found


def _without_captions(found: Layout, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces less the captions: labelled ones anywhere, short lines behind a byline that ends the text."""
    last = max((i for i, p in enumerate(pieces) if p.role == "byline"), default=len(pieces))
    tail = pieces[last + 1 :]
    has_text = any(not p.display and not p.role for p in pieces[:last])
    is_tail = has_text and all(p.role or len(p.text) <= _LONGEST_CAPTION for p in tail) and _has_title(pieces)
    for i, piece in enumerate(pieces):
        if piece.role == "caption" or (is_tail and i > last and not piece.role and not heading_mark(piece.text)):
            found.captions.append(piece)
        else:
            yield piece


def _has_title(pieces: Sequence[Piece]) -> bool:
    """Tell whether the text begins with display lines, so that its order is sound and short lines at its end are no lead."""
    first = next((p for p in pieces if p.role in (None, "byline")), None)
    return bool(first and first.display)


def _headline(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the display pieces that make up the headline.

    A 副题 with its dash is surest: the display lines right above it belong to it, wherever they stand. Without one, the display
    lines at the head of the text do, if running text or a byline follows them; else those right above a byline further down.
    """
    dashed = [i for i, p in enumerate(pieces) if p.display and is_subtitle(p.text)]
    if dashed:
        return _run_above(pieces, dashed[0]) + _below(pieces, dashed[0])
    front = _front(pieces)
    scrambled = [i for i, p in enumerate(pieces) if p.role == "byline" and i and pieces[i - 1].display and _text_before(pieces, i - 1)]
    if scrambled and not any(p.role == "byline" for p in pieces[: len(front) + 3]):
        return _run_above(pieces, scrambled[0] - 1)
    return front


def _text_before(pieces: Sequence[Piece], i: int) -> bool:
    return any(not p.display and not p.role for p in pieces[:i])


def _run_above(pieces: Sequence[Piece], i: int) -> list[Piece]:
    start = i
    while start > 0 and _is_head(pieces[start - 1]):
        start -= 1
    return [p for p in pieces[start : i + 1] if p.display]


def _is_head(piece: Piece) -> bool:
    return (piece.display and not is_column(piece.text) and not heading_mark(piece.text)) or piece.role in ("meta", "breadcrumb")


def _below(pieces: Sequence[Piece], i: int) -> list[Piece]:
    """Return a second line of the 副题: a display line of its own width right under it that runs on."""
    after = pieces[i + 1] if i + 1 < len(pieces) else None
    if after and after.display and after.start == pieces[i].start:
        return [after]
    return []


def _front(pieces: Sequence[Piece]) -> list[Piece]:
    front: list[Piece] = []
    for piece in pieces:
        if piece.role or is_column(piece.text) and not front:
            continue
        if not piece.display or (heading_mark(piece.text) and front):
            break
        front.append(piece)
    return front


def _sort(found: Layout, piece: Piece, titles: Sequence[Piece]) -> None:
    if piece in titles:
        found.titles.append(piece)
    elif piece.role == "byline":
        found.bylines.append(piece)
    elif piece.role:
        found.others.append(piece)
    elif piece.display and is_column(piece.text):
        found.column.append(piece)


def _order(found: Layout, pieces: Sequence[Piece], body: Sequence[Piece]) -> None:
    """Set lead and stories in reading order."""
    parted = frozenset(p for before, p in zip(pieces, pieces[1:], strict=False) if p in body and before not in body)
    told, floating = stories(body, parted)
    is_late = bool(found.titles) and any(p.start < found.titles[0].start for s in told for p in s.body)
    if is_late or (floating and not any(heading_mark(h.text) for h in floating)):
        _repair(found, told, floating)
    else:
        found.lead = [p for s in told if not s.heading and s is told[0] for p in s.body]
        found.stories = [s for s in told if s.heading or s is not told[0]]
    found.stories += [Story(h, ()) for h in floating if all(s.heading is not h for s in found.stories)]


def _repair(found: Layout, told: list[Story], floating: list[Piece]) -> None:
    found.moved = True
    if floating:
        headings = floating + [s.heading for s in told if s.heading]
        paired = assign(headings, told)
        told = [Story(h, s.body) for h, s in zip(paired, told, strict=True)]
        floating[:] = [h for h in headings if h not in paired]
    start = found.titles[0].start if found.titles else 0
    lead = _lead(told, start)
    rest = in_reading_order([s for s in told if s is not lead], is_lead_last=bool(lead) and lead is told[-1])
    found.lead = list(lead.body) if lead else []
    found.stories = rest


def _lead(told: Sequence[Story], headline: int) -> Story | None:
    """Return the story without a heading that opens the piece: the first behind the headline, else the last of all."""
    bare = [s for s in told if not s.heading]
    behind = [s for s in bare if s.body[0].start > headline]
    return next(iter(behind), bare[-1] if bare and not is_terminated(bare[-1].text[:12]) else None)

