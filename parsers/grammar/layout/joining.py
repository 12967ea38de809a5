"""Lines joined into pieces: paragraphs across wraps and page turns, and the short display lines that head them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from parsers.grammar.layout.builds import are_parallel, build, shape
from parsers.grammar.layout.called import DASHES, LONGEST_HEADING, is_called_out
from parsers.grammar.layout.captions import goes_on, is_signed
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.pieces import ASIDE, DECKS, PAGE_NUMBER, Piece, is_entry
from parsers.grammar.layout.setting import SLACK, Setting, is_in_halves, is_spread, opens_paragraph, opens_with_count, runs_on_below
from parsers.grammar.marks import BOX_NAME, END_MARK, GENRE, LONGEST_END, continues, heading_mark, is_terminated, opens_list, ornament_end

_LONGEST_SUBTITLE = 32
# two halves with a gap, as headlines and headings are set: 固本强基 不断激发党建活力
_TWO_HALVES = re.compile(r"[^\s，。；：、（）()《》\d]{4,}(?: [^\s，。；：（）()《》]{4,})+")
_STOPS = re.compile(r"[，。、；：！？]")
Role = Callable[[Line], str | None]


def pieces_of(lines: Sequence[Line], role_of: Role) -> list[Piece]:
    """Return the lines as pieces; lines that `role_of` names stand alone, the others are joined as type was set.

    In hard-wrapped type (000, 002: most lines end in mid-sentence) a line runs on unless it is short; elsewhere a line is a
    paragraph. Across an empty line or a page turn a piece runs on when its sentence does and it is no heading.
    """
    runs = list(_runs([(line, "furniture" if PAGE_NUMBER.fullmatch(line.text) else role_of(line)) for line in lines]))
    setting = Setting.of([[line for line, _ in run] for run in runs if run[0][1] is None])
    pieces: list[Piece] = []
    for run in runs:
        pieces += [Piece((line,), role) for line, role in run] if run[0][1] else list(_chunks([line for line, _ in run], setting))
    return _across_gaps(_with_display(pieces, setting), setting.wrapped)


def _runs(named: Sequence[tuple[Line, str | None]]) -> Iterator[list[tuple[Line, str | None]]]:
    run: list[tuple[Line, str | None]] = []
    for line, said in named:
        role = said or (line.role if line.role in ASIDE else None)
        if run and (role or run[-1][1] or line.gap or line.new_page or line.ruled):
            yield run
            run = []
        run.append((line, role))
    if run:
        yield run


def _chunks(lines: Sequence[Line], setting: Setting) -> Iterator[Piece]:
    chunk: list[Line] = []
    even = _are_even(lines, setting)
    for i, line in enumerate(lines):
        if chunk and (not setting.wrapped or even or _breaks(chunk, line, i == len(lines) - 1, setting)):
            yield Piece(tuple(chunk))
            chunk = []
        chunk.append(line)
    yield Piece(tuple(chunk))


def _breaks(chunk: Sequence[Line], line: Line, is_last: bool, setting: Setting) -> bool:
    """Tell whether `line` begins a new piece after `chunk` where lines are wrapped."""
    last = chunk[-1]
    if END_MARK.fullmatch(line.text):
        return False
    if line.is_row or last.is_row or line.hashes or line.bold or last.hashes or last.bold:
        return True
    if line.text.startswith(DASHES) and sum(len(x.text) for x in chunk) <= LONGEST_HEADING and not last.ended:
        return True
    if len(chunk) == 1 and ornament_end(last.text) and len(last.text) <= _LONGEST_SUBTITLE and not last.ended:
        return not continues(line.text)
    if len(chunk) == 1 and (_TWO_HALVES.fullmatch(last.text) or (last.text.startswith(DASHES) and GENRE.search(last.text))):
        return not continues(line.text)
    if _begins_by_width(chunk, line, setting) or (len(chunk) == 1 and _is_headed(last, line, is_last, setting)):
        return True
    if not last.ended:
        return is_spread(line) or (last in setting.short and not last.text.endswith(("，", "、", ",")) and not runs_on_below(last, line))
    indented = line.indent >= 2 and line.indent > last.indent and line.indent > chunk[0].indent - 2
    return indented or last in setting.short or opens_list(line.text) or setting.stands_off(line, is_last)


def _are_even(lines: Sequence[Line], setting: Setting) -> bool:
    """Tell whether all lines of a block, three or more, are as long as each other, stops at the same places, far shorter than their column: headings."""
    if len(lines) <= 2 or not setting.wrapped or any(line.width >= setting.columns[line] - 2 * SLACK for line in lines):
        return False
    return len({shape(line.text) if _STOPS.search(line.text) else len(line.text) for line in lines}) == 1


def _begins_by_width(chunk: Sequence[Line], line: Line, setting: Setting) -> bool:
    """Tell whether a line is narrow as a first one, under the end of a sentence or a heading, or is the first of such a heading."""
    firsts = setting.firsts
    if chunk[-1].ended:
        return line in firsts.opening or line in firsts.heads
    return line in firsts.headed and _can_head(chunk)


def _is_headed(upper: Line, lower: Line, is_last: bool, setting: Setting) -> bool:
    """Tell whether a line stands under one that is far wider than the column, or beside a heading of its own build."""
    # 初冬时节，…，处处涌 / 动着发展的热潮。: the short end of a lead that was set wide
    ends_lead = is_last and lower.ended and lower.width < setting.columns[lower] - SLACK
    wider = setting.is_far_wider(upper) and not setting.is_far_wider(lower) and upper.width > lower.width + SLACK
    return (wider and not ends_lead and _can_head([upper])) or _heads_beside(upper, lower, setting)


def _heads_beside(upper: Line, lower: Line, setting: Setting) -> bool:
    """Tell whether two lines right under each other are headings of one build: with quotation marks, or far shorter than their column."""
    far = all(line.width < setting.columns[line] - 2 * SLACK for line in (upper, lower))
    return not lower.gap and (far or "“" in lower.text) and are_parallel(upper.text, lower.text)


def _can_head(chunk: Sequence[Line]) -> bool:
    """Tell whether lines over the first line of a paragraph can be its heading: few, no sentence in them, none left open by a comma."""
    text = "".join(line.text for line in chunk)
    return len(text) <= LONGEST_HEADING and "。" not in text and not text.endswith(("，", "、", ",", "："))


def _with_display(pieces: Sequence[Piece], setting: Setting) -> list[Piece]:
    after: list[Piece | None] = [*pieces[1:], None]
    vouched = {i for i in range(1, len(pieces)) if _alike(pieces[i - 1], pieces[i]) or _are_beside(pieces[i - 1], pieces[i], setting)}
    vouched |= {i - 1 for i in vouched} | _parallel(pieces)
    shown = [not p.role and (i in vouched or is_display(p, a, setting)) for i, (p, a) in enumerate(zip(pieces, after, strict=False))]
    shown = [show or _is_between_decks(pieces, i, shown) or is_called_out(pieces, i, shown) for i, show in enumerate(shown)]
    return [replace(p, display=True) if show else p for p, show in zip(pieces, shown, strict=True)]


def _is_between_decks(pieces: Sequence[Piece], i: int, shown: Sequence[bool]) -> bool:
    """Tell whether a line fills its column as a deck: right under a display line, and right over a 副题 with its dash or over the byline."""
    if not 0 < i < len(pieces) - 1 or not shown[i - 1] or pieces[i].role:
        return False
    line, under = pieces[i].lines[0], pieces[i + 1]
    over_dash = shown[i + 1] and not under.lines[0].gap and under.text.startswith(DASHES)
    alone = len(pieces[i].lines) == 1 and not (line.gap or line.indent or line.ended) and _can_head(pieces[i].lines)
    return alone and (over_dash or under.role == "byline")


def _are_beside(upper: Piece, lower: Piece, setting: Setting) -> bool:
    single = setting.wrapped and not (upper.role or lower.role) and len(upper.lines) == len(lower.lines) == 1
    return single and _heads_beside(upper.lines[0], lower.lines[0], setting)


def _alike(upper: Piece, lower: Piece) -> bool:
    """Tell whether two lines, each between empty lines, are headings by their one build: 工业“挑大梁”园区崛起 / 农业“添底色”荒山披绿."""
    (marks, length), (other, width) = build(upper.text), build(lower.text)
    return _is_lone(upper) and _is_lone(lower) and marks == other and abs(length - width) <= (1 if marks else 0)


def _parallel(pieces: Sequence[Piece]) -> set[int]:
    """Return the indexes of lines that stand off and may fill their column: two of one build with quotation marks, three with a comma at one place, are no chance."""
    gaps = [*(p.lines[0].gap for p in pieces[1:]), 1]
    opens = [not before or bool(before.role) or before.ended for before in (None, *pieces[:-1])]
    lone = [i for i, p in enumerate(pieces) if ("“" in p.text or "，" in p.text) and gaps[i] and opens[i] and _is_lone(p, not i)]
    quoted = [i for i in lone if "“" in pieces[i].text]
    builds = Counter(build(pieces[i].text) for i in quoted)
    alike = {(marks, length): sum(builds[marks, length + d] for d in (-1, 0, 1)) for marks, length in builds}
    halves = {i: tuple(len(half) for half in pieces[i].text.split("，")) for i in lone}
    rows = Counter(halves.values())
    return {i for i in quoted if alike[build(pieces[i].text)] > 1} | {i for i in lone if rows[halves[i]] > 2}


def _is_lone(piece: Piece, is_first: bool = False) -> bool:
    lone = len(piece.lines) == 1 and (is_first or piece.lines[0].gap > 0) and not (piece.ended or piece.role)
    return lone and 6 <= len(piece.text) <= LONGEST_HEADING and not continues(piece.text)


def is_display(piece: Piece, after: Piece | None, setting: Setting) -> bool:
    """Tell whether a piece stands like a headline or heading: short, no sentence, and the text after it begins anew.

    Where lines are wrapped, a last line that just fills its column was broken off, not set.
    """
    text = piece.text
    bold = len(piece.lines) == 1 and piece.lines[0].bold and len(text) <= LONGEST_HEADING
    if piece.hashes or piece.layout in DECKS or bold or BOX_NAME.fullmatch(text.strip("【】〖〗：: ")):
        return True
    if len(text) > LONGEST_HEADING or is_terminated(text) or "。" in text or text.endswith(("，", "、", ",")):
        return False
    if any(line.boxed or line.is_row for line in piece.lines) or is_entry(text):
        return False
    of_genre = len(piece.lines) == 1 and len(text) <= _LONGEST_SUBTITLE and bool(GENRE.search(text))
    if of_genre or heading_mark(text) or ornament_end(text) or text.startswith(DASHES):
        return True
    runs_on = (
        after
        and not (after.role or opens_paragraph(after.lines[0], setting.wrapped) or opens_with_count(after.lines[0], setting.wrapped))
        and runs_on_below(piece.lines[-1], after.lines[0])
    )
    if text[-1].isdecimal() or runs_on:
        return False
    if len(piece.lines) == 1 and (_TWO_HALVES.fullmatch(text) or is_in_halves(piece.lines[0])):
        return True
    if after and _can_head(piece.lines) and (after.lines[0] in setting.firsts.headed or _is_headline_over(piece, after)):
        return True
    return not setting.wrapped or setting.is_set_apart(piece.lines[-1])


def _is_headline_over(piece: Piece, after: Piece) -> bool:
    """Tell whether a line that is no sentence stands apart over a byline or a 副题: a headline may be just as wide as the column."""
    apart = len(piece.lines) == 1 and (piece.lines[0].gap > 0 or not piece.start)
    return apart and ((after.role == "byline" and after.lines[0].gap > 0) or (not after.role and after.text.startswith(DASHES)))


def _across_gaps(pieces: Sequence[Piece], wrapped: bool) -> list[Piece]:
    """Return the pieces with those joined that run on; page numbers between them do not count, nor pictures where each line is a paragraph."""
    runs: list[list[Piece]] = []
    last: list[Piece] = []
    for piece in pieces:
        above = runs[-1] if runs and piece.role == "caption" else last
        if above and _runs_on(above, piece, wrapped):
            above.append(piece)
            continue
        runs.append([piece])
        last = last if piece.role == "furniture" or (piece.role == "caption" and piece.ended and not wrapped) else runs[-1]
    return [run[0].joined(*run[1:]) for run in runs]


def _runs_on(run: Sequence[Piece], piece: Piece, wrapped: bool) -> bool:
    """Tell whether `piece` goes on with the pieces of a run, which the first names and the last ends."""
    first, last = run[0], run[-1]
    if first.role == piece.role == "caption":
        return goes_on(first, last, piece)
    counted = opens_with_count(piece.lines[0], wrapped)
    if piece.role or (piece.display and (counted or not continues(piece.text)) and not END_MARK.fullmatch(piece.text)):
        return False
    if END_MARK.fullmatch(piece.text):
        return True
    if (
        first.display
        or any(line.is_row for line in (last.lines[-1], piece.lines[0]))
        or opens_paragraph(piece.lines[0], wrapped)
        or opens_list(piece.lines[0].text)
        or piece.lines[0].ruled
        or _ended(run)
    ):
        return False
    return first.role is None or (first.role == "caption" and wrapped and len(piece.text) <= 20 and not is_signed(last.text))


def _ended(run: Sequence[Piece]) -> bool:
    """Tell whether a run ends where a sentence does; its end is looked at, not its whole, so that a thousand lines cost a thousand looks."""
    first, length = len(run), 0
    while first > 0 and length < LONGEST_END:
        first -= 1
        length += len(run[first].text)
    return run[first].joined(*run[first + 1 :]).ended
