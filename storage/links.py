"""Links between documents of different sources: what is re-issued, nearly the same, or superseded."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parsers.document import Finding, Spans
from parsers.reading import Span
from storage.duplicates import Alike, alike
from storage.fingerprint import differing, figures_in, squeezed
from storage.inserts import insert_later, insert_unless_there
from storage.prepared import PreparedDocument
from storage.tables import CurrentRevision, DocumentRow, Link, ReadingRow, Revision

REISSUE = "reissue"
SUPERSEDES = "supersedes"
NEAR_DUPLICATE = "near_duplicate"
# so many figures are told in a message; the finding has them all
_TOLD = 8


class Stored(NamedTuple):
    """A document's row; `fresh` where it was added just now."""

    document_id: str
    source_sha256: str
    position: int
    run_id: int
    fresh: bool

    def columns(self) -> dict[str, Any]:
        """Return the row as it is stored."""
        return {name: value for name, value in self._asdict().items() if name != "fresh"}


class Earlier(NamedTuple):
    """An earlier document that this one is linked to, and the finding that says so."""

    kind: str
    document_id: str
    finding: Finding

    @property
    def is_alike(self) -> bool:
        """Tell whether the two are the same article."""
        return self.kind in (REISSUE, NEAR_DUPLICATE)


def earlier(session: Session, row: Stored, document: PreparedDocument, text_hash: str) -> list[Earlier]:
    """Return what `document` re-issues or, having other text, is nearly or supersedes, among what came in before it."""
    look = session.connection()  # not the ORM: this is asked for every document
    same_text = look.scalar(_SAME_TEXT, row.columns() | {"text_hash": text_hash})
    other = alike(session, row.columns(), document.fingerprint) if document.fingerprint and not same_text else None
    if other and other.similarity == 1:
        same_text = other.document_id
    if same_text:
        return [Earlier(REISSUE, same_text, _same(document, same_text))]
    found = [Earlier(NEAR_DUPLICATE, other.document_id, _near(document, other))] if other else []
    series = document.columns["series"]
    superseded = look.scalar(_SAME_SERIES, row.columns() | {"series": series}) if series else None
    return [*found, Earlier(SUPERSEDES, superseded, _issue_repeated(document, superseded))] if superseded else found


_BEFORE = (
    select(DocumentRow.document_id)
    .join(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    .join(Revision, Revision.id == CurrentRevision.revision_id)
    .where(
        DocumentRow.position == bindparam("position"),
        DocumentRow.source_sha256 != bindparam("source_sha256"),
        DocumentRow.run_id < bindparam("run_id"),
    )
    .limit(1)
)
# the first of its text, the last of its series
_OF_TEXT = select(ReadingRow.id).where(ReadingRow.text_hash == bindparam("text_hash"))
_SAME_TEXT = _BEFORE.where(Revision.reading_id.in_(_OF_TEXT)).order_by(DocumentRow.run_id)
_SAME_SERIES = _BEFORE.where(Revision.series == bindparam("series")).order_by(DocumentRow.run_id.desc())


def _same(document: PreparedDocument, other: str) -> Finding:
    message = f"the same text has already come from another source, as document {other}"
    return Finding(code=NEAR_DUPLICATE, severity="info", message=message, spans=document.title_spans)


def _near(document: PreparedDocument, other: Alike) -> Finding:
    here, there = differing(document.fingerprint.figures if document.fingerprint else (), other.figures)
    told = [f"{where}: {_listed(figures)}" for where, figures in (("only here", here), ("only there", there)) if figures]
    figures = f"figures that differ: {'; '.join(told)}" if told else "the figures are the same"
    message = f"{other.similarity:.0%} of this text has already come from another source, as document {other.document_id}; {figures}"
    return Finding(
        code=NEAR_DUPLICATE,
        severity="info",
        message=message,
        spans=_spans_of(here, document) or document.title_spans,
        expected="、".join(there) or None,
        actual="、".join(here) or None,
    )


def _listed(figures: Sequence[str]) -> str:
    more = f" and {len(figures) - _TOLD} more" if len(figures) > _TOLD else ""
    return "、".join(figures[:_TOLD]) + more


def _spans_of(figures: Sequence[str], document: PreparedDocument) -> Spans:
    """Return where the quotes of the document's figures stand that hold any of these."""
    asked = frozenset(figures)
    quotes = ((squeezed(value), spans) for path, kind, value, spans in document.facts if kind == "indicators" and path.endswith("]"))
    found = (json.loads(spans) for quote, spans in quotes if not asked.isdisjoint(figures_in(quote) or [quote]))
    return tuple(Span(start, end) for spans in found for start, end in spans)


def _issue_repeated(document: PreparedDocument, other: str) -> Finding:
    message = f"issue {document.columns['issue_number']} has already come with other content, as document {other}: this one supersedes it"
    return Finding(code="issue_repeated", severity="warning", message=message, spans=document.publication_spans)


def keep_links(session: Session, row: Stored, run_id: int, found: list[Earlier]) -> None:
    """Add the links that are not there yet."""
    links = [{"document_id": row.document_id, "kind": link.kind, "earlier_id": link.document_id, "run_id": run_id} for link in found]
    if row.fresh:  # then it has none
        insert_later(session, Link, links)
        return
    for link in links:
        insert_unless_there(session, Link, link)
