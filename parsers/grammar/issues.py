"""A bulletin's issue: its head, its list of contents, its items, and the lists and names at its foot."""

import functools
import itertools
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.document import Text
from parsers.grammar.bylines import byline
from parsers.grammar.distribution import is_distribution, is_printed
from parsers.grammar.items import Item, items_of, same_title
from parsers.grammar.lines import Line
from parsers.grammar.mastheads import Masthead, masthead_line, unspread
from parsers.grammar.pieces import Piece, pieces_of
from parsers.grammar.units import is_dashed_sender, is_sender, trailing_unit
from parsers.grammar.webhead import page_role
from seeds import vocabulary

# lines of a mast-head at the most, before its first item
_HEAD_LINES = 14
_LONGEST_IMPRINT = 80
_LONGEST_NAME = 18
# （6月30日8时）: the hour to which a report of a duty office goes; （2024年5月6日—5月12日）: the days that one of a week tells of
_DAY = r"(?:20\d\d\s*年\s*)?(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日"
_AS_OF = re.compile(
    r"[（(](?:截至)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\d{1,2}\s*[时点](?:\d{1,2}分)?[）)]"
    rf"|[（(]?\s*{_DAY}\s*[—\-－–~～至]{{1,2}}\s*{_DAY}\s*[）)]?"
)


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
    return said.issue_number is not None or _number_below(lines, i)


def _number_below(lines: Sequence[Line], i: int) -> bool:
    return any(masthead_line(line.mapped).issue_number is not None for line in lines[i + 1 : i + 3])


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


def head_lines(lines: Sequence[Line]) -> list[tuple[Line, Masthead]]:
    """Return the lines of a mast-head at the top of `lines` with what each says.

    A short line right over the number is the bulletin's name even where its wording is not a known one. Lines of the page are passed over.
    """
    head: list[tuple[Line, Masthead]] = []
    known = Masthead()
    for i, line in enumerate(lines[:_HEAD_LINES]):
        said = masthead_line(line.mapped)
        if not said.says_anything() and page_role(line.mapped):
            continue
        if not said.says_anything() and not known.publication and _may_be_name(line) and _number_below(lines, i):
            said = Masthead(publication=_name(line, lines[i + 1]))
        again = said.publication and known.publication and not set(said.publication.spans) <= set(known.publication.spans)
        repeats = bool(again and said.issue_number is None and not said.issue_date)
        if repeats or not (said.says_anything() or (known.says_anything() and _AS_OF.fullmatch(line.text)) or _signs_head(lines, i, known)):
            break
        known |= said
        head.append((line, said))
    return head


def _signs_head(lines: Sequence[Line], i: int, known: Masthead) -> bool:
    """Tell whether line `i` names who signed, in a mast-head that has begun or right over one (签发人：贺海军 above the name)."""
    begun = known.says_anything() or any(masthead_line(line.mapped).says_anything() for line in lines[i + 1 : i + 3])
    return begun and is_signoff(lines[i].text)


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
    while end < len(lines) and any(same_title(lines[end].text, later.text) for later in lines[end + 1 :]):
        end += 1
    issue.contents = list(lines[:end])
    return lines[end:]


def _roles(lines: Sequence[Line]) -> dict[Line, str]:
    """Return the roles of the lines at the foot: names, distribution list with the lines that go on with it, printer's line.

    Short lines below the distribution list are the printer's, whatever they say, if no sentence comes after them.
    """
    roles: dict[Line, str] = {}
    current = ""
    last_text = max((i for i, line in enumerate(lines) if line.ended and not _role(line)), default=-1)
    for i, line in enumerate(lines):
        role = _role(line) or ("sender" if i and lines[i - 1].ended and is_dashed_sender(line.text) else "")
        role = role or ("signoff" if "distribution" in roles.values() and is_signoff(line.text) else "")
        if not role and current == "distribution" and not line.ruled and not line.gap:
            role = current
        elif not role and i > last_text and _is_signature(lines[i : i + 3]):
            role = "signature"
        elif not role and "distribution" in roles.values() and i > last_text and len(line.text) <= _LONGEST_IMPRINT:
            role = "imprint"
        current = role
        if role:
            roles[line] = role
    return roles


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
    if is_sender(line.text):
        return "sender"
    if len(line.text) <= _LONGEST_IMPRINT and is_signoff(line.text) and not trailing_unit(line.text):
        return "signoff"
    return "imprint" if is_printed(line.text) else ""
