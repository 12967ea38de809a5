"""What is counted out of a whole without 其中, or later behind it, and is more than all of it: 全村213户有290户种梨; 其中党员86人，45岁以下188人."""

import re
from collections.abc import Iterator, Sequence

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
# 重点项目中，|197个已完成; 果园里，挂果的有|3.6万亩; 乡镇中有|35个建成了
_AMONG = re.compile(
    r"^(?P<noun>[^，。；：、\d]{0,10}?)(?:当中|之中|[中里])，?(?:[^\W\da-zA-Z_]{1,10}的)?(?:已经?|目前|就|现|共|累计)*(?:有|达到?|为)?$"
)
# what a count can be followed by that has no noun of its own
_NO_NOUN = re.compile(r"已|完成|建成|开工|通过|实现|达|被|获|成为|纳入|建|投|选择|参加|设|在|均|都|是|能|可|开展|实行|配|的|$")
# ，有劳动能力的|1956户; ，可采摘面积|19.8万亩
_SUCH = re.compile(r"^[^，。；\d]{0,8}，(?:[^\W\da-zA-Z_]{2,10}的|\d\d周?岁及?以[上下]的?)(?:[^\W\da-zA-Z_]{0,2})(?:有|达到?|为|共)?$")
_KIND = re.compile(
    r"^(?:可采摘|可采|采摘|挂果|投产|盛果期?|有效灌溉|高标准|标准化|优质|良种|绿色|有机|认证|已?投产|已?挂果)[^\W\da-zA-Z_]{0,6}?(?:面积|达到?|有|为)*$"
)
_STOCK = re.compile(r"共|现有|全[县市区州旗镇乡村]|登记|总|建档立卡")
_NEW = re.compile(r"新增|带动|辐射|服务|覆盖|惠及|吸纳|另|还|累计|外|流转|计划|力争|目标|将|培训")
# what such units count is one kind of thing, whatever stands behind them: not 18个村中有45个合作社
_SORT_OF_ITSELF = frozenset("户人名口块株棵头只匹栋幢辆艘亩")
# how people are told by what they are; 45岁以下 ends the clause in front of its figure
_TRAIT = re.compile(
    r"(?:女性?[^\W\d]{0,3}|少数民族[^\W\d]{0,4}|\d\d周?岁(?:（含）|及|含)?以[上下]的?[^\W\d]{0,4}|(?:高中|大专|专科|本科|研究生|硕士|博士|初中)[^\W\d]{0,6}(?:学历|文化|文凭|以上)[^\W\d]{0,4})(?:有|达到?|共)?$"
)
_PART = re.compile(r"[，、；]")


def members(sentence: Sentence, _: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield what a sentence counts out of a whole that is smaller; an error."""
    sentence = sentence.counted
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
    if before.word.unit == part.word.unit and _is_among(sentence, i):
        return before
    if before.word.unit == part.word.unit and part.word.unit in _SORT_OF_ITSELF:
        out_of = _OUT_OF.match(sentence.gap(i))
        if out_of and (out_of["inside"] or _ALL.search(sentence.front(i - 1))):
            return before
    return _with_trait(sentence, i) if part.word.dimension == "people" else None


def _is_among(sentence: Sentence, i: int) -> bool:
    """Tell whether figure `i` counts some of what the figure before it counts, without 其中."""
    gap, back, itself = sentence.gap(i), sentence.back(i), sentence.figures[i].word.unit in _SORT_OF_ITSELF
    among = _AMONG.match(gap)
    if among:
        named = bool(among["noun"]) and back.startswith(among["noun"][-2:])
        return itself or named or bool(_NO_NOUN.match(back))
    if not itself or not _STOCK.search(sentence.front(i - 1)) or _NEW.search(gap + sentence.front(i - 1)):
        return False
    return bool(_SUCH.match(gap)) or (bool(_KIND.match(sentence.front(i))) and gap.count("，") == 1)


def _with_trait(sentence: Sentence, i: int) -> Quantity | None:
    """Return the people in front of 其中 for figure `i` behind its first part, where it says what they are like."""
    text, part = sentence.prose.text, sentence.figures[i]
    at = text.rfind("其中", sentence.start, part.start)
    clause = _PART.split(text[max(at, sentence.start) : part.start])
    if at < 0 or len(clause) < 2 or "；" in text[at : part.start] or not _TRAIT.search(clause[-1]):
        return None
    wholes = [q for q in sentence.figures[:i] if q.end <= at and same_kind(q, part)]
    return max(wholes, key=lambda q: q.value) if wholes else None
