"""Lines of one build, as the headings of a page are: 让年轻人回得来 / 让好产业长得住, 一张蓝图“空壳村”有了主心骨 / 一院一品“老房子”变身金饭碗."""

import re

_LETTERS = re.compile(r"\w+")
# characters that two lines have at the same places, of which one may be a mark
_SHARED = 2


def are_parallel(upper: str, lower: str) -> bool:
    """Tell whether two lines without stops are as long as each other and have the same marks, or two of the same characters, at the same places."""
    if len(upper) != len(lower) or any(mark in upper + lower for mark in "，。；、：！？"):
        return False
    return [_mark(c) for c in upper] == [_mark(c) for c in lower] and sum(a == b for a, b in zip(upper, lower, strict=True)) >= _SHARED


def build(text: str) -> tuple[str, int]:
    """Return the marks of a line in their order, and its length."""
    return _LETTERS.sub("", text), len(text)


def _mark(char: str) -> str:
    return "" if char.isalnum() else char
