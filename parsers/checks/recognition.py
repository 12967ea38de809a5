"""What was recognised from a picture: the score of each value, and the characters that a person should compare with the page.

Measured on six pages of 740 characters each at 100 to 150 dpi under heavy noise: of 31 letters read wrongly 24 score below 0.8, and so
do 1.5 % of those read rightly; no digit was wrong, but a wrong digit is the dearest error, so that more of them are shown. Marks score
low where only their width is in doubt, and do not count for the score of a value.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel

from parsers.checks.own import begins_in, own_spans
from parsers.document import Document, Finding, Spans
from parsers.model import Scored
from parsers.reading import Reading, Span, merge

# below these a letter, a digit, a mark is doubtful
_LETTER, _DIGIT, _MARK = 0.8, 0.9, 0.3
# a digit is doubtful too where the characters about it are, on the average
_ABOUT, _POOR = 12, 0.85
# doubtful characters nearer to each other than this are one doubt
_NEAR = 2
# so many doubts are told one by one
_TOLD = 40
# 61.65%, 1300, 〔2022〕
_NUMBER = re.compile(r"\d[\d.,]*%?")
T = TypeVar("T")


def with_scores(reading: Reading, document: Document) -> Document:
    """Return the document with a score on each value that has recognised characters; the document itself where none were."""
    return _scored(document, reading.text, reading.scores) if reading.scores else document


def _scored(value: T, text: str, scores: Sequence[float | None]) -> T:
    if isinstance(value, BaseModel):
        changed = {name: new for name, old in value if (new := _scored(old, text, scores)) is not old}
        if isinstance(value, Scored) and (worst := _worst(_spans(value), text, scores)) is not None:
            changed["score"] = worst
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return type(value)(_scored(item, text, scores) for item in value)
    return value


def _spans(value: BaseModel) -> Spans:
    own: Spans = getattr(value, "spans", ())
    return own or tuple(span for mention in getattr(value, "mentions", ()) for span in mention)


def _worst(spans: Spans, text: str, scores: Sequence[float | None]) -> float | None:
    found = [score for start, end in spans for at in range(start, end) if (score := scores[at]) is not None and text[at].isalnum()]
    return min(found, default=None)


def doubtful_characters(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield a finding for each number, and each other stretch, that recognition is not sure of in this document's part of the reading."""
    if not reading.scores:
        return
    own = own_spans(document)
    numbers = [span for span in _numbers(reading.text, reading.scores) if begins_in(own, span)]
    in_numbers = {at for span in numbers for at in range(*span)}
    others = [span for span in _stretches(reading.text, reading.scores, in_numbers) if begins_in(own, span)]
    doubts = sorted([*numbers, *others])
    for span in doubts[:_TOLD]:
        what = "The number " if span in numbers else ""
        yield _finding(f"{what}“{reading.raw([span])}” {_why(reading.scores, span)}", (span,))
    if doubts[_TOLD:]:
        yield _finding(f"{len(doubts[_TOLD:])} more stretches were recognised with low scores", tuple(doubts[_TOLD:]))


def _finding(told: str, spans: Spans) -> Finding:
    return Finding(code="ocr_low_confidence", severity="warning", message=f"{told}: compare with the page.", spans=spans)


def _why(scores: Sequence[float | None], span: Span) -> str:
    lowest = min(score for score in scores[span.start : span.end] if score is not None)
    return f"was recognised with a score of only {lowest:.2f}" if lowest < _DIGIT else "stands where the page is hard to read"


def _numbers(text: str, scores: Sequence[float | None]) -> Iterator[Span]:
    for match in _NUMBER.finditer(text):
        lowest = min((score for at in range(*match.span()) if text[at].isdigit() and (score := scores[at]) is not None), default=1.0)
        if lowest < _DIGIT or _mean_about(text, scores, *match.span()) < _POOR:
            yield Span(*match.span())


def _mean_about(text: str, scores: Sequence[float | None], start: int, end: int) -> float:
    about = range(max(0, start - _ABOUT), min(len(text), end + _ABOUT))
    found = [score for at in about if (score := scores[at]) is not None and text[at].isalnum()]
    return sum(found) / len(found) if found else 1.0


def _stretches(text: str, scores: Sequence[float | None], without: set[int]) -> Iterator[Span]:
    """Yield the doubtful stretches outside numbers, those made one that nearly touch."""
    doubtful = [at for at, score in enumerate(scores) if score is not None and at not in without and score < _least(text[at])]
    for span in merge(Span(at, at + 1 + _NEAR) for at in doubtful):
        yield Span(span.start, span.end - _NEAR)


def _least(char: str) -> float:
    if char.isspace():
        return 0.0
    return _LETTER if char.isalpha() else _MARK
