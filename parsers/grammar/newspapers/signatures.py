"""Who signs a report inside its first or last paragraph: 本报讯（许静）… | □本报记者 许静 文/图 金秋… | ….（许 静 董伟） | …。清江新闻记者 许静."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.document import Contributor, Text
from parsers.grammar.makers.bylines import bracketed, byline
from parsers.grammar.makers.houses import HOUSE
from parsers.grammar.makers.made import Made, contributor, role_kind
from parsers.grammar.newspapers.paperlines import DATELINE
from parsers.grammar.people.names import names_in
from parsers.grammar.people.naming import is_plausible
from parsers.grammar.people.rows import names_only
from parsers.mapped import Mapped

# （许 静 董伟民） | （许静 清江台）
_INSIDE = r"[（(](?P<names>[^（）()，。：:0-9]{2,24})[）)]"
_AT_HEAD = re.compile(rf"\s*{_INSIDE}\s*")
_AT_END = re.compile(rf"(?<=[。！？”…])\s*{_INSIDE}\s*$")
# a station or paper that sent a report in beside its writer
_HOUSE = re.compile(rf"[^\W\da-zA-Z_]{{2,8}}{HOUSE}")
# 本报讯通讯员许静报道：
_REPORTS = re.compile(r"[^\W\da-zA-Z_]{2,8}讯\s*(?P<who>[^，。：:]{0,8}(?:记者|通讯员)[^，。：:]{2,24}?)\s*报道\s*[:：]")
# …。清江新闻记者 许静
_TAIL = re.compile(
    rf"(?<=[。！？”…])\s*(?:[^\W\da-zA-Z_]{{2,10}}{HOUSE}\s+)*(?P<tail>[^\s。！？”…（）()，]*(?:记者|通讯员)[^。！？”…（）()，]{{2,30}})$"
)
_WORD = re.compile(r"\S+")
_MOST_WORDS, _SHORTEST_REST, _LONGEST_NAMES = 8, 16, 24


@dataclass(frozen=True)
class Signed:
    """Who signs, the credit beside them, and where the paragraph's own wording begins and ends without it."""

    made: tuple[Contributor, ...]
    credit: Text | None
    start: int
    end: int


def opening(mapped: Mapped) -> Signed | None:
    """Return who signs at the head of a first paragraph; what stands behind a dateline stays part of the text. None where nobody does."""
    text = mapped.text
    line = DATELINE.match(text)
    if reports := _REPORTS.match(text):
        return _signed(mapped, *reports.span("who"), start=0, end=len(text))
    if inside := _AT_HEAD.match(text, line.end() if line else 0):
        made = tuple(_people(mapped, *inside.span("names")))
        return Signed(made, None, 0, len(text)) if made else None
    words = list(_WORD.finditer(text, 0, 80))[:_MOST_WORDS]
    if not words or not re.search(r"记者|通讯员", words[0][0]):
        return None
    for word in reversed(words[1:]):
        if len(text) - word.end() >= _SHORTEST_REST and (found := _signed(mapped, 0, word.end(), word.end(), len(text))):
            return found
    return None


def closing(mapped: Mapped, end: int) -> Signed | None:
    """Return who signs at the end of a last paragraph that ends at `end`: names in brackets without a role, or reporters behind its last stop."""
    text = mapped.text[:end]
    if (inside := _AT_END.search(text)) and (made := tuple(_people(mapped, *inside.span("names")))):
        return Signed(made, None, 0, inside.start())
    tail = _TAIL.search(text)
    return _signed(mapped, *tail.span("tail"), start=0, end=tail.start()) if tail else None


def bare_names(mapped: Mapped) -> list[Contributor]:
    """Return the authors of a line that is nothing but two names or more, all of them likely: 许静 董伟民; nobody for any other line."""
    found = names_only(mapped.text, 0, len(mapped.text)) if len(mapped.text) <= _LONGEST_NAMES else []
    return [contributor(mapped, Made(name, "作者", start, end)) for name, start, end in found] if len(found) > 1 else []


def _signed(mapped: Mapped, first: int, last: int, start: int, end: int) -> Signed | None:
    words = mapped.part(first, last)
    found = byline(words.text)
    if not found or not any(role_kind(m.role) in ("reporter", "correspondent") for m in found.made):
        return None
    return Signed(tuple(found.contributors(words)), found.credit_text(words), start, end)


def _people(mapped: Mapped, start: int, end: int) -> Iterator[Contributor]:
    """Yield the people of a bracket that holds nothing but names, or names and their house."""
    found = list(names_in(mapped.text, start, end) or ())
    if not found:
        words = [(m[0], start + m.start(), start + m.end()) for m in _WORD.finditer(mapped.text[start:end])]
        people = [word for word in words if is_plausible(word[0])]
        found = people if all(word in people or _HOUSE.fullmatch(word[0]) for word in words) else []
    if found and 2 * sum(is_plausible(name) for name, _, _ in found) > len(found):
        yield from (contributor(mapped, Made(name, "作者", first, last)) for name, first, last in found)


# 图为许集村新貌。（孙建军摄）
_TAKEN_BY = re.compile(r"[（(](?P<name>[^\W\da-zA-Z_]{2,3})摄[）)]。?$")


def photographers(caption: Mapped) -> Iterator[Contributor]:
    """Yield those whom a bracket in a caption names as who took the picture, or reported: （孙建军 摄） | （孙建军摄）."""
    for said, wording, _ in bracketed(caption):
        yield from said.contributors(wording)
    close = _TAKEN_BY.search(caption.text)
    if close and is_plausible(close["name"]):
        yield contributor(caption, Made(close["name"], "摄", *close.span("name")))
