"""Runs: what processed a delivery, where, with which settings and software."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from storage.inserts import insert_later, insert_numbered
from storage.prepared import Prepared
from storage.tables import Delivery, Run
from storage.told import UntoldRun


@dataclass(frozen=True)
class RunInfo:
    """One attempt at one delivery; `reported` says that Prefect already shows it."""

    flow_run_id: str | None
    task_run_id: str | None
    started_at: datetime
    finished_at: datetime
    host: str
    settings_digest: str
    software: dict[str, str]
    reported: bool = False


class Ended(NamedTuple):
    """One attempt that has ended, as it is to be stored."""

    delivery: Delivery
    run: RunInfo
    outcome: str
    code: str | None = None
    message: str | None = None
    prepared: Prepared | None = None

    def columns(self) -> dict[str, Any]:
        """Return the row, but for its id."""
        result = {"outcome": self.outcome, "code": self.code, "message": self.message}
        versions = {name: self.prepared.reading[name] if self.prepared else None for name in ("reader", "reader_version")}
        source = {"delivery_id": self.delivery.id, "source_sha256": self.delivery.sha256}
        return {name: value for name, value in vars(self.run).items() if name != "reported"} | source | result | versions


def add_runs(session: Session, ended: Sequence[Ended]) -> Sequence[int]:
    """Add the rows of ended attempts; return their ids, in order."""
    ids = insert_numbered(session, Run, [one.columns() for one in ended])
    insert_later(session, UntoldRun, [{"run_id": run_id} for run_id, one in zip(ids, ended, strict=True) if not one.run.reported])
    return ids
