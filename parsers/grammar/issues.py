"""A bulletin's issue: its head, its list of contents, its items, and the lists and names at its foot."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.grammar.bylines import byline
from parsers.grammar.distribution import is_distribution, is_printed
from parsers.grammar.lines import Line
from parsers.grammar.marks import heading_mark, is_terminated
from parsers.grammar.mastheads import Masthead, masthead_line
from parsers.grammar.pieces import Piece, pieces_of
from parsers.grammar.units import trailing_unit
from seeds import vocabulary

# lines of a mast-head at the most, before its first item
_HEAD_LINES = 14
_LONGEST_IMPRINT = 80


@dataclass
class Issue:
    """One issue: the lines of its head with what they say, the lines of its contents, and its items as pieces in order."""

    masthead: Masthead = field(default_factory=Masthead)
    head: list[Line] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    items: list[list[Piece]] = field(default_factory=list)
    foot: list[Piece] = field(default_factory=list)


def issues_of(lines: Sequence[Line]) -> list[Issue]:
    """Return the issues in a reading's lines, each from its mast-head to the next."""
    starts = [0, *(i for i in range(1, len(lines)) if _opens_issue(lines, i)), len(lines)]
    return [_issue(lines[a:b]) for a, b in itertools.pairwise(starts)]


def _opens_issue(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a further issue begins at line `i`: a name and, right under it, a number (or both on one line)."""
    said = masthead_line(lines[i].mapped)
    if not said.publication:
        return False
    below = Masthead()
    for line in lines[i + 1 : i + 3]:
        below |= masthead_line(line.mapped)
    return said.issue_number is not None or below.issue_number is not None


def _issue(lines: Sequence[Line]) -> Issue:
    issue = Issue()
    rest = _take_head(issue, lines)
    rest = _take_contents(issue, rest)
    pieces = pieces_of(rest, _roles(rest).get)
    issue.foot = [p for p in pieces if p.role]
    issue.items = list(_items([p for p in pieces if not p.role], [line.text for line in issue.contents]))
    return issue


def _take_head(issue: Issue, lines: Sequence[Line]) -> Sequence[Line]:
    for i, line in enumerate(lines[:_HEAD_LINES]):
        said = masthead_line(line.mapped)
        known = issue.masthead
        repeats = bool(said.publication and known.publication and said.issue_number is None and not said.issue_date)
        if repeats or not (said.says_anything() or _is_signoff(line.text)):
            return lines[i:]
        issue.masthead |= said
        issue.head.append(line)
    return lines[len(issue.head) :]


def _is_signoff(text: str) -> bool:
    found = byline(text)
    return bool(found and found.roles and found.made)


def _take_contents(issue: Issue, lines: Sequence[Line]) -> Sequence[Line]:
    words = {w.replace(" ", "") for w in vocabulary("publications")["contents"]["words"]}
    if not lines or lines[0].text.strip("【】[]◆●：: ").replace(" ", "") not in words:
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
    return re.sub(r"[\s★◆●■▲☆\-*]", "", words)


def _roles(lines: Sequence[Line]) -> dict[Line, str]:
    """Return the roles of the lines at the foot: names, distribution list with the lines that go on with it, printer's line.

    Short lines below the distribution list are the printer's, whatever they say, if no sentence comes after them.
    """
    roles: dict[Line, str] = {}
    current = ""
    last_text = max((i for i, line in enumerate(lines) if is_terminated(line.text) and not _role(line)), default=-1)
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
    if len(line.text) <= 80 and _is_signoff(line.text) and not trailing_unit(line.text):
        return "signoff"
    return ""


def _items(pieces: Sequence[Piece], contents: Sequence[str]) -> Iterator[list[Piece]]:
    item: list[Piece] = []
    for piece in pieces:
        if item and _opens_item(piece, item, contents):
            yield item
            item = []
        item.append(piece)
    if item:
        yield item


def _opens_item(piece: Piece, item: Sequence[Piece], contents: Sequence[str]) -> bool:
    """Tell whether a piece is the next item's title: named in the contents, or set like a title after an item was signed."""
    if contents:
        return any(_same(entry, piece.text) for entry in contents)
    has_text = any(not p.display for p in item)
    return has_text and piece.display and not heading_mark(piece.text) and bool(trailing_unit(item[-1].text))


def title_pieces(item: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the display pieces that head an item, and the rest of it."""
    end = 0
    while end < len(item) and item[end].display and not (heading_mark(item[end].text) and end):
        end += 1
    return list(item[:end]), list(item[end:])
