"""Drop caps (首字下沉): the first character of a text, two or three lines high, put back into its first line."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.pages.lines import TypeLine, line_of

# a drop cap is so many times as large as the text beside it, and as many lines high
_LEAST, _FEWEST, _MOST = 1.7, 2, 4
# in ems of the text: how far off it the text may begin, how far its lines may reach over its top and foot, and their left ends differ
_ASIDE, _OVER, _EVEN = 1.2, 0.7, 0.3
# in ems: how far first lines stand in
_INDENT = 2.0


def with_initials(lines: Sequence[TypeLine]) -> list[TypeLine]:
    """Return the lines of a page with each drop cap in the line that it begins.

    The lines beside one are described as if they reached its left edge, and the first as if it stood in as first lines do.
    """
    found = list(lines)
    for cap in (line for line in lines if len(line.glyphs) == 1 and not line.vertical and line.text.isalnum()):
        beside = _beside(cap, found)
        if _FEWEST <= len(beside) <= _MOST:
            found.remove(cap)
            for line in beside:
                found[found.index(line)] = _begun(cap, line) if line is beside[0] else replace(line, x0=cap.x0)
    return found


def _beside(cap: TypeLine, lines: Sequence[TypeLine]) -> list[TypeLine]:
    """Return the lines that stand at the right of a character within its height, top to bottom; none where they do not fill it."""
    near = [
        line
        for line in lines
        if cap.size > _LEAST * line.size
        and -_EVEN * line.size < line.x0 - cap.x1 < _ASIDE * line.size
        and cap.top - _OVER * line.size < line.top
        and line.bottom < cap.bottom + _OVER * line.size
    ]
    if not near or max(line.x0 for line in near) - min(line.x0 for line in near) > _EVEN * near[0].size:
        return []
    near.sort(key=lambda line: line.baseline)
    fills = near[0].top < cap.top + _OVER * near[0].size and near[-1].bottom > cap.bottom - _OVER * near[0].size
    return near if fills else []


def _begun(cap: TypeLine, line: TypeLine) -> TypeLine:
    first = cap.glyphs[0]._replace(order=line.first)
    return replace(
        line_of([first, *line.glyphs], line.page), x0=cap.x0 + _INDENT * line.size, top=line.top, bottom=line.bottom, baseline=line.baseline
    )
