"""Readings as they are stored and come back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.reading import Note, Page, Part, Reading, Role, Span
from storage.inserts import insert_numbered
from storage.places import unpack, unpack_scores
from storage.tables import ReadingRow

if TYPE_CHECKING:  # whoever only reads must not wait for what preparing needs
    from storage.prepared import Prepared


class Kept(NamedTuple):
    """A reading that is stored: its row and the hash of its cleaned text."""

    id: int
    text_hash: str


def keep_readings(session: Session, read: Sequence[tuple[str, int, "Prepared"]]) -> list[Kept]:
    """Return the stored readings of sources (digest, run, what was read) by these readers' versions, added where there is none.

    The sources' deliveries are locked, so nobody else adds readings of them meanwhile.
    """
    rows = [prepared.reading | {"source_sha256": sha256, "run_id": run_id} for sha256, run_id, prepared in read]
    asked = _KNOWN.where(ReadingRow.source_sha256.in_([row["source_sha256"] for row in rows]))
    known = {tuple(identity): Kept(reading_id, text_hash) for reading_id, text_hash, *identity in session.connection().execute(asked)}
    fresh = [row for row in rows if _identity(row) not in known]
    ids = insert_numbered(session, ReadingRow, fresh)
    known |= {_identity(row): Kept(reading_id, row["text_hash"]) for reading_id, row in zip(ids, fresh, strict=True)}
    return [known[_identity(row)] for row in rows]


_KNOWN = select(ReadingRow.id, ReadingRow.text_hash, ReadingRow.source_sha256, ReadingRow.reader, ReadingRow.reader_version)


def _identity(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["source_sha256"], row["reader"], row["reader_version"]


def as_reading(row: ReadingRow) -> Reading:
    """Return a stored reading as the reader gave it."""
    return Reading(
        text=row.text,
        media_type=row.media_type,
        reader=row.reader,
        version=row.reader_version,
        pages=tuple(Page(*page) for page in row.pages),
        places=unpack(row.places),
        notes=tuple(Note(code, severity, message, tuple(Span(*s) for s in spans)) for code, severity, message, spans in row.notes),
        evidence=row.evidence,
        roles=tuple(Role(Span(*span), name, level) for span, name, level in row.roles),
        parts=tuple(Part(Span(*span), confidence) for span, confidence in row.parts),
        scores=unpack_scores(row.scores),
    )
