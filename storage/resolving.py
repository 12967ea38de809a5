"""Stored revisions held against their stored readings: exactly, through `clean`, as they were when they were written."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from parsers.cleaning import clean, is_visible
from parsers.reading import Reading, Span
from storage.exact import written
from storage.facts import FactValue, flatten
from storage.tables import Fact, ReadingRow, Revision

_REVISIONS_AT_ONCE = 20
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


def next_revisions(session: Session, after: int, last: int) -> Sequence[int]:
    """Return the ids of the next revisions behind `after`, in order, a few of them and none behind `last`."""
    query = select(Revision.id).where(Revision.id > after, Revision.id <= last).order_by(Revision.id)
    return session.scalars(query.limit(_REVISIONS_AT_ONCE)).all()


def broken_revisions(session: Session, ids: Sequence[int]) -> list[Broken]:
    """Return what does not hold of these revisions."""
    query = select(Revision, ReadingRow.text, ReadingRow.cleaned, ReadingRow.text_hash, ReadingRow.source_sha256)
    query = query.join(ReadingRow, ReadingRow.id == Revision.reading_id)
    query = query.where(Revision.id.in_(ids)).order_by(Revision.id)

    @cache  # a source has one reading for all of its documents
    def is_sound(text: str, cleaned: str, text_hash: str) -> bool:
        return cleaned == clean(text) and hashlib.sha256(cleaned.encode("utf-8", "surrogatepass")).hexdigest() == text_hash

    return [
        Broken(code, why, row.Revision.document_id, row.Revision.title, row.Revision.number, row.source_sha256, facts)
        for row in session.execute(query)
        for code, why, facts in _wrong(session, row, is_sound(row.text, row.cleaned, row.text_hash))
    ]


def _wrong(session: Session, row: Any, is_sound: bool) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    if not is_sound:
        yield "reading_changed", "has a reading that is not the one it was made from", ()
    try:
        content = json.loads(row.Revision.json)
        read = Reading(row.text, "", "", "")
        stored = {fact.path: fact for fact in session.execute(_STORED, {"revision_id": row.Revision.id})}
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


# spans as they are written: there are hundreds, and what is alike need not be read
_STORED = select(Fact.path, Fact.kind, Fact.value, type_coerce(Fact.spans, Text).label("spans")).where(
    Fact.revision_id == bindparam("revision_id")
)


def _lost(content: Mapping[str, Any], read: Reading, stored: Mapping[str, Any]) -> set[str]:
    """Return the paths of facts that are stored otherwise than the document has them, or whose characters do not give them."""
    said = {fact.path: fact for fact in flatten(dict(content), read)}
    lost = {path for path in {**said, **stored} if path not in said or path not in stored or not _is_same(said[path], stored[path], read)}
    by_persons = {told["path"] for told in content.get("corrections", ())}
    for path, value in _texts("", content):
        if path not in by_persons and (not _is_inside(value["spans"], read) or clean(read.raw(_spans(value["spans"]))) != value["text"]):
            lost.add(path)
    return lost


def _is_same(said: FactValue, stored: Any, read: Reading) -> bool:
    is_stored = (said.kind, said.value, written(said.spans)) == (stored.kind, stored.value, stored.spans)
    return is_stored and _is_inside(said.spans, read)


def _texts(path: str, value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each Text of a document with its path."""
    if isinstance(value, dict):
        if {"text", "spans"} <= set(value) <= _TEXT:
            yield path, value
        else:
            for name, inner in value.items():
                if isinstance(inner, dict | list):
                    yield from _texts(f"{path}.{name}" if path else name, inner)
    elif value and isinstance(value[0], dict):  # not spans, of which there are many
        for index, inner in enumerate(value):
            yield from _texts(f"{path}[{index}]", inner)


def _is_inside(spans: Sequence[Sequence[int]], read: Reading) -> bool:
    return bool(spans) and all(0 <= start < end <= len(read) for start, end in spans)


def _spans(pairs: Sequence[Sequence[int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]


def _uncovered(blocks: Sequence[Mapping[str, Any]], text: str) -> int | None:
    """Return the first character that stands in no block though it is visible, or in more than one; None where there is none."""
    seen = bytearray(len(text))
    for block in blocks:
        for start, end in block["spans"]:
            if not 0 <= start < end <= len(text) or seen.find(1, start, end) >= 0:
                return int(start)
            seen[start:end] = b"\1" * (end - start)
    return next((n for n, mark in enumerate(seen) if not mark and is_visible(text[n])), None)
