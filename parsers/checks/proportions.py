"""Proportions against part and whole: 其中脱贫户48户，占15%; 完成改厕1015户，占任务1134户的89.5%; 占水稻面积的64.4%; 税收占比75%."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.rates import fits_some_pair, ratio_finding
from parsers.checks.statements import Sentence, same_kind
from parsers.checks.tolerance import interval
from parsers.document import Finding
from parsers.grammar.quantities import Quantity

_OF = re.compile(r"(?:^|[，、])(?:约|均|仅|已|也|就)?占(?:比)?(?P<whole>[^，。；：、0-9]{0,12}?)的?(?:约|近|达到|达|为|超|超过|高达)*$")
_INSIDE = re.compile(r"占[^，。；：、0-9]{0,12}$")
_ALL = re.compile(r"^(?:总[数量人户面额]?[数积额]?|全部|其)?$")
# words of a whole that many things have
_COMMON = re.compile(r"全[县市省国镇乡村区]|总|该[县市镇乡村]|种植|栽培|面积|产量|产值|收入|销售|金额|数量|人数|户数|企业|农户|人口|的")
# 税收占比达78.6% | 其中，税收收入39.6亿元: the share of what was told as a part of its whole
_SHARE_OF = re.compile(r"(?P<part>[^\W\da-zA-Z_]{2,6})占比(?:约|近|达到|达|为|超|超过|高达)*")
_TOLD = re.compile(r"其中|完成|实现|达到?|为|[约近超]")
_SORTS = ("", "收入", "总额", "面积", "产值", "人口", "投资", "数")
_NEAR = re.compile(r"[。；\n]")
_WINDOW = 3


def proportions(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the proportions of a sentence that the part and the whole it names contradict."""
    sentence, before = sentence.counted, before[-_WINDOW:]
    for i, figure in enumerate(sentence.figures):
        if figure.word.unit != "%":
            continue
        pair = (_inside(sentence, i) or _outside(sentence, before, i) if i else None) or _of_part(sentence, before, i)
        if pair and interval(pair[1]).low > 0 and not fits_some_pair(sentence, before, i):
            yield ratio_finding(sentence.prose, *pair, figure)


def _inside(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 完成改厕1015户，占秋季任务1134户的89.5%."""
    if i < 2 or sentence.gap(i) != "的" or not _INSIDE.search(sentence.gap(i - 1)) or _NEAR.search(sentence.gap(i - 1)):
        return None
    part, whole = sentence.figures[i - 2], sentence.figures[i - 1]
    return (part, whole) if same_kind(part, whole) else None


def _outside(sentence: Sentence, before: Sequence[Sentence], i: int) -> tuple[Quantity, Quantity] | None:
    of = _OF.search(sentence.gap(i))
    part = sentence.figures[i - 1]
    if not of or part.word.dimension in ("share", "rank") or _NEAR.search(sentence.gap(i)):
        return None
    if not _ALL.match(of["whole"]):
        return _named(sentence, before, i, of["whole"])
    if i < 2 or _NEAR.search(sentence.gap(i - 1)):
        return None
    whole = sentence.figures[i - 2]
    linked = "其中" in sentence.gap(i - 1) or whole.word.unit == part.word.unit
    return (part, whole) if linked and same_kind(part, whole) and whole.value >= part.value else None


def _of_part(sentence: Sentence, before: Sequence[Sentence], i: int) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 税收占比达78.6% where 其中，税收收入39.6亿元 has told the part, and nothing else by that name."""
    named = _SHARE_OF.fullmatch(sentence.front(i))
    names = {named["part"] + sort for sort in _SORTS} if named else set()
    rows = [(s, j) for s in (*before, sentence) for j in range(len(s.figures)) if names and _TOLD.sub("", s.front(j)) in names]
    if len(rows) != 1:
        return None
    s, j = rows[0]
    among = s.prose.text.rfind("其中", s.start, s.figures[j].start)
    wholes = [q for q in s.figures[:j] if q.end <= among and same_kind(q, s.figures[j])]
    return (s.figures[j], wholes[-1]) if wholes and wholes[-1].value >= s.figures[j].value else None


def _named(sentence: Sentence, before: Sequence[Sentence], i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return the part with the one figure nearby whose words hold all that is special in the name of the whole: 水稻面积."""
    part, special = sentence.figures[i - 1], _COMMON.sub("", whole)
    if len(special) < len("水稻"):
        return None
    rows = [(s, j) for s in before for j in range(len(s.figures))] + [(sentence, j) for j in range(i - 1)]
    found = [s.figures[j] for s, j in rows if special in s.front(j) + s.back(j) and same_kind(s.figures[j], part)]
    return (part, found[0]) if len(found) == 1 and found[0].value >= part.value else None
