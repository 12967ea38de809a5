"""Lines that run down the page: headlines set character under character."""

from collections.abc import Iterable

from parsers.pages.model import Glyph

# in ems: how far the middles of characters may stand aside, and the step from one down to the next
_ASIDE = 0.3
_LEAST, _MOST = 0.8, 1.9
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
            if len(run) >= _SHORTEST:
                found.append(run)
            else:
                rest += [[glyph] for glyph in run]
            run = []
        if single:
            run.append(single)
        elif stretch:
            rest.append(stretch)
    return found, rest


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    em = max(upper.size, lower.size)
    aside = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2
    return abs(upper.size - lower.size) < 0.1 * em and aside < _ASIDE * em and _LEAST * em < lower.baseline - upper.baseline < _MOST * em
