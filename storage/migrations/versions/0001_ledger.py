"""The ledger: sources, deliveries, their transitions, runs and reports."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables in the order in which they refer to each other."""
    _sources()
    _deliveries()
    _runs()
    _transitions()
    _reports()


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("first_claimed_at", columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_sources"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("inbox_key", columns.ExactText(), nullable=False),
        sa.Column("inbox_digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("device", columns.Unsigned64(), nullable=False),
        sa.Column("inode", columns.Unsigned64(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("duplicate_of", columns.RowId, nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=200), nullable=True),
        sa.Column("lease_until", columns.UtcTime(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("message", columns.ExactText(), nullable=True),
        sa.Column("missed_by_watcher", sa.Boolean(), nullable=False),
        sa.Column("seen_at", columns.UtcTime(), nullable=False),
        sa.Column("claimed_at", columns.UtcTime(), nullable=True),
        sa.Column("changed_at", columns.UtcTime(), nullable=False),
        sa.Column("removed_at", columns.UtcTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('seen', 'settled', 'claimed', 'ingested', 'duplicate', 'quarantined', 'withdrawn')",
            name=op.f("ck_deliveries_state_is_known"),
        ),
        sa.ForeignKeyConstraint(["duplicate_of"], ["deliveries.id"], name="fk_deliveries_duplicate_of_deliveries"),
        sa.ForeignKeyConstraint(["sha256"], ["sources.sha256"], name="fk_deliveries_sha256_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index(
        "deliveries_to_lease",
        "deliveries",
        ["priority", "claimed_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'claimed'"),
        postgresql_where=sa.text("state = 'claimed'"),
    )
    op.create_index("ix_deliveries_sha256", "deliveries", ["sha256"], unique=False)
    op.create_index("ix_deliveries_state", "deliveries", ["state"], unique=False)
    op.create_index(
        "one_delivery_carries_a_source",
        "deliveries",
        ["sha256"],
        unique=True,
        sqlite_where=sa.text("state IN ('claimed', 'ingested', 'quarantined')"),
        postgresql_where=sa.text("state IN ('claimed', 'ingested', 'quarantined')"),
    )
    op.create_index(
        "one_open_delivery_per_inbox_key",
        "deliveries",
        ["inbox_digest"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("delivery_id", columns.RowId, nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("message", columns.ExactText(), nullable=True),
        sa.Column("reader", sa.String(length=64), nullable=True),
        sa.Column("reader_version", sa.String(length=64), nullable=True),
        sa.Column("flow_run_id", sa.String(length=64), nullable=True),
        sa.Column("task_run_id", sa.String(length=64), nullable=True),
        sa.Column("started_at", columns.UtcTime(), nullable=False),
        sa.Column("finished_at", columns.UtcTime(), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("settings_digest", sa.String(length=64), nullable=False),
        sa.Column("software", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_runs_delivery_id_deliveries"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_delivery_id", "runs", ["delivery_id"], unique=False)


def _transitions() -> None:
    op.create_table(
        "transitions",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("delivery_id", columns.RowId, nullable=False),
        sa.Column("from_state", sa.String(length=16), nullable=True),
        sa.Column("to_state", sa.String(length=16), nullable=False),
        sa.Column("at", columns.UtcTime(), nullable=False),
        sa.Column("why", columns.ExactText(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_transitions_delivery_id_deliveries"),
        sa.PrimaryKeyConstraint("id", name="pk_transitions"),
    )
    op.create_index("ix_transitions_delivery_id", "transitions", ["delivery_id"], unique=False)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("run_id", columns.RowId, nullable=False),
        sa.Column("flow_run_id", sa.String(length=64), nullable=True),
        sa.Column("reported_at", columns.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_reports_run_id_runs"),
        sa.PrimaryKeyConstraint("run_id", name="pk_reports"),
    )
