"""Readings as they are stored and come back."""

import hashlib
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parsers.reading import Note, Page, Part, Reading, Role, Span, clean
from storage.database import insert_unless_there
from storage.places import pack, unpack
from storage.tables import ReadingRow


class Kept(NamedTuple):
    """A reading that is stored: its row and the hash of its cleaned text."""

    id: int
    text_hash: str


def keep_reading(session: Session, sha256: str, run_id: int, reading: Reading) -> Kept:
    """Return the stored reading of a source by this reader's version, added where there is none."""
    row = _row(reading) | {"source_sha256": sha256, "run_id": run_id}
    added = insert_unless_there(session, ReadingRow, row)
    if added is not None:
        return Kept(added, row["text_hash"])
    return Kept(*session.execute(_SAME, row).one())


_SAME = select(ReadingRow.id, ReadingRow.text_hash).where(
    *(getattr(ReadingRow, name) == bindparam(name) for name in ("source_sha256", "reader", "reader_version"))
)


def _row(reading: Reading) -> dict[str, Any]:
    cleaned = clean(reading.text)
    return {
        "reader": reading.reader,
        "reader_version": reading.version,
        "media_type": reading.media_type,
        "text": reading.text,
        "cleaned": cleaned,
        "text_hash": hashlib.sha256(cleaned.encode("utf-8", "surrogatepass")).hexdigest(),
        "pages": reading.pages,
        "places": pack(reading.places),
        "notes": [[note.code, note.severity, note.message, note.spans] for note in reading.notes],
        "evidence": reading.evidence,
        "roles": reading.roles,
        "parts": reading.parts,
    }


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
    )
