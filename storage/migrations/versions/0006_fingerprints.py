"""What documents look like in short: sketches, and the numbers by which near ones are found."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0006"
down_revision = "0003"


def upgrade() -> None:
    """Make both tables; what is stored already is known again from its next revision on."""
    op.create_table(
        "fingerprints",
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.Column("words", sa.BigInteger(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("figures", columns.ExactText(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_fingerprints_revision_id_revisions"),
        sa.PrimaryKeyConstraint("revision_id", name="pk_fingerprints"),
    )
    op.create_table(
        "bands",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_bands_revision_id_revisions"),
        sa.PrimaryKeyConstraint("number", "revision_id", name="pk_bands"),
    )
