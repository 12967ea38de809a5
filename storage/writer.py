"""Persisting: a run's reading and documents, and its delivery's step to ingested, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from storage.database import writing
from storage.leases import check_lease
from storage.links import Stored
from storage.prepared import Prepared
from storage.readings import Kept, keep_readings
from storage.revisions import add_revision, find_revision, keep_documents, make_first, retire_others
from storage.runs import Ended, RunInfo, add_runs
from storage.shown import show
from storage.states import INGESTED, locked_each, move
from storage.tables import Delivery
from storage.turns import wait_for_alike


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
    """Why one delivery of a batch was left out: LeaseLost, rows that the database refuses, or whatever else they raised."""

    delivery_id: int
    error: Exception


def persist(engine: Engine, delivery_id: int, owner: str, run: RunInfo, prepared: Prepared, *, token: int | None = None) -> Persisted:
    """Commit run, reading, revisions, facts, findings and the delivery's state together, or nothing.

    The same revision again adds nothing and is not an error. LeaseLost where the lease has run out by `run.finished_at`.
    """
    with writing(engine) as session:
        return _persisted(session, [Work(delivery_id, owner, run, prepared, token)])[0]


def persist_many(engine: Engine, works: Sequence[Work]) -> list[Persisted | NotPersisted]:
    """Persist a batch in one commit; one delivery that fails takes nothing with it. Answers are in the order of `works`.

    A database that is busy or gone (TransientStorageError) fails the whole batch; should something of it have been committed
    then, it is there already when it is asked for again.
    """
    try:
        with writing(engine) as session:
            return list(_persisted(session, works))
    except OperationalError:
        raise
    except Exception:  # noqa: BLE001  rare: once more, each in a commit of its own
        return [_attempted(engine, work) for work in works]


def _attempted(engine: Engine, work: Work) -> Persisted | NotPersisted:
    try:
        with writing(engine) as session:
            return _persisted(session, [work])[0]
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, it came of this one's rows: it must harm no other
        return NotPersisted(work.delivery_id, error)


def _persisted(session: Session, works: Sequence[Work]) -> list[Persisted]:
    with session.no_autoflush:
        deliveries = zip(locked_each(session, [work.delivery_id for work in works]), works, strict=True)
        added = _written(session, [(delivery, work) for delivery, work in deliveries if not _is_there(session, delivery, work)])
    return [_answer(work, added.get(work.delivery_id, 0)) for work in works]


def _answer(work: Work, added: int) -> Persisted:
    ids = tuple(document.document_id for document in work.prepared.documents)
    return Persisted(work.delivery_id, ids, added, already_there=added == 0)


def _is_there(session: Session, delivery: Delivery, work: Work) -> bool:
    """Tell whether it was persisted before, and only the answer was lost on its way."""
    return delivery.state == INGESTED and all(find_revision(session, document) for document in work.prepared.documents)


def _written(session: Session, leased: Sequence[tuple[Delivery, Work]]) -> dict[int, int]:
    """Write what leased deliveries gave, the rows of all together where that can be; return how many revisions each added."""
    sources = [_source(delivery, work) for delivery, work in leased]
    wait_for_alike(session, (work.prepared for _, work in leased))
    run_ids = add_runs(session, [Ended(delivery, work.run, INGESTED, prepared=work.prepared) for delivery, work in leased])
    given = list(zip(sources, run_ids, (work.prepared for _, work in leased), strict=True))
    readings = keep_readings(session, given)
    rows = keep_documents(session, [(one, n, run_id) for _, run_id, prepared in given for n, one in enumerate(prepared.documents)])
    return {
        work.delivery_id: _revised(session, delivery, work, run_id, reading, rows)
        for (delivery, work), run_id, reading in zip(leased, run_ids, readings, strict=True)
    }


def _revised(session: Session, delivery: Delivery, work: Work, run_id: int, reading: Kept, rows: Mapping[str, Stored]) -> int:
    """Add what a delivery's documents say that was not said before, point at what is to be shown; return how many revisions are new."""
    added = 0
    taken = True
    mine = [rows[document.document_id] for document in work.prepared.documents]
    for row, document in zip(mine, work.prepared.documents, strict=True):
        revision_id = None if row.fresh else find_revision(session, document)
        if revision_id is None:
            revision_id = add_revision(session, row, document, work.run, run_id, reading)
            added += 1
        if row.fresh:
            make_first(session, row.document_id, revision_id)
        else:
            taken = show(session, row.document_id, revision_id) and taken
    if taken and (not all(row.fresh for row in mine) or not mine):
        retire_others(session, delivery.sha256 or "", [row.document_id for row in mine])
    move(session, delivery, INGESTED, work.run.finished_at, f"{len(mine)} documents, {added} new revisions")
    return added


def _source(delivery: Delivery, work: Work) -> str:
    """Return the digest of what a leased delivery brought; LeaseLost, or ValueError where the documents are not from its bytes."""
    check_lease(delivery, work.owner, work.run.finished_at, work.token)
    if delivery.sha256 is None or any(d.source_sha256 != delivery.sha256 for d in work.prepared.documents):
        raise ValueError(f"the documents given for delivery {delivery.id} are not from its bytes")
    return delivery.sha256
