"""Promise 2, held at every parse: each Text re-resolves exactly, and the blocks partition what is visible."""

from collections.abc import Iterator
from functools import cache
from inspect import isclass
from typing import get_args

from pydantic import BaseModel

from parsers.cleaning import clean, is_visible
from parsers.document import Block, Document, Spans, Text
from parsers.errors import EvidenceBroken
from parsers.reading import Reading


def hold_to_evidence(reading: Reading, document: Document) -> None:
    """Raise EvidenceBroken for the first value or block whose characters are not what it says."""
    for path, text in _texts(document):
        if clean(_raw(reading, path, text.spans)) != text.text:
            raise EvidenceBroken(f"{path} says {text.text[:40]!r}, but its characters say {clean(reading.raw(text.spans))[:40]!r}")
    for name in type(document).model_fields:
        if name.endswith("_spans") and (spans := getattr(document, name)):
            _raw(reading, name, spans)
    _hold_partition(reading, document.blocks)


def _texts(model: BaseModel, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every Text of a document with its path."""
    for name in _with_texts(type(model)):
        value = getattr(model, name)
        items = ((f"/{i}", item) for i, item in enumerate(value)) if isinstance(value, tuple) else [("", value)] if value else []
        for place, item in items:
            if isinstance(item, Text):
                yield f"{path}/{name}{place}", item
            else:
                yield from _texts(item, f"{path}/{name}{place}")


@cache
def _with_texts(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model that can hold a Text, by their types: most of a document's records hold none, and are passed over."""
    return tuple(name for name, field in model.model_fields.items() if _can_hold_text(field.annotation))


def _can_hold_text(annotation: object, seen: frozenset[object] = frozenset()) -> bool:
    if not isclass(annotation) or not issubclass(annotation, BaseModel):
        return any(_can_hold_text(inner, seen) for inner in get_args(annotation))
    if annotation in seen:
        return False
    return annotation is Text or any(_can_hold_text(field.annotation, seen | {annotation}) for field in annotation.model_fields.values())


def _raw(reading: Reading, path: str, spans: Spans) -> str:
    size = len(reading)
    for start, end in spans or [(0, 0)]:
        if not 0 <= start < end <= size:
            raise EvidenceBroken(f"{path} points outside the reading: {spans}")
    return reading.raw(spans)


def _hold_partition(reading: Reading, blocks: tuple[Block, ...]) -> None:
    seen = bytearray(len(reading))
    for block in blocks:
        _raw(reading, f"block {block.kind}", block.spans)
        for start, end in block.spans:
            if seen.find(1, start, end) >= 0:
                raise EvidenceBroken(f"characters {start}–{end} stand in two blocks, one of them a {block.kind}")
            seen[start:end] = b"\1" * (end - start)
    at = seen.find(0)
    while at >= 0:
        if is_visible(reading.text[at]):
            raise EvidenceBroken(f"character {at} ({reading.text[at]!r}) stands in no block")
        at = seen.find(0, at + 1)
