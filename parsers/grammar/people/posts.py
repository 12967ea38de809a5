"""Posts and whose they are, read leftwards from a name: 经开区党工委副书记|王翠刚 → 党工委副书记 of 经开区; 县委副书记、县长|… → both."""

import re
from dataclasses import dataclass
from functools import cache

from parsers.grammar.people.naming import post_words
from parsers.grammar.people.offices import office_before
from parsers.grammar.wordlists import alternation
from seeds import vocabulary


@dataclass(frozen=True)
class Held:
    """Posts in the order written, the organisation or null, and where the phrase begins in the wording."""

    posts: tuple[str, ...]
    organisation: str | None
    start: int


@cache
def _phrase() -> re.Pattern[str]:
    """A post up to its last word: whose office it is (党委, 市委, 管委会), 副 or 第一, and the word itself."""
    lists = vocabulary("posts")
    bodies, offices, ranks = (alternation(*lists[name]["words"]) for name in ("bodies", "offices", "ranks"))
    return re.compile(
        rf"(?:(?:(?<![^\W\da-zA-Z_])[省市县区州旗])?(?<!农)(?:{bodies}))?(?:{offices})?(?:{ranks})*(?:{post_words().pattern})$"
    )


# 据|镇|党委书记, but 王助镇|党委书记 and 该镇|党委书记: a level that no name stands before is of the post
_LEVEL = re.compile(r"(?:(?<![^\W\d_])|(?<=[据由经任为和与的让在对向请给跟选了是名位及同兼受随到取原着]))(?:镇|乡|村|街道|社区|苏木|嘎查)$")


@cache
def _body() -> re.Pattern[str]:
    return re.compile(alternation(*vocabulary("posts")["bodies"]["words"]))


@cache
def _former() -> re.Pattern[str]:
    """What says before a post that it is held no more, with whose office it is: 九摆村|原|第一书记, 市人大常委会原|副主任, 时任|县委书记; who holds it now is not of it."""
    bodies = alternation(*vocabulary("posts")["bodies"]["words"])
    behind = "[省市县区州旗镇乡村社局委会府办处院校厅室联协队厂站司团心大学]"
    return re.compile(
        rf"(?P<written>(?:(?<![^\W\da-zA-Z_])[省市县区州旗]?{bodies})?(?:(?<![^\W\da-zA-Z_])|(?<={behind}))原|时任|前任)$|(?:现任|新任)$"
    )


def _as_written(text: str, lowest: int, start: int, phrase: str) -> tuple[str, int]:
    """Return a post with the level that it is of where no name tells that, and with what says that it is held no more, and where it begins."""
    of_village = phrase.startswith("主任") and bool(_OF_VILLAGE.search(text, max(0, start - 2), start))
    post = f"村{phrase}" if of_village else phrase
    start -= of_village or text.endswith("村村", lowest, start)  # 南明村|村党支部书记
    if (level := _LEVEL.search(text, lowest, start)) and _body().match(phrase) and not office_before(text, start):
        post, start = f"{level[0]}{post}", level.start()
    if former := _former().search(text, lowest, start):
        post, start = f"{former['written'] or ''}{post}", former.start()
    return post, start


def held(text: str, end: int, window: int = 48) -> Held:
    """Return the posts whose last one ends at `end` of `text`; posts joined by 、 or 兼 all count."""
    lowest = max(0, end - window)
    posts: list[str] = []
    start, owner = end, None
    while match := _phrase().search(text[lowest:start]):
        post, start = _as_written(text, lowest, lowest + match.start(), match[0])
        posts.insert(0, post)
        organisation = office_before(text, start)
        owner = organisation or owner  # 副县长、县公安局|局长: whose the first one is that is somebody's
        begins = start - len(organisation or "")
        joined = _JOINED.search(text[lowest:begins]) or _FURTHER.search(text[lowest:begins])
        other = _phrase().search(text[lowest : lowest + joined.start()]) if joined else None
        if not joined or not other or _OF_ANOTHER.search(text, lowest, lowest + other.start()):
            return Held(tuple(posts), owner, begins)
        start = lowest + joined.start()
    return Held(tuple(posts), owner, start)


@cache
def _post_and() -> re.Pattern[str]:
    """A post before what somebody is besides: 驻村第一书记、|省交通运输厅干部 涂敏."""
    return re.compile(rf"(?:{post_words().pattern})(?=、[^\W\da-zA-Z_]{{0,12}}$)")


def held_besides(text: str, end: int, window: int = 20) -> Held | None:
    """Return the post that stands, with 、, before the words for what somebody is that begin at `end` (村民, 干部); None where none does."""
    low = max(0, end - window)
    post = _post_and().search(text[low:end]) if "、" in text[low:end] else None
    return held(text, low + post.end()) if post else None


@cache
def _standings() -> frozenset[str]:
    """Return the words for what somebody is who holds no post: 村民, 种粮大户, 护林员."""
    lists = vocabulary("people")
    return frozenset(lists["labels"]["words"]) - frozenset(lists["no_standings"]["words"])


@cache
def _before_standing() -> re.Pattern[str]:
    lists = vocabulary("people")
    return re.compile(f"(?:{'|'.join(lists['standing_of']['words'])})$")


@cache
def _grown() -> re.Pattern[str]:
    """What is grown or kept by whom the words behind name: 草莓|种植户, 生猪|养殖大户."""
    return re.compile(f"(?:{'|'.join(vocabulary('people')['grown']['words'])})(?:种植|养殖)?$")


# 种植户, 大户: who grows or keeps what stands before
_GROWERS = ("种植户", "养殖户", "种养户", "大户", "专业户")


def standing_as(text: str, at: int, word: str) -> Held | None:
    """Return what the text says somebody is by the `word` at `at` (村民, 种粮大户), behind a post that stands besides with 、; None where neither."""
    besides = held_besides(text, at)
    if word not in _standings():
        return besides
    more = (word in _GROWERS and _grown().search(text, max(0, at - 9), at)) or _before_standing().search(text, max(0, at - 6), at)
    start = more.start() if more else at
    posts = (*besides.posts, text[start : at + len(word)]) if besides else (text[start : at + len(word)],)
    return Held(posts, besides.organisation if besides else None, besides.start if besides else start)


@cache
def _told() -> re.Pattern[str]:
    """What says behind a name which post somebody holds or held: 朴龙哲|是星火村党支部书记， | 丛日东|为县水务局局长 | 谢长江|县水务局局长职务."""
    words = rf"[^，。；：、！？的]{{0,24}}?(?:{post_words().pattern})(?:[、兼][^，。；：、！？的]{{0,12}}?(?:{post_words().pattern}))*"
    return re.compile(
        rf"，?(?:同志)?(?:(?:是|不再担任|担任|现任|出任|当选为?|任|为)(?P<words>{words})(?=(?:职务)?[，。；、（]|(?:职务)?$)|(?:辞去|所?担?任?的)?(?P<left>{words})的?(?:职务|一职))"
        rf"|，[男女]，[^。；]{{0,80}}?(?:现任|现为)(?P<now>{words})(?=[，。；、]|$)"
    )


def told_behind(text: str, end: int) -> Held | None:
    """Return the post that a text says of somebody whose name ends at `end`; None where it says none there."""
    match = _told().match(text, end)
    words = match[match.lastgroup or 0] if match else ""
    return held(words, len(words)) if words else None


# 南明村|村主任, ，村主任
_OF_VILLAGE = re.compile(r"(?:^|村|[^\w]|\d)村$")
_JOINED = re.compile(r"[、，兼]$|暨$")
# 村党支部书记、|护边员|小组长, 县委书记、|县级总|林长: a post goes on with words of its own
_FURTHER = re.compile(r"[、兼](?=[^\W\da-zA-Z_]{1,8}$)")
# 县长任组长，副县长宋伟: the post before belongs to somebody else
_OF_ANOTHER = re.compile(r"任(?=$)")
