"""Readings as they are stored and come back."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from parsers.reading import Note, Page, Reading, Span, clean
from storage.places import pack, unpack
from storage.tables import ReadingRow


def keep_reading(session: Session, sha256: str, run_id: int, reading: Reading) -> ReadingRow:
    """Return the stored reading of a source by this reader's version, added where there is none."""
    same = (ReadingRow.source_sha256 == sha256, ReadingRow.reader == reading.reader, ReadingRow.reader_version == reading.version)
    known = session.scalar(select(ReadingRow).where(*same))
    return known or _added(session, sha256, run_id, reading)


def _added(session: Session, sha256: str, run_id: int, reading: Reading) -> ReadingRow:
    cleaned = clean(reading.text)
    row = ReadingRow(
        source_sha256=sha256,
        run_id=run_id,
        reader=reading.reader,
        reader_version=reading.version,
        media_type=reading.media_type,
        text=reading.text,
        cleaned=cleaned,
        text_hash=hashlib.sha256(cleaned.encode("utf-8", "surrogatepass")).hexdigest(),
        pages=[list(page) for page in reading.pages],
        places=pack(reading.places),
        notes=[[note.code, note.severity, note.message, note.spans] for note in reading.notes],
        evidence=reading.evidence,
    )
    session.add(row)
    session.flush()
    return row


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
    )
