"""Every kind of document against its golden cases: word for word, and against what a person says is true."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from parsers.registry import kinds
from tests.golden_cases import FOLDER, Case, cases, flat_sections, squeezed

CASES = cases()
ANNOTATED = [case for case in CASES if case.truth]
SCALARS = (
    "doc_type kicker title subtitle publication issue_number total_issue_number issuing_body issue_date published_at "
    "source_name site column credit end_mark"
).split()


def ids(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_case(kind: str) -> None:
    assert any((FOLDER / kind).iterdir()), f"tests/golden/{kind}/<case>/source.* is missing"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_expected_word_for_word(case: Case, request: pytest.FixtureRequest) -> None:
    said = [{k: v for k, v in document.items() if k != "provenance"} for document in case.parse()]
    update = request.config.getoption("--update-golden")
    assert not (update and os.environ.get("CI")), "golden answers are not rewritten in CI"
    if update or not case.expected.exists():
        missing = not case.expected.exists()
        case.expected.write_text(dumped(said), encoding="utf-8")
        assert not missing, f"{case.expected} was written: read it, and run again when it is right"
    assert dumped(said) == case.expected.read_text(encoding="utf-8")


def dumped(documents: list[dict[str, Any]]) -> str:
    """JSON with one field or list entry a line, so that a difference is read as one."""
    lines = [f"{json.dumps(name)}: {_rows(value)}" for document in documents for name, value in document.items()]
    return "\n".join(lines) + "\n"


def _rows(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(json.dumps(v, ensure_ascii=False, sort_keys=True) for v in value) + "\n]"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("case", ANNOTATED, ids=ids)
def test_structure_is_what_a_person_says(case: Case) -> None:
    said = case.parse()
    assert len(said) == len(case.truth)
    for truth, document in zip(case.truth, said, strict=True):
        assert differences(truth, document) == []


def differences(truth: dict[str, Any], document: dict[str, Any]) -> list[str]:
    if truth["doc_type"] == "other":
        truth = {"doc_type": "other"}
    found = [f"{f}: {truth[f]!r} is {document.get(f)!r}" for f in SCALARS if f in truth and not agrees(truth, document, f)]
    for name, rows in LISTS.items():
        if name in truth and rows(truth[name]) != rows(document[name]):
            found.append(f"{name}: {rows(truth[name])} is {rows(document[name])}")
    codes = {f["code"] for f in document["findings"]}
    found += [f"no {code}" for code in truth.get("findings", []) if code not in codes and code in STRUCTURAL]
    wording = [squeezed(p) or "" for s in [document, *flat_sections(document["sections"])] for p in s.get("paragraphs", s.get("lead", []))]
    found += [f"not joined: {j}" for j in truth.get("paragraphs_must_contain", []) if not any((squeezed(j) or "") in w for w in wording)]
    return found


def agrees(truth: dict[str, Any], document: dict[str, Any], field: str) -> bool:
    also = truth.get(field + "_alternative") or []
    wanted = [truth[field], *(also if isinstance(also, list) else [also])]
    return squeezed(document.get(field)) in [squeezed(w) for w in wanted]


def section_rows(sections: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    flat = flat_sections(sections) if sections and "sections" in sections[0] else sections
    return [(s["level"], s["ordinal"], squeezed(s["heading"])) for s in flat]


LISTS: dict[str, Callable[[Any], object]] = {
    "contributors": lambda rows: sorted((squeezed(r["name"]) or "", squeezed(r["role"]) or "") for r in rows),
    "sections": section_rows,
    "captions": lambda rows: [
        (squeezed(r[0]), squeezed(r[1])) if isinstance(r, list) else (squeezed(r["label"]), squeezed(r["text"])) for r in rows
    ],
    "distribution": lambda rows: [squeezed(r["recipient"] if isinstance(r, dict) else r) for r in rows],
}
STRUCTURAL = (
    "missing_title missing_issue_number missing_issue_date missing_publication ordinal_gap heading_levels_repaired "
    "reading_order_repaired glyph_repaired foreign_word_in_chinese_text replacement_character"
).split()
