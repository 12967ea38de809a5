"""Whether what is kept is whole: the vault's bytes, the ledger, and every stored value held against the characters it came from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, repeat
from typing import Any, NamedTuple

from sqlalchemy import Engine, and_, exists, func, select, text
from sqlalchemy.orm import aliased

from storage.database import reading
from storage.errors import VaultDamaged
from storage.resolving import Broken, broken_revisions, next_revisions
from storage.states import CARRIERS, INGESTED
from storage.tables import CurrentRevision, Delivery, DocumentRow, Fact, Revision, Source
from storage.vault import AnyVault

_AT_ONCE = 200
# an object that nobody claims yet may be on its way: its copy is made before the ledger hears of it
_ON_ITS_WAY = timedelta(hours=1)


class Named(NamedTuple):
    """A document or fact that a problem is about: a document's id and title, a fact's document, path and value."""

    document_id: str
    path: str | None
    value: str | None


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it must be; `affected` names the documents (without a path) and the facts that it touches."""

    code: str
    message: str
    sha256: str | None = None
    affected: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Check:
    """One kind of check: `run` yields None for each of `total` things that is as it must be, and a problem for what is not."""

    name: str
    total: int
    run: Callable[[], Iterator[Problem | None]]


def checks(engine: Engine, vault: AnyVault, now: datetime) -> list[Check]:
    """Return all checks, in the order in which they are best done; they may run while the system works, and change nothing."""
    with reading(engine) as session:
        sources, deliveries = (session.scalar(select(func.count()).select_from(row)) or 0 for row in (Source, Delivery))
        revisions, last = session.execute(select(func.count(), func.max(Revision.id)).select_from(Revision)).one()
    return [
        Check("database", 1, lambda: _database(engine)),
        Check("sources", sources, lambda: _sources(engine, vault)),
        Check("vault", sources, lambda: _vault(engine, vault, now)),
        Check("ledger", deliveries, lambda: _ledger(engine, deliveries)),
        Check("facts", revisions, lambda: _facts(engine, last or 0)),
    ]


def _database(engine: Engine) -> Iterator[Problem | None]:
    """Ask the embedded database about itself; a server looks after its own files."""
    if engine.dialect.name != "sqlite":
        yield None
        return
    with engine.connect().execution_options(reads_only=True) as connection:
        for (said,) in connection.execute(text("PRAGMA integrity_check")):
            yield None if said == "ok" else Problem("database_damaged", f"the database says: {said}: restore it from a backup")
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield Problem("database_damaged", f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there")


def _sources(engine: Engine, vault: AnyVault) -> Iterator[Problem | None]:
    """Hash every source's bytes anew."""
    after = ""
    while page := _page(engine, after):
        for sha256 in page:
            yield _source(engine, vault, sha256)
        after = page[-1]


def _page(engine: Engine, after: str) -> Sequence[str]:
    with reading(engine) as session:
        return session.scalars(select(Source.sha256).where(Source.sha256 > after).order_by(Source.sha256).limit(_AT_ONCE)).all()


def _source(engine: Engine, vault: AnyVault, sha256: str) -> Problem | None:
    try:
        vault.check(sha256)
    except VaultDamaged as error:
        code = "source_damaged" if vault.contains(sha256) else "source_missing"
        return Problem(code, str(error), sha256, tuple(_affected(engine, sha256)))
    return None


def _affected(engine: Engine, sha256: str) -> Iterator[Named]:
    """Yield the current documents of a source, each with its facts."""
    with reading(engine) as session:
        documents = select(Revision.id, Revision.document_id, Revision.title).join(
            CurrentRevision, CurrentRevision.revision_id == Revision.id
        )
        documents = documents.join(DocumentRow, DocumentRow.document_id == Revision.document_id)
        for revision_id, document_id, title in session.execute(documents.where(DocumentRow.source_sha256 == sha256)).all():
            yield Named(document_id, None, title)
            facts = select(Fact.path, Fact.value).where(Fact.revision_id == revision_id).order_by(Fact.path)
            yield from (Named(document_id, path, value) for path, value in session.execute(facts))


def _vault(engine: Engine, vault: AnyVault, now: datetime) -> Iterator[Problem | None]:
    """Look for bytes that the database knows nothing of: those were taken in, and are lost to it."""
    digests = vault.digests()
    before = (now - _ON_ITS_WAY).timestamp()
    while page := list(islice(digests, _AT_ONCE)):
        with reading(engine) as session:
            known = set(session.scalars(select(Source.sha256).where(Source.sha256.in_(page))))
        for sha256 in page:
            is_lost = sha256 not in known and vault.touched(sha256) < before
            at = vault.where(sha256)
            message = f"the vault has {at}, which nobody claims: `kuaibao ingest` it, or restore the database that belongs to this vault"
            yield Problem("object_unclaimed", message, sha256) if is_lost else None


def _ledger(engine: Engine, deliveries: int) -> Iterator[Problem | None]:
    """Hold the ledger against sources, documents and pointers."""
    for problem, query in _LEDGER:
        with reading(engine) as session:
            for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
                yield problem(row)
    yield from repeat(None, deliveries)


def _idle_source(row: Any) -> Problem:
    message = f"no delivery stands for the source {row.sha256}: nobody will ever read it; drop the file again"
    return Problem("source_without_delivery", message, row.sha256)


def _empty_delivery(row: Any) -> Problem:
    message = f"delivery {row.id} is ingested, but it gave no document: `kuaibao reprocess` does not see it, drop the file again"
    return Problem("delivery_without_document", message, row.sha256)


def _stray_pointer(row: Any) -> Problem:
    message = f"what is shown of document {row.document_id} is revision {row.revision_id}, which is none of its own: reprocess it"
    return Problem("pointer_broken", message, None, (Named(row.document_id, None, None),))


_MEMBER = aliased(Delivery)
_CARRIED = exists().where(Delivery.sha256 == Source.sha256, Delivery.state.in_(CARRIERS))
_HAS_DOCUMENT = exists().where(DocumentRow.source_sha256 == Delivery.sha256)
_HOLDS_OTHERS = exists().where(_MEMBER.parent_id == Delivery.id)
_IS_ITS_OWN = and_(Revision.id == CurrentRevision.revision_id, Revision.document_id == CurrentRevision.document_id)
_LEDGER: list[tuple[Callable[[Any], Problem], Any]] = [
    (_idle_source, select(Source.sha256).where(~_CARRIED)),
    (_empty_delivery, select(Delivery.id, Delivery.sha256).where(Delivery.state == INGESTED, ~_HAS_DOCUMENT, ~_HOLDS_OTHERS)),
    (_stray_pointer, select(CurrentRevision.document_id, CurrentRevision.revision_id).where(~exists().where(_IS_ITS_OWN))),
]


def _facts(engine: Engine, last: int) -> Iterator[Problem | None]:
    """Resolve every fact of every revision against its reading, a few revisions at a time."""
    after = 0
    while after < last:
        with reading(engine) as session:
            ids = next_revisions(session, after, last)
            found = broken_revisions(session, ids)
        yield from repeat(None, len(ids))
        yield from map(_unresolved, found)
        after = ids[-1]


def _unresolved(broken: Broken) -> Problem:
    affected = tuple(Named(broken.document_id, path, value) for path, value in broken.facts)
    document = Named(broken.document_id, None, broken.title)
    message = f"revision {broken.number} of document {broken.document_id} {broken.why}: restore the database from a backup"
    return Problem(broken.code, message, broken.sha256, (document, *affected))
