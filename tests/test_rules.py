"""The rules of structure, case by case: tests/rules/<family>.yaml says what each rule must say of a text, and why."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rules_said import RULES, squeezed

FOLDER = Path(__file__).parent / "rules"
KEYS = {"text", "rule", "said", "why"}


def cases(family: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{family}.yaml").read_text(encoding="utf-8"))
    return loaded


ALL = [pytest.param(family, case, id=f"{family}-{case['rule']}-{case['text'][:24]}") for family in RULES for case in cases(family)]


@pytest.mark.parametrize(("family", "case"), ALL)
def test_case(family: str, case: dict[str, Any]) -> None:
    assert RULES[family][case["rule"]](case["text"]) == case["said"]


@pytest.mark.parametrize("family", RULES)
def test_cases_are_well_formed(family: str) -> None:
    rows = cases(family)
    assert len(rows) >= 20
    assert {case["rule"] for case in rows} == set(RULES[family])
    for case in rows:
        assert case.keys() == KEYS
        assert isinstance(case["why"], str)
        assert case["why"].strip()
    assert len({(case["rule"], case["text"]) for case in rows}) == len(rows)


@pytest.mark.parametrize(("family", "case"), ALL)
def test_offsets_point_at_what_was_said(family: str, case: dict[str, Any]) -> None:
    wording = 1 if family in ("captions", "distribution") else 0
    for row in placed(case["said"]):
        assert squeezed(case["text"][row[-2] : row[-1]]) == squeezed(row[wording] if len(row) == 4 else row[0])


def placed(said: Any) -> list[list[Any]]:
    """The rows of an answer that begin with wording and end in two offsets; a date is worked out, not as written."""
    rows = said.get("made", []) if isinstance(said, dict) else said if isinstance(said, list) else []
    rows = rows if not rows or isinstance(rows[0], list) else [rows]
    return [
        row
        for row in rows
        if len(row) >= 3 and isinstance(row[-2], int) and isinstance(row[0] or row[1], str) and not str(row[0])[:4].isdecimal()
    ]
