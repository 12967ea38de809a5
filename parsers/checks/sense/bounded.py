"""Shares of a whole, and rates of what can at most be all of it, of more than 100%: 占全区工业产值的107.2%, 合格率达103%."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from parsers.checks.sense.statements import NO_COUNTS, Sentence, written
from parsers.checks.sense.tolerance import interval
from parsers.document import Finding
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

_ALL = Decimal(100)
# 占年度计划的104%, 占上年同期的112%: what can be exceeded
_EXCEEDED = re.compile(r"计划|任务|目标|预算|同期|去年|上年|往年|前年|标准|指标|序时|设计|额定|基准|应|毛入学|率先")
_REACHED = r"(?:已|均|也|都)?(?:稳定在|保持在|达到|高达|达|为|是|在|(?:提高|提升|上升|升|增)?[到至])?了?(?:约|近|超|超过|逾)?"


@cache
def _bounded() -> re.Pattern[str]:
    """What in front of a percentage says that it is part of a whole: 占全县…的 | 办结率达."""
    return re.compile(
        rf"(?:(?<!挤)占(?:比|[\u4e00-\u9fff“”]{{1,20}}?的(?:比重|比例)?)|{alternation(*vocabulary('statistics')['bounded']['words'])}){_REACHED}$"
    )


# 办结率达100%，其中已办结126件，正在办理4件
_FULL = re.compile(
    r"(?:办结|办理|整改|化解|完成|销号|开工|完工|调处|答复|整治|拆除|建成|验收|兑付|入户|搬迁)(?:到位|完成)?率(?:均|都|已)?(?:达到?|为|是|实现)?了?$"
)
_LACKING = re.compile(r"^[，、；](?:还有|尚有|仍有|其余|剩余)?(?:正在|未|尚未|待|剩余|还剩|仍在|逾期)[^，。；\d]{0,6}$")


def _not_all(sentence: Sentence, i: int) -> Iterator[Finding]:
    """Yield a rate of 100% behind which some are told that are not done."""
    for k in range(i + 1, len(sentence.figures)):
        stop = sentence.prose.text[sentence.figures[i].end : sentence.figures[k].start]
        if "；" in stop or sentence.figures[k].word.dimension in NO_COUNTS:
            return
        if _LACKING.match(sentence.gap(k)) and sentence.figures[k].value > 0:
            a, b = (written(sentence.prose, q) for q in (sentence.figures[i], sentence.figures[k]))
            message = f"The text says {a}, and {b} that are not done."
            yield sentence.prose.finding(sentence.figures[i].start, sentence.figures[k].end, message, "less than 100%", a)
            return


def bounded(sentence: Sentence) -> Iterator[Finding]:
    """Yield the shares and bounded rates of a sentence that are more than all of their whole."""
    for i, figure in enumerate(sentence.figures):
        if figure.word.unit == "%" and figure.value == _ALL and figure.bound == "exact" and _FULL.search(sentence.front(i)):
            yield from _not_all(sentence, i)
        if figure.word.unit != "%" or interval(figure).low <= _ALL:
            continue
        front = sentence.front(i)
        if _bounded().search(front) and not _EXCEEDED.search(front):
            said = written(sentence.prose, figure)
            message = f"{said} of one whole is more than all of it: {front}{said}."
            yield sentence.prose.finding(figure.start - len(front), figure.end, message, "at most 100%", said)
