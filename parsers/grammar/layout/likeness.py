"""How much a heading and a text speak of the same things, by their wording and by what they are about."""

import re
from collections.abc import Sequence
from functools import cache
from math import log

from parsers.grammar.wordlists import alternation
from seeds import vocabulary

# characters of all bodies together that are added to each one before rates are taken
_SMOOTHING = 300
# what one cue of a theme weighs (a character weighs one, a pair two), and how many of a heading count
_THEME, _MOST_CUES = 2, 2


def likeness(heading: str, bodies: Sequence[str]) -> list[float]:
    """Return for each body the log-odds that the heading's characters, pairs of characters and themes were drawn from it.

    Query likelihood with Dirichlet smoothing against all bodies together, so that a short body is not blamed for what it lacks
    nor praised for one chance hit.
    """
    whole = "".join(bodies)
    totals = [0.0] * len(bodies)

    def add(weight: int, whole_count: int, counts: list[int]) -> None:
        prior = whole_count / max(1, len(whole))
        odds = [log((n / prior + _SMOOTHING) / (len(b) + _SMOOTHING)) for n, b in zip(counts, bodies, strict=True)] if prior else []
        totals[:] = [total + weight * o for total, o in zip(totals, odds, strict=True)] if odds else totals

    for gram in _grams(heading):
        add(len(gram), whole.count(gram), [body.count(gram) for body in bodies])
    for theme in _themes():
        if cues := min(len(theme.findall(heading)), _MOST_CUES):
            told = [len(theme.findall(body)) for body in bodies]
            add(cues * _THEME, sum(told), told)
    return totals


def _grams(text: str) -> set[str]:
    words = re.findall(r"[^\W\da-zA-Z_]+", text)
    return {w[i : i + n] for w in words for n in (1, 2) for i in range(len(w) - n + 1)}


@cache
def _themes() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(alternation(*words.split())) for words in vocabulary("themes")["themes"].values())
