"""Kinds listed in another sentence than their whole: 共发现问题386个, and later 路域环境问题142个、河道环境问题97个、…, which are more."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from parsers.checks.sense.statements import Prose, Sentence, disagreement, in_unit_of, written
from parsers.checks.sense.tolerance import interval, total_of
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 共发现问题 | 共排查出各类隐患
_WHOLE = re.compile(r"共(?:计|发现|排查|查出|梳理|收集|受理|反馈)[^\W\da-zA-Z_]{0,6}?(?P<noun>问题|隐患|线索|诉求|矛盾纠纷|意见建议)$")
# 路域环境问题: a kind; not what was done about it
_DONE = re.compile(r"已|整改|完成|解决|化解|办结|剩余|其中|新增")
_FEWEST = 3
# a list that exceeds its whole by more is of something else
_NEAR = Decimal("0.25")


def listed(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the lists of kinds whose sum exceeds the only whole that the document gives; a warning, since one thing may be of two kinds."""
    wholes: dict[str, list[Quantity]] = {}
    for sentence in sentences:
        for i, figure in enumerate(sentence.figures):
            if said := _WHOLE.search(sentence.front(i)):
                wholes.setdefault(said["noun"], []).append(figure)
    for noun, found in wholes.items():
        for sentence in sentences if len(found) == 1 else ():
            yield from _compared(prose, found[0], _kinds(sentence, noun, found[0]))


def _kinds(sentence: Sentence, noun: str, whole: Quantity) -> list[tuple[int, Quantity]]:
    """Return where each kind of a noun begins and its figure, where a sentence behind the whole lists them."""
    rows = [(q.start - len(sentence.front(i)), q, sentence.front(i)) for i, q in enumerate(sentence.figures) if q.start > whole.end]
    kinds = [(start, q) for start, q, words in rows if _is_kind(words, noun) and q.word.unit == whole.word.unit]
    text = sentence.prose.text
    in_row = all(text[a.end : start] in ("、", "和", "以及") for (_, a), (start, _) in pairwise(kinds))
    return kinds if len(kinds) >= _FEWEST and in_row else []


def _is_kind(words: str, noun: str) -> bool:
    return words.endswith(noun) and len(words) > len(noun) and not _DONE.search(words)


def _compared(prose: Prose, whole: Quantity, kinds: Sequence[tuple[int, Quantity]]) -> Iterator[Finding]:
    value = sum((q.value for _, q in kinds), Decimal(0))
    if not kinds or total_of([q for _, q in kinds]).low <= interval(whole).high or value > whole.value * (1 + _NEAR):
        return
    listing, said, total = " + ".join(written(prose, q) for _, q in kinds), written(prose, whole), in_unit_of(whole, value)
    spans = (*prose.spans(whole.start, whole.end), *prose.spans(kinds[0][0], kinds[-1][1].end))
    yield disagreement(spans, f"{listing} add up to {total}, but the text says {said} of all kinds together.", total, said, "warning")
