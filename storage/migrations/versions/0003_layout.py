"""What a source's layout says: the roles of its stretches, and the articles that it holds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add both to readings; those that are stored had neither."""
    for name in ("roles", "parts"):
        op.add_column("readings", sa.Column(name, sa.JSON(), server_default="[]", nullable=False))
