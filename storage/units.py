"""A document taken apart into what can be compared or corrected: each record of a list and each field, with all that it says.

A record's wording inside it (an indicator's metric, a section's heading) is a field of the record, not a unit of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.facts import NOT_FACTS, own_spans, wording

Pairs = tuple[tuple[int, int], ...]
# they name the document or say how sure its characters are: no two readers agree on them, and nobody disagrees
_NOT_SAID = ("schema", "document_id", "score", "repairs", "spans", "mentions")
# a section in a section is a section: its level is one of its fields
_NESTED = re.compile(r"(?:sections\[\]\.)+(?=sections\[\])")


@dataclass(frozen=True)
class Unit:
    """One record or field: `path` in its document, `shape` (the path without indexes), wording, and fields by name.

    `spans` are its evidence; `inner` are those of its fields that have characters of their own.
    """

    path: str
    shape: str
    wording: str
    spans: Pairs
    fields: dict[str, Any] = field(default_factory=dict)
    inner: dict[str, Pairs] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """Return the path's first name, as the facts have it."""
        return re.split(r"[.\[]", self.path, maxsplit=1)[0]


def units(content: Mapping[str, Any]) -> list[Unit]:
    """Return the units of a document (contract JSON) in the contract's order of fields; blocks, findings and provenance are none."""
    quotes = [indicator["quote"] for indicator in content.get("indicators", ())]
    return [
        unit
        for name, value in content.items()
        if name not in (*NOT_FACTS, *_NOT_SAID) and not name.endswith("_spans")
        for unit in _units(name, value, quotes, content.get(f"{name}_spans", ()))
    ]


def _units(path: str, value: Any, quotes: list[str], beside: Any = ()) -> Iterator[Unit]:
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _units(f"{path}[{index}]", inner, quotes)
    elif isinstance(value, dict):
        unit = Unit(path, shape(path), "", ())
        lists = list(_enter(unit, "", value, quotes))
        own = _pairs(own_spans(value))
        says = wording(value) or next((unit.fields[name] for name in unit.inner), None) or " ".join(map(str, unit.fields.values()))
        yield Unit(path, unit.shape, says, own or next(iter(unit.inner.values()), ()), unit.fields, unit.inner)
        for name, records in lists:
            yield from _units(f"{path}.{name}", records, quotes)
    elif value is not None:
        yield Unit(path, shape(path), str(value), _pairs(beside), {"": value})


def _enter(unit: Unit, prefix: str, record: Mapping[str, Any], quotes: list[str]) -> Iterator[tuple[str, list[Any]]]:
    """Fill a unit's fields from a record; yield the lists of records in it, which are units themselves."""
    for name, value in record.items():
        here = f"{prefix}{name}"
        if name in _NOT_SAID or value is None or value == []:
            continue
        if name.endswith("_spans"):
            unit.inner[here.removesuffix("_spans")] = _pairs(value)
        elif isinstance(value, list) and isinstance(value[0], dict) and _has_evidence(value[0]):
            yield here, value
        elif isinstance(value, dict) and "text" in value:
            unit.fields[here], unit.inner[here] = value["text"], _pairs(value["spans"])
        elif isinstance(value, dict):
            if "spans" in value:
                unit.inner[here] = _pairs(value["spans"])
            yield from _enter(unit, f"{here}.", value, quotes)
        else:  # an index means nothing to another revision: the figure that it points to does
            unit.fields[here] = quotes[value] if here == "change.of" else value


def _has_evidence(record: Mapping[str, Any]) -> bool:
    return bool(own_spans(record)) or any(isinstance(value, dict) and "spans" in value for value in record.values())


def _pairs(spans: Any) -> Pairs:
    return tuple((start, end) for start, end in spans)


def shape(path: str) -> str:
    """Return a path without its indexes, sections in sections as sections: what is alike in two revisions has the same."""
    return _NESTED.sub("", re.sub(r"\[\d+\]", "[]", path))
