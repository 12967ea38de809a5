"""Lines of type from the glyphs of a page: what stands on one baseline without a wide gap, in one size."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from parsers.pages.model import Box, Glyph
from parsers.pages.vertical import spaced, upright

# in ems of the line's type: how far a glyph may stand off the baseline; how wide a gap may be within a line as it was drawn,
# between two stretches drawn apart, and where the gap says that something is parted (two halves of a title, Latin words)
SAME_LINE = 0.35
_GAP, _APART, _PARTED, _PARTED_LATIN = 1.1, 0.45, 0.5, 0.18
# and what kerning takes; so many stretches that begin at one x make the edge of a column
_KERNED, _COLUMN = 0.1, 5
# sizes nearer than this are one size of type on a line
_SIZE = 0.25
# share of the em above the baseline, as Chinese type is cut
_ABOVE = 0.88
_MARKS = frozenset("，。、；：！？“”‘’（）《》〈〉【】…—·,.;:!?()%％")


@dataclass(frozen=True, eq=False)
class TypeLine:
    """A line of type: its page, its glyphs in reading order (no space at either end), its box by the em of its type, its size and font.

    A row of a table knows its `cells`, and before each how many that are empty are `skipped`.
    """

    page: int
    glyphs: tuple[Glyph, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    vertical: bool = False
    cells: tuple["TypeLine", ...] = ()
    skipped: tuple[int, ...] = ()

    @cached_property
    def text(self) -> str:
        """Return what the line says."""
        return "".join(g.text for g in self.glyphs)

    @property
    def first(self) -> int:
        """Return where in the stream the line begins."""
        return self.glyphs[0].order

    @property
    def last(self) -> int:
        """Return where in the stream the line ends."""
        return self.glyphs[-1].order

    @property
    def width(self) -> float:
        """Return how wide the line is, in points."""
        return self.x1 - self.x0

    @property
    def begin(self) -> float:
        """Return where it begins in its own direction: its left end, or its top where it runs down."""
        return self.top if self.vertical else self.x0

    @property
    def end(self) -> float:
        """Return where it ends in its own direction."""
        return self.bottom if self.vertical else self.x1

    @property
    def middle(self) -> float:
        """Return the x of its middle."""
        return (self.x0 + self.x1) / 2


def lines_of(glyphs: Sequence[Glyph], page: int, walls: Sequence[Box] = ()) -> list[TypeLine]:
    """Return the lines of type that a page's glyphs (in stream order) make, from top to bottom; white space alone makes none.

    No line goes through one of the upright rules (`walls`).
    """
    down, across = upright(spaced(s for s in _stretches(glyphs) if s))
    starts = Counter(round(stretch[0].x0) for stretch in across)
    parts = [part for stretch in across for part in _parted_at_columns(stretch, starts, walls)]
    lines = [line_of(line, page) for row in _rows(parts) for line in _merged(row, starts)]
    lines += [line_of(line, page, vertical=True) for line in down]
    return sorted(lines, key=lambda line: (line.baseline, line.x0))


def line_of(glyphs: Sequence[Glyph], page: int, vertical: bool = False) -> TypeLine:
    """Return a page's glyphs, given in reading order, as one line: size and font are what most of them have."""
    sizes = Counter((round(g.size, 1), g.font) for g in glyphs if g.text not in _MARKS) or Counter(
        (round(g.size, 1), g.font) for g in glyphs
    )
    (size, font), _ = sizes.most_common(1)[0]
    baselines = sorted(g.baseline for g in glyphs)
    baseline = baselines[len(baselines) // 2]
    first, last = (baselines[0], baselines[-1]) if vertical else (baseline, baseline)
    top, bottom = first - _ABOVE * size, last + (1 - _ABOVE) * size
    return TypeLine(page, tuple(glyphs), min(g.x0 for g in glyphs), top, max(g.x1 for g in glyphs), bottom, baseline, size, font, vertical)


def _stretches(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the stretches that were drawn in one go on one line, without spaces at their ends."""
    run: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            if run:
                run.append(glyph)
            continue
        if last is not None and not _goes_on(run, last, glyph):
            yield _trimmed(run)
            run = []
        run.append(glyph)
        last = glyph
    yield _trimmed(run)


def _trimmed(run: list[Glyph]) -> list[Glyph]:
    while run and run[-1].text.isspace():
        run.pop()
    return run


def _goes_on(run: Sequence[Glyph], last: Glyph, glyph: Glyph) -> bool:
    """Tell whether a glyph goes on with the stretch that `last` ended; spaces drawn between them fill a gap, a break in the stream does not."""
    em = max(glyph.size, last.size)
    gap = glyph.x0 - last.x1
    if abs(glyph.size - last.size) > _SIZE * em or not -0.5 * em < gap:
        return False
    slack = SAME_LINE if glyph.text not in _MARKS and last.text not in _MARKS else 2 * SAME_LINE
    if abs(glyph.baseline - last.baseline) > slack * em:
        return False
    if glyph.order > run[-1].order + 1:
        return gap <= _APART * em
    return gap <= _GAP * em or (run[-1] is not last and gap <= 2 * _GAP * em) or _is_spaced(run, gap, em)


def _is_spaced(run: Sequence[Glyph], gap: float, em: float) -> bool:
    """Tell whether the line is letter-spaced, so that a wide gap is as wide as those before it."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(run[-3:])]
    return bool(gaps) and gap <= 3 * em and all(abs(g - gap) < 0.15 * em for g in gaps)


def _parted_at_columns(stretch: list[Glyph], starts: Counter[int], walls: Sequence[Box]) -> Iterator[list[Glyph]]:
    """Yield a stretch in parts where a wide gap in it has a rule, or ends where columns of the page begin: two headlines drawn in turn."""
    first = 0
    for i in range(1, len(stretch)):
        last, glyph = stretch[i - 1], stretch[i]
        if glyph.x0 - last.x1 > _APART * glyph.size and not last.text.isspace():
            is_edge = _begins_column(stretch[i:], starts) and not _is_spaced(stretch[first:i], glyph.x0 - last.x1, glyph.size)
            if is_edge or any(last.x1 <= w.x0 and w.x1 <= glyph.x0 and w.top < glyph.baseline < w.bottom for w in walls):
                yield stretch[first:i]
                first = i
    yield stretch[first:]


def _rows(stretches: Sequence[list[Glyph]]) -> Iterator[list[list[Glyph]]]:
    """Yield the stretches that stand on one baseline, left to right."""
    row: list[list[Glyph]] = []
    for stretch in sorted(stretches, key=lambda s: s[0].baseline):
        if row and stretch[0].baseline - row[-1][0].baseline > SAME_LINE * min(stretch[0].size, row[-1][0].size):
            yield sorted(row, key=lambda s: s[0].x0)
            row = []
        row.append(stretch)
    if row:
        yield sorted(row, key=lambda s: s[0].x0)


def _merged(row: Sequence[list[Glyph]], starts: Counter[int]) -> Iterator[list[Glyph]]:
    """Yield the stretches of a row with those joined that were drawn apart but stand in one line (punctuation in its own font).

    Where many stretches of the page begin (`starts` counts them by x), a column does: nothing is joined there over a gap.
    """
    line: list[Glyph] = []
    for stretch in row:
        if line and stretch[0].x0 < line[-1].x0 and all(glyph.text in _MARKS for glyph in stretch):
            line = sorted([*line, *stretch], key=lambda glyph: glyph.x0)
            continue
        gap = stretch[0].x0 - line[-1].x1 if line else 0.0
        if line and (not _touches(line[-1], stretch[0]) or (gap > _KERNED * stretch[0].size and _begins_column(stretch, starts))):
            yield line
            line = []
        line = line + stretch
    yield line


def _begins_column(stretch: Sequence[Glyph], starts: Counter[int]) -> bool:
    x = round(stretch[0].x0)
    return len(stretch) > 1 and sum(starts[near] for near in (x - 1, x, x + 1)) >= _COLUMN


def _touches(last: Glyph, glyph: Glyph) -> bool:
    em = max(last.size, glyph.size)
    return -0.5 * em < glyph.x0 - last.x1 <= _APART * em and abs(last.size - glyph.size) <= _SIZE * em


def parted(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether two neighbours on a line stand so far apart that something is parted there."""
    latin = last.text[-1:].isascii() and glyph.text[:1].isascii() and last.text[-1:].isalnum() and glyph.text[:1].isalnum()
    return glyph.x0 - last.x1 > (_PARTED_LATIN if latin else _PARTED) * max(last.size, glyph.size)


def by_baseline(lines: Iterable[TypeLine]) -> Iterator[list[TypeLine]]:
    """Yield the lines that stand beside each other on one baseline, rows from top to bottom, each left to right."""
    ordered = sorted(lines, key=lambda line: line.baseline)
    row: list[TypeLine] = []
    for line in ordered:
        if row and line.baseline - row[0].baseline > SAME_LINE * max(line.size, row[0].size):
            yield sorted(row, key=lambda x: x.x0)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda x: x.x0)


def body_size(lines: Iterable[TypeLine]) -> float:
    """Return the size that most characters are set in, in points."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 10.0
