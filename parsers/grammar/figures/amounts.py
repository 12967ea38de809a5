"""Changes without a rate: by how many more or fewer than in an earlier time (比去年多120户), and what stays level (与上年持平)."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from parsers.grammar.figures.quantities import Quantity

Direction = Literal["up", "down", "flat"]
_EARLIER = r"(?:去年|上年|前年|上月|上个月|上季度|上年度|年初|20\d\d年)(?:全年)?(?:同期|[底末初])?(?:水平)?"
# ，比去年多|120户, 同比减少|3家, （较上年同期增加|6万人次: not 比计划多, 高于全市
_MORE = re.compile(
    rf"(?P<basis>同比|环比|[比较]{_EARLIER})(?:净|又|共|均|都|平均|实际|偏)?"
    r"(?:(?P<up>增加|增长|提高|提升|上升|扩大|多出|高出|[多高增升])|(?P<down>减少|下降|降低|缩短|压缩|压减|[少低减降]))了?(?P<what>[^\W\d至到为的]{0,6})$"
)
# ，高于去年同期|4.1个百分点
_ABOVE = re.compile(rf"(?P<basis>(?:(?P<up>[高快多]于)|(?P<down>[低慢少]于)){_EARLIER})$")
_APART = re.compile(r"[，,]?[（(]?(?:并|且|均|都|也)?")
# 42.3万吨|，与上年持平
_LEVEL = re.compile(
    rf"[，,]?[（(]?(?P<basis>同比|环比|[与和同跟比较]{_EARLIER})(?:均|都|也)?(?:总体|基本|大体|大致)?(?:上|保持)?持平(?=[，。；、）),;]|$)"
)
_REACH = 24


class Reported(NamedTuple):
    """A change: direction, what it is compared with, and the index among the figures of the passage that it qualifies."""

    direction: Direction
    basis: str | None
    of: int | None


def by_amount(text: str, found: Sequence[Quantity], reported: Sequence[Reported | None], i: int) -> Reported | None:
    """Return the change that figure `i` is in the unit of what has changed; `reported` are those of the figures before it."""
    start, floor = found[i].start, found[i - 1].end if i else 0
    near = text[max(floor, start - _REACH) : start]
    more = (_MORE.search(near) or _ABOVE.search(near)) if "比" in near or "较" in near or "于" in near else None
    if not more:
        return None
    direction: Direction = "up" if more["up"] else "down"
    own = bool(more.re is _MORE and more["what"])
    return Reported(direction, more["basis"], None if own else _of(found, reported, i, near, more))


def _of(found: Sequence[Quantity], reported: Sequence[Reported | None], i: int, near: str, more: re.Match[str]) -> int | None:
    """Return the figure right before, counted in the same unit; of a rate that has changed by points the rate itself."""
    if not i or found[i - 1].end + len(near) != found[i].start or not _APART.fullmatch(near, 0, more.start()):
        return None
    unit, before = found[i].word.unit, found[i - 1].word.unit
    if unit == "个百分点":
        return i - 1 if before == "%" else None
    return i - 1 if unit == before and reported[i - 1] is None else None


def level(text: str, quantity: Quantity) -> Reported | None:
    """Return that a figure is as it was before, where the words behind it say so; it is no change of another figure."""
    said = _LEVEL.match(text, quantity.end)
    return Reported("flat", said["basis"], None) if said else None
