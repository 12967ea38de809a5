"""Projects by name, with investment in 元 and how they stand: 总投资20.05亿元的中原大化MMA项目全面复工.

A project is what an investment is of (投资530万元的区七中教学楼), what calls itself one (盛源科技顺酐技改项目), what stands in a list that does
(联鑫化工烯烃单体综合利用、雷佰瑞新能源材料产业园等14个项目), and a 工程 that is built. What is said of it stands behind it: for a list once
behind its end, for a heading in the paragraphs of its section.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Document, Project, Spans
from parsers.grammar.named.project_names import Seen, seen_in
from parsers.grammar.named.project_standing import furthest, investment, is_built
from parsers.passages import Passage

# how one of a list is joined to the next
_JOINTS = frozenset({"、", "和", "与", "及", "以及"})
_OWN = re.compile(r"(?:[^，。；！？,]|,(?=\d))*")
_SENTENCE = re.compile(r"[^。；！？]*")
# 。项目总投资2.98亿元 | 。该工程概算投资5亿元: the next sentence is still about it; not 。总投资3.5亿元的|湿地修复工程
_GOES_ON = re.compile(
    r"。(?=(?:目前，?)?(?:[该此本](?:项目|工程)|(?:项目|工程)?(?:计划|概算|估算|预计)?总?投资\D{0,4}\d[\d.]*[万亿千百]*元(?!的|[^，。；]{0,6}的)))"
)


@dataclass(frozen=True)
class _Told:
    """A stretch of a passage that tells of one project; `own` is where the clause of its name ends."""

    passage: Passage
    start: int
    own: int
    end: int


def find_projects(prose: Sequence[Passage], document: Document) -> tuple[Project, ...]:
    """Return the projects that the prose names, each once, with investment in 元 and status as written where they are said."""
    day = document.issue_date
    rows = [seen_in(passage) for passage in prose]
    seen: dict[str, list[tuple[Seen, list[_Told]]]] = {}
    for n, row in enumerate(rows):
        for k, one in enumerate(_marked(row) if row else ()):
            told = [*_told(row, k), *_told_below(prose, rows, n)]
            if not one.works or one.amount or _is_built(one, told, day):
                seen.setdefault(one.name, []).append((one, told))
    return tuple(_project(name, sightings, day) for name, sightings in seen.items())


def _marked(row: Sequence[Seen]) -> Iterator[Seen]:
    """Yield the names, those joined to another of the row (甲项目、乙项目) as parts of a list."""
    text = row[0].passage.text
    joined = {k for k in range(1, len(row)) if text[row[k - 1].end : row[k].start] in _JOINTS}
    yield from (replace(one, listed=one.listed or k in joined or k + 1 in joined) for k, one in enumerate(row))


def _project(name: str, sightings: Sequence[tuple[Seen, list[_Told]]], day: str | None) -> Project:
    invested = next((paid for one, told in sightings for paid in _paid(one, told)), None)
    status, status_spans = next((standing for one, told in sightings for standing in _standing(one, told, day)), (None, ()))
    return Project(
        name=name,
        mentions=tuple(s.passage.mapped.spans_of(s.start, s.end) for s, _ in sightings),
        investment=invested[0] if invested else None,
        investment_spans=invested[1] if invested else (),
        status=status,
        status_spans=status_spans,
    )


def _told(row: Sequence[Seen], k: int) -> Iterator[_Told]:
    """Yield the stretch behind a name: its sentence and what goes on about it, up to the next name that is not of the same list."""
    one, text = row[k], row[k].passage.text
    last = k
    while last + 1 < len(row) and text[row[last].end : row[last + 1].start] in _JOINTS:
        last += 1
    bound = row[last + 1].start if last + 1 < len(row) else len(text)
    end = bound if _opens(one) else _sentence_end(text, one.end)
    while going := _GOES_ON.match(text, end):
        end = _sentence_end(text, going.end())
    yield _Told(one.passage, one.end, min(_match_end(_OWN, text, one.end), bound), min(end, bound))


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _sentence_end(text: str, start: int) -> int:
    return _match_end(_SENTENCE, text, start)


# 1.华能风电项目。 | （2）涡河治理工程：
_MARKED = re.compile(r"[ \d.．（(）)、一二三四五六七八九十①-⑳“]{0,8}")


def _opens(one: Seen) -> bool:
    """Tell whether a name opens its passage and is set off by a full stop: a heading in all but its place."""
    text = one.passage.text
    return bool(_MARKED.fullmatch(text, 0, one.start)) and text[one.end : one.end + 1] in {"。", "："}


def _told_below(prose: Sequence[Passage], rows: Sequence[Sequence[Seen]], n: int) -> Iterator[_Told]:
    """Yield the paragraphs below a heading that is a name and nothing else, up to the next name."""
    heading, row = prose[n], rows[n]
    if heading.kind != "heading" or len(row) != 1 or not _MARKED.fullmatch(heading.text, 0, row[0].start):
        return
    if heading.text[row[0].end :].strip("。：”（） "):
        return
    for passage, others in zip(prose[n + 1 :], rows[n + 1 :], strict=True):
        if passage.kind != "paragraph" or passage.section != heading.section:
            return
        other = next((s for s in others if s.name != row[0].name), None)
        yield _Told(passage, 0, 0, other.start if other else len(passage.text))
        if other:
            return


def _is_built(one: Seen, told: Sequence[_Told], day: str | None) -> bool:
    """Tell whether an investment, a size or a stage of building is said of a 工程; of a slogan in quotes it must be an investment."""
    if next(_paid(one, told), None):
        return True
    text = one.passage.text
    if text[one.start - 1 : one.start] in {"“", "「"}:
        return False
    status = next((word for word, _ in _behind(told, day)), None)
    return any(is_built(t.passage.text, t.start, status) for t in told)


def _paid(one: Seen, told: Sequence[_Told]) -> Iterator[tuple[str, Spans]]:
    """Yield the investment in 元 with its place: in front of the name, else the one told behind it; a list's is no one's of it."""
    if one.amount and one.value:
        yield one.value, one.passage.mapped.spans_of(*one.amount)
    elif not one.listed:
        for t in told:
            if found := investment(t.passage.text, t.start, t.end, is_behind=t.own > 0):
                yield found[1], t.passage.mapped.spans_of(*found[0])


def _behind(told: Sequence[_Told], day: str | None) -> Iterator[tuple[str, Spans]]:
    for t in told:
        if place := furthest(t.passage.text, t.start, t.own, t.end, day):
            yield t.passage.text[slice(*place)], t.passage.mapped.spans_of(*place)


# 确保|中原康城项目按期投产: what is called for is no standing
_HOPED = re.compile(r"(?:确保|力争)[^。；]*$|(?:预计|计划|拟|力促)(?!总?投资|新|建)[^，。；]*$")


def _standing(one: Seen, told: Sequence[_Told], day: str | None) -> Iterator[tuple[str, Spans]]:
    """Yield how a project stands as told behind it; in front of it only 签约."""
    text, at = one.passage.text, max(0, one.start - 30)
    if _HOPED.search(text, max(0, one.start - 60), one.start):
        return
    yield from _behind(told, day)
    if before := re.search(r"签约(?=[^。；]*$)", text[at : one.start]):
        yield before[0], one.passage.mapped.spans_of(at + before.start(), at + before.end())
