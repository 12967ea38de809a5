"""What persons decide: corrections of values, and which version of a parser is to be shown. Only ever added to."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0008"
down_revision = "0007"

_KEPT = ("corrections", "corrected_revisions", "promotions")


def upgrade() -> None:
    """Make the tables; nothing was decided before."""
    _corrections()
    _corrected_revisions()
    _promotions()
    _append_only()


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("wording", columns.ExactText(), nullable=False),
        sa.Column("spans", columns.Spans(), nullable=False),
        sa.Column("old", columns.ExactText(), nullable=False),
        sa.Column("value", columns.ExactText(), nullable=False),
        sa.Column("by", columns.ExactText(), nullable=False),
        sa.Column("why", columns.ExactText(), nullable=False),
        sa.Column("at", columns.UtcTime(), nullable=False),
        sa.Column("withdraws", columns.RowId, nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_corrections_document_id_documents"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_corrections_revision_id_revisions"),
        sa.ForeignKeyConstraint(["withdraws"], ["corrections.id"], name="fk_corrections_withdraws_corrections"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.UniqueConstraint("withdraws", name="uq_corrections_withdraws"),
    )
    op.create_index("ix_corrections_document_id", "corrections", ["document_id"])


def _corrected_revisions() -> None:
    op.create_table(
        "corrected_revisions",
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.Column("base_id", columns.RowId, nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["revisions.id"], name="fk_corrected_revisions_base_id_revisions"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_corrected_revisions_revision_id_revisions"),
        sa.PrimaryKeyConstraint("revision_id", name="pk_corrected_revisions"),
    )


def _promotions() -> None:
    op.create_table(
        "promotions",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("parser", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("rejected", sa.JSON(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("by", columns.ExactText(), nullable=False),
        sa.Column("why", columns.ExactText(), nullable=False),
        sa.Column("at", columns.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promotions"),
    )
    op.create_index("ix_promotions_parser", "promotions", ["parser"])


def _append_only() -> None:
    for table in _KEPT:
        if op.get_context().dialect.name == "sqlite":
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
