"""The Prefect flow and its tasks: they show what `flows.job` does to each document, and decide nothing about it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from httpx import HTTPError
from loguru import logger
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext, SyncClientContext, TagsContext, TaskRunContext
from prefect.exceptions import PrefectException
from prefect.states import Completed, Failed
from sqlalchemy import Engine

from flows import describe
from flows.batch import GROUP, Batch, Steps
from flows.job import Job
from flows.late import unreported
from flows.markdown import plain
from flows.outcome import Outcome
from flows.system import now
from flows.together import together
from storage.told import mark_reported

NAME = "ingest"
LATE = ("reported-late",)
# A job is a live thing that no parameter can carry, so it comes this way; parameters say what people want to see.
current_batch: ContextVar[Batch] = ContextVar("current_batch")


def _named_after_file() -> str:
    context = TaskRunContext.get()
    assert context is not None
    return describe.task_name(context.task.name, context.parameters["job"].name)


def _step(name: str, body: Callable[[Job], None]) -> Callable[[Job], object]:
    def step(job: Job) -> State[None] | None:
        mark([job])
        body(job)
        return _state(job.outcome)

    step.__qualname__ = name  # what Prefect tells tasks apart by
    shown: Callable[[Job], object] = task(name=name, task_run_name=_named_after_file, cache_policy=NO_CACHE, persist_result=False)(step)
    return shown


def mark(jobs: Sequence[Job]) -> None:
    """Have jobs say in their records by which task run they were done."""
    context = TaskRunContext.get()
    assert context is not None
    for job in jobs:
        job.task_run_id, job.flow_run_id = str(context.task_run.id), str(context.task_run.flow_run_id)


def _state(outcome: Outcome | None) -> State[None] | None:
    """Return a failed state for a file in quarantine: red in the UI, without a stack trace, which would tell nobody anything."""
    if outcome is None or not outcome.failed:
        return None
    return Failed(name="Quarantined", message=f"{outcome.code}: {outcome.message}")


def _document(job: Job) -> None:
    job.document()
    context = TaskRunContext.get()
    if context and job.outcome:
        context.task_run.name = job.outcome.headline


def _named_after_group() -> str:
    context = TaskRunContext.get()
    assert context is not None
    return describe.opening_name([job.name for job in context.parameters["jobs"]])


@task(name="documents", task_run_name=_named_after_group, cache_policy=NO_CACHE, persist_result=False)
def group(jobs: Sequence[Job]) -> State[None] | None:
    """Work on several documents under a back-file; each one's title and outcome stand in the run's table."""
    mark(jobs)
    together(jobs)
    outcomes = [job.outcome for job in jobs if job.outcome]
    return final_state(outcomes) if any(outcome.failed for outcome in outcomes) else None


TASKS = Steps(
    detect=_step("detect", Job.detect),
    parse=_step("parse", Job.parse),
    validate=_step("validate", Job.validate),
    persist=_step("persist", Job.persist),
    document=_step("document", _document),
    group=group,
)


def _opening_name() -> str:
    return describe.opening_name([job.name for job in current_batch.get().jobs])


@flow(name=NAME, flow_run_name=_opening_name, validate_parameters=False, persist_result=False)
def ingest(files: Sequence[str]) -> State[None]:
    """Show the work on one batch of documents; `files` are the names of the first of them."""
    batch = current_batch.get()
    logger.info("taken: {}", ", ".join(files))
    if batch.take():
        with TagsContext(current_tags=set()):  # a task asks the server for a slot of each of its tags before it begins: it has none
            batch.work_off(TASKS)
        return publish(batch.outcomes)
    batch.done.wait()  # this run opened too late: the work has been done without it
    return tell(batch.system.engine)


@flow(name=NAME, flow_run_name="late report", validate_parameters=False, persist_result=False)
def report_late() -> State[None]:
    """Show documents that were worked on while Prefect did not answer."""
    return tell(current_batch.get().system.engine)


def tell(engine: Engine) -> State[None]:
    """Show in the open run what was done without Prefect, and note in the ledger that it is shown."""
    untold = unreported(engine)
    if not untold:
        return Completed(name="NothingToTell", message="all runs are shown already")
    for _, outcome in untold if len(untold) <= GROUP else ():  # more of them stand in the run's table alone
        document.with_options(task_run_name=outcome.headline)(_Told(outcome))
    state = publish([outcome for _, outcome in untold], LATE)
    mark_reported(engine, [run_id for run_id, _ in untold], _run_id(), now())
    return state


class _Told:
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


@task(name="document", cache_policy=NO_CACHE, persist_result=False)
def document(told: _Told) -> State[None] | None:
    """Show one document whose work was done without Prefect."""
    logger.info("{}: {}, while Prefect did not answer", told.outcome.name, told.outcome.state)
    return _state(told.outcome)


def publish(outcomes: Sequence[Outcome], more_tags: Sequence[str] = ()) -> State[None]:
    """Name and tag the open run by what it carried, attach its artifact, and return the state that it ends in."""
    with _done_without("name and tags"):
        _label(outcomes, more_tags)
    return finish(outcomes)


def finish(outcomes: Sequence[Outcome]) -> State[None]:
    """Attach the artifact of the open run, or task, and return the state that it ends in."""
    with _done_without("artifact"):
        _attach(outcomes)
    return final_state(outcomes)


@contextmanager
def _done_without(what: str) -> Iterator[None]:
    """Go on where Prefect does not take what is only there to be looked at: the work is done."""
    try:
        yield
    except (HTTPError, PrefectException) as error:
        logger.warning("a run is shown without its {}: {}", what, error)


def _label(outcomes: Sequence[Outcome], more_tags: Sequence[str]) -> None:
    with SyncClientContext.get_or_create() as context:
        tags = sorted({*describe.tags(outcomes), *more_tags, *TagsContext.get().current_tags})
        context.client.update_flow_run(UUID(_run_id()), name=describe.run_name(outcomes), tags=tags)


def _attach(outcomes: Sequence[Outcome]) -> None:
    """Make the artifact: a page about a single document, or a table of several."""
    told = plain(describe.verdict(outcomes))  # the UI reads a description as Markdown
    if len(outcomes) == 1:
        create_markdown_artifact(describe.page(outcomes[0]), key="document", description=told)
    elif outcomes:
        create_table_artifact(describe.table(outcomes), key="documents", description=told)


def final_state(outcomes: Sequence[Outcome]) -> State[None]:
    """Return how a run ended: only one without quarantine is a clean one, and one with nothing but quarantine has failed."""
    failed = sum(outcome.failed for outcome in outcomes)
    message = describe.verdict(outcomes)
    if not failed:
        return Completed(message=message)
    if failed == len(outcomes):
        return Failed(name="Quarantined", message=message)
    return Completed(name="CompletedWithQuarantine", message=message)


def _run_id() -> str:
    context = FlowRunContext.get()
    assert context is not None
    assert context.flow_run is not None
    return str(context.flow_run.id)
