"""The child process that serves the deployments: it shows them in Prefect's UI and starts their runs, one of each at a time."""

from typing import Any

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows import deployed, log
from flows.settings import load


def main() -> None:
    """Serve until SIGTERM."""
    settings = load()
    log.configure(settings.log_level)
    take = _deployment(deployed.ingest, "ingest", deployed.INGEST)
    again = _deployment(deployed.reprocess, "reprocess", deployed.REPROCESS, settings.reprocess_cron)
    check = _deployment(deployed.verify, "verify", deployed.VERIFY, settings.verify_cron)
    serve(take, again, check, limit=3, print_starting_message=False)


def _deployment(flow: Flow[..., Any], name: str, description: str, cron: str | None = None) -> RunnerDeployment:
    """Return a deployment that has one run at a time, so that a long night's work holds up no other."""
    by_name = EntrypointType.MODULE_PATH  # a file path would tie the deployments to where the package is installed
    return RunnerDeployment.from_flow(flow, name, description=description, cron=cron, concurrency_limit=1, entrypoint_type=by_name)


if __name__ == "__main__":
    main()
