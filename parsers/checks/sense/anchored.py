"""What two statements tell right behind one and the same figure, in the same words: 民生实事18件，总投资6.3亿元, and later 18件民生实事总投资6.8亿元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.restated import earlier
from parsers.checks.sense.retold import NAMED, OTHER, PERIOD, letters, pairs
from parsers.checks.sense.statements import NO_COUNTS, Prose, Sentence, disagree
from parsers.checks.sense.tolerance import differ
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 种植面积|32万亩|，年产量|45万吨: one clause further at most
_NEXT = re.compile(r"[^，。；：\d]{0,10}，?(?P<what>[^，。；：\d]{2,10})$")
_FURTHEST, _NOUN, _AROUND = Decimal("1.6"), 2, 8
_SMALL = 10


class _Claim(NamedTuple):
    """A figure with what it is of, the pairs of letters around the figure that it stands behind, and its words of time and names."""

    figure: Quantity
    what: str
    around: set[str]
    period: frozenset[str]
    names: frozenset[str]
    sentence: Sentence


def anchored(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield what is told of one figure in two sentences, in the same words and otherwise; warnings."""
    found: dict[tuple[Decimal, str, str], list[tuple[Sentence, int]]] = {}
    for sentence in sentences:
        for i in range(1, len(sentence.figures)):
            anchor, told = sentence.figures[i - 1 : i + 1]
            counts = anchor.word.dimension not in NO_COUNTS and told.word.dimension not in NO_COUNTS
            if counts and anchor.value >= _SMALL and anchor.value_max is None and told.value_max is None:
                found.setdefault((anchor.value, anchor.word.unit, told.word.unit), []).append((sentence, i))
    for places in found.values():
        claims = [claim for s, i in places if (claim := _claim(s, i))] if len(places) > 1 else []
        for n, claim in enumerate(claims):
            if first := next((c for c in claims[:n] if _is_same(c, claim)), None):
                yield disagree(prose, first.figure, claim.figure, "The text says {a} here and {b} there, both of the same figure.")


def _claim(sentence: Sentence, i: int) -> _Claim | None:
    """Return what is said right behind the figure before figure `i`; None where it is planned, compared or of a part."""
    anchor, told = sentence.figures[i - 1 : i + 1]
    text, behind = sentence.prose.text, _NEXT.fullmatch(sentence.gap(i))
    before = text[max(sentence.start, anchor.start - _AROUND) : anchor.start]
    if not behind or OTHER.search(sentence.gap(i)) or OTHER.search(sentence.front(i - 1)):
        return None
    near = letters(before) + "|" + letters(text[anchor.end : told.start])
    return _Claim(
        told,
        letters(behind["what"])[-4:],
        pairs(near),
        frozenset(PERIOD.findall(text[sentence.start : told.start])) or earlier(sentence),
        frozenset(NAMED.findall(text[sentence.start : anchor.start])),
        sentence,
    )


def _is_same(a: _Claim, b: _Claim) -> bool:
    """Tell whether two statements behind one figure are of the same, of no other time and of nobody else, and cannot both be meant."""
    apart = a.sentence is not b.sentence and differ(a.figure, b.figure, _FURTHEST)
    named = min(len(a.what), len(b.what)) >= _NOUN and (a.what.endswith(b.what) or b.what.endswith(a.what))
    own = (not a.period or not b.period or bool(a.period & b.period)) and (not a.names or not b.names or a.names == b.names)
    return apart and named and own and bool(a.around & b.around)
