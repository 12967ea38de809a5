"""The flows that people and schedules start from Prefect's UI. They put work into the ledger and watch it being done."""

from pathlib import Path

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows import log
from flows import reprocess as again
from flows.backfile import door, files_below, follow
from flows.claim import intake
from flows.ingest import NAME, publish
from flows.late import outcome_of
from flows.serve import is_running
from flows.settings import load
from flows.system import System

INGEST = "Takes in a file, or the files below a folder, of the machine that kuaibao runs on; the files stay where they are."
REPROCESS = "Reads documents again whose reader, parser or vocabularies have a newer version. Nothing newer: adds nothing."


@flow(name=NAME, persist_result=False)
def ingest(path: str) -> State[None]:
    """Take in what is at `path` and wait until it is done."""
    with _system() as system:
        ids = [intake(file, door(system)).delivery_id for file in files_below([Path(path)])]
        ended = follow(system, ids, lambda: is_running(system.settings))
        return publish([outcome_of(system.engine, delivery) for delivery in ended])


@flow(name="reprocess", persist_result=False)
def reprocess() -> State[None]:
    """Read again what older versions have read, and show how the results differ."""
    with _system() as system:
        changes = again.run(system, lambda: is_running(system.settings))
    if changes:
        create_table_artifact([again.row(change) for change in changes], key="reprocessed", description=again.told(changes))
    return Completed(message=again.told(changes))


def _system() -> System:
    settings = load()
    log.configure(settings.log_level)
    return System(settings)
