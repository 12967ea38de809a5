"""Reported changes: 同比增长5.0% says something about the figure before it; 分别增长5.1%和7.0% about the last two."""

import re
from collections.abc import Sequence

from parsers.grammar.figures.amounts import Direction, Reported, by_amount, level
from parsers.grammar.figures.quantities import Quantity

_UNITS = {"%", "‰", "个百分点", "倍", "番", "比例"}
_UP = "增长|增加|加快|增产|增收|提标|提价|提高|提升|上升|上涨|增幅|涨幅|增速|扩大|上浮|上调|翻|增|升"
_DOWN = "下降|减少|放缓|减产|减收|降价|收窄|降低|回落|下滑|缩短|压减|压缩|缩减|降幅|减幅|下浮|下调|降|减"
# 增产20% is a change of what the word itself names, not of the figure before it
_OWN = frozenset({"增产", "增收", "提标", "提价", "减产", "减收", "降价"})
_BASIS = r"同比|环比|同期|(?<!可)[比较](?:上年|去年|前年|上月|往年|年初|改革前|此前|20\d\d年|\d{1,2}月|[^\W\da-zA-Z_]{1,6}?)(?:同期|底|末)?"
_CUE = re.compile(
    rf"(?P<basis>{_BASIS})?(?P<mid>[，,]?(?:均|都|又|也|再|共|同步)?(?:分别)?(?:实际|名义|净|约|增长)?(?:(?P<late>{_BASIS}))?(?:分别)?)"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?:率)?(?:分别|均|都)?(?:达到|达|为|约|近|超)?$"
)
_BETWEEN = re.compile(r"^(?:大关|关口)?[，,、；;]?(?:并|且|均|都|也|分别|同步|占比|按(?:可比|不变)价格?(?:计算|核算)?|，)*$")
_NEXT = re.compile(r"^[、和及与]$")
# 142.3亿元，较2023年的118.6亿元增长20%: the figure between is what it is compared with
_AGAINST = re.compile(
    rf"(?P<bracket>[）)])?[，,]?(?:分别)?(?:(?P<basis>{_BASIS})的|(?P<last>[比较](?:上年|去年|前年)同期)[^，。；、\d]{{0,8}})$"
)


# 高于县域平均增速3.4个百分点: a comparison of two rates, no change of one
_BESIDE = re.compile(r"(?:[高低快慢]于|高出|低出|快过)[^，。；、\d]{1,16}(?:增速|增幅|涨幅|降幅)$")


# 2.59万元，比上年增加2042元，增长8.6%: by how much it has grown, said twice of the same figure
_BY = re.compile(rf"[，,]?(?P<basis>{_BASIS})(?:净|又|共)?(?:增加|增长|提高|减少|下降|降低|[增减升降多少])了?$")


def changes(text: str, found: Sequence[Quantity]) -> list[Reported | None]:
    """Return for each figure the change that it reports; None for a figure that reports none."""
    reported: list[Reported | None] = []
    for i, quantity in enumerate(found):
        floor = found[i - 1].end if i else 0
        change = _change(text, found, reported, i, floor) if quantity.word.unit in _UNITS else None
        reported.append(change or by_amount(text, found, reported, i))
    return [change or level(text, quantity) for change, quantity in zip(reported, found, strict=True)] if "持平" in text else reported


def _change(text: str, found: Sequence[Quantity], reported: list[Reported | None], i: int, floor: int) -> Reported | None:
    quantity = found[i]
    before = reported[i - 1] if i else None
    if before and found[i - 1].word.unit in _UNITS and _NEXT.match(text[floor : quantity.start]):
        of = None if before.of is None else before.of + 1
        return before._replace(of=None if of is None or reported[of] else of)
    gap = text[max(floor, quantity.start - 24) : quantity.start]
    cue = _CUE.search(gap)
    if not cue or _BESIDE.search(gap):
        return None
    direction: Direction = "up" if cue["up"] else "down"
    base = _AGAINST.search(text, found[i - 2].end if i > 1 else 0, found[i - 1].start) if i and not cue.start() else None
    if base and not (cue["basis"] or cue["late"]):
        return Reported(direction, base["basis"] or base["last"], _compared(text, found, i, base))
    of = _qualified(text, found, reported, i, gap, cue)
    if of is None and before and i and found[i - 1].word.unit not in _UNITS and _BETWEEN.match(gap[: cue.start()]):
        return Reported(direction, cue["basis"] or cue["late"] or before.basis, before.of)
    if of == i - 1 and (by := _by_how_much(text, found, i - 1)):
        return Reported(direction, cue["basis"] or cue["late"] or by["basis"], i - 2)
    return Reported(direction, cue["basis"] or cue["late"], of)


def _compared(text: str, found: Sequence[Quantity], i: int, base: re.Match[str]) -> int | None:
    """Return the figure that figure `i - 1` of the year before is compared with: the one before it, outside a bracket that stands between."""
    if i < 2 or base.start() != found[i - 2].end:
        return None
    opens = max(text.rfind("（", 0, base.start()), text.rfind("(", 0, base.start())) if base["bracket"] else len(text)
    return next((j for j in range(i - 2, -1, -1) if found[j].end <= opens), None)


def _by_how_much(text: str, found: Sequence[Quantity], i: int) -> re.Match[str] | None:
    """Return what makes figure `i` the amount by which the one before it has grown; None where it is none."""
    if not i or found[i - 1].word.unit != found[i].word.unit:
        return None
    return _BY.fullmatch(text, found[i - 1].end, found[i].start)


def _qualified(text: str, found: Sequence[Quantity], reported: list[Reported | None], i: int, gap: str, cue: re.Match[str]) -> int | None:
    """Return the figure that a change is about: the one before it, with nothing but commas between; none where it names a measure of its own."""
    if (cue["up"] or cue["down"]) in _OWN:
        return None
    if not i or found[i - 1].end + len(gap) != found[i].start or not _BETWEEN.match(gap[: cue.start()]):
        return None
    count = 1
    while i + count < len(found) and _NEXT.match(text[found[i + count - 1].end : found[i + count].start]):
        count += 1
    first = i - count
    # 18687元、5634元，增长7.8%、9.2%: as many as stand in a row before, each of its own, also without 分别
    in_row = count > 1 and first >= 0 and all(_NEXT.match(text[found[j].end : found[j + 1].start]) for j in range(first, i - 1))
    if "分别" not in gap and not in_row:
        return i - 1 if reported[i - 1] is None else None
    return first if first >= 0 and all(r is None for r in reported[first:i]) else None
