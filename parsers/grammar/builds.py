"""Lines of one build, as the headings of a page are: 让年轻人回得来 / 让好产业长得住, 一张蓝图“空壳村”有了主心骨 / 一院一品“老房子”变身金饭碗."""

import re

# characters that two lines have at the same places, of which one may be a mark
_SHARED = 2


def are_parallel(upper: str, lower: str) -> bool:
    """Tell whether two lines without stops are as long as each other and have the same marks, or two of the same characters, at the same places."""
    if len(upper) != len(lower) or any(mark in upper + lower for mark in "，。；、：！？"):
        return False
    return [_mark(c) for c in upper] == [_mark(c) for c in lower] and sum(a == b for a, b in zip(upper, lower, strict=True)) >= _SHARED


def is_of_one_build(upper: str, lower: str) -> bool:
    """Tell whether two lines are as long as each other and have the same marks in the same order."""
    return len(upper) == len(lower) and re.sub(r"\w", "", upper) == re.sub(r"\w", "", lower)


def _mark(char: str) -> str:
    return "" if char.isalnum() else char
