"""Lines of one build, as the headings of a page are: 让年轻人回得来 / 让好产业长得住, 一张蓝图“空壳村”有了主心骨 / 一院一品“老房子”变身金饭碗."""

import re
from collections.abc import Sequence

_NO_MARKS = re.compile(r"[\w\s]+")
# characters that two lines have at the same places, of which one may be a mark
_SHARED = 2
# characters by which lines of one shape differ in length
_ALIKE = 2
# lines of which one is told from all others by its shape
_FEWEST = 4


def are_parallel(upper: str, lower: str) -> bool:
    """Tell whether two lines are as long as each other and have the same marks at the same places, and two of the same characters or marks there.

    Lines with stops are so only by the quotation marks in both: 绿色转身：“矿山县”变身“长寿乡” / 治理有方：“小食堂”温暖“大民生”.
    """
    stopped = any(mark in upper + lower for mark in "，。；、：！？")
    if len(upper) != len(lower) or (stopped and (min(upper.count("“"), lower.count("“")) < _SHARED or "。" in upper + lower)):
        return False
    return shape(upper) == shape(lower) and sum(a == b for a, b in zip(upper, lower, strict=True)) >= _SHARED


def are_of_one_shape(one: str, other: str) -> bool:
    """Tell whether two lines have the same halves and marks, each about as long as in the other; those with neither are as long as each other."""
    halves, others = one.split(" "), other.split(" ")
    apart = _ALIKE if len(halves) > 1 or marks(one) else 0
    alike = len(halves) == len(others) and all(abs(len(a) - len(b)) <= apart for a, b in zip(halves, others, strict=True))
    return alike and (len(halves) > 1 or marks(one) == marks(other))


def odd_one_out(lines: Sequence[str]) -> int | None:
    """Return which one of four lines and more has not the halves and marks that all others share; these have two halves or marks."""
    for odd in range(len(lines) if len(lines) >= _FEWEST else 0):
        first, *others = [line for i, line in enumerate(lines) if i != odd]
        apart = (" " in first or marks(first)) and not are_of_one_shape(first, lines[odd])
        if apart and all(are_of_one_shape(first, other) for other in others):
            return odd
    return None


def build(text: str) -> tuple[str, int]:
    """Return the marks of a line in their order, and its length."""
    return marks(text), len(text)


def marks(text: str) -> str:
    """Return the marks of a line in their order: no letters, figures or gaps."""
    return _NO_MARKS.sub("", text)


def shape(text: str) -> tuple[str, ...]:
    """Return the marks of a line at their places, nothing for each letter."""
    return tuple("" if char.isalnum() else char for char in text)
