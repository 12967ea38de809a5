"""Growth against the former and the present value: 由12400元增加到15500元，增长32%; and whether up is up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, difference, fits, interval, quotient, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_UP = "增长|增加|提高|提升|上升|扩大|发展|扩展|攀升|跃升|上涨|增|升|提|涨"
_DOWN = "减少|下降|降低|缩短|压缩|缩减|压减|回落|下滑|下跌|降|减|跌"
_TIME = r"(?:目前|现在|如今|今年|去年|当前|20\d\d年(?:底|末)?)?的?"
_TO = re.compile(rf"^[^，。；0-9]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?[到至为]{_TIME}$")
_FROM = re.compile(r"[由从自][^，。；]{0,16}$")
_BY = re.compile(
    r"^[，、]?(?:同比|环比|[亩户人]均|每[亩户人]|[比较][^，。；0-9]{1,8}|\S{1,2}年间?|累计|净|共|实际|一年)?(?:净|共)?"
    rf"(?:(?P<up>{_UP}|增产|增收|增幅|涨幅|增速|多)|(?P<down>{_DOWN}|减产|降幅|减幅|少))(?:了|率|达到|达|为|约|近|超)*$"
)
# 由480座增加到620座，新增140座; nothing else may have gone
_NEW = re.compile(r"^[，、](?:共|累计)?新(?P<up>增)加?(?:了|达|约|近|超)*(?P<down>(?!))?$")
_GONE = re.compile(r"拆|关[停闭]|退[出休]|淘汰|注销|撤|报废|减少|流失|整合|合并")
_TIMES = re.compile(r"^[，、]?(?:达到|达)?(?:是|为)[^，。；0-9]{0,8}的$")
_MORE = re.compile(
    rf"^[，、]?(?:同比|[比较](?:20\d\d年)?[^，。；0-9]{{0,8}})(?:净)?(?:(?P<up>增收|增产|{_UP}|多)|(?P<down>减收|减产|{_DOWN}|少))了?$"
)
_THAN = re.compile(r"^[，、][比较](?:上年|去年|前年|年初|上月|上季度|20\d\d年|改[造革]前|此前|原来)[^，。；]{0,6}?的?$")
_WAS = re.compile(r"^，(?:而)?(?:去年|上年|上一?学?年度?|前年)(?:同期|同月)?(?:仅|只)?(?:为|是|有)?$")
_LAST = re.compile(r"(?:去年|上年)[^，。；今]{0,12}$")
_NOW = re.compile(r"^[，、]今年(?:则|已|就|预计)?(?:达到|达|为|是|增至|增加到|增长到)?了?$")
# 新增18家、退出6家，比年初的132家净增12家: what came and went is not what there is
_FLOW = re.compile(r"新增|退出|注销|关停|淘汰|增加|减少|其中|新建|拆除")
_YEAR = re.compile(r"20\d\d年|今年")
_ONCE = re.compile(r"^，而?20\d\d年(?:仅|只)?(?:为|是|有)$")
_DOUBLED = re.compile(r"[^，。；]{0,6}[，、][^\W\da-zA-Z_]{0,6}?(?P<said>翻了?(?P<n>[一两])?番(?P<more>还?多|以上|有余)?)")
# ，翻了两番还多|，增长了4.5倍
_ASIDE = re.compile(r"^，翻了?[一两]?番(?:还?多|以上|有余)?(?=，)")
_ROUND_DOWN, _ROUND_UP = Decimal("0.85"), Decimal("1.3")
_HARDLY_LESS = Decimal("0.97")
# 增产五成 is a round word
_LOOSE_DOWN, _LOOSE_UP = Decimal("0.9"), Decimal("1.1")
_REAL = re.compile(r"可比|不变价|扣除价格|实际增长|同口径|剔除")
_AT_PRICES = ("生产总值", "GDP", "增加值", "总产值")
_RANKED = re.compile(r"排名|位次|名次|位列|位居|排位|名列")


# what is weighed or measured has been rounded by so much at the most
_HALF = Decimal("0.5")
_MEASURED = frozenset({"mass", "length", "area", "volume"})


def growth(sentence: Sentence) -> Iterator[Finding]:
    """Yield the reported changes of a sentence that contradict the values they come from."""
    for i in range(1, len(sentence.figures)):
        finding = _moved(sentence, i) or _added(sentence, i) or _compared(sentence, i)
        if finding:
            yield finding


def _moved(sentence: Sentence, i: int) -> Finding | None:
    """Check 由 A 增加到 B，增长 p for figure `i` as B."""
    former, present = sentence.figures[i - 1], sentence.figures[i]
    move = _TO.match(sentence.gap(i))
    if not move or former.word.unit != present.word.unit or present.word.dimension == "rank" or not former.value:
        return None
    if not _FROM.search(sentence.gap(i - 1)):
        return None
    found = stated_change(sentence, former, present, i + 1) if i + 1 < len(sentence.figures) else None
    found = found or doubled(sentence, former, present) or _named_again(sentence, i)
    if found:
        return found
    return _direction(sentence, former, present, bool(move["up"]))


# 用水总量|减少
_NAMED_CHANGE = re.compile(rf"^(?P<noun>[^\W\da-zA-Z_]{{3,10}}?)(?:共|净|累计)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?$")


def _named_again(sentence: Sentence, i: int) -> Finding | None:
    """Check the change of figure `i` that is told further along by the same name: 用水总量由1.86亿下降到1.72亿，…，用水总量减少0.24亿."""
    former, present = sentence.figures[i - 1 : i + 1]
    for k in range(i + 2, len(sentence.figures)):
        named, stated = _NAMED_CHANGE.match(sentence.front(k)), sentence.figures[k]
        if named and stated.word.unit == former.word.unit and f"{named['noun']}由" in sentence.gap(i - 1):
            return _unless(sentence, (former, present), stated, difference(former, present), (abs(present.value - former.value), ""))
    return None


def stated_change(sentence: Sentence, former: Quantity, present: Quantity, i: int) -> Finding | None:
    """Check the change that figure `i` says between a former and a present value; None where it agrees, or says something else."""
    stated, gap = sentence.figures[i], _ASIDE.sub("", sentence.gap(i))
    if interval(former).low <= 0 or "年均" in gap:
        return None
    times = quotient(present, former)
    if _TIMES.match(gap) and stated.word.unit == "倍":
        return _unless(sentence, (former, present), stated, times, (present.value / former.value, ""))
    by = _BY.match(gap) or (_NEW.match(gap) if stated.word.unit == former.word.unit else None)
    if not by or (by.re is _NEW and _GONE.search(sentence.text)):
        return None
    grown = growth_by(times, bool(by["down"]))
    apart = difference(former, present)
    if former.word.unit == stated.word.unit == "%" and fits(stated, grown.low * 100, grown.high * 100):
        return None
    if stated.word.unit == former.word.unit or (former.word.unit, stated.word.unit) == ("%", "个百分点"):
        return _unless(sentence, (former, present), stated, apart, (abs(present.value - former.value), ""))
    return _relative(sentence, (former, present), stated, grown)


def _relative(sentence: Sentence, pair: tuple[Quantity, Quantity], stated: Quantity, grown: Interval) -> Finding | None:
    """Check a change said in %, in 倍 or in tenths (增产五成)."""
    value = abs(pair[1].value / pair[0].value - 1)
    if stated.word.unit == "%":
        return _unless(sentence, pair, stated, Interval(grown.low * 100, grown.high * 100), (value * 100, "%"))
    if stated.word.unit == "比例":
        return _unless(sentence, pair, stated, Interval(grown.low * _LOOSE_DOWN, grown.high * _LOOSE_UP), (value, ""))
    # 增长2.5倍 is often said of what is 2.5 times as much; 5.6 times more is not called 5倍
    ways = (fits(stated, grown.low + more, grown.high + more) for more in (0, 1))
    if stated.word.unit != "倍" or any(way not in (None, "cut off") for way in ways):
        return None
    return differs(sentence, pair, stated, (value, ""))


def doubled(sentence: Sentence, former: Quantity, present: Quantity) -> Finding | None:
    """Check 由1.2万亩扩大到2.4万亩，翻了一番: a word, so only what is far from it is flagged."""
    said = _DOUBLED.match(sentence.prose.text, present.end)
    if not said or not interval(former).low > 0:
        return None
    times = Decimal(2) ** (2 if said["n"] == "两" else 1)
    a, b = interval(former), interval(present)
    least = times * (_HARDLY_LESS if said["more"] else _ROUND_DOWN)
    if Interval(b.low / a.high, b.high / a.low).meets(Interval(least, times * _ROUND_UP * (2 if said["more"] else 1))):
        return None
    first, second = written(sentence.prose, former), written(sentence.prose, present)
    result = shown(present.value / former.value)
    message = f"{second} is {result} times {first}, but the text says “{said['said']}”, {times} times."
    return sentence.prose.finding(former.start, said.end(), message, result, said["said"])


def growth_by(rate: Interval, down: bool) -> Interval:
    """Return by how much of the former value the present one has grown, or shrunk, where it is `rate` times as much."""
    return Interval(1 - rate.high, 1 - rate.low) if down else Interval(rate.low - 1, rate.high - 1)


def computed_change(was: Quantity, now: Quantity, stated: Quantity, up: bool) -> tuple[Interval, Decimal, str]:
    """Return the change of a pair in what it is stated in, % or 倍 of what was, else their difference: between what bounds, as printed, its sign."""
    grown, value = growth_by(quotient(now, was), not up), abs(now.value / was.value - 1)
    if stated.word.unit == "倍":
        return grown, value, ""
    if stated.word.unit == "%" and was.word.unit != "%":
        return Interval(grown.low * 100, grown.high * 100), value * 100, "%"
    return difference(was, now), abs(now.value - was.value), ""


def _unless(
    sentence: Sentence, pair: tuple[Quantity, Quantity], stated: Quantity, computed: Interval, result: tuple[Decimal, str]
) -> Finding | None:
    return None if fits(stated, *computed) else differs(sentence, pair, stated, result)


def differs(sentence: Sentence, pair: tuple[Quantity, Quantity], stated: Quantity, result: tuple[Decimal, str]) -> Finding:
    """Return the finding for a stated change that is not the `result` (with its sign) of a pair of then and now."""
    prose = sentence.prose
    a, b, said = (written(prose, q) for q in (*pair, stated))
    first = min(pair[0].start, pair[1].start)
    change = f"{shown(result[0], stated)}{result[1]}" if result[1] else in_unit_of(stated, result[0])
    message = f"From {a} to {b} is a change of {change}, but the text says {said}."
    return prose.finding(first, max(q.end for q in (*pair, stated)), message, change, said)


def _direction(sentence: Sentence, former: Quantity, present: Quantity, up: bool) -> Finding | None:
    if former.word.dimension == "time" or former.bound != "exact" or _RANKED.search(sentence.text):
        return None
    return _turned(sentence, (former, present), (former.start, present.end), up)


def _compared(sentence: Sentence, i: int) -> Finding | None:
    """Check 达到6.3亿元，比2020年的4.2亿元增长50%, and 去年2000万元，今年达到2600万元，增长30%, for figure `i` as the one behind."""
    if i + 1 >= len(sentence.figures) or sentence.figures[i + 1].word.unit not in ("%", "个百分点", "比例", sentence.figures[i].word.unit):
        return None
    one, other = sentence.figures[i - 1], sentence.figures[i]
    gap, by = sentence.gap(i), _BY.match(sentence.gap(i + 1))
    points = one.word.unit == "%" and sentence.figures[i + 1].word.unit == "个百分点"
    comparable = points or one.word.dimension not in ("share", "rank")
    if not by or one.word.unit != other.word.unit or not comparable or not one.value * other.value:
        return None
    if _WAS.match(gap):
        if _is_real(sentence, i - 1):
            return None
        place = (one.start, sentence.figures[i + 1].end)
        return _turned(sentence, (other, one), place, bool(by["up"])) or stated_change(sentence, other, one, i + 1)
    if _THAN.match(gap) and _FLOW.search(sentence.front(i - 1)):
        stock = [
            q for j, q in enumerate(sentence.figures[: i - 1]) if q.word.unit == other.word.unit and not _FLOW.search(sentence.front(j))
        ]
        return stated_change(sentence, other, stock[0], i + 1) if len(stock) == 1 else None
    if (_THAN.match(gap) and sentence.gap(i + 1)[:1] not in "，、") or (_ONCE.match(gap) and _YEAR.search(sentence.front(i - 1))):
        return stated_change(sentence, other, one, i + 1)
    return stated_change(sentence, one, other, i + 1) if _LAST.search(sentence.front(i - 1)) and _NOW.match(gap) else None


def _is_real(sentence: Sentence, i: int) -> bool:
    """Tell whether growth of figure `i` is counted at the prices of another year, so that its amounts need not show it."""
    return bool(_REAL.search(sentence.text)) or is_at_prices(sentence.front(i))


def is_at_prices(words: str) -> bool:
    """Tell whether words in front of a figure name what grows at the prices of another year: 地区生产总值."""
    return words.strip("为达约").endswith(_AT_PRICES)


def _turned(sentence: Sentence, pair: tuple[Quantity, Quantity], place: tuple[int, int], up: bool) -> Finding | None:
    """Check that what is said to have grown is more than it was: 3.26亿千瓦时，去年同期为3.51亿千瓦时，同比增长7.1%."""
    was, now = interval(pair[0]), interval(pair[1])
    if not (now.high < was.low if up else now.low > was.high):
        return None
    words = ("rises", "smaller") if up else ("falls", "larger")
    first, second = written(sentence.prose, pair[0]), written(sentence.prose, pair[1])
    message = f"The text says that the figure {words[0]} from {first} to {second}, but {second} is {words[1]}."
    return sentence.prose.finding(*place, message, f"{'more' if up else 'less'} than {first}", second)


def _rounded(q: Quantity) -> Interval:
    """Return what a figure can stand for where it was weighed or measured: also a whole number of 公斤 has been rounded."""
    held = interval(q)
    return Interval(held.low - _HALF, held.high + _HALF) if held.low == held.high and q.word.dimension in _MEASURED else held


def _added(sentence: Sentence, i: int) -> Finding | None:
    """Check B，比上年增加 x，增长 p for figure `i` as x, and B，增长 p，比上年增加 x for figure `i` as p."""
    if i + 1 >= len(sentence.figures):
        return None
    present, more, stated = sentence.figures[i - 1], *sorted(sentence.figures[i : i + 2], key=lambda q: q.word.unit == "%")
    first, second = sentence.gap(i), sentence.gap(i + 1)
    adds, by = (_MORE.match(first), _BY.match(second)) if more.start < stated.start else (_MORE.match(second), _BY.match(first))
    if not adds or not by or stated.word.unit != "%" or more.word.unit != present.word.unit or bool(adds["up"]) != bool(by["up"]):
        return None
    x, b = _rounded(more), _rounded(present)
    sign = -1 if adds["up"] else 1
    if b.low + sign * x.high <= 0:
        return None
    computed = Interval(x.low / (b.high + sign * x.low) * 100, x.high / (b.low + sign * x.high) * 100)
    if fits(stated, *computed):
        return None
    result = f"{shown(more.value / (present.value + sign * more.value) * 100, stated)}%"
    a, b_written, said = (written(sentence.prose, q) for q in (more, present, stated))
    message = f"A change of {a} that leads to {b_written} is {result}, but the text says {said}."
    return sentence.prose.finding(present.start, sentence.figures[i + 1].end, message, result, said)
