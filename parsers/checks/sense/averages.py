"""Averages against count and total: 7.2万吨，产值5.76亿元，平均每公斤8元; persons of households: 3户11人."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval, quotient
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_PER = re.compile(
    r"(?:其中|平均|年|月|按)?(?:(?P<count>[户人亩张头只株棵场村棚社])均|(?:平均)?每(?P<each>户|人|亩|公斤|斤|吨|天|张|头|只|株|棵|人次|公里|平方米|立方米|千瓦|场次?|期|批|袋|羽|座|家|所|个|台|套|间|口|栋)|亩(?=产))(?P<what>[^\W\da-zA-Z_]{0,6})"
)
_PER_END = re.compile(f"{_PER.pattern}$")
_MASS = {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5")}
_PEOPLE = ("人", "人次", "名")
_HEADS = ("人", "口", "口人")  # whom a household is made of
_UNITS = {
    name: re.compile(rf"[^\W\d]{{0,4}}{what}(?![民委长社干])") for name, what in (("村", "村"), ("棚", "大?棚"), ("社", "(?:合作|联合)社"))
}
# the total of what an average says: 收入 and 消费 of visitors, 产值 and 均价, 产量 and 亩产
_SAME = [
    re.compile(words)
    for words in (
        r"收入|消费|产值|销售额|均价|价|卖|挣|创汇|工资|薪酬|报酬|^$",
        r"总产|产量|产|^$",
        r"增收|收益",
        r"分红|红利|分得|分到|领到|领取",
        r"补助|补贴|奖补|津贴|资金|^$",
        r"接待|游客|^$",
        r"受众|观众|听众|惠及|参训|学员|听课|参与|参加",
        r"投资|投入|造价|成本",
    )
]
_TOTAL = re.compile(r"(?:合计|总计|共计|总共|共|累计|总)(?P<what>[^\W\da-zA-Z_]{0,6}?)(?:可?达到?|为|约|近|超)*$")
_NOUN, _SUBJECT = 2, 4
_REACHED = re.compile(r"(?:达到?|为|约|近|超过?)+$")
# 亩均用水量, 共用水
_AMOUNT = re.compile(r"(?<=[^\W\d]{2})[量额]$")
_COST = re.compile(r"投资|投入|造价")
# 40亩有一半进入盛果期
_PARTLY = re.compile(r"[一过近大多]半|半数|部分|分之|[一二三四五六七八九]成|剩|其余")
# 今年新增300户: not all of those who share the total
_FURTHER = re.compile(r"新(?![改修扩]?建)|其中|另|还|先|纯|净")
_LINKED = 3  # what differs by more is not one thing
_SLACK, _GIVEN_SLACK = Decimal("0.08"), Decimal("0.03")
# 按照每亩120元的标准
_STANDARD = re.compile(r"的(?:补贴|补助|奖补|奖励|发放)?标准")
_GIVES = re.compile(r"(?:补贴|补助|奖补|奖励|发放|分红|分得)")
_PAID = re.compile(r"(?:发放|兑付|兑现|拨付|奖补|补贴|补助|奖励|总价值)[^，。；]{0,6}$")
# paid every month, at most so much, or for something else
_NOT_ONCE = re.compile(r"[月年天次日]|学期|最[高低]|不[低高少]于|不超|[。；]|其中|另|还")
_LEAST_PAID, _MOST_PAID = Decimal("0.66"), Decimal("1.5")
_EXACT_LOW, _EXACT_HIGH = Decimal("0.98"), Decimal("1.02")
_OF_MONTH = re.compile(r"月|日均|每天")
_PERSONS = re.compile(
    r"^(?:[、，共计]|[^\W\da-zA-Z_]{0,6}(?:群众|居民|村民|农户|牧民|对象|人家|家庭|住户)，?(?:共计?|总计|合计)|，总人口|)$"
)
# 326户532人，户均人口4.1人
_SIZE = re.compile(r"^，(?:户均|平均每户)(?:人口|人数)?(?:约|为|达到?|有)*$")
_DOING = re.compile(r"^(?:群众|村民|人口)?(?:实现|稳定|在外|在家|常年|就近|外出|参与|参加|到)?(?:就业|务工|上岗|培训|入学|参保|劳动力)")


def averages(sentence: Sentence) -> Iterator[Finding]:
    """Yield the averages of a sentence that count and total contradict, and households with fewer persons than households."""
    sentence = sentence.counted
    found, said = sentence.figures, any(word in sentence.text for word in ("均", "每", "亩产"))
    for i in range(1, len(found)):
        finding = _persons(sentence, i)
        if not finding and said and i > 1:
            finding = (
                _size(sentence, i)
                or _average(sentence, i - 2, i - 1, i)
                or _average(sentence, i - 2, i, i - 1)
                or _average(sentence, i - 1, i, i - 2)
                or (_average(sentence, i - 1, i - 2, i) if _is_of_total(sentence, i) else None)
                or _at_rate(sentence, i)
            )
        if finding:
            yield finding


def _persons(sentence: Sentence, i: int) -> Finding | None:
    households, persons = sentence.figures[i - 1], sentence.figures[i]
    if households.word.unit != "户" or persons.word.unit not in _HEADS or not _PERSONS.match(sentence.gap(i)):
        return None
    if interval(persons).high >= interval(households).low or _DOING.match(sentence.back(i)):
        return None
    a, b = written(sentence.prose, households), written(sentence.prose, persons)
    message = f"{a} cannot have only {b}: that is less than one person per household."
    return sentence.prose.finding(households.start, persons.end, message, f"at least {households.number}{persons.unit}", b)


def _size(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the persons of one household, of households and persons side by side right before it, however far off."""
    if not _SIZE.match(sentence.gap(i)) or sentence.gap(i - 1) not in ("", "、", "共"):
        return None
    households, persons, each = sentence.figures[i - 2 : i + 1]
    kinds = households.word.unit == "户" and persons.word.unit in _HEADS and each.word.unit in _HEADS
    if not kinds or interval(households).low <= 0 or quotient(persons, households).meets(interval(each)):
        return None
    return _finding(sentence, (households, persons, each), persons.value / households.value)


def _is_of_total(sentence: Sentence, i: int) -> bool:
    """Tell whether average `i` is named by the noun of the total, two figures before it, and the count between is no further one."""
    per = _PER.fullmatch(sentence.front(i))
    noun = _REACHED.sub("", per["what"])[-_NOUN:] if per else ""
    total = _REACHED.sub("", sentence.front(i - 2))
    same = bool(per) and (total.endswith(noun) or bool(_COST.search(noun) and _COST.search(total[-_NOUN:])))
    return same and not _FURTHER.search(sentence.front(i - 1) + sentence.front(i))


def _average(sentence: Sentence, count_at: int, total_at: int, each_at: int) -> Finding | None:
    """Check one average against the count before it and the total beside it; the total must say so, or stand between."""
    count, total, each = (sentence.figures[k] for k in (count_at, total_at, each_at))
    front = sentence.front(each_at)
    # 320名老人每人: the count itself says whose average it is; otherwise the average must not be of others (农民人均)
    per = _PER_END.search(front) if count_at == each_at - 1 and front == sentence.gap(each_at) else _PER.fullmatch(front)
    factor = _factor(per["count"] or per["each"] or "亩", count, sentence.back(count_at)) if per else None
    scale = _scale(total, each)
    # 上半年发放工资864万元，人均月工资3000元
    if _OF_MONTH.search(front) and not _OF_MONTH.search(sentence.front(total_at)):
        return None
    if not per or not factor or not scale or not _of_one(sentence, total_at, each_at, per["what"]):
        return None
    number, whole, one = interval(count), interval(total), interval(each)
    between = [sentence.gap(k) for k in range(min(count_at, total_at, each_at) + 1, max(total_at, each_at) + 1)]
    if number.low <= 0 or any(_PARTLY.search(gap) or "；" in gap for gap in between):
        return None
    # 每户发放2000元 is no average, which would be rounded
    slack = _GIVEN_SLACK if per["each"] and _GIVES.fullmatch(per["what"]) and "平均" not in per[0] else _SLACK
    computed = Interval(whole.low * scale / (number.high * factor) * (1 - slack), whole.high * scale / (number.low * factor) * (1 + slack))
    if computed.meets(one) or not one.low / _LINKED <= computed.high <= one.high * _LINKED * 2:
        return None
    return _finding(sentence, (count, total, each), total.value * scale / (count.value * factor))


def _at_rate(sentence: Sentence, i: int) -> Finding | None:
    """Check 按照每亩120元的标准，补贴面积8500亩，共发放资金112万元 for figure `i` as the total."""
    each, count, total = sentence.figures[i - 2 : i + 1]
    per = _PER_END.search(sentence.front(i - 2))
    if not per or not _is_paid(sentence, i, per) or _factor(per["count"] or per["each"] or "亩", count, sentence.back(i - 1)) != 1:
        return None
    number, whole, one = interval(count), interval(total), interval(each)
    due = Interval(number.low * one.low * _EXACT_LOW, number.high * one.high * _EXACT_HIGH)
    if due.meets(whole) or not due.low * _LEAST_PAID <= total.value <= due.high * _MOST_PAID:
        return None
    computed, said_total = in_unit_of(total, count.value * each.value), written(sentence.prose, total)
    message = f"{written(sentence.prose, count)} at {written(sentence.prose, each)} each are {computed}, but the text says {said_total}."
    return sentence.prose.finding(each.start, total.end, message, computed, said_total)


def _is_paid(sentence: Sentence, i: int, per: re.Match[str]) -> bool:
    """Tell whether figure `i` is what was paid in all for the count before it, at the amount before that, and once."""
    each, total = sentence.figures[i - 2], sentence.figures[i]
    rate = _STANDARD.match(sentence.back(i - 2)) or _GIVES.fullmatch(per["what"])
    said = rate and _PAID.search(sentence.front(i)) and not _NOT_ONCE.search(per[0] + sentence.gap(i - 1) + sentence.gap(i))
    return bool(said) and each.word.unit == total.word.unit and each.word.dimension == "money" and each.bound == "exact"


def _factor(per: str, count: Quantity, counted: str) -> Decimal | None:
    """Return how many of what the average is per one unit of the count holds: 1000 公斤 in a 吨; None where they do not match.

    `counted` are the words behind the count: 32个试点村 for 村均.
    """
    if per in _MASS and count.word.unit in _MASS:
        return _MASS[count.word.unit] / _MASS[per]
    of_units = per in _UNITS and count.word.unit in ("个", "家", "座") and bool(_UNITS[per].match(counted))
    same = per.removesuffix("次") == count.word.unit.removesuffix("次") or (per in _PEOPLE and count.word.unit in _PEOPLE)
    return Decimal(1) if same or of_units else None


def _scale(total: Quantity, each: Quantity) -> Decimal | None:
    if total.word.unit in _MASS and each.word.unit in _MASS:
        return _MASS[total.word.unit] / _MASS[each.word.unit]
    same = total.word.unit == each.word.unit or (total.word.unit in _PEOPLE and each.word.unit in _PEOPLE)
    return Decimal(1) if same else None


def _of_one(sentence: Sentence, total_at: int, each_at: int, what: str) -> bool:
    """Tell whether total and average are of one thing."""
    front = sentence.front(total_at)
    planned = re.search(r"连同|计划|力争|年产|设计|其中|[农林牧渔工]业总|社会总", front) or (
        "总投资" in front and not what.endswith("投资")
    )
    if planned or re.search(r"[。；]", sentence.gap(each_at) + sentence.gap(total_at)):
        return False
    if total_at > each_at:
        total = _TOTAL.search(front)
        # 人均年增收1万元，村级草莓产业项目共收益8万元: of somebody else
        others = front[: total.start()] if total else ""
        if len(others) > _SUBJECT and "全" not in others:
            return False
        return bool(total) and ((total["what"] if total else "")[-2:] in (what[-2:], "") or _alike(front, what))
    return _alike(front, what)


def _alike(front: str, what: str) -> bool:
    what = _AMOUNT.sub("", _REACHED.sub("", what))
    named = len(what) > 1 and _AMOUNT.sub("", front).endswith(what[-_NOUN:])
    return named or any(words.search(front[-6:]) and words.search(what) for words in _SAME)


def _finding(sentence: Sentence, found: tuple[Quantity, Quantity, Quantity], value: Decimal) -> Finding:
    prose = sentence.prose
    count, total, each = (written(prose, q) for q in found)
    computed = in_unit_of(found[2], value)
    message = f"{total} over {count} is about {computed} each, but the text says {each}."
    places = sorted(found)
    return prose.finding(places[0].start, places[-1].end, message, computed, each)
