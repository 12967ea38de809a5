"""Names that open a clause and are told by what stands behind: …。”王锦|说, 肖丽|今年35岁, 王建国|（县委书记）, 李红霞|，太康县文联主席."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.grammar.people.naming import Trust, is_nobody, is_plausible, labels, name_end, post_words, speech
from parsers.grammar.people.ordinary import is_doubtful

# what a sentence begins behind: nothing, a stop, the end of somebody's words; or what a name does (在隽水镇开早餐店的胡丽霞说)
_BEGINS = re.compile(
    r"(?:^|[。！？”，；]|[店厂村镇乡队园坊馆铺活工业果菜草莓羊牛鱼苗瓜茶田]的(?=[^\W\da-zA-Z_]{3}$))(?P<name>[^\W\da-zA-Z_]{2,4})$"
)


def _opening_name(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of a name that alone stands between the beginning of a clause and `end`."""
    match = _BEGINS.search(text, max(0, end - 6), end)
    if match and is_plausible(match["name"]) and not is_nobody(match["name"]):
        yield match.span("name")


def speaking(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names before a word of speech."""
    for match in speech().finditer(text):
        for start, end in _opening_name(text, match.start()):
            if name_end(text, start, Trust.BARE) == end:
                yield start, end


# 肖丽今年35岁， | 张建国，58岁， | 李梅，女， | 务工的马小军夫妇 | 赵春和丈夫 | 秦玉是石湾村村民，
_DESCRIBED = re.compile(
    r"夫妇|夫妻|(?<=[^\W\da-zA-Z_]{3})[抱提拎牵扛背挑捧端握骑攥]着|(?:，|今年|刚|已)?(?:今年|年近|年过)?\d{2}岁|，[男女]，|[和与](?:丈夫|妻子|爱人|老伴)"
    r"|，[^，。；！？“”、]{2,12}[村镇乡县市区旗屯寨]人[，。]"
    r"|(?:曾经?|原|也)?是(?=[^，。；！？“”、]{2,20}[村镇乡屯组](?:村民|居民|[种养][植殖]大?户|脱?贫困?户|[果菜茶药牧农渔]民?)[，。；])"
)
_DESCRIBES = re.compile(
    r"岁|[村镇乡县市区旗屯寨]人[，。]|[抱提拎牵扛背挑捧端握骑攥]着|，[男女]，|夫[妇妻]|丈夫|妻子|爱人|老伴|是[^，。；！？“”、]{3,22}[民户农][，。；]"
)


def described(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names behind which their bearers' age, family or standing is told."""
    for match in _DESCRIBED.finditer(text) if _DESCRIBES.search(text) else ():
        yield from _opening_name(text, match.start())


# 在园区企业上班的|杜彩霞|，每月工资3200元
_AT_WORK = re.compile(r"(?:上班|务工|打工|干活|做工|就业|工作|忙碌|劳作)的(?P<name>[^\W\da-zA-Z_]{3})(?=[，、])")


def at_work(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names of those who work somewhere, and of whom a sentence goes on to tell."""
    for match in _AT_WORK.finditer(text) if "的" in text else ():
        if is_plausible(match["name"]) and _opens(text, *match.span("name")):
            yield match.span("name")


# 在|孙德才|的带动下
_LEADS = re.compile(r"在(?P<name>[^\W\da-zA-Z_]{3})的(?:带动|带领|影响|帮助|指导|鼓励|感染|号召|引领|劝说|动员)下")


def leaders(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names of those under whose lead something is done."""
    for match in _LEADS.finditer(text) if "下" in text else ():
        if _opens(text, *match.span("name")):
            yield match.span("name")


@cache
def _told_what() -> re.Pattern[str]:
    """What somebody is or was honoured as, before the name: 作为村里的能人，| 身为共产党员的| …称号的|."""
    who = rf"[^，。；：！？“”]{{0,20}}?(?:{labels().pattern}|{post_words().pattern})"
    return re.compile(rf"(?:作为|身为){who}[，的](?=[^\W\da-zA-Z_]{{3}})|(?:称号|荣誉|美誉|之称)的(?=[^\W\da-zA-Z_]{{3}})")


def told_what(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names behind what their bearers are said to be."""
    for match in _told_what().finditer(text) if any(word in text for word in _TELLING) else ():
        end = match.end() + 3
        if _opens(text, match.end(), end):
            yield match.end(), end


_TELLING = ("作为", "身为", "号的", "誉的", "称的")


# 会议由|张国强|同志主持。|李明|同志参加
_COMRADE = re.compile(r"(?:^|[，。；：、由])(?P<name>[^\W\da-zA-Z_]{2,4})同志(?!们)")


def comrades(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names before 同志 that open a clause or stand behind 由."""
    for match in _COMRADE.finditer(text) if "同志" in text else ():
        if _opens(text, *match.span("name")):
            yield match.span("name")


_STOP = re.compile(r"[，。；）]")
_BEFORE_BRACKET = re.compile(r"(?:^|[，。；：、\s])(?P<name>[^\W\da-zA-Z_]{2,4})$")


@cache
def _posted() -> re.Pattern[str]:
    """A post in brackets, or a name that opens its sentence with a post behind its comma: 王建国|（县委书记） | 李红霞|，太康县文联主席，."""
    words = rf"[^，。；：！？（）“”的]{{0,24}}?(?:{post_words().pattern})"
    return re.compile(rf"（(?={words}）)|(?:^|[。；])(?P<name>[^\W\da-zA-Z_]{{3,4}})，(?={words}[，。；])")


def with_post(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the offsets (code points) of names that open a clause with a post behind them, and where the post ends."""
    for match in _posted().finditer(text):
        named = match if match["name"] else _BEFORE_BRACKET.search(text, max(0, match.start() - 5), match.start())
        stop = _STOP.search(text, match.end())
        if named and _opens(text, *named.span("name")):
            yield *named.span("name"), stop.start() if stop else len(text)


def _opens(text: str, start: int, end: int) -> bool:
    return is_plausible(text[start:end]) and not is_doubtful(text[start]) and name_end(text, start, Trust.BARE) == end
