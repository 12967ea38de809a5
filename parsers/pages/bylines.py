"""Lines that say who wrote a text, and such lines that are broken in two."""

import re
from collections.abc import Sequence

from parsers.grammar.makers.bylines import byline

_LONGEST_BYLINE = 40
_WRITERS = re.compile(r"记者|通讯员|作者|文/|/文|评论员")
# a second line is shorter than this, and begins with no role
_LONGEST_REST = 14
_ROLE = re.compile(r"\W*(?:本报|全媒体|融媒|记者|通讯员|作者|评论员|文/|图/)")


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the text, and nothing else; who took a picture is said in its caption."""
    if len(text) > _LONGEST_BYLINE or text.endswith("摄") or not _WRITERS.search(text):
        return False
    found = byline(text)
    return bool(found and found.made)


def goes_on_as_byline(upper: str, lower: str) -> bool:
    """Tell whether a line goes on with who wrote the text where it was broken: 本报记者 张三 通讯员 | 李四 文/图."""
    rest = len(lower) <= _LONGEST_REST and not _ROLE.match(lower)
    return rest and bool(_ROLE.match(upper)) and is_byline(upper + between(upper, lower) + lower)


def is_whole_byline(lines: Sequence[str]) -> bool:
    """Tell whether lines under each other say who wrote the text, and nothing else."""
    return is_byline(lines[0]) if len(lines) == 1 else len(lines) == 2 and goes_on_as_byline(*lines)


def between(upper: str, lower: str) -> str:
    """Return what stands between two lines of a byline: a space where that makes more names of them, nothing where one was broken."""
    parted, whole = (len(found.made) if (found := byline(words)) else 0 for words in (f"{upper} {lower}", upper + lower))
    return " " if parted > whole else ""
