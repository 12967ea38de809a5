"""Reading documents again, from the vault, whose reader, parser or vocabularies have a newer version by now."""

from collections.abc import Callable, Sequence

from flows.backfile import follow
from flows.describe import counted
from flows.system import System, now
from parsers.media import reader_versions
from parsers.registry import kinds
from seeds import vocabulary_digest
from storage import ledger
from storage.changes import Difference, current_revisions, difference
from storage.queries import revisions_older_than


def outdated(system: System) -> list[int]:
    """Return the deliveries whose documents were not made by the versions that are installed now."""
    return revisions_older_than(
        system.engine, reader_versions(), {name: parser.version for name, parser in kinds().items()}, vocabulary_digest()
    )


def run(system: System, is_running: Callable[[], bool]) -> list[Difference]:
    """Have outdated documents read again, by the running system or here, and return how the results differ; [] where all is new."""
    ids = outdated(system)
    before = current_revisions(system.engine, ids)
    again = ledger.reprocess(system.engine, ids, now())
    for _ in follow(system, again, is_running):
        pass
    after = current_revisions(system.engine, ids)
    changed = [(document_id, number) for document_id, number in after.items() if number != before.get(document_id)]
    return [difference(system.engine, document_id, before.get(document_id, 0), number) for document_id, number in changed]


def row(change: Difference) -> dict[str, str | int]:
    """Return one line of a table about one document."""
    return {
        "document": change.document_id,
        "title": change.title or "",
        "revisions": f"{change.older} → {change.newer}",
        "facts added": len(change.added),
        "facts removed": len(change.removed),
    }


def told(changes: Sequence[Difference]) -> str:
    """Return one sentence about all of it."""
    if not changes:
        return "nothing to read again, or nothing new in it"
    added, removed = sum(len(c.added) for c in changes), sum(len(c.removed) for c in changes)
    have = f"{counted(len(changes), 'document')} {'has' if len(changes) == 1 else 'have'}"
    return f"{have} a new revision: {counted(added, 'fact')} added, {removed} removed"
