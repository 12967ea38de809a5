"""Showing another version of a parser: the pointers of its documents move to what that version said, and all of it can be taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Engine, bindparam, func, select, update
from sqlalchemy.orm import Session

from storage.corrections import Person
from storage.database import reading, writing
from storage.errors import NotFound
from storage.promotions import Promotion, rejected
from storage.queries import current
from storage.shown import with_corrections
from storage.tables import CurrentRevision, Revision, table
from storage.versions import own, version_key
from storage.words import Correction


class Move(NamedTuple):
    """One document whose shown revision changes from the number `older` to `newer`."""

    document_id: str
    older: int
    newer: int


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
        aside = [each for each in sorted({*known, installed or version}, key=version_key) if version_key(each) > version_key(version)]
        rows = session.execute(_moves(parser, version).with_for_update(of=CurrentRevision)).all()
        moves = [row for row in rows if row.target and own(row.shown) != version]
        stay = sum(1 for row in rows if not row.target and own(row.shown) != version)
        numbers = _numbers(session, moves) if dry_run else _move(session, moves)
        if not dry_run and (moves or aside != rejected(session).get(parser, [])):
            decision = {"parser": parser, "version": version, "rejected": aside, "moved": len(moves)}
            session.add(Promotion(**decision, by=person.by, why=person.why, at=person.at))
        found = tuple(Move(row.document_id, row.number, numbers[row.document_id]) for row in moves)
        return Promoted(parser, version, tuple(aside), found, stay)


def before(engine: Engine, parser: str) -> str:
    """Return the version that a rollback goes to: the last one before the newest that is shown; NotFound where there is none."""
    with reading(engine) as session:
        known = _versions(session, parser)
        aside = rejected(session).get(parser, [])
        shown = {own(version) for version in session.scalars(current(Revision.parser_version).where(Revision.parser == parser).distinct())}
    newest = max(shown - set(aside) or shown or known, key=version_key)
    older = [version for version in known if version_key(version) < version_key(newest)]
    if not older:
        raise NotFound(f"{parser} {newest} is shown, and no older version of it has read anything")
    return older[-1]


def decisions(engine: Engine) -> Sequence[Promotion]:
    """Return what persons have decided about versions, first decided first."""
    with reading(engine) as session:
        return session.scalars(select(Promotion).order_by(Promotion.id)).all()


def _versions(session: Session, parser: str) -> list[str]:
    """Return the versions of a parser that have read something, in their order."""
    found = session.scalars(select(Revision.parser_version).where(Revision.parser == parser).distinct())
    versions = sorted({own(version) for version in found}, key=version_key)
    if not versions:
        parsers = session.scalars(select(Revision.parser).distinct().order_by(Revision.parser)).all()
        raise NotFound(f"{parser} has read nothing: there is {', '.join(parsers) or 'nothing yet'}")
    return versions


def _moves(parser: str, version: str) -> Any:
    """Select the documents that a parser is shown of, and for each the last revision by that version; in one order for all who lock them."""
    last = select(Revision.document_id, func.max(Revision.id).label("target")).group_by(Revision.document_id)
    wanted = last.where(Revision.parser == parser, Revision.parser_version == version).subquery()
    query = current(Revision.document_id, Revision.number, Revision.parser_version.label("shown"), wanted.c.target)
    query = query.outerjoin(wanted, wanted.c.document_id == Revision.document_id)
    return query.where(Revision.parser == parser).order_by(Revision.document_id)


def _move(session: Session, moves: Collection[Any]) -> dict[str, int]:
    corrected = set(session.scalars(select(Correction.document_id).distinct()))
    targets = {
        row.document_id: with_corrections(session, row.document_id, row.target) if row.document_id in corrected else row.target
        for row in moves
    }
    if targets:
        pointers = table(CurrentRevision)
        to = update(pointers).where(pointers.c.document_id == bindparam("of")).values(revision_id=bindparam("target"))
        session.connection().execute(to, [{"of": document_id, "target": target} for document_id, target in targets.items()])
    query = current(Revision.document_id, Revision.number)
    return {row.document_id: row.number for row in session.execute(query) if row.document_id in targets}


def _numbers(session: Session, moves: Collection[Any]) -> dict[str, int]:
    return {row.document_id: session.scalars(select(Revision.number).where(Revision.id == row.target)).one() for row in moves}
