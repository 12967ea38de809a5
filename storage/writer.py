"""Persisting: a run's reading and documents, and its delivery's step to ingested, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from storage.database import writing
from storage.errors import StorageError
from storage.leases import check_lease
from storage.prepared import Prepared
from storage.readings import keep_reading
from storage.revisions import add_revision, find_revision, keep_document, make_current, retire_others
from storage.runs import RunInfo, add_run
from storage.shown import show
from storage.states import INGESTED, locked, locked_all, move
from storage.tables import Delivery

# what one delivery's rows can meet; a busy or absent database is not among them
_REFUSALS = (StorageError, StatementError, KeyError, ValueError)


@dataclass(frozen=True)
class Work:
    """The result of one leased delivery; `token` is that of its lease, None leaves the fencing to owner and time."""

    delivery_id: int
    owner: str
    run: RunInfo
    prepared: Prepared
    token: int | None = None


@dataclass(frozen=True)
class Persisted:
    """What persisting did; `already_there` says that these versions had said the same before, and nothing was added."""

    delivery_id: int
    document_ids: tuple[str, ...]
    revisions_added: int
    already_there: bool


@dataclass(frozen=True)
class NotPersisted:
    """Why one delivery of a batch was left out: LeaseLost, or rows that the database refuses."""

    delivery_id: int
    error: Exception


def persist(engine: Engine, delivery_id: int, owner: str, run: RunInfo, prepared: Prepared, *, token: int | None = None) -> Persisted:
    """Commit run, reading, revisions, facts, findings and the delivery's state together, or nothing.

    The same revision again adds nothing and is not an error. LeaseLost where the lease has run out by `run.finished_at`.
    """
    work = Work(delivery_id, owner, run, prepared, token)
    with writing(engine) as session:
        return _persisted(session, locked(session, delivery_id), work)


def persist_many(engine: Engine, works: Sequence[Work]) -> list[Persisted | NotPersisted]:
    """Persist a batch in one commit; one delivery that fails takes nothing with it. Answers are in the order of `works`.

    A database that is busy or gone (TransientStorageError) fails the whole batch; nothing of it was committed then.
    """
    try:
        with writing(engine) as session, session.no_autoflush:
            deliveries = locked_all(session, [work.delivery_id for work in works])
            return [_persisted(session, deliveries[work.delivery_id], work) for work in works]
    except OperationalError:
        raise
    except _REFUSALS:  # rare: once more, each behind a savepoint of its own
        with writing(engine) as session:
            return [_attempted(session, work) for work in works]


def _attempted(session: Session, work: Work) -> Persisted | NotPersisted:
    try:
        with session.begin_nested():
            return _persisted(session, locked(session, work.delivery_id), work)
    except OperationalError:
        raise
    except _REFUSALS as error:
        return NotPersisted(work.delivery_id, error)


def _persisted(session: Session, delivery: Delivery, work: Work) -> Persisted:
    ids = tuple(document.document_id for document in work.prepared.documents)
    if delivery.state == INGESTED and all(find_revision(session, document) for document in work.prepared.documents):
        return Persisted(delivery.id, ids, 0, already_there=True)  # an answer that was lost on its way
    check_lease(delivery, work.owner, work.run.finished_at, work.token)
    added = _written(session, delivery, work)
    move(session, delivery, INGESTED, work.run.finished_at, f"{len(ids)} documents, {added} new revisions")
    return Persisted(delivery.id, ids, added, already_there=added == 0)


def _written(session: Session, delivery: Delivery, work: Work) -> int:
    if delivery.sha256 is None or any(d.source_sha256 != delivery.sha256 for d in work.prepared.documents):
        raise ValueError(f"the documents given for delivery {delivery.id} are not from its bytes")
    run_id = add_run(session, delivery, work.run, INGESTED, prepared=work.prepared)
    kept = keep_reading(session, delivery.sha256, run_id, work.prepared)
    rows = [keep_document(session, document, position, run_id) for position, document in enumerate(work.prepared.documents)]
    added = 0
    taken = True
    for row, document in zip(rows, work.prepared.documents, strict=True):
        revision_id = None if row.fresh else find_revision(session, document)
        if revision_id is None:
            revision_id = add_revision(session, row, document, work.run, run_id, kept)
            added += 1
        if row.fresh:
            make_current(session, row.document_id, revision_id)
        else:
            taken = show(session, row.document_id, revision_id) and taken
    if taken and (not all(row.fresh for row in rows) or not rows):
        retire_others(session, delivery.sha256, [row.document_id for row in rows])
    return added
