"""Plan or report in an article that sets aims and tells what was reached: clause by clause, as all its words bear out best."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from parsers.grammar.figures.plans import PLANS, UNTOLD, is_ahead, is_deadline, label, opens, tells_facts, tells_plans, tokens
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import narrowed
from parsers.passages import Passage
from parsers.reading import Span
from seeds import vocabulary

Turns = list[tuple[int, bool]]
# all in tenths, as the weights of the vocabulary: what a governing word weighs, the most that other words of a clause weigh together, what a heading
# weighs, from which weight on a word of the vocabulary governs
_WORD, _WEAK, _HEADING, _GOVERNS = 60, 30, 30, 25
# what it costs to turn from plans to reports or back before a clause: in a sentence, in one that planned before, at a semicolon, a full stop, a paragraph, a governing word
_COMMA, _HELD, _SEMICOLON, _STOP, _PARAGRAPH, _AT_WORD = 40, 60, 22, 14, 6, 5
_TURNS = {",": _COMMA, "，": _COMMA, ";": _SEMICOLON, "；": _SEMICOLON, ":": _SEMICOLON, "：": _SEMICOLON}
# a year: what 2023年 at the head of a sentence weighs where the document has no date, 到2025年 there, and the year of the document itself in its first months
_PAST_YEAR, _UNTIL_YEAR, _NEW_YEAR, _FIRST_MONTHS = -30, -20, 30, ("01", "02", "03")
_ENDS = re.compile(r"[，；。！？：]|[,;:!?](?!\d)")
_DIGITS = re.compile(r"\d(?![\d.百千万亿])|(?P<large>\d+(?:\.\d+)?)")
# 6120个, 18.3%: who counts has uneven figures, who plans round ones (3家 is neither); 余, 近 are of counts, 以上, 不少于 mostly of plans
_EVENNESS, _UNEVEN, _COUNTED, _BOUNDED = {0: 5, 1: 5, 2: -4}, -18, -20, 8
_COUNTS, _BOUNDS = re.compile(r"[余多近约]|不足|不到|左右"), re.compile(r"以上|不低于|不少于|以内|不超")


class _Clause(NamedTuple):
    """A clause: its passage and place, what its words weigh (above 0 for a plan), what a turn before it costs."""

    passage: int
    start: int
    weight: int
    turn: int


class _Now(NamedTuple):
    """When a document appears: its year, None where that is unknown, and whether the year is new then."""

    year: int | None
    new: bool


@cache
def _cues() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((row["weight"], re.compile("|".join(row["words"]))) for row in vocabulary("aims")["cues"])


def ways(prose: Sequence[Passage], figures: Sequence[Sequence[Quantity]], day: str | None) -> Mapping[tuple[Span, ...], Turns]:
    """Return for the paragraphs of an article, by their spans, where plans (True) and reports (False) begin; `figures` are those of each passage."""
    now = _Now(int(day[:4]), day[5:7] in _FIRST_MONTHS) if day else _Now(None, False)
    headings = {p.section: _told(p.text) for p in prose if p.kind == "heading"}
    clauses: list[_Clause] = []
    for i, passage in enumerate(prose):
        if passage.kind == "paragraph":
            clauses += _clauses(i, passage, figures[i], headings, now)
    found: dict[tuple[Span, ...], Turns] = {}
    for clause, plan in zip(clauses, _best(clauses), strict=True):
        found.setdefault(prose[clause.passage].mapped.spans, []).append((clause.start, plan))
    return found


def _told(heading: str) -> int:
    return _HEADING * (tells_plans(heading) - tells_facts(heading))


def _clauses(
    index: int, passage: Passage, figures: Sequence[Quantity], headings: Mapping[tuple[int, ...], int], now: _Now
) -> Iterator[_Clause]:
    text, section = narrowed(passage.text), passage.section
    above = sum(headings.get(section[:n], 0) for n in range(1, len(section) + 1))
    turn, weight = _PARAGRAPH, _within(above, _HEADING) + _told(label(text))
    said, start, planned, listed = _said(text, now), 0, False, False
    for end in [*(m.end() for m in _ENDS.finditer(text)), len(text)]:
        if end == start:
            continue
        clause = text[start:end]
        cues = [weight for weight, cue in _cues() if cue.search(clause)]
        words = [w for place, w in said if start <= place < end]
        leaning = sum(cues) + sum(words) + _counted(text, start, end, figures)
        if words or any(weight >= _GOVERNS for weight in cues):
            turn = min(turn, _AT_WORD)
        else:
            leaning = _within(leaning, _WEAK)
            turn = _HELD if planned and turn == _COMMA else turn
        yield _Clause(index, start, weight + leaning, turn)
        turn = _TURNS.get(text[end - 1], _STOP)
        planned = turn != _STOP and (planned or (bool(words) and leaning > 0))
        # 年底前要办好20件实事：新建…；改造…: a list that a plan leads on to is one
        listed = planned and (listed or text[end - 1] in ":：")
        turn = _HELD if listed and text[end - 1] in ":：;；" else turn
        start, weight = end, 0


def _within(weight: int, bound: int) -> int:
    return max(-bound, min(bound, weight))


def _said(text: str, now: _Now) -> list[tuple[int, int]]:
    """Return the place and weight of each governing word; one that is found by the stop before it stands behind that."""
    said = [(token.end() if token[0] in "；。，" else token.start(), _word(token, text, now)) for token in tokens().finditer(text)]
    return [(place, weight) for place, weight in said if weight]


def _word(token: re.Match[str], text: str, now: _Now) -> int:
    if token.lastgroup != "year":
        return 0 if token.lastgroup == "stop" or token.lastgroup in UNTOLD else _WORD if token.lastgroup in PLANS else -_WORD
    ahead = is_ahead(token["year"], now.year)
    if ahead is not None:
        return _WORD if ahead else -_WORD
    if now.year is None:
        if is_deadline(text, token):
            return _WORD
        return (_UNTIL_YEAR if token[0][0] == "到" else _PAST_YEAR) if opens(text, token.start()) else 0
    return _NEW_YEAR if now.new else 0


def _counted(text: str, start: int, end: int, figures: Sequence[Quantity]) -> int:
    return sum(_figure(text[q.start : q.end]) for q in figures if start <= q.start < end)


def _figure(quote: str) -> int:
    digits = _DIGITS.search(quote)
    large = digits["large"] if digits else None
    weight = _EVENNESS.get(len(large.replace(".", "").strip("0").removesuffix("5")), _UNEVEN) if large else 0
    return weight + (_COUNTED if _COUNTS.search(quote) else 0) + (_BOUNDED if _BOUNDS.search(quote) else 0)


def _best(clauses: Sequence[_Clause]) -> list[bool]:
    """Return plan or report for each clause so that words and turns together weigh most (Viterbi's way over two states)."""
    lead = 0  # what a plan weighs more than a report up to here
    came: list[tuple[bool, bool]] = []  # for a report and for a plan: whether the clause before was a plan
    for clause in clauses:
        came.append((lead > clause.turn, lead >= -clause.turn))
        lead = _within(lead, clause.turn) + clause.weight
    states, state = [], lead > 0
    for before in reversed(came):
        states.append(state)
        state = before[state]
    return states[::-1]
