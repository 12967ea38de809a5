"""What the next words come back to with 这: 选派第一书记86名。这68名第一书记."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.statements import Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ
from parsers.document import Finding

_WINDOW = 2
_NOUN = re.compile(r"[^\W\da-zA-Z_]{2}")
# 这3天, 这两年: time goes on; 这6个: which is left to the reader
_TIMED = frozenset({"time", "share", "rank", "money"})
_PART = re.compile(r"其中|新增|另|余|[又再]")
# two that are further apart are hardly meant to be the same
_FURTHEST = Decimal("1.8")


def these(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the counts that a text comes back to with 这 and another number, right behind; warnings."""
    if "这" not in prose.text:
        return
    for at, sentence in enumerate(sentences):
        for i, figure in enumerate(sentence.figures):
            noun = _NOUN.match(sentence.back(i)) if sentence.front(i).endswith("这") and figure.word.dimension not in _TIMED else None
            near = [(s, j) for s in sentences[max(0, at - _WINDOW) : at] for j in range(len(s.figures))] if noun else []
            alike = [(s, j) for s, j in near if s.figures[j].word.unit == figure.word.unit and noun and noun[0] in s.front(j) + s.back(j)]
            told = [s.figures[j] for s, j in alike if not _PART.search(s.front(j))]
            if len(alike) == len(told) == 1 and differ(told[0], figure, _FURTHEST):
                yield disagree(prose, told[0], figure, "The text says {a}, and comes back to them as {b}.")
