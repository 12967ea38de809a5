"""Counted measures in running text: 一是 … 二是 …, 一要 … 二要 …, 首先 … 其次 …, 第一，… 第二，…."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from parsers.document import Measure, Spans
from parsers.grammar.marks import MEASURE_MARK, measure_ordinal
from parsers.mapped import Mapped

_STOP = re.compile(r"[。；：，！？:;,!?]")
_WORDING = re.compile(r"[^。；：，！？:;,!?、 ]")
# A list that this introduces counts faults, not measures: 存在的主要问题：一是…
_FAULTS = re.compile(
    r"(?:存在|主要|突出|发现|暴露)[^。；]{0,12}(?:问题|不足|短板|困难|差距|隐患|原因)[^。；]{0,12}[：:。]?$|(?:问题|不足|短板|原因)(?:主要)?(?:有|是|表现)?[：:]?$"
)

_ALIKE = 3


@dataclass(frozen=True)
class Counted:
    """A counted mark in one paragraph: its family (是, 要, 第, 首先), its number (0 for 最后, one more than the last), and where mark and wording stand."""

    paragraph: int
    family: str
    ordinal: int
    start: int
    end: int
    written: str


def measures(paragraphs: Sequence[Mapped]) -> tuple[list[Measure], list[tuple[str, Spans]]]:
    """Return the measures in the paragraphs of one section, and a sentence with spans for each number that is left out.

    A list has two numbers or more and begins with the first, or the second where the first was lost. Of lists within lists
    the outer one counts. `text` runs from behind the mark to the next mark or the end of the paragraph; `lead` to the first stop.
    """
    marks = [mark for i, p in enumerate(paragraphs) for mark in _marks(i, p)]
    chosen: list[Counted] = []
    gaps: list[tuple[str, Spans]] = []
    told: Counted | None = None
    for run in _runs(marks):
        if _is_faults(paragraphs[run[0].paragraph].text[: run[0].start]):
            continue
        chosen += run
        again = _repeated(run, marks, paragraphs)
        gaps += _gaps(run, paragraphs, told)
        if again:
            gaps.append(
                (f"The list has “{again.written}” a second time, where number {again.ordinal + 1} should stand.", _place(again, paragraphs))
            )
            told = again
    found: list[Measure] = []
    for mark, after in zip_longest(chosen, chosen[1:]):
        measure = _measure(mark, after, paragraphs)
        found += [measure] if measure else []
        gaps += [] if measure else [(f"“{mark.written}” has no wording behind it.", _place(mark, paragraphs))]
    return found, gaps


def _marks(index: int, paragraph: Mapped) -> Iterator[Counted]:
    for match in MEASURE_MARK.finditer(paragraph.text):
        ordinal = measure_ordinal(match) or 0
        family = match["verb"] or ("第" if match["nth"] else "首")
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Counted(index, family, ordinal, start, match.end(), match[0].strip())


def _runs(marks: Sequence[Counted]) -> Iterator[list[Counted]]:
    """Yield the lists: marks of one family whose numbers rise; a mark of another family inside belongs to a list within."""
    at = 0
    while at < len(marks):
        family = marks[at].family
        run = [marks[at]]
        following = at + 1
        while following < len(marks):
            mark = marks[following]
            if mark.family == family:
                if 0 < mark.ordinal <= run[-1].ordinal:
                    break
                run.append(mark if mark.ordinal else replace(mark, ordinal=run[-1].ordinal + 1))
            following += 1
        if len(run) >= 2 and 0 < run[0].ordinal <= 2:
            yield run
            at = following
        else:
            at += 1


def _is_faults(before: str) -> bool:
    sentence = re.split(r"[。！？]", before.rstrip("。：: "))[-1]
    return bool(_FAULTS.search(sentence))


def _gaps(run: Sequence[Counted], paragraphs: Sequence[Mapped], told: Counted | None) -> Iterator[tuple[str, Spans]]:
    """Yield the numbers left out; a list that goes on behind a number used again has been `told`."""
    expected = run[0].ordinal if run[0] == told else 1
    for mark in run:
        if mark.ordinal != expected:
            yield f"The list has “{mark.written}” where number {expected} should stand.", _place(mark, paragraphs)
        expected = mark.ordinal + 1


def _repeated(run: Sequence[Counted], marks: Sequence[Counted], paragraphs: Sequence[Mapped]) -> Counted | None:
    """Return the number used again right behind a list (一是…二是…二是) of a paragraph; None where one list may stand within another."""
    alike = [mark for mark in marks if mark.family == run[0].family and mark.paragraph == run[0].paragraph]
    if run[0].ordinal != 1 or run[-1] not in alike[:-1] or sum(mark.ordinal == 1 for mark in alike) != 1:
        return None
    again = alike[alike.index(run[-1]) + 1]
    # 针对以上问题，二是作风不实的单位…: the same words again look back at the list
    text = paragraphs[again.paragraph].text
    same = text[again.end : again.end + _ALIKE] == text[run[-1].end : run[-1].end + _ALIKE]
    return again if again.ordinal == run[-1].ordinal and not same else None


def _place(mark: Counted, paragraphs: Sequence[Mapped]) -> Spans:
    return paragraphs[mark.paragraph].spans_of(mark.start, mark.end)


def _measure(mark: Counted, after: Counted | None, paragraphs: Sequence[Mapped]) -> Measure | None:
    """Return the measure behind a mark; None where nothing but stops stands there."""
    paragraph = paragraphs[mark.paragraph]
    stop = after.start if after and after.paragraph == mark.paragraph else len(paragraph.text)
    wording = _WORDING.search(paragraph.text, mark.end, stop)
    if not wording:
        return None
    start = wording.start()
    lead = _STOP.search(paragraph.text, start, stop)
    return Measure(
        ordinal=mark.ordinal,
        marker=mark.written,
        lead=paragraph.slice(start, lead.start() if lead else stop),
        text=paragraph.slice(start, stop),
    )
