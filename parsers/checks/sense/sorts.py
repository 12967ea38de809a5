"""Words that name parts of one whole by their sort: of each set a thing can have only one (线上, 线下; 新开工, 续建)."""

import re
from collections.abc import Sequence

from seeds import vocabulary

# words that leave each other out
_ONE_OF = [re.compile(words) for words in vocabulary("sorts")["one_of"]["sets"]]
# 农业类项目, 工业类项目
_SORTED = re.compile(r"(?P<sort>[^\W\da-zA-Z_]{2,10})类(?:项目|企业|工程|产品|事项|问题|案件|隐患)$")
# 10万元以下的, 10万至50万元的, 50万元以上的: bands that meet, not 20万元以上的 of 10万元以上的
_BAND = re.compile(r"(?:\d|(?<![\d.])[百千万亿])[^，。；\d]{0,6}以?(?P<side>[上下])的?|\d[^，。；\d]{0,4}(?P<between>[至到—~\-－])\d")
# 10万元至30万元的96个，30万元以上的: two that meet at one number
_NUMBER = re.compile(r"\d+(?:\.\d+)?|(?<![\d.])[百千万]")
_TWO, _THREE = 2, 3
# 市级以上31家、省级以上9家: the one holds the other
_NESTED = re.compile(r"[国部省市县]家?级及?以上")
# words of which a thing has only one, while there are others that are not told
_SOME_OF = [re.compile(words) for words in vocabulary("sorts")["some_of"]["sets"]]
# 河口镇42处、青山镇38处
_PLACE = re.compile(r"(?:在|位于)?[^\W\da-zA-Z_]{1,4}(?:镇|乡|街道|村|社区)")
# what can well be of two of them: a household, a firm, a village
MANIFOLD = frozenset("个家户人名口位所")


def _are_two_bands(labels: Sequence[str]) -> bool:
    """Tell whether two labels meet: one ends at the number where the other begins."""
    found = [m for label in labels if (m := _BAND.search(label))]
    numbers = [_NUMBER.findall(label) for label in labels]
    sides = [m["side"] or "between" for m in found]
    meeting = len(found) == len(labels) == _TWO and "上" in sides and len(set(sides)) == _TWO
    return meeting and numbers[sides.index("上")][:1] == numbers[1 - sides.index("上")][-1:]


def _are_bands(labels: Sequence[str]) -> bool:
    found = [_BAND.search(label) for label in labels]
    sides = [m["side"] or "between" for m in found if m]
    return len(sides) == len(labels) >= _THREE and sides.count("上") <= 1 and sides.count("下") <= 1 and "between" in sides


def nested(labels: Sequence[str]) -> bool:
    """Tell whether some of the labels hold others by their words: 市级以上, 省级以上; 10万元以上, 50万元以上."""
    return any(_NESTED.search(label) for label in labels) or sum("以上" in label for label in labels) > 1


def exclusive(labels: Sequence[str]) -> bool:
    """Tell whether each label has another word of a set of which a thing can have only one (线上, 线下), or is of another sort (农业类项目)."""
    if nested(labels):
        return False
    if len({m["sort"] for label in labels if (m := _SORTED.search(label))}) == len(labels) >= _THREE:
        return True
    if _are_bands(labels) or _are_two_bands(labels):
        return True
    for pattern in _ONE_OF:
        words = [pattern.search(label) for label in labels]
        if all(words) and len({m[0] for m in words if m}) == len(labels):
            return True
    return False


def are_places(labels: Sequence[str]) -> bool:
    """Tell whether the labels are names of townships or villages, each another."""
    return len(set(labels)) == len(labels) and all(_PLACE.fullmatch(label) for label in labels)


def distinct(labels: Sequence[str], unit: str) -> bool:
    """Tell whether the labels name kinds or places that nothing counted in this unit is two of (水稻插秧机2100台、油菜插秧机1500台), though there may be others."""
    if len(set(labels)) < len(labels):
        return False
    if are_places(labels):
        return True
    found = [[m for label in labels if (m := pattern.match(label))] for pattern in _SOME_OF]
    return unit not in MANIFOLD and any(len({m[0] for m in row}) == len(labels) for row in found)
