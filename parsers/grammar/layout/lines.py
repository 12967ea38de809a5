"""The lines of a reading with what layout tells about each, and the Markdown marks that are not wording."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import fmean

from parsers.cleaning import BLANKS, WHITE
from parsers.grammar.layout.tablerows import is_row, rows_of_two
from parsers.grammar.marks import is_terminated
from parsers.lasting import lasting
from parsers.mapped import Mapped
from parsers.reading import Reading, Span, merge, subtract, trim

# "### 一、…", "> …", "- …" before a space; a dash right before a Chinese character is a 副题's, not a list's
_LINE_MARK = re.compile(r"[ \t\xa0\u200b\u3000\ufeff]*(?:(?P<hashes>#{1,6})[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S))")
# **…** or __…__ round words
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![\w_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_])")
# ---, ***, ___, ━━━━━━, ★★★, | --- | --- | alone on a line (a 破折号 is another character)
_RULE = re.compile(
    r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|[=＝━─═＿…·\-*—―∷～~﹏﹍﹎﹋￣‾﹉﹊+＋#＃╌╍▬▔▁┄┅┈┉┌┐└┘╔╗╚╝┏┓┗┛├┤│║┃]{6,}"
    r"|(?:[★☆◆◇●○※＊■□▲△][ \t　]*){3,}|[━─═＝＿☆★]{2,}|[—―]{3,}"
    r"|\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+"
)
# | 报：市政府办公室 |: a row of one cell
_LONE_CELL = re.compile(r"[ \t]*(?P<open>\|)[^|\n]+(?P<close>\|)[ \t]*$")
_BOX_TOP = re.compile(r"[\s\u200b\ufeff]*[┌╔┏]")
_BOX_FOOT = re.compile(r"[\s\u200b\ufeff]*[└╚┗]")
# ![alt](address), and the address half of [words](address)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(
    r"(?P<open>\[)(?=[^\]\n]+\]\(\s*(?:https?:|/|#|\.|[\w./-]+\.(?:s?html?|jsp|aspx?|php)\b))[^\]\n]+(?P<address>\]\([^)\n]*\))"
)
# what any mark has in it; most lines have none
_MAY_MARK = re.compile(r"[#＃>*+＋_!\[|∷～~﹏﹍﹎﹋￣‾﹉﹊╌╍▬▔▁┄┅┈┉━─═＿…·—―┌┐└┘╔╗╚╝┏┓┗┛├┤│║┃★☆◆◇●○※＊■□▲△=＝-]")
# of lines that go on: the narrowest that tells of its column, how many are needed, and what is uneven; all in cells but the second
_LEAST_BROKEN, _FEWEST_BROKEN, _UNEVEN = 16, 6, 1.8
# what is left of the unevenness where characters were counted
_EVENER = 0.65
_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")


@dataclass(frozen=True, eq=False)
class Line:
    """One line: `spans` hold its wording without marks, `marks` the marks, `role` what the source's layout says it is.

    `gap` counts the empty lines before it, `ruled` says that a rule stands there, `boxed` that it stands in a drawn box,
    `counted` that its text was broken after so many characters, however wide these are, `tabled` that it is one of a table's rows of two
    cells; `moved` is where a line that came out in
    another place belongs, as if it began there in the reading.
    """

    reading: Reading
    span: Span
    spans: tuple[Span, ...]
    marks: tuple[Span, ...]
    gap: int
    indent: int
    hashes: int
    bold: bool
    new_page: bool = False
    ruled: bool = False
    boxed: bool = False
    role: str = ""
    counted: bool = False
    tabled: bool = False
    moved: int | None = None

    @property
    def place(self) -> int:
        """Return where the line stands among the others, in code points of the reading."""
        return self.span.start if self.moved is None else self.moved

    @lasting
    def mapped(self) -> Mapped:
        """Return the line's cleaned wording with its places."""
        return Mapped(self.reading, self.spans)

    @lasting
    def is_row(self) -> bool:
        """Tell whether the line is a row of a table, or one entry of a list of figures or ranks."""
        return self.tabled or is_row(self.reading.text[self.span.start : self.span.end], self.text)

    @lasting
    def text(self) -> str:
        """Return the line's cleaned wording."""
        return self.mapped.text

    @lasting
    def ended(self) -> bool:
        """Tell whether the line ends where a sentence does."""
        return is_terminated(self.text)

    @lasting
    def width(self) -> int:
        """Return how many half-width cells the line takes as it stands, with an indent of up to two characters."""
        return min(self.indent, 4) + self.across(self.reading.raw(self.spans))

    @lasting
    def least_width(self) -> int:
        """Return how many cells its cleaned wording takes: gaps beside digits and stops come and go with extraction."""
        return min(self.indent, 4) + self.across(self.text)

    def across(self, text: str) -> int:
        """Return how many cells some wording takes in this line; two for any character where characters were counted."""
        return 2 * len(text) if self.counted else cells(text)


def cells(text: str) -> int:
    """Return the width of `text` in half-width cells: a Chinese character takes two, what has no width none."""
    return sum(map(_CELLS.__getitem__, text))


class _Cells(dict[str, int]):
    """The cells that a character takes, worked out when it is first met."""

    def __missing__(self, char: str) -> int:
        wide = 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        self[char] = 0 if unicodedata.category(char) in ("Cf", "Mn", "Me") else wide
        return self[char]


_CELLS = _Cells()


@lru_cache(maxsize=4)
def lines_of(reading: Reading) -> tuple[Line, ...]:
    """Return the lines that have wording, top to bottom, each with its marks cut out; lines of marks only are left to `marks_of`."""
    return tuple(line for line in _all_lines(reading) if line.spans)


@lru_cache(maxsize=4)
def wording_of(reading: Reading) -> Mapped:
    """Return the cleaned wording of all lines together; kept like the lines, since more than one kind asks for it."""
    return Mapped(reading, tuple(span for line in lines_of(reading) for span in line.spans))


def marks_of(reading: Reading) -> tuple[Span, ...]:
    """Return all Markdown marks of a reading: heading signs, emphasis, rules, image and link addresses."""
    return merge(span for line in _all_lines(reading) for span in line.marks)


@lru_cache(maxsize=4)
def _all_lines(reading: Reading) -> tuple[Line, ...]:
    """Return every line that has anything visible; the last few answers are kept, since every kind asks for the same reading's."""
    lines = list(_split(reading))
    for i in rows_of_two([(line.gap, reading.text[line.span.start : line.span.end]) for line in lines]):
        lines[i] = replace(lines[i], tabled=True)
    return tuple(replace(line, counted=True) for line in lines) if _is_counted(lines) else tuple(lines)


def _is_counted(lines: Sequence[Line]) -> bool:
    """Tell whether lines that go on are as long as each other in characters, and not in cells: 1200 then counts as four, not as two."""
    broken = [a for a, b in pairwise(lines) if not (b.gap or a.ended) and a.width >= _LEAST_BROKEN]
    if len(broken) < _FEWEST_BROKEN:
        return False
    uneven = _steps([line.width for line in broken])
    return uneven >= _UNEVEN and _steps([replace(line, counted=True).width for line in broken]) < _EVENER * uneven


def _steps(widths: Sequence[int]) -> float:
    """Return by how many cells neighbours differ on average; one that differs by far counts as by eight."""
    return fmean(min(abs(a - b), 8) for a, b in pairwise(widths))


def _split(reading: Reading) -> Iterator[Line]:
    gap = 0
    page = ruled = boxed = False
    previous = 0
    roles = {role.span.start: role for role in reading.roles}
    for match in _LINE.finditer(reading.text):
        between = reading.text[previous : match.start()]
        gap += max(0, len(_BREAK.findall(between)) - 1)
        page = page or "\f" in between
        previous = match.end()
        if not match[0].strip(BLANKS):
            gap += 1
            continue
        line = _line(reading, Span(*match.span()), gap, page, ruled, boxed)
        if line.span.start in roles:
            role = roles[line.span.start]
            line = replace(line, role=role.name, hashes=role.level)
        yield line
        boxed = (boxed or bool(_BOX_TOP.match(match[0]))) and not _BOX_FOOT.match(match[0])
        if line.spans:
            gap, page, ruled = 0, False, False
        else:
            gap, ruled = gap + 1, True


def _line(reading: Reading, span: Span, gap: int, page: bool, ruled: bool, boxed: bool) -> Line:
    text = reading.text
    inner = trim(text, span)
    indent = cells(text[span.start : inner.start]) if inner.start > span.start else 0
    if not _MAY_MARK.search(text, *span):
        return Line(reading, inner, (inner,) if inner.start < inner.end else (), (), gap, indent, 0, False, page, ruled, boxed)
    lead = _LINE_MARK.match(text, span.start, span.end)
    marks = _marks(text, span, lead)
    hashes = len(lead["hashes"]) if lead and lead["hashes"] else 0
    bold = bool(re.fullmatch(r"#*\s*\*\*[^*]+\*\*", text[inner.start : inner.end]))
    return Line(reading, inner, tuple(_inner(text, span, marks)), marks, gap, indent, hashes, bold, page, ruled, boxed)


def _inner(text: str, span: Span, marks: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the wording of a line: between marks, with the white space at the line's two ends left out."""
    pieces = list(subtract(trim(text, span), marks))
    while pieces and WHITE.fullmatch(text, *pieces[0]):
        pieces.pop(0)
    while pieces and WHITE.fullmatch(text, *pieces[-1]):
        pieces.pop()
    for i, piece in enumerate(pieces):
        start = trim(text, piece).start if i == 0 else piece.start
        end = trim(text, piece).end if i == len(pieces) - 1 else piece.end
        yield Span(start, end)


def _marks(text: str, span: Span, lead: re.Match[str] | None) -> tuple[Span, ...]:
    line = text[span.start : span.end]
    if _RULE.fullmatch(line.strip(BLANKS)):
        return (trim(text, span),)
    found = [Span(*m.span()) for m in _IMAGE.finditer(text, *span)]
    found += [Span(*m.span(g)) for m in _LINK.finditer(text, *span) for g in ("open", "address")]
    if lead:
        found.append(Span(*lead.span()))
    if cell := _LONE_CELL.match(text, *span):
        found += [Span(*cell.span("open")), Span(*cell.span("close"))]
    if line.count("**") >= 2 or line.count("__") >= 2 or line.count("*") >= 2:
        found += [Span(*m.span()) for m in _EMPHASIS.finditer(text, span.start, span.end)]
    return merge(t for s in found if (t := trim(text, s)).start < t.end)
