"""Closed lists as patterns: many words in one, grouped by what they begin with, so that a search passes over most text at once."""

import re
from collections.abc import Iterable, Iterator

_Tree = dict[str, "_Tree"]


def alternation(*words: str) -> str:
    """Return a pattern for any of `words`, the longest that fits; groups are never captured."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return f"(?:{_pattern(tree)})"


def _pattern(tree: _Tree) -> str:
    branches = [re.escape(char) + _tail(rest) for char, rest in sorted(tree.items()) if char]
    return "|".join(branches)


def _tail(tree: _Tree) -> str:
    if tree.keys() == {""}:
        return ""
    inner = _pattern(tree)
    return f"(?:{inner})?" if "" in tree else (f"(?:{inner})" if len(tree) > 1 else inner)


def compiled(words: Iterable[str]) -> re.Pattern[str]:
    """Return the compiled alternation of `words`."""
    return re.compile(alternation(*words))


def _set(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"


class Words:
    """A closed list that is looked for in running text: by two characters in a row, so that most of the text is passed over at once.

    Some word must have two characters or more. An `alternation` is for use inside other patterns; this is faster where there is no other.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Sort the words by what they begin with, the longest first."""
        ordered = sorted(set(words), key=len, reverse=True)
        self._singles = {word for word in ordered if len(word) == 1}
        self._longer: dict[str, list[str]] = {}
        for word in ordered:
            if word not in self._singles:
                self._longer.setdefault(word[:2], []).append(word)
        self._begins = self._beginnings()

    def _beginnings(self) -> re.Pattern[str]:
        """Return the pattern of the characters that begin a word: before one that can come second, or by themselves."""
        first, second = (_set(pair[i] for pair in self._longer) for i in (0, 1))
        return re.compile(f"{first}(?={second})" + (f"|{_set(self._singles)}" if self._singles else ""))

    def at(self, text: str, start: int) -> str | None:
        """Return the longest word that begins at `start` of `text`."""
        for word in self._longer.get(text[start : start + 2], ()):
            if text.startswith(word, start):
                return word
        return text[start] if text[start : start + 1] in self._singles else None

    def places(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield each word in `text` with where it begins, in order, the longest that fits; none overlaps another."""
        done = 0
        for match in self._begins.finditer(text):
            start = match.start()
            if start >= done and (word := self.at(text, start)):
                done = start + len(word)
                yield start, word
