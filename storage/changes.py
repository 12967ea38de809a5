"""How two revisions of a document differ, fact by fact."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.database import reading
from storage.tables import CurrentRevision, Delivery, DocumentRow, Fact, FindingRow, Revision


@dataclass(frozen=True)
class FactChange:
    """A fact that only one of two revisions has: what kind it is, its wording, and its spans as JSON."""

    kind: str
    value: str
    spans: str


@dataclass(frozen=True)
class Difference:
    """What a newer revision has that an older one has not, and the other way round; findings count as facts."""

    document_id: str
    title: str | None
    older: int
    newer: int
    added: tuple[FactChange, ...]
    removed: tuple[FactChange, ...]


def current_revisions(engine: Engine, delivery_ids: Collection[int]) -> dict[str, int]:
    """Return the number of the current revision of each document that these deliveries brought."""
    query = select(Revision.document_id, Revision.number).join(CurrentRevision, CurrentRevision.revision_id == Revision.id)
    query = query.join(DocumentRow, DocumentRow.document_id == Revision.document_id)
    query = query.join(Delivery, Delivery.sha256 == DocumentRow.source_sha256).where(Delivery.id.in_(delivery_ids))
    with reading(engine) as session:
        return {row.document_id: row.number for row in session.execute(query)}


def difference(engine: Engine, document_id: str, older: int, newer: int) -> Difference:
    """Compare two revisions by their numbers; a number that there is not counts as a revision without facts."""
    with reading(engine) as session:
        before, after = (_facts(session, document_id, number) for number in (older, newer))
        title = session.scalar(select(Revision.title).where(Revision.document_id == document_id, Revision.number == newer))
    return Difference(document_id, title, older, newer, added=_only(after, before), removed=_only(before, after))


def _facts(session: Session, document_id: str, number: int) -> Counter[FactChange]:
    revision = select(Revision.id).where(Revision.document_id == document_id, Revision.number == number).scalar_subquery()
    facts = session.execute(select(Fact.kind, Fact.value, Fact.spans).where(Fact.revision_id == revision))
    findings = session.execute(select(FindingRow.code, FindingRow.message, FindingRow.spans).where(FindingRow.revision_id == revision))
    return Counter(FactChange(kind, value, json.dumps(spans)) for kind, value, spans in [*facts, *findings])


def _only(these: Counter[FactChange], those: Counter[FactChange]) -> tuple[FactChange, ...]:
    return tuple(sorted((these - those).elements(), key=lambda fact: (fact.kind, fact.value, fact.spans)))
