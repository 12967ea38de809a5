"""Flow runs whose process has died: Prefect shows them as Running for ever, unless somebody says otherwise."""

from collections.abc import Sequence

from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.context import SyncClientContext
from prefect.states import Crashed

from flows.ingest import NAME

_OPEN = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


def ours(mark: str) -> Sequence[FlowRun]:
    """Return the runs that the drainer with this mark opened and did not finish; those of deployments are minded by Prefect's own runner."""
    with SyncClientContext.get_or_create() as context:
        return context.client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[NAME])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_OPEN)),
                tags=FlowRunFilterTags(all_=[mark]),
                deployment_id=FlowRunFilterDeploymentId(is_null_=True),
            ),
        )


def crash(runs: Sequence[FlowRun]) -> int:
    """Mark runs as crashed; return how many."""
    with SyncClientContext.get_or_create() as context:
        for run in runs:
            state: State[None] = Crashed(message="the process ended in the middle of this run; its documents went on in a later one")
            context.client.set_flow_run_state(run.id, state, force=True)
    return len(runs)
