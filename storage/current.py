"""Queries over what is shown, the current revisions, and what people narrow them by."""

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, select

from storage.tables import CurrentRevision, DocumentRow, Revision


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
