"""Figures that contradict each other: every case of tests/rules/figures.yaml, most of which must not be flagged."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parsers.checks.sense.figures import contradictions
from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.mapped import Mapped
from parsers.passages import Passage
from parsers.reading import Reading, Span

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "rules" / "figures.yaml").read_text(encoding="utf-8"))


def said(text: str) -> tuple[Reading, list[Finding]]:
    reading = Reading(text, "text/plain", "case", "1")
    passage = Passage("paragraph", Mapped(reading, (Span(0, len(text)),)))
    return reading, list(contradictions(Prose.of([passage])))


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{n}-{c['text'][:16]}") for n, c in enumerate(CASES)])
def test_case(case: dict[str, Any]) -> None:
    reading, found = said(case["text"])
    got = [(reading.raw(f.spans), f.expected, f.severity) for f in found]
    assert got == ([(case["quote"], case["expected"], case["severity"])] if "quote" in case else []), [f.message for f in found]


def test_cases_have_known_keys_and_reasons() -> None:
    assert all(case.keys() <= {"text", "quote", "expected", "severity", "why"} and case["why"] for case in CASES)
    assert sum("quote" not in case for case in CASES) * 2 >= len(CASES)


def told(*paragraphs: str) -> list[Finding]:
    text = "\n".join(paragraphs)
    reading = Reading(text, "text/plain", "case", "1")
    starts = [sum(len(p) + 1 for p in paragraphs[:n]) for n in range(len(paragraphs))]
    passages = [Passage("paragraph", Mapped(reading, (Span(at, at + len(p)),))) for at, p in zip(starts, paragraphs, strict=True)]
    return list(contradictions(Prose.of(passages)))


POINTS = ("一是强产业，建园区。", "二是优环境，植树木。", "三是惠民生，办学校。", "四是保稳定，防汛旱。")


def test_points_announced_in_a_line_of_their_own() -> None:
    assert [f.expected for f in told("面向未来，要抓好以下三项任务", "".join(POINTS))] == ["4"]
    assert [f.expected for f in told("主要做了三个方面的工作：", *POINTS)] == ["4"]
    assert told("面向未来，要抓好以下三项任务", "".join(POINTS[:3])) == []
    assert told("主要做了三个方面的工作：", *POINTS[:3], "下一步打算：", *POINTS) == []
    # the last point stands in a paragraph of its own
    assert told("要抓好以下三项任务。" + "".join(POINTS[:2]), POINTS[2]) == []


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_rate_rounded_or_cut_off_is_never_flagged(a: int, b: int, digits: int, how: str) -> None:
    part, whole = sorted((a, b))
    rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), rounding=how)
    assert said(f"受理诉求{whole}件，办结{part}件，办结率{rate}%。")[1] == []


@given(st.lists(st.integers(1, 10**4), min_size=2, max_size=6))
def test_parts_that_add_up_are_never_flagged(parts: list[int]) -> None:
    listed = "、".join(f"第{'甲乙丙丁戊己'[i]}类问题{n}个" for i, n in enumerate(parts))
    assert said(f"排查问题{sum(parts)}个，其中{listed}。")[1] == []
    assert said(f"排查{listed}，合计{sum(parts)}个。")[1] == []


@given(st.integers(10, 10**4), st.integers(10, 10**4), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_growth_that_follows_from_its_values_is_never_flagged(a: int, b: int, how: str) -> None:
    former, present = sorted((a, b))
    grown = (Decimal(present - former) * 100 / Decimal(former)).quantize(Decimal("0.1"), rounding=how)
    assert said(f"收入由{former}元增加到{present}元，增长{grown}%。")[1] == []
