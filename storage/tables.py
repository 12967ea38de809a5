"""The tables: what was delivered, what was read from it, and what is said about it.

Runs, readings, revisions, facts, findings, links and transitions are only ever added to; triggers in the database hold that.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, MetaData, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import ExactText, RowId, Spans, Unsigned64, UtcTime, only_where
from storage.names import display_name

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
APPEND_ONLY = (*"transitions runs readings revisions facts findings links".split(), *"corrections corrected_revisions promotions".split())
_STATES = "('seen', 'settled', 'claimed', 'ingested', 'duplicate', 'quarantined', 'withdrawn')"


class Row(DeclarativeBase):
    """One row of a table."""

    metadata = MetaData(naming_convention=NAMING)


def table(row: type[Row]) -> Table:
    """Return the plain table of a row type: inserting many rows through it costs half of what the ORM takes."""
    return Row.metadata.tables[row.__tablename__]


class Source(Row):
    """Bytes that reached us, by their digest; the vault has them."""

    __tablename__ = "sources"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    first_claimed_at: Mapped[datetime] = mapped_column(UtcTime)


class Delivery(Row):
    """One file that came in: where, when, under which name, and how far it has got. Open until `removed_at`.

    A file in an archive or a mail has the delivery that it came in as parent, and as `member` its path inside.
    """

    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    inbox_key: Mapped[str] = mapped_column(ExactText)
    inbox_digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[bytes] = mapped_column(LargeBinary)
    device: Mapped[int] = mapped_column(Unsigned64)
    inode: Mapped[int] = mapped_column(Unsigned64)
    size: Mapped[int | None] = mapped_column(BigInteger)
    mtime_ns: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str | None] = mapped_column(String(64), ForeignKey("sources.sha256"))
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    priority: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[int] = mapped_column(default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    code: Mapped[str | None] = mapped_column(String(64))
    message: Mapped[str | None] = mapped_column(ExactText)
    missed_by_watcher: Mapped[bool] = mapped_column(default=False)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    member: Mapped[str | None] = mapped_column(ExactText)

    __table_args__ = (
        CheckConstraint(f"state IN {_STATES}", name="state_is_known"),
        Index("one_open_delivery_per_inbox_key", "inbox_digest", unique=True, **only_where("removed_at IS NULL")),
        Index("one_delivery_carries_a_source", "sha256", unique=True, **only_where("state IN ('claimed', 'ingested', 'quarantined')")),
        Index("deliveries_by_state", "state", "priority", "claimed_at", "id"),
        Index("deliveries_missed", "id", **only_where("missed_by_watcher")),
        Index("deliveries_tried", "state", "attempts", **only_where("state = 'claimed'")),
        Index("one_delivery_per_member", "parent_id", "inbox_digest", unique=True, **only_where("parent_id IS NOT NULL")),
        Index("ix_deliveries_sha256", "sha256"),
    )

    @property
    def display_name(self) -> str:
        """Return the name as it can be shown: no control characters, no undecodable bytes."""
        return display_name(self.name)


class Transition(Row):
    """One change of a delivery's state, and why."""

    __tablename__ = "transitions"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    from_state: Mapped[str | None] = mapped_column(String(16))
    to_state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcTime)
    why: Mapped[str] = mapped_column(ExactText)


class Run(Row):
    """One attempt to process a delivery that came to an end, with everything that decided its result."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), index=True)
    source_sha256: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(64))
    message: Mapped[str | None] = mapped_column(ExactText)
    reader: Mapped[str | None] = mapped_column(String(64))
    reader_version: Mapped[str | None] = mapped_column(String(64))
    flow_run_id: Mapped[str | None] = mapped_column(String(64))
    task_run_id: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    finished_at: Mapped[datetime] = mapped_column(UtcTime)
    host: Mapped[str] = mapped_column(String(255))
    settings_digest: Mapped[str] = mapped_column(String(64))
    software: Mapped[dict[str, str]] = mapped_column(JSON)


class ReadingRow(Row):
    """The text of a source by one version of a reader; `places` and `scores` packed as in storage.places, `cleaned` to search in."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("source_sha256", "reader", "reader_version"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source_sha256: Mapped[str] = mapped_column(ForeignKey("sources.sha256"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    reader: Mapped[str] = mapped_column(String(64))
    reader_version: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(127))
    text: Mapped[str] = mapped_column(ExactText)
    cleaned: Mapped[str] = mapped_column(ExactText)
    text_hash: Mapped[str] = mapped_column(String(64), index=True)
    pages: Mapped[list[Any]] = mapped_column(JSON)
    places: Mapped[bytes | None] = mapped_column(LargeBinary)
    notes: Mapped[list[Any]] = mapped_column(JSON)
    evidence: Mapped[dict[str, str]] = mapped_column(JSON)
    roles: Mapped[list[Any]] = mapped_column(JSON, server_default="[]")
    parts: Mapped[list[Any]] = mapped_column(JSON, server_default="[]")
    scores: Mapped[bytes | None] = mapped_column(LargeBinary)


class DocumentRow(Row):
    """One document: a position in a source, and the run that first found it."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("source_sha256", "position"), Index("documents_as_they_came", "run_id", "position"))

    document_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    source_sha256: Mapped[str] = mapped_column(ForeignKey("sources.sha256"))
    position: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))


class Revision(Row):
    """What one set of versions says about a document: the whole of it as JSON, and columns to list and filter by."""

    __tablename__ = "revisions"
    _VERSIONS = ("document_id", "reader", "reader_version", "parser", "parser_version", "vocabularies")
    __table_args__ = (
        UniqueConstraint(*_VERSIONS, name="one_revision_per_document_and_versions"),
        Index("revisions_numbered", "document_id", "number", unique=True),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"))
    number: Mapped[int]
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    reader: Mapped[str] = mapped_column(String(64))
    reader_version: Mapped[str] = mapped_column(String(64))
    parser: Mapped[str] = mapped_column(String(64))
    parser_version: Mapped[str] = mapped_column(String(64))
    vocabularies: Mapped[str] = mapped_column(String(64))
    doc_type: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[str | None] = mapped_column(ExactText)
    publication: Mapped[str | None] = mapped_column(ExactText)
    issue_number: Mapped[int | None]
    dated: Mapped[str | None] = mapped_column(String(10), index=True)
    series: Mapped[str | None] = mapped_column(String(64), index=True)
    place_names: Mapped[str] = mapped_column(ExactText)
    sections: Mapped[int]
    json: Mapped[str] = mapped_column(ExactText)


class CurrentRevision(Row):
    """Which revision of a document is the one to show; a document that its source no longer yields has none."""

    __tablename__ = "current_revisions"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True)


class Fact(Row):
    """One value of a revision with its JSON path and the characters it was taken from; `kind` is the path's first name."""

    __tablename__ = "facts"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(64))
    value: Mapped[str] = mapped_column(ExactText)
    spans: Mapped[list[list[int]]] = mapped_column(Spans)


class FindingRow(Row):
    """One finding of a revision, in the document's order."""

    __tablename__ = "findings"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), index=True)
    severity: Mapped[str] = mapped_column(String(16))
    message: Mapped[str] = mapped_column(ExactText)
    spans: Mapped[list[list[int]]] = mapped_column(Spans)
    expected: Mapped[str | None] = mapped_column(ExactText)
    actual: Mapped[str | None] = mapped_column(ExactText)


class Link(Row):
    """That a document supersedes an earlier one (same series), is a re-issue of it (same words) or nearly so (near_duplicate)."""

    __tablename__ = "links"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    earlier_id: Mapped[str] = mapped_column(ForeignKey("documents.document_id"), primary_key=True, index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
