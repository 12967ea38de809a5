"""Ranks: 居全市第一, 位列全省第3位. A 第… that only counts (第52期, 第三批, 第一书记) is none."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.grammar.figures.measure_words import MeasureWord
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

_PLACE = MeasureWord("", "位", "rank")
_FIELD = r"全国|全省|全市|全县|全区|全州|全盟|全旗|全球|世界|亚洲|国内|省内|市内|县内|同类|同行业|同行|行业|省会|西北|西南|华北|东北|中部|[^\W\da-zA-Z_]{2}[省市县区州]"
_RANK = re.compile(r"第(?P<rank>[一二三四五六七八九十]{1,3}|\d{1,3})(?P<word>[位名]?)(?=[，。；、！？,;（）(“”]|$|的好成绩|的成绩)")
# 居全省县（市、区）第三: the brackets of kinds of counties may stand between
_LED = re.compile(
    rf"(?:[居列]|排名?|名次|跃升至|上升至|升至|夺得|获得|获|荣获|取得|{_FIELD})[^，。；！？,;、“”]{{0,10}}(?:（市、[区旗]）|（[区市]）)?$"
)
# 增速居全市首位, 位列全省榜首: 首位产业 and 摆在首位 are none
_HEADING = re.compile(
    r"(?:(?<![在定])居|位列|排名|排在?|稳居|名列)[^，。；！？,;、“”首榜]{0,12}(?:（市、[区旗]）|（[区市]）)?(?P<rank>首位|榜首)(?=[，。；、！？,;）)”]|$)"
)


# 居全市第2、山区26县|第5: a second rank goes on where the first one ended
_GOES_ON = re.compile(r"[、和][^，。；！？、“”第]{0,10}")

_AMONG = re.compile(
    r"(?<=[省市县区州国列居进入排名级])前(?P<rank>[一二三四五六七八九十]|\d{1,3})(?P<word>[位名强]?)(?=[，。；、！？,;）”]|$|行列)"
)


def find_ranks(text: str) -> Iterator[Quantity]:
    """Yield the ranks of `text` in order, as code points; the value is the place, the unit 位."""
    for match in _AMONG.finditer(text):
        value = Decimal(to_int(match["rank"]))
        yield Quantity(*match.span(), value, None, _PLACE, match["rank"], match["word"] or "位", "at_least", match.start("rank"))
    for match in _HEADING.finditer(text) if "首位" in text or "榜首" in text else ():
        start, end = match.span("rank")
        yield Quantity(start, end, Decimal(1), None, _PLACE, match["rank"][0], "位", "exact", start)
    before = -1
    for match in _RANK.finditer(text):
        further = before >= 0 and _GOES_ON.fullmatch(text, before, match.start())
        if further or _LED.search(text, max(0, match.start() - 16), match.start()):
            before = match.end()
            value = Decimal(to_int(match["rank"]))
            yield Quantity(
                match.start(), match.end(), value, None, _PLACE, match["rank"], match["word"] or "位", "exact", match.start("rank")
            )
