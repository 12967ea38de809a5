"""What was added against the values before and after: 新增贮藏能力6.5万吨，贮藏能力由38万吨增加到46.5万吨."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Sentence, in_unit_of, written
from parsers.checks.sense.tolerance import Interval, interval
from parsers.document import Finding

# 新增贮藏能力 | 净增贮藏能力
_ADDED = re.compile(r"(?:新增|净增|增加|新增加)了?(?P<noun>[^\W\da-zA-Z_]{2,10})$")
# ，全县果品贮藏能力由去年的; since a year further back more can have been added than now
_FROM = re.compile(r"^，(?P<whose>[^，。；\d由从]{2,20})[由从](?:去年|上年|年初|原来|原有|过去|之前|此前)?(?:底|末|同期)?的?$")
_HOME = re.compile(r"(?:全[县市区镇乡村旗]|目前)?总?")
_TO = re.compile(r"^(?:增加|提高|提升|扩大|扩展|增长|发展|上升|增)[到至为](?:目前|现在|如今|今年)?的?$")
_SHORT = 2
_PLANNED = re.compile(r"将|力争|计划|预计|可")


def increments(sentence: Sentence) -> Iterator[Finding]:
    """Yield what a sentence says was added where the values before and after it leave something else; an error."""
    for i in range(2, len(sentence.figures)):
        to = _TO.match(sentence.gap(i))
        whose = _FROM.match(sentence.gap(i - 1)) if to else None
        added, former, present = sentence.figures[i - 2 : i + 1]
        one_thing = whose and _is_of(sentence.front(i - 2), whose["whose"]) and added.word.unit == former.word.unit == present.word.unit
        if not one_thing or _PLANNED.search(sentence.gap(i - 1)) or added.word.dimension == "share" or added.bound != "exact":
            continue
        a, b = interval(former), interval(present)
        if not Interval(b.low - a.high, b.high - a.low).meets(interval(added)):
            first, second, said = (written(sentence.prose, q) for q in (former, present, added))
            computed = in_unit_of(added, present.value - former.value)
            message = f"From {first} to {second} are {computed} more, but the text says that {said} were added."
            yield sentence.prose.finding(added.start, present.end, message, computed, said)


def _is_of(front: str, whose: str) -> bool:
    """Tell whether what was added is what grew: 贮藏能力 of 果品贮藏能力, but not 企业 of 规上企业."""
    noun = _ADDED.search(front)
    if not noun or not whose.endswith(noun["noun"]):
        return False
    return len(noun["noun"]) > _SHORT or bool(_HOME.fullmatch(whose.removesuffix(noun["noun"])))
