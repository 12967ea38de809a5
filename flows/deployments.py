"""The child process that serves the deployments: it shows them in Prefect's UI and starts their runs, one of each at a time.

It sees to the automations too, one of whose actions is such a run.
"""

from typing import Any, cast
from uuid import UUID

from prefect import Flow, serve
from prefect.client.orchestration import get_client
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows import automations, deployed, log, notice
from flows.settings import load


def main() -> None:
    """Serve until SIGTERM."""
    settings = load()
    log.configure(settings.log_level)
    take = _deployment(deployed.ingest, "ingest", deployed.INGEST)
    again = _deployment(deployed.reprocess, "reprocess", deployed.REPROCESS, settings.reprocess_cron)
    check = _deployment(deployed.verify, "verify", deployed.VERIFY, settings.verify_cron)
    tell = _deployment(notice.notice, notice.NAME, notice.DESCRIPTION)
    with get_client(sync_client=True) as client:
        automations.ensure(client, cast(UUID, tell.apply()), settings.notify_url)
    serve(take, again, check, tell, limit=4, print_starting_message=False)


def _deployment(flow: Flow[..., Any], name: str, description: str, cron: str | None = None) -> RunnerDeployment:
    """Return a deployment that has one run at a time, so that a long night's work holds up no other."""
    by_name = EntrypointType.MODULE_PATH  # a file path would tie the deployments to where the package is installed
    return RunnerDeployment.from_flow(flow, name, description=description, cron=cron, concurrency_limit=1, entrypoint_type=by_name)


if __name__ == "__main__":
    main()
