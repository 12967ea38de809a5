"""Figures that a text comes back to: 检查食堂136家…此次检查的163家食堂; 计划改厕3800户…为年度计划3600户的80.6%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.statements import Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 参会的16家企业 | 此次检查的163家学校食堂
_ALL_OF = re.compile(r"(?:(?:此次|本次|这次)(?P<deed>[^\W\da-zA-Z_]{2})|(?P<took>参会|参赛|参训|参展|参演|参评|参加[^\W\da-zA-Z_]{2}))的$")
_NOUN = re.compile(r"^(?:[^\W\da-zA-Z_，。]{0,6}?)(?P<noun>[^\W\da-zA-Z_的]{2})(?=[，。；、负代的将均都]|$)")
_TAKING = re.compile(r"组织|组成|邀请|吸引|汇聚|集中|共有|来自|参[会赛训展演评加]")
_PLAN = re.compile(r"(?:为|占|完成了?)(?:年度|全年|今年|当年)?(?:计划|任务|目标)(?:任务)?$")
_PLANNED = re.compile(r"计划|任务|目标")
_CHANGED = re.compile(r"调整|追加|调增|调减|其中|新增|剩余|余下|分[两三]|[另又]")
_FURTHEST = Decimal("1.8")


def referred(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the figures by which a text comes back to what it has counted, and which are others; warnings."""
    if not any(word in prose.text for word in ("次", "参", "计划", "任务", "目标")):
        return
    for at, sentence in enumerate(sentences):
        for i, figure in enumerate(sentence.figures):
            front, back = sentence.front(i), sentence.back(i)
            if front.endswith("的") and (named := _ALL_OF.search(front)):
                noun = _NOUN.match(back)
                told = [*_told(sentences[: at + 1], figure, named, {back[:2], noun["noun"] if noun else back[:2]})]
            elif back.startswith("的") and _PLAN.search(front):
                told = [q for q, words, _ in _before(sentences[: at + 1], figure) if _PLANNED.search(words)]
            else:
                continue
            if len({q.value for q in told}) == 1 and differ(told[0], figure, _FURTHEST):
                yield from _checked(prose, told[0], figure)


def _before(sentences: Sequence[Sentence], figure: Quantity) -> Iterator[tuple[Quantity, str, str]]:
    """Yield the figures of the same unit that stand before one, with the words before and behind each."""
    for s in sentences:
        for j, q in enumerate(s.figures):
            if q.end <= figure.start and q.word.unit == figure.word.unit:
                yield q, s.front(j), s.back(j)


def _told(sentences: Sequence[Sentence], figure: Quantity, named: re.Match[str], nouns: set[str]) -> Iterator[Quantity]:
    """Yield the figures that count what one comes back to: its deed or the taking part stands before, its noun beside."""
    deed = re.compile(re.escape(named["deed"])) if named["deed"] else _TAKING
    for q, front, back in _before(sentences, figure):
        if any(noun in back or front.endswith(noun) for noun in nouns):
            if not deed.search(front + back):
                return
            yield q


def _checked(prose: Prose, first: Quantity, second: Quantity) -> Iterator[Finding]:
    if _CHANGED.search(prose.text, first.end, second.start):
        return
    yield disagree(prose, first, second, "The text comes back to what it has counted as {a} with {b}.")
