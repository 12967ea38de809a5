"""Figures in Arabic digits: number, qualifier, 万/亿 and unit as one quantity; ranges too."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple

from parsers.grammar.figures.measure_words import MeasureWord, unit_at
from parsers.grammar.figures.qualifiers import Bound, qualifier_after, qualifier_before
from parsers.grammar.figures.traps import Trap, traps

# 12,300 | 6 000 万元, as journals part thousands behind a word | 14.27
_DIGITS = (
    r"(?:(?<=[^\W\da-zA-Z_])(?<![第图表例款条])\d{1,3}(?: \d{3})+(?![\d.,])(?= ?[^\W\da-zA-Z_])"
    r"|\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d*(?:\.\d+)?))"
)
# 千 and 百 belong to the unit in 千瓦 and 百分点
_SCALE = r"(?:十|百(?!分)|千(?![瓦米克伏卡赫帕焦字]))?(?:万亿|万|亿)?"
_AMOUNT = re.compile(rf"(?P<number>{_DIGITS})(?P<odd>[余多来]?)(?P<scale>{_SCALE})(?P<even>[余多]?)")
_DASH = re.compile(r"[—―–\-－~～至到]+")
# what has more digits is an account or identity card
_LONGEST = 15
# 6万8千元, 1亿3000万元: a large numeral, and what is left in the next smaller ones
_REST = re.compile(r"(?P<number>\d{1,4})(?P<scale>[百千]?万|千(?![瓦米克伏卡赫帕焦字])|百(?!分))(?P<odd>[余多]?)(?!分之)")
# 6斤8两, 1两2钱, 3元5角, 2块5: and a tenth of what it is counted in
_TENTHS = re.compile(
    r"(?<=斤)(?P<liang>\d)两|(?<=两)(?P<qian>\d)钱|(?<=[元块])(?P<coin>\d)[角毛]|(?<=块)(?P<bare>\d)(?=[，。；、！？”）]|[到至一的]|$)"
)
# 0.2、5.5个百分点 | 12、18和27公里: a unit that stands once, behind the last of a row; 2、3遍 is some, no row
_ROW = re.compile(rf"(?:[、和与及]{_DIGITS}(?![\d年月日号]))+")
_SOME = re.compile(r"\d[、和与及]\d(?!\d|\.\d)")
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_SCALED_INSIDE = re.compile(r"[万亿]")
_SCALED = re.compile(r"[十百千万亿]+$")
_MONEY = re.compile(
    r"资金|投资|投入|收入|产值|生产总值|增加值|零售总?额|贷款|税|营收|销售|利润|补贴|补助|融资|交易额|余额|外贸|进出口|GDP|经济总量|增收|创收|分红|[年月]入|[卖赚挣]"
)
_PEOPLE = re.compile(
    r"(?:建档立卡)?(?:[“]?[^\W\da-zA-Z_]{0,3}?[”]?)(?:群众|居民|人民|百姓|游客|农民|村民|市民|学生|党员|职工|老人|网友|旅客|用户|人口|干部|师生|青年|妇女|儿童|消费者|学子|军民|儿女|父老|乡亲|同胞|[农牧渔]民|农牧民|[茶果菜枣粮棉蔗烟花药瓜菌桑蚕蜂林梨橘薯]农(?![业村田户]))"
)
_HEADS = re.compile(r"(?:人口|人数|游客|客流量?|(?:旅客|乘客)吞吐量|客运量|群众|旅客)(?:累计|达到?|约|近|超|突破|有|为)*$")
# between what is counted and its figure
_UP_TO = r"(?:累计|达到?|约|近|超过?|突破|有|为|共)*$"
# 注册用户6.3万 | 粉丝量3.6万 | 播放量突破500万: right in front of an amount, these are no money, whatever is sold before them
_COUNTED = re.compile(rf"(?:用户|客户|游客|顾客|观众|粉丝|会员|群众|百姓|农户|[^\W\da-zA-Z_]量|流量|人气|订单|点击|播放|下载|关注){_UP_TO}")
_SENTENCE_END = re.compile(r"[。；！？;!?]")
# 从业人员13.8万，: more plainly people than what is sold before them is money
_STAFF = re.compile(
    rf"(?:从业(?:人员|者)?|就业|务工(?:人员)?|劳动力|职工|员工|工人|用户|粉丝|会员|学员|志愿者|移民|减贫|脱贫|[常户]?[住籍]?人口){_UP_TO}"
)
# 播放量突破500万，: how often something was seen
_SEEN = re.compile(rf"(?:播放|点击|阅读|浏览|访问|观看|收看|下载|转发|点赞|曝光)(?:总量|量|次数){_UP_TO}")
_HOUSES = re.compile(r"(?:农牧?|牧|渔|果|茶|菜|烟|棉|药|菌|桑|蔗|贫困|脱贫|低保|搬迁|移民|[种养][植殖])户")
# 达15.33亿|和5119万元: both are counted in what stands behind the second
_SHARED = re.compile(rf"[和与及、](?={_DIGITS}[余多]?(?:万亿|万|亿))")
_STOPPED = re.compile(r"[，。；、！？,;!?）)的]|大关|$")


class Quantity(NamedTuple):
    """One figure of a text: `[start, end)` with its qualifiers, values multiplied out, number (begins at `at`) and unit as written."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    word: MeasureWord
    number: str
    unit: str
    bound: Bound
    at: int

    @property
    def step(self) -> Decimal:
        """Return what one of its unit as written is worth: 10000 in 23万元, 3—5万元 and 三千万元."""
        scale = _SCALED.match(self.unit.removesuffix(self.word.written))
        return Decimal(prod(_SCALES[char] for char in scale[0])) if scale else Decimal(1)


class _Amount(NamedTuple):
    value: Decimal
    number: str
    scale: str
    odd: str
    end: int


def find_quantities(text: str) -> list[Quantity]:
    """Return all figures in Arabic digits of `text` in order; digits that are dates, numbers of documents or names are left out."""
    return list(_quantities(text, traps(text)))


def _quantities(text: str, trapped: Sequence[Trap]) -> Iterator[Quantity]:
    barred = {i for t in trapped for i in range(t.start, t.end)}
    done = 0
    for match in _AMOUNT.finditer(text):
        start = match.start()
        if start < done or start in barred:
            continue
        quantity = _quantity(text, start)
        if quantity:
            done = quantity.end
            yield quantity


def _quantity(text: str, start: int) -> Quantity | None:
    first = _amount(text, start)
    if not first:
        return None
    word = _unit(text, first.end)
    stop = first.end + len(word.written) if word else first.end
    if word and not first.scale and (tenths := _TENTHS.match(text, stop)):
        first, word = _with_tenths(first, word, tenths)
        stop = tenths.end()
    last = _range_end(text, start, stop, word)
    if last:
        second, word = last
        return _made(text, start, _scaled(first, second), second, word)
    if not word and (shared := _shared(text, start, first)):
        first, word = shared
    word = word or _bare(text, start, first)
    return _made(text, start, first, None, word) if word else None


def _amount(text: str, start: int) -> _Amount | None:
    match = _AMOUNT.match(text, start)
    if not match or len(match["number"]) > _LONGEST:
        return None
    scale = match["scale"]
    value = Decimal(re.sub("[, ]", "", match["number"])) * _factor(scale)
    amount = _Amount(value, match["number"], scale, match["odd"] or match["even"], match.end())
    return amount if amount.odd or not scale or "." in amount.number else _with_rest(text, start, amount)


def _factor(scale: str) -> int:
    return _SCALES[scale] if scale in _SCALES else _SCALES[scale[0]] * _SCALES[scale[1:]]


def _with_rest(text: str, start: int, amount: _Amount) -> _Amount:
    """Return an amount with what stands behind its large numeral in smaller ones: 6万|8千, 1亿|3000万."""
    while (rest := _REST.match(text, amount.end)) and int(rest["number"]) * _factor(rest["scale"]) < _factor(amount.scale):
        value = amount.value + int(rest["number"]) * _factor(rest["scale"])
        amount = amount._replace(value=value, number=text[start : rest.end("number")], scale=rest["scale"], odd=rest["odd"], end=rest.end())
    return amount


def _with_tenths(amount: _Amount, word: MeasureWord, tenths: re.Match[str]) -> tuple[_Amount, MeasureWord]:
    """Return an amount and its unit with the tenth that stands behind: 6斤|8两 is 6.8 斤, 2块|5 is 2.5 元."""
    kind = tenths.lastgroup or ""
    value = amount.value + Decimal(tenths[kind]) / 10
    whole = f"{amount.number}{word.written}{tenths[kind]}"
    unit = MeasureWord(tenths[0][1:], "元", "money") if kind in ("coin", "bare") else word._replace(written=tenths[0][1:])
    return _Amount(value, whole, "", "", tenths.end(kind)), unit


def _unit(text: str, start: int) -> MeasureWord | None:
    """Return the unit at `start`; a gap, which stays before Latin letters, may stand in front: 5 km, 600 kg."""
    if text[start : start + 1] != " ":
        return unit_at(text, start)
    word = unit_at(text, start + 1) if text[start + 1 : start + 2].isalpha() else None
    return word and word._replace(written=f" {word.written}")


def _range_end(text: str, start: int, stop: int, word: MeasureWord | None) -> tuple[_Amount, MeasureWord] | None:
    """Return the upper end of a range whose lower end stops at `stop`; 由3元至5元 is a change from one to another, no range."""
    dash = _DASH.match(text, stop)
    second = _amount(text, dash.end()) if dash else None
    unit = _unit(text, second.end) if second else None
    if word and unit and (word.unit, unit.unit) == ("元", "块"):  # 2块5到4块
        unit = unit._replace(unit="元", dimension="money")
    if not dash or not second or not unit or (word and unit.unit.partition("/")[0] != word.unit != unit.unit):  # 50元—60元/亩
        return None
    if word and dash[0] in "至到" and re.search(r"[由从][^，。；]{0,12}$", text[max(0, start - 14) : start]):
        return None
    return second, unit


def _shared(text: str, start: int, first: _Amount) -> tuple[_Amount, MeasureWord] | None:
    """Return an amount with the unit, and the 万/亿, that stand once behind the last of its row (高于全市、全省0.2、5.5个百分点)."""
    row = _ROW.match(text, first.end) if not first.scale and not first.odd else None
    if not row or _SOME.match(text, start) or text[start - 1 : start] == "第":
        return None
    last = _amount(text, max(row[0].rfind(joint) for joint in "、和与及") + row.start() + 1)
    word = _unit(text, last.end) if last else None
    return (_scaled(first, last), word._replace(written="")) if last and word and word.dimension != "time" else None


def _scaled(first: _Amount, second: _Amount) -> _Amount:
    """Return the lower end in the upper one's 万/亿 where it has none of its own: 10—20万元."""
    if first.scale or not second.scale or first.value * second.value == 0 or _SCALED_INSIDE.search(second.number):
        return first
    factor = _factor(second.scale)
    return first._replace(value=first.value * factor) if first.value * factor < second.value else first


def _bare(text: str, start: int, amount: _Amount) -> MeasureWord | None:
    """Return 元, 人 or 户 for an amount in 万 or 亿 whose unit was left out: 营业收入突破3000万, 20万群众, 10万农户."""
    if amount.scale[-1:] not in ("万", "亿"):
        return None
    if _HOUSES.match(text, amount.end):
        return _unwritten(unit_at("户", 0))
    if (shared := _SHARED.match(text, amount.end)) and (second := _amount(text, shared.end())):
        return _unwritten(_unit(text, second.end) or _bare(text, shared.end(), second))
    if _PEOPLE.match(text, amount.end) or (_STOPPED.match(text, amount.end) and _STAFF.search(text[max(0, start - 8) : start])):
        return MeasureWord("", "人", "people")
    if not _STOPPED.match(text, amount.end):
        return None
    if _SEEN.search(text[max(0, start - 10) : start]):
        return MeasureWord("", "次", "events")
    before = _SENTENCE_END.split(text[max(0, start - 16) : start])[-1]
    if _MONEY.search(before) and not _COUNTED.search(before):
        return MeasureWord("", "元", "money")
    return MeasureWord("", "人", "people") if _HEADS.search(text[max(0, start - 8) : start]) else None


def _unwritten(word: MeasureWord | None) -> MeasureWord | None:
    return word and word._replace(written="")


def _made(text: str, start: int, first: _Amount, second: _Amount | None, word: MeasureWord) -> Quantity:
    last = second or first
    stop = last.end + len(word.written)
    before, front = qualifier_before(text, start)
    after, back = qualifier_after(text, stop)
    bound: Bound = after or before or ("about" if last.odd == "来" else "more_than" if last.odd else "exact")
    number = text[start : last.end].rstrip("余多来")
    if not second:
        number = first.number
    unit = f"{last.scale}{word.written.strip()}"
    return Quantity(front, back, first.value, second.value if second else None, word, number, unit, bound, start)
