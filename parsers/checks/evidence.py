"""Promise 2, held at every parse: each Text re-resolves exactly, and the blocks partition what is visible."""

from collections.abc import Iterator

from pydantic import BaseModel

from parsers.document import Block, Document, Spans, Text
from parsers.errors import EvidenceBroken
from parsers.reading import Reading, clean, is_visible


def hold_to_evidence(reading: Reading, document: Document) -> None:
    """Raise EvidenceBroken for the first value or block whose characters are not what it says."""
    for path, text in texts(document):
        if clean(_raw(reading, path, text.spans)) != text.text:
            raise EvidenceBroken(f"{path} says {text.text[:40]!r}, but its characters say {clean(reading.raw(text.spans))[:40]!r}")
    for name in type(document).model_fields:
        if name.endswith("_spans") and (spans := getattr(document, name)):
            _raw(reading, name, spans)
    _hold_partition(reading, document.blocks)


def texts(node: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every Text of a document with its path."""
    if isinstance(node, Text):
        yield path, node
    elif isinstance(node, BaseModel):
        for name, value in node:
            if isinstance(value, BaseModel | tuple) and name not in _WITHOUT_TEXTS:
                yield from texts(value, f"{path}/{name}")
    elif isinstance(node, tuple) and node and isinstance(node[0], BaseModel):
        for i, item in enumerate(node):
            yield from texts(item, f"{path}/{i}")


# parts of a document that hold no Text
_WITHOUT_TEXTS = ("blocks", "findings", "classification", "provenance")


def _raw(reading: Reading, path: str, spans: Spans) -> str:
    if not spans or any(not 0 <= s.start < s.end <= len(reading) for s in spans):
        raise EvidenceBroken(f"{path} points outside the reading: {spans}")
    return reading.raw(spans)


def _hold_partition(reading: Reading, blocks: tuple[Block, ...]) -> None:
    seen = bytearray(len(reading))
    for block in blocks:
        _raw(reading, f"block {block.kind}", block.spans)
        for start, end in block.spans:
            if any(seen[start:end]):
                raise EvidenceBroken(f"characters {start}–{end} stand in two blocks, one of them a {block.kind}")
            seen[start:end] = b"\1" * (end - start)
    for at, char in enumerate(reading.text):
        if not seen[at] and is_visible(char):
            raise EvidenceBroken(f"character {at} ({char!r}) stands in no block")
