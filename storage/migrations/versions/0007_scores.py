"""How sure the recognition of each character is, where a text was recognised."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the scores to readings; those that are stored were not recognised."""
    op.add_column("readings", sa.Column("scores", sa.LargeBinary(), nullable=True))
