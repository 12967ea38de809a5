"""Stages of one undertaking against what they cost together: 分三期建设，一期投资4.2亿元、二期投资5.1亿元、三期投资3.9亿元，总投资12.8亿元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.statements import Sentence
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

_STAGE = re.compile(r"第?(?P<n>[一二三四五六])(?:期|标段|阶段)(?:工程|项目)?(?:计划|概算)?(?:总?投资|投入)(?:额|约|为|达)*$")
_TOTAL = re.compile(r"(?<!期)(?:计划|概算|项目|工程|预计)?总投资(?:额|约|为|达到?|共|超)*$")
_IN_STAGES = re.compile(r"分(?P<n>[两二三四五六])(?:期|个?标段|个?阶段)")
# what is off by more is of something else
_NEAR, _NEARLY = Decimal("0.3"), Decimal("0.15")
# of which the cost is not told
_FURTHER_STAGE = re.compile(r"[三四五六](?:期|标段|阶段)|后期|后续|远期")


def phases(sentence: Sentence) -> Iterator[Finding]:
    """Yield the total of a sentence that its stages exceed, or miss although as many are told as there are; an error."""
    if "一期" not in sentence.text and "一标段" not in sentence.text and "一阶段" not in sentence.text:
        return
    stages: list[Quantity] = []
    wholes: list[Quantity] = []
    for i, figure in enumerate(sentence.figures):
        front = sentence.front(i)
        if figure.word.dimension == "money" and (stage := _STAGE.search(front)):
            if to_int(stage["n"]) != len(stages) + 1:
                return
            stages.append(figure)
        elif figure.word.dimension == "money" and _TOTAL.search(front):
            wholes.append(figure)
    if len(stages) < 2 or len(wholes) != 1:
        return
    counted, found = _IN_STAGES.search(sentence.text), Breakdown(wholes[0], stages)
    closed = bool(counted) and to_int(counted["n"] if counted else "") == len(stages)
    apart = abs(found.total - found.whole.value)
    nearly = apart <= found.whole.value * _NEARLY and "等" not in sentence.text and not _FURTHER_STAGE.search(sentence.prose.text)
    wrong = not found.adds_up and (closed or nearly or found.total > found.whole.value)
    # 其中 and the like are told as parts
    if wrong and apart <= found.whole.value * _NEAR and "其中" not in sentence.text:
        yield sum_finding(sentence, found, "error")
