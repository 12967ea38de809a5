"""How many points are announced against those that follow: 做好以下三项工作。一是…。二是…。三是…。四是…."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.checks.sense.statements import Prose, disagreement, opening
from parsers.document import Finding
from parsers.grammar.numerals import to_int

# 要重点做好以下三项工作。一是 | 提出四点要求：\n一要 | 采取四项措施，推动责任落地。一是
_ANNOUNCED = re.compile(
    r"(?<![第一二三四五六七八九十百千\d.])(?P<n>[两二三四五六七八九十2-9])(?:个?方面|[项点条件步]|大|个(?!百分)(?=[^\W\da-zA-Z_]{2}))[^\W\da-zA-Z_]{0,10}(?:，[^\W\da-zA-Z_]{2,12}(?=[。：]))?(?:[。：，]|(?=\n))(?P<line>\n?)(?=一(?P<word>[是要]))"
)
_POINT = r"(?:(?<=[。；，：、！？”\n])|^)(?P<n>[一二三四五六七八九十])"
_ANY_POINT = re.compile(rf"{_POINT}[是要]")
_POINTS = {word: re.compile(_POINT + word) for word in "是要"}
_PARAGRAPHS = {word: re.compile(rf"(?m:^){_POINT}{word}") for word in "是要"}
_NUMERALS = "一二三四五六七八九十"
# a list that ends with other words than it began
_ENDS_OTHERWISE = re.compile(r"同时|此外|另外|最后|还要|再次|再者|其[一二三四]|第[一二三四]")
_FEWEST, _ENDED = 2, ("。", "！", "”")


class _List(NamedTuple):
    """The points behind what announces them: how many, where the last begins, and whether nothing breaks their order."""

    many: int
    last: int
    whole: bool


def announced(prose: Prose) -> Iterator[Finding]:
    """Yield the numbers of points that are announced where more or fewer follow, one by one from 一是 on."""
    if "一是" not in prose.text and "一要" not in prose.text:
        return
    for head in _ANNOUNCED.finditer(prose.text):
        if _inside_another(prose.text, head.start()):
            continue
        points, said = _points(prose.text, head), to_int(head["n"])
        if points.many > said or (_FEWEST <= points.many < said and points.whole):
            start = opening(prose.text, head.start(), "。；：，！？\n")
            spans = (*prose.spans(start, head.start("line")), *prose.spans(points.last, points.last + 2))
            message = f"The text announces {head['n']} points, but {points.many} follow."
            yield disagreement(spans, message, str(points.many), head["n"], "error" if points.many > said else "warning")


def _inside_another(text: str, at: int) -> bool:
    """Tell whether a list stands within a point of another list: the points behind it can be of that one."""
    return bool(_ANY_POINT.search(text[text.rfind("\n", 0, at) + 1 : at]))


def _points(text: str, head: re.Match[str]) -> _List:
    """Return the points behind what announces them: in one paragraph, or each at the head of a paragraph."""
    ends = text.find("\n", head.end())
    stop = len(text) if ends < 0 else ends
    found = list(_POINTS[head["word"]].finditer(text, head.end(), stop))
    if head["line"] and len(found) < _FEWEST:
        stop = len(text)
        found = list(_PARAGRAPHS[head["word"]].finditer(text, head.end(), stop))
    count = next((k for k, point in enumerate(found) if to_int(point["n"]) != k + 1), len(found))
    tail = text[found[count - 1].start() : stop].split("\n", maxsplit=1)[0]
    # a further point may stand in the next paragraph
    on = count < len(_NUMERALS) and text.find(f"{_NUMERALS[count]}{head['word']}", stop) >= 0
    whole = count == len(found) and tail.endswith(_ENDED) and not on and not _ENDS_OTHERWISE.search(text, head.end(), stop)
    return _List(count, found[count - 1].start(), whole)
