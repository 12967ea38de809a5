"""Works and policies cited: 《…》 with titles nested in it, the document number behind it, and what kind of work it is.

《中共…关于印发〈…方案〉的通知》（豫农组发〔2022〕2号); a short 《决定》 after its full title is the same work; names of papers and columns are no works.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.document import Document, Reference
from parsers.grammar.wordlists import alternation
from parsers.passages import Passage
from seeds import vocabulary

_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]{1,80}》){1,120})》")
# （豫农组发〔2022〕2号） | (国办发[2023]5号) | （第 736 号国务院令） | （GB/T 9704—2012）
_NUMBER = re.compile(
    r"\s*[（(]\s*(?P<number>[^\W\da-zA-Z_]{1,16}[〔﹝\[［【（(]\s*\d{4}\s*[〕﹞\]］】）)]\s*第?\s*\d+\s*号"
    r"|[^\W\da-zA-Z_]{0,8}第?\s*\d+\s*号(?:[^\W\da-zA-Z_]{0,6}令)?|[A-Z]{1,4}\d*(?:/[A-Z0-9]{1,4})?\s*\d+(?:[.．—–-]\d+)*)\s*[）)]"
)
# a title this short can stand for a longer one that ends so: 《决定》, 《条例》
_SHORT = 8


def find_references(prose: Sequence[Passage], document: Document) -> tuple[Reference, ...]:
    """Return the works that the prose cites, each once, in the order of the first citation, with the spans of title and number there."""
    own = document.publication.text if document.publication else None
    found: dict[str, Reference] = {}
    for passage in prose:
        for reference in _cited(passage):
            known = found.get(reference.title)
            is_new = not known and reference.title != own and not _is_mention(reference.title, found)
            if is_new or (known and reference.number and not known.number):
                found[reference.title] = reference
    return tuple(found.values())


def _cited(passage: Passage) -> Iterator[Reference]:
    text = passage.text
    for match in _TITLE.finditer(text):
        title = match["title"].strip()
        if _media().search(title) or _columns().match(text, match.end()):
            continue
        number = _NUMBER.match(text, match.end())
        spans = passage.mapped.slice(*match.span("title")).spans
        if number:
            spans += passage.mapped.spans_of(*number.span("number"))
        yield Reference(
            title=title, number=re.sub(r"\s", "", number["number"]) if number else None, kind=_kind(title, text, match.end()), spans=spans
        )


def _is_mention(title: str, known: dict[str, Reference]) -> bool:
    """Tell whether a short title stands for a work cited before: 《决定》 for 《…的决定》."""
    return len(title) <= _SHORT and any(k.endswith(title) or (k.startswith(title[:2]) and _inside(title, k)) for k in known)


def _inside(short: str, full: str) -> bool:
    """Tell whether the characters of `short` stand in `full` in their order, its last one last: 十四五规划 in 国民经济…规划."""
    letters = iter(full)
    return full.endswith(short[-2:]) and all(c in letters for c in short)


@cache
def _media() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(*vocabulary('references')['media']['endings'])})$")


@cache
def _columns() -> re.Pattern[str]:
    return re.compile(alternation(*vocabulary("references")["columns"]["words"]))


@cache
def _kinds() -> list[tuple[str, str]]:
    kinds = vocabulary("references")["kinds"]
    return sorted(((ending, kind) for kind, endings in kinds.items() for ending in endings), key=lambda e: -len(e[0]))


# 一文, 等获评…典型案例: what stands in front is an article
_ARTICLE = re.compile(r"(?:等)?(?:一文|的?文章|[^，。；]{0,12}案例)")


def _kind(title: str, text: str, end: int) -> str:
    """Return what a work is by its title's last word, brackets at its end aside; an article or a work where that says nothing."""
    plain = re.sub(r"[（(][^（）()]*[）)]$", "", title)
    for ending, kind in _kinds():
        if plain.endswith(ending):
            return kind
    return "article" if _ARTICLE.match(text, end) or re.search(r"[：:，,]", title) else "work"
