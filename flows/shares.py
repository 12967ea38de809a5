"""A back-file on a Dask cluster: tasks of one Prefect flow, each of which leases a few hundred deliveries and works them off.

The cluster hears of shares, never of documents: the ledger stays the only queue, so a share that is run twice, or beside `kuaibao up`,
repeats nothing, and what a worker had leased when it died is leased again by another.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, inf
from typing import Any

import dask
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import wait
from prefect.states import Completed
from prefect_dask.task_runners import DaskTaskRunner

from flows import log
from flows.batch import AHEAD, PLAIN, Batch, leased
from flows.counted import counted
from flows.ingest import finish, mark
from flows.job import Job
from flows.leases import kept
from flows.report import send_the_rest
from flows.settings import Settings, load
from flows.system import System
from flows.together import together

# Enough that a share's start, a second or two, does not count; few enough that its table in the UI can be read.
SHARE = 300
LOCAL = "local"
# What the log's last lines may take on their way to Prefect.
_LAST_SECONDS = 10.0


def _document(job: Job) -> None:
    mark([job])
    job.document()


def _group(jobs: Sequence[Job]) -> None:
    mark(jobs)
    together(jobs)


_STEPS = replace(PLAIN, document=_document, group=_group)


@task(name="share", task_run_name="share {number}", cache_policy=NO_CACHE, persist_result=False)
def share(number: int, most: int) -> State[None]:  # noqa: ARG001  the number is its name in the UI
    """Lease and work off up to `most` deliveries, by the settings of the machine that the Dask worker is on."""
    settings = load().model_copy(update={"workers": 1, "batch_max": most, "batch_seconds": inf})
    log.only_to_runs(settings.log_level)
    with System(settings) as system:
        batch = Batch(system, leased(system, min(most, AHEAD)), linger=0.0)
        if not batch.jobs:
            return Completed(name="NothingLeft", message="others have done it all")
        with kept(system, lambda: batch.jobs):
            batch.work_off(_STEPS)
        return finish(batch.outcomes)


@flow(name="back-file", flow_run_name="back-file of {files} files", persist_result=False)
def back_file(files: int, most: int) -> State[None]:
    """Share so many waiting deliveries out, up to `most` in one; a share that is in trouble is visible in how the run ends."""
    shares = [share.submit(number, most) for number in range(1, ceil(files / most) + 1)]
    wait(shares)
    troubled = [one for one in shares if one.state.name not in ("Completed", "NothingLeft")]
    if not troubled:
        return Completed(message=f"{counted(len(shares), 'share')} of up to {most} files")
    return Completed(name="CompletedWithQuarantine", message=f"{len(troubled)} of {counted(len(shares), 'share')} need a look")


def share_out(settings: Settings, files: int, address: str, most: int = SHARE) -> str | None:
    """Have the workers of the Dask scheduler at `address`, or of one started here for LOCAL, work off `files` waiting deliveries.

    Each worker takes database and vault from KUAIBAO_* of its own environment; those started here have them from `settings`.
    Returns what went wrong with the whole of it, if anything did.
    """
    os.environ.update(settings.environment())
    # as daemons they may have no child processes, and a bad document would take its worker with it
    with dask.config.set({"distributed.worker.daemon": False}):
        try:
            ended = back_file.with_options(task_runner=_runner(settings, address))(files, most, return_state=True)
        finally:
            send_the_rest(_LAST_SECONDS)
    return ended.message if ended.is_failed() or ended.is_crashed() else None


def _runner(settings: Settings, address: str) -> Any:  # what Prefect's types and its Dask runner's say of each other does not match
    if address != LOCAL:
        return DaskTaskRunner(address=address)
    workers = {"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=workers)
