"""Names in a list that what stands behind it tells to be people: 张学军、靳立众等…党支部书记, 周玉兰、李桂花等6户, 石元春、辛德惠等专家."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.grammar.people.givens import could_be_given
from parsers.grammar.people.names import is_name
from parsers.grammar.people.naming import is_plausible, labels, post_words
from parsers.grammar.people.posts import Held, held, standing_as
from parsers.grammar.people.unlabelled import name_before

# 张学军、靳立众等“李连成式”党支部书记 | 张三、李四等3人 | 张三、李四等同志 | 以张三、李四为代表的: from the first 、 on
_LIST = re.compile(
    r"(?P<others>(?:、[^\W\da-zA-Z_]{2,3}?)+)(?:等(?P<rest>[^，。；、]{0,16})|(?P<who>[两三四五六七八九\d](?:人|兄弟|姐妹|姊妹|户)|(?:[两三四五]位)?同志|为(?:代表|首)))"
)
_WHO = re.compile(r"\d*(?:名|位)|\d户|人(?:[，。]|$)|同志|^(?:先进)?典型|^(?:革命)?(?:先|英|烈)[烈士]")
# places and wares stand in lists too: 连云港、景德镇等城市的居民, 罗汉果、柴胡等种植户
_OF_OTHERS = re.compile(
    r"[省市县区城国地景处]|公司|企业(?!家)|单位|部门|学校|医院|种植|养殖|(?<!村)村(?!干|民)|产品|流域|品种|水果|蔬菜|作物|药材|特产"
)
_GROWERS = re.compile(r".*(?:农|[植殖养业大]户|商|游客|旅客|顾客|食客|用户|住户|代表人|法人)")


def listed(text: str) -> Iterator[tuple[int, int, Held | None]]:
    """Yield the offsets (code points) of the names of such lists, and the post or standing told behind all of them."""
    for match in _LIST.finditer(text) if "、" in text else ():
        names = _split(text, match)
        if not names:
            continue
        post = post_words().search(match["rest"] or "")
        label = _label(match, names)
        if not (match["who"] or post or label or _WHO.search(match["rest"])):
            continue
        posts = held(text, match.start("rest") + post.end()) if post else standing_as(text, *label) if label else None
        yield from ((start, end, Held(posts.posts, None, start) if posts else None) for start, end in names)


def _label(match: re.Match[str], names: list[tuple[int, int]]) -> tuple[int, str] | None:
    """Return the word right behind a list, but for what counts or describes, that says what all of them are; names of two characters alone are too little."""
    rest = match["rest"]
    found = _described().match(rest) if rest and any(end - start > _SHORT for start, end in names) else None
    if not found or _OF_OTHERS.search(found["before"]) or _GROWERS.fullmatch(found["label"]):
        return None
    return match.start("rest") + found.start("label"), found["label"]


_SHORT = 2


@cache
def _described() -> re.Pattern[str]:
    """What they are behind what describes them: 一批农大|教师, 老一辈|科学家, 县领导."""
    return re.compile(rf"(?P<before>[^的]{{0,8}}?)(?P<label>{labels().pattern})(?![地型化产])")


def _split(text: str, match: re.Match[str]) -> list[tuple[int, int]]:
    """Return the offsets of the names of a list; the first may stand behind other words (培养出张学军、…). Empty where one is no name."""
    first = name_before(text, match.start())
    if not first:
        return []
    places, at = [first], match.start() + 1
    for name in (others := match["others"][1:].split("、")):
        if not (is_plausible(name) or (len(others) > 2 and is_name(name) and could_be_given(name[1:], known=False))):
            return []
        places.append((at, at + len(name)))
        at += len(name) + 1
    return places
