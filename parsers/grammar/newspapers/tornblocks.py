"""The blocks of hard-wrapped type between empty lines, captions and bylines: which end in mid-sentence, and which go on with a sentence."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from parsers.grammar.layout.called import DASHES
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.setting import SLACK, Setting
from parsers.grammar.marks import GENRE, end_mark, heading_mark, ornament_end
from parsers.grammar.newspapers.nearby import PICTURED
from parsers.grammar.newspapers.seamwords import RIGHT_ENDED, must_go_on

# cells that the first line of a paragraph is indented by at least
_INDENT = 2
# open lines of a block that tell how wide its column is
_ENOUGH = 3
_STOP = re.compile(r"[，。、；：]")
# 图②开鲁县防沙治沙示范区 / 航拍。: a caption without such an end goes on in the next line
_CAPTION_END = re.compile(r"。|[摄图供]$")
_PICTURES = ("caption", "picture_credit")
NOT, MAYBE, SURELY = 0, 1, 2


@dataclass(frozen=True, eq=False)
class Block:
    """Lines without a gap: `role` of a caption or byline, `opens` where the last one is torn, `goes_on` how surely the first goes on."""

    lines: tuple[Line, ...]
    role: str | None = None
    is_heading: bool = False
    opens: bool = False
    goes_on: int = NOT

    @property
    def is_aside(self) -> bool:
        """Tell whether it is no running text: a caption, a byline, the page's own."""
        return self.role is not None

    @property
    def text(self) -> str:
        """Return the wording of all lines."""
        return "".join(line.text for line in self.lines)

    @property
    def parts(self) -> bool:
        """Tell whether a column ends with it: a byline or what else stands between articles, or an editor's end mark; a picture does not."""
        return self.role not in (None, *_PICTURES) or bool(not self.role and end_mark(self.text))

    @property
    def has_subtitle(self) -> bool:
        """Tell whether it is a headline, or the part of one, with a 副题 behind its dash."""
        return self.is_heading and any(line.text.startswith(DASHES) for line in self.lines)

    @property
    def is_whole(self) -> bool:
        """Tell whether each line is a sentence: what a caption is, or a paragraph's last line."""
        return all(line.ended for line in self.lines)


def blocks_of(lines: Sequence[Line], role_of: Callable[[Line], str | None]) -> list[Block]:
    """Return the lines in blocks; none where no column broke them."""
    grouped = list(_grouped(lines, role_of))
    setting = Setting.of(block.lines for block in grouped if not block.is_aside)
    if not setting.wrapped:
        return []
    found: list[Block] = []
    for block in grouped:
        found.append(block if block.is_aside else _told(block.lines, found[-1] if found else None, setting))
    return found


def _grouped(lines: Sequence[Line], role_of: Callable[[Line], str | None]) -> Iterator[Block]:
    run: list[Line] = []
    for line in lines:
        role = role_of(line)
        if run and (role or line.gap or line.new_page or line.ruled):
            yield Block(tuple(run))
            run = []
        if role:
            yield Block((line,), role)
        else:
            run.append(line)
    if run:
        yield Block(tuple(run))


def _told(lines: tuple[Line, ...], above: Block | None, setting: Setting) -> Block:
    """Return a block of lines with what it is: a heading, or text that may be torn at either end."""
    column = _column(lines, setting)
    if _heads(lines, column - SLACK - setting.indent):
        return Block(lines, is_heading=True)
    ends_caption = above is not None and above.role == "caption" and not lines[0].gap and not _CAPTION_END.search(above.text)
    under = above is not None and above.is_heading
    goes_on = NOT if ends_caption else _goes_on(lines, column, setting, under)
    return Block(lines, opens=_opens(lines, column, setting), goes_on=goes_on)


def _column(lines: Sequence[Line], setting: Setting) -> float:
    """Return how wide the column of a block is in cells: by its own lines where there are enough or they are far wider, else by those near it."""
    running = [line.width for line in lines if not line.ended]
    if len(running) >= _ENOUGH:
        return float(median(running))
    near, own = setting.columns[lines[0]], float(max(running, default=0))
    return own if len(lines) > 1 and own > near + 2 * SLACK else near


def _heads(lines: Sequence[Line], least: float) -> bool:
    """Tell whether lines are a title or a heading: a 副题 behind its dash, of a genre (综述), or none full or the end of a sentence."""
    last = lines[-1]
    unfilled = not last.ended and all(line.width < least for line in lines)
    return unfilled or last.text.startswith(DASHES) or bool(GENRE.search(last.text))


def _opens(lines: Sequence[Line], column: float, setting: Setting) -> bool:
    """Tell whether the last line of a block is full and ends in mid-sentence, or at a comma; the first of a paragraph may lack its indent."""
    last = lines[-1]
    lost = setting.indent if len(lines) == 1 or lines[-2].ended else 0.0
    least = column - lost - (1 if len(lines) == 1 else SLACK)
    if len(lines) > 1 and last.text.endswith(("，", "、")):
        return True
    return not last.ended and bool(_STOP.search(lines[0].text + last.text)) and least <= last.width <= column + SLACK


def _is_headed(lines: Sequence[Line], column: float) -> bool:
    """Tell whether the first line of a block is a heading: short, no end of a sentence, an indented paragraph right under it."""
    first, *others = lines
    indented = bool(others) and first.indent < _INDENT <= others[0].indent
    return indented and not first.ended and first.width < column - SLACK


def _goes_on(lines: Sequence[Line], column: float, setting: Setting, under: bool) -> int:
    """Return how surely a block's first line goes on with a sentence: by its wording, or as full as no paragraph's first line is."""
    first = lines[0]
    if RIGHT_ENDED.match(first.text) or must_go_on(first.text):
        return SURELY
    alone = len(lines) == 1 and first.ended
    if under or first.indent >= _INDENT or first in setting.firsts.opening or (alone and PICTURED.match(first.text)):
        return NOT
    if heading_mark(first.text) or ornament_end(first.text) or _is_headed(lines, column):
        return NOT
    full = bool(setting.firsts.opening) and column - 1 <= first.width <= column + SLACK
    return SURELY if full and not alone else MAYBE
