"""Readings as they are stored and come back."""

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parsers.reading import Note, Page, Part, Reading, Role, Span
from storage.database import insert_unless_there
from storage.places import unpack, unpack_scores
from storage.tables import ReadingRow

if TYPE_CHECKING:  # whoever only reads must not wait for what preparing needs
    from storage.prepared import Prepared


class Kept(NamedTuple):
    """A reading that is stored: its row and the hash of its cleaned text."""

    id: int
    text_hash: str


def keep_reading(session: Session, sha256: str, run_id: int, prepared: "Prepared") -> Kept:
    """Return the stored reading of a source by this reader's version, added where there is none."""
    row = prepared.reading | {"source_sha256": sha256, "run_id": run_id}
    added = insert_unless_there(session, ReadingRow, row)
    if added is not None:
        return Kept(added, prepared.text_hash)
    return Kept(*session.execute(_SAME, row).one())


_SAME = select(ReadingRow.id, ReadingRow.text_hash).where(
    *(getattr(ReadingRow, name) == bindparam(name) for name in ("source_sha256", "reader", "reader_version"))
)


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
