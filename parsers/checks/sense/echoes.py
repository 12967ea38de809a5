"""One count under one name in front of its figure here and behind it there: 全县建成老年助餐点126个, and later 162个老年助餐点; 326户1280人 and 326户1820人."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from parsers.checks.sense.restated import earlier
from parsers.checks.sense.statements import NO_COUNTS, Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ
from parsers.checks.sense.twice import NAMED, NOT_MEANT, NOT_STATED, PERIOD
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 已发展到 | 达到, right in front of the figure
_REACHED = re.compile(
    r"(?:总数|数量|总面积|规模)?(?:已|现|共|累计|就|总共|已经)*(?:发展到|增加到|扩大到|稳定在|保持在|增至|达到?|有|为|约|近|超过?|突破|是|共)*$"
)
# words that say nothing of what is counted, and verbs of having and making
_PLAIN = re.compile(
    r"截至[^，。；]{0,8}|目前|如今|现在|今年以来|近年来|当前|全[县市区州旗镇乡村]|我[县市区镇乡村]|[县市镇乡村][里内]|该[县市镇乡村]|这里|这个|累计|共计|先后|已经|建成|建设|建有|建立|种植|栽植|栽种|发展|拥有|现有|"
    r"选派|实现|完成|达到?|突破|新建|设立|开设|打造|完善|培育|[已共现有了的建设约超近在]"
)
_LETTERS = re.compile(r"[^\W\da-zA-Z_]+")
_HEAD = re.compile(r"的?(?P<noun>[^\W\da-zA-Z_]{2,12})")
# what is one of several by its name
_NAME = re.compile(
    r"[^\W\d][^\W\d全该本我各每个农乡行自示试中](?:镇|乡|街道|村|社区|园区|公司|集团|合作社|农场|基地|学校|医院|县|市|区)(?![级域内委政民])"
)
_OF_ALL = re.compile(r"全(?P<level>[县市区州旗])|我(?P<own>[县市区])")
_PART = re.compile(r"其[中他余]|新增|另|首批|[第前]|分别|各|每|均|原|曾|过去|去年|上年|剩|尚|未|不|[^\W\d]级")
_CORE = re.compile(r"核心|示范|试点|重点|基地|园区|连片|标准")
_HELPED = re.compile(r"带动|吸纳|帮助|其中|就业|务工|培训|参保|上岗|转移|劳动力|残疾|低保")
_PEOPLE = re.compile(r"^(?:农户|村民|群众|人家|居民)?[，、共]*$")
_LONG = 6
_LEAST_NOUN, _LEAST_VALUE, _LEAST_HOUSEHOLDS = 3, 10, 20
_FURTHEST, _FURTHEST_PEOPLE = Decimal("1.6"), Decimal(2)
_PAIR = 2


class _Claim(NamedTuple):
    """One statement: the figure, its name in front of it or behind it, its words of time, and of what region's whole it is."""

    figure: Quantity
    front: str
    back: str
    period: frozenset[str]
    level: str
    named: bool
    told: str
    start: int


def echoes(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the counts that a document gives twice under one name with values that cannot both be meant; warnings."""
    groups: dict[str, list[tuple[Sentence, int]]] = {}
    for sentence in sentences:
        for i, figure in enumerate(sentence.figures):
            if _is_count(figure):
                groups.setdefault(figure.word.unit, []).append((sentence, i))
    for places in groups.values():
        claims = [claim for s, i in places if (claim := _claim(s, i))] if _are_near(places) else []
        for n, claim in enumerate(claims):
            other = next((c for c in claims[:n] if _disagree(prose, c, claim)), None)
            if other and _only_two(claims, other, claim):
                yield _finding(prose, other, claim)
    yield from _peopled(prose, sentences)


def _are_near(places: Sequence[tuple[Sentence, int]]) -> bool:
    """Tell whether any two values are apart, and near enough to be meant of one thing: in most texts none of a unit are."""
    values = sorted({s.figures[i].value for s, i in places})
    return any(b <= a * _FURTHEST for a, b in pairwise(values))


def _is_count(q: Quantity) -> bool:
    return q.value_max is None and q.word.dimension not in NO_COUNTS and q.value >= _LEAST_VALUE and q.word.unit not in ("%", "个百分点")


def _claim(sentence: Sentence, i: int) -> _Claim | None:
    """Return what is claimed of a figure; None where it is a part, a plan, compared, or not named."""
    figure, front, back = sentence.figures[i], sentence.front(i).split(" ")[-1], sentence.back(i)
    told = sentence.prose.text[sentence.start : figure.start]
    if NOT_MEANT.search(told) or NOT_STATED.search(front) or _PART.search(front) or "其中" in told:
        return None
    name = "".join(_LETTERS.findall(_PLAIN.sub("", _REACHED.sub("", front))))
    head = _HEAD.match(back) if not name else None
    if len(name) < _LEAST_NOUN and not head:
        return None
    whole = _OF_ALL.search(told)
    period = frozenset(PERIOD.findall(told)) or earlier(sentence)
    # a long name is hardly that of a town's own
    start = sentence.start if len(name) >= _LONG else _paragraph(sentence)
    named = bool(NAMED.search(sentence.prose.text, start, figure.start))
    return _Claim(
        figure,
        name,
        head["noun"] if head else "",
        period,
        (whole["level"] or whole["own"]) if whole else "",
        named,
        told,
        figure.start - len(front),
    )


def _paragraph(sentence: Sentence) -> int:
    """Return where the paragraph of a sentence begins."""
    return sentence.prose.text.rfind("\n", 0, sentence.start) + 1


def _alike(a: _Claim, b: _Claim) -> bool:
    """Tell whether two claims are under one name: the whole of it in front of both, or behind one as it stands in front of the other."""
    if a.front and b.front:
        short, long = sorted((a, b), key=lambda c: len(c.front))
        # 去年，全县蜜桔种植面积70万亩，总产量138万吨: what it is of is said before
        rest = long.front.removesuffix(short.front)
        return long.front.endswith(short.front) and (not rest or (len(rest) >= _PAIR and rest in short.told))
    if a.front or b.front:
        name, behind = (a.front, b.back) if a.front else (b.front, a.back)
        return len(name) >= _LEAST_NOUN and behind.startswith(name) and not _CORE.match(behind, len(name))
    return len(a.back) > _LEAST_NOUN and a.back == b.back


def _disagree(prose: Prose, a: _Claim, b: _Claim) -> bool:
    if (
        not differ(a.figure, b.figure, _FURTHEST)
        or not _alike(a, b)
        or a.period != b.period
        or (a.level and b.level and a.level != b.level)
    ):
        return False
    # a figure in one sentence with the other is told beside it
    between = prose.text[a.figure.end : b.figure.start]
    if "。" not in between and "\n" not in between:
        return False
    if a.level and a.level == b.level:
        return True
    if a.level or b.level:
        return not (b if a.level else a).named
    return not _others(prose, a.figure.start, b.figure.start)


def _others(prose: Prose, first: int, last: int) -> bool:
    """Tell whether places or bodies are named between that the text did not name before: then the second figure can be theirs."""
    named = prose.text[:first]
    return any(name[0] not in named for name in _NAME.finditer(prose.text, first, last))


def _only_two(claims: Sequence[_Claim], a: _Claim, b: _Claim) -> bool:
    return len({c.figure.value for c in claims if _alike(c, a) or _alike(c, b)}) == _PAIR


def _peopled(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the persons of equally many households that are told twice: 326户1280人, 326户1820人."""
    first: dict[tuple[Decimal, str], Quantity] = {}
    for sentence in sentences:
        for i in range(1, len(sentence.figures)):
            homes, people = sentence.figures[i - 1 : i + 1]
            # of those who were helped, some only can be told of
            if _HELPED.search(sentence.front(i - 1) + sentence.back(i)):
                continue
            if homes.word.unit != "户" or people.word.dimension != "people" or not _PEOPLE.match(sentence.gap(i)):
                continue
            known = first.setdefault((homes.value, people.word.unit), people)
            if homes.value >= _LEAST_HOUSEHOLDS and homes.bound == "exact" and differ(known, people, _FURTHEST_PEOPLE):
                yield _finding(prose, _bare(known), _bare(people))


def _bare(q: Quantity) -> _Claim:
    return _Claim(q, "", "", frozenset(), "", False, "", q.start)


def _finding(prose: Prose, first: _Claim, second: _Claim) -> Finding:
    return disagree(prose, first.figure, second.figure, "The text says {a} here and {b} there of what has one name.")
