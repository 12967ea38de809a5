"""The same quantity in the same words twice, with values that differ: a headline's 128个重点项目集中开工, and 集中开工重点项目125个 below it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.statements import Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_LETTERS = re.compile(r"[^\W\da-zA-Z_]+")
# words of the present, of reaching and of the whole, which say nothing of what is counted
_FILLER = re.compile(
    r"截至目前|到目前为止|目前|今年以来|今年|当前|[本此]次(?:活动)?|已经|累计|共计|合计|总计|达到|突破|超过|完成|实现|全部|人数|同时|其中|[已共了的达为约近超逾有在]"
)
# 全县 | 荣县: the home, in front of what it has
_HOME = re.compile(r"^(?:全|我|[^\W\d]{1,4}?)(?P<level>[省市州县区旗镇乡村])")
PERIOD = re.compile(
    r"今年(?=以来)|20\d\d年|[去前上当明全]年|今年|[上下]半年|[一二三四]季度|\d+月|\d+日|十[三四五]五|[一两二三四五六七八九几\d]+年[来间]|(?<!今年)以来|过去|[每年月日][均天月年]|此前|原[来有]|以前|曾"
    r"|第?[首一二三四五\d]+[批期轮阶次](?!会议|全会)|[年月季]底|[年月]末|[春夏秋冬]|当[天日晚]|元旦|国庆|假期"
)
# planned, said of each, of the rest
NOT_MEANT = re.compile(r"力争|计划|目标|预计|预期|规划|分别|将[^，。]*$|各[^级地界类项种式]|其[中他余]")
# compared, a part, one more, somebody's own
NOT_STATED = re.compile(r"[拟由从比较每另仅再还又该]|平均|[人户亩]均|增加|增长|减少|下降|提高|同比")
NAMED = re.compile(
    r"(?<!农业)[^\W\d](?!农村)[^\W\d](?:镇|乡|街道|村|社区|园区|开发区|高新区|新区|公司|集团|合作社|农场|基地|学校|医院|企业|[中小]学|厂|局|委|办|联|院|中心|队|站|所|行|会)|[他她]"
)
# a headline tells of the present
_EARLIER = re.compile(r"20|去|前|上年|明|过|曾|原|此前|以前|来")
# 记者从县农业农村局了解到，
_SOURCE = re.compile(r"[从据][^，。]{0,14}(?:获悉|了解到?|介绍)，")
# 总投资: so few words are of one thing only where a headline and its text have them once each
_FEWEST_WORDS = 3
_LEAST_WORDS, _MOST_WORDS = 5, 20
_LONG_WORDS = 6
# two that are further apart are hardly meant to be the same
_FURTHEST, _FURTHEST_OF_HEADLINE = Decimal("1.5"), Decimal(3)
_LEAST_VALUE = 3
HEADS = ("title", "subtitle", "kicker")


class _Place(NamedTuple):
    """Where a figure is said: the clause in front of it, what is read behind it, and the level whose whole the clause is of."""

    sentence: Sentence
    at: int
    front: str
    back: str
    level: str


class _Claim(NamedTuple):
    """One statement: the figure, where it is said, its words of time and its names, of what level's whole, and its passage."""

    figure: Quantity
    start: int
    end: int
    period: frozenset[str]
    names: frozenset[str]
    whole: bool
    level: str
    kind: str
    section: tuple[int, ...]


def twice(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the quantities that a document states twice in the same words with values that cannot both be meant; a warning."""
    said: dict[tuple[str, str], list[_Place]] = {}
    for sentence in sentences:
        for words, place in _places(sentence):
            said.setdefault((words, sentence.figures[place.at].word.unit), []).append(place)
    for (words, _), places in said.items():
        claims = [claim for place in places if (claim := _claim(place))] if len(places) > 1 else []
        for i, claim in enumerate(claims):
            other = next((c for c in claims[:i] if _same(c, claim, len(words))), None)
            if other and (len(words) >= _LEAST_WORDS or len(claims) == 2) and _differ(other, claim):
                yield _finding(prose, other, claim)


def _places(sentence: Sentence) -> Iterator[tuple[str, _Place]]:
    """Yield what the clause of each figure says, in one order for every order of its words, with its place."""
    for i, figure in enumerate(sentence.figures):
        if figure.value_max is not None or figure.value < _LEAST_VALUE or figure.word.unit == "%":
            continue
        # in a headline white space parts as a stop does
        front, back = sentence.front(i).split(" ")[-1], ""
        level, words = _said(front)
        if len(words) < _FEWEST_WORDS and i + 1 == len(sentence.figures):
            back = sentence.back(i)
            words += _said(back)[1]
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            yield words, _Place(sentence, i, front, back, level)


def _claim(place: _Place) -> _Claim | None:
    """Return what is claimed at a place; None where it is not stated of the thing itself."""
    prose, figure = place.sentence.prose, place.sentence.figures[place.at]
    told = prose.text[place.sentence.start : figure.start]
    if NOT_MEANT.search(told) or NOT_STATED.search(place.front + place.back):
        return None
    passage = prose.passage(figure.start)
    whole = passage.kind in HEADS or "全" in told or "我" in told
    # “养鸡贷”: what has a name of its own is the same thing whoever speaks of it
    names = frozenset() if "”" in place.front else frozenset(NAMED.findall(_SOURCE.sub("", told)))
    start, end = figure.start - len(place.front), figure.end + len(place.back)
    period = frozenset(PERIOD.findall(told))
    return _Claim(figure, start, end, period, names, whole, place.level, passage.kind, passage.section)


def bare(clause: str) -> tuple[str, str]:
    """Return the letter of the level whose whole a clause is of (县 of 今年全县), and the letters of the rest, without words that say nothing of the thing."""
    told = _FILLER.sub("", clause).strip()
    home = _HOME.match(told)
    return home["level"] if home else "", "".join(_LETTERS.findall(told, home.end() if home else 0))


def _said(clause: str) -> tuple[str, str]:
    """Return the letter of the level whose whole a clause is of (县 of 今年全县), and the letters of the rest, in one order for every order of its words."""
    level, words = bare(clause)
    return level, "".join(sorted(words))


def _same(a: _Claim, b: _Claim, words: int) -> bool:
    """Tell whether two claims in the same words are of the same thing: a headline's and its text's, of the whole, or in one section."""
    if b.start < a.end or a.names != b.names or (a.level and b.level and a.level != b.level):
        return False
    headed = a.kind in HEADS and not _EARLIER.search("".join(b.period))
    near = a.section == b.section and words >= _LONG_WORDS
    return (headed or a.period == b.period) and (headed or (words >= _LEAST_WORDS and ((a.whole and b.whole) or near)))


def _differ(first: _Claim, second: _Claim) -> bool:
    return differ(first.figure, second.figure, _FURTHEST_OF_HEADLINE if first.kind in HEADS else _FURTHEST)


def _finding(prose: Prose, first: _Claim, second: _Claim) -> Finding:
    told = prose.text[second.start : second.end].strip().replace("{", "").replace("}", "")
    return disagree(prose, first.figure, second.figure, f"The text says {{a}} here and {{b}} there of the same in the same words: {told}.")
