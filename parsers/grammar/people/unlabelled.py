"""People named with no post or label in front: 李玉|院士, 赵永年|烈士, 洛须镇|扎西多吉, 木龙村的|赵有富、…等6名, 王翠刚|（右二）."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.grammar.people.naming import Trust, is_plausible, name_end, post_words
from parsers.grammar.people.posts import held
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

# what they are called who have it, not what is named after them (将军山, 烈士陵园, 院士工作站)
_TITLES = re.compile(r"(?P<post>院士|将军)(?![工专之县路村镇山岭湖杯广故纪墓庙庄乡])|烈士(?![陵墓纪故家亲后遗路公村证祭])")
# 与张敏|院士, 300余名|烈士: what stands before a name, and what counts people
_NOT_FIRST = frozenset("都和从于应时成全通经能向相由有常来后但便国学大师院任")
_COUNTS = frozenset("名位批个")
# 木龙村的|赵有富、…等6名
_CHAINED = re.compile(
    r"(?<=[^\W\da-zA-Z_][村区寨屯]的)(?P<name>[^\W\da-zA-Z_]{3})(?=(?:、[^。；！？\n]{2,40})?等 ?[\d一二三四五六七八九十两]+[余多]?[名位人])"
)


# 王翠刚|（右二）
_PLACE_IN_PICTURE = re.compile(r"[（(](?:前排|后排)?[左右前后中](?:排)?[一二三四五六七八九\d]?[）)]")


def unlabelled(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the offsets (code points) of such names, and the title behind them where it is a post."""
    yield from _titled(text)
    yield from ((*match.span(), None) for match in _sounded().finditer(text))
    yield from ((*match.span("name"), None) for match in _CHAINED.finditer(text) if is_plausible(match["name"]))
    for match in _AT_HOME.finditer(text):
        if is_plausible(match["name"]) and text[match.start("name") - 1 : match.start("name")] in _BEFORE_HOME:
            yield *match.span("name"), None
    yield from _serving(text)
    for match in _PLACE_IN_PICTURE.finditer(text):
        if place := name_before(text, match.start()):
            yield *place, None


def name_before(text: str, end: int) -> tuple[int, int] | None:
    """Return the longest plausible name that ends at `end`."""
    return next(((end - n, end) for n in (3, 2) if end >= n and is_plausible(text[end - n : end])), None)


# 省农业大学|欧阳志宏|教授, 项目组成员|宁发金|副研究员, 和|鲁茸拉木|老师
_SCHOLAR = re.compile(
    r"(?:(?<=大学|学院|研究|科院|农院|成员|专家)(?:院|所)?|(?<=[、，：和]))(?P<name>[^\W\da-zA-Z_]{2,4}?)"
    r"(?:(?P<post>副?教授|副?研究员)|(?<=[^\W\da-zA-Z_]{3})老师)(?![级授给团工专们])"
)
_SCHOLARS = ("教授", "研究员", "老师")

# 罗格窝村|陈元平|家后面, ，|孙秀兰|家的院子: whose house it is, not 成为国|家的
_AT_HOME = re.compile(
    r"家(?<=(?P<name>[^\W\da-zA-Z_]{2}[^\W\da-zA-Z_国大专人全各自当个商])家)"
    r"(?=(?:里|中|门[口前]|[前后]|院|原|住|屋|享|收入|今年|盖|流转|养殖|种植|的(?:院|房|地|田|果|菜|大棚|收入|猪|牛|羊|鸡|门|炕|土|老)))"
)
_BEFORE_HOME = ("村", "组", "寨", "屯", "。", "，", "；", "“", "")


def _titled(text: str) -> Iterator[tuple[int, int, str | None]]:
    for match in _TITLES.finditer(text) if "院士" in text or "将军" in text or "烈士" in text else ():
        end = match.start()
        start = next((end - n for n in (3, 2) if end >= n and _is_named(text[end - n : end])), end)
        if start < end:
            yield start, end, match["post"]
    for match in _SCHOLAR.finditer(text) if any(title in text for title in _SCHOLARS) else ():
        if is_plausible(match["name"]):
            yield *match.span("name"), match["post"]


@cache
def _serves() -> re.Pattern[str]:
    """What somebody serves as, before the name: 担任嘎查党支部书记的|浩特勒巴雅尔."""
    return re.compile(rf"(?:担任|身为|作为)[^，。；：！？“”的]{{0,20}}?(?:{post_words().pattern})的")


def _serving(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _serves().finditer(text) if "担任" in text or "身为" in text or "作为" in text else ():
        end = name_end(text, match.end(), Trust.LABEL)
        if end and is_plausible(text[match.end() : end]):
            yield match.end(), end, held(text, match.end() - 1).posts[-1]


def _is_named(word: str) -> bool:
    return is_plausible(word) and word[1] not in _COUNTS and not (len(word) > 2 and word[0] in _NOT_FIRST)


@cache
def _sounded() -> re.Pattern[str]:
    """Two pieces or more that names without a surname are made of, between a place or a stop and a stop: 洛须镇|扎西多吉|、."""
    return re.compile(rf"(?<=[镇乡村县旗、，：的]){alternation(*vocabulary('given_names')['pieces'])}{{2,3}}(?=[、，。；和与被等])")
