"""What so many get, cost or bear in all at so much each: 流转土地3200亩，每亩年租金600元，年租金收入192万元; 在岗860人，每人每月补贴1000元."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.statements import Sentence, in_unit_of, opening, written
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

# 每亩年租金 | 每人每月补贴 | 一亩地能收入 | 亩产
_EACH = re.compile(
    r"(?:(?<![一二三四五六七八九十])一(?=亩地)|每)(?P<each>[亩户人名斤株棵头只羽座台套箱袋]|公斤|吨)(?:地|土地)?(?P<what>[^\W\da-zA-Z_]{0,8})$"
    r"|(?P<mean>[户人])均(?P<all>[^\W\da-zA-Z_]{0,8})$"
    r"|亩(?P<yield>产)(?:量)?(?:约|达到?|为)*$"
    r"|(?P<wage>(?<!几个)月(?:工资|薪|收入|能?挣|能?拿))(?:约|达到?|为|有)*$"
)
_WORDS = ("每", "人均", "户均", "亩产", "一亩地", "月工资", "月薪", "月收入")
_MARKS = re.compile(r"每(?!月|年|天|日)[^，。；]|[亩户人][均产]|一亩地|单价|均价")
# what else is in it, what it is not of, and what is of another time
_NOT_ALL = re.compile(
    r"连同|[元斤]起|[农林牧渔工]业总|社会总|另|加上|还有|奖金|加班|除去|扣除|刨去|除掉|净|纯|其中|最[高低多少]|不[等超低少高]|部分|剩|已经?收|上浮|起步|首[年批]|第一|新增|又|计划|预计|力争|目标"
    r"|不含|包括|分红|同比|去年|上年|比(?![赛例])|较|增[加长收]|高于|低于|左右不|每(?:天|日|次|季|茬|批|期|学期)|[二两三四五六七八九十\d][余多]?年(?![\d前])|市场价|[一过近大多]半|半数|分之|[一二三四五六七八九]成|旺季|淡季|高峰|[好忙多]的时候|保底|先|保险|赔|亏|超出"
)
# what total and share of one are of
_KINDS = [
    re.compile(words)
    for words in (
        r"租|承包费|流转费|付",
        r"收入|产值|卖|挣|赚|销售额",
        r"补贴|补助|奖补|津贴|发放|资金|慰问",
        r"工资|薪|收入|挣",
        r"产|收了|打了",
        r"投资|投入|造价|成本",
    )
]
_PRICE = re.compile(r"^的?(?:价格|租金|标准|单价|收购价)")
_PAY = re.compile(r"租|付|补贴|补助|津贴|发放|卖|收入|挣|费")
# 500元和米面油: money is not all
_AND = ("和", "及", "以及", "加", "与")
_PEOPLE = ("人", "名")
_MASS = {"吨": Decimal(1000), "公斤": Decimal(1), "斤": Decimal("0.5")}
_MONTHLY = re.compile(r"每?月")
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
# 1至9月 | 9个月 | 上半年
_MONTHS = re.compile(
    rf"(?P<first>{_NUMBER})月?[至到—–\-－~～]+(?P<last>{_NUMBER})月(?!\d)|(?P<n>{_NUMBER})个月|(?P<word>上半年|下半年|前三季度|[一二三四]季度|全年|一年下来|一年到头|一年)"
)
_LASTING = {"上半年": 6, "下半年": 6, "前三季度": 9, "一年": 12, "一年下来": 12, "一年到头": 12, "全年": 12}
_QUARTER = 3
# rents are agreed, those who get something every month come and go, harvests are told in round figures
_SLACK = {"租": Decimal("0.03"), "月": Decimal("0.1"), "": Decimal("0.15")}
_LONE = Decimal("0.2")
_FURTHEST = 3
# 每月发放补贴: so is what each gets
_BY_MONTH = re.compile(r"每月|^月")
_POST = "岗"
# 亩产值10500元 | 每头净利润5000元, and the total by the same name; who has one slack for what is said twice has little
_NAMED = re.compile(
    r"(?:亩均?|每(?P<each>[亩户人名头只株棵箱羽袋座])|(?P<mean>[户人])均)(?:年均?)?(?P<what>(?:纯|净|毛)?(?:产值|收入|利润|收益))(?:约|可?达到?|为|有|是)*$"
)
_CALLED = re.compile(r"(?P<what>(?:纯|净|毛)?(?:产值|收入|利润|收益))(?:就|可?达到?|为|有|是|约)*$")
_SAME_NAME, _OF_PRODUCT = Decimal("0.06"), Decimal("0.1")
_COSTS_OFF = re.compile(r"除去|扣除|刨去|除掉|纯|净")
# all of a smaller or larger place, and what bears already
_OTHER_SCOPE = re.compile(r"全(?P<level>[村镇乡县市区])")
_NOT_YET = re.compile(r"挂果|投产|盛产|盛果|见效|带动|辐射|今年|明年")
# 每斤卖3.5元 | 按每公斤4元
_PRICE_OF = re.compile(r"(?:每|(?<![一二三四五六七八九十])一)(?P<unit>公斤|斤|吨)[^，。；\d]{0,8}$")


class _Bill(NamedTuple):
    """How many at how much each for how many months, the total that is said, and how much it may differ."""

    many: Quantity | None
    each: Quantity
    total: Quantity
    factor: Decimal
    slack: Decimal


def priced(sentence: Sentence) -> Iterator[Finding]:
    """Yield the totals of a sentence that are not what its count makes at its share of each: the only one, or the one of the same name."""
    if len(sentence.figures) < 2 or not any(word in sentence.text for word in (*_WORDS, "亩均")):
        return
    sentence = sentence.counted
    bill = _only(sentence)
    for due in [bill] if bill else [*_named(sentence), *_of_product(sentence)]:
        yield from _checked(sentence, due)


def _only(sentence: Sentence) -> _Bill | None:
    """Return the bill of a sentence that has one count and one share of each."""
    text = sentence.text
    if not any(word in text for word in _WORDS) or _NOT_ALL.search(text):
        return None
    found = [(i, m) for i in range(len(sentence.figures)) if (m := _EACH.search(sentence.front(i)))]
    return _bill(sentence, *found[0]) if len(found) == 1 and len(_MARKS.findall(text)) <= 1 else None


def _named(sentence: Sentence) -> Iterator[_Bill]:
    """Yield the bill of 1200亩，…，亩产值10500元，全村一年的芒果产值就是1360万元, where other prices stand between."""
    for i, share in enumerate(sentence.figures):
        named = _NAMED.search(sentence.front(i))
        if not named or share.word.dimension != "money":
            continue
        counts = {q for q in sentence.figures[:i] if _factor(named["each"] or named["mean"] or "亩", q)}
        totals = [j for j in range(i + 1, len(sentence.figures)) if _is_called(sentence, j, share, named["what"])]
        if len({q.value for q in counts}) != 1 or len(totals) != 1:
            continue
        bill = _Bill(counts.pop(), share, sentence.figures[totals[0]], Decimal(1), _SAME_NAME)
        if _is_plain(sentence, bill, named["what"]):
            yield bill


def _is_called(sentence: Sentence, j: int, share: Quantity, what: str) -> bool:
    """Tell whether figure `j` is a total that has the name of a share: 纯收入 of 每亩纯收入."""
    front = sentence.front(j)
    if sentence.figures[j].word.unit != share.word.unit or _NAMED.search(front):
        return False
    return any(called["what"] == what for called in _CALLED.finditer(front))


def _is_plain(sentence: Sentence, bill: _Bill, what: str) -> bool:
    """Tell whether nothing from a count to its total says that this is of more, of less, or of another place or time."""
    text, count = sentence.prose.text, bill.many or bill.each
    head, tail = text[opening(text, count.start, "，。；：\n") : bill.each.start], text[bill.each.start : bill.total.end]
    # costs are off both where both are 纯收入
    if what[0] in "纯净":
        head, tail = _COSTS_OFF.sub("", head), tail.replace(what, "")
    told = head + tail
    return len({m["level"] for m in _OTHER_SCOPE.finditer(told)}) <= 1 and not _NOT_YET.search(told) and not _NOT_ALL.search(told)


def _of_product(sentence: Sentence) -> Iterator[_Bill]:
    """Yield the bill of 亩产3000斤，平均每斤卖3.5元，亩产值10500元: all of one 亩."""
    for i, made in enumerate(sentence.figures[:-2]):
        each, total = sentence.figures[i + 1 : i + 3]
        price, named = _PRICE_OF.search(sentence.front(i + 1)), _NAMED.search(sentence.front(i + 2))
        yields = made.word.unit in _MASS and _EACH.search(sentence.front(i)) and "亩产" in sentence.front(i)
        gross = named and named["what"] in ("产值", "收入", "毛收入") and not (named["each"] or named["mean"])
        if (
            yields
            and price
            and gross
            and each.word.unit == total.word.unit
            and not _NOT_ALL.search(sentence.prose.text, made.start, total.end)
        ):
            yield _Bill(made, each, total, _MASS[made.word.unit] / _MASS[price["unit"]], _OF_PRODUCT)


def _bill(sentence: Sentence, at: int, each: re.Match[str]) -> _Bill | None:
    share = sentence.figures[at]
    totals = [i for i, q in enumerate(sentence.figures) if i > at and _sort(q) == _sort(share)]
    counts = [
        (q, f)
        for i, q in enumerate(sentence.figures)
        if i != at
        and (f := _factor(each["each"] or each["mean"] or ("亩" if each["yield"] else ""), q) or _posts(sentence, i, each["each"]))
    ]
    what = each["what"] or each["all"] or each["yield"] or each["wage"] or ""
    if len(totals) != 1 or len({q.value for q, _ in counts}) > 1 or not _of_one(sentence, at, totals[0], what):
        return None
    total = sentence.figures[totals[0]]
    monthly = _MONTHLY.search(what) and not _BY_MONTH.search(sentence.front(totals[0]))
    months = _months(sentence, counts[-1][0] if counts else None, total) if monthly else 1
    if not months or (not counts and months == 1) or any(q.word.unit in ("次", "批", "期", "茬", "季") for q in sentence.figures):
        return None
    slack = _SLACK["月"] if _MONTHLY.search(what) else _SLACK["租"] if "租" in sentence.text else _SLACK[""]
    scale = _MASS[share.word.unit] / _MASS[total.word.unit] if share.word.unit in _MASS else Decimal(1)
    count, factor = counts[-1] if counts else (None, Decimal(1))
    return _Bill(count, share, total, factor * months * scale, slack if counts else _LONE)


def _sort(q: Quantity) -> str:
    return "mass" if q.word.unit in _MASS else q.word.unit


def _factor(each: str, q: Quantity) -> Decimal | None:
    if each in _MASS:
        return _MASS[q.word.unit] / _MASS[each] if q.word.unit in _MASS else None
    return Decimal(1) if q.word.unit == each or (each in _PEOPLE and q.word.unit in _PEOPLE) else None


def _posts(sentence: Sentence, i: int, each: str | None) -> Decimal | None:
    """Return 1 for a number of posts, each of which one person has: 公益性岗位320个."""
    post = sentence.figures[i].word.unit == "个" and _POST in sentence.front(i)[-4:] + sentence.back(i)[:4]
    return Decimal(1) if post and each in _PEOPLE else None


def _of_one(sentence: Sentence, at: int, total_at: int, what: str) -> bool:
    """Tell whether the total is of what each gets."""
    front = sentence.front(total_at)
    if sentence.back(at).startswith(_AND):
        return False
    if _PRICE.match(sentence.back(at)) or what in ("", "每月"):
        return bool(_PAY.search(front))
    return any(words.search(what) and words.search(front) for words in _KINDS)


def _months(sentence: Sentence, count: Quantity | None, total: Quantity) -> int:
    """Return how many months a sentence says that its total is of; 0 where it does not, or says two numbers. One's own year stands right in front of the total."""
    start = sentence.start if count else sentence.prose.text.rfind("，", sentence.start, total.start) + 1
    found = {_lasting(m) for m in _MONTHS.finditer(sentence.prose.text, start, total.start)}
    return found.pop() if len(found) == 1 else 0


def _lasting(match: re.Match[str]) -> int:
    if match["word"]:
        return _LASTING.get(match["word"], _QUARTER)
    return to_int(match["n"]) if match["n"] else to_int(match["last"]) - to_int(match["first"]) + 1


def _checked(sentence: Sentence, bill: _Bill) -> Iterator[Finding]:
    number = interval(bill.many) if bill.many else Interval(Decimal(1), Decimal(1))
    one, said = interval(bill.each), interval(bill.total)
    due = Interval(number.low * one.low * bill.factor * (1 - bill.slack), number.high * one.high * bill.factor * (1 + bill.slack))
    if due.low <= 0 or due.meets(said) or not said.high * _FURTHEST >= due.low or not said.low <= due.high * _FURTHEST:
        return
    prose, figures = sentence.prose, [q for q in (bill.many, bill.each, bill.total) if q]
    computed = in_unit_of(bill.total, (bill.many.value if bill.many else 1) * bill.each.value * bill.factor)
    stated, each = written(prose, bill.total), written(prose, bill.each)
    of = f"{written(prose, bill.many)} at " if bill.many else ""
    message = f"{of}{each} each make about {computed}, but the text says {stated}."
    yield prose.finding(min(q.start for q in figures), bill.total.end, message, computed, stated, "error" if bill.many else "warning")
