"""Half of the time and half of the task: 占年度预算的44.2%，实现时间过半、任务过半."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence
from parsers.document import Finding

_DONE = re.compile(r"任务(?:完成)?“?(?:双?过半|超半)|“?双过半”?")
_OF_PLAN = re.compile(
    r"(?:占|完成|达到?|为)[^，。；%]{0,16}(?:预算|计划|任务|目标)[^，。；%]{0,16}?(?<![\d.])(?P<share>\d{1,3}(?:\.\d+)?)%"
)
# nothing else that is half done between
_BETWEEN = re.compile(r"，?(?:已|顺利|圆满|总体|如期|全面|提前|成功)*(?:实现|完成|做到|达到)?了?“?(?:时间过半[，、])?")
_NOT_SO = re.compile(r"未|没有|力争|确保|努力|要|争取|距|尚|冲刺|难以|差")
_HALF = Decimal("49.9")


def halves(sentence: Sentence) -> Iterator[Finding]:
    """Yield the tasks that are said to be half done, while every share of the plan in the sentence is less than half."""
    done = _DONE.search(sentence.text) if "过半" in sentence.text or "超半" in sentence.text else None
    shares = list(_OF_PLAN.finditer(sentence.text)) if done and not _NOT_SO.search(sentence.text) else []
    if not done or not shares or any(Decimal(m["share"]) >= _HALF for m in shares):
        return
    share = shares[-1]
    if done.start() > share.end() and not _BETWEEN.fullmatch(sentence.text, share.end(), done.start()):
        return
    ends = (share.start("share"), share.end(), *done.span())
    message = f"{share['share']}% of the plan are less than half, but the text says “{done[0]}”."
    start = sentence.start
    yield sentence.prose.finding(start + min(ends), start + max(ends), message, "at least 50%", f"{share['share']}%")
