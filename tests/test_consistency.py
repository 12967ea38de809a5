"""Every relation between figures that was worked out by hand for the sample documents comes out right."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parsers.document import Document, Finding
from parsers.parse import parse_file

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (HERE / "rules" / "consistency.jsonl").read_text(encoding="utf-8").splitlines()]
CODES = {"figures_disagree", "names_disagree", "period_unclear"}
# what is raised for the relations that do not hold: a contradiction of figures, one that may be meant, and what a person should look at
RAISED = {"ratio": ("figures_disagree", "error"), "conflict": ("figures_disagree", "warning")}
RAISED |= {"name": ("names_disagree", "info"), "period": ("period_unclear", "info")}


@cache
def document(number: str) -> Document:
    (path,) = (HERE.parent / "seeds" / "documents").glob(f"{number}_*")
    (found,) = parse_file(path)
    return found


def findings(row: dict[str, Any]) -> list[Finding]:
    return [
        f for f in document(row["doc"]).findings if f.code in CODES and any(s.start < row["end"] and s.end > row["start"] for s in f.spans)
    ]


@pytest.mark.parametrize("row", [r for r in ROWS if r["holds"] is False], ids=lambda r: f"{r['doc']}-{r['id']}")
def test_what_does_not_hold_is_raised_at_its_severity(row: dict[str, Any]) -> None:
    assert RAISED[row["relation"]] in [(f.code, f.severity) for f in findings(row)]


def test_nothing_that_holds_is_flagged() -> None:
    """Each finding belongs to a relation that does not hold: nothing else in the five documents is flagged."""
    wrong = [f for row in ROWS if row["holds"] is False for f in findings(row)]
    for number in {row["doc"] for row in ROWS}:
        assert [f.message for f in document(number).findings if f.code in CODES and f not in wrong] == []
