"""Rows of figures that are said to be all of a whole: 总投入8600万元，由…3200万元、…2400万元、…2000万元构成; 分两批实施。第一批…，第二批…; 38处、214处、226处，实现486处全覆盖."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.statements import NO_COUNTS, Sentence
from parsers.checks.sense.sums import CARRIED
from parsers.checks.sense.tolerance import can_total
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

# one of these stands in front of all there is, or behind it
_ORDERED = ("第", "首", "其中")
_WORDS = (*_ORDERED, "由", "分", "成", "全覆盖", "全部")
_N = r"(?P<n>[两二三四五六七八九]|\d)"
# 由中央资金|… 构成 | ，分为线上|… | ，共分四类：; without 等
_OPENS = re.compile(
    rf"(?:[，。：（]|^)[^，。；\d]{{0,8}}(?:由|分为|分成|构成为|划分为|组成：|构成：|共?分{_N}[类种批期档级块部大个][^，。；\d]{{0,6}}[：，。])[^，。；\d]{{0,12}}$"
)
_CLOSES = re.compile(r"[^，。；\d]{0,6}(?:构成|组成|[两二三四五六七八九\d]部分)")
_OF_MADE = re.compile(r"由[^，。；\d]{0,12}$")
# 分两批实施。第一批|…，第二批|…
_PARTED = re.compile(rf"(?:分|共)(?:为|成)?{_N}(?:个)?(?P<of>[批期段阶轮标年步])")
_PART = re.compile(r"^(?:其中，?)?(?:第(?P<n>[一二三四五六])|(?P<first>首)|(?P<bare>[一二三四五六]))个?(?P<of>[批期段阶轮标年步])")
_ORDER = "一二三四五六"
# …，实现486处全覆盖 | ，486处隐患点全部落实
_COVERS = re.compile(r"^，(?:实现|确保|做到|对)?(?:了|全[县市区镇乡村])?$")
_ALL = re.compile(r"^[^，。；\d]{0,10}(?:全覆盖|全部)")
_OTHER = re.compile(r"新增|力争|目标|预计|去年|上年|每|均|等|主要|约|另|还|以上")
_NEAR, _TWO, _THREE = Decimal("0.3"), 2, 3


def runs(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the wholes that the row which is all of them does not give; errors."""
    if CARRIED.search(sentence.text):
        return
    text = sentence.text
    if not any(word in text for word in _WORDS):
        return
    apart = (1, _TWO) if any(word in text for word in _ORDERED) else ()
    for told in (sentence.counted, *(sentence.with_before(before, many) for many in apart)):
        found = next((one for one in _rows(told) if one.parts[-1].start >= sentence.start), None) if told else None
        if told and found:
            if (
                found.whole.value
                and not can_total(found.parts, found.whole)
                and abs(found.total - found.whole.value) <= found.whole.value * _NEAR
            ):
                yield sum_finding(told, found, "error")
            return


def _rows(sentence: Sentence) -> Iterator[Breakdown]:
    for i, figure in enumerate(sentence.figures):
        if figure.word.dimension in NO_COUNTS or figure.bound != "exact" or not figure.value:
            continue
        if i + _TWO < len(sentence.figures) and (row := _opened(sentence, i) or _by_order(sentence, i)):
            yield Breakdown(figure, row)
        if i >= _THREE and _COVERS.match(sentence.gap(i)) and _ALL.match(sentence.back(i)):
            row = _beside(sentence, i - 1, -1)
            if len(row) >= _THREE and not _OTHER.search(sentence.prose.text, row[0].start, figure.start):
                yield Breakdown(figure, row)


def _beside(sentence: Sentence, j: int, step: int) -> list[Quantity]:
    """Return the figures from figure `j` on, forwards or backwards, that are joined in one list and in one unit."""
    run = [sentence.figures[j]]
    while 0 <= j + step < len(sentence.figures):
        gap = sentence.gap(max(j, j + step))
        other = sentence.figures[j + step]
        if other.word.unit != run[0].word.unit or "。" in gap or "；" in gap or gap.count("，") + gap.count("、") > 1:
            break
        run.append(other)
        j += step
    return run if step > 0 else run[::-1]


def _opened(sentence: Sentence, i: int) -> list[Quantity]:
    """Return what figure `i` is said to be made of right behind it."""
    opens = _OPENS.search(sentence.gap(i + 1))
    if not opens or sentence.figures[i + 1].word.unit != sentence.figures[i].word.unit or "。" in sentence.gap(i + 1)[:-1]:
        return []
    row = _beside(sentence, i + 1, 1)
    text, last = sentence.prose.text, row[-1].end
    if _OTHER.search(text, row[0].start, last) or text.startswith("等", last) or len(row) < _TWO:
        return []
    if opens["n"] and to_int(opens["n"]) != len(row):
        return []
    return row if not _OF_MADE.search(opens[0]) or _CLOSES.match(text, last) else []


def _by_order(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the figures of 第一批 and all the others that figure `i` is said to come in."""
    figure, text = sentence.figures[i], sentence.prose.text
    parted = _PARTED.search(text, figure.end, sentence.figures[i + 1].start) or _PARTED.search(text, figure.end, sentence.end)
    if not parted:
        return []
    rows = [(m, q) for j, q in enumerate(sentence.figures) if q.start > parted.end() and (m := _PART.match(sentence.front(j)))]
    rows = [(m, q) for m, q in rows if m["of"] == parted["of"] and q.word.unit == figure.word.unit]
    order = "".join(m["n"] or m["bare"] or "一" for m, _ in rows)
    nearer = [q for q in sentence.figures[i + 1 :] if q.end <= parted.start() and q.word.unit == figure.word.unit]
    told = len(rows) == to_int(parted["n"]) and order == _ORDER[: len(rows)]
    return [q for _, q in rows] if told and not nearer and not any(q.bound != "exact" for _, q in rows) else []
