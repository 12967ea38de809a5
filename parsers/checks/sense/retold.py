"""One thing told twice in nearly the same words with two figures: 上半年农村快递业务量达到1680万件, and 全县农村快递业务量1860万件; a headline's 3亿元 and the text's 2.6亿元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from parsers.checks.sense.restated import earlier
from parsers.checks.sense.slips import differing
from parsers.checks.sense.statements import NO_COUNTS, Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ, interval
from parsers.checks.sense.twice import HEADS
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_HEADS = (*HEADS, "caption")
_LETTERS = re.compile(r"[^\W\da-zA-Z_]+")
# 每年可生产菌棒600万棒, and 年产菌棒800万棒
_YEARLY = re.compile(r"(?:每年|年)(?:可|能)?(?:生产|产)")
# words of time, of reaching and of the whole, which say nothing of what is counted
_TIME = re.compile(
    r"(?:截[至止到]|到|今年|去年|20\d\d年)?\d{0,2}月?[底末初]|20\d\d年(?:全年|以来|底|末)?|[上下]半年|[前一二三四]+个?季度"
    r"|\d{1,2}(?:[—\-至到]\d{1,2})?月份?|今年以来|今年|全年|目前|如今|当前|现在|已经|近年来|一年来"
)
_PLAIN = re.compile(
    r"累计|共计|总共|达到|突破|超过|完成|实现|建成|拥有|现有|图[①-⑳一二三四五六七八九]?|全[县市区镇乡村旗州]|我[县市区镇]|[该本]县"
    r"|产业|事业|业务|工作|总量|总额|总数|[的了已近约有为是余多个共达超总]"
)
# planned, of each, a part, of another time
OTHER = re.compile(
    r"力争|计划|目标|预计|规划|将|每|均|其[中余他]|新增|新建|去年|上年|同期|此前|以前|原|过去|[由从自](?!然)|比(?!例)|较|增[长加]|净增|减少|下降|最|另|剩|[一二三四首]期|首批|分别|第[一二三四五]|各(?!类|级|项|界|地)|年初|明年|到20|合同|签约|协议|应|未|尚|还|外"
)
PERIOD = re.compile(
    r"20\d\d年|[去上前明今]年(?!以来)|[上下]半年|[一二三四]季度|前三季度|\d{1,2}月(?!\d)|[春夏秋冬]季?|“[^”]{1,4}”期间|国庆|五一|春节|暑期"
)
_ANOTHER = frozenset({"去年", "上年", "前年", "明年"})
# whose a figure is: then another may well have another
NAMED = re.compile(
    r"[^\W\da-zA-Z_]{1,3}(?:镇|(?<![城下])乡(?!村)|街道|(?<![农乡各全本该])村(?![级集民庄支部党两])|(?<!农村)社区|园区|开发区|公司|集团|合作社|农场|基地|学校|医院|[中小]学|厂|景区|大队|林场|水库)|该[^\W\d]{1,2}|[县市镇区省][^\W\d]{2,6}(?:局|委|办|中心|协会|银行|法院|检察院)|[他她我]家|[他她](?:的|们)?"
)
_GENERIC = re.compile(r"农村社区|乡镇|村镇|各村|全村|农村|乡村|城乡|全镇|全乡|学校|医院|基地建设")
# 砀山县良梨镇酥梨年网销: the town is that of the text
_OF_PLACE = re.compile(r"^.{1,8}[县镇乡](?=.{4})")
_FEWEST, _NEARLY, _SURE = 4, 0.75, 3
_FURTHEST, _LEAST = Decimal("1.6"), 3
_ONE_EACH = "人名位"
_FOR = ("为", "给", "向", "对")
_LONGEST, _AROUND, _MANY, _SWAPPED = 16, 26, 5, 2


class _Said(NamedTuple):
    """A figure with the letters that say what it is of and those behind it, its words of time, and where it stands: above or beside the text, or behind 其中.

    `dated` tells that its own sentence has the words of time.
    """

    figure: Quantity
    words: str
    noun: str
    period: frozenset[str]
    dated: bool
    headed: bool
    among: bool
    sentence: Sentence


def retold(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the figures that a text tells twice in nearly the same words and otherwise; warnings."""
    places: dict[str, list[tuple[Sentence, int]]] = {}
    for sentence in sentences:
        for i, q in enumerate(sentence.figures):
            if q.word.dimension not in NO_COUNTS and q.value_max is None and q.value >= _LEAST:
                people = q.word.dimension == "people" and q.word.unit in _ONE_EACH
                places.setdefault(q.word.dimension if people else q.word.unit, []).append((sentence, i))
    for found in places.values():
        group = [one for s, i in _near(found) if (one := _said(s, i))]
        for n, one in enumerate(group):
            twins = [other for other in group[:n] if other.sentence is not one.sentence and _is_same(other, one)]
            if len(twins) == 1 and _is_only(prose, group, twins[0], one):
                yield disagree(prose, twins[0].figure, one.figure, "The text says {a} here and {b} there, in nearly the same words.")


def _near(places: Sequence[tuple[Sentence, int]]) -> list[tuple[Sentence, int]]:
    """Return the places whose value another one is near, in their order: in most texts few are."""
    values = sorted({s.figures[i].value for s, i in places})
    near = {value for a, b in pairwise(values) if b <= a * _FURTHEST for value in (a, b)}
    return [(s, i) for s, i in places if s.figures[i].value in near] if near else []


def _said(sentence: Sentence, i: int) -> _Said | None:
    """Return what is said of figure `i`; None where it is planned, compared, a part, or what somebody is given."""
    figure, front = sentence.figures[i], _YEARLY.sub("年产", sentence.front(i).split(" ")[-1])
    # 为2.43万名老年人提供免费健康体检: what is done for them may be another thing
    if OTHER.search(front.removeprefix("去年")) or "提供" in front or front.endswith(_FOR):
        return None
    words = letters(front)
    words = words[-_LONGEST:] if len(words) >= _FEWEST else words + letters(sentence.back(i))[: _LONGEST // 2]
    headed = sentence.prose.kind(figure.start) in _HEADS
    told = sentence.prose.text[sentence.start : figure.start]
    own = frozenset(PERIOD.findall(told))
    noun = letters(sentence.back(i))[:_FEWEST]
    return _Said(
        figure, _OF_PLACE.sub("", words) if headed else words, noun, own or earlier(sentence), bool(own), headed, "其中" in told, sentence
    )


def _names(one: _Said) -> frozenset[str]:
    """Return who is named in front of a figure in its sentence."""
    return frozenset(NAMED.findall(_GENERIC.sub("", one.sentence.prose.text[one.sentence.start : one.figure.start])))


def _around(one: _Said) -> set[str]:
    """Return the pairs of letters near a figure in its sentence, on either side."""
    text, q = one.sentence.prose.text, one.figure
    first, last = max(one.sentence.start, q.start - _AROUND), min(one.sentence.end, q.end + _AROUND)
    words = letters(f"{text[first : q.start]}|{text[q.end : last]}")
    return pairs(words)


def pairs(words: str) -> set[str]:
    """Return the pairs of neighbouring letters."""
    return {words[k : k + 2] for k in range(len(words) - 1)}


def letters(words: str) -> str:
    """Return the letters of words without those of time, of reaching and of the whole."""
    return "".join(_LETTERS.findall(_PLAIN.sub("", _TIME.sub("", words))))


def _is_same(a: _Said, b: _Said) -> bool:
    """Tell whether two figures are of one thing by their words, of no other time and nobody else, and cannot both be meant."""
    if not differ(a.figure, b.figure, _FURTHEST):
        return False
    headed = a.headed or b.headed
    if (a.period and b.period and not a.period & b.period) or (not headed and (a.period ^ b.period) & _ANOTHER):
        return False
    if (a.among or b.among) and not headed:
        return False
    slip = _slipped(a.figure.number, b.figure.number)
    share = min(len(a.words), len(b.words)) >= _FEWEST and _alike(a, b)
    # 20件民生实事托起稳稳的幸福, and 票决的25件民生实事全部办结
    share = share or (headed and a.noun == b.noun and len(a.noun) == _FEWEST)
    if not share and slip != _SWAPPED:
        return False
    names = _names(a), _names(b)
    if (slip or headed) and all(names) and names[0] != names[1]:
        return False
    if slip == _SWAPPED and len(_around(a) & _around(b)) >= _MANY:
        return True
    same = names[0] == names[1] and a.words == b.words and a.dated and b.dated and bool(a.period & b.period)
    # one digit that differs is a slip where nothing else does
    slip_of_one = bool(slip) and names[0] == names[1] and a.dated == b.dated and a.period == b.period
    return share and (slip == _SWAPPED or slip_of_one or headed or same)


def _alike(a: _Said, b: _Said) -> bool:
    """Tell whether nearly all letters of the shorter words stand in the longer ones."""
    short, long = sorted((a.words, b.words), key=len)
    return a.words == b.words or _share(short, long) >= _NEARLY * len(short)


def _share(short: str, long: str) -> int:
    """Return how many letters of the first words stand in the second, in their order."""
    kept = at = 0
    for letter in short:
        place = long.find(letter, at)
        if place >= 0:
            kept, at = kept + 1, place + 1
    return kept


def _slipped(a: str, b: str) -> int:
    """Return in how many digits two numbers of three digits or more differ: one, or two neighbours that changed places; else 0."""
    places = differing(a, b) if sum(c.isdigit() for c in a) >= _SURE else []
    swapped = len(places) == _SWAPPED and places[1] == places[0] + 1 and sorted(a) == sorted(b)
    return _SWAPPED if swapped else int(len(places) == 1)


def _is_only(prose: Prose, group: Sequence[_Said], a: _Said, b: _Said) -> bool:
    """Tell whether nothing else in the text is like either: a headline's figure stands nowhere below it, and no third value has these words."""
    for one, other in ((a, b), (b, a)):
        if one.headed and any(
            q.word.unit == one.figure.word.unit and interval(q).meets(interval(one.figure))
            for q in prose.figures
            if q.start not in (one.figure.start, other.figure.start)
        ):
            return False
    return len({one.figure.value for one in group if one.words in (a.words, b.words)}) <= 2
