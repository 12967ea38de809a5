"""Proportions against part and whole: 其中脱贫户48户，占15%; 完成改厕1015户，占任务1134户的89.5%; 占水稻面积的64.4%; 税收占比75%; 占四分之一."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.populations import of_all_fields, of_population
from parsers.checks.sense.rates import fits_some_pair, planned, ratio_finding
from parsers.checks.sense.statements import Sentence, same_kind, written
from parsers.checks.sense.tolerance import fits, interval, ratio, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_OF = re.compile(
    r"(?:^|[，、])(?:[^\W\da-zA-Z_]{2,6}(?=占全[村镇乡县市区]总户数))?(?:约|均|仅|已|也|就)?占[比到了]?(?P<whole>[^，。；：、0-9]{0,12}?)的?(?:约|近|达到|达|为|超|超过|高达)*$"
)
_INSIDE = re.compile(r"(?:占|完成|为)[^，。；：、0-9]{0,12}(?<!年)$")
_ALL = re.compile(r"^(?:总[数量人户面额]?[数积额]?|全部|其)?$")
# words of a whole that many things have
_COMMON = re.compile(
    r"总[数量]|全[县市省国镇乡村区]|总|该[县市镇乡村]|种植|栽培|面积|产量|产值|收入|销售|金额|数量|人数|户数|企业|农户|人口|的"
)
# 税收占比达78.6% | 其中，税收收入39.6亿元: the share of what was told as a part of its whole
_SHARE_OF = re.compile(r"(?P<part>[^\W\da-zA-Z_]{2,6})占比(?:约|近|达到|达|为|超|超过|高达)*")
_TOLD = re.compile(r"其中|完成|实现|达到?|为|[约近超]")
_SORTS = ("", "收入", "总额", "面积", "产值", "人口", "投资", "数")
_NEAR = re.compile(r"[。；\n]")
# 250个。其中，单独组建的165个: the paragraph goes on with its whole
_GOES_ON = re.compile(r"^。\n?(?=其中)")
# 在规模以上企业中，单独组建的占比: of another whole
_SCOPED = re.compile(r"在[^，。；]{2,16}[中里]，?$")
# 其中非税收入1.9亿元，占年度预算的43.2%: what is a part has a plan of its own
_PLANNED = re.compile(r"预算|计划|任务|目标")
# 占年度任务的, not 占春季任务的: a part of what is planned has a plan of its own
_OF_PLAN = re.compile(
    r"^[，、]占(?:全年|年度|当年|年|总|既定|[省市县]定|[省市县]级?下达|下达|计划|目标|任务|的)*(?:计划|目标|任务)(?:总?数|总量|量|面积)?的$"
)
_REGION, _WORD = re.compile(r"^(?:全[县市区镇乡村旗]的?|总)"), 2
# 24块试验田中，有18块增产一成以上
_HOW_MUCH, _AMONG = re.compile(r"[增减降超]"), re.compile(r"中，?(?:已|共)?有$|其中[^，。；]{0,8}$")
# 纺织服装产业占全县规上工业的比重高达
_WEIGHT = re.compile(
    r"(?P<part>[^\W\da-zA-Z_]{2,10})占(?:全[县市区镇乡旗村])?(?P<whole>[^\W\da-zA-Z_]{2,12}?)的?(?:比重|比例)?(?:已|高|约|近|为|超过?|达到?)*"
)
# 占全县的近六成 | 占全县总数的
_REGION_ALONE = re.compile(r"^全(?P<level>[县市区镇乡旗村])(?:总[数量])?$")
_LEVELS = re.compile(r"[^\W\da-zA-Z_]([县市区镇乡旗村])")
_LETTERS, _TOLD_OF = re.compile(r"[^\W\da-zA-Z_]{2}"), re.compile(r"(?:达到?|为|有|共|约|近|超)+$")
_SHARED_BY = re.compile(r"的(?P<rest>[^\W\da-zA-Z_]{2,16})")
_AMONG_THEM = re.compile(r"(?P<noun>[^\W\da-zA-Z_]{2,6})[中里]，?(?:已|共)?(?:有|[^\W\da-zA-Z_]{2,6}的(?:已|共)?有)$")
# everybody has one
_OWN = re.compile(r"计划|任务|目标|预算|投资|该|本")
# with so much special in its name, a whole may stand anywhere before
_SPECIAL = 4
_WINDOW = 3
# what is further off, in points, is of something else
_BESIDE = 15
# 比上年增加2亿元，为上年的…: what was added is no part
_ADDED = re.compile(r"增加|增长|净增|减少|下降|[多少超比较]")
# a quarter and 三成 are round words
_ROUND_DOWN, _ROUND_UP = Decimal("0.8"), Decimal("1.25")
_HARDLY_LESS, _HARDLY_MORE = Decimal("0.98"), Decimal("1.04")
_NEAR_DOWN, _NEAR_UP, _HALF_TENTH = Decimal("0.92"), Decimal("1.08"), re.compile(r"成[一二三四五六七八九]$")


def proportions(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the proportions of a sentence that the part and the whole it names contradict."""
    sentence, far, before = sentence.counted, before, before[-_WINDOW:]
    for i, figure in enumerate(sentence.figures):
        if figure.word.unit == "比例":
            yield from _fraction(sentence, before, far, i)
        if figure.word.unit != "%":
            continue
        inside = _inside(sentence, i)
        pair = inside or (_outside(sentence, before, i, far) if i else None) or _of_part(sentence, before, i) or _weight(sentence, far, i)
        pair = pair or (planned(sentence, i) if _OF_PLAN.search(sentence.gap(i)) else None)
        # 完成任务42亿元的85% says what it is of: what stands behind a semicolon does not explain it
        near = (*_segment(sentence, i), None) if inside else (sentence, before, i, pair and pair[0])
        # 劳动力10926人，其中城区9895人、乡村1031人，占总人口的28%: a share of the first
        if pair and not inside and any(same_kind(q, pair[1]) and fits(figure, *ratio(q, pair[1])) for q in sentence.figures[:i]):
            continue
        if pair and interval(pair[1]).low > 0 and not fits(figure, *ratio(*pair)) and not fits_some_pair(*near):
            yield ratio_finding(sentence.prose, *pair, figure)


def _segment(sentence: Sentence, i: int) -> tuple[Sentence, Sequence[Sentence], int]:
    """Return the part of a sentence between semicolons that figure `i` stands in, no sentence before it, and the figure's place in it."""
    text, at = sentence.prose.text, sentence.figures[i].start
    start = text.rfind("；", sentence.start, at) + 1 or sentence.start
    end = text.find("；", at, sentence.end)
    kept = tuple(q for q in sentence.figures if start <= q.start and (end < 0 or q.start < end))
    return Sentence(sentence.prose, start, sentence.end if end < 0 else end, kept), (), kept.index(sentence.figures[i])


def _fraction(sentence: Sentence, before: Sequence[Sentence], far: Sequence[Sentence], i: int) -> Iterator[Finding]:
    """Check 占全县面积的四分之一: a word, so only what is far from it is flagged; it may be more than it says where it says so."""
    stated = sentence.figures[i]
    pair = (_outside(sentence, before, i, far) if i else None) or _weight(sentence, far, i) or _told_next(sentence, i)
    if not pair or not pair[0].value or not pair[1].value or stated.value_max is not None:
        return
    value = pair[0].value / pair[1].value
    # 八成五 is said of a figure that is near it
    near = bool(_HALF_TENTH.search(written(sentence.prose, stated)))
    least, most = stated.value * (_NEAR_DOWN if near else _ROUND_DOWN), stated.value * (_NEAR_UP if near else _ROUND_UP)
    # 超过七成 is not two thirds, 近三成 not 35%
    least = stated.value * _HARDLY_LESS if stated.bound in ("at_least", "more_than") else least
    most = stated.value * _HARDLY_MORE if stated.bound == "less_than" else most
    if value < least or (value > most and stated.bound not in ("at_least", "more_than")):
        a, b, said = (written(sentence.prose, q) for q in (*pair, stated))
        computed = f"{shown(value * 100)}%"
        message = f"{a} of {b} is {computed}, but the text says {said}."
        yield sentence.prose.finding(min(q.start for q in pair), stated.end, message, computed, said)


def _told_next(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 三分之二的行政村通上了天然气，144个行政村中通气的有96个: what follows tells the share again in numbers."""
    noun = _SHARED_BY.match(sentence.back(i))
    if not noun or len(sentence.figures) < i + 3:
        return None
    whole, part = sentence.figures[i + 1 : i + 3]
    told = _AMONG_THEM.match(sentence.gap(i + 2))
    same = told and noun["rest"].startswith(told["noun"]) and same_kind(part, whole) and whole.value >= part.value
    return (part, whole) if same and "。" not in sentence.gap(i + 1) else None


def _inside(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 完成改厕1015户，占秋季任务1134户的89.5%."""
    if i < 2 or sentence.gap(i) != "的" or not _INSIDE.search(sentence.gap(i - 1)) or _NEAR.search(sentence.gap(i - 1)):
        return None
    part, whole = sentence.figures[i - 2], sentence.figures[i - 1]
    added = "占" not in sentence.gap(i - 1) and _ADDED.search(sentence.front(i - 2))
    return (part, whole) if same_kind(part, whole) and not added else None


def _outside(sentence: Sentence, before: Sequence[Sentence], i: int, far: Sequence[Sentence]) -> tuple[Quantity, Quantity] | None:
    of = _OF.search(sentence.gap(i))
    if of and i > 1 and _HOW_MUCH.search(sentence.front(i - 1)) and sentence.figures[i - 1].word.dimension == "share":
        return _beyond(sentence, i, of["whole"])
    part = sentence.figures[i - 1]
    if not of or part.word.dimension in ("share", "rank") or _NEAR.search(sentence.gap(i)):
        return None
    if not _ALL.match(of["whole"]) and not _is_before(sentence, i, of["whole"]):
        special = len(_COMMON.sub("", of["whole"])) >= _SPECIAL and not _OWN.search(of["whole"])
        named = _named(sentence, far if special else before, i, of["whole"]) or _of_region(sentence, before, i, of["whole"])
        named = named or _beside_name(sentence, far, i, of["whole"]) or of_all_fields(sentence, far, i, of["whole"])
        return named or of_population(sentence, far, i, of["whole"])
    return _linked(sentence, i) or of_population(sentence, far, i, of["whole"])


def _linked(sentence: Sentence, i: int) -> tuple[Quantity, Quantity] | None:
    """Return the part with the whole right before it: 全村213户，其中脱贫户48户，占22.5%."""
    part = sentence.figures[i - 1]
    if i < 2 or _NEAR.search(_GOES_ON.sub("", sentence.gap(i - 1))):
        return None
    whole = sentence.figures[i - 2]
    # 141名村党组织书记平均年龄46.8岁，大专以上学历86人，占比61%
    if whole.word.unit == "岁" and i > _WORD and "平均" in sentence.front(i - 2) and "。" not in sentence.gap(i - 2):
        whole = sentence.figures[i - 3]
    linked = "其中" in sentence.gap(i - 1) or _AMONG.search(sentence.gap(i - 1)) or whole.word.unit == part.word.unit
    return (part, whole) if linked and same_kind(part, whole) and whole.value >= part.value else None


def _beyond(sentence: Sentence, i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 24块试验田中，有18块增产一成以上，占75%: what the part has done stands between."""
    if not _ALL.match(whole) or not _AMONG.search(sentence.gap(i - 2)) or _NEAR.search(sentence.gap(i - 1)):
        return None
    *_, part = found = sentence.figures[max(0, i - 3) : i - 1]
    return (part, found[0]) if len(found) > 1 and same_kind(part, found[0]) and found[0].value >= part.value else None


def _is_before(sentence: Sentence, i: int, whole: str) -> bool:
    """Tell whether the whole is what stands before 其中, by the same words: 全县种植面积4.8万亩，其中林溪镇1.2万亩，占全县种植面积的四分之一."""
    words = _REGION.sub("", whole)
    return i > 1 and len(words) >= _WORD and "其中" in sentence.gap(i - 1) and words in sentence.front(i - 2)


def _of_part(sentence: Sentence, before: Sequence[Sentence], i: int) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 税收占比达78.6% where 其中，税收收入39.6亿元 has told the part, and nothing else by that name."""
    named = _SHARE_OF.fullmatch(sentence.front(i))
    names = {named["part"] + sort for sort in _SORTS} if named else set()
    rows = [(s, j) for s in (*before, sentence) for j in range(len(s.figures)) if names and _TOLD.sub("", s.front(j)) in names]
    if len(rows) != 1 or _SCOPED.search(sentence.gap(i).removesuffix(sentence.front(i))):
        return None
    s, j = rows[0]
    among = s.prose.text.rfind("其中", s.start, s.figures[j].start)
    wholes = [q for q in s.figures[:j] if q.end <= among and same_kind(q, s.figures[j])]
    return (s.figures[j], wholes[-1]) if wholes and wholes[-1].value >= s.figures[j].value else None


def _weight(sentence: Sentence, far: Sequence[Sentence], i: int) -> tuple[Quantity, Quantity] | None:
    """Return part and whole of 纺织产业占全县规上工业的比重达四成 where a sentence before told 规上工业总产值312亿元，其中纺织产业98亿元, and no other has."""
    named = _WEIGHT.fullmatch(sentence.front(i)) if "占" in sentence.front(i) else None
    rows = [(s, j) for s in far if named and "其中" in s.text for j in range(1, len(s.figures))]
    found = [(s, j) for s, j in rows if named and _TOLD.sub("", s.front(j)) == named["part"] and "其中" in s.gap(j)]
    if not named or len(found) != 1:
        return None
    s, j = found[0]
    part, whole = s.figures[j], s.figures[j - 1]
    same = same_kind(part, whole) and whole.value >= part.value and named["whole"] in s.front(j - 1)
    return (part, whole) if same else None


def _of_region(sentence: Sentence, before: Sequence[Sentence], i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return 汉阳镇有古柏3052株，占全县的近六成 with the one figure for the same thing of 全县 or 剑阁县 in front of it."""
    region, part = _REGION_ALONE.match(whole), sentence.figures[i - 1]
    noun = sentence.front(i - 1)[-_WORD:]
    if not region or not _LETTERS.fullmatch(noun) or part.bound == "less_than":
        return None
    rows = [(s, j) for s in before for j in range(len(s.figures))] + [(sentence, j) for j in range(i - 1)]
    of_all = [(s, j) for s, j in rows if same_kind(s.figures[j], part) and region["level"] in _LEVELS.findall(s.front(j))]
    found = [s.figures[j] for s, j in of_all if _TOLD_OF.sub("", s.front(j)).endswith(noun)]
    return (part, found[0]) if len(found) == 1 and found[0].value >= part.value else None


def _beside_name(sentence: Sentence, far: Sequence[Sentence], i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return 优质早稻5.33万亩，占早稻种植面积的56% with the only larger figure that stands right beside the name: 早稻8.2万亩, 8.2万亩早稻."""
    part, special = sentence.figures[i - 1], _COMMON.sub("", whole)
    if len(special) < _WORD or _PLANNED.search(special) or _OWN.search(whole) or _LEVELS.search(whole):
        return None
    rows = [(s, j) for s in far for j in range(len(s.figures)) if s.figures[j].word.unit == part.word.unit]
    found = [s.figures[j] for s, j in rows if s.front(j).endswith(special) or s.back(j).startswith(special)]
    larger = {q.value: q for q in found if q.value >= part.value}
    value = next(iter(larger)) if len(larger) == 1 else part.value
    near = abs(part.value / value * 100 - sentence.figures[i].value) <= _BESIDE if value else False
    return (part, larger[value]) if near and value in larger else None


def _named(sentence: Sentence, before: Sequence[Sentence], i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return the part with the one figure nearby whose words hold all that is special in the name of the whole: 水稻面积."""
    part, special = sentence.figures[i - 1], _COMMON.sub("", whole)
    if len(special) < len("水稻") or (_PLANNED.search(special) and "其中" in sentence.gap(i - 1)):
        return None
    rows = [(s, j) for s in before for j in range(len(s.figures))] + [(sentence, j) for j in range(i - 1)]
    names = (special, whole) if len(whole) >= _SPECIAL else (special,)
    found = [s.figures[j] for s, j in rows if any(n in s.front(j) + s.back(j) for n in names) and same_kind(s.figures[j], part)]
    return (part, found[0]) if len(found) == 1 and found[0].value >= part.value else None
