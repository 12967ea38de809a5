"""What is read and said: readings, documents, revisions, facts, findings, links; and what is only ever added to."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables in the order in which they refer to each other."""
    _documents()
    _readings()
    _links()
    _revisions()
    _current_revisions()
    _facts()
    _findings()
    _append_only()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("run_id", columns.RowId, nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_documents_run_id_runs"),
        sa.ForeignKeyConstraint(["source_sha256"], ["sources.sha256"], name="fk_documents_source_sha256_sources"),
        sa.PrimaryKeyConstraint("document_id", name="pk_documents"),
        sa.UniqueConstraint("source_sha256", "position", name="uq_documents_source_sha256_position"),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("run_id", columns.RowId, nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("reader_version", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=127), nullable=False),
        sa.Column("text", columns.ExactText(), nullable=False),
        sa.Column("cleaned", columns.ExactText(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_readings_run_id_runs"),
        sa.ForeignKeyConstraint(["source_sha256"], ["sources.sha256"], name="fk_readings_source_sha256_sources"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("source_sha256", "reader", "reader_version", name="uq_readings_source_sha256_reader_reader_version"),
    )
    op.create_index("ix_readings_text_hash", "readings", ["text_hash"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("earlier_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", columns.RowId, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_links_document_id_documents"),
        sa.ForeignKeyConstraint(["earlier_id"], ["documents.document_id"], name="fk_links_earlier_id_documents"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_links_run_id_runs"),
        sa.PrimaryKeyConstraint("document_id", "kind", "earlier_id", name="pk_links"),
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", columns.RowId, nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading_id", columns.RowId, nullable=False),
        sa.Column("run_id", columns.RowId, nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("reader_version", sa.String(length=64), nullable=False),
        sa.Column("parser", sa.String(length=64), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.Column("vocabularies", sa.String(length=64), nullable=False),
        sa.Column("doc_type", sa.String(length=64), nullable=False),
        sa.Column("title", columns.ExactText(), nullable=True),
        sa.Column("publication", columns.ExactText(), nullable=True),
        sa.Column("issue_number", sa.Integer(), nullable=True),
        sa.Column("dated", sa.String(length=10), nullable=True),
        sa.Column("series", sa.String(length=64), nullable=True),
        sa.Column("place_names", columns.ExactText(), nullable=False),
        sa.Column("sections", sa.Integer(), nullable=False),
        sa.Column("json", columns.ExactText(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_revisions_document_id_documents"),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name="fk_revisions_reading_id_readings"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_revisions_run_id_runs"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint(
            "document_id",
            "reader",
            "reader_version",
            "parser",
            "parser_version",
            "vocabularies",
            name="one_revision_per_document_and_versions",
        ),
    )
    op.create_index("ix_revisions_dated", "revisions", ["dated"], unique=False)
    op.create_index("ix_revisions_doc_type", "revisions", ["doc_type"], unique=False)
    op.create_index("ix_revisions_series", "revisions", ["series"], unique=False)


def _current_revisions() -> None:
    op.create_table(
        "current_revisions",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.document_id"], name="fk_current_revisions_document_id_documents"),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_current_revisions_revision_id_revisions"),
        sa.PrimaryKeyConstraint("document_id", name="pk_current_revisions"),
    )
    op.create_index("ix_current_revisions_revision_id", "current_revisions", ["revision_id"], unique=False)


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("value", columns.ExactText(), nullable=False),
        sa.Column("spans", columns.Spans(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_facts_revision_id_revisions"),
        sa.PrimaryKeyConstraint("revision_id", "path", name="pk_facts"),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("revision_id", columns.RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("message", columns.ExactText(), nullable=False),
        sa.Column("spans", columns.Spans(), nullable=False),
        sa.Column("expected", columns.ExactText(), nullable=True),
        sa.Column("actual", columns.ExactText(), nullable=True),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_findings_revision_id_revisions"),
        sa.PrimaryKeyConstraint("revision_id", "position", name="pk_findings"),
    )
    op.create_index("ix_findings_code", "findings", ["code"], unique=False)


_KEPT = ("transitions", "runs", "readings", "revisions", "facts", "findings", "links")


def _append_only() -> None:
    if op.get_context().dialect.name == "sqlite":
        for table in _KEPT:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in _KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
