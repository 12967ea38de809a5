"""Which documents were made by older readers, parsers or vocabularies, and are to be read again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine, and_

from storage.current import current, narrowed
from storage.database import reading
from storage.states import INGESTED
from storage.tables import Delivery, DocumentRow, Revision
from storage.versions import Installed, version_key

_VERSIONS = (Revision.reader, Revision.reader_version, Revision.parser, Revision.parser_version, Revision.vocabularies)
_AT_ONCE = 1000


@dataclass(frozen=True)
class Asked:
    """Which of the outdated documents: all conditions hold together; `since` is an ISO date, `parser_below` a version."""

    doc_type: str | None = None
    since: str | None = None
    parser_below: str | None = None


@dataclass(frozen=True)
class Outdated:
    """The deliveries to read again, oldest first; `held` counts documents that stay, since their parser's newer version was rolled back."""

    deliveries: list[int]
    held: int


def outdated(
    engine: Engine, installed: Installed, asked: Asked | None = None, rejected: Mapping[str, Collection[str]] | None = None
) -> Outdated:
    """Return the ingested deliveries with a current revision that the installed versions have left behind.

    `rejected` has, by parser, the versions that a person has rolled back: what they say is not asked for again.
    """
    asked, rejected = asked or Asked(), rejected or {}

    @cache  # there are few sets of versions, however many documents
    def is_stale(*made: str) -> bool:
        below = asked.parser_below is None or version_key(made[3]) < version_key(asked.parser_below)
        return below and installed.has_left_behind(*made)

    found: dict[int, None] = {}
    held = 0
    with reading(engine) as session:
        for delivery_id, *made in session.execute(_query(asked).execution_options(yield_per=_AT_ONCE)):
            if not is_stale(*made):
                continue
            if installed.parsers.get(made[2]) in rejected.get(made[2], ()):
                held += 1
            else:
                found[delivery_id] = None
    return Outdated(list(found), held)


def _query(asked: Asked) -> Any:
    query = current(Delivery.id, *_VERSIONS)
    query = query.join(Delivery, and_(Delivery.sha256 == DocumentRow.source_sha256, Delivery.state == INGESTED))
    return narrowed(query, doc_type=asked.doc_type, since=asked.since).order_by(Delivery.id)
