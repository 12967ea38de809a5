"""Looking through text: for words that one document has, for letters in order, and for patterns that `finditer` would try at every character."""

import re
from collections.abc import Iterable, Iterator


def tried(pattern: re.Pattern[str], text: str, begins: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` does; `begins` takes one character, wherever the other pattern can begin."""
    done = 0
    for place in begins.finditer(text):
        start = place.start()
        if start >= done and (match := pattern.match(text, start)):
            done = match.end()
            yield match


def standing(words: Iterable[str], text: str) -> list[tuple[int, str]]:
    """Return where words stand in `text`, overlapping ones too, in order and of one place the longest first.

    For the few words that only one document has: to compile a pattern of them costs more than to look for each.
    """
    found: list[tuple[int, int, str]] = []
    for word in words:
        start = text.find(word)
        while start >= 0:
            found.append((start, -len(word), word))
            start = text.find(word, start + 1)
    return [(start, word) for start, _, word in sorted(found)]


def apart(found: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield of words and where they stand, in order, those that do not overlap one before."""
    done = 0
    for start, word in found:
        if start >= done:
            done = start + len(word)
            yield start, word


def in_order(short: str, long: str) -> bool:
    """Tell whether the characters of `short` all stand in `long` in their order: 十四五规划 in 国民经济…规划."""
    rest = iter(long)
    return all(char in rest for char in short)
