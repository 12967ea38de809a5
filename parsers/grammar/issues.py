"""A bulletin's issue: its head, its list of contents, its items, and the lists and names at its foot."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.document import Text
from parsers.grammar.bylines import byline
from parsers.grammar.distribution import is_distribution, is_printed
from parsers.grammar.headline import EDITORS_NOTE
from parsers.grammar.lines import Line
from parsers.grammar.marks import heading_mark
from parsers.grammar.mastheads import Masthead, masthead_line, unspread
from parsers.grammar.pieces import ASIDE, Piece, pieces_of
from parsers.grammar.units import trailing_unit
from seeds import vocabulary

# lines of a mast-head at the most, before its first item
_HEAD_LINES = 14
_LONGEST_IMPRINT = 80
_LONGEST_NAME = 18
# 附件：… | 附表1
ATTACHMENT = re.compile(r"附(?:件|表|图)?\s*[\d一二三]?\s*[：:]|附[件表]\d?$")
# 【领导批示】 | 批示：
INSTRUCTION = re.compile(r"[【\[]?(?:领导)?(?:批示|批语|指示)(?:摘要|要求)?[】\]：:]?$")
# 金所军 9月21日: who gave it, and when
SIGNATURE = re.compile(r"[\u4e00-\u9fff·\s]{2,12}[（(]?(?:20\d\d年)?\d{1,2}月\d{1,2}日[）)]?")
_NUMBERED = 3


@dataclass
class Item:
    """One item of an issue: its pieces in order, the names that sign it alone, and what stands beside it (captions)."""

    pieces: list[Piece] = field(default_factory=list)
    signed: list[Piece] = field(default_factory=list)
    asides: list[Piece] = field(default_factory=list)


@dataclass
class Issue:
    """One issue: the lines of its head with what they say, the lines of its contents, its items, and the pieces at its foot."""

    masthead: Masthead = field(default_factory=Masthead)
    head: list[Line] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    foot: list[Piece] = field(default_factory=list)


def issues_of(lines: Sequence[Line]) -> list[Issue]:
    """Return the issues in a reading's lines, each from its mast-head to the next."""
    text = next((i for i, line in enumerate(lines) if line.ended), len(lines))
    starts = [0, *(i for i in range(text + 1, len(lines)) if _opens_issue(lines, i)), len(lines)]
    return [_issue(lines[a:b]) for a, b in itertools.pairwise(starts)]


def _opens_issue(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a further issue begins at line `i`, behind running text: a name and, right under it, a number (or both on one line)."""
    said = masthead_line(lines[i].mapped)
    if not said.publication:
        return False
    return said.issue_number is not None or _number_below(lines, i)


def _number_below(lines: Sequence[Line], i: int) -> bool:
    return any(masthead_line(line.mapped).issue_number is not None for line in lines[i + 1 : i + 3])


def _issue(lines: Sequence[Line]) -> Issue:
    issue = Issue()
    head = head_lines(lines)
    for line, said in head:
        issue.masthead |= said
        issue.head.append(line)
    rest = _take_contents(issue, lines[len(head) :])
    pieces = pieces_of(rest, _roles(rest).get)
    end = max((i for i, p in enumerate(pieces) if not p.role), default=-1) + 1
    while end < len(pieces) and pieces[end].role == "caption":
        end += 1
    issue.items = list(_items(pieces[:end], [line.text for line in issue.contents]))
    issue.foot = pieces[end:]
    return issue


def head_lines(lines: Sequence[Line]) -> list[tuple[Line, Masthead]]:
    """Return the lines of a mast-head at the top of `lines` with what each says.

    A short line right over the number is the bulletin's name even where its wording is not a known one.
    """
    head: list[tuple[Line, Masthead]] = []
    known = Masthead()
    for i, line in enumerate(lines[:_HEAD_LINES]):
        said = masthead_line(line.mapped)
        if not said.says_anything() and not known.publication and _may_be_name(line) and _number_below(lines, i):
            said = Masthead(publication=_name(line, lines[i + 1]))
        again = said.publication and known.publication and not set(said.publication.spans) <= set(known.publication.spans)
        repeats = bool(again and said.issue_number is None and not said.issue_date)
        if repeats or not (said.says_anything() or (known.says_anything() and is_signoff(line.text))):
            break
        known |= said
        head.append((line, said))
    return head


def _name(line: Line, below: Line) -> Text:
    """Return the name in a line; that of a county goes on with the name below it: 保亭黎族苗族自治县 / 乡村振兴工作专刊."""
    first, second = unspread(line.mapped), masthead_line(below.mapped).publication
    if not second or first.text[-1] not in "省市县区州旗镇乡":
        return first
    return Text(text=first.text + second.text, spans=first.spans + second.spans)


def _may_be_name(line: Line) -> bool:
    return len(line.text.replace(" ", "")) <= _LONGEST_NAME and not re.search(r"[，。：“”、]", line.text)


def is_signoff(text: str) -> bool:
    """Tell whether a line is nothing but names in roles (编辑：… 审核：…)."""
    found = byline(text)
    return bool(found and found.roles and found.made)


def _take_contents(issue: Issue, lines: Sequence[Line]) -> Sequence[Line]:
    words = {w.replace(" ", "") for w in vocabulary("publications")["contents"]["words"]}
    if not lines or lines[0].text.strip("【】[]◆◇●○■□★☆▲△※：: ").replace(" ", "") not in words:
        return lines
    end = 1
    while end < len(lines) and any(_same(lines[end].text, later.text) for later in lines[end + 1 :]):
        end += 1
    issue.contents = list(lines[:end])
    return lines[end:]


def _same(entry: str, title: str) -> bool:
    """Tell whether a line is the title that an entry of the contents names; numbers, dots and pages do not count."""
    a, b = _bare(entry), _bare(title)
    return len(b) >= 4 and (a == b or (len(b) >= 8 and a.startswith(b)))


def _bare(text: str) -> str:
    mark = heading_mark(text)
    words = re.sub(r"[.…·⋯\s]*[（(]?\d*[)）]?$", "", text[mark.end if mark else 0 :])
    return re.sub(r"[\s★☆◆◇●○■□▲△▶►※\-*]", "", words)


def _roles(lines: Sequence[Line]) -> dict[Line, str]:
    """Return the roles of the lines at the foot: names, distribution list with the lines that go on with it, printer's line.

    Short lines below the distribution list are the printer's, whatever they say, if no sentence comes after them.
    """
    roles: dict[Line, str] = {}
    current = ""
    last_text = max((i for i, line in enumerate(lines) if line.ended and not _role(line)), default=-1)
    for i, line in enumerate(lines):
        role = _role(line)
        if not role and current == "distribution" and not line.ruled and not line.gap:
            role = current
        elif not role and "distribution" in roles.values() and i > last_text and len(line.text) <= _LONGEST_IMPRINT:
            role = "imprint"
        current = role
        if role:
            roles[line] = role
    return roles


def _role(line: Line) -> str:
    if is_distribution(line.text):
        return "distribution"
    if is_printed(line.text):
        return "imprint"
    if len(line.text) <= _LONGEST_IMPRINT and is_signoff(line.text) and not trailing_unit(line.text):
        return "signoff"
    return ""


def _items(pieces: Sequence[Piece], contents: Sequence[str]) -> Iterator[Item]:
    """Yield the items; names between two items sign the one above them, and none begins behind the last sentence."""
    item = Item()
    count = 1
    text = max((i for i, p in enumerate(pieces) if p.ended and not p.role), default=-1)
    for i, piece in enumerate(pieces):
        if piece.role:
            (item.asides if piece.role in ASIDE else item.signed).append(piece)
        elif i < text and item.pieces and _opens_item(piece, item, contents, count):
            yield item
            item, count = Item([piece]), count + 1
        else:
            item.pieces.append(piece)
    yield item


def _opens_item(piece: Piece, item: Item, contents: Sequence[str], count: int) -> bool:
    """Tell whether a piece is the next item's title: named in the contents, or set like a title after an item was closed."""
    if contents:
        return any(_same(entry, piece.text) for entry in contents)
    mark = heading_mark(piece.text)
    if not piece.display or all(p.display for p in item.pieces) or ATTACHMENT.match(piece.text):
        return False
    closed = bool(trailing_unit(item.pieces[-1].text)) or piece.lines[0].ruled or bool(item.signed)
    return closed and (not mark or (mark.rank == _NUMBERED and mark.ordinal == count + 1))


def title_pieces(item: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the display pieces that head an item, and the rest of it, with an editor's note (编者按) that stands over them."""
    start = end = _note_end(item)
    while end < len(item) and item[end].display and not (heading_mark(item[end].text) and end > start):
        end += 1
    return list(item[start:end]), [*item[:start], *item[end:]]


def _note_end(item: Sequence[Piece]) -> int:
    """Return where the title begins behind an editor's note; 0 where there is no note, or no title behind it."""
    if not item or not EDITORS_NOTE.match(item[0].text):
        return 0
    return next((i for i in range(1, len(item)) if item[i].display and not heading_mark(item[i].text)), 0)


def is_numbered(issue: Issue) -> bool:
    """Tell whether an issue's items have numbered titles (1. 许州镇：…), so that their marks head items, not sections."""
    marks = [heading_mark(item.pieces[0].text) for item in issue.items if item.pieces]
    return len(marks) > 1 and [m.ordinal if m and m.rank == _NUMBERED else None for m in marks] == list(range(1, len(marks) + 1))
