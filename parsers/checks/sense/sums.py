"""Whether parts that do not add up to their whole are meant to: more than all of it, or all there are and less."""

import re
from collections.abc import Sequence
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.sorts import MANIFOLD, distinct, exclusive, nested
from parsers.checks.sense.statements import Sentence, same_kind
from parsers.checks.sense.tolerance import can_total, interval, total_of
from parsers.document import Finding

_SOME = re.compile(r"等|主要|重点|包括|仅|就|光|如")
# more can be done than came in
CARRIED = re.compile(r"结转|遗留|上年|往年|历史积|以前")
_NEAR, _WIDER, _PAIR_NEAR, _NEAR_OVER = Decimal("0.1"), Decimal("0.25"), Decimal("0.35"), Decimal("0.2")
_THREE = 3
# 用地, 损失
_NAME = 2
_MEASURED = frozenset({"money", "area", "mass", "length", "volume", "energy"})
# what people are counted by beside other things: 农民党员1413名、女党员402名、35岁以下党员287名
_CROSSING = re.compile(r"女|少数民族|岁|学历|大专|本科|青年|老年|退役军人|残疾|低保|脱贫|困难|高龄|失能")
# what can be said of a thing beside another: 新能源农机, 大型农机
_QUALITY = re.compile(r"新|大|中型|小型|智能|高|优质|标准|绿色|规模|有机|电动|节[水能]|特色|示范|重点|精品|先进|现代|机械|自动|老|早|晚")
# 评选出“最美家庭”30户，其中孝老爱亲10户: each is chosen for one thing
_CHOSEN = re.compile(r"评选|评出|选树|命名|授予")
# one field, or one machine, for two of them
_TWICE = re.compile(r"套种|间作|套作|轮作|复种|连作|混种|复合种植|两季|双季|两用|兼")
# two that leave nothing out
_PAIRS = (
    *("男|女", "规模以上|规模以下", "规上|规下", "财政|自筹", "城镇|农村", "城市|农村", "线上|线下", "省内|省外", "集中|分散"),
    *("不合格|合格", "文科|理科", "公办|民办", "县内|县外", "进口|出口", "夏粮|秋粮", "公益林|商品林", "水田|旱地", "上半年|下半年"),
    *("地上|地下", "快充|慢充", "国企|民企", "县直|乡镇", "市直|县区", "专职|兼职", "早稻|晚稻", "常住|流动"),
)
_BOTH = [(re.compile(pair), sorted(pair.split("|"))) for pair in _PAIRS]


def summed(sentence: Sentence, found: Breakdown) -> Finding | None:
    """Return the finding for parts whose sum is not their whole, where it should be; None where it need not."""
    total = total_of(found.parts)
    # 开工71个: 新开工32个、续建39个、竣工11个: the first are all of it, what comes after them is told of the same
    # towns are all parts, each of its own
    fewest = len(found.parts) if distinct(found.labels, found.whole.word.unit) else 2
    if any(can_total(found.parts[:n], found.whole) for n in range(fewest, len(found.parts) + 1)) or not found.whole.value:
        return None
    if len(found.parts) < 2:
        return None
    if CARRIED.search(sentence.text) or nested(found.labels):
        return None
    # 2024年350亿元，预计今年380亿元，一产…、二产…、三产…: the parts are of the other
    if any(total.meets(interval(q)) for q in sentence.figures if q.end < found.whole.start and same_kind(q, found.whole)):
        return None
    apart = abs(found.total - found.whole.value) / found.whole.value
    over = found.total > found.whole.value
    if not (
        found.closed or _is_told_of(sentence, found) or (_is_over(sentence, found, apart) if over else _is_short(sentence, found, apart))
    ):
        return None
    return sum_finding(sentence, found, "error" if over or found.closed else "warning")


def _is_told_of(sentence: Sentence, found: Breakdown) -> bool:
    """Tell whether the name of the whole says what its parts are: 关停并转128家，其中关停96家、并转42家."""
    at = sentence.figures.index(found.whole)
    name = sentence.front(at) + sentence.back(at)
    labels = [label[:_NAME] for label in found.labels]
    near = abs(found.total - found.whole.value) <= found.whole.value * _WIDER
    return near and len(set(labels)) == len(found.parts) and all(len(label) == _NAME and label in name for label in labels)


def _is_over(sentence: Sentence, found: Breakdown, apart: Decimal) -> bool:
    dimension, count = found.whole.word.dimension, len(found.parts)
    # 整顿党组织9个，评选五星级党支部37个、四星级党支部104个: what is many times the whole is of something else
    if exclusive(found.labels):
        return apart < 1 or "其中" in sentence.prose.text[found.whole.end : found.parts[0].start]
    if dimension in ("money", "mass", "volume", "energy"):
        return apart < 1
    if distinct(found.labels, found.whole.word.unit) and not _TWICE.search(sentence.text):
        return apart < 1
    counted = dimension == "people" or found.whole.word.unit == "户"
    crossing = counted and _CROSSING.search(sentence.prose.text, found.whole.end, found.parts[-1].end)
    alone = not counted or alike(found.labels) or bool(_CHOSEN.search(sentence.text))
    kinds = found.whole.word.unit not in MANIFOLD and alike(found.labels) and not any(map(_QUALITY.search, found.labels))
    few = count >= _THREE or (kinds and apart <= _NEAR_OVER)
    return few and apart <= _WIDER and not crossing and alone


def _is_short(sentence: Sentence, found: Breakdown, apart: Decimal) -> bool:
    """Tell whether parts that fall short look like all parts there are: three or more, near the whole, none left open."""
    between = sentence.prose.text[found.whole.end : found.parts[-1].end + 1]
    if apart > (_NEAR if len(found.parts) >= _THREE else _PAIR_NEAR) or _SOME.search(between):
        return False
    if len(found.parts) < _THREE:
        return any(sorted(m[0] for m in (p.search(label) for label in found.labels) if m) == pair for p, pair in _BOTH)
    counted = found.whole.word.dimension == "people" or found.whole.word.unit == "户"
    return not counted or alike(found.labels) or exclusive(found.labels)


def alike(labels: Sequence[str]) -> bool:
    """Tell whether labels end alike, or all begin with 进 (进机关、进学校)."""
    return (len({label[-1:] for label in labels}) == 1 or all(label[:1] == "进" for label in labels)) and len(set(labels)) == len(labels)


def of_one_name(sentence: Sentence, i: int, labels: Sequence[str]) -> bool:
    """Tell whether parts have the name of their whole, each with a word of its own: 损失2.55亿元，其中农业损失0.86亿元，财产损失…; persons can be of several."""
    figure, name = sentence.figures[i], labels[0][-_NAME:]
    measured = figure.word.dimension in _MEASURED
    whole = any(sentence.front(j).endswith(name) for j in range(i) if same_kind(sentence.figures[j], figure))
    return measured and alike(labels) and all(len(label) > _NAME and label.endswith(name) for label in labels) and (whole or name == "损失")
