"""Rates against the two counts that they come from: 排查矛盾245件，化解240件，化解率达98.7%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from parsers.checks.sense.statements import Prose, Sentence, same_kind, written
from parsers.checks.sense.tolerance import fits, interval, ratio, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_REACHED = r"(?:已|均|也|都)?(?:仅|只)?(?:稳定在|保持在|达到|高达|达|为|是|在|(?:提高|提升|上升|升|增)?[到至])?了?(?:约|近|超|超过|逾)?"
_RATE = re.compile(rf"(?P<stem>[^\W\da-zA-Z_]{{1,10}}?)(?P<kind>成功率|率|(?<=亏损)面){_REACHED}$")
# rates of another whole than what was counted: in time, on the spot, at the first attempt
_NARROWER = re.compile(r"按[期时]|及时|如期|限时|当[场日天]|就地|首次|一次|初次|提前|同比|平均|综合合格")
_SAME_DEED = {
    "办结": "办结|办理|办复|办成",
    "化解": "化解|调处|调解成功",
    "完成": "完成|办结",
    "回收": "回收|收回",
    "就业": "就业|上岗",
    "到会": "实到|到会",
    "通过": "通过|获批|批准",
    "结案": "结案|审结|办结",
    "参会": "实到|参会",
}
_ON_PLAN = re.compile(r"(?:完成|为|达)[^，。；]{0,6}(?:计划|目标|任务)[^，。；]{0,4}的$")
_PLANNED = re.compile(r"计划|目标|任务|应")
# 已开工, 签约: not done
_BEGUN = re.compile(r"开工|动工|启动|在建|正在|签约|申报|审批|其中|新增|还|剩")
_DID = re.compile(r"已|实|完成|现|目前|累计")
_PLAN = re.compile(r"力争|确保|计划|目标|将|要|保持|以上|由|从")
_NEAR, _THREE = 15, 3
_IN_ALL = re.compile(r"^[，；](?:(?:已|今年以来)?(?:共|累计|共计)|全年|一年来)")
# 覆盖率: of all there are; 3.2万户农户中，2.1万户 | 312户，有268户
_SPREADS = ("覆盖", "普及", "入户", "使用", "安装", "参与", "入社", "受益", "通达")
_SOME_OF = re.compile(r"^[^\W\da-zA-Z_]{0,6}(?:中，?(?:已|现|目前)*有?|，(?:已|现|目前)*有)$")
_NEXT = re.compile(r"^，(?!其中)")
_PLAN_OF = re.compile(r"计划|目标|任务")
# by which a rate may miss counts of a sentence before: what is further off is of something else
_FAR = 30
# 剩余254株将在今冬完成
_LEFT = re.compile(r"剩|还有|其余|余下|未|尚|将|正")
_HUNDRED, _COUNTABLE_MOST = Decimal(100), Decimal("1.5")


def rates(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the rates of a sentence that its counts, or those of the sentence before, contradict."""
    for i, figure in enumerate(sentence.figures):
        if figure.word.unit != "%":
            continue
        named = _RATE.search(sentence.gap(i)[-24:])
        pair = (_due(sentence, i, named) or _counted(sentence, before[-1:], i, named)) if named else _on_plan(sentence, i)
        if not pair and named and not _PLAN.search(sentence.text):
            pair = _apart(before[:-1], named, figure)
        pair = None if pair and _is_of_own_count(sentence, i, pair) else pair
        pair = pair or (
            _counted_after(sentence, i, named)
            or _counted_between(sentence, i, named)
            or _due_behind(sentence, i, named)
            or _spread(sentence, i, named)
            or _occupied(sentence, i, named)
            if named
            else None
        )
        if pair and (
            _is_exceeded_plan(sentence, i, pair)
            or not (_is_spoken_for(sentence, i, pair) or fits_some_pair(sentence, before[-1:], i, pair[0]))
        ):
            yield ratio_finding(sentence.prose, *pair, figure)


def _is_of_own_count(sentence: Sentence, i: int, pair: tuple[Quantity, Quantity]) -> bool:
    """Tell whether a sentence counts what its rate is of, while both counts of the pair stand in another: 6件中5件已办结。网格上报1474件，总体办结率83.11%."""
    if max(q.end for q in pair) > sentence.start:
        return False
    # 6个乡镇完成率达到100%: the rate of what is counted right before it
    owner = i > 0 and sentence.figures[i - 1].word.dimension not in ("share", "rank") and sentence.gap(i) == sentence.front(i)
    return owner or any(same_kind(q, pair[0]) for q in sentence.figures[:i])


def _is_exceeded_plan(sentence: Sentence, i: int, pair: tuple[Quantity, Quantity]) -> bool:
    """Tell whether more was done than planned, side by side, and yet the rate is below 100%: 计划312户，已完成331户，完成率94.3%."""
    at = i - 2
    planned = at >= 0 and sentence.figures[at:i] == (pair[1], pair[0]) and bool(_PLAN_OF.search(sentence.front(at)))
    return planned and interval(pair[0]).low > interval(pair[1]).high and interval(sentence.figures[i]).high < _HUNDRED


def _is_spoken_for(sentence: Sentence, i: int, pair: tuple[Quantity, Quantity]) -> bool:
    """Tell whether another percentage before figure `i` is what two counts give (盘活203处，盘活率41.8%，…利用率89.1%), or they are far off and of a sentence before or figures apart."""
    if any(q.word.unit == "%" and fits(q, *ratio(*pair)) for q in sentence.figures[:i]):
        return True
    far = abs(pair[0].value / pair[1].value * 100 - sentence.figures[i].value) > _FAR
    first, last = sorted(q.start for q in pair)
    return far and (first < sentence.start or sum(first < q.start < last for q in sentence.figures) > 1)


def _apart(before: Sequence[Sentence], named: re.Match[str], stated: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of a rate from the one sentence further up that has both side by side; None where it is not near the rate."""
    if _NARROWER.search(named["stem"]):
        return None
    deed, found = _deed(named), []
    for sentence in before:
        for j in range(1, len(sentence.figures)):
            whole, part = sentence.figures[j - 1], sentence.figures[j]
            counts = part.word.dimension not in ("share", "rank") and same_kind(whole, part) and whole.value >= part.value > 0
            if counts and deed.search(sentence.front(j) + sentence.back(j)):
                found.append((part, whole))
    if len(found) != 1 or abs(found[0][0].value / found[0][1].value * 100 - stated.value) > _NEAR:
        return None
    return found[0]


def _deed(named: re.Match[str]) -> re.Pattern[str]:
    """Return the words that name the numerator of a rate: 化解 for 化解率; what is handed on (转交办理) or in hand is not done."""
    key, doing = named["stem"][-2:], named["stem"][-4:-2]
    deeds = _SAME_DEED.get(key, re.escape(key)) + ("|成功" if named["kind"] == "成功率" else "")
    # 整改完成率 is of what has been put right: 整改到位1672座
    deeds += f"|{re.escape(doing)}" if key == "完成" and len(doing) == len(key) else ""
    return re.compile(f"(?<![不未无没交])(?<!正在)(?<!分流)(?:{deeds})")


def _on_plan(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    return planned(sentence, i) if _ON_PLAN.search(sentence.gap(i)) else None


def planned(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    """Return done and planned amount for 年度计划投资20亿元，完成投资17亿元，完成年度计划的85%."""
    if i < 2:
        return None
    done, plan = sentence.figures[i - 1], sentence.figures[i - 2]
    known = _PLANNED.search(sentence.front(i - 2)) and not _PLANNED.search(sentence.front(i - 1))
    return (done, plan) if known and same_kind(done, plan) and plan.value else None


def _due(sentence: Sentence, i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return done and due of 年度目标500张，已建成540张，完成率118%, and of 应改户厕12000户，已完成改造11400户，改厕率98%: side by side."""
    pair, clause = planned(sentence, i), f"，{sentence.front(i)}"
    if not pair or sentence.gap(i) != clause or _NARROWER.search(named["stem"]) or _BEGUN.search(sentence.gap(i - 1)):
        return None
    due = named["stem"].endswith("完成") or f"应{named['stem'][-2:-1] or 0}" in sentence.front(i - 2)
    return pair if due and _DID.search(sentence.front(i - 1)) else None


def _counted_after(sentence: Sentence, i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 调解成功率达96.4%，共调解纠纷512件、成功478件: a rate in front of the only two counts of its sentence."""
    if len(sentence.figures) != i + _THREE or i or _NARROWER.search(named["stem"]) or not _IN_ALL.search(sentence.gap(i + 1)):
        return None
    whole, part = sentence.figures[i + 1 :]
    told = sentence.front(i + 2) + sentence.back(i + 2)
    counts = whole.word.dimension not in ("share", "rank") and whole.word.unit == part.word.unit and whole.value >= part.value > 0
    return (part, whole) if counts and _deed(named).search(told) else None


def _counted_between(sentence: Sentence, i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 受理申请1380笔，通过率94.2%，获批1170笔: a rate between its two counts, in one unit."""
    if not 0 < i < len(sentence.figures) - 1 or _NARROWER.search(named["stem"]) or not _NEXT.match(sentence.gap(i + 1)):
        return None
    whole, part = sentence.figures[i - 1], sentence.figures[i + 1]
    told = sentence.front(i + 1) + sentence.back(i + 1)
    counts = whole.word.dimension not in ("share", "rank") and whole.word.unit == part.word.unit and whole.value >= part.value > 0
    done = sentence.gap(i).startswith("，") and _deed(named).search(told) and not _LEFT.search(told)
    return (part, whole) if counts and done else None


def _due_behind(sentence: Sentence, i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return done and due of 征缴医保38.6万人，参保率90%，全县应参保人数为42.8万人: what was due stands behind the rate, by its name."""
    if not 0 < i < len(sentence.figures) - 1 or not _NEXT.match(sentence.gap(i + 1)) or "。" in sentence.gap(i):
        return None
    part, whole = sentence.figures[i - 1], sentence.figures[i + 1]
    due = f"应{named['stem'][-2:]}" in sentence.front(i + 1) and same_kind(part, whole)
    return (part, whole) if due and whole.value >= part.value > 0 else None


def _spread(sentence: Sentence, i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 312户，有268户用上了天然气，入户率93.2%: what the part has done is told in other words than the rate's."""
    if i < 2 or not named["stem"].endswith(_SPREADS) or not _SOME_OF.match(sentence.gap(i - 1)) or "。" in sentence.gap(i):
        return None
    whole, part = sentence.figures[i - 2 : i]
    near = whole.value >= part.value > 0 and abs(part.value / whole.value * 100 - sentence.figures[i].value) <= _FAR
    return (part, whole) if near and part.word.unit == whole.word.unit and part.word.dimension not in ("share", "rank") else None


def _occupied(sentence: Sentence, i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return guests and beds of 床位280张，入住老人236人，入住率达92%: one to each."""
    if i < 2 or not named["stem"].endswith("入住") or "。" in sentence.gap(i) + sentence.gap(i - 1):
        return None
    beds, guests = sentence.figures[i - 2 : i]
    told = beds.word.unit == "张" and guests.word.dimension == "people" and "入住" in sentence.front(i - 1)
    wrong = told and beds.value >= guests.value > 0 and not fits(sentence.figures[i], *ratio(guests, beds))
    return (guests, beds) if wrong else None


def _counted(sentence: Sentence, before: Sequence[Sentence], i: int, named: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    if _NARROWER.search(named["stem"]):
        return None
    deed = _deed(named)
    rows = [(sentence, j) for j in range(i - 1, -1, -1)]
    rows += [(s, j) for s in reversed(before) for j in range(len(s.figures) - 1, -1, -1)]
    for at, (s, j) in enumerate(rows):
        # 其中2个项目完成率不足10%: the name of the rate is no deed
        back = s.back(j).removesuffix(named[0]) if s is sentence and j == i - 1 else s.back(j)
        if s.figures[j].word.dimension in ("share", "rank") or not deed.search(s.front(j) + back):
            continue
        part = s.figures[j]
        others = [other.figures[k] for other, k in rows[at + 1 :] if same_kind(other.figures[k], part) and other.figures[k].value]
        return _paired(part, others)
    return None


def _paired(part: Quantity, others: Sequence[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Return the count with what it is of: the nearest that is not smaller; a smaller one only where it is the only one."""
    for other in others:
        if other.value >= part.value:
            return part, other
    if len(others) == 1 and part.value <= others[0].value * _COUNTABLE_MOST:
        return part, others[0]
    return None


def fits_some_pair(sentence: Sentence, before: Sequence[Sentence], i: int, part: Quantity | None = None) -> bool:
    """Tell whether any two counts near figure `i`, or the sum of neighbours, give it: then an ordinary reader finds it true.

    Where the `part` that its name is of stands right before it, only counts of its kind: 已开工73个，开工率84.9% is no rate of two sums of money.
    """
    stated = sentence.figures[i]
    beside = part is not None and i > 0 and sentence.figures[i - 1] == part and sentence.gap(i).startswith("，")
    near = [q for s in before for q in s.figures] + list(sentence.figures)
    near = [q for q in near if not beside or (part and same_kind(q, part))]
    counts = [q for q in near if q.word.dimension not in ("share", "rank") and interval(q).low > 0]
    pairs = [(a, b) for a in counts for b in counts if a is not b and same_kind(a, b)]
    # what a sentence before tells explains it only together with its own part: all sums of money are of one kind
    pairs = [(a, b) for a, b in pairs if not beside or part in (a, b) or min(a, b).start >= sentence.start]
    # 不满意7件 of 268件 makes a rate of 97.39% too, 143所 of 10720件 none
    left = [ratio(a, b) for a, b in pairs if a.word.unit == b.word.unit]
    if any(fits(stated, *ratio(a, b)) for a, b in pairs) or any(fits(stated, 100 - r.high, 100 - r.low) for r in left):
        return True
    sums = [(a._replace(value=a.value + b.value), (a, b)) for a, b in pairwise(counts) if same_kind(a, b)]
    return any(same_kind(total, q) and fits(stated, *ratio(total, q)) for total, of in sums for q in counts if q not in of)


def ratio_finding(prose: Prose, part: Quantity, whole: Quantity, stated: Quantity) -> Finding:
    """Return the finding for a percentage that is not what part and whole give."""
    computed = shown(part.value / whole.value * 100, stated)
    a, b, said = written(prose, part), written(prose, whole), written(prose, stated)
    message = f"{a} of {b} is {computed}%, but the text says {said}; neither rounding nor cutting off explains the difference."
    places = sorted((part, whole, stated))
    return prose.finding(places[0].start, places[-1].end, message, f"{computed}%", said)
