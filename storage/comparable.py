"""Which figures of a document can be compared with those of others: achieved, of a time that was over, of one place, thing and measure.

Pure, so that it runs in the process that parsed the document. What could be true beside another value is left out.
"""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Change, Document, Indicator, Text
from parsers.grammar.figures.measure_words import MeasureWord, measure_words
from parsers.grammar.figures.quantities import Quantity
from seeds import vocabulary
from storage.fingerprint import squeezed
from storage.sections import every

_WHOLE = re.compile(r"[全该本我](?P<level>[省市县区州盟旗镇乡村])")
# what stands before and behind the name of a measure without belonging to it
_LEAD = re.compile(r"(?:全[省市县区州盟旗镇乡村](?!性)|实现|完成|累计|达到?|总计|全年|当年|已)+")
_TAIL = re.compile(r"(?:累计|达到?|总计|共计|完成|约|为)+$")
_CHANGED = re.compile(
    r"(?:[比较](?:上|去)年(?:同期)?|同比|环比|同期|分别|实际|名义|增长|增加|提高|提升|上升|下降|减少|降低|回落|增幅|增速|降幅)+$"
)
_YEARLY = re.compile(r"同比|同期|[比较](?:上|去)年")
# figures that were put right later, were early, or are counted in another way: two of them may well differ
_REVISED = re.compile(r"修订|修正|订正|核定|核算|初步|快报|调整后|口径|可比|普查")
_LARGER = re.compile(r"全国|我国|全球|世界|全省|全市|全州|全区|全盟|各[省市县]")
_VAGUE = re.compile(r"\d|其中|其余|余下|剩余|不同|各类|部分|平均|最高|最低|每|均|占|^(?:综合|销售|营业|全产业|单|日|月|年)")
# 杨梅产量, 棉花种植面积: of these a place has one for a period
_TOTAL = re.compile(
    r"[\u4e00-\u9fff]{2}(?:产量|总产|产值|面积|零售额|交易额|出口额|业务量|保有量|饲养量|存栏量?|出栏量?|总量|总数|覆盖率|普及率|合格率|优良率|达标率|人口|余额)$"
)
# beside 全县 itself also what was done, but not how often: 全县新建高标准农田
_SHORTEST = 4
_OFTEN = frozenset("场次期起轮批讲")
_OPEN = Decimal(10) ** 30


class Comparable(NamedTuple):
    """One figure: its place among the indicators, what it is of (a signed 64-bit number), and between which values it lies."""

    position: int
    key: int
    low: str
    high: str


class _Setting(NamedTuple):
    region: Sequence[str]
    day: str
    names: frozenset[str]
    starts: Sequence[int]
    texts: Sequence[Text]


def comparable(document: Document) -> list[Comparable]:
    """Return the figures that other documents must not contradict; none where the document is about no one region."""
    if not document.region or not document.region.path:
        return []
    setting = _setting(document, document.region.path)
    keys = [_key(indicator, setting) for indicator in document.indicators]
    times = Counter(keys)
    return [
        Comparable(n, _number("\n".join(key)), *map(str, _values(document.indicators[n])))
        for n, key in enumerate(keys)
        if key and times[key] == 1  # 分别为41260元、19835元: which is which is not sure
    ]


def _setting(document: Document, region: Sequence[str]) -> _Setting:
    texts = sorted(_texts(document), key=lambda text: text.spans[0])
    day = (document.issue_date or document.published_at or "")[:10]
    return _Setting(region, day, _names(document), [text.spans[0].start for text in texts], texts)


def _names(document: Document) -> frozenset[str]:
    named = (*document.organisations, *document.projects)
    return frozenset([*(thing.name for thing in named), *(place.name for place in document.places)])


def _texts(document: Document) -> Iterator[Text]:
    yield from document.lead
    for section in every(document.sections):
        yield from section.paragraphs


def _key(indicator: Indicator, setting: _Setting) -> tuple[str, ...] | None:
    """Return what a figure is of: region, whose, measure, period, unit, and what a change is compared with."""
    period, basis, whose = indicator.period, _basis(indicator), _whose(indicator, setting)
    if not _is_settled(indicator, setting.day) or not period or basis is None or whose is None:
        return None
    around = _around(indicator, setting)
    measure = _measure(indicator, setting.region)
    if not measure or _REVISED.search(around) or (not indicator.subject and _LARGER.search(around)):
        return None
    return (*setting.region, whose, measure, period.start or "", period.end or "", indicator.unit, basis)


def _is_settled(indicator: Indicator, day: str) -> bool:
    """Tell whether a figure is reported of a time that was over: 今年 in May is not 今年 in October."""
    period = indicator.period
    is_known = indicator.modality == "achieved" and period and period.start and period.end and indicator.unit != "位"
    return bool(is_known and period and (not day or (period.end or "") < day))


def _around(indicator: Indicator, setting: _Setting) -> str:
    index = bisect_right(setting.starts, indicator.spans[0].start) - 1
    return setting.texts[index].text if index >= 0 else ""


def _whose(indicator: Indicator, setting: _Setting) -> str | None:
    """Return whose figure it is, nothing for the region's as a whole; None where that is not sure: 该村, 党支部."""
    subject = squeezed(indicator.subject.text) if indicator.subject else ""
    whole = _WHOLE.fullmatch(subject)
    if not subject or subject in setting.region[-1:] or (whole and whole["level"] == setting.region[-1][-1]):
        return ""
    return subject if subject in setting.names else None


def _changed(indicator: Indicator) -> Change | None:
    """Return the change that a figure is; what stays level is itself a value, no change."""
    return indicator.change if indicator.change and indicator.change.direction != "flat" else None


def _basis(indicator: Indicator) -> str | None:
    """Return what a change is compared with, nothing for a figure that is no change; None for another year or quarter."""
    change = _changed(indicator)
    if change is None:
        return "" if indicator.unit not in ("%", "个百分点", "倍") or not _CHANGED.search(_metric(indicator)) else None
    return "同比" if not change.basis or _YEARLY.search(change.basis) else None


def _metric(indicator: Indicator) -> str:
    return squeezed(indicator.metric.text) if indicator.metric else ""


def _measure(indicator: Indicator, region: Sequence[str]) -> str | None:
    """Return the name of what is measured: a known statistic, or the wording where the text says whose it is and what exactly."""
    words = _metric(indicator).removeprefix(region[-1])
    lead = _LEAD.match(words)
    words = _TAIL.sub("", words[lead.end() :] if lead else words)
    if _changed(indicator):
        return _statistics("of_regions").get(_CHANGED.sub("", words))
    known = _statistics("of_regions").get(words) or (_statistics("where_said").get(words) if indicator.subject else None)
    return known or (words if _is_of_one(indicator, words) else None)


def _is_of_one(indicator: Indicator, words: str) -> bool:
    """Tell whether only one figure can be meant by some words: a total of whoever the text names, or what 全县 did."""
    if indicator.subject is None or indicator.metric is None or len(words) < _SHORTEST or _VAGUE.search(words):
        return False
    beside = indicator.subject.spans[-1].end == indicator.metric.spans[0].start and _WHOLE.match(indicator.subject.text)
    return bool(_TOTAL.search(words) or (beside and indicator.unit[:1] not in _OFTEN))


@cache
def _statistics(table: str) -> dict[str, str]:
    known: dict[str, list[str]] = vocabulary("statistics")[table]
    return {squeezed(wording): name for name, wordings in known.items() for wording in (name, *wordings)}


def _values(indicator: Indicator) -> Interval:
    """Return between which values a figure lies; 超50亿元 is true of 56 too."""
    most = Decimal(indicator.value_max) if indicator.value_max else None
    number = squeezed(indicator.value_as_written)
    unit = squeezed(indicator.unit_as_written)
    near = interval(Quantity(0, 0, Decimal(indicator.value), most, _word(unit), number, unit, indicator.bound, 0))
    low = Decimal(0) if indicator.bound == "less_than" else near.low
    high = _OPEN if indicator.bound in ("more_than", "at_least") else near.high
    fell = indicator.change and indicator.change.direction == "down"
    return Interval(-high, -low) if fell else Interval(low, high)


def _word(unit: str) -> MeasureWord:
    """Return the measure word that a unit as written ends with: 吨 of 万吨, 千瓦时 of 万千瓦时."""
    endings = (unit[start:] for start in range(len(unit)))
    return next((measure_words()[ending] for ending in endings if ending in measure_words()), MeasureWord(unit, unit, ""))


def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
