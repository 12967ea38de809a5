"""One revision of a document has one number: a person and a worker on PostgreSQL could give the same to two until now."""

from alembic import op

revision = "0011"
down_revision = "0010"

_IN_ORDER = """
    UPDATE revisions SET number = counted.n
    FROM (SELECT id, row_number() OVER (PARTITION BY document_id ORDER BY number, id) AS n FROM revisions) AS counted
    WHERE counted.id = revisions.id AND counted.n <> revisions.number
"""


def upgrade() -> None:
    """Count anew where two have one number, and see that there are no more of them."""
    if op.get_bind().dialect.name == "postgresql":  # SQLite has one writer: there are none
        op.execute("ALTER TABLE revisions DISABLE TRIGGER revisions_append_only")
        op.execute(_IN_ORDER)
        op.execute("ALTER TABLE revisions ENABLE TRIGGER revisions_append_only")
    op.create_index("revisions_numbered", "revisions", ["document_id", "number"], unique=True, if_not_exists=True)
