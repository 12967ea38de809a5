"""Characters that were drawn one by one: headlines set character under character, or with wide gaps."""

from collections.abc import Iterable, Iterator

from parsers.pages.model import Glyph

# in ems: how far the middles of characters may stand aside, and the step from one down to the next
_ASIDE = 0.3
_LEAST, _MOST = 0.8, 1.9
# in ems: how far apart lines that run down stand
_LINES_APART = 2.6
# in ems: the widest gap in a letter-spaced line, and how many characters such a line has at least
_WIDEST = 3.5
_FEWEST_SPACED = 3
# two characters under each other may be two lines
_SHORTEST = 3


def upright(stretches: Iterable[list[Glyph]]) -> tuple[list[list[Glyph]], list[list[Glyph]]]:
    """Part stretches, in stream order, into lines that run down and what is left; a line down comes as stretches of one glyph each."""
    found: list[list[Glyph]] = []
    rest: list[list[Glyph]] = []
    run: list[Glyph] = []
    for stretch in [*stretches, []]:
        single = stretch[0] if len(stretch) == 1 else None
        if run and not (single and _is_below(run[-1], single)):
            if len(run) >= _SHORTEST or (found and _is_next(found[-1], run)):
                found.append(run)
            else:
                rest += [[glyph] for glyph in run]
            run = []
        if single:
            run.append(single)
        elif stretch:
            rest.append(stretch)
    return found, rest


def _is_next(last: list[Glyph], run: list[Glyph]) -> bool:
    """Tell whether a short run is the end of a text that runs down: the line at the left of the last, from the same level on."""
    em = run[0].size
    aside = last[0].x0 - run[0].x0
    return abs(last[0].size - em) < 0.1 * em and _LEAST * em < aside < _LINES_APART * em and abs(run[0].top - last[0].top) < 0.5 * em


def spaced(stretches: Iterable[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Yield stretches, in stream order, with letter-spaced lines (濮 阳 日 报) made whole: single glyphs at equal steps on one baseline."""
    run: list[Glyph] = []
    for stretch in [*stretches, []]:
        single = stretch[0] if len(stretch) == 1 else None
        if run and not (single and _is_beside(run, single)):
            yield from [run] if len(run) >= _FEWEST_SPACED else [[glyph] for glyph in run]
            run = []
        if single:
            run.append(single)
        elif stretch:
            yield stretch


def _is_beside(run: list[Glyph], glyph: Glyph) -> bool:
    last, em = run[-1], glyph.size
    gap = glyph.x0 - last.x1
    if abs(glyph.baseline - last.baseline) > 0.1 * em or abs(last.size - em) > 0.1 * em or not 0 < gap < _WIDEST * em:
        return False
    return len(run) < 2 or abs(gap - (last.x0 - run[-2].x1)) < _ASIDE * em


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    em = max(upper.size, lower.size)
    aside = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2
    return abs(upper.size - lower.size) < 0.1 * em and aside < _ASIDE * em and _LEAST * em < lower.baseline - upper.baseline < _MOST * em
