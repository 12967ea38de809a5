"""Runs that Prefect has still to be told of, in a table of their own: looked for every other second, among millions that it knows."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table, filled with the runs that have no report."""
    op.create_table(
        "untold_runs",
        sa.Column("run_id", columns.RowId, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_untold_runs_run_id_runs"),
        sa.PrimaryKeyConstraint("run_id", name="pk_untold_runs"),
    )
    op.execute("INSERT INTO untold_runs SELECT id FROM runs WHERE id NOT IN (SELECT run_id FROM reports)")
