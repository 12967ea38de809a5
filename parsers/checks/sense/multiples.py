"""How many times as much as before: 42.6万人次，去年同期为35.5万人次，是去年同期的1.5倍; 2020年80万元，去年240万元，翻了两番."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, written
from parsers.checks.sense.tolerance import Interval, fits, interval, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_TIMES_LAST = re.compile(r"^，(?P<what>[^，。；\d]{0,10}?)(?:是|为|达到?)(?:去年|上年|前年)(?:同期)?的$")
# 达到18亿元，是2020年6亿元的2倍
_THAN_YEAR = re.compile(r"^，(?:约|已)?(?:是|为|相当于)(?:20\d\d年|去年|上年)的?$")
_LAST = re.compile(r"(?:去年|上年|前年)(?:同期)?(?:仅|只)?(?:为|是|有)?$")
_ONCE = re.compile(r"20\d\d年，?[^，。；\d]{0,14}$")
_NOW = re.compile(r"(?:去年|今年|如今|现在|20\d\d年)(?:就|已|便|则)?(?:做到|达到?|增至|增[加长]到|突破|是|为|卖到|卖|挣)了?$")
# 由2020年的|8万元|提高到去年的|46万元
_FROM = re.compile(r"[由从自][^，。；]{0,12}$")
_TO = re.compile(r"[^，。；\d]{0,6}[到至为](?:了)?(?:现在|如今|目前|今年|去年|当前|20\d\d年)?的?")
_DOUBLED = re.compile(
    r"，“?(?:短短)?(?:[一二两三四五六七八九十\d]{1,2}年)?(?:整整|足足|已|已经|正好|刚好)?翻了?(?P<nearly>近|将近|接近|约)?(?P<n>[一两二三四])番(?!多|还多|以上)"
)
_NOUN, _VISITORS = 2, ("人数", "人次", "游客")
_TWICE = {"一": 2, "两": 4, "二": 4, "三": 8, "四": 16}
# a word, so only what is far from it is told
_ROUND_DOWN, _NEARLY, _ROUND_UP = Decimal("0.85"), Decimal("0.6"), Decimal("1.3")


def multiples(sentence: Sentence) -> Iterator[Finding]:
    """Yield the multiples of a sentence that the figures of then and now contradict."""
    if "倍" not in sentence.text and "番" not in sentence.text:
        return
    for i in range(1, len(sentence.figures)):
        former, present = sentence.figures[i - 1], sentence.figures[i]
        if former.word.unit != present.word.unit or min(former.value, present.value) <= 0:
            continue
        if i + 1 < len(sentence.figures) and _THAN_YEAR.match(sentence.gap(i)) and sentence.gap(i + 1) == "的":
            yield from _checked(sentence, present, former, i + 1)
        elif i + 1 < len(sentence.figures) and _LAST.search(sentence.front(i)):
            yield from _of_last(sentence, present, former, i + 1)
        elif (_ONCE.search(sentence.gap(i - 1)) and _NOW.search(sentence.front(i))) or (
            _FROM.search(sentence.front(i - 1)) and _TO.fullmatch(sentence.gap(i))
        ):
            yield from _doubled(sentence, former, present)


def _of_last(sentence: Sentence, was: Quantity, now: Quantity, i: int) -> Iterator[Finding]:
    told = _TIMES_LAST.match(sentence.gap(i))
    what = told["what"][-_NOUN:] if told else ""
    # 旅游收入是去年同期的1.8倍 is of another figure than 30万人次
    if told and (not what or what in sentence.front(i - 2) or ("人" in now.word.unit and what in _VISITORS)):
        yield from _checked(sentence, was, now, i)


def _checked(sentence: Sentence, was: Quantity, now: Quantity, i: int) -> Iterator[Finding]:
    stated = sentence.figures[i]
    if stated.word.unit != "倍":
        return
    a, b = interval(was), interval(now)
    # 2.8 times is not called 2倍
    if a.low > 0 and fits(stated, b.low / a.high, b.high / a.low) in (None, "cut off"):
        yield _finding(sentence, (was, now), stated.end, written(sentence.prose, stated), shown(now.value / was.value, stated))


def _doubled(sentence: Sentence, was: Quantity, now: Quantity) -> Iterator[Finding]:
    said = _DOUBLED.match(sentence.prose.text, now.end)
    times = _TWICE[said["n"]] if said else 1
    least = _NEARLY if said and said["nearly"] else _ROUND_DOWN
    a, b = interval(was), interval(now)
    if said and a.low > 0 and not Interval(b.low / a.high, b.high / a.low).meets(Interval(times * least, times * _ROUND_UP)):
        yield _finding(sentence, (was, now), said.end(), said[0].strip("，"), shown(now.value / was.value))


def _finding(sentence: Sentence, pair: tuple[Quantity, Quantity], end: int, said: str, computed: str) -> Finding:
    was, now = (written(sentence.prose, q) for q in pair)
    message = f"{now} is {computed} times {was}, but the text says {said}."
    return sentence.prose.finding(min(q.start for q in pair), end, message, f"{computed}倍", said)
