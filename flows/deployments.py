"""The child process that serves the deployments: it shows them in Prefect's UI and starts their runs, one at a time."""

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from flows import deployed, log
from flows.settings import load


def main() -> None:
    """Serve until SIGTERM."""
    settings = load()
    log.configure(settings.log_level)
    by_name = EntrypointType.MODULE_PATH  # a file path would tie the deployments to where the package is installed
    take = RunnerDeployment.from_flow(deployed.ingest, "ingest", description=deployed.INGEST, entrypoint_type=by_name)
    again = RunnerDeployment.from_flow(
        deployed.reprocess, "reprocess", description=deployed.REPROCESS, cron=settings.reprocess_cron, entrypoint_type=by_name
    )
    serve(take, again, limit=1, print_starting_message=False)


if __name__ == "__main__":
    main()
