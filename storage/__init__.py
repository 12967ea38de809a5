"""What is kept: ledger, vault, revisions and facts, on SQLite or PostgreSQL."""
