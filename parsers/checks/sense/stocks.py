"""What there is at the end against what there was, what came and what went: 年初存栏320头，新增86头，出售54头，年末存栏352头."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_WAS = re.compile(
    r"(?:年初|去年年底|上年年底|此前|期初|月初|季初|上年末|去年底|上年底|去年末|原有|原来|原存栏|上期结转|上年结转|往年结转|初期|建档时)"
)
_CAME = re.compile(
    r"(?:新增|新入[规统库]|入规|升规|纳规|净增|新注册|新登记|新进|新建|新购|新引进|新发展|新吸收|新招|新受理|新收|购入|购进|引进|调入|转入|迁入|繁育|产[犊羔仔]|收入|入库|增加|吸收|纳入|受理)了?(?:的)?[^\W\da-zA-Z_]{0,6}$"
)
_WENT = re.compile(
    r"(?:淘汰|出售|出栏|售出|卖出|销售|死亡|病死|调出|转出|迁出|退出|注销|关停|关闭|减少|支出|出库|发放|办结|审结|销号|流失|离职|退休|剔除|移出|退规|退库|出库|清退|摘牌|取消)[^\W\da-zA-Z_]{0,6}$"
)
_IS = re.compile(
    r"(?:^(?:共|总数|总量)?(?:达到?|为|共有|有)$|^[目当]前(?:已|共|总数)*(?:达到?|为|是|有)$|年末|年底|期末|月末|季末|目前|现在|现有|现存|如今|结存|结余|未结|剩余|还剩|截至)[^\W\da-zA-Z_]{0,8}$"
)
_FEWEST = 4


def stocks(sentence: Sentence) -> Iterator[Finding]:
    """Yield the balance of a sentence that opening, additions and departures do not give; all in one unit and one clause each; an error."""
    found = sentence.figures
    if len(found) < _FEWEST or not _WAS.search(sentence.text):
        return
    for i in range(len(found) - _FEWEST + 1):
        last = next((j for j in range(i + 1, len(found)) if _IS.search(sentence.front(j))), None)
        if last is None or not _WAS.search(sentence.gap(i)) or len({q.word.unit for q in found[i : last + 1]}) > 1:
            continue
        moved = [(_sign(sentence.front(j)), found[j]) for j in range(i + 1, last)]
        signs = [sign for sign, _ in moved]
        if moved and all(signs) and len(set(signs)) > 1:
            yield from _checked(sentence, found[i], moved, found[last])
            return


def _sign(front: str) -> int:
    """Return 1 for what came, -1 for what went, 0 where the words do not say."""
    return -1 if _WENT.search(front) else 1 if _CAME.search(front) else 0


def _checked(sentence: Sentence, was: Quantity, moved: list[tuple[int, Quantity]], now: Quantity) -> Iterator[Finding]:
    due = interval(was)
    for sign, q in moved:
        held = interval(q)
        due = Interval(due.low + held.low, due.high + held.high) if sign > 0 else Interval(due.low - held.high, due.high - held.low)
    if due.meets(interval(now)):
        return
    prose, value = sentence.prose, was.value + sum(sign * q.value for sign, q in moved)
    computed, said = in_unit_of(now, value), written(prose, now)
    sums = written(prose, was) + "".join(f" {'+' if sign > 0 else '-'} {written(prose, q)}" for sign, q in moved)
    yield prose.finding(was.start, now.end, f"{sums} is {computed}, but the text says {said}.", computed, said)
