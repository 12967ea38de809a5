"""Showing another version of a parser: the pointers of its documents move to what that version said, and all of it can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Engine, delete, func, null, select
from sqlalchemy.orm import Session, aliased

from storage.corrections import Person
from storage.current import current
from storage.database import reading, writing
from storage.errors import NotFound
from storage.promotions import Promotion, rejected
from storage.revisions import make_current
from storage.shown import with_corrections
from storage.tables import CurrentRevision, DocumentRow, Revision, table
from storage.versions import own, version_key
from storage.words import Correction

# so many revisions are asked after at a time
_AT_ONCE = 500


class Move(NamedTuple):
    """One document whose shown revision changes from the number `older` to `newer`; None where it is not, or no longer, shown."""

    document_id: str
    older: int | None
    newer: int | None


class _Row(NamedTuple):
    """A document of a parser: what is shown of it, and the last revision by the version that is asked for, with its run."""

    document_id: str
    source: str
    number: int | None
    shown: str | None
    target: int | None
    run_id: int | None


@dataclass(frozen=True)
class Promoted:
    """What a decision changes: the documents that move, how many `stay` since that version never read them, and what is set aside.

    `rejected` versions are not shown by themselves again, until one of them is promoted.
    """

    parser: str
    version: str
    rejected: tuple[str, ...]
    moves: tuple[Move, ...]
    stay: int


def promote(engine: Engine, parser: str, version: str, person: Person, *, installed: str | None = None, dry_run: bool = False) -> Promoted:
    """Show what one version of a parser said wherever it has read a document, and set newer versions aside.

    `installed` is the version that reads new documents. NotFound where that parser or version has read nothing. With `dry_run`
    nothing is changed, and the numbers in `moves` are those of the parser's revisions, without what persons have corrected.
    """
    with reading(engine) if dry_run else writing(engine) as session:
        known = _versions(session, parser)
        if version not in known and version != installed:
            raise NotFound(f"{parser} {version} has read nothing: there is {', '.join(f'{parser} {each}' for each in known)}")
        ordered = _in_order((*known, installed or version))
        aside = ordered[ordered.index(version) + 1 :]
        rows = [_Row(*row) for query in (_shown(parser, version), _hidden(parser, version)) for row in session.execute(query)]
        moves, stay = _plan(session, rows, version)
        numbers = _numbers(session, {row.document_id: row.target for row in moves if row.target}) if dry_run else _move(session, moves)
        if not dry_run and (moves or aside != rejected(session).get(parser, [])):
            decision = {"parser": parser, "version": version, "rejected": aside, "moved": len(moves)}
            session.add(Promotion(**decision, by=person.by, why=person.why, at=person.at))
        found = tuple(Move(row.document_id, row.number, numbers.get(row.document_id)) for row in moves)
        return Promoted(parser, version, tuple(aside), found, stay)


def _plan(session: Session, rows: Sequence[_Row], version: str) -> tuple[list[_Row], int]:
    """Return the documents that change, without a target where they are no longer shown, and how many stay as they are.

    A source is shown as that version last read it as a whole: a document that it did not find there goes, one that only it found comes.
    """
    runs: dict[str, int] = {}
    for row in rows:
        if row.target and row.run_id:
            runs[row.source] = max(row.run_id, runs.get(row.source, 0))
    has_shown = {row.source for row in rows if row.number}
    moves: list[_Row] = []
    stay = 0
    for row in rows:
        if row.target and row.run_id == runs[row.source]:
            moves += [row] if row.source in has_shown and (row.shown is None or own(row.shown) != version) else []
        elif row.number and row.source in runs and not _was_found(session, row.document_id, runs[row.source]):
            moves.append(row._replace(target=None))
        else:
            stay += row.number is not None
    return moves, stay


def _was_found(session: Session, document_id: str, run_id: int) -> bool:
    mine = select(Revision.id).where(Revision.document_id == document_id, Revision.run_id == run_id)
    return session.scalar(mine.limit(1)) is not None


def before(engine: Engine, parser: str) -> str:
    """Return the version that a rollback goes to: the last one before the newest that is shown; NotFound where there is none."""
    with reading(engine) as session:
        known = _versions(session, parser)
        aside = rejected(session).get(parser, [])
        shown = {own(version) for version in session.scalars(current(Revision.parser_version).where(Revision.parser == parser).distinct())}
    newest = max(shown - set(aside) or shown or known, key=known.index)
    older = known[: known.index(newest)]
    if not older:
        raise NotFound(f"{parser} {newest} is shown, and no older version of it has read anything")
    return older[-1]


def decisions(engine: Engine) -> Sequence[Promotion]:
    """Return what persons have decided about versions, first decided first."""
    with reading(engine) as session:
        return session.scalars(select(Promotion).order_by(Promotion.id)).all()


def _versions(session: Session, parser: str) -> list[str]:
    """Return the versions of a parser that have read something, in their order."""
    of_parser = select(Revision.parser_version).where(Revision.parser == parser).group_by(Revision.parser_version)
    versions = _in_order(own(version) for version in session.scalars(of_parser.order_by(func.min(Revision.id))))
    if not versions:
        parsers = session.scalars(select(Revision.parser).distinct().order_by(Revision.parser)).all()
        raise NotFound(f"{parser} has read nothing: there is {', '.join(parsers) or 'nothing yet'}")
    return versions


def _in_order(versions: Iterable[str]) -> list[str]:
    """Return each version once, the oldest first; those that differ in their code alone as they came."""
    return sorted(dict.fromkeys(versions), key=version_key)


def _last(parser: str, version: str) -> Any:
    """Select each document's last revision by a version of a parser."""
    last = select(Revision.document_id, func.max(Revision.id).label("target")).group_by(Revision.document_id)
    return last.where(Revision.parser == parser, Revision.parser_version == version).subquery()


def _shown(parser: str, version: str) -> Any:
    """Select the documents that a parser is shown of, locked in one order for all who lock them."""
    wanted, target = _last(parser, version), aliased(Revision)
    columns = (Revision.document_id, DocumentRow.source_sha256, Revision.number, Revision.parser_version, wanted.c.target, target.run_id)
    query = current(*columns).outerjoin(wanted, wanted.c.document_id == Revision.document_id)
    query = query.outerjoin(target, target.id == wanted.c.target).where(Revision.parser == parser)
    return query.order_by(Revision.document_id).with_for_update(of=CurrentRevision)


def _hidden(parser: str, version: str) -> Any:
    """Select the documents that a version has found and that are not shown."""
    wanted, target = _last(parser, version), aliased(Revision)
    query = select(DocumentRow.document_id, DocumentRow.source_sha256, null(), null(), wanted.c.target, target.run_id)
    query = query.join(wanted, wanted.c.document_id == DocumentRow.document_id).join(target, target.id == wanted.c.target)
    query = query.outerjoin(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    return query.where(CurrentRevision.document_id.is_(None)).order_by(DocumentRow.document_id)


def _move(session: Session, moves: Sequence[_Row]) -> dict[str, int]:
    """Point at the targets, with what persons have corrected in them; return the number of what is shown then by document."""
    corrected = set(session.scalars(select(Correction.document_id).distinct()))
    shown: dict[str, int] = {}
    for row in moves:
        if row.target is None:
            session.execute(delete(table(CurrentRevision)).where(CurrentRevision.document_id == row.document_id))
        else:
            shown[row.document_id] = with_corrections(session, row.document_id, row.target) if row.document_id in corrected else row.target
            make_current(session, row.document_id, shown[row.document_id])
    return _numbers(session, shown)


def _numbers(session: Session, shown: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers of revisions that are given by their document's id."""
    ids = list(shown.values())
    lots = (ids[first : first + _AT_ONCE] for first in range(0, len(ids), _AT_ONCE))
    query = select(Revision.document_id, Revision.number)
    return {row.document_id: row.number for lot in lots for row in session.execute(query.where(Revision.id.in_(lot)))}
