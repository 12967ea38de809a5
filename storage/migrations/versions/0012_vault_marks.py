"""The id of the vault's folder, by which it is told from a mount point with nothing mounted; how many files the watcher missed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table: the folder is looked at when the vault is opened. See that missed files are counted without a scan."""
    op.create_table(
        "vault_marks",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_vault_marks"),
        if_not_exists=True,
    )
    missed = sa.text("missed_by_watcher")
    op.create_index("deliveries_missed", "deliveries", ["id"], sqlite_where=missed, postgresql_where=missed, if_not_exists=True)
