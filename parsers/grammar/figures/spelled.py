"""Figures in Chinese numerals: two kinds only, since most are idiom, name or slogan (一系列, 三级网格, 五色花菜)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.grammar.figures.measure_words import MeasureWord, unit_at
from parsers.grammar.figures.qualifiers import Bound, qualifier_after, qualifier_before
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

# 千 and 百 belong to the unit in 千瓦 and 百分点
_NUMBER = re.compile(r"(?:[〇零一二两三四五六七八九十万亿]|百(?!分)|千(?![瓦米克伏卡赫帕焦字])){1,12}[余多来]?")
# 二十来万元, 一百二十余万元: 来, 多 or 余 parts the number from its scale
_PARTED = re.compile(r"(?P<number>(?:[一二两三四五六七八九]?[十百千]零?)+)(?P<odd>[来多余])(?P<scale>[万亿])")
# 十几元, 二十几万亩: what is more than its tens
_TEENS = re.compile(r"(?P<number>[二三四五六七八九]?十)(?P<odd>几)(?P<scale>[万亿]?)(?![年岁天])")
# 四五十元, 三四万斤, 十五六万元: from the one to the other
_ROUGH = re.compile(
    r"(?P<tens>[二三四五六七八九]?十)?(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>(?(tens)[百千万亿]*|[十百千万亿]+))"
)
# 跨过百亿元关口: what has been reached is a figure, though it has no number of its own
_REACHED = re.compile(r"(?:跨过|跨越|迈过|迈上|越过|站上|冲破)了?$")
# 年均订单额达千万元，
_COMES_TO = re.compile(r"[达过上]$")
_STOPS = re.compile(r"[，。；！？,;]|$")
_COUNTED = {"groups", "objects", "events", "people"}
_MEASURED = {"money", "length", "area", "volume", "mass", "energy"}
_FIGURED = _COUNTED | _MEASURED
# 两三户, 七八个: a few, no number of two digits
_FEW = re.compile(r"[一二两三四五六七八九]{2}")
_MOST = 99
# 以百倍的努力 is a figure of speech
_CHANGED = re.compile(r"(?:[增涨]|提[高升]|上升|下降|降低|回落|减少|扩大|缩小|高出|低于|相当于|[是为达](?:到|了)?)[^，。；、！？]{0,7}$")
# 翻|一番, 翻了近|三番
_DOUBLED = re.compile(r"翻了?(?:将?近|超过?|约)?$")
# 亿元以上, 万元户: a threshold or a class
_BARE = frozenset("十百千万亿")
# 三百二十, 一千零五十: nobody writes these but to count
_COMPOUND = re.compile(r"[一二两三四五六七八九](?:[百千万亿][零〇]?[一二三四五六七八九十][百十]?){1,3}[一二三四五六七八九]?")
# 十八, 二十, 九十七: idioms and names of these lengths are rare, counts are not; 二十届 and 十四条 number, 五十镇 is a town, 十二个一 a slogan
_TENS = re.compile(r"[一二两三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十")
_NUMBERING = {"届", "期", "条", "镇", "乡", "村", "街道"}
_NAMED = re.compile(r"子|一|[^\W\da-zA-Z_]?(?:镇|乡(?![村镇道])|街道)")
# 二期 is a stage of what stands before it but where something was done so often: 举办三期
_TIMES = re.compile(r"(?:举办|举行|开办|开设|开展|组织|召开|刊发|编发|印发|推出|播出|培训|连续|共|计)了?[^，。；、]{0,8}$")
# 市委十二届十一次全会, 十三届全国人大: the number of a body's term, and of its meeting in it
_TERM = re.compile(r"届(?=[一二三四五六七八九十\d]+次|[一二三四五六七八九十]中全会|全国|省委|市委|县委|区委|人大|政协|党代会)")
_BODY = re.compile(r"工作组|工作专班|专班|工作小组|督导组|调研组|督查组|巡察组|村民小组|党小组")
# 小二台|镇, 九峰|3个乡镇: the numeral begins or ends a place's name
_IN_NAME = re.compile(r"(?<!个)(?:镇|乡(?![村镇道])|街道|村(?![级民庄小内组道史集口屯干委支“]))|\d")
# what makes a spelled number a figure: a verb of building or doing in front of it, or the list that it sums up (黄寺小学、吴杏庄小学两所)
_LED = re.compile(
    r"(?:先后|累计|共|共计|多达|分别|新建|新增|建成|建设|建有|改造|完成|成立|组建|设立|选派|举办|召开|引进|培育|创建|获批|拥有|现有|投放|购置|配备|修建)了?$"
    r"|[^\W\da-zA-Z_]{2}、[\u4e00-\u9fff、]{1,18}(?<!等)$|[只仅]有(?:[一二两三四五六七八九十]+[名个户家位][^，。；、]{1,6}、)?$"
)
# 山湾子乡、西龙头乡等十四个乡: so many are counted; 质量、效率、动力等三个方面 only tells aspects
_SUMMED = re.compile(r"[^\W\da-zA-Z_]{2}、[\u4e00-\u9fff、]{1,18}等$")
_MANY = 10


def find_spelled(text: str) -> Iterator[Quantity]:
    """Yield the figures of `text` in Chinese numerals that count things, in order, as code points."""
    done = 0
    for match in _NUMBER.finditer(text):
        if match.start() < done or match[0][0] in "零〇":  # 汽车零部件
            continue
        quantity = _change(text, match)
        if not quantity and match[0] != "一":  # counts nothing: 一个, 一批
            quantity = _parted(text, match.start()) or _quantity(text, match)
        if quantity:
            done = quantity.end
            yield quantity


def _parted(text: str, start: int) -> Quantity | None:
    match = _PARTED.match(text, start) or _TEENS.match(text, start)
    word = unit_at(text, match.end()) if match else None
    if not match or not word or (match["odd"] == "几" and (word.dimension not in _FIGURED or word.unit in _NUMBERING)):
        return None
    value = Decimal(to_int(_whole(match["number"])) * to_int(_whole(match["scale"] or "一")))
    end = match.end() + len(word.written)
    return Quantity(start, end, value, None, word, match["number"], f"{match['scale']}{word.written}", _odd(match["odd"]), start)


def _change(text: str, match: re.Match[str]) -> Quantity | None:
    """Return how much something has changed or is compared with another: 增长两倍, 提高一个百分点, 是去年的三倍."""
    start, stop = match.span()
    word, number = unit_at(text, stop), match[0].rstrip("余多来")
    if not word or word.unit not in ("倍", "个百分点", "番") or _FEW.fullmatch(number):
        return None
    if not (_DOUBLED if word.unit == "番" else _CHANGED).search(text, max(0, start - 10), start):
        return None
    before, front = qualifier_before(text, start)
    after, back = qualifier_after(text, stop + len(word.written))
    bound = after or before or _odd(match[0])
    if text.startswith("还多", back):  # 翻了四番还多
        bound, back = "more_than", back + 2
    return Quantity(front, back, Decimal(to_int(_whole(number))), None, word, number, word.written, bound, start)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, stop = match.span()
    word = unit_at(text, stop)
    if not word or word.dimension not in _FIGURED or text[start - 1 : start] in ("第", "这", "那", "每", "“"):
        return None
    number = match[0].rstrip("余多来")
    if word.unit == "期" and not _TIMES.search(text, max(0, start - 14), start):
        return None
    before, front = qualifier_before(text, start)
    after, back = qualifier_after(text, stop + len(word.written))
    rough = _ROUGH.fullmatch(number)
    qualified = bool(before or number != match[0] or (after and not _BARE.issuperset(number)))
    if not rough and not _is_figure(text, start, number, word, qualified, back):
        return None
    scale = number[-1] if len(number) > 1 and number[-1] in "万亿" else ""
    bound = after or before or _odd(match[0])
    low, high = (
        (to_int((rough["tens"] or "") + rough[side] + rough["scale"]) for side in ("low", "high"))
        if rough
        else (to_int(_whole(number)), None)
    )
    most = None if high is None else Decimal(high)
    return Quantity(front, back, Decimal(low), most, word, number, f"{scale}{word.written}", bound, start)


def _odd(written: str) -> Bound:
    return "about" if written[-1] == "来" else "more_than" if written[-1] in "余多几" else "exact"


def _whole(number: str) -> str:
    return f"一{number}" if number[0] in "百千万亿" else number


def _is_figure(text: str, start: int, number: str, word: MeasureWord, qualified: bool, back: int) -> bool:
    """Tell a figure from an idiom: 近百名 and 三千元 by themselves, 四支 only behind a verb of doing or the list that it sums up."""
    dimension = word.dimension
    if _COMPOUND.fullmatch(number):
        return text[back : back + 1] != "”"
    if (
        text[start - 1 : start] == "届"
        or _TERM.match(text, back - 1)
        or text[back : back + 1] in ("级", "”")
        or _IN_NAME.match(text, back)
        or _FEW.fullmatch(number)
    ):
        return False
    if _BARE.issuperset(number):
        comes_to = dimension == "money" and _COMES_TO.search(text, max(0, start - 1), start) and _STOPS.match(text, back)
        return bool(comes_to) or qualified or (dimension in _MEASURED and bool(_REACHED.search(text, max(0, start - 3), start)))
    if len(number) > 1 and (qualified or (dimension in _MEASURED and number[-1] in "十百千万亿")):
        return True
    if _TENS.fullmatch(number) and not _NAMED.match(text, back) and word.unit not in _NUMBERING:
        return True
    if dimension in _MEASURED or to_int(number) > _MOST:
        return dimension == "mass" and qualified
    if to_int(number) > _MANY and _SUMMED.search(text, max(0, start - 24), start):
        return True
    return bool(_BODY.match(text, back) or _LED.search(text, max(0, start - 24), start))
