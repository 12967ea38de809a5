"""What Prefect has been told of: the runs that it does not show yet, and those that it was told of late."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Engine, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UtcTime
from storage.database import reading, writing
from storage.tables import Delivery, Row, Run


class UntoldRun(Row):
    """A run that Prefect does not show yet; the row goes when it does."""

    __tablename__ = "untold_runs"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True)


class Report(Row):
    """That Prefect shows a run which it was told of late, and in which flow run."""

    __tablename__ = "reports"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    flow_run_id: Mapped[str | None] = mapped_column(String(64))
    reported_at: Mapped[datetime] = mapped_column(UtcTime)


def runs_unreported(engine: Engine, limit: int = 250) -> Sequence[tuple[Run, Delivery]]:
    """Return runs that Prefect does not show yet with their deliveries, oldest first."""
    query = select(Run, Delivery).join(Delivery, Delivery.id == Run.delivery_id)
    query = query.join(UntoldRun, UntoldRun.run_id == Run.id).order_by(UntoldRun.run_id).limit(limit)
    with reading(engine) as session:
        return [(run, delivery) for run, delivery in session.execute(query)]


def mark_reported(engine: Engine, run_ids: Collection[int], flow_run_id: str | None, now: datetime) -> None:
    """Note that Prefect shows these runs now, within the given flow run; those noted before stay as they are."""
    with writing(engine) as session:
        told = session.scalars(delete(UntoldRun).where(UntoldRun.run_id.in_(run_ids)).returning(UntoldRun.run_id)).all()
        session.add_all(Report(run_id=id_, flow_run_id=flow_run_id, reported_at=now) for id_ in sorted(told))
