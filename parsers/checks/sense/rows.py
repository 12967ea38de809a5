"""Rows of figures behind 其中 or in front of 总共, with commas or semicolons between: 流转1.9万亩，其中大户流转9600亩，农场流转5400亩，…; 4820户8636人，其中城市…户…人，农村…户…人."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.sorts import MANIFOLD, are_places, exclusive, nested
from parsers.checks.sense.statements import NO_COUNTS, Sentence
from parsers.checks.sense.sums import CARRIED, alike
from parsers.checks.sense.tolerance import can_total
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_WORDS = ("其中", "包括", "涉及", "分布在", "分别", "共", "总", "合计", "累计")
_SPREAD = "涉及|分布在|分别(?:为|是|位于)"  # over places
# a part has the name of the whole, or is of another sort than its neighbours
_JOINED = re.compile(r"^[^，。；：、（）\d]{0,6}[，、；](?!其[中他余])[^，。；：、（）\d]{1,14}$")
_AMONG = re.compile(rf"^[^，。；（）\d]{{0,10}}[，：](?:其中|包括|(?P<spread>{_SPREAD}))[，：]?[^，。；：（）\d]{{1,14}}$")
_LEAD = re.compile(rf"^(?:其中)?(?:包括|{_SPREAD})?")
# ，总共筹集资金 | ，合计投入 | ，全天共发放
_TOTAL = re.compile(
    r"^[^，。；\d]{0,6}[，；](?:(?:三项|两项|几项|全[天年月季]|[上下]半年|前三季度|前后|这样)?(?:总共|一共|合计|共计|总计|累计|共)[^，。；\d]{0,8}"
    r"|[^，。；\d]{0,10}(?:总数|总量|总计|总额|总面积|总规模|合计|共计)(?:达到?|为|是|共)*)$"
)
_ORDINAL = re.compile(r"第?[一二三四五六首](?:场|期|批|次|轮|组|队|标段|季度|阶段|年|天)")
_OTHER = re.compile(
    r"计划|力争|目标|预计|去年|上年|同比|[比较](?!例)|每|均|最|新增|净增|带动|辐射|剩|余|未|尚|等|主要|重点|约|近|超|增[长加]|减少|下降|已完成|到位|其中|女|少数民族|以上|以下|岁|学历|党员|低保|脱贫|残疾|用于|占"
)
_MEASURED = frozenset({"money", "area", "mass", "length", "volume"})
_OVER, _SHORT, _TOTAL_NEAR = Decimal("0.15"), Decimal("0.1"), Decimal("0.15")
_TWO, _THREE, _SHORT_NAME = 2, 3, 4


def rows(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the wholes that nearly are, and are not, the sum of the row that is told of them; errors."""
    if not any(word in sentence.text for word in _WORDS) or CARRIED.search(sentence.text):
        return
    sentence = sentence.counted
    # 4820户8436人，占总人口的2.1%，其中: the share is of the same two
    kept = tuple(q for q in sentence.figures if q.word.dimension != "share")
    sentence = Sentence(sentence.prose, sentence.start, sentence.end, kept)
    for i in range(1, len(sentence.figures)):
        found = _paired(sentence, i) or _among(sentence, i) or _summed(sentence, i) or _summed_on(sentence, before, i)
        if found:
            yield sum_finding(sentence, found, "error")
            return


def _plain(q: Quantity) -> bool:
    return q.word.dimension not in NO_COUNTS and q.bound == "exact" and q.value_max is None and q.value > 0


def _row(sentence: Sentence, first: int) -> int:
    """Return the index behind the last figure that is joined to figure `first` in one unit."""
    end = first + 1
    while (
        end < len(sentence.figures)
        and sentence.figures[end].word.unit == sentence.figures[first].word.unit
        and _JOINED.match(sentence.gap(end))
    ):
        end += 1
    return end


def _among(sentence: Sentence, i: int) -> Breakdown | None:
    """Return the row of three or more behind 其中 that begins with figure `i`, where it misses its whole by a little."""
    whole, among = sentence.figures[i - 1], _AMONG.match(sentence.gap(i))
    if not among or whole.word.unit != sentence.figures[i].word.unit:
        return None
    end = _row(sentence, i)
    parts = sentence.figures[i:end]
    labels = [_LEAD.sub("", sentence.front(j)) for j in range(i, end)]
    if len(parts) < _THREE or not all(map(_plain, (whole, *parts))) or any(_OTHER.search(label) for label in labels) or nested(labels):
        return None
    found = Breakdown(whole, parts, labels)
    placed = are_places(labels)
    one_sort = alike(labels) or exclusive(labels) or all(_ORDINAL.match(label) for label in labels) or placed
    if among["spread"] and not placed:
        return None
    kinds = whole.word.dimension in _MEASURED or (whole.word.unit not in MANIFOLD and all(len(label) <= _SHORT_NAME for label in labels))
    if can_total(parts, whole) or not (one_sort or (kinds and not _holds(parts))):
        return None
    apart = found.total - whole.value
    return found if -whole.value * (_SHORT if one_sort else 0) <= apart <= whole.value * _OVER else None


def _holds(parts: Sequence[Quantity]) -> bool:
    """Tell whether the others can be parts of the largest: 粮食40万亩，小麦20万亩，玉米15万亩."""
    most = max(q.value for q in parts)
    return sum((q.value for q in parts), Decimal(0)) - most <= most


def _paired(sentence: Sentence, i: int) -> Breakdown | None:
    """Return the persons, or the households, of 4820户8436人，其中城市…户…人，农村…户…人, where the other of the two adds up."""
    if i < _TWO or "其中" not in sentence.gap(i) or sentence.gap(i - 1) not in ("", "、", "，"):
        return None
    units = [q.word.unit for q in sentence.figures[i - 2 :]]
    many = 1
    while units[2 * many : 2 * many + 2] == units[:2] and units[0] != units[1]:
        many += 1
    if many < _THREE or not all(map(_plain, sentence.figures[i - 2 : i + 2 * many - 2])):
        return None
    found = [Breakdown(sentence.figures[i - 2 + k], sentence.figures[i + k : i + 2 * many - 2 : 2]) for k in (0, 1)]
    wrong = [one for one in found if not can_total(one.parts, one.whole)]
    return wrong[0] if len(wrong) == 1 and abs(wrong[0].total - wrong[0].whole.value) <= wrong[0].whole.value * _OVER else None


def _summed(sentence: Sentence, i: int) -> Breakdown | None:
    """Return figure `i` behind 总共 with all figures in its unit right in front of it: 安排1500万元，配套480万元，捐助220万元，总共筹集2400万元."""
    return _behind(sentence, i, i - 1) if _TOTAL.match(sentence.gap(i)) else None


def _summed_on(sentence: Sentence, before: Sequence[Sentence], i: int) -> Breakdown | None:
    """Return the same where the first figure stands in the sentence before and the second goes on with 又: 发放3000份。下午又发放1500份，全天共发放5000份."""
    told = (
        sentence.with_before(before) if i == 1 and _TOTAL.match(sentence.gap(i)) and re.search(r"又|再|还|另", sentence.front(0)) else None
    )
    if not told:
        return None
    at = len(told.figures) - len(sentence.figures) + i
    alike_units = [j for j in range(at) if told.figures[j].word.unit == told.figures[at].word.unit]
    found = Breakdown(told.figures[at], [told.figures[j] for j in alike_units])
    return found if len(alike_units) == _TWO and _is_wrong(found) else None


def _behind(sentence: Sentence, i: int, last: int) -> Breakdown | None:
    first = last
    while first > 0 and sentence.figures[first - 1].word.unit == sentence.figures[i].word.unit and _JOINED.match(sentence.gap(first)):
        first -= 1
    parts = sentence.figures[first : last + 1]
    among = "其中" in sentence.gap(first)
    told = sentence.prose.text[parts[0].start - len(sentence.front(first)) : sentence.figures[i].start].removeprefix("其中")
    found = Breakdown(sentence.figures[i], parts)
    # 国道214公里、县道386公里、乡道742公里、村道1518公里，农村公路合计2646公里: the last of them
    if any(can_total(parts[k:], found.whole) for k in range(len(parts) - 1)):
        return None
    # what stands before the row can be its whole, or a first part in other words
    lone = among or not any(q.word.unit == found.whole.word.unit for q in sentence.figures[:first])
    return found if len(parts) >= _TWO and lone and not _OTHER.search(told) and _is_wrong(found) else None


def _is_wrong(found: Breakdown) -> bool:
    plain = all(map(_plain, (found.whole, *found.parts)))
    return plain and not can_total(found.parts, found.whole) and abs(found.total - found.whole.value) <= found.total * _TOTAL_NEAR
