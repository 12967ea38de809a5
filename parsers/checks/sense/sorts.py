"""Words that name parts of one whole by their sort: of each set a thing can have only one (线上, 线下; 新开工, 续建)."""

import re
from collections.abc import Sequence

from seeds import vocabulary

# words that leave each other out
_ONE_OF = [re.compile(words) for words in vocabulary("sorts")["one_of"]["sets"]]
# 农业类项目, 工业类项目
_SORTED = re.compile(r"(?P<sort>[^\W\da-zA-Z_]{2,10})类(?:项目|企业|工程|产品|事项|问题|案件|隐患)$")
_THREE = 3


def exclusive(labels: Sequence[str]) -> bool:
    """Tell whether each label has another word of a set of which a thing can have only one (线上, 线下), or is of another sort (农业类项目)."""
    if len({m["sort"] for label in labels if (m := _SORTED.search(label))}) == len(labels) >= _THREE:
        return True
    for pattern in _ONE_OF:
        words = [pattern.search(label) for label in labels]
        if all(words) and len({m[0] for m in words if m}) == len(labels):
            return True
    return False
