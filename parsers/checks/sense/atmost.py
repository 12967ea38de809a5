"""Lists with 等 that name more than their number: 书法、摄影、剪纸、秧歌等三项比赛; 先锋队、突击队、志愿队、应急队等3支队伍."""

import re
from collections.abc import Iterator

from parsers.checks.sense.enumerations import is_counted
from parsers.checks.sense.statements import Prose, opening
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_NUMBERED = re.compile(r"等(?P<n>[两二三四五六七八九十]|\d{1,2})(?P<unit>[个家所项座条支类种门场只])(?P<noun>[^\W\da-zA-Z_]{2,8})")
_NAME = re.compile(r"[^\W\da-zA-Z_]{2,8}")
# names of two letters each, or of one sort that is what is counted
_SHORT = 2
_WORDS_BETWEEN = re.compile(r"[的在和与及是了有将把从对]")


def at_most(prose: Prose) -> Iterator[Finding]:
    """Yield the open lists of one sort whose names are more than their number; an error."""
    text = prose.text
    for match in _NUMBERED.finditer(text) if "等" in text else ():
        start = opening(text, match.start(), "，。；：！？\n（）“”")
        names = text[start : match.start()].split("、")
        rest = names[1:]
        if len(names) <= to_int(match["n"]) or is_counted(text, match.start("n")) or not all(_NAME.fullmatch(name) for name in rest):
            continue
        if _is_of_sort([names[0][-_SHORT:], *rest], match["noun"]):
            first = start + len(names[0]) - min(len(names[0]), max(map(len, rest)))
            message = f"The text names {len(names)} ({text[first : match.start()]}), but counts {to_int(match['n'])}."
            yield prose.finding(first, match.end("unit"), message, str(len(names)), match["n"])


def _is_of_sort(names: list[str], noun: str) -> bool:
    """Tell whether all names have two letters, or end with what is counted (队 of 队伍)."""
    if any(_WORDS_BETWEEN.search(name) for name in names[1:]):
        return False
    ends = {name[-1] for name in names}
    return all(len(name) == _SHORT for name in names) or (len(ends) == 1 and names[0][-1] in (noun[0], noun[-1]))
