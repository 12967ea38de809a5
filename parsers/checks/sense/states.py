"""What is done, in hand and not begun against the whole before it: 58项 …，已完工9项，正在建设37项，尚未开工10项."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.parts import breakdown
from parsers.checks.sense.statements import Sentence
from parsers.checks.sense.sums import CARRIED
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_YET = re.compile(r"尚未|还未|未(?:开工|启动|开建|动工|办结|完成|整改|化解)|待(?:开工|建|启动)")
_DOING = re.compile(r"正在|正加[快紧]|正抓紧|在建|续建|建设中|推进中|办理中|整改中|实施中|加快(?:建设|推进|实施)")
_DONE = re.compile(r"建成|投产|投用|完工|竣工|已?办结|已?完成|已?化解|已?调处|整改到位|销号")
_STATES = (("yet", _YET), ("doing", _DOING), ("done", _DONE))
_ALL_THREE = 3
# what is further off is of something else
_NEAR, _TWICE = Decimal("0.25"), Decimal(2)
# of another year, planned, or of more than one
_STOPPED = re.compile(r"新增|分别|力争|另|计划(?!投资|总投资)|[去上前往]年|此前|累计(?!完成投资)|历年")
_MEASURED = frozenset({"money", "area", "length", "mass", "share", "rank", "time"})


def states(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the counts by state of a sentence that are more than their whole, or miss it although all three states are told."""
    if not any(word in sentence.text for word in ("正", "未", "在建")) or CARRIED.search(sentence.text):
        return
    sentence = sentence.counted
    told = [(_state(sentence, i), q) for i, q in enumerate(sentence.figures)]
    for i in range(len(told)):
        run = _run(told, i)
        # what is told as a breakdown has been checked with the others
        known = breakdown(sentence, sentence.figures.index(run[0])) if len(run) > 1 and run[0] is not sentence.figures[0] else None
        whole = _whole(sentence, before, run[0]) if len(run) > 1 and not (known and len(known.parts) >= len(run)) else None
        found = Breakdown(whole, run) if whole else None
        if found and not found.adds_up:
            finding = _finding(sentence, found)
            yield from [finding] if finding else []
            return


def _state(sentence: Sentence, i: int) -> str:
    words = sentence.front(i) + "|" + sentence.back(i)
    return next((name for name, pattern in _STATES if pattern.search(words)), "")


def _run(told: Sequence[tuple[str, Quantity]], i: int) -> list[Quantity]:
    """Return figure `i` and those behind it that count the same in another state each."""
    run: list[Quantity] = []
    seen: set[str] = set()
    for state, q in told[i:]:
        if not state or state in seen or q.word.dimension in _MEASURED or (run and q.word.unit != run[0].word.unit):
            break
        seen.add(state)
        run.append(q)
    return run


def _whole(sentence: Sentence, before: Sequence[Sentence], first: Quantity) -> Quantity | None:
    """Return the last figure in front of a run that counts in its unit; None where something else may be meant."""
    at = sentence.figures.index(first)
    rows = [*((s, q) for s in before for q in s.figures), *((sentence, q) for q in sentence.figures[:at])]
    alike = [q for _, q in rows if q.word.unit == first.word.unit]
    if not alike or alike[-1].bound != "exact" or not alike[-1].value:
        return None
    between = sentence.prose.text[alike[-1].end : first.start]
    return None if _STOPPED.search(between) else alike[-1]


def _finding(sentence: Sentence, found: Breakdown) -> Finding | None:
    value, total = found.whole.value, found.total
    inside = found.whole.start >= sentence.start
    if inside and total > value and all(q.value <= value for q in found.parts) and total < value * _TWICE:
        return sum_finding(sentence, found, "error")
    if len(found.parts) < _ALL_THREE or abs(total - value) > value * _NEAR:
        return None
    return sum_finding(sentence, found, "warning")
