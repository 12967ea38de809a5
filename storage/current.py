"""Queries over what is shown, the current revisions, and what people narrow them by."""

from collections.abc import Callable, Iterator
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from storage.tables import CurrentRevision, DocumentRow, Revision

# so many documents are in memory at a time
_AT_ONCE = 100


class Conditions(TypedDict, total=False):
    """What documents can be asked for: all conditions hold together, None is none.

    ISO dates `since` and `until` are inclusive; `place` is part of a name.
    """

    doc_type: str | None
    publication: str | None
    since: str | None
    until: str | None
    place: str | None
    document_id: str | None


_MEANING: dict[str, Callable[[Any], ColumnElement[bool]]] = {
    "doc_type": lambda value: Revision.doc_type == value,
    "publication": lambda value: Revision.publication == value,
    "since": lambda value: Revision.dated >= value,
    "until": lambda value: Revision.dated <= value,
    "place": lambda value: Revision.place_names.icontains(value, autoescape=True),
    "document_id": lambda value: Revision.document_id == value,
}


def current(*columns: Any) -> Select[Any]:
    """Return a query for these columns of current revisions, with their documents joined."""
    query = select(*columns).select_from(CurrentRevision).join(Revision, Revision.id == CurrentRevision.revision_id)
    return query.join(DocumentRow, DocumentRow.document_id == Revision.document_id)


def narrowed(query: Select[Any], **wanted: Unpack[Conditions]) -> Select[Any]:
    """Return the query for what meets all conditions that are given."""
    return query.where(*(_MEANING[name](value) for name, value in wanted.items() if value is not None))


def as_they_came(session: Session, asked: Select[Any], shown: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """Yield the rows that `shown` has for the revisions whose ids `asked` gives, first come first, a few at a time.

    Sorting ids and not whole documents: a database would copy all of these before it gave the first one.
    """
    ids = session.scalars(asked.order_by(DocumentRow.run_id, DocumentRow.position)).all()
    for first in range(0, len(ids), _AT_ONCE):
        lot = ids[first : first + _AT_ONCE]
        rows = {row.id: row for row in session.execute(shown.add_columns(Revision.id).where(Revision.id.in_(lot)))}
        yield from (rows[revision_id] for revision_id in lot)
