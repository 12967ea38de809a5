"""Ways into the tables that grow.

To revisions by their reading, to documents in the order in which they came, to links by the earlier of the two; and to what is next
in the queue and what was tried too often, however long the queue is.
"""

from alembic import op

from storage.columns import only_where

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the indexes; one by state and then by turn takes the place of the two that had only one of these."""
    op.create_index("ix_revisions_reading_id", "revisions", ["reading_id"])
    op.create_index("documents_as_they_came", "documents", ["run_id", "position"])
    op.create_index("ix_links_earlier_id", "links", ["earlier_id"])
    op.drop_index("deliveries_to_lease", "deliveries")
    op.drop_index("ix_deliveries_state", "deliveries")
    op.create_index("deliveries_by_state", "deliveries", ["state", "priority", "claimed_at", "id"])
    op.create_index("deliveries_tried", "deliveries", ["state", "attempts"], **only_where("state = 'claimed'"))
