"""Initiatives by name: “184”工程, “1+5”专项行动, “三个一批”, “春风行动”, 制造业倍增行动; their numbers are names, not figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from parsers.document import Document, Named
from parsers.grammar.named.spotted import Spotted, gathered
from parsers.grammar.wordlists import alternation
from parsers.passages import Passage
from seeds import vocabulary


@cache
def _words(name: str) -> str:
    return alternation(*vocabulary("initiatives")[name]["words"])


@cache
def _quoted() -> re.Pattern[str]:
    """A name in quotes with what it is behind it, or one that counts its parts: “三个一批”."""
    counted = vocabulary("initiatives")["counted"]["pattern"]
    return re.compile(rf"[“「](?:(?P<counted>{counted})|[^“”「」。！？]{{1,24}})[”」](?P<sort>{_words('quoted')})?")


@cache
def _plain() -> re.Pattern[str]:
    """A verb and a name up to the end of its clause: 深入实施制造业倍增行动，."""
    return re.compile(
        rf"(?:{_words('verbs')})(?:{_words('adverbs')})*(?P<name>[\u4e00-\u9fff\d、+]{{2,22}}?(?:{_words('closing')}))(?=[，。；、：！）”]|$|和|等|为|以来|计划)"
    )


_MANY = re.compile(
    r"(?:专项|集中|三年|百日|攻坚|各项|各类|多项|系列|有关|相关|重点|重大|民生|一批|建设|基础|具体|统一)*(?:行动|工程|战略|计划)"
)


_SEVERAL = re.compile(r"项目|等\d|的")


@cache
def _calls_itself() -> re.Pattern[str]:
    """What a quote says that is a name by itself: 春风行动, 雨露计划; not 马上行动, 我们的计划."""
    hurry = _words("no_names")
    return re.compile(rf"(?!.*(?:{hurry}))[^\W_]{{2,14}}(?:{_words('closing')}|计划)")


@cache
def _closing() -> tuple[str, ...]:
    return (*vocabulary("initiatives")["closing"]["words"], "计划")


@cache
def _pairs() -> re.Pattern[str]:
    """A verb before a quote: 推进“一村一警”."""
    return re.compile(rf"(?:{_words('verbs')})(?:{_words('adverbs')})?$")


# “沙颍河大闸除险加固工程”，投资9800万元: something that is built
_INVESTED = re.compile(r"[，（]?(?:项目)?(?:计划|概算)?总?投资\D{0,4}\d")
# 一村一警, 一户一策
_EACH = re.compile(r"一[^\W\d_]一[^\W\d_]{1,2}")


@cache
def _member() -> re.Pattern[str]:
    return re.compile(rf"、(?P<name>[^\W_]{{2,22}}?(?:{_words('closing')}|{_words('names')}))(?=[，。；、：！）”]|$|和|等)")


@cache
def _known() -> re.Pattern[str]:
    return re.compile(_words("names"))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether a quote is an initiative's: by the word behind it, by its count, or by what it says itself."""
    said = match[0][1:-1]
    if match["sort"] or match["counted"] or _known().fullmatch(said):
        return True
    if _EACH.fullmatch(said):
        verb = _pairs().search(text, max(0, match.start() - 6), match.start())
        return verb is not None and verb[0] != "以"
    return said.endswith(_closing()) and bool(_calls_itself().fullmatch(said)) and not _INVESTED.match(text, match.end())


# every closing word and every name holds one of these
MARKS = ("行动", "工程", "战", "革命")


def _found(passage: Passage) -> Iterator[Spotted]:
    text = passage.text
    ends = list[int]()
    for match in _quoted().finditer(text) if "“" in text or "「" in text else ():
        if _is_name(text, match):
            yield Spotted(match[0], passage, *match.span())
            ends.append(match.end())
    if not any(mark in text for mark in MARKS):
        return
    for match in _plain().finditer(text):
        if _is_one(match["name"]):
            yield Spotted(match["name"], passage, *match.span("name"))
            ends.append(match.end("name"))
    yield from (Spotted(match[0], passage, *match.span()) for match in _known().finditer(text))
    yield from _listed(passage, ends)


def _is_one(name: str) -> bool:
    return not _MANY.fullmatch(name) and not _SEVERAL.search(name)


def _listed(passage: Passage, ends: Sequence[int]) -> Iterator[Spotted]:
    """Yield what a list goes on with behind an initiative: 、百城建设提质工程、人居环境整治提升五年行动."""
    for end in ends:
        at = end
        while (match := _member().match(passage.text, at)) and _is_one(match["name"]):
            yield Spotted(match["name"], passage, *match.span("name"))
            at = match.end()


def _apart(found: Iterable[Spotted]) -> Iterator[Spotted]:
    """Yield each sighting that stands in no longer one, in order."""
    end = -1
    for spot in sorted(found, key=lambda s: (s.start, -s.end)):
        if spot.end > end or spot.start >= end:
            yield spot
            end = max(end, spot.end)


def find_initiatives(prose: Sequence[Passage], document: Document) -> tuple[Named, ...]:
    """Return the initiatives that the prose names, quotes kept as written, each with all its mentions, in the order of the first."""
    del document
    found = gathered(spot for passage in prose for spot in _apart(_found(passage)))
    return tuple(Named(name=name, mentions=mentions) for name, mentions in found)
