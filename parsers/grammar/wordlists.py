"""Closed lists as patterns: many words in one, grouped by what they begin with, so that a search passes over most text at once."""

import re
from collections.abc import Iterable

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
