"""The same article from several sources: fingerprints as they are stored and looked up."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.columns import ExactText
from storage.fingerprint import BANDS, Fingerprint, similarity
from storage.inserts import insert_later, insert_rows
from storage.tables import CurrentRevision, DocumentRow, Row

# below this share of common runs two texts are two articles; 2 % of characters misread leave 85 %
ALIKE = 0.75
# so many are compared: earlier ones that share a band are nearly always the one article looked for
_LOOKED_AT = 50


class FingerprintRow(Row):
    """The sketch of a revision's words and its figures, a line each; `words` is their hash."""

    __tablename__ = "fingerprints"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)
    words: Mapped[int] = mapped_column(BigInteger)
    sketch: Mapped[bytes] = mapped_column(LargeBinary)
    figures: Mapped[str] = mapped_column(ExactText)


class Band(Row):
    """One number by which the first document of its article is looked up; those like it need none of their own."""

    __tablename__ = "bands"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), primary_key=True)


class Alike(NamedTuple):
    """An earlier document with the same words (`similarity` 1) or nearly the same, and its figures."""

    document_id: str
    similarity: float
    figures: list[str]


def alike(session: Session, source: dict[str, Any], fingerprint: Fingerprint) -> Alike | None:
    """Return the current document most like this one among those that came before it from other bytes, None where there is none.

    `source` has the document's `source_sha256` and the `run_id` that first found it.
    """
    asked = {f"band{n}": number for n, number in enumerate(fingerprint.bands)} | source
    rows = session.connection().execute(_SAME_BAND, asked).all()  # not the ORM: this is asked for every document
    found = [Alike(row.document_id, _likeness(fingerprint, row), row.figures.split("\n")) for row in rows]
    best = max(found, key=lambda other: other.similarity, default=None)  # the first come of those that are equally like it
    return best if best and best.similarity >= ALIKE else None


def _likeness(fingerprint: Fingerprint, row: Any) -> float:
    if row.words == fingerprint.bands[0]:
        return 1.0
    return min(similarity(fingerprint.sketch, row.sketch), 0.99)


_ASKED: list[Any] = [bindparam(f"band{n}") for n in range(BANDS + 1)]
_SAME_BAND = (
    select(DocumentRow.document_id, FingerprintRow.words, FingerprintRow.sketch, FingerprintRow.figures)
    .join(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    .join(FingerprintRow, FingerprintRow.revision_id == CurrentRevision.revision_id)
    .where(
        FingerprintRow.revision_id.in_(select(Band.revision_id).where(Band.number.in_(_ASKED))),
        DocumentRow.source_sha256 != bindparam("source_sha256"),
        DocumentRow.run_id < bindparam("run_id"),
    )
    .order_by(DocumentRow.run_id, DocumentRow.position)
    .limit(_LOOKED_AT)
)


def keep_fingerprint(session: Session, revision_id: int, fingerprint: Fingerprint, *, first: bool) -> None:
    """Add a revision's fingerprint; `first` says that no earlier document is like it, so that later ones are to find it."""
    words, figures = fingerprint.bands[0], "\n".join(fingerprint.figures)
    insert = insert_rows if first else insert_later
    insert(session, FingerprintRow, [{"revision_id": revision_id, "words": words, "sketch": fingerprint.sketch, "figures": figures}])
    bands: Sequence[int] = sorted(set(fingerprint.bands)) if first else ()
    insert_rows(session, Band, [{"number": number, "revision_id": revision_id} for number in bands])
