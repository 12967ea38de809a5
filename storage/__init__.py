"""What is kept: ledger, vault, revisions and facts, on SQLite or PostgreSQL.

All functions take an `Engine` first, are one transaction each, and are given `now` (aware UTC) where they need a time.

database   open_database(url), migrate(engine): open it, bring its schema up to date; TransientStorageError: what to try again
vault      Vault(root): put, read, check, contains, path_of, objects, sweep, damaged: every source's bytes by their digest
ledger     see, settle, unsettle, claim, removed, withdraw, open_deliveries: from a path to claimed bytes
           lease, renew, release, give_up: who works on what; quarantine, retry, reprocess: what has to wait, or be done again
           counts, history: the ledger at a glance, one delivery's way
runs       RunInfo; runs_unreported, mark_reported: what Prefect has still to be told
writer     persist, persist_many: a run's result and its delivery's state, all or nothing
queries    list_documents, resolve, document, revisions, links, findings, quarantined, deliveries, deliveries_of, export
fact_rows  fact_rows(Wanted): the facts of current revisions as flat rows with their evidence
series     issue_gaps, findings_and_gaps: holes in the issue numbers of a publication, over all that has come
trace      trace: from a value to its characters, boxes and run
texts      reading_of: the text that a document was read from
changes    compare, difference: two revisions compared fact by fact; Sum; outdated: what older versions made
decisions  corrections.correct, withdraw: a person's word over every parser's; promote.promote: which version of a parser is shown
verify     checks: is everything whole; backup: back_up, restore: the embedded set-up while it works
errors     StorageError: NotFound, WrongState, LeaseLost, VaultDamaged, SourceChanged
"""
