"""A bulletin's issue: its head, its list of contents, its items, and the lists and names at its foot."""

import functools
import itertools
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.grammar.bulletins.distribution import is_distribution, is_printed
from parsers.grammar.bulletins.heads import head_lines, is_signoff, number_below
from parsers.grammar.bulletins.items import Item, items_of, same_title
from parsers.grammar.bulletins.mastheads import Masthead, masthead_line
from parsers.grammar.layout.joining import pieces_of
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.senders import is_dashed_sender, is_framed_sender, is_sender, is_unit, trailing_unit
from parsers.grammar.marks import SIGNS, heading_mark
from parsers.grammar.web.webhead import page_role
from seeds import vocabulary

_LONGEST_IMPRINT = 80
# in cells: what begins so far right stands at the end of a line
_FAR_RIGHT = 16
# 【今日要闻】, over entries that are said again below
_FRAMED_HEADING = re.compile(r"【[^【】，。；：]{2,8}】")
# （此件公开发布）, under the distribution list
_NOTE = re.compile(r"[（(][^（）()]{2,24}[）)]")
# a title may be said again over the next page; two lines that are are entries of a list
_FEWEST_ENTRIES = 2


@dataclass
class Issue:
    """One issue: the lines of its head with what they say, the lines of its contents, its items, and the pieces at its foot.

    `page` are the lines that a site or an account prints over and in the head (breadcrumb, time), each with its role.
    """

    page: list[Piece] = field(default_factory=list)
    masthead: Masthead = field(default_factory=Masthead)
    head: list[Line] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    foot: list[Piece] = field(default_factory=list)


def issues_of(lines: Sequence[Line]) -> list[Issue]:
    """Return the issues in a reading's lines, each from its mast-head to the next."""
    text = next((i for i, line in enumerate(lines) if line.ended), len(lines))
    starts = [0]
    for i in range(text + 1, len(lines)):
        if _opens_issue(lines, i) and not _is_running(_said(head_lines(lines[starts[-1] :])), lines[i]):
            starts.append(i)
    return [_issue(lines[a:b]) for a, b in itertools.pairwise([*starts, len(lines)])]


def _said(head: Sequence[tuple[Line, Masthead]]) -> Masthead:
    """Return what the lines of a head say together."""
    return functools.reduce(operator.or_, (said for _, said in head), Masthead())


def _is_running(head: Masthead, line: Line) -> bool:
    """Tell whether a line says name and number of the issue's own head again, as over or under each page, and no office or day."""
    said = masthead_line(line.mapped)
    if not (said.publication and head.publication) or said.issue_number is None or said.issuing_body or said.issue_date:
        return False
    return (said.publication.text, said.issue_number) == (head.publication.text, head.issue_number)


def _opens_issue(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a further issue begins at line `i`, behind running text: a name and, right under it, a number (or both on one line)."""
    said = masthead_line(lines[i].mapped)
    if not said.publication:
        return False
    return said.issue_number is not None or number_below(lines, i)


def _issue(lines: Sequence[Line]) -> Issue:
    issue = Issue()
    head = head_lines(lines)
    issue.masthead = _said(head)
    issue.head = [line for line, _ in head]
    body = lines.index(head[-1][0]) + 1 if head else 0
    while head and body < len(lines) and page_role(lines[body].mapped):
        body += 1
    issue.page = [Piece((line,), page_role(line.mapped)) for line in lines[:body] if line not in issue.head]
    rest = _take_contents(issue, lines[body:])
    running = {line: "furniture" for line in rest if _is_running(issue.masthead, line)}
    pieces = pieces_of(rest, (_roles(rest) | running).get)
    end = max((i for i, p in enumerate(pieces) if not p.role), default=-1) + 1
    while end < len(pieces) and pieces[end].role in ("caption", "sender"):
        end += 1
    issue.items = items_of(pieces[:end], [line.text for line in issue.contents])
    issue.foot = pieces[end:]
    for piece in issue.foot:
        if piece.role == "signature":
            issue.masthead |= masthead_line(piece.mapped)
    return issue


def _take_contents(issue: Issue, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines behind the list of contents: one with a heading (目录), or two entries or more without one or under a short line in brackets."""
    words = {w.replace(" ", "") for w in vocabulary("publications")["contents"]["words"]}
    headed = bool(lines) and lines[0].text.strip(f"【】[]：: {SIGNS}").replace(" ", "") in words
    first = end = int(headed or (bool(lines) and bool(_FRAMED_HEADING.fullmatch(lines[0].text))))
    while end < len(lines) and any(same_title(lines[end].text, later.text) for later in lines[end + 1 :]):
        end += 1
    if headed:
        end = max(end, _numbered_entries(lines, first))
    if not headed and (end - first < _FEWEST_ENTRIES or len({line.text for line in lines[first:end]}) < end - first):
        return lines
    issue.contents = list(lines[:end])
    return lines[end:]


def _numbered_entries(lines: Sequence[Line], first: int) -> int:
    """Return where the entries end that count on from 1 under the heading of the contents, if a later line says one of them again."""
    end = first
    while end < len(lines) and (mark := heading_mark(lines[end].text)) and mark.ordinal == end - first + 1 and not lines[end].ended:
        end += 1
    again = any(same_title(entry.text, later.text) for entry in lines[first:end] for later in lines[end:])
    return end if again else first


def _roles(lines: Sequence[Line]) -> dict[Line, str]:
    """Return the roles of the lines at the foot: names, distribution list with the lines that go on with it, printer's line.

    Short lines below the distribution list are the printer's, whatever they say, if no sentence comes after them.
    """
    roles: dict[Line, str] = {}
    current = ""
    last_text = max((i for i, line in enumerate(lines) if line.ended and not _role(line)), default=-1)
    for i, line in enumerate(lines):
        role = _role(line) or ("sender" if i and lines[i - 1].ended and _signs_above(lines, i) else "")
        role = role or ("signoff" if "distribution" in roles.values() and is_signoff(line.text) else "")
        if not role and current == "distribution" and not line.ruled and not line.gap:
            role = "imprint" if _NOTE.fullmatch(line.text) else current
        elif not role and i > last_text and _is_signature(lines[i : i + 3]):
            role = "signature"
        elif not role and "distribution" in roles.values() and i > last_text and len(line.text) <= _LONGEST_IMPRINT:
            role = "imprint"
        current = role
        if role:
            roles[line] = role
    return roles


def _signs_above(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line behind an ended text names who sent it in: behind a dash, in heavy brackets, or set far right over a gap or the foot."""
    line, below = lines[i], lines[i + 1 : i + 2]
    over_foot = all(b.ruled or _role(b) for b in below)
    apart = over_foot or (not line.gap and all(b.gap for b in below))
    return is_dashed_sender(line.text) or is_framed_sender(line.text) or (line.indent >= _FAR_RIGHT and apart and is_unit(line.text))


def _is_signature(lines: Sequence[Line]) -> bool:
    """Tell whether lines are a date, or an office or two over one, as official papers end; an office alone sent the item in."""
    said = [masthead_line(line.mapped) for line in lines]
    if said[0].publication or trailing_unit(lines[0].text):
        return False
    offices = next((i for i, one in enumerate(said) if not one.issuing_body or one.issue_date), len(said))
    return offices < len(said) and bool(said[offices].issue_date)


def _role(line: Line) -> str:
    if is_distribution(line.text):
        return "distribution"
    if is_sender(line.text) and not line.tabled:
        return "sender"
    if len(line.text) <= _LONGEST_IMPRINT and is_signoff(line.text) and not trailing_unit(line.text):
        return "signoff"
    return "imprint" if is_printed(line.text) else ""
