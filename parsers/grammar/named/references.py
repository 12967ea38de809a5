"""Works and policies cited: 《…》 with titles nested in it, the document number behind it, and what kind of work it is.

《中共…关于印发〈…方案〉的通知》（豫农组发〔2022〕2号); 周政〔2023〕18号文件 by its number alone; a short 《决定》 after its full title is the same work; names of papers and columns are no works.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.document import Document, Reference
from parsers.grammar.scanning import in_order
from parsers.grammar.wordlists import alternation
from parsers.passages import Passage
from seeds import vocabulary

_TITLE = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]{1,80}》){1,120})》")
# （豫农组发〔2022〕2号） | (国办发[2023]5号) | （第 736 号国务院令） | （GB/T 9704—2012）
_LETTERS = r"[^\W\da-zA-Z_]"
_YEAR = r"[〔﹝\[［【（(]\s*\d{4}\s*[〕﹞\]］】）)]\s*第?\s*\d+\s*号"
_ONE = rf"(?:{_LETTERS}{{1,16}}{_YEAR}|{_LETTERS}{{0,8}}第?\s*\d+\s*号(?:{_LETTERS}{{0,6}}令)?|[A-Z]{{1,4}}\d*(?:/[A-Z0-9]{{1,4}})?\s*\d+(?:[.．—–-]\d+)*)"
# two papers, or one of two offices: （太安委〔2024〕3号、太安办〔2024〕11号）
_NUMBER = re.compile(rf"\s*[（(]\s*(?P<number>{_ONE}(?:[、，；]\s*{_ONE}){{0,3}})\s*[）)]")
_NEXT = re.compile(r"[、，；]\s*")
_STANDARD = re.compile(r"[A-Z]{2,4}\d*[/\s\d]")
# 周政|〔2023〕18号|文件, behind what is done with it: no number of a decision or a permit
# 依据|国办发〔2023〕12号|，: what something is done by, its number closing the clause
_ALONE = re.compile(rf"{_YEAR}(?=文件|等文件|、|和|的?(?:要求|精神|规定|通知|批复|意见)|(?P<closes>[，。；]))")
_BY = ("根据", "按照", "依据", "遵照", "依照")
_OFFICE = re.compile(rf"{_LETTERS}{{2,16}}$")
# 中央一号文件, 县委1号文件
_FIRST = re.compile(r"(?:(?:中共)?中央|[省市县区]委)(?:一号|1号)文件")
# a title this short can stand for a longer one that ends so: 《决定》, 《条例》
_SHORT = 8


def find_references(prose: Sequence[Passage], document: Document) -> tuple[Reference, ...]:
    """Return the works that the prose cites, each once, in the order of the first citation, with the spans of title and number there."""
    own = document.publication.text if document.publication else None
    found: dict[str, Reference] = {}
    for passage in prose:
        for reference in _cited(passage):
            if reference.title == reference.number and any(reference.number in (k.number or "") for k in found.values()):
                continue
            known = found.get(reference.title)
            is_new = not known and reference.title != own and not _is_mention(reference.title, found)
            if is_new or (known and reference.number and not known.number):
                found[reference.title] = reference
    return tuple(found.values())


def _cited(passage: Passage) -> Iterator[Reference]:
    text = passage.text
    works = [m for m in _TITLE.finditer(text) if not _media().search(m["title"].strip()) and not _columns().match(text, m.end())]
    bare = [*_numbered(text), *((m.start(), m.end(), None) for m in _FIRST.finditer(text))] if "号" in text else []
    if not works and not bare:
        return
    found = [(m.start(), _titled(passage, m, _number(text, works, n))) for n, m in enumerate(works)]
    for start, end, number in bare:
        if not any(m.start() < end and start < m.end() for m in works):
            spans = passage.mapped.spans_of(start, end)
            found.append((start, Reference(title=text[start:end], number=number, kind="policy", spans=spans)))
    yield from (reference for _, reference in sorted(found, key=lambda f: f[0]))


def _titled(passage: Passage, match: re.Match[str], number: tuple[int, int] | None) -> Reference:
    title = match["title"].strip()
    spans = passage.mapped.slice(*match.span("title")).spans
    written = None
    if number:
        spans += passage.mapped.spans_of(*number)
        written = re.sub(r"\s", "", passage.text[slice(*number)])
    kind = _kind(title, passage.text, match.end())
    if written and _STANDARD.match(written) and kind in {"work", "article"}:
        kind = "standard"
    return Reference(title=title, number=written, kind=kind, spans=spans)


def _number(text: str, works: Sequence[re.Match[str]], n: int) -> tuple[int, int] | None:
    """Return the place of the number of the nth title: of several numbers behind as many titles each has its own."""
    first, last = _joined(text, works, n, -1), _joined(text, works, n, 1)
    match = _NUMBER.match(text, _behind_issue(text, works, first, works[last].end()))
    if not match:
        return None
    parted = [m.span() for m in _NEXT.finditer(text, *match.span("number"))]
    bounds = [match.start("number"), *(at for span in parted for at in span), match.end("number")]
    if parted and len(parted) == last - first:
        return bounds[2 * (n - first)], bounds[2 * (n - first) + 1]
    return match.span("number") if n == last else None


# 关于印发|《太康县…方案》|的通知|（太发〔2023〕5号）
_ISSUED = re.compile(r"的通知(?=\s*[（(])")
_ISSUES = ("印发", "转发", "公布", "下发")


def _behind_issue(text: str, works: Sequence[re.Match[str]], first: int, end: int) -> int:
    """Return where the number of titles may stand that end at `end`: behind the notice by which they are issued, where there is one."""
    issued = _ISSUED.match(text, end) if text.endswith(_ISSUES, 0, works[first].start()) else None
    return issued.end() if issued else end


def _joined(text: str, works: Sequence[re.Match[str]], n: int, step: int) -> int:
    """Return the index of the last title that is joined to the nth one, forwards or backwards: 《甲办法》《乙办法》."""
    while 0 <= n + step < len(works):
        before, behind = sorted((works[n], works[n + step]), key=lambda m: m.start())
        if text[before.end() : behind.start()] not in {"", "、", "和"}:
            break
        n += step
    return n


def _numbered(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the numbers that stand for their papers, without the words in front of them: 落实|周政〔2023〕18号."""
    for match in _ALONE.finditer(text):
        office = _OFFICE.search(text, max(0, match.start() - 16), match.start())
        if not office:
            continue
        verbs = [m.end() for m in _done_with().finditer(text, office.start(), match.start())]
        start = max(verbs, default=office.start())
        if match["closes"] and not text.endswith(_BY, 0, start):
            continue
        if (verbs or _led_by(text, start)) and 2 <= match.start() - start <= _LONGEST_OFFICE:
            yield start, match.end(), re.sub(r"\s", "", text[start : match.end()])


# 豫政办, 国办发, 太安委: what opens a number
_LONGEST_OFFICE = 7


def _led_by(text: str, start: int) -> bool:
    return text[start - 1 : start] in {"、", "，", "。", "（", "号", ""}


@cache
def _done_with() -> re.Pattern[str]:
    return re.compile(alternation(*vocabulary("references")["done_with"]["words"]))


def _is_mention(title: str, known: dict[str, Reference]) -> bool:
    """Tell whether a short title stands for a work cited before: 《决定》 for 《…的决定》."""
    return len(title) <= _SHORT and any(k.endswith(title) or (k.startswith(title[:2]) and _inside(title, k)) for k in known)


def _inside(short: str, full: str) -> bool:
    """Tell whether the characters of `short` stand in `full` in their order, its last one last: 十四五规划 in 国民经济…规划."""
    return full.endswith(short[-2:]) and in_order(short, full)


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
