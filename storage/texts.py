"""The text that a document was read from."""

from sqlalchemy import Engine, select

from parsers.reading import Reading
from storage.database import reading
from storage.errors import NotFound
from storage.readings import as_reading
from storage.tables import CurrentRevision, ReadingRow, Revision


def reading_of(engine: Engine, document_id: str, revision: int | None = None) -> Reading:
    """Return the reading behind a document's current revision, or behind the one of that number; NotFound."""
    query = select(ReadingRow).join(Revision, Revision.reading_id == ReadingRow.id).where(Revision.document_id == document_id)
    if revision is None:
        query = query.join(CurrentRevision, CurrentRevision.revision_id == Revision.id)
    else:
        query = query.where(Revision.number == revision)
    with reading(engine) as session:
        row = session.scalar(query)
    if row is None:
        raise NotFound(f"there is no {'current' if revision is None else f'{revision}.'} revision of a document {document_id}")
    return as_reading(row)
