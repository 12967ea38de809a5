"""The flows that people and schedules start from Prefect's UI. They put work into the ledger and watch it being done."""

from itertools import islice
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows import differences, log
from flows import reprocess as again
from flows.backfile import door, files_below, follow, rank
from flows.claim import intake
from flows.counted import counted
from flows.days import day
from flows.doctypes import doc_type as known
from flows.ingest import NAME, publish
from flows.late import outcome_of
from flows.serve import is_running
from flows.settings import load
from flows.system import System, now
from flows.verify import checks_of
from flows.verify import row as touched
from flows.verify import told as verified
from storage.changes import Sum
from storage.outdated import Asked

INGEST = "Takes in a file, or the files below a folder, of the machine that kuaibao runs on; the files stay where they are."
REPROCESS = "Reads documents again whose reader, parser or vocabularies have changed. Nothing changed: adds nothing."
VERIFY = "Hashes every source anew, holds every fact against its characters, compares ledger, vault and database. Changes nothing."
# so many differences are shown in the UI; `kuaibao reprocess --dry-run --json` has all before they are made
_MOST_ROWS = 1000


@flow(name=NAME, persist_result=False)
def ingest(path: str) -> State[None]:
    """Take in what is at `path` and wait until it is done; the run fails where a folder could not be listed."""
    unlisted: list[OSError] = []
    with _system() as system:
        files = files_below([Path(path)], unlisted.append)
        ids = [intake(file, door(system), priority=rank(files)).delivery_id for file in files]
        ended = follow(system, ids, lambda: is_running(system.settings))
        state = publish([outcome_of(system.engine, delivery) for delivery in ended])
    return Failed(message=f"could not be listed: {', '.join(map(str, unlisted))}; {state.message}") if unlisted else state


@flow(name="reprocess", persist_result=False)
def reprocess(doc_type: str | None = None, since: str | None = None, parser_below: str | None = None, dry_run: bool = False) -> State[None]:
    """Read again what older versions have read, or store nothing and only look (`dry_run`), and show how the results differ."""
    total, failed, rows = Sum(), list[str](), list[dict[str, str]]()
    with _system() as system:
        found = again.find(system, Asked(known(doc_type), day(since), parser_below))
        ids = found.deliveries
        ended = again.rehearse(system, ids) if dry_run else again.run(system, ids, lambda: is_running(system.settings))
        for file in ended:
            failed += [f"{file.name}: {file.code}: {file.message}"] if file.code else []
            for difference in file.differences:
                total.add(difference)
                rows += islice(differences.cells(difference), _MOST_ROWS - len(rows))
    told = differences.sentence(total, "would have" if dry_run else "has")
    _publish(total, rows, failed, told)
    if failed:
        return Failed(message=f"{counted(len(failed), 'file')} could not be read again; {told}")
    return Completed(message=told)


def _publish(total: Sum, rows: list[dict[str, str]], failed: list[str], told: str) -> None:
    if rows:
        create_table_artifact(rows, key="reprocessed", description=f"{told}. The first {len(rows)} differences:")
    if total.documents or failed:
        create_markdown_artifact(differences.page(total, failed, told), key="reprocessed-summary", description=told)


@flow(name="verify", persist_result=False)
def verify() -> State[None]:
    """Check that everything that is kept is whole, and name what is not with the documents and facts that it touches."""
    number, rows = 0, list[dict[str, str]]()
    with _system() as system:
        found = checks_of(system.engine, system.settings, now())
        for check in found:
            for problem in filter(None, check.run()):
                number += 1
                rows += [touched(problem)] if len(rows) < _MOST_ROWS else []
    told = verified(found, number)
    if not rows:
        return Completed(message=told)
    create_table_artifact(rows, key="problems", description=f"{told}. `kuaibao verify` lists them all.")
    return Failed(message=f"{told}, the first of them: {rows[0]['what']}")


def _system() -> System:
    settings = load()
    log.configure(settings.log_level)
    return System(settings)
