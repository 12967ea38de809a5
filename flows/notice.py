"""The flow that says in Prefect's UI what a person should look at; automations run it. It needs no service outside."""

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

NAME = "notice"
DESCRIPTION = "Shows what a person should look at: started by kuaibao's automations."


@flow(name=NAME, flow_run_name="{subject}", persist_result=False)
def notice(subject: str, told: str) -> State[None]:
    """Show a subject as the run's name, and what there is to tell as its artifact."""
    create_markdown_artifact(f"# {subject}\n\n{told}\n", key=NAME, description=subject)
    return Completed(name="LookHere", message=told)
