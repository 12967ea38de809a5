"""Where the foot of a page begins in a text that was copied with it: links to other articles, and whose the page is."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.grammar.joining import Role, pieces_of
from parsers.grammar.lines import Line
from parsers.grammar.pieces import Piece
from seeds import vocabulary

_ORNAMENTS = "【】[]《》■□◆●○▪·•|｜>» \t　：:"
# lines of a foot are short, save those that say whose the page is
_LONGEST = 60
_WHOSE = re.compile(r"版权|转载|著作权|免责|本网|本站|侵权")


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(vocabulary("web")["foot"][name])


@cache
def _related() -> frozenset[str]:
    return frozenset(vocabulary("webpage")["lines"]["related"])


def page_pieces(lines: Sequence[Line], role_of: Role) -> list[Piece]:
    """Return the lines as pieces; what would be text or a caption behind the line that opens the page's foot is furniture."""
    foot = frozenset(line.span for line in lines[foot_start(lines) :])

    def role(line: Line) -> str | None:
        said = role_of(line)
        return "furniture" if line.span in foot and said in (None, "caption") else said

    return pieces_of(lines, role)


def foot_start(lines: Sequence[Line]) -> int:
    """Return the index of the line that opens the foot of a page; the number of lines where there is none.

    From the end up all lines are short or say whose the page is; the first of them that opens a foot does.
    """
    start = at = len(lines)
    while at > 1 and _may_stand(lines[at - 1].text):
        at -= 1
        if _opens(lines[at].text):
            start = at
    return start


def _may_stand(text: str) -> bool:
    return bool(_WHOSE.search(text)) or (len(text) <= _LONGEST and not text.endswith(("。", "。”")))


def _opens(text: str) -> bool:
    bare = text.strip(_ORNAMENTS)
    return bare in _related() or bare.startswith(_words("opens")) or bare in _words("whole")
