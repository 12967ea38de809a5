"""Text that runs down (竖排): its lines put together from right to left."""

from collections.abc import Sequence

from parsers.pages.lines import TypeLine

# so many lines, one of so many characters, are text; fewer or shorter ones are headlines
_FEWEST, _LONG = 3, 10
# in ems: how far apart the lines of one text stand, and how much deeper a first line begins
_APART, _DEEPER = 2.6, 3.3


def upright_runs(lines: Sequence[TypeLine]) -> list[list[TypeLine]]:
    """Return the lines of a page that run down, those of one text together, right to left; headlines each alone."""
    runs: list[list[TypeLine]] = []
    for line in sorted((line for line in lines if line.vertical), key=lambda line: -line.x0):
        home = next((run for run in runs if _goes_on(run, line)), None)
        if home:
            home.append(line)
        else:
            runs.append([line])
    texts = [run for run in runs if len(run) >= _FEWEST and max(len(line.glyphs) for line in run) >= _LONG]
    return texts + [[line] for run in runs if run not in texts for line in run]


def _goes_on(run: Sequence[TypeLine], line: TypeLine) -> bool:
    last, em = run[-1], line.size
    level = abs(line.top - min(x.top for x in run)) < _DEEPER * em
    return abs(last.size - em) < 0.1 * em and last.font == line.font and 0 < last.x0 - line.x0 < _APART * em and level
