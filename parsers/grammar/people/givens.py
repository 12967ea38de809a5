"""Which characters given names are written with, and which no name has."""

import re
from functools import cache

from parsers.grammar.people.names import is_name, is_transliterated
from parsers.grammar.people.ordinary import COMMON, is_ordinary
from seeds import vocabulary

_HAN = re.compile(r"[^\W\da-zA-Z_]+")


@cache
def given_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that common given names are written with, and those that stand in none."""
    lists = vocabulary("given_names")
    return frozenset("".join(lists["common"].split())), frozenset("".join(lists["never"].split()))


# 汤有为, 朱是西, 李应明, 祁从峰, 展召峰, 申时全, 李得明, 罗再兴, not 李应邀|出席, 王从此|不再: what stands in names of three before a given name's character only; 李建党
_INNER = re.compile(
    r".(?:应(?![邀该当对付用急约聘届需变声战运季诺验允])|时(?![间候任刻代期常值隔至有不尚段而刚年已正下光令])|从(?![此小前中事军不来未容严头无优业])|召(?![开集回唤见])|得(?![知到出以益了来过上下分名体力失意空闲起主住手])|再(?![三次度也说加来有由将不上接把给创造添现续就好过向出见展行建开]))(?P<last>.)|.(?P<able>有)为|[王李张刘陈杨赵朱周吴徐孙胡郭罗梁宋郑谢韩唐冯]是(?P<is_so>.)|.阿(?P<fond>[^姨婆公爷妈伯叔哥姐嫂弟])|.(?P<only>[国建爱卫跃向兴永忠红新拥])党"
)


# 俄木尔且, 吉色次哈: a name written by its sound can hold what no other does, but for the words of grammar
_NEVER_SOUNDS = frozenset("的了是在和与说被把将让")


def can_be(word: str, length: int) -> bool:
    """Tell whether a word of `length` characters has a surname and no character that no name has."""
    common, never = given_characters()
    inner = _INNER.fullmatch(word)
    given = inner[inner.lastgroup or 0] if inner and inner[inner.lastgroup or 0] in common else word[1:]
    if is_transliterated(word):
        given, never = word[2:], _NEVER_SOUNDS
    is_one = is_name(word) or is_doubled(word)
    return len(word) == length and bool(_HAN.fullmatch(word)) and is_one and never.isdisjoint(given)


# of a given name that hardly any man has
_WOMANS = frozenset("秀英兰芳珍梅凤花香芝桂琴莲霞娥贞淑菊娟翠巧素珠琼")


def is_doubled(word: str) -> bool:
    """Tell whether a word of four characters is the name of a wife who bears two surnames: 张王秀英."""
    is_of_two = len(word) == _DOUBLED and COMMON.issuperset(word[:2]) and not is_ordinary(word[:2])
    return is_of_two and could_be_given(word[2:], known=True) and not _WOMANS.isdisjoint(word[2:]) and not is_ordinary(word[1:3])


_DOUBLED = 4


def is_given(characters: str) -> bool:
    """Tell whether all characters are of common given names."""
    return characters == "有为" or given_characters()[0].issuperset(
        characters[1:] if len(characters) > 1 and characters[0] in "应从召时得再是阿" else characters
    )


def could_be_given(characters: str, known: bool) -> bool:
    """Tell whether characters can be a given name: none is one that no name has, and where `known` all are of common ones."""
    common, never = given_characters()
    return never.isdisjoint(characters) and (not known or common.issuperset(characters))
