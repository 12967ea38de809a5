"""Questions about what is stored: lists, documents, revisions, findings, quarantine, export. Nothing here writes."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Unpack

from sqlalchemy import Engine, Select, and_, func, or_, select
from sqlalchemy.orm import defer

from storage.current import Conditions, as_they_came, current, narrowed
from storage.database import reading
from storage.errors import NotFound
from storage.names import display_name
from storage.states import CARRIERS, QUARANTINED
from storage.tables import CurrentRevision, Delivery, DocumentRow, FindingRow, Link, ReadingRow, Revision, Run


@dataclass(frozen=True)
class Listed:
    """One document in a list: its current revision at a glance; `milliseconds` of its run, `name` as delivered first."""

    document_id: str
    doc_type: str
    title: str | None
    publication: str | None
    issue_number: int | None
    dated: str | None
    sections: int
    findings: int
    milliseconds: float
    name: str
    sha256: str
    delivery_id: int
    revision: int


class Told(NamedTuple):
    """What a finding says."""

    code: str
    severity: str
    message: str
    spans: list[list[int]]
    expected: str | None
    actual: str | None


class About(NamedTuple):
    """Which revision a finding is about."""

    revision_id: int
    document_id: str
    title: str | None


ABOUT = (Revision.id, Revision.document_id, Revision.title)
_AT_A_GLANCE = (
    *(Revision.document_id, Revision.doc_type, Revision.title, Revision.publication, Revision.issue_number, Revision.dated),
    Revision.sections,
)
_CAME_AS = (Delivery.name, Delivery.sha256, Delivery.id.label("delivery_id"))


def list_documents(engine: Engine, *, text: str | None = None, limit: int | None = None, **wanted: Unpack[Conditions]) -> list[Listed]:
    """Return current documents, last come first; `text` is part of theirs."""
    findings = select(func.count()).where(FindingRow.revision_id == Revision.id).scalar_subquery().label("findings")
    query = current(*_AT_A_GLANCE, *_CAME_AS, findings, Revision.number.label("revision"), Run.started_at, Run.finished_at)
    query = query.join(Run, Run.id == Revision.run_id)
    query = query.join(Delivery, and_(Delivery.sha256 == DocumentRow.source_sha256, Delivery.state.in_(CARRIERS)))
    if text is not None:
        query = query.join(ReadingRow, ReadingRow.id == Revision.reading_id).where(ReadingRow.cleaned.icontains(text, autoescape=True))
    query = narrowed(query, **wanted).order_by(DocumentRow.run_id.desc(), DocumentRow.position).limit(limit)
    with reading(engine) as session:
        return [_listed(row._asdict()) for row in session.execute(query)]


def _listed(row: dict[str, Any]) -> Listed:
    took = row.pop("finished_at") - row.pop("started_at")
    name = display_name(row.pop("name"))
    return Listed(**row, name=name, milliseconds=took.total_seconds() * 1000)


def resolve(engine: Engine, prefix: str) -> str:
    """Return the one document id that begins with `prefix`; NotFound where none or several do."""
    with reading(engine) as session:
        query = select(DocumentRow.document_id).where(DocumentRow.document_id.startswith(prefix, autoescape=True))
        found = session.scalars(query.order_by(DocumentRow.document_id).limit(9)).all()
    if prefix in found or len(found) == 1:
        return prefix if prefix in found else found[0]
    raise NotFound(f"{prefix!r} is no document's id" if not found else f"{prefix!r} could be any of {', '.join(found)}")


def document(engine: Engine, document_id: str, revision: int | None = None) -> dict[str, Any]:
    """Return a document as the contract's JSON: its current revision, or the one of that number; NotFound."""
    content: dict[str, Any] = json.loads(of_revision(engine, select(Revision.json), document_id, revision))
    return content


def briefs(engine: Engine, sources: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the current documents of sources by sha256, cut down to what a table shows: id, type, title, findings' codes."""
    asked = select(DocumentRow.source_sha256, DocumentRow.document_id, Revision.id, Revision.doc_type, Revision.title)
    asked = asked.join(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    asked = asked.join(Revision, Revision.id == CurrentRevision.revision_id).where(DocumentRow.source_sha256.in_(sources))
    found: dict[str, list[dict[str, Any]]] = {}
    with reading(engine) as session:
        rows = session.execute(asked.order_by(DocumentRow.source_sha256, DocumentRow.position)).all()
        told = select(FindingRow.revision_id, FindingRow.code).where(FindingRow.revision_id.in_([row.id for row in rows]))
        codes: dict[int, list[dict[str, str]]] = {}
        for revision_id, code in session.execute(told.order_by(FindingRow.revision_id, FindingRow.position)):
            codes.setdefault(revision_id, []).append({"code": code})
    for sha256, document_id, revision_id, doc_type, title in rows:
        brief = {
            "document_id": document_id,
            "doc_type": doc_type,
            "title": title and {"text": title},
            "findings": codes.get(revision_id, []),
        }
        found.setdefault(sha256, []).append(brief)
    return found


def of_source(engine: Engine, sha256: str) -> list[dict[str, Any]]:
    """Return the current documents of a source as the contract's JSON, in order of position."""
    query = current(Revision.json).where(DocumentRow.source_sha256 == sha256).order_by(DocumentRow.position)
    with reading(engine) as session:
        return [json.loads(content) for content in session.scalars(query)]


def of_revision(engine: Engine, query: Select[Any], document_id: str, revision: int | None) -> Any:
    """Return what a query over revisions says of a document's current one, or of the one of that number; NotFound."""
    query = query.where(Revision.document_id == document_id)
    if revision is None:
        query = query.join(CurrentRevision, CurrentRevision.revision_id == Revision.id)
    else:
        query = query.where(Revision.number == revision)
    with reading(engine) as session:
        found = session.scalar(query)
    if found is None:
        raise NotFound(f"there is no {'current' if revision is None else f'{revision}.'} revision of a document {document_id}")
    return found


def revisions(engine: Engine, document_id: str) -> Sequence[tuple[Revision, Run]]:
    """Return every revision of a document with its run, oldest first; `document` gives their JSON."""
    query = select(Revision, Run).join(Run, Run.id == Revision.run_id).where(Revision.document_id == document_id)
    query = query.options(defer(Revision.json))
    with reading(engine) as session:
        return [(revision, run) for revision, run in session.execute(query.order_by(Revision.number))]


def links(engine: Engine, document_id: str) -> Sequence[Link]:
    """Return the links from and to a document."""
    query = select(Link).where(or_(Link.document_id == document_id, Link.earlier_id == document_id))
    with reading(engine) as session:
        return session.scalars(query.order_by(Link.document_id, Link.kind)).all()


def deliveries_of(engine: Engine, sha256: str) -> Sequence[Delivery]:
    """Return every delivery of a source, oldest first: its names and sightings."""
    with reading(engine) as session:
        return session.scalars(select(Delivery).where(Delivery.sha256 == sha256).order_by(Delivery.id)).all()


def deliveries(engine: Engine, ids: Sequence[int]) -> Sequence[Delivery]:
    """Return the deliveries with these ids, in order of id."""
    with reading(engine) as session:
        return session.scalars(select(Delivery).where(Delivery.id.in_(ids)).order_by(Delivery.id)).all()


def findings(
    engine: Engine, *, code: str | None = None, severity: str | None = None, document_id: str | None = None, limit: int | None = None
) -> Sequence[tuple[Told, About]]:
    """Return the findings of current revisions, last come document first."""
    said = tuple(getattr(FindingRow, name) for name in Told._fields)
    query = narrowed(current(*said, *ABOUT).join(FindingRow, FindingRow.revision_id == Revision.id), document_id=document_id)
    for column, value in ((FindingRow.code, code), (FindingRow.severity, severity)):
        query = query if value is None else query.where(column == value)
    query = query.order_by(DocumentRow.run_id.desc(), DocumentRow.position, FindingRow.position).limit(limit)
    with reading(engine) as session:
        return [(Told(*row[: len(said)]), About(*row[len(said) :])) for row in session.execute(query)]


def quarantined(engine: Engine) -> Sequence[Delivery]:
    """Return the deliveries in quarantine, with code, message and attempts, oldest first."""
    with reading(engine) as session:
        return session.scalars(select(Delivery).where(Delivery.state == QUARANTINED).order_by(Delivery.id)).all()


def export(engine: Engine) -> Iterator[str]:
    """Yield every current document as one line of JSON, in the order in which they came."""
    with reading(engine) as session:
        yield from (row.json for row in as_they_came(session, current(Revision.id), select(Revision.json)))
