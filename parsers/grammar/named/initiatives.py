"""Initiatives by name: “184”工程, “1+5”专项行动, “三个一批”, 制造业倍增行动; their numbers are names, not figures."""

import re
from collections.abc import Iterator, Sequence
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


def _found(passage: Passage) -> Iterator[Spotted]:
    text = passage.text
    for match in _quoted().finditer(text):
        if match["sort"] or match["counted"]:
            yield Spotted(match[0], passage, *match.span())
    for match in _plain().finditer(text):
        if not _MANY.fullmatch(match["name"]) and not _SEVERAL.search(match["name"]):
            yield Spotted(match["name"], passage, *match.span("name"))


def find_initiatives(prose: Sequence[Passage], document: Document) -> tuple[Named, ...]:
    """Return the initiatives that the prose names, quotes kept as written, each with all its mentions, in the order of the first."""
    del document
    found = gathered(spot for passage in prose for spot in _found(passage))
    return tuple(Named(name=name, mentions=mentions) for name, mentions in found)
