"""How a text calls people after it has named them: 王书记 for 驻村第一书记王正宏, 黄总 for 总经理黄丽, 努尔兰 for 努尔兰·托合塔尔."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from parsers.grammar.people.names import surname
from parsers.grammar.scanning import standing

# the word of a post that stands behind a surname, not where it begins another one (局长期, 主任务, 经理念)
_TITLE = re.compile(
    r"(?:书记|支书|主任|经理|主席|教授|总监|院士|老师|董事长|理事长|秘书长|检察长|[省市州县区旗镇乡村局厅处科部校院站所会社厂场园队馆]长)$"
)
RUNS_ON = re.compile(
    r"(?<=长)[期年久远短处大足江城征效势]|(?<=任)[务何意]|(?<=理)[念由想解论]|(?<=记)[者录]|(?<=席)[卷位]|(?<=总)[书经监理体部量]|[·•]"
)
# leaders of firms are called by one letter
_FIRM = re.compile(r"(?:经理|董事长|总裁|老板)$")
# 大王镇长…, 副书记: a letter that makes the surname part of another word
_NOT_BEFORE = frozenset("大小古新东西南北前后上下各正副")


# 努尔兰 for 努尔兰·托合塔尔; one of two letters is too short to be sure of
_LEAST = 3


def first_parts(names: Iterable[str]) -> dict[str, str]:
    """Return what people with dotted names are called by the first part of it → their names; nothing that could be two of them."""
    found = [(name.split("·")[0], name) for name in sorted(set(names)) if "·" in name]
    times = Counter(first for first, _ in found)
    return {first: name for first, name in found if len(first) >= _LEAST and times[first] == 1}


def callings(people: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what people (name → posts) are called by surname and title → their names; nothing that could be two of them."""
    found = [(called, name) for name, posts in people.items() for called in sorted(set(_called(name, posts)))]
    times = Counter(called for called, _ in found)
    return {called: name for called, name in found if times[called] == 1 and called not in people}


def _called(name: str, posts: Sequence[str]) -> Iterator[str]:
    family = surname(name)
    for post in posts if family else ():
        if title := _TITLE.search(post):
            yield f"{family}{title[0]}"
        if _FIRM.search(post):
            yield f"{family}总"


def called(words: Iterable[str], text: str) -> list[tuple[int, str]]:
    """Return where such callings stand for themselves in `text`, in order; of one place the longest first."""
    return [
        (start, word)
        for start, word in standing(words, text)
        if text[start - 1 : start] not in _NOT_BEFORE and not RUNS_ON.match(text, start + len(word))
    ]
