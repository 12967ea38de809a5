"""Prefect's automations for what nobody may overlook: quarantined documents, a silent watcher, runs that died.

Each runs the deployment `notice`, which needs no service outside, and where an address is set also sends to it. They are known by
their names: made where missing, made anew where what we want has changed, and otherwise left as a person has changed them.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import cast
from uuid import UUID

from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import SyncPrefectClient
from prefect.events.actions import ActionTypes, RunDeployment, SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from flows import ingest, news

# A watcher that has not said a word for this long is silent: six heartbeats.
SILENT = timedelta(seconds=6 * news.HEARTBEAT_SECONDS)
# what an address is sent: the names that chat services and most receivers read
_SENT = {"subject": "{{subject}}", "text": "{{subject}}\n\n{{body}}"}
_BLOCK = "kuaibao-notices"


def ensure(client: SyncPrefectClient, deployment_id: UUID, url: str = "", silent: timedelta = SILENT) -> None:
    """Have the server know our automations, each once; they run the deployment with this id, and send to `url` where there is one."""
    block_id = _block(url) if url else None
    for automation in _wanted(deployment_id, block_id, silent):
        _ensure(client, automation)


def _ensure(client: SyncPrefectClient, wanted: AutomationCore) -> None:
    found = client.read_automations_by_name(wanted.name)
    for twin in found[1:]:  # of two that were started at once
        client.delete_automation(twin.id)
    if not found:
        client.create_automation(wanted)
    elif found[0].description != wanted.description:
        client.update_automation(found[0].id, wanted.model_copy(update={"enabled": found[0].enabled}))


def _wanted(deployment_id: UUID, block_id: UUID | None, silent: timedelta) -> Sequence[AutomationCore]:
    failed = _event({news.QUARANTINED}, "kuaibao.ledger.*")
    quiet = EventTrigger(
        posture=Posture.Proactive,
        match=_resource("kuaibao.watcher.*"),
        for_each={"prefect.resource.id"},
        after={news.HEARTBEAT},
        expect={news.HEARTBEAT, news.STOPPED},
        threshold=1,
        within=silent,
    )
    flows = ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": [ingest.NAME, "reprocess", "verify"]})
    died = _event({"prefect.flow-run.Crashed"}, "prefect.flow-run.*", flows)
    words = [
        ("documents in quarantine", failed, "{{ event.payload.subject }}", "{{ event.payload.told }}"),
        (
            "the watcher is silent",
            quiet,
            "Silent: {{ event.resource.name }}",
            f"It has not looked at its inbox for {silent.total_seconds():g} s: see whether `kuaibao up` runs, and what its log says. Files wait where they are.",
        ),
        (
            "a run has died",
            died,
            "Died: {{ event.resource.name }}",
            "Its process ended in the middle. Documents go on in a later run by themselves; a reprocess or verify must be started again.",
        ),
    ]
    return [_automation(*each, deployment_id=deployment_id, block_id=block_id) for each in words]


def _event(expected: set[str], resource: str, related: ResourceSpecification | None = None) -> EventTrigger:
    return EventTrigger(
        posture=Posture.Reactive,
        match=_resource(resource),
        match_related=related or ResourceSpecification({}),
        for_each={"prefect.resource.id"},
        expect=expected,
        threshold=1,
        within=timedelta(0),
    )


def _resource(pattern: str) -> ResourceSpecification:
    return ResourceSpecification({"prefect.resource.id": pattern})


def _automation(name: str, trigger: EventTrigger, subject: str, told: str, *, deployment_id: UUID, block_id: UUID | None) -> AutomationCore:
    parameters = {key: {"__prefect_kind": "jinja", "template": words} for key, words in (("subject", subject), ("told", told))}
    actions: list[ActionTypes] = [RunDeployment(source="selected", deployment_id=deployment_id, parameters=parameters, job_variables=None)]
    if block_id:
        actions.append(SendNotification(block_document_id=block_id, subject=f"kuaibao: {subject}", body=told))
    made = AutomationCore(name=f"kuaibao: {name}", trigger=trigger, actions=actions)
    digest = hashlib.sha256(json.dumps(made.model_dump(), default=_in_order).encode()).hexdigest()[:8]
    return made.model_copy(update={"description": f"Made by kuaibao ({digest}); switch it off rather than delete it, or it is made again."})


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, set) else str(value)


def _block(url: str) -> UUID:
    """Return the block that sends to an address, saved under our name."""
    block = CustomWebhookNotificationBlock(name="kuaibao", url=url, json_data=dict(_SENT), headers=None, cookies=None)
    return cast(UUID, block.save(_BLOCK, overwrite=True))
