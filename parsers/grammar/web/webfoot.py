"""Where the foot of a page begins in a text that was copied with it: links to other articles, and whose the page is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from parsers.grammar.layout.joining import Role, pieces_of
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.web.sitehead import site_lines
from parsers.grammar.web.sourcelines import labelled
from seeds import vocabulary

# 打印 | 收藏 | 发给好友
_TOOLS, _LONGEST_TOOL = 3, 8
_ORNAMENTS = "—―【】[]《》■□◆●○▪·•|｜>» \t　：:"
# lines of a foot are short, save those that say whose the page is
_LONGEST = 60
_WHOSE = re.compile(r"版权|转载|著作权|免责|本网|本站|侵权|授权")
# 原标题：青龙寨的辣椒红了
_ORIGINAL = re.compile(r"(?:原标题|原题|原文标题)\s*[:：]\s*(?=\S)")
# 光明网版权所有
_OWNED = re.compile(r"[^\W\da-zA-Z_]{2,10}版权(?:所有|声明|说明)|[^\W\da-zA-Z_]{2,8}版权与[^，。]{2,16}声明")
_LONGEST_VALUE = 14


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(vocabulary("web")["foot"][name])


@cache
def _related() -> frozenset[str]:
    return frozenset(vocabulary("webpage")["lines"]["related"])


def page_pieces(lines: Sequence[Line], role_of: Role) -> list[Piece]:
    """Return the lines as pieces; what would be text or a caption at the page's head, or behind the line that opens its foot, is furniture."""
    foot = lines[foot_start(lines) :]
    page = frozenset(line.span for line in (*foot, *site_lines(lines)))

    def role(line: Line) -> str | None:
        said = role_of(line) or ("meta" if _is_label(line.text) else None)
        return "furniture" if line.span in page and said in (None, "caption") else said

    return list(_without_label(list(_with_values(pieces_of(lines, role)))))


def _without_label(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with 原标题： cut off before a headline, or that line the page's where the headline stands elsewhere too."""
    for piece in pieces:
        label = _ORIGINAL.match(piece.text) if not piece.role else None
        if not label:
            yield piece
        elif any(p is not piece and not p.role and p.text == piece.text[label.end() :] for p in pieces):
            yield replace(piece, role="furniture", display=False)
        else:
            yield replace(piece.cut(label.end(), len(piece.text)), display=True)


def _with_values(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with a label that stands alone on its line joined to the short line under it: 来源： / 清江在线."""
    values = {i + 1 for i, piece in enumerate(pieces[:-1]) if piece.role == "meta" and _is_label(piece.text) and _is_value(pieces[i + 1])}
    for i, piece in enumerate(pieces):
        if i not in values:
            yield replace(piece.joined(pieces[i + 1]), role="meta") if i + 1 in values else piece


def _is_label(text: str) -> bool:
    """Tell whether a line is a label and nothing else, over what it labels: 来源： | 责任编辑：; a time would stand on its line."""
    first = next(iter(labelled(text)), None) if text.rstrip().endswith((":", "：")) else None
    return bool(first and first.sort != "time" and text.startswith(first.label) and not text[first.start :].strip())


def _is_value(piece: Piece) -> bool:
    return (
        piece.role in (None, "furniture")
        and len(piece.lines) == 1
        and len(piece.text) <= _LONGEST_VALUE
        and not re.search(r"[，。：:\d]", piece.text)
    )


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
    return bare in _related() or bare.startswith(_words("opens")) or bare in _words("whole") or bool(_OWNED.match(bare)) or _is_row(text)


def _is_row(text: str) -> bool:
    """Tell whether a line is a row of a page's tools or channels parted by strokes: 打印 | 收藏 | 发给好友."""
    words = [word.strip() for word in re.split(r"[|｜]", text)]
    return len(words) >= _TOOLS and all(0 < len(word) <= _LONGEST_TOOL and not re.search(r"[，。：:\d]", word) for word in words)
