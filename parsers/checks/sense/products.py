"""So many at so much each make so much in all, in any order of the three: 共发放68万元，惠及1360户，每户500元; 耕地1860亩，人口930人，人均耕地2亩."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_UNITS = "[亩户人名斤株棵头只羽座台套箱袋家张场期批天间口栋村镇乡校社吨班组队件起宗例辆条度瓶盒罐桶筐篮]|公斤|千瓦时|千克|公里|平方公里|平方米|立方米|人次|千瓦"
# 每户 | 平均每个乡镇 | 每人每年补助 | 户均分红 | 一亩地收入
_EACH = re.compile(
    rf"(?:平均)?(?:按(?:照)?)?(?:(?:每|(?<![一二三四五六七八九十])一(?=亩地|斤|公斤|吨))(?P<x>(?:个|支)(?P<noun>队伍?|小分队|服务队|乡镇|行政村|自然村|村|社区|县|学校|企业|大棚|基地|支部|家庭|网格|站点|服务站|班级?|小区|项目|工作队|(?:党|村民)?小组|片区|网格|中队|单元|楼栋|厂|矿|乡|镇|街道|点|月)|{_UNITS})|(?P<y>[户人亩村棚社校场期班])均)"
    r"(?:地|土地)?(?P<what>[^\W\da-zA-Z_]{0,10})$|(?P<z>亩)(?P<yield>产(?:量|值)?[^\W\da-zA-Z_]{0,6})$|平均(?P<class>班)额(?:约|为|达到?)?$"
)
_MARKED = re.compile(rf"每(?:个|支|{_UNITS})|[户人亩村棚社校场期班]均|一亩地|(?<![一二三四五六七八九十])一(?:公?斤|吨)|亩产|单价|均价|班额")
_MASS = {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5")}
_PRICED = (*_MASS, "度", "千瓦时", "箱", "袋", "盒", "瓶", "罐", "桶", "筐")
_PEOPLE = ("人", "名", "口", "人次")
# what share and total can be of together
_KINDS = [
    re.compile(words)
    for words in (
        r"租|承包费|流转费",
        r"收入|产值|卖|售|价|挣|赚|销售|货款|果款|结算|消费|支付",
        r"补贴|补助|奖补|津贴|发放|资金|慰问|经费|奖励|助学金|救助|拨付",
        r"工资|薪|劳务|务工收入",
        r"产|收了|打了",
        r"投资|投入|造价|成本|耗资",
        r"利润|增收|收益|纯收入|净收入|赚",
        r"分红|红利|分得|领到|领取|发放",
        r"从业|用工|就业|务工|员工|职工|工人",
        r"培训|参训|学员|接待|惠及|受众|参与",
        r"消费|收入",
        r"用水|灌溉",
        r"用电|发电",
        r"党员|成员|队员|社员|会员|学生",
    )
]
_BARE = re.compile(r"^(?:共|总|累计|合计|共计|总计|一年|全年|年)*(?:达到?|为|约)*$")
NOT_ALL = re.compile(
    r"连同|[元斤]起|[农林牧渔工]业总|社会总|另|加上|还有|奖金|加班|除去|扣除|刨去|除掉|其中|最[高低多少]|已经?收|强度|不[等超低少高]|(?<!干)部分|剩|上浮|起步|首[年批]|第一|又|计划|预计|力争|目标|将|可望|有望"
    r"|不含|包括|去年|上年|比(?![赛例])|较|增长|高于|低于|每(?:天|日|次|季|茬|学期)|[二两三四五六七八九十\d][余多]?年(?![\d前])|[一过近大多]半|半数|分之|[一二三四五六七八九]成"
    r"|旺季|淡季|保底(?!价结算)|先|保险|赔|亏|超出|年产(?!值)|可达|以[上下]|至|(?<![不驻派分配送卖])到\d|分别(?![派到下])|各|新增|人均可支配|剔除"
)
_PROFIT, _NET = re.compile(r"纯|净(?!重)|利润|增收|收益"), re.compile(r"纯|净(?!重)")
_ITS_TIME = re.compile(r"^(?:去年|上年|今年)(?:以来|[春夏秋冬]季?|[上下]半年|全年)?")
_WEIGHT = re.compile(r"净?重$|^装|容量$")
_AGREED = re.compile(r"按|标准|补贴|补助|发放|慰问|租|奖|结算|经费|助学|的(?:统一|保底|订单)?(?:单价|价格)|统一收购")
_PAID = re.compile(r"发放|补[助贴]|慰问|分红|兑付|兑现|拨付|奖励|选派|派驻|派出|配备|安排|招募|聘请|培训|举办|开展|接待|惠及|服务")
# 1.2万名党员分成386个党小组 | 826名干部分布在213个村
_SPLIT = re.compile(r"分布在|分[成为]|划分|编[成为]|组[成建]")
# 500元和米面油: money is not all
_AND = ("和", "及", "以及", "加", "与")
_MONTH = re.compile(r"月")
_OTHER_MONEY = re.compile(r"投资|成本|利润|补[助贴]|贷款|税|奖|工资|费|纯|净|增收|节|省|损失|赔")
# 最多的一户分得1.26万元: neither share nor total
_OF_ONE = re.compile(r"最[高低多少大小好]|其中|人均可支配")
_MEAN_FIRST = re.compile(
    r"(?:也就是说|相当于|即)?，?(?:平均(?:下来|算下来)?，?)?(?:[户人亩村棚社校场期班]均|平均每(?:户|人|亩|个?村))[^，。；\d]{0,8}"
)
_FARTHEST = Decimal("2.2")
_SLACK, _MEAN_SLACK, _AGREED_SLACK = Decimal("0.15"), Decimal("0.09"), Decimal("0.04")
_NOUN = 2


class _Bill(NamedTuple):
    """How many, how much each and in all, what one of the count holds, and how far off the product may be."""

    many: Quantity
    each: Quantity
    total: Quantity
    factor: Decimal
    slack: Decimal


def products(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the bills of a sentence, with the one figure of the sentence before, in which count, share and total contradict each other; errors."""
    if not sentence.figures or not _MARKED.search(sentence.text):
        return
    sentence = sentence.counted
    tried = [sentence, *(sentence.segments() if "；" in sentence.text else ()), sentence.with_one_before(before)]
    # …3860户，种植面积5.79万亩。户均15亩: the first words are of the sentence before
    tried += [sentence.with_before(before)] if _MEAN_FIRST.fullmatch(sentence.front(0)) else []
    for told in tried:
        if told and (bill := _bill(told)):
            yield from _checked(told, bill)
            return


def _bill(sentence: Sentence) -> _Bill | None:
    """Return the bill of a sentence that has one share, one count and one total; None where more can be meant."""
    found = shares = [(i, m) for i in range(len(sentence.figures)) if (m := _EACH.search(sentence.front(i)))]
    # 每袋纯利润2.5元，户均栽植8000袋，户均增收2万元: the other two are of one household
    if len(found) > 1:
        marks = [m["y"] or m["x"] for _, m in found]
        found = found[:1] if len(marks) == 3 and marks[1] == marks[2] != marks[0] else []
    if not found:
        return None
    at, each = found[0]
    share = sentence.figures[at]
    counts = [(j, f) for j in range(len(sentence.figures)) if j != at and (f := _factor(each, sentence, j))]
    others = {at, *(j for j, _ in counts)}
    totals = [
        j for j, q in enumerate(sentence.figures) if j not in others and _sort(q) == _sort(share) and not _OF_ONE.search(sentence.front(j))
    ]
    if len(counts) != 1 or len(totals) != 1 or not (len(shares) > 1 or _are_plain(sentence, counts[0][0], totals[0])):
        return None
    bill = _Bill(sentence.figures[counts[0][0]], share, sentence.figures[totals[0]], counts[0][1], _slack(sentence, at, each))
    return bill if _is_of_one(sentence, bill, (at, totals[0]), each) else None


def _are_plain(sentence: Sentence, *places: int) -> bool:
    """Tell whether neither figure is of one of many."""
    return not any(_MARKED.search(sentence.front(j)) for j in places)


def _sort(q: Quantity) -> str:
    return "mass" if q.word.unit in _MASS else "people" if q.word.unit in _PEOPLE else q.word.unit


def _factor(each: re.Match[str], sentence: Sentence, j: int) -> Decimal | None:
    """Return how many of what the share is of one unit of figure `j` holds; None where it counts something else."""
    q, unit = sentence.figures[j], each["noun"] or each["x"] or each["y"] or each["z"] or each["class"]
    if unit in _MASS:
        return _MASS[q.word.unit] / _MASS[unit] if q.word.unit in _MASS else None
    if q.word.unit in ("个", "所", "家", "座", "支"):
        noun = sentence.back(j)[: len(unit) + _NOUN] if not each["x"] or each["x"] != q.word.unit else unit
        return (
            Decimal(1)
            if re.search(rf"{unit}(?![民委长干支级])", noun) or (not sentence.back(j) and sentence.front(j).endswith(unit))
            else None
        )
    same = q.word.unit == unit or (unit in _PEOPLE and q.word.unit in _PEOPLE)
    return Decimal(1) if same else None


def _slack(sentence: Sentence, at: int, each: re.Match[str]) -> Decimal:
    # 一箱24瓶，每瓶68元，一箱卖1632元: nothing of it is round
    plain = all(q.bound == "exact" and q.step == 1 and q.value == q.value.to_integral_value() for q in sentence.figures)
    if plain and not each["y"] and "平均" not in each[0] and sentence.figures[at].word.dimension == "money":
        return _AGREED_SLACK
    if _AGREED.search(sentence.front(at) + sentence.back(at)) and not each["y"] and "平均" not in each[0]:
        return _AGREED_SLACK
    return _MEAN_SLACK if each["y"] or "平均" in each[0] else _SLACK


def _is_of_one(sentence: Sentence, bill: _Bill, places: tuple[int, int], each: re.Match[str]) -> bool:
    """Tell whether share and total are of one thing, and nothing from the first to the last says that they are not of all."""
    at, total_at = places
    if sentence.back(at).startswith(_AND):
        return False
    what, front = (each["what"] or each["yield"] or "").removeprefix("平均"), sentence.front(total_at)
    first = min(q.start for q in (bill.many, bill.each, bill.total))
    told = sentence.prose.text[first : max(q.end for q in (bill.many, bill.each, bill.total))]
    told = sentence.front(sentence.figures.index(min(bill.many, bill.each, bill.total))) + told
    # 去年接待18万人次，平均每家800人次: all of last year
    if at > total_at and "今年" not in told:
        told = told.replace("，去年", "，", 1)
    # 上年秋季完成18.5万亩，…: the time of all of it
    told = _ITS_TIME.sub("", told, count=1)
    # 每天加工15吨，一个月按30天算
    if each["x"] in ("天", "日"):
        told = told.replace(f"每{each['x']}", "", 1)
    if "；" in told or NOT_ALL.search(told) or bool(_MONTH.search(what)) != bool(_MONTH.search(front)):
        return False
    if bool(_NET.search(what)) != bool(_PROFIT.search(front)) and _NET.search(what + front):
        return False
    beside = abs(at - total_at) == 1
    # 每斤3.2元 of 46万斤: what is paid for a weight is a price, whatever the words are
    if (
        each["x"] in _PRICED
        and bill.each.word.dimension == "money"
        and _is_row(sentence, bill)
        and not _OTHER_MONEY.search(front + sentence.back(total_at))
    ):
        return True
    if not what or _BARE.match(front):
        return beside or (at - total_at == _NOUN and bool(_PAID.search(front) or _SPLIT.search(sentence.gap(at - 1))))
    # 12.5万箱，每箱净重5斤，共计销售蜜桃312.5吨
    if _WEIGHT.search(what) and bill.total.word.unit in _MASS:
        return True
    shared = any(what[k : k + _NOUN] in front for k in range(len(what) - 1))
    return shared or any(words.search(what + sentence.back(at)[:6]) and words.search(front) for words in _KINDS)


def _is_row(sentence: Sentence, bill: _Bill) -> bool:
    """Tell whether no other figure stands between those of a bill."""
    places = sorted(sentence.figures.index(q) for q in (bill.many, bill.each, bill.total))
    return places[-1] - places[0] == len(places) - 1


def _checked(sentence: Sentence, bill: _Bill) -> Iterator[Finding]:
    many, said = interval(bill.many), interval(bill.total)
    # 按每斤2.5元: what was agreed has not been rounded
    one = interval(bill.each) if bill.slack != _AGREED_SLACK or bill.each.bound != "exact" else Interval(bill.each.value, bill.each.value)
    scale = _MASS[bill.each.word.unit] / _MASS[bill.total.word.unit] if bill.each.word.unit in _MASS else Decimal(1)
    factor = bill.factor * scale
    due = Interval(many.low * one.low * factor * (1 - bill.slack), many.high * one.high * factor * (1 + bill.slack))
    if due.high <= 0 or due.meets(said) or said.high * _FARTHEST < due.low or said.low > due.high * _FARTHEST:
        return
    prose, figures = sentence.prose, sorted((bill.many, bill.each, bill.total))
    computed = in_unit_of(bill.total, bill.many.value * bill.each.value * factor)
    stated, each, number = (written(prose, q) for q in (bill.total, bill.each, bill.many))
    message = f"{number} at {each} each make about {computed}, but the text says {stated}."
    yield prose.finding(figures[0].start, figures[-1].end, message, computed, stated)
