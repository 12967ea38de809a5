"""Shares in words: 四分之一, 百分之三十, 三成以上, 过半; as a fraction of one (比例), or in % where the text says 百分之."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.grammar.figures.measure_words import MeasureWord
from parsers.grammar.figures.qualifiers import qualifier_after, qualifier_before
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int
from parsers.grammar.scanning import tried

_RATIO = MeasureWord("", "比例", "share")
_PERCENT = MeasureWord("", "%", "share")
_N = r"[〇零一二两三四五六七八九十百千]{1,9}|\d{1,9}"
_OF = (
    rf"(?P<whole>[二三四五六七八九十百千万]{{1,4}}|(?<!\d)[1-9]\d{{0,3}})分之(?P<part>{_N})(?:点(?P<rest>[〇零一二三四五六七八九]{{1,6}}))?"
)
# 完成, 三成熟 and 一成不变 are no shares
_TENTHS = (
    r"(?<![第完建造组构变])(?P<tenths>[一二两三四五六七八九\d])成(?:(?P<half>半)|(?P<fifth>[一二三四五六七八九](?![成分点])))?"
    r"(?=以上|多|左右|以下|提高|提升|上升|增加|增至|升至|下降|降至|降到|减少|[，。；、！？,;）)”]|$|[的是为村农游企群党人来]|(?<=[里中]有[一二三四五六七八九]成)[^\W\da-zA-Z_])(?!不变|[立员功长效本果熟绩型规]|为[^，。]{0,4}[主首])"
)
_HALF = (
    r"(?P<half_of>(?:超|超过|近|过)半数|半数(?=以上)|一半(?=以上|左右)|(?<=[占达])一半(?=[，。；、])|(?<=[比率重数量积值入])(?:已|均|均已)?过半"
    r"|过半(?<=(?:进度|完成)过半)(?!数)|过半(?=[农住]户|农民|村民|群众|居民|劳动力|家庭|企业|的[^\W\d]{1,4}[，。户民村地田人]))"
)
_SLASH = r"(?<![\d/.A-Za-z])(?P<above>[1-9])/(?P<below>[2-9]|10)(?![\d/.])"
# 十有八九的村民: eight or nine in ten; without 的 it only says that something is likely
_MOST = r"(?P<most>十有八九|十之八九)(?=的)"
# 城乡居民收入比为2.05: how many times one is the other; 收入比上年增加 compares something else, 2.05:1 is written as two
_INCOMES = re.compile(
    r"城乡[^，。；：、\d比]{0,8}收入(?:倍差|比)值?(?:[为是达]|(?:缩小|收窄|下降|降低|降)[至到为])? ?(?P<times>[1-9]\.\d{1,3})(?![\d:：∶%％个])"
)
_SHARE = re.compile(rf"{_MOST}|{_OF}|{_TENTHS}|{_HALF}|{_SLASH}")
# what a share can begin with, and go on with
_BEGINS = re.compile(r"[一二两三四五六七八九十百千万\d超近过半已均](?=[二三四五六七八九十百千万\d分成半过数已/有之])")
# 七成多|的土地
_ODD = re.compile(r"[多余](?=的|[，。；、])")
_EXACT = Decimal("0.000001")


def find_shares(text: str) -> Iterator[Quantity]:
    """Yield the shares of `text` in order, as code points; a fraction that does not end is rounded to six places."""
    for match in _INCOMES.finditer(text) if "城乡" in text and "收入" in text else ():
        start, end = match.span("times")
        yield Quantity(start, end, Decimal(match["times"]), None, _RATIO, match["times"], _RATIO.unit, "exact", start)
    if "分之" in text or "成" in text or "半" in text or "八九" in text or "/" in text:
        for match in tried(_SHARE, text, _BEGINS):
            yield _share(text, match)


def _share(text: str, match: re.Match[str]) -> Quantity:
    before, front = qualifier_before(text, match.start())
    after, back = qualifier_after(text, match.end())
    if not after and match["tenths"] and _ODD.match(text, back):
        after, back = "more_than", back + 1
    value, word = _value(match)
    bound = after or before or ("more_than" if re.search(r"[超过]", match[0]) else "less_than" if "近" in match[0] else "exact")
    most = Decimal("0.9") if match["most"] else None
    return Quantity(front, back, value, most, word, match[0], word.unit, bound, match.start())


def _value(match: re.Match[str]) -> tuple[Decimal, MeasureWord]:
    if match["whole"] == "百":
        decimals = "".join(str(to_int(digit)) for digit in match["rest"] or "")
        return Decimal(f"{to_int(match['part'])}.{decimals}"), _PERCENT
    if match["whole"] or match["below"]:
        exact = Decimal(to_int(match["part"] or match["above"])) / Decimal(to_int(match["whole"] or match["below"]))
        return exact.quantize(_EXACT).normalize(), _RATIO
    if match["tenths"]:
        more = Decimal("0.5") if match["half"] else Decimal(to_int(match["fifth"] or "零")) / 10
        return (Decimal(to_int(match["tenths"])) + more) / 10, _RATIO
    return Decimal("0.8" if match["most"] else "0.5"), _RATIO
