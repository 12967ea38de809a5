"""Files in archives and mails: deliveries of their own, with their parent and their path inside."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both to deliveries; those that are there were files of their own."""
    parent = sa.ForeignKey("deliveries.id", name="fk_deliveries_parent_id_deliveries")
    op.add_column("deliveries", sa.Column("parent_id", columns.RowId, parent, nullable=True), inline_references=True)
    op.add_column("deliveries", sa.Column("member", columns.ExactText(), nullable=True))
    op.create_index(
        "one_delivery_per_member",
        "deliveries",
        ["parent_id", "inbox_digest"],
        unique=True,
        sqlite_where=sa.text("parent_id IS NOT NULL"),
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
