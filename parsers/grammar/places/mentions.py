"""Names of administrative units in running text: full names by their ending, short forms of what has one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from parsers.grammar.people.sounding import by_sound
from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import Unit
from parsers.grammar.wordlists import Words
from parsers.grammar.wordpairs import pair_level, runs_over
from seeds import vocabulary

_ENDING = re.compile("[省市县区旗镇乡道州盟木场]")
_LONGEST = 15
# a name in quotation marks is short and has no stops: “天下名州”
_LONGEST_QUOTED = 6
_PLAIN = re.compile(r"[^\W\da-zA-Z_]+")
# 日月藏族乡|村民, 古城镇|村民, not 乡村|民宿
_VILLAGERS = re.compile("[乡镇]村民(?![宿俗居歌族委])")
# 朱坊乡|土石村: letters of 乡土 that part a town from its village
_VILLAGE_BEHIND = re.compile(r"(?<=[^\W\da-zA-Z_]{2}[乡镇])[土村镇亲情风音][^\W\da-zA-Z_]{1,2}村(?![民居落镇庄])")
# 日月山 is no 日月藏族乡, 尧头窑 no 尧头镇
_NATURE = "山河江湖岭峰峡泉洞寺窑庙祠陵"
_WATERS = "江河湖海溪山"
# 太平镇|大道: a road that has the name of a place
_ROAD = re.compile(r"大道(?![至理])|大街(?!小)|[东西南北]路(?=[段口旁边沿改延两上修拓，。、])")


class Mention(NamedTuple):
    """A name at `start:end` of a wording, with all units that bear it.

    `is_short` says that its ending is missing, `is_loose` that it is two letters which may be the tail of a word (提高县域, 建成县医院),
    `begins` that what stands in front of a full name ends a word: not 辽|东山区.
    """

    name: str
    start: int
    end: int
    units: tuple[Unit, ...]
    is_short: bool = False
    is_loose: bool = False
    begins: bool = False


def mentions(text: str, *, in_names: bool = False) -> list[Mention]:
    """Return the names of provinces to townships in a wording, none inside another; short forms above townships only.

    None is part of a word (推广安全) or of another name (濮阳日报), but with `in_names`, for the names of papers and offices.
    """
    if in_names:
        return without_overlaps([*_full(text), *_upper_short(text)])
    short = (m for m in _upper_short(text) if not (_behind().match(text, m.end) or _is_coined(text, m) or _is_of_words(text, m)))
    taken = [(start, start + len(word)) for start, word in _inside().places(text)]
    return without_overlaps([*_full(text), *short], [*taken, *by_sound(text)])


def without_overlaps(found: Iterable[Mention], taken: Iterable[tuple[int, int]] = ()) -> list[Mention]:
    """Return what is left when of overlapping names the first and longest stays, and none of `taken` is touched."""
    kept: list[Mention] = []
    blocked = list(taken)
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if any(a < mention.end and mention.start < b for a, b in blocked):
            continue
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


# “三明”工作法: letters that a way of working has for its name
_COINED = re.compile(r"[”’](?:工作|行动|工程|模式|机制|品牌|举措|思路|做法|体系|路径|理念|文化|目标|标准|要求)")


def _is_coined(text: str, mention: Mention) -> bool:
    return text[mention.start - 1 : mention.start] in ("“", "‘") and bool(_COINED.match(text, mention.end))


def _is_of_words(text: str, mention: Mention) -> bool:
    """Tell whether the letters of a name that is rarely a place belong to two words: 开|通城|乡, 公|开化, 平山|区."""
    if mention.name not in _rarely() or len(mention.name) != _PAIR:
        return False
    firm = max(pair_level(mention.name), 0)
    ahead = text[mention.start - 1 : mention.start + 1] if mention.start and not begins(text, mention.start) else ""
    return pair_level(ahead) > firm or pair_level(text[mention.end - 1 : mention.end + 1]) > firm


_PAIR = 2


@cache
def _rarely() -> frozenset[str]:
    return frozenset(vocabulary("places")["words"]["rarely"])


@cache
def _inside() -> Words:
    return Words(vocabulary("places")["words"]["inside"])


@cache
def _tails() -> dict[str, frozenset[str]]:
    """Return for an ending the letters that make another word of it: 乡村, 区域."""
    return {ending: frozenset(letters) for ending, letters in vocabulary("places")["words"]["tails"].items()}


def _full(text: str) -> Iterator[Mention]:
    for match in _ENDING.finditer(text):
        end = match.end()
        in_word = text[end : end + 1] in _tails().get(match[0], ()) and not _VILLAGERS.match(text, end - 1)
        if (in_word and not _VILLAGE_BEHIND.match(text, end)) or _ROAD.match(text, end):
            continue
        name = gazetteer.longest_name(text[max(0, end - _LONGEST) : end])
        if name:
            start = end - len(name)
            is_begun = begins(text, start)
            yield Mention(name, start, end, gazetteer.named(name), is_loose=len(name) == 2 and not is_begun, begins=is_begun)


def begins(text: str, start: int) -> bool:
    """Tell whether what stands in front of `start` ends a word, so that a name can begin there."""
    front = text[start - 1 : start]
    return not "\u4e00" <= front <= "\u9fff" or front in vocabulary("places")["words"]["fronts"]


@cache
def common_words() -> frozenset[str]:
    """Return short forms that are words first of all: 合作, 同心, 团结."""
    return frozenset(vocabulary("places")["words"]["never"])


@cache
def _behind() -> re.Pattern[str]:
    words = vocabulary("places")["words"]
    return re.compile(rf"{'|'.join(words['behind'])}|[^\W\da-zA-Z_]{{0,2}}(?:{'|'.join(words['institutions'])})")


@cache
def _upper() -> Words:
    """Return the short forms of what is above townships."""
    return Words(gazetteer.short_names().keys() - common_words())


def _upper_short(text: str) -> Iterator[Mention]:
    names = gazetteer.short_names()
    return (Mention(name, start, start + len(name), names[name], is_short=True) for start, name in _upper().places(text))


# 七级台阶, 奋发图强: 七级镇 and 图强镇 are not meant
_BEGUN = ("奋发", "发愤")
_COUNTED = re.compile(r"[一二三四五六七八九十百千]+[级层步条道种个口座]")


def local_short(text: str, names: Mapping[str, tuple[Unit, ...]]) -> Iterator[Mention]:
    """Yield the given short forms where they stand in a wording; never common words, nor those that begin another name."""
    found = [place for name in names if name in text and name not in common_words() for place in _places_of(text, name, names[name])]
    for m in without_overlaps(found):
        further = text[m.end : m.end + 1]
        is_word = bool(_COUNTED.fullmatch(m.name)) or text[max(0, m.start - 2) : m.start] in _BEGUN
        is_part = text[m.start - 1 : m.start] in ("大", "小")  # 大雅河 is no 雅河
        if (
            not is_part
            and not is_word
            and not _in_quoted_name(text, m)
            and not _behind().match(text, m.end)
            and further not in _tails().get(m.name[-1], ())
            and not (further and further in _NATURE)
            and not (m.name[-1] in _WATERS and runs_over(text, m.start))  # 嘉|陵江
        ):
            yield m


def _in_quoted_name(text: str, mention: Mention) -> bool:
    """Tell whether a short form only ends a short name in quotation marks: “天下名州”, not “王楼经验”."""
    opened = text.rfind("“", 0, mention.start)
    closed = text.find("”", mention.end)
    inside = text[opened + 1 : closed] if 0 <= opened < closed else ""
    return mention.start > opened + 1 and 0 < len(inside) <= _LONGEST_QUOTED and bool(_PLAIN.fullmatch(inside))


def _places_of(text: str, name: str, units: tuple[Unit, ...]) -> Iterator[Mention]:
    start = text.find(name)
    while start >= 0:
        yield Mention(name, start, start + len(name), units, is_short=True)
        start = text.find(name, start + 1)


def is_common_word(mention: Mention) -> bool:
    """Tell whether a full name is a word as well (城区, 小镇): a place only with the name of what contains it in front."""
    return not mention.is_short and mention.name in vocabulary("places")["words"]["full"]
