"""Figures that contradict each other: every case of tests/rules/figures.yaml, most of which must not be flagged."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from parsers.checks.figures import contradictions
from parsers.checks.statements import Prose
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
