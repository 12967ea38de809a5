"""The text that a document was read from."""

from sqlalchemy import Engine, select

from parsers.reading import Reading
from storage.queries import of_revision
from storage.readings import as_reading
from storage.tables import ReadingRow, Revision


def reading_of(engine: Engine, document_id: str, revision: int | None = None) -> Reading:
    """Return the reading behind a document's current revision, or behind the one of that number; NotFound."""
    rows = select(ReadingRow).join(Revision, Revision.reading_id == ReadingRow.id)
    return as_reading(of_revision(engine, rows, document_id, revision))
