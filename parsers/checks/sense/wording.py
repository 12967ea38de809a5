"""The same thing under two names or numbers, and a figure whose time is left open: for a person to look at."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose
from parsers.document import Finding, Spans

# 五色花菜, 七种颜色花菜
_COLOURS = re.compile(r"(?P<n>[一二三四五六七八九十两])(?:种颜色的?|色)(?P<thing>[^\W\da-zA-Z_]{2})")
_INSTITUTION = re.compile(r"[^\W\da-zA-Z_]{8,24}?(?:物流中心|示范园|产业园|科技园|工业园|基地|合作社|有限公司|纪念馆|博物馆|学校|医院)")
_SHARED = 8
_LONGEST_HEAD = 6
_ANY = re.compile(r"[的、，。；：（）\n“”]")
# 截至目前 sums up since the beginning, 年均 is about one year
_CUMULATIVE = re.compile(r"(?P<until>截[至止][^，。；]{2,10})[^。；]{0,16}?(?P<each>[年月日]均)(?!增长|增幅|增速|提高|下降)")


def wording(prose: Prose) -> Iterator[Finding]:
    """Yield things that the text names in two ways, and sums up to now that are given per year."""
    yield from _colours(prose)
    yield from _institutions(prose)
    for match in _CUMULATIVE.finditer(prose.text):
        message = f"“{match['until']}” sums up to a day, “{match['each']}” is about one period: which time the figure is about stays open."
        yield _finding("period_unclear", message, prose.spans(*match.span()))


def _colours(prose: Prose) -> Iterator[Finding]:
    first: dict[str, re.Match[str]] = {}
    for match in _COLOURS.finditer(prose.text):
        known = first.setdefault(match["thing"], match)
        if known["n"] != match["n"]:
            message = f"The text says “{known[0]}” and “{match[0]}” of what seems the same thing."
            yield _finding("names_disagree", message, prose.spans(*match.span()) + prose.spans(*known.span()))


def _institutions(prose: Prose) -> Iterator[Finding]:
    """Yield the long names of a caption that the text gives with another beginning: 濮阳宏进农副产品国际物流中心, 王助农副产品国际物流中心."""
    found = list(_INSTITUTION.finditer(prose.text)) if any(p.kind == "caption" for p in prose.passages) else []
    for caption in (m for m in found if prose.kind(m.start()) == "caption"):
        for other in (m for m in found if prose.kind(m.start()) == "paragraph"):
            if _differ(caption[0], other[0]) and caption[0][-_LONGEST_HEAD - _SHARED :] not in other[0]:
                name = _ANY.split(other[0])[-1]
                message = f"The caption names “{caption[0]}”, the text “{name}”."
                yield _finding("names_disagree", message, prose.spans(*caption.span()) + prose.spans(other.end() - len(name), other.end()))
                break


def _differ(a: str, b: str) -> bool:
    """Tell whether two names end alike and begin otherwise."""
    shared = 0
    while shared < min(len(a), len(b)) and a[-1 - shared] == b[-1 - shared]:
        shared += 1
    heads = a[: len(a) - shared], b[: len(b) - shared]
    return shared >= _SHARED and all(len(_ANY.split(head)[-1]) > 1 for head in heads) and len(heads[0]) <= _LONGEST_HEAD


def _finding(code: str, message: str, spans: Spans) -> Finding:
    return Finding(code=code, severity="info", message=message, spans=spans)
