"""What is left against the whole and what is done: 排查268处，已整改214处，还剩64处."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval, total_of
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_REST = r"因[^，。；\d]{1,8}请假|请假|缺席|缺勤|还剩下?|剩余|剩下|其余|余下|尚余|仍剩"
_UNDONE = r"(?:尚|还|仍)?未(?:完成|整改|办结|化解|开工|动工|启动|拨付|到位|销号|建成|改造|搬迁|验收|兑付|使用|脱贫|通过|安装)(?:到位)?"
_LEFT = re.compile(
    rf"^(?:目前|现)?(?:{_REST}|{_UNDONE}|[尚还仍]有|[尚还仍][缺差欠]|(?:资金|收支|人员)?缺口)(?P<of>(?:为|达|的)?[^\W\da-zA-Z_]{{0,6}})$"
)
# what these are is all that is left
_SURELY = re.compile(rf"{_REST}|{_UNDONE}|缺口|[尚还仍][缺差欠]")
_DONE = re.compile(
    r"^(?:截至[^，。；]{0,8}|目前|现|其中)?(?:已|均?已经|完成|累计完成|实际|到岗|实到|到会|出席|开工|办结|化解|整改|销号|支出)|^[^\W\da-zA-Z_]{0,8}?(?:已|完成)|^有$"
)
_ALL = re.compile(r"[应需]|共|总|全|计划|累计|受理|排查|目标|任务|收入|名额|编制|梳理|个?[^\W\da-zA-Z_]{2,6}中$")
# words of doing, which say nothing of what was done
_DEED = re.compile(
    r"截至[^，。；]{0,8}|目前|实际|累计|其中|已经|完成|整改|办结|化解|开工|动工|搬迁|征收|拨付|到位|销号|建成|改造|到岗|验收|兑付|使用|落实|解决|通硬化路|[现已均共成了达到有为]"
)
_FEW = 2
# 新增12处, 其中重点8处: neither the whole nor all that is done
_OTHER = re.compile(r"其中|新增|分别|计划|力争|目标|预计")

# 1268栋，已整改214栋，其余64栋正在整改: what is far off is of something else
_NEAR, _SURELY_NEAR = Decimal("0.15"), Decimal("0.4")


def remainders(sentence: Sentence) -> Iterator[Finding]:
    """Yield what is said to be left where whole and done leave something else; all three side by side, in one unit."""
    # 127件，已化解119件，化解率93.7%，还有8件: the rate is of the same two
    kept = tuple(q for q in sentence.figures if q.word.dimension != "share")
    sentence = Sentence(sentence.prose, sentence.start, sentence.end, kept)
    for i in range(2, len(sentence.figures)):
        whole, done, left = sentence.figures[i - 2 : i + 1]
        told = sentence.prose.text[whole.start : left.start]
        # 已开工21个、已投产9个，其余6个: two that are done are no whole and part
        named = _LEFT.match(sentence.front(i)) and _DONE.match(sentence.front(i - 1)) and not _DONE.match(sentence.front(i - 2))
        # 32个村，…仍有6个自然村: several of them are one of the others
        smaller = "自然村" in sentence.back(i) and "自然村" not in told
        if not named or smaller or _OTHER.search(told) or "。" in told:
            continue
        if not whole.word.unit == done.word.unit == left.word.unit or left.word.dimension in ("share", "rank") or done.value > whole.value:
            continue
        a, b = interval(whole), interval(done)
        near = abs(whole.value - done.value - left.value) <= whole.value * (_SURELY_NEAR if _is_sure(sentence, i) else _NEAR)
        due = Interval(a.low - b.high, a.high - b.low)
        # 还有20个正在建设、10个未开工: what is left is told in two
        after = sentence.figures[i + 1 : i + 2]
        shared = any(q.word.unit == left.word.unit and total_of((left, q)).meets(due) for q in after)
        if near and not shared and not due.meets(interval(left)):
            yield left_over(sentence, whole, done, left)


def _is_sure(sentence: Sentence, i: int) -> bool:
    """Tell whether figure `i` can only be what is left of the whole two figures before it, of which no other thing is told between."""
    left, of = _SURELY.search(sentence.front(i)), _LEFT.match(sentence.front(i))
    whole = sentence.front(i - 2) + sentence.back(i - 2)
    others = set(_DEED.sub("", sentence.front(i - 1) + (of["of"] if of else ""))) - set(whole)
    return bool(left) and bool(_ALL.search(whole)) and len(others) < _FEW


def left_over(sentence: Sentence, whole: Quantity, done: Quantity, left: Quantity) -> Finding:
    """Return the finding for what is said to be left of a whole, of which something else is when what is done is taken off."""
    prose = sentence.prose
    a, b, said = (written(prose, q) for q in (whole, done, left))
    computed = in_unit_of(left, whole.value - done.value)
    message = f"{a} less {b} leaves {computed}, but the text says that {said} are left."
    return prose.finding(min(whole.start, done.start), left.end, message, computed, said)
