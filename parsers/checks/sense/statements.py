"""The prose of a document as one text with its figures, sentence by sentence: what the checks of sense read."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from parsers.checks.sense.tolerance import shown
from parsers.document import Finding, Severity, Spans
from parsers.grammar.figures.indicators import figures
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import narrowed
from parsers.lasting import lasting
from parsers.passages import Passage

# 。其中 goes on with the whole of the sentence before
_END = re.compile(r"[。！？!?\n](?!\n?其中)")
_SENTENCE_END = re.compile(r"[。！？\n]")
_STOPS = "，。；：、！？\n（）"
_SEMICOLON = re.compile("；")
_STOP = re.compile(f"[{_STOPS}]")
_WIDE = tuple(zip(",;:()", "，；：（）", strict=True))
_AGED = re.compile(r"^(?:的|及以上|[^\W\da-zA-Z_]{1,4})?$")
_CLASS = re.compile(r"^的?[^\W\da-zA-Z_]{1,8}$")
# measure words that count the same kind of thing
_FAMILIES = {unit: name for name, units in (("people", "人名位口"), ("cases", "件起宗桩例")) for unit in units} | {"件次": "cases"}


@dataclass(frozen=True)
class Prose:
    """All passages joined by line breaks, and all their figures in order; offsets are code points of `text`."""

    passages: Sequence[Passage]
    text: str
    figures: Sequence[Quantity]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> "Prose":
        """Return the prose of some passages; digits are narrow and punctuation wide, one character for one."""
        plain = [narrowed(p.text) for p in passages]
        found: list[Quantity] = []
        start = 0
        for text in plain:
            found += [q._replace(start=q.start + start, end=q.end + start, at=q.at + start) for q in figures(text)]
            start += len(text) + 1
        whole = "\n".join(plain)
        for narrow, wide in _WIDE:
            whole = whole.replace(narrow, wide)
        return cls(passages, whole, found)

    @lasting
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(p.text) + 1 for p in self.passages)]

    def kind(self, place: int) -> str:
        """Return the kind of the passage at a place."""
        return self.passage(place).kind

    def passage(self, place: int) -> Passage:
        """Return the passage at a place."""
        return self.passages[bisect_right(self._starts, place) - 1]

    def spans(self, start: int, end: int) -> Spans:
        """Return where `text[start:end]` stands in the reading; it may run over several passages."""
        found: Spans = ()
        index = bisect_right(self._starts, start) - 1
        while start < end:
            first = self._starts[index]
            stop = min(end, first + len(self.passages[index].text))
            found += self.passages[index].mapped.spans_of(start - first, stop - first)
            index += 1
            start = self._starts[index]
        return found

    def sentences(self) -> Iterator["Sentence"]:
        """Yield the sentences that have a figure or a list, in order."""
        start = done = 0
        for match in [*_END.finditer(self.text), None]:
            end = match.end() if match else len(self.text)
            first = done
            while done < len(self.figures) and self.figures[done].start < end:
                done += 1
            yield Sentence(self, start, end, tuple(self.figures[first:done]))
            start = end

    def finding(self, start: int, end: int, message: str, expected: str, actual: str, severity: Severity = "error") -> Finding:
        """Return `figures_disagree` for `[start, end)`, which should run from the first figure that is compared to the last.

        Where these stand in two sentences, it carries both whole: a reader sees what each of them says.
        """
        if _SENTENCE_END.search(self.text, start, end):
            start, end = _opened(self.text, start), _closed(self.text, end)
        return disagreement(self.spans(start, end), message, expected, actual, severity)


def disagreement(spans: Spans, message: str, expected: str, actual: str, severity: Severity = "error") -> Finding:
    """Return `figures_disagree` with what speaks for either side: `spans` of the reading."""
    return Finding(code="figures_disagree", severity=severity, message=message, spans=spans, expected=expected, actual=actual)


@dataclass(frozen=True)
class Sentence:
    """`[start, end)` of a prose with its figures."""

    prose: Prose
    start: int
    end: int
    figures: Sequence[Quantity]

    @lasting
    def counted(self) -> "Sentence":
        """Return the sentence without thresholds, which only name a class: 5亿元以上项目9个, 超5万元的村95个, 过500万元的企业6家."""
        kept = tuple(q for i, q in enumerate(self.figures) if not self._is_threshold(i))
        return self if len(kept) == len(self.figures) else Sentence(self.prose, self.start, self.end, kept)

    def with_one_before(self, before: Sequence["Sentence"]) -> "Sentence | None":
        """Return the sentence together with the last of `before`, where that ends right before it in its paragraph and has only one figure."""
        last = before[-1] if before else None
        if not last or last.end != self.start or "\n" in last.text or len(last.figures) != 1:
            return None
        return Sentence(self.prose, last.start, self.end, (*last.figures, *self.figures))

    def segments(self) -> Iterator["Sentence"]:
        """Yield the parts of the sentence between semicolons."""
        start = self.start
        for at in [*(m.start() for m in _SEMICOLON.finditer(self.prose.text, self.start, self.end)), self.end]:
            yield Sentence(self.prose, start, at, tuple(q for q in self.figures if start <= q.start < at))
            start = at + 1

    def with_before(self, before: Sequence["Sentence"], many: int = 1) -> "Sentence | None":
        """Return the sentence together with the last `many` of `before`, without thresholds, where those end right before it in its paragraph."""
        found = self
        for last in reversed(before[-many:]):
            if last.end != found.start or "\n" in last.text:
                break
            found = Sentence(self.prose, last.start, self.end, (*last.figures, *found.figures))
        return found.counted if found.start < self.start else None

    def _is_threshold(self, i: int) -> bool:
        figure = self.figures[i]
        # 60岁以上18名，35岁至59岁16名
        aged = figure.word.unit == "岁" and i + 1 < len(self.figures) and self.figures[i + 1].word.dimension == "people"
        if aged and (figure.bound != "exact" or figure.value_max is not None) and _AGED.match(self.gap(i + 1)):
            return True
        # 10万至50万元的14个, 5000万元至1亿元项目15个
        banded = figure.value_max is not None and (figure.word.dimension == "money" or self.prose.text.startswith("的", figure.end))
        if i + 1 == len(self.figures) or (
            figure.bound == "exact" and not banded and self.prose.text[figure.start - 1 : figure.start] != "过"
        ):
            return False
        return bool(_CLASS.match(self.prose.text[self.figures[i].end : self.figures[i + 1].start]))

    @lasting
    def text(self) -> str:
        """Return the wording."""
        return self.prose.text[self.start : self.end]

    def gap(self, i: int) -> str:
        """Return the text between figure `i` of the sentence and the one before it, or the start of the sentence."""
        return self.prose.text[self.figures[i - 1].end if i else self.start : self.figures[i].start]

    def front(self, i: int) -> str:
        """Return the words in front of figure `i` in its own clause."""
        return self._sides[i][0]

    def back(self, i: int) -> str:
        """Return the words behind figure `i` in its own clause."""
        return self._sides[i][1]

    @lasting
    def _sides(self) -> list[tuple[str, str]]:
        """Return what stands in front of each figure and behind it: most checks ask for it."""
        gaps = [self.gap(i) for i in range(len(self.figures))]
        after = [*gaps[1:], self.prose.text[self.figures[-1].end : self.end]]
        return [(front[max(map(front.rfind, _STOPS)) + 1 :], _STOP.split(back, 1)[0]) for front, back in zip(gaps, after, strict=True)]


# where one statement ends and another begins
_STATED = "。；！？\n"
_ENDS_STATED = re.compile(f"[{_STATED}]")


def disagree(prose: Prose, first: Quantity, second: Quantity, message: str) -> Finding:
    """Return the warning for two figures that stand apart, each with the statement that it stands in; `message` has places for {a} and {b}."""
    a, b = written(prose, first), written(prose, second)
    one, other = (_statement(prose.text, q) for q in (first, second))
    spans = prose.spans(*one) if one == other else (*prose.spans(*one), *prose.spans(*other))
    return disagreement(spans, message.format(a=a, b=b), a, b, "warning")


def _statement(text: str, q: Quantity) -> tuple[int, int]:
    """Return where the statement begins and ends that a figure stands in."""
    return _opened(text, q.start), _closed(text, q.end)


def _opened(text: str, at: int) -> int:
    start = opening(text, at, _STATED)
    while text[start] == " ":
        start += 1
    return start


def _closed(text: str, at: int) -> int:
    end = _ENDS_STATED.search(text, at)
    return end.start() if end else len(text)


# what a figure of such a dimension says is no count of things
NO_COUNTS = frozenset({"share", "rank", "time"})


def opening(text: str, at: int, stops: str) -> int:
    """Return where the stretch of `text` begins that `at` stands in: behind the last of `stops` in front of it, or at the start."""
    return max(text.rfind(stop, 0, at) for stop in stops) + 1


def same_kind(a: Quantity, b: Quantity) -> bool:
    """Tell whether two figures count the same kind of thing, so that one can be part of the other."""
    return _FAMILIES.get(a.word.unit, a.word.unit) == _FAMILIES.get(b.word.unit, b.word.unit)


def in_unit_of(figure: Quantity, value: Decimal) -> str:
    """Return a computed value in the unit that a figure is written with: 8600万元."""
    return f"{shown(value / figure.step)}{figure.unit}"


def written(prose: Prose, q: Quantity) -> str:
    """Return a figure as the text has it."""
    return prose.text[q.start : q.end].replace("，", ",")
