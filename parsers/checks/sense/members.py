"""What is counted out of a whole without 其中, or later behind it, and is more than all of it: 全村213户有290户种梨; 其中党员86人，45岁以下188人."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Sentence, same_kind, written
from parsers.checks.sense.tolerance import interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 全村213户 | 我们村共有213户
_ALL = re.compile(r"(?:全[村镇乡县市区旗组班校队厂社]|[我本该]村|村里)(?:一共有?|总共有?|共有|现有|共|有)?$")
# 户村民中已有
_OUT_OF = re.compile(
    r"^(?:村民|人家|农户|群众|居民|人口|家庭|住户|党员|职工|学生|社员|代表)?(?P<inside>[中里])?，?(?:就|已经?|现|目前)*(?:有|建成|完成)$"
)
# what such units count is one kind of thing, whatever stands behind them: not 18个村中有45个合作社
_SORT_OF_ITSELF = frozenset("户人名口块株棵头只匹栋幢辆艘亩")
# how people are told by what they are; 45岁以下 ends the clause in front of its figure
_TRAIT = re.compile(
    r"(?:女性?[^\W\d]{0,3}|少数民族[^\W\d]{0,4}|\d\d周?岁(?:（含）|及|含)?以[上下]的?[^\W\d]{0,4}|(?:高中|大专|专科|本科|研究生|硕士|博士|初中)[^\W\d]{0,6}(?:学历|文化|文凭|以上)[^\W\d]{0,4})(?:有|达到?|共)?$"
)
_PART = re.compile(r"[，、；]")


def members(sentence: Sentence) -> Iterator[Finding]:
    """Yield what a sentence counts out of a whole that is smaller; an error."""
    for i in range(1, len(sentence.figures)):
        whole = _whole(sentence, i)
        part = sentence.figures[i]
        if whole and interval(part).low > interval(whole).high and "at_least" not in (whole.bound, part.bound):
            a, b = written(sentence.prose, part), written(sentence.prose, whole)
            message = f"The text counts {a} out of {b}, but the part is larger than the whole."
            yield sentence.prose.finding(whole.start, part.end, message, f"at most {b}", a)


def _whole(sentence: Sentence, i: int) -> Quantity | None:
    """Return the figure that figure `i` is counted out of."""
    before, part = sentence.figures[i - 1], sentence.figures[i]
    if before.word.unit == part.word.unit and part.word.unit in _SORT_OF_ITSELF:
        out_of = _OUT_OF.match(sentence.gap(i))
        if out_of and (out_of["inside"] or _ALL.search(sentence.front(i - 1))):
            return before
    return _with_trait(sentence, i) if part.word.dimension == "people" else None


def _with_trait(sentence: Sentence, i: int) -> Quantity | None:
    """Return the people in front of 其中 for figure `i` behind its first part, where it says what they are like."""
    text, part = sentence.prose.text, sentence.figures[i]
    at = text.rfind("其中", sentence.start, part.start)
    clause = _PART.split(text[max(at, sentence.start) : part.start])
    if at < 0 or len(clause) < 2 or "；" in text[at : part.start] or not _TRAIT.search(clause[-1]):
        return None
    wholes = [q for q in sentence.figures[:i] if q.end <= at and same_kind(q, part)]
    return max(wholes, key=lambda q: q.value) if wholes else None
