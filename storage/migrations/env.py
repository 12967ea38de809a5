"""Runs the migrations on the connection, and in the transaction, that storage.database.migrate gives."""

from alembic import context

from storage import between, duplicates, mark, told  # noqa: F401  their tables
from storage.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
