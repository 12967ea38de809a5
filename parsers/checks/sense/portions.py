"""Rates and shares right behind their part, of the only larger count of its kind nearby: 共登记病弱老树1240株。…已更新复壮986株，完成率89.5%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.rates import fits_some_pair, ratio_finding
from parsers.checks.sense.statements import NO_COUNTS, Sentence, same_kind
from parsers.checks.sense.tolerance import Interval, fits, interval, ratio
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_REACHED = r"(?:已|均|也|都|就)?(?:仅|只)?(?:分别)?(?:稳定在|保持在|达到|高达|达|为|是|在|(?:提高|提升|上升|升|增)?[到至])?了?(?:约|近|超|超过|逾)?"
# ，完成率 | ，占比达 | ，占全县的; of what is named between, the whole must tell
_SHARE = re.compile(
    rf"^[，、]?(?:约|仅|已|也)?(?:占比?(?P<of>[^，。；：、\d]{{0,12}}?)(?:的(?:比例|比重)?)?|(?P<stem>[^，。；：、\d]{{1,8}})率){_REACHED}$"
)
# rates of another whole than what was counted, and changes of one
_OTHER_RATE = re.compile(
    r"增长|增速|[降减]|同比|环比|平均|综合|及时|按[期时]|如期|限时|当[场日天]|就地|首次|一次|初次|提前|收益|利润|回报|出[油米肉粉]|转化|利用|贡献|复购|回头|毛利|发芽|成活|死亡|增|高|优良|合格|达标|知晓|满意|支持"
)
# what a part is, that is none of what was counted before
_OTHER_PART = re.compile(
    r"剩|还|未|尚|另|新增|增加|减少|净增|较|[比](?!例)|同比|累计|带动|辐射|计划|力争|预计|每|均|最|将|超出|流转|去年|上年|流出|流入|外来|约合|折合|分别|各|至"
)
_PLAIN_OF = re.compile(r"^(?:比|总[数量体]?|全部|其中?|全[县市区镇乡村旗州]|总[户人]数|当地|[该本])*的?$")
_PLAIN_WORDS = re.compile(r"总[数量]|全[县市省国镇乡村区]|总|种植|面积|产量|产值|收入|数量|人数|户数|人口|的")
_DONE = ("完成", "总完成", "任务完成", "目标完成", "总体完成", "整体完成")
_BEGUN = re.compile(r"[开动]工|启动|在建|签约|申报|审批|正在|受理|立项")
# 适龄儿童1260人，|已接种|1197人，接种覆盖率: what was done of all that are named right before it
_DONE_OF = re.compile(r"^[，、](?:其中|目前|现)?(?:已|实|已经|成功)[^，。；、\d]{1,8}$")
_FARTHEST, _TIMES, _WORD, _TRIPLE = Decimal(20), Decimal("1.7"), 2, 3


def portions(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the shares of a sentence that the count right before them and the only larger one of its kind nearby do not give; errors."""
    if "%" not in sentence.text and "％" not in sentence.text:
        return
    sentence = sentence.counted
    for i in range(1, len(sentence.figures)):
        stated, part = sentence.figures[i], sentence.figures[i - 1]
        said = _SHARE.match(sentence.gap(i)) if stated.word.unit == "%" and stated.value < 100 else None
        if not said or part.word.dimension in NO_COUNTS or part.value <= 0 or _OTHER_PART.search(sentence.front(i - 1)):
            continue
        whole = _whole(sentence, before, i - 1, said)
        if whole and any(same_kind(q, whole) and fits(stated, *ratio(q, whole)) for q in sentence.figures[:i]):
            continue
        if whole and _is_near(part, whole, stated) and not fits_some_pair(sentence, before, i, part):
            yield ratio_finding(sentence.prose, part, whole, stated)


def _whole(sentence: Sentence, before: Sequence[Sentence], at: int, said: re.Match[str]) -> Quantity | None:
    """Return the one larger figure in the unit of figure `at` that its sentence or the one before it in the paragraph tells in front of it."""
    part = sentence.figures[at]
    near = [s.counted for s in before[-1:] if s.end == sentence.start and "\n" not in s.text.rstrip("\n") and not s.text.endswith("\n")]
    rows = [(s, j) for s in near for j in range(len(s.figures))] + [(sentence, j) for j in range(at)]
    rows = [(s, j) for s, j in rows if s.figures[j].word.unit == part.word.unit and s.figures[j].value > part.value]
    if len(rows) != 1 or not _names(*rows[0], sentence, at, said):
        return None
    s, j = rows[0]
    told = s.front(j) + s.back(j)
    between = sentence.prose.text[s.figures[j].end : part.start]
    return None if _OTHER_PART.search(told.replace("累计", "")) or re.search(r"分别|去年|上年", between) else s.figures[j]


def _names(s: Sentence, j: int, sentence: Sentence, at: int, said: re.Match[str]) -> bool:
    """Tell whether the name of a share lets it be of figure `j` of `s`, and its part be figure `at`."""
    if s is sentence and j == 0 and at == 1 and _is_done_of_all(s, said["stem"]):
        return True
    if said["stem"]:
        told = sentence.front(at) + sentence.back(at)
        # 按时办结8534件，按时办结率98.2%
        if _OTHER_RATE.search(said["stem"]) and said["stem"] not in told:
            return False
        return (said["stem"] in _DONE and not _BEGUN.search(told)) or said["stem"][-_WORD:] in told
    of = _PLAIN_WORDS.sub("", said["of"] or "")
    told = s.front(j) + s.back(j)
    return bool(_PLAIN_OF.match(said["of"] or "")) or any(of[k : k + _WORD] in told for k in range(len(of) - 1))


def _is_done_of_all(s: Sentence, stem: str | None) -> bool:
    """Tell whether a sentence has but its whole, what was done of it, and the rate that is named by what was done."""
    if not stem or len(s.figures) != _TRIPLE or not _DONE_OF.match(s.gap(1)):
        return False
    return stem[:_WORD] in s.front(1) and not _OTHER_RATE.search(stem) and not _BEGUN.search(s.front(1))


def _is_near(part: Quantity, whole: Quantity, stated: Quantity) -> bool:
    """Tell whether a share is not what part and whole give, and yet so near that it can be meant for it."""
    if interval(whole).low <= 0 or fits(stated, *ratio(part, whole)):
        return False
    value = part.value / whole.value * 100
    near = Interval(stated.value / _TIMES, stated.value * _TIMES)
    return abs(value - stated.value) <= _FARTHEST and near.low <= value <= near.high
