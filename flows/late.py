"""What was done while Prefect did not answer, as outcomes that can be shown later."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from flows.outcome import Outcome
from storage import queries
from storage.states import INGESTED
from storage.tables import Delivery, Run
from storage.told import runs_unreported


def unreported(engine: Engine) -> list[tuple[int, Outcome]]:
    """Return the oldest runs that Prefect does not show, by their ids, with how they ended; of many, no more than a table shows."""
    runs = runs_unreported(engine)
    if len(runs) == 1:
        return [(run.id, _outcome(run, delivery, _documents(engine, run.source_sha256))) for run, delivery in runs]
    brief = queries.briefs(engine, [run.source_sha256 for run, _ in runs if run.source_sha256])
    return [(run.id, _outcome(run, delivery, brief.get(run.source_sha256 or "", []))) for run, delivery in runs]


def outcome_of(engine: Engine, delivery: Delivery) -> Outcome:
    """Return how a delivery that is no longer worked on has ended, with its documents as they are now."""
    documents = _documents(engine, delivery.sha256) if delivery.state == INGESTED else []
    return Outcome(delivery.id, delivery.display_name, delivery.state, delivery.code, delivery.message, tuple(documents))


def _outcome(run: Run, delivery: Delivery, documents: Sequence[dict[str, Any]]) -> Outcome:
    said = documents if run.outcome == INGESTED else ()
    return Outcome(delivery.id, delivery.display_name, run.outcome, run.code, run.message, tuple(said))


def _documents(engine: Engine, sha256: str | None) -> list[dict[str, Any]]:
    return queries.of_source(engine, sha256) if sha256 else []
