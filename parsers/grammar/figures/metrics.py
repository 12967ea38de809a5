"""What a figure measures: the words of its own comma clause in front of it and behind it, or of the clause before."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.grammar.figures.quantities import Quantity

_BREAK = re.compile(r"[，。；：！？!?;（()）…—―]|[,:](?!\d)|(?<=[\u4e00-\u9fff）)%]),")
# what stands at the head of a clause and is no part of what is measured
HEAD = re.compile(
    r"(?:”|[①-⑳]|\d{1,2}[.．、](?![\d.])|而?(?:去年|上年|前年)(?:全年)?同期(?:[仅只](?:[为有是达]|(?=\d))|[为有是达](?=\d))?|(?:\d{1,2}月)?\d{1,2}日(?:之|以)?前|并且|其中|同时|此外|截至目前|目前|近年来|[今去前明本]年(?:以来|上半年|下半年|来)?|全年|年内|先后|共计|共(?![建青享同])|累计|已经|已|并|还|也|又(?=有)|均|将|分别"
    r"|力争|预计|计划|争取|确保|以及|和|及|与|、|(?:20\d\d年)(?:以来|底前?|末)?|第?[一二三四1-4]季度|前三季度|[上下]半年|前(?:\d{1,2}|[一二三四五六七八九十]{1,2})个月|上个?月|本月|[到至]?“?十[一二三四五]五”?(?:期间|时期|期?末)|[到至]?年底前?|(?:\d{1,2}月?[—―\-至])?\d{1,2}月(?:份|底前?|末)?|[一二三四五六七八九十]是|[两一二三四五六七八九十]年来)+"
)
# 各村务必在15日前|上报, 县农业农村局将于11月底前|建成: who has to do it by when
_DEADLINE = re.compile(r"(?:\d{1,2}月底|\d{1,2}日|年底)(?:之|以)?前(?![后期列\d])")
# what leads from the measured thing to its figure
_TAIL = re.compile(
    r"(?:累计|总数|共计|共有|一共|共|已有|已|就(?=有|$)|(?<![签节])约|(?<![市县省国区镇])平均|(?<![人户亩年月日村镇车平])均|各|分别|稳定|完成|实现|达到了?|达|突破|超过|增加|增长|提高|提升|扩大|下降|减少|缩短|压缩|压减|精简|降低|上升|到|至|为|是|(?<!拥)有|在|了|由|从|的|近|超|逾|等|可|能|[由从自]?(?:(?:19|20)\d\d年[底末初]?|去年|上年|原来|过去|之前)的?)+$"
)
_CHANGING = re.compile(r"(?:同比|环比|增长|增加|提高|提升|上升|下降|减少|降低|回落|增幅|降幅|下滑|压缩|压减|缩短|精简)+$")
_SPENT = re.compile(r"(?:投资|总投资|投入|投入资金|筹资|筹措资金|争取资金|整合资金|自筹资金)$")
_HAN = r"(?:“[^”，。]{1,20}”|[A-Za-z]+\+?\d*|[\u4e00-\u9fff·\- ])"
_ENDS = r"(?=[，。；、：！？,;:（）()]|$|\d|(?:实施|实现|到|开展|进行|达到|参加|参与|全部|顺利|有序|已|获|入[选围住驻]|被|和\d))"
_NOUN = re.compile(
    rf"的?(?P<noun>(?!(?:迅速|快速|逐步|稳步|大幅|直接|一举)[增提上下减扩发降跃攀]|大关|关口|台阶|增长|增加|压减|精简|提高|提升|下降|减少|上升|扩大|缩短|压缩|[增降升减涨跌][至到]|[\d的到对由从被将使让为与和及至后前内上下以之多]|在(?!建))(?:{_HAN}{{2,24}}?{_ENDS}|[村县镇乡户](?=\d|达到|实现|[，。；、])))"
)
_THING = re.compile(rf"的(?P<noun>{_HAN}{{2,30}}?(?:项目|工程|产业园|园区|基地|中心|公司|企业|学校|医院|桥|路)+)")
_CLAUSE = re.compile(
    r"[，,](?P<noun>(?!既|也|还|又|均|都|是|其中|目前|截至|预计|计划|同比|较|涉及|涵盖|分别|主要)[\u4e00-\u9fff“”、]{4,24})(?=[，。；,;])"
)
_SUMMED = re.compile(r"等(?:共|共计)?$|[^\W\da-zA-Z_]{2}、[\u4e00-\u9fff“”]{2,16}$")
_REST = re.compile(r"[^\W\da-zA-Z_]{2,18}(?=[，。；,;]|$)")
# 由4.2亿元增长到6.3亿元: both say the same thing; 5个乡镇23个村: two counts of one doing
_FROM_TO = re.compile(
    r"(?:增长|增加|提高|提升|下降|减少|降低|上升|扩大|缩短|压缩|压减|精简|发展|增|降|升|减|涨|跌|跃升)[到至为](?:20\d\d年[底末]?|目前|现在|如今|今天|当前|今年|去年)?的?$"
)
# 较上年同期|破案858起上升28.9%
_YEAR_AGO = re.compile(r"[比较](?:上年|去年|前年)同期的?")
# 较上年同期858起|上升|28.9%: all that stands between the two
_CHANGES = re.compile(r"(?:同比|环比)?(?:增长|增加|提高|提升|上升|下降|减少|降低|回落|下滑)了?")
# ；群众评价排名全省第四, ，“警调”排名全省第六: a rank with what is ranked in its own clause
_RANKED = re.compile(r"[；;]|[，,]“[^”]{1,12}”(?:排名|位居|居|列)")
_BESIDE = re.compile(r"(?!的)[^\W\da-zA-Z_]{1,3}(?<!中)")
# 地区生产总值（GDP）突破600亿元, 人均可支配收入（含自产自用）20583元: what is measured stands before the bracket
_BRACKET = re.compile(r"[（(](?![市县区旗乡镇村街道社场、]+[）)])[^（）()\d。；]{1,16}[）)](?:累计|共|为|达到?|完成|实现)?$")
_LISTING = re.compile(r"[、和及与]")
_COUNTED = {"groups", "people", "objects", "events"}
_APART = re.compile(r"[，、；,;和及与]*")
# 去年同期为|3.2亿元|，今年完成…: a clause that names nothing
_ONLY_FIGURE = re.compile(r"[约近超]?\d[\d.,]*[^\W\d]{0,4}")
_VERB_ONLY = 5
_SHORT_NOUN = 3
# no clause is read further back than this, so that text without any stop costs no more
_REACH = 120


class Words(NamedTuple):
    """A stretch `[start, end)` of the passage."""

    start: int
    end: int


def metrics(text: str, found: Sequence[Quantity]) -> Iterator[list[Words]]:
    """Yield for each figure the stretches of `text` that say what it measures, in order; empty for none."""
    words: list[Words] = []
    before: Quantity | None = None
    ends: deque[int] = deque(maxlen=8)
    clause = 0
    for quantity in found:
        if (named := _before_bracket(text, quantity.start, before.end if before else 0)) and quantity.word.dimension != "share":
            words, before = [named], quantity
            ends.append(quantity.end)
            yield words
            continue
        clause = max(_clause(text, quantity.start, clause), quantity.start - _REACH)
        clause = _listed(text, ends, clause, quantity.start)
        near = before and _APART.fullmatch(text, before.end, clause)
        words = _metric(
            text,
            quantity,
            clause,
            before if before and before.end > clause else None,
            words if near or not before or before.end > clause else [],
        )
        before = quantity
        ends.append(quantity.end)
        yield words


def _before_bracket(text: str, stop: int, floor: int) -> Words | None:
    """Return the words before the bracket that alone stands between them and the figure at `stop`; None where there is no such bracket."""
    near = text[max(floor, stop - 4) : stop]
    bracket = _BRACKET.search(text, max(floor, stop - 22), stop) if "）" in near or ")" in near else None
    if not bracket:
        return None
    words = _trimmed(text, _clause(text, bracket.start(), max(floor, bracket.start() - _REACH)), bracket.start())
    return words if words.end > words.start else None


def _metric(text: str, quantity: Quantity, clause: int, before: Quantity | None, last: list[Words]) -> list[Words]:
    if before and not text[before.end : quantity.start].strip("、和及"):
        threshold = before.bound in ("at_least", "less_than") and before.end == quantity.start
        return [Words(before.start, before.end)] if threshold else last
    if before and _FROM_TO.search(text, before.end, quantity.start):
        return last
    if before and _CHANGES.fullmatch(text, before.end, quantity.start):
        return [Words(before.end, quantity.start)]
    if text[quantity.start - 1] == "、" and not before and (noun := _NOUN.match(text, quantity.end)):
        return [_whole(text, Words(*noun.span("noun")))]
    if (ago := _YEAR_AGO.match(text, clause, quantity.start)) and _CHANGES.match(text, quantity.end):
        front = _trimmed(text, ago.end(), quantity.start)
        return [front] if front.end > front.start else last
    beside = before and {before.word.dimension, quantity.word.dimension} <= _COUNTED and _BESIDE.fullmatch(text, before.end, quantity.start)
    first = before.end if before and before.word.dimension == "share" else clause
    front = _trimmed(text, first, before.start if before and beside else quantity.start)
    summed = text.startswith("等", front.end) or (not before and _SUMMED.search(text, first, quantity.start))
    behind = _behind(text, quantity, front, bool(summed or beside))
    parts = [w for w in (None if summed and behind else front, behind) if w and w.end > w.start]
    if quantity.word.dimension == "rank" and not before and not (parts and _RANKED.match(text, max(0, clause - 1))):
        return [*(last or _clause_before(text, clause)), *parts]
    if not parts and text[quantity.start - 1 : quantity.start] in ("、", "和", "及", "与"):
        return last
    return parts or ([front] if front.end > front.start else last or _clause_before(text, clause))


def _listed(text: str, ends: Sequence[int], clause: int, start: int) -> int:
    """Return where the words of a figure begin within its clause: behind the 、 or 和 that parts it from a figure before."""
    for match in _LISTING.finditer(text, clause, start):
        if match.start() in ends or any(clause < end <= match.start() for end in ends):
            clause = match.end()
    return clause


def _clause(text: str, stop: int, floor: int) -> int:
    """Return where the comma clause that contains `stop` begins, not before `floor`."""
    start = floor
    for match in _BREAK.finditer(text, floor, stop):
        start = match.end()
    quote = text.rfind("“", start, stop)
    return quote + 1 if quote >= 0 and text.find("”", quote, stop) < 0 else start


def _trimmed(text: str, first: int, stop: int) -> Words:
    head = HEAD.match(text, first, stop)
    first = head.end() if head else first
    if "前" in text[first:stop] and (deadline := _DEADLINE.search(text, first, stop)):
        first = deadline.end()
    tail = _TAIL.search(text[first:stop])
    if tail and not _CHANGING.search(text[first:stop]):
        stop = first + tail.start()
    return Words(first, max(first, stop))


def _behind(text: str, quantity: Quantity, front: Words, summed: bool) -> Words | None:
    """Return the noun behind a figure where the words in front are a bare verb (引进3家企业) or lead on (投资1亿元的项目建设)."""
    led = text.startswith("的", quantity.end) or text[front.end - 1 : front.end] == "中"
    if quantity.word.dimension == "rank" or not (summed or led or front.end - front.start <= _VERB_ONLY):
        return None
    noun = _THING.match(text, quantity.end) or _NOUN.match(text, quantity.end)
    if not noun and _SPENT.search(text[front.start : front.end]):
        noun = _CLAUSE.match(text, quantity.end)
    return _whole(text, Words(*noun.span("noun"))) if noun else None


def _whole(text: str, noun: Words) -> Words:
    """Return a short noun with what it does (24个村达到示范村标准), to the end of its clause; a longer one as it is."""
    rest = _REST.match(text, noun.end) if noun.end - noun.start <= _SHORT_NOUN else None
    return noun._replace(end=rest.end()) if rest else noun


def _clause_before(text: str, clause: int) -> list[Words]:
    stop = clause
    while stop > 0 and _BREAK.match(text, stop - 1):
        if text[stop - 1] in "。！？":
            return []
        stop -= 1
    first = _clause(text, stop, max(0, stop - 60))
    words = _trimmed(text, first, stop)
    return [words] if words.end > words.start and not _ONLY_FIGURE.fullmatch(text, words.start, words.end) else []
