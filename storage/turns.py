"""Taking turns on PostgreSQL, which has many writers: of two documents that are to be linked, one is written after the other is committed."""

from collections.abc import Iterable, Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from storage.fingerprint import number_of
from storage.prepared import Prepared

_IN_ORDER = text("SELECT pg_advisory_xact_lock(number) FROM unnest(CAST(:numbers AS bigint[])) AS number")


def wait_for_alike(session: Session, given: Iterable[Prepared]) -> None:
    """Wait, to the end of this transaction, for those that write the same text, the same series or nearly the same words.

    Otherwise neither of two that are written in the same instant sees the other. SQLite has one writer.
    """
    if session.get_bind().dialect.name == "postgresql":
        numbers = sorted({number for prepared in given for number in _numbers(prepared)})  # everybody in this order: no deadlock
        session.execute(_IN_ORDER, {"numbers": numbers})


def _numbers(prepared: Prepared) -> Iterator[int]:
    yield number_of(prepared.text_hash.encode())
    for document in prepared.documents:
        if series := document.columns["series"]:
            yield number_of(series.encode("utf-8", "surrogatepass"))
        if document.fingerprint:
            yield from document.fingerprint.bands
