"""Whose office a post is: 县农技推广中心|主任, 县林业和茶产业局|局长, 公安局|局长; and that of those who follow in a row: 濮城镇党委书记…、|镇长|李娜."""

import re
from functools import cache

from parsers.grammar.named.organisations import name_start, unit_before
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

# 福达面粉厂, 县气象台, 市生态环境局范县分局: an office of a level or place; 市场监管所, 区域中心 are none
_OF_PLACE = re.compile(
    r"(?![市区县省]场|[市县省区]域|[市县省区][级直内里外]|该|各|本|我|某)(?:[省市县区州旗盟]|[^\W\da-zA-Z_]{1,12}[省市县区州旗盟镇乡])[^\W\da-zA-Z_]{2,}|[^\W\da-zA-Z_]{4,12}厂|[^\W\da-zA-Z_]{2,8}(?<!国有)(?<!国营)(?:林场|农场|牧场|茶场|渔场)"
)
_LEVEL = frozenset("省市县区州旗盟")


@cache
def _institution() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(*vocabulary('posts')['institutions']['words'])})$")


@cache
def _bare() -> re.Pattern[str]:
    """An office that every county has one of, named by nothing else: 公安局|局长."""
    offices = [word for word in vocabulary("organisations")["endings"]["words"] if word.endswith("局") and len(word) > 2]
    return re.compile(rf"(?:(?<![^\W\da-zA-Z_])|(?<=[和与])){alternation(*offices)}$")


def office_before(text: str, end: int) -> str | None:
    """Return the place or organisation whose name ends at `end` of `text`, right in front of a post; None where nothing that has a name does."""
    if (joint := text.rfind("兼", max(0, end - _REACH), end)) >= 0:  # 政法委书记兼|公安局
        text, end = text[joint + 1 : end], end - joint - 1
    if (named := unit_before(text, end)) and not _NO_VILLAGE.search(named):
        another = _another().match(named)
        return named if not another else named[another.end() :] if len(named) - another.end() > _LEAST else None
    low = max(0, end - _REACH)
    if short := _SHORT.search(text, max(0, end - 3), end):
        return short[0]
    if not _institution().search(text[low:end]):
        return None
    bare = _bare().search(text[low:end])
    name = text[_start(text, end) : end]
    return name if _OF_PLACE.fullmatch(name) else bare[0] if bare else None


# 学校第一书记驻村|工作队
_NO_VILLAGE = re.compile(r"[驻入包联进下返回]村$")
# 全国人大代表、|余村|党支部书记: a village whose name is one letter
_SHORT = re.compile(r"(?<![^\W\d_])[^\W\da-zA-Z_全本该各某我新老小大农乡山渔江两到驻进入下回返城任兼据由经为和与的让在对向请给]村$")
_REACH = 28
_LEAST = 2


@cache
def _another() -> re.Pattern[str]:
    """Somebody who stands before the office with a post of his own: 县长李明和|太平镇."""
    return re.compile(rf".*?(?:{alternation(*vocabulary('posts')['words'])})[^\W\da-zA-Z_]{{2,4}}(?:以及|[和与及同])(?=[^\W\da-zA-Z_])")


def _start(text: str, end: int) -> int:
    """Return where the name of an office begins that ends at `end`; 和 parts nothing in 县林业|和茶产业局."""
    start = name_start(text, end)
    if text[start - 1 : start] not in ("和", "与"):
        return start
    whole = name_start(text, start - 1)
    is_one = text[whole : whole + 1] in _LEVEL and not _institution().search(text[whole : start - 1])
    return whole if is_one else start


# what the posts of one organisation are called, by what its name ends with
_POSTS_OF = (
    (("镇", "乡", "街道", "党委", "政府"), re.compile(r"(?:副|代)?(?:镇|乡)长|党委.*|人大.*|纪委.*|党工委.*|办事处.*|.{2}委员")),
    (("村", "社区"), re.compile(r"村主任|村?支书|村委会?.*|居委会.*|党(?:总支|支部).*")),
    (("局",), re.compile(r"副?局长|党[组委].*|总工程师|四级调研员")),
    (("院",), re.compile(r"副?院长|党[组委].*")),
    (("学", "中", "校", "高"), re.compile(r"副?校长|党(?:委|总支|支部).*")),
    (("公司", "集团", "厂"), re.compile(r"副?总经理|董事长|副?厂长|总工程师")),
)
_GOVERNMENT = re.compile(r"(?:党委|人民政府|政府)$")
_JOINT = re.compile(r"[、，和]|以及|[与及]")


def same_office(between: str, organisation: str, posts: tuple[str, ...]) -> bool:
    """Tell whether posts are of the organisation of whom a row names right before, with `between` in between."""
    kinds = next((kinds for endings, kinds in _POSTS_OF if organisation.endswith(endings)), None)
    if not kinds or not _JOINT.fullmatch(between) or not all(kinds.fullmatch(post) for post in posts):
        return False
    place = _GOVERNMENT.sub("", organisation)
    return not any(post.endswith(("镇长", "乡长")) and post[-2] != place[-1] for post in posts)  # 高贤乡…、镇长
