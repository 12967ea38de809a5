"""Organisations by their names: firms, offices, schools, cooperatives, found by their last word and bounded by what stands before them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.document import Document, Named
from parsers.grammar.named.spotted import Spotted, gathered
from parsers.grammar.wordlists import alternation
from parsers.passages import Passage
from seeds import vocabulary

# what a name is made of: Chinese, letters, digits inside, brackets as in 中国（环县）
_STEM = re.compile(r"[\u3400-\u9fffA-Za-z·]+$")
_WINDOW = 28
_LEAST = 2


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(vocabulary("organisations")[name]["words"])


@cache
def _boundary() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<inside>{alternation(*_words('inside'))})|(?P<sure>{alternation(*_words('before'))})|(?P<perhaps>{alternation(*_words('perhaps'))})"
    )


@cache
def _after_figure() -> re.Pattern[str]:
    return re.compile(alternation(*_words("measures")))


@cache
def _ending() -> re.Pattern[str]:
    """A last word that no other word runs on from (集中学习, 集团化, 党委书记; but 县水务局|副局长), or a whole name."""
    return re.compile(
        rf"(?:{alternation(*_words('names'), *_words('endings'), *_words('owned'))})"
        r"(?:(?<=[局院厅司团社])(?=副)|(?<=高中)(?!村)(?![生部])|(?<!高中)(?![长里习生化军员线点镇卡书副委工常]|组(?!成)|派(?!出)|派出所|门(?![口前外诊店])))"
    )


@cache
def _unit_ending() -> tuple[str, ...]:
    return _words("endings") + _words("units") + _words("owned")


@cache
def _unit_endings() -> frozenset[str]:
    return frozenset(_unit_ending())


def _longest_ending(name: str) -> str:
    return next(name[at:] for at in range(len(name)) if name[at:] in _unit_endings())


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(*_words('generic'))})+")


def name_start(text: str, end: int, least: int = 3) -> int:
    """Return where the name that runs up to `end` of `text` begins: behind the last stop or word that cannot stand in one.

    Offsets are code points; a word that can also stand in a name parts it only where `least` characters are left behind it.
    """
    lowest = max(0, end - _WINDOW)
    stem = _STEM.search(text[lowest:end])
    start = lowest + stem.start() if stem else end
    if text[start - 1 : start].isdigit():
        measure = _after_figure().match(text, start, end)
        start = measure.end() if measure else end
    for match in _boundary().finditer(text, start, end - 1):
        if match["inside"]:
            continue
        is_first = match.start() == start and match[0] not in _NEVER_FIRST and text[start - 1 : start] not in _CLOSED
        is_first = is_first and not (match[0] in _JOINS and _of_level().fullmatch(text, match.end(), end))
        is_first = is_first and not (match[0] in _GIVES and _given_to().fullmatch(text, match.end(), end))
        if match["sure"] or (not is_first and end - match.end() >= least):
            start = match.end()
    return start


# 和|市生态环境局, 同|市公安局, 向|镇卫生院; not 和县
_JOINS = frozenset("和与同跟")
_GIVES = frozenset("向对为")


@cache
def _of_level() -> re.Pattern[str]:
    return re.compile(rf"(?!县){vocabulary('organisations')['offices']['pattern']}")


@cache
def _given_to() -> re.Pattern[str]:
    offices = vocabulary("organisations")["offices"]["pattern"]
    return re.compile(rf"{offices}|[镇乡](?:中心)?(?:卫生院|小学|中学|幼儿园|派出所|党委)")


# 《行动方案》|和自治区党委: behind a title no name begins with such a word
_CLOSED = frozenset("》）”")
_NEVER_FIRST = frozenset({*"与以对将", "建设", "投资", "联合"})


def _whole_start(text: str, ending: int, end: int) -> int:
    """Return where the name with an ending begins: 林业和草原局 is one word, 和 parts nothing in it."""
    start = name_start(text, end)
    return start if start <= ending else name_start(text, ending)


def unit_before(text: str, end: int) -> str | None:
    """Return the place or organisation whose name ends at `end` of `text`, None where nothing that has a name does."""
    if not text[:end].endswith(_unit_ending()):
        return None
    ending = _longest_ending(text[max(0, end - _WINDOW) : end])
    name = text[_whole_start(text, end - len(ending), end) : end]
    least = 2 if name.endswith(("县", "市", "州", "区")) else 3
    return name if len(name) >= least and not _is_generic(name) else None


@cache
def _office() -> re.Pattern[str]:
    return re.compile(vocabulary("organisations")["offices"]["pattern"])


def _is_generic(name: str) -> bool:
    if _office().fullmatch(name):
        return False
    stem = name.removesuffix(_longest_ending(name))
    return not stem or bool(_generic().fullmatch(stem))


# 云台县政府, not 当地政府, 依托政府
_GOVERNMENT = re.compile(r"(?:人民|[省市县区州盟旗镇乡]|街道)政府$")
# 县人大|代表, 县十七届人大三次会议: its members and its meetings
_OF_CONGRESS = re.compile(r"届人大|人大(?:代表|会议|[一二三四五六七八九十]+次|议案|建议|换届)")
# 12个|茶叶生产专业合作社, 4家|果蔬代办公司: kinds of which there are so many
_COUNTED = re.compile(r"(?:\d|[两三四五六七八九十百几])[余多]?[个家所]$")


def _found(passage: Passage) -> Iterator[Spotted]:
    for match in _ending().finditer(passage.text):
        is_whole = match[0] in _words("names")
        start = match.start() if is_whole else _whole_start(passage.text, match.start(), match.end())
        name = passage.text[start : match.end()]
        if name.endswith("政府") and (not _GOVERNMENT.search(name) or "委" in name):
            continue
        if name.endswith("人大") and _OF_CONGRESS.search(passage.text, start, match.end() + 5):
            continue
        if _COUNTED.search(passage.text, max(0, start - 4), start) and not name.endswith("有限公司"):
            continue
        if is_whole or (_is_owned(name, match[0]) and not _is_generic(name)):
            yield Spotted(name, passage, start, match.end())


def _is_owned(name: str, ending: str) -> bool:
    """Tell whether enough stands before the ending: two characters, and for a party committee the place that it is of."""
    owner = name.removesuffix(ending)
    owners = tuple(vocabulary("organisations")["owned"]["owners"])
    return bool(_office().fullmatch(name)) or (len(owner) >= _LEAST and (ending not in _words("owned") or owner.endswith(owners)))


# …股份|有限公司 behind a firm and …分局 behind a bureau make one longer name of the two
_LONGER = re.compile(r"(?:股份|控股|集团)*有限(?:责任)?公司")
_BRANCH = re.compile(r"[^\W\da-zA-Z_]{2,6}分局")


def _whole(found: Sequence[Spotted]) -> Iterator[Spotted]:
    """Yield each name, a bureau or a firm that a longer name goes on from only as that: 市生态环境局范县分局."""
    branches = dict[int, int]()
    for spot in found:
        text = spot.passage.text
        if _LONGER.match(text, spot.end):
            continue
        if spot.name.endswith("局") and (branch := _BRANCH.match(text, spot.end)):
            branches[branch.end()] = spot.start
        elif spot.end in branches:
            start = branches[spot.end]
            yield Spotted(text[start : spot.end], spot.passage, start, spot.end)
        else:
            yield spot


@cache
def _committee() -> re.Pattern[str]:
    """县委宣传部, 县委办, 共青团|太康县委; 县政府办 not before what is done (办理, 办好)."""
    said = vocabulary("organisations")["committees"]
    parts, shortened, levels = (alternation(*said[name]) for name in ("parts", "shortened", "levels"))
    return re.compile(
        rf"{levels}(?:{parts}(?![门委事])|(?:{shortened})(?=[、，。；（）和与及联牵主副督负印秘]|会同|$))"
        rf"|共青团[^\W\da-zA-Z_]{{2,6}}?{levels}委(?:员会)?(?!书)"
    )


# a place that opens a clause, with what opens one and is no place: 会上|县委组织部, 由|县委宣传部
_PLACE = re.compile(
    r"(?:(?<![^\W\da-zA-Z_])|(?<=中共))[^\W\da-zA-Z_上下中内外时后前日天了会由经在向把将被让与和及同对给从到按据请报送是有为以各该我本全的]{2,5}$"
)


def _committees(passage: Passage) -> Iterator[Spotted]:
    text = passage.text
    for match in _committee().finditer(text) if "委" in text or "政府办" in text else ():
        place = _PLACE.search(text, max(0, match.start() - 7), match.start())
        start = place.start() if place else match.start()
        yield Spotted(text[start : match.end()], passage, start, match.end())


def _in_order(passage: Passage) -> list[Spotted]:
    committees = list(_committees(passage))
    found = list(_found(passage))
    others = list(_whole(found)) if found else found
    if not committees:
        return others
    others = [s for s in others if not any(s.start < c.end and c.start < s.end for c in committees)]
    return sorted([*committees, *others], key=lambda s: (s.start, s.end))


def find_organisations(prose: Sequence[Passage], document: Document) -> tuple[Named, ...]:
    """Return the organisations that the prose names, each with all its mentions, in the order of the first."""
    del document
    found = gathered(spot for passage in prose for spot in _in_order(passage))
    return tuple(Named(name=name, mentions=mentions) for name, mentions in found)
