"""Ages and anniversaries of “this year” against the year of issue."""

import pytest

from parsers.checks.sense.ages import ages
from parsers.checks.sense.statements import Prose
from parsers.mapped import Mapped
from parsers.passages import Passage
from parsers.reading import Reading, Span
from tests.structure import document_with


def said(text: str, issued: str | None) -> list[tuple[str, str]]:
    reading = Reading(text, "text/plain", "case", "1")
    prose = Prose.of([Passage("paragraph", Mapped(reading, (Span(0, len(text)),)))])
    return [(reading.raw(f.spans), f.expected or "") for f in ages(document_with().model_copy(update={"issue_date": issued}), prose)]


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("张桂枝，1952年出生，今年58岁，是老支书。", "1952年出生，今年58岁", "73岁"),
        ("李国强出生于1965年8月，现年72岁。", "出生于1965年8月，现年72岁", "60岁"),
        ("今年7月1日是中国共产党成立101周年。", "今年7月1日是中国共产党成立101周年", "104周年"),
        ("今年是新中国成立六十七周年。", "今年是新中国成立六十七周年", "76周年"),
    ],
)
def test_what_cannot_be_of_the_year_of_issue_is_told(text: str, quote: str, expected: str) -> None:
    assert said(text, "2025-11-20") == [(quote, expected)]
    assert said(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "张桂枝，1952年出生，今年73岁，虚岁75岁。",
        "1952年出生的她，今年72岁，按农村的说法，今年75岁。",
        "张桂枝1952年出生，今年50岁的儿子在县城工作。",
        "张桂枝1952年2月出生，18岁嫁到村里。",
        "去年是新中国成立75周年，今年是新中国成立76周年。",
        "庆祝中国共产党成立100周年大会的讲话催人奋进，今年是建校67周年。",
    ],
)
def test_what_can_be_of_the_year_of_issue_is_not_told(text: str) -> None:
    assert said(text, "2025-11-20") == []


def test_a_text_of_january_can_still_speak_of_the_year_before() -> None:
    assert said("今年是新中国成立75周年。", "2025-01-03") == []
    assert said("今年是新中国成立75周年。", "2025-11-20") == [("今年是新中国成立75周年", "76周年")]
