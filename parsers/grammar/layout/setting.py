"""How running text is set: in lines broken by a column or one line a paragraph, how wide, and which lines end short."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import mean, median, quantiles

from parsers.grammar.layout.firstlines import INDENT, Firsts, first_lines
from parsers.grammar.layout.lines import Line
from parsers.grammar.marks import continues, heading_mark

# cells by which a line of justified type may be short and still be full
SLACK = 4
# 2013 | 4.8 | PM2.5 | 98.6%: what type never parts at a line's end
_UNPARTED = re.compile(r"[A-Za-z0-9][A-Za-z0-9.]*%?")
# 入秋，清江两岸灯火璀璨，龙王山下游人 / 如潮。昔日的…
_LAST_LETTERS = re.compile(r"[^\W\da-zA-Z_]{1,3}。")
# mean step in cells between neighbouring full lines of type set to a grid
_STEADY = 1.2
# lines of a column that go on by which it is known
_COLUMN = 16
# 稻香里的“金饭碗” | 和美乡村，老百姓住上“新农家”
_QUOTED_HEADING = re.compile(r"(?:[^\s，。、；：“”]{2,6}，)?[^\s，。、；：“”]{2,8}“[^\s，。、；：“”]{2,8}”")


@dataclass(frozen=True)
class Setting:
    """Whether a column broke the lines, its width (in cells) at each, the indent first lines lost, which lines end short, which open."""

    wrapped: bool
    columns: dict[Line, float]
    indent: float
    short: frozenset[Line]
    firsts: Firsts

    @classmethod
    def of(cls, runs: Iterable[Iterable[Line]]) -> "Setting":
        """Measure runs of lines without a gap in them; the last few answers are kept, since columns are put in order before lines are joined."""
        return cls._measured(tuple(map(tuple, runs)))

    @classmethod
    @lru_cache(maxsize=2)
    def _measured(cls, runs: tuple[tuple[Line, ...], ...]) -> "Setting":
        lines = [line for run in runs for line in run]
        if not is_wrapped(lines):
            return cls(False, {}, 0.0, frozenset(), Firsts())
        body = {line for run in runs if len(run) >= 3 for line in run}
        widths = _references(lines, body)
        columns = {line: _column(lines, i, body, widths) for i, line in enumerate(lines)}
        indent = _lost_indent(lines, columns, body)
        kept = [_kept_whole(lines, i) for i in range(len(lines))]
        told = {line for run in runs for line, under in pairwise(run) if _is_told_on(line, under)}
        short = frozenset(x for i, x in enumerate(lines) if x not in told and _is_short(lines, i, body, widths, kept[i], indent))
        firsts = first_lines(lines, kept)
        filled = {line for line in firsts.opening if line.width >= columns[line] - 2 * SLACK}  # an indented title far from it stays short
        return cls(True, columns, indent, (short - filled) | _parallel(lines, columns) | _numbered(lines, indent), firsts)

    def is_set_apart(self, line: Line) -> bool:
        """Tell whether a line cannot have been broken by its column: it is clearly shorter, or longer."""
        width, column = line.width, self.columns[line]
        return width < column - _slack(True, self.indent) or self.is_far_wider(line) or line in self.short

    def is_far_wider(self, line: Line) -> bool:
        """Tell whether a line is far wider than the column, as a heading over it may be."""
        return line.width > self.columns[line] + 2 * SLACK

    def stands_off(self, line: Line, is_last: bool) -> bool:
        """Tell whether a line after a paragraph's end is a display line: too short to be broken there; far too short in the last place."""
        far = line.width < self.columns[line] - 2 * SLACK
        return not line.ended and (line in self.short or (is_last and far))


# 何 文 斌
_SPREAD = re.compile(r"[^\W\da-zA-Z_](?:\s[^\W\da-zA-Z_]){1,2}")


def is_spread(line: Line) -> bool:
    """Tell whether a line is two or three characters set wide: a name under its headline."""
    return bool(_SPREAD.fullmatch(line.text))


# 山上“摇钱树”  山下“聚宝盆”: as set, halves of a heading stand apart though cleaning closes the gap beside a quotation mark
_HALVES = re.compile(r"[^\s，。；：、（）()《》]{4,}(?:[ \t]{2,}|[ \t]*\u3000[\s\u3000]*)[^\s，。；：、（）()《》]{4,}")


def is_in_halves(line: Line) -> bool:
    """Tell whether a line below an empty one, or the first of all, has one wide gap in it and no stops."""
    raw = line.reading.text[line.span.start : line.span.end]
    return (line.gap > 0 or not line.span.start) and bool(_HALVES.fullmatch(raw.strip()))


def opens_paragraph(line: Line, wrapped: bool) -> bool:
    """Tell whether a line opens a paragraph by its indent, whatever it says (1.3万亩撂荒地…): one right under another where lines are paragraphs."""
    return not wrapped and not line.gap and line.indent >= INDENT


_COUNTED = re.compile(r"\d[^，。；：、！？,;:!?]{7,29}")


def opens_with_count(line: Line, wrapped: bool) -> bool:
    """Tell whether a line without any stop begins with a number where each line is a paragraph: a headline like 20件民生实事托起稳稳的幸福."""
    return not wrapped and bool(_COUNTED.fullmatch(line.text))


def runs_on_below(upper: Line, lower: Line) -> bool:
    """Tell whether a line begins as none does that opens a sentence; 地养好了，… right under a line without its indent does open one."""
    return continues(lower.text) and (lower.gap > 0 or not lower.indent >= 2 > upper.indent)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether lines were broken by a column: most longer lines end in mid-sentence, and those that end one are not wider; rows of tables are no such lines."""
    longer = [line for line in lines if line.width >= 16 and (line.ended or not line.is_row)]
    ended = sorted(line.width for line in longer if line.ended)
    broken = sorted(line.width for line in longer if not line.ended)
    if len(longer) < 4 or len(broken) <= len(ended):
        return False
    return not ended or ended[len(ended) * 3 // 4] <= broken[len(broken) * 9 // 10] + 2 * SLACK or _is_column(longer)


def _is_column(lines: Sequence[Line]) -> bool:
    """Tell whether many lines go on right below and most of these are as wide as each other: a column, whatever else is set wider."""
    going_on = [a.width for a, b in pairwise(lines) if not (a.ended or b.gap)]
    column = median(going_on) if going_on else 0
    return len(going_on) >= _COLUMN and sum(abs(width - column) <= SLACK for width in going_on) * 10 >= len(going_on) * 7


def _references(lines: Sequence[Line], body: set[Line]) -> dict[Line, int]:
    """Return the lines' widths as others are measured against them: as they stand where these are steady, else as cleaned.

    Gaps beside digits and stops may be type or come from extraction; where they make widths vary, a line counts as short
    only against the least that its neighbours can have been wide.
    """
    standing = {x: x.width for x in lines}
    return standing if _spread(lines, body, standing) <= _STEADY else {x: x.least_width for x in lines}


def _spread(lines: Sequence[Line], body: set[Line], widths: dict[Line, int]) -> float:
    full = [x for x in lines if x in body and not x.ended]
    steps = [abs(widths[a] - widths[b]) for a, b in pairwise(full)]
    return mean(min(step, 2 * SLACK) for step in steps) if steps else 0.0


def _column(lines: Sequence[Line], i: int, body: set[Line], widths: dict[Line, int]) -> float:
    """Return the usual width of the full lines nearest to line `i`, in cells."""
    near = [x for x in lines[max(0, i - 8) : i + 9] if x is not lines[i] and x in body and not x.ended]
    return float(median(widths[x] for x in near)) if near else 0.0


def _opens(lines: Sequence[Line], i: int) -> bool:
    return i == 0 or lines[i].gap > 0 or lines[i - 1].ended


def _lost_indent(lines: Sequence[Line], columns: dict[Line, float], body: set[Line]) -> float:
    """Return by how many cells first lines of paragraphs are usually narrower than the column: an indent that was not kept, two characters at most."""
    opening = [x for i, x in enumerate(lines) if x in body and _opens(lines, i) and x.indent < 2 and not x.ended]
    return min(float(INDENT), max(0.0, median(columns[x] - x.width for x in opening))) if opening else 0.0


def _is_short(lines: Sequence[Line], i: int, body: set[Line], widths: dict[Line, int], kept: int, indent: float) -> bool:
    """Tell whether line `i` ends before its column does: shorter than full lines of running text near it, above and below."""
    above = [widths[x] for x in lines[max(0, i - 3) : i] if x in body and not x.ended]
    below = [widths[x] for x in lines[i + 1 : i + 3]]
    sides = [max(side) for side in (above, below) if side]
    return bool(sides) and lines[i].width + kept < min(sides) - _slack(_opens(lines, i), indent)


def _is_told_on(upper: Line, lower: Line) -> bool:
    """Tell whether a sentence of several clauses ends in the first letters of the line under it: no heading is followed so by 深秋。."""
    return upper.text.count("，") > 1 and bool(_LAST_LETTERS.match(lower.text))


def _kept_whole(lines: Sequence[Line], i: int) -> int:
    """Return the cells of the number or Latin word that opens the line right under line `i`: what is not parted left that one short."""
    under = lines[i + 1] if i + 1 < len(lines) else None
    word = _UNPARTED.match(under.text) if under and not (under.gap or lines[i].ended) else None
    return lines[i].across(word[0]) if word else 0


def _parallel(lines: Sequence[Line], columns: dict[Line, float]) -> frozenset[Line]:
    """Return lines like each other in build that open a paragraph, stop short and end in a quotation mark (稻香里的“金饭碗”).

    In a narrow column such a heading is not short enough by itself; two of one build vouch for each other.
    """
    some = [x for i, x in enumerate(lines) if _opens(lines, i) and _QUOTED_HEADING.fullmatch(x.text) and x.width <= columns[x] - SLACK // 2]
    lengths = Counter(len(x.text) for x in some)
    return frozenset(x for x in some if sum(lengths[len(x.text) + d] for d in (-1, 0, 1)) > 1)


def _numbered(lines: Sequence[Line], indent: float) -> frozenset[Line]:
    """Return the numbered lines of a rank whose every line stops before full ones do: headings, since paragraphs would fill theirs."""
    full = quantiles([line.width for line in lines if not line.ended], n=4)[-1]
    ranks: dict[int, list[Line]] = {}
    for line in lines:
        mark = heading_mark(line.text)
        if mark and not line.ended:
            ranks.setdefault(mark.rank, []).append(line)
    apart = [some for some in ranks.values() if len(some) > 1 and all(x.width <= full - indent - 2 for x in some)]
    return frozenset(x for some in apart for x in some)


def _slack(opens: bool, indent: float) -> float:
    """Return by how many cells a full line may fall short; `opens` for one that may be the first of a paragraph."""
    return SLACK + indent if opens else SLACK
