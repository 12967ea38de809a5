"""What is left, and what was gained, told by itself behind its two figures, in the same sentence or the next: 320户。…已签286户。剩余44户; 由32条优化为28条，净减少6条."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.growth import doubled
from parsers.checks.sense.moves import changed
from parsers.checks.sense.remainders import left_over
from parsers.checks.sense.statements import NO_COUNTS, Sentence
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# what is left, and what became of something, is told with one of these
_WORDS = ("剩", "余", "由", "从", "自")
_LEFT = re.compile(r"^(?:而|现|目前)?(?:剩余|其余|余下|还剩下?|剩下|尚余|仍剩)的?[^\W\d]{0,6}$")
# a part, a plan, or what came to it: no whole, and nothing of it that is done
_OTHER = re.compile(r"其中|新增|分别|计划(?!任务)|力争|预计|每|均|去年|上年|另")
_LEFT_NEAR, _TWO = Decimal("0.15"), 2
# 三年净增 | ，净减少 | 短短两年增加了
_BY = re.compile(
    r"^(?:也就是说|即|短短|仅仅|这)?(?:[一两二三四五六七八九十\d]{1,3}年(?:间|来|时间)?|其间|期间|前后|累计|总共|共|整整|净|实际|一年)*"
    r"(?:(?P<up>增加|增长|提高|上升|扩大|增收|[增升涨多])|(?P<down>减少|下降|降低|压减|缩减|缩短|节约|[减降少]))(?:了|加|幅(?:达|为)?)?(?:近|约|达|整整)*$"
)
_TO = re.compile(r"^[^，。；\d]{0,8}?(?:[到至为成])了?(?:现在|如今|目前|今年|当前|20\d\d年(?:底|末)?|去年)?的?$")
_FROM = re.compile(r"[由从自][^，。；]{0,16}$")
_CHANGES = ("%", "倍", "个百分点")
# 同比下降18.6%|，由上年同期的
_AHEAD = re.compile(r"^，(?:主要)?[由从自](?:去年|上年|年初|上月|前年|原来)?(?:同期|同月|底|末)?的?$")
_CHANGE = re.compile(
    r"(?:同比|环比|比上年|较上年|比去年|较去年)(?:净)?(?:(?P<up>增加|增长|提高|上升|增)|(?P<down>减少|下降|降低|减|降))了?$"
)


def nearby(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield what is said to be left or gained where the only two figures it can be of leave or gain something else; errors."""
    own, text = sentence.start, sentence.text
    wholes = [sentence.counted] if any(word in text for word in _WORDS) else []
    if any(_LEFT.match(front) or _BY.match(front) for front in map(sentence.front, range(len(sentence.figures)))):
        wholes += [told for many in (1, _TWO) if (told := sentence.with_before(before, many))]
    for whole in wholes:
        for i, figure in enumerate(whole.figures):
            if figure.start >= own and (finding := _told(whole, i)):
                yield finding
                return


def _told(sentence: Sentence, i: int) -> Finding | None:
    """Return what is wrong about figure `i` as the end of a move, as a change told before or behind one, or as what is left."""
    move = doubled(sentence, sentence.figures[i - 1], sentence.figures[i]) if i and _is_move(sentence, i) else None
    return move or _ahead(sentence, i) or ((_left(sentence, i) or _gained(sentence, i)) if i >= _TWO else None)


def _left(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as what is left of the only whole and the only part that its unit has in front of it."""
    left, unit = sentence.figures[i], sentence.figures[i].word.unit
    if left.word.dimension in NO_COUNTS or not _LEFT.match(sentence.front(i)):
        return None
    places = [j for j, q in enumerate(sentence.figures[:i]) if q.word.unit == unit]
    rows = [sentence.figures[j] for j in places]
    values = sorted({q.value for q in rows})
    told = "".join(sentence.front(j) for j in places) + "其中" * sentence.prose.text.count("其中", sentence.start, left.start)
    if len(values) != _TWO or _OTHER.search(told) or any(q.bound != "exact" for q in (*rows, left)):
        return None
    whole, done = (next(q for q in rows if q.value == value) for value in (values[1], values[0]))
    a, b = interval(whole), interval(done)
    due = Interval(a.low - b.high, a.high - b.low)
    if due.meets(interval(left)) or abs(whole.value - done.value - left.value) > whole.value * _LEFT_NEAR:
        return None
    return left_over(sentence, whole, done, left)


def _gained(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the change of the only move from one value to another in front of it."""
    stated, by = sentence.figures[i], _BY.match(sentence.front(i))
    if not by:
        return None
    pairs = [(sentence.figures[j - 1], sentence.figures[j]) for j in range(1, i) if _is_move(sentence, j)]
    pairs = [pair for pair in pairs if _can_change(pair, stated)]
    if len(pairs) != 1 or sentence.figures[i - 1] is not pairs[0][1] or ("。" not in sentence.gap(i) and sentence.gap(i)[:1] != "，"):
        return None
    return changed(sentence, pairs[0], stated, bool(by["up"]))


def _ahead(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the change of the move right behind it: 同比下降18.6%，由上年同期的860件次降至745件次."""
    by = _CHANGE.search(sentence.front(i))
    if not by or i + _TWO >= len(sentence.figures) or not _AHEAD.match(sentence.gap(i + 1)) or not _is_move(sentence, i + _TWO):
        return None
    stated, was, now = sentence.figures[i : i + 3]
    return changed(sentence, (was, now), stated, bool(by["up"])) if _can_change((was, now), stated) else None


def _is_move(sentence: Sentence, j: int) -> bool:
    """Tell whether figure `j` is what the one before it has become: 由32条优化为28条."""
    same = sentence.figures[j - 1].word.unit == sentence.figures[j].word.unit
    return same and bool(_TO.match(sentence.gap(j))) and bool(_FROM.search(sentence.gap(j - 1)))


def _can_change(pair: tuple[Quantity, Quantity], stated: Quantity) -> bool:
    unit = pair[0].word.unit
    return (
        stated.word.unit == unit or (stated.word.unit == "个百分点" and unit == "%") or (stated.word.unit in _CHANGES[:2] and unit != "%")
    )
