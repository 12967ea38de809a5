"""A document taken apart into facts: every Text and every record with evidence, by its JSON path."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from parsers.cleaning import clean
from parsers.reading import Reading, Span

# The partition and the findings are not facts, the reading is where facts come from.
NOT_FACTS = ("blocks", "findings", "reading", "provenance", "corrections")
_EVIDENCE = ("spans", "mentions")
_HOLDING = (dict, list)
# What a record says in a word, by the contract's field names, best first.
_WORDING = ("text", "quote", "name", "title", "recipient", "cue")
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


class FactValue(NamedTuple):
    """One value: JSON path (`sections[0].heading`), its first name, wording, and the spans it was taken from."""

    path: str
    kind: str
    value: str
    spans: list[list[int]]


def flatten(document: dict[str, Any], reading: Reading) -> list[FactValue]:
    """Return the facts of a document (its JSON as a dict), in the contract's order of fields; paths are unique."""
    facts: list[FactValue] = []
    for name, value in document.items():
        if name.endswith("_spans"):
            about = name.removesuffix("_spans")
            facts.append(FactValue(about, about, str(document[about]), value))
        elif name not in NOT_FACTS:
            _collect(name, name, value, reading, facts)
    return facts


def _collect(path: str, kind: str, value: Any, reading: Reading, facts: list[FactValue]) -> None:
    if isinstance(value, dict):
        _record(path, kind, value, reading, facts)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, inner in enumerate(value):
            _record(f"{path}[{index}]", kind, inner, reading, facts)


def _record(path: str, kind: str, record: dict[str, Any], reading: Reading, facts: list[FactValue]) -> None:
    spans = own_spans(record)
    if spans:
        facts.append(FactValue(path, kind, wording(record) or _read(spans, reading), spans))
    held: list[tuple[str, Any]] = [
        (name, value) for name, value in record.items() if value and value.__class__ in _HOLDING and name not in _EVIDENCE
    ]
    for name, value in held:
        if name.endswith("_spans"):
            about = name.removesuffix("_spans")
            facts.append(FactValue(f"{path}.{about}", kind, str(record.get(about) or _read(value, reading)), value))
    for name, value in held:
        _collect(f"{path}.{name}", kind, value, reading, facts)


def own_spans(record: Mapping[str, Any]) -> list[list[int]]:
    """Return the spans that a record itself has: `spans`, or all of its `mentions` in order."""
    spans: list[list[int]] = record.get("spans", [])
    return spans or [span for mention in record.get("mentions", ()) for span in mention]


def wording(record: Mapping[str, Any]) -> str | None:
    """Return what a record says in a word; None where it has no wording of its own."""
    for name in _WORDING:
        value = record.get(name)
        if isinstance(value, str):
            return value
    return None


def _read(spans: list[list[int]], reading: Reading) -> str:
    return clean(reading.raw([Span(start, end) for start, end in spans]))


def steps(path: str) -> list[str | int]:
    """Return a JSON path (`sections[0].heading`, also with `$.` before it) as names and indexes; ValueError for anything else."""
    found = list(_STEP.finditer(path.removeprefix("$")))
    if not found or "".join(match[0] for match in found) != path.removeprefix("$"):
        raise ValueError(f"{path!r} is not a path: write it like sections[0].heading")
    return [match[1] if match[2] is None else int(match[2]) for match in found]


def written(names: list[str | int]) -> str:
    """Return names and indexes as a path."""
    return "".join(f"[{name}]" if isinstance(name, int) else f".{name}" for name in names).removeprefix(".")
