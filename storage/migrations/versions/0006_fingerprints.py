"""What documents are compared by: sketches of their words, the numbers by which near ones are found, and figures that others may contradict."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0006"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables; what is stored already is compared from its next revision on."""
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
    op.create_table(
        "comparable_figures",
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.String(length=64), nullable=False),
        sa.Column("high", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_comparable_figures_revision_id_revisions"),
        sa.PrimaryKeyConstraint("revision_id", "position", name="pk_comparable_figures"),
    )
    op.create_index("ix_comparable_figures_key", "comparable_figures", ["key"])
