"""Reading documents again, from the vault, whose reader, parser or vocabularies have a newer version by now."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from flows.backfile import helped
from flows.steps import Verdict
from flows.system import System, now
from flows.vaults import lent
from parsers.media import reader_versions
from parsers.registry import kinds
from seeds import vocabulary_digest
from storage import ledger
from storage.changes import Difference, current_revisions, difference
from storage.database import reading
from storage.outdated import Asked, Outdated, outdated
from storage.promotions import rejected
from storage.queries import deliveries
from storage.rehearsal import rehearsed
from storage.states import INGESTED
from storage.tables import Delivery
from storage.versions import Installed

# as many deliveries are put back into the queue, and looked at, before the next ones are
_LOT = 500


@dataclass(frozen=True)
class Again:
    """One file that was read again: how its documents with a new revision differ, or why (a code and a sentence) it could not be read."""

    delivery_id: int
    name: str
    differences: tuple[Difference, ...] = ()
    code: str | None = None
    message: str | None = None


def installed() -> Installed:
    """Return the versions by which a document is read now."""
    return Installed(reader_versions(), {name: parser.version for name, parser in kinds().items()}, vocabulary_digest())


def find(system: System, asked: Asked | None = None) -> Outdated:
    """Return which deliveries are to be read again."""
    with reading(system.engine) as session:
        rolled_back = rejected(session)
    return outdated(system.engine, installed(), asked, rolled_back)


def run(system: System, ids: Sequence[int], is_running: Callable[[], bool]) -> Iterator[Again]:
    """Have deliveries read again, by the running system or here, and yield each as it ends; what they said before stays."""
    with helped(system, is_running) as ended:
        for start in range(0, len(ids), _LOT):
            lot = ids[start : start + _LOT]
            before = current_revisions(system.engine, [d.sha256 for d in deliveries(system.engine, lot) if d.sha256])
            for delivery in ended(ledger.reprocess(system.engine, lot, now())):
                yield _read_again(system, delivery, before)


def _read_again(system: System, delivery: Delivery, before: dict[str, dict[str, int]]) -> Again:
    if delivery.state != INGESTED or delivery.sha256 is None:
        return Again(delivery.id, delivery.display_name, (), delivery.code, delivery.message)
    old = before.get(delivery.sha256, {})
    new = current_revisions(system.engine, [delivery.sha256]).get(delivery.sha256, {})
    changed = [document for document in {**old, **new} if old.get(document) != new.get(document)]
    found = (difference(system.engine, document, old.get(document), new.get(document)) for document in changed)
    return Again(delivery.id, delivery.display_name, tuple(found))


def rehearse(system: System, ids: Sequence[int]) -> Iterator[Again]:
    """Read deliveries again here, store nothing, and yield what would be different, in their order."""
    workers = system.settings.workers
    with ThreadPoolExecutor(workers) as threads:
        for start in range(0, len(ids), 2 * workers):
            lot = deliveries(system.engine, ids[start : start + 2 * workers])
            yield from threads.map(lambda delivery: _rehearsed(system, delivery), lot)


def _rehearsed(system: System, delivery: Delivery) -> Again:
    assert delivery.sha256 is not None
    outcome = lent(system.vault, delivery, system.isolation.whole)
    if isinstance(outcome, Verdict):
        return Again(delivery.id, delivery.display_name, (), outcome.code, outcome.message)
    return Again(delivery.id, delivery.display_name, tuple(rehearsed(system.engine, delivery.sha256, outcome.value.prepared)))
