"""What is kept: ledger, vault, revisions and facts, on SQLite or PostgreSQL.

All take an `Engine` first (no Ledger object), commit by themselves, and are given `now` (aware UTC) where they need a time.

- `database`: `open_database(url)`, `migrate(engine)`; `TransientStorageError` (SQLAlchemy's OperationalError) is what to retry
- `vault.Vault(root)`: `put(path, sha256=None)`, `read`, `contains`, `path_of`, `sweep(before)`, `damaged()`
- `ledger` (all from this one module): `see`, `settle`, `unsettle`, `claim` → Claimed | Duplicate, `removed`, `withdraw`, `open_deliveries`;
  `lease`, `renew`, `release`, `give_up`; `quarantine`, `retry`, `reprocess`; `counts`, `history`
- `runs`: `RunInfo`, `runs_unreported`, `mark_reported`
- `writer`: `persist(engine, delivery_id, owner, run, reading, documents, token=None)`, `persist_many(engine, [Work, …])`
- `queries`: `list_documents`, `resolve`, `document`, `revisions`, `links`, `deliveries`, `deliveries_of`, `findings`, `quarantined`,
  `export`, `revisions_older_than`; `trace.trace(engine, id, path)`
- `errors`: StorageError and its kinds (NotFound, WrongState, LeaseLost, VaultDamaged, SourceChanged)
"""
