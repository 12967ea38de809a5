"""Stored revisions held against their stored readings: exactly, through `clean`, as they were when they were written."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parsers.cleaning import clean, is_visible
from parsers.reading import Reading, Span
from storage.facts import flatten
from storage.tables import Fact, ReadingRow, Revision

REVISIONS_AT_ONCE = 20
# what a Text has, whatever else the contract has or had
_TEXT = {"text", "spans", "repairs", "score"}


class Broken(NamedTuple):
    """A revision that does not hold: why, and the facts (path and value) that have lost their characters."""

    code: str
    why: str
    document_id: str
    title: str | None
    number: int
    sha256: str
    facts: tuple[tuple[str, str], ...]


def last_revision(session: Session) -> int:
    """Return the highest id of a revision, 0 where there is none."""
    return session.scalar(select(func.max(Revision.id))) or 0


def broken_revisions(session: Session, first: int) -> list[Broken]:
    """Return what does not hold of the REVISIONS_AT_ONCE revisions with ids from `first`."""
    query = select(Revision, ReadingRow.text, ReadingRow.cleaned, ReadingRow.text_hash, ReadingRow.source_sha256)
    query = query.join(ReadingRow, ReadingRow.id == Revision.reading_id)
    return [
        Broken(code, why, row.Revision.document_id, row.Revision.title, row.Revision.number, row.source_sha256, facts)
        for row in session.execute(query.where(Revision.id >= first, Revision.id < first + REVISIONS_AT_ONCE).order_by(Revision.id))
        for code, why, facts in _wrong(session, row)
    ]


def _wrong(session: Session, row: Any) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    if row.cleaned != clean(row.text) or hashlib.sha256(row.cleaned.encode("utf-8", "surrogatepass")).hexdigest() != row.text_hash:
        yield "reading_changed", "has a reading that is not the one it was made from", ()
    try:
        content = json.loads(row.Revision.json)
        read = Reading(row.text, "", "", "")
        stored = {fact.path: fact for fact in session.scalars(select(Fact).where(Fact.revision_id == row.Revision.id))}
        lost = sorted(_lost(content, read, stored))
        uncovered = _uncovered(content["blocks"], row.text)
    except (ValueError, KeyError, TypeError) as error:
        yield "document_broken", f"cannot be read ({type(error).__name__}: {error})", ()
        return
    if lost:
        values = tuple((path, stored[path].value if path in stored else "") for path in lost)
        yield "fact_unresolved", f"has {len(lost)} facts that are not what their characters say", values
    if uncovered is not None:
        yield "partition_broken", f"has the character {uncovered} of its reading in no block, or in two", ()


def _lost(content: Mapping[str, Any], read: Reading, stored: Mapping[str, Fact]) -> set[str]:
    """Return the paths of facts that are stored otherwise than the document has them, or whose characters do not give them."""
    said = {fact.path: (fact.kind, fact.value, fact.spans) for fact in flatten(dict(content), read)}
    lost = {path for path in {**said, **stored} if path not in stored or said.get(path) != _stored(stored[path])}
    lost |= {path for path, fact in stored.items() if not _is_inside(fact.spans, read)}
    by_persons = {told["path"] for told in content.get("corrections", ())}
    for path, value in _texts("", content):
        if path not in by_persons and (not _is_inside(value["spans"], read) or clean(read.raw(_spans(value["spans"]))) != value["text"]):
            lost.add(path)
    return lost


def _stored(fact: Fact) -> tuple[str, str, list[list[int]]]:
    return fact.kind, fact.value, fact.spans


def _texts(path: str, value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each Text of a document with its path."""
    if isinstance(value, dict):
        if {"text", "spans"} <= set(value) <= _TEXT:
            yield path, value
        else:
            for name, inner in value.items():
                yield from _texts(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(f"{path}[{index}]", inner)


def _is_inside(spans: Sequence[Sequence[int]], read: Reading) -> bool:
    return bool(spans) and all(0 <= start < end <= len(read) for start, end in spans)


def _spans(pairs: Sequence[Sequence[int]]) -> Iterator[Span]:
    return (Span(start, end) for start, end in pairs)


def _uncovered(blocks: Sequence[Mapping[str, Any]], text: str) -> int | None:
    """Return the first character that stands in no block though it is visible, or in more than one; None where there is none."""
    seen = bytearray(len(text))
    for block in blocks:
        for start, end in block["spans"]:
            if not 0 <= start < end <= len(text) or seen.find(1, start, end) >= 0:
                return int(start)
            seen[start:end] = b"\1" * (end - start)
    return next((n for n, mark in enumerate(seen) if not mark and is_visible(text[n])), None)
