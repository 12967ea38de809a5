"""A person's word outranks every parser's: correcting a value, and taking a correction back. What parsers said stays as it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.correctable import target, typed
from storage.database import reading, writing
from storage.errors import NotFound
from storage.facts import steps, written
from storage.overlay import Word, shown
from storage.revisions import make_current
from storage.shown import shown_base, with_corrections
from storage.tables import CurrentRevision, Revision
from storage.units import units
from storage.words import Correction, as_json, history, words


@dataclass(frozen=True)
class Person:
    """Who says so, why, and when (aware UTC)."""

    by: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Corrected:
    """What is shown at a path now, what was shown before, what the parser says; `over` are the others' words that no longer hold."""

    document_id: str
    path: str
    before: Any
    after: Any
    parser_value: Any
    revision: int
    over: tuple[str, ...] = ()


def correct(engine: Engine, document_id: str, path: str, raw: str, person: Person) -> Corrected:
    """Put a value, as a person writes it, in the place of what is shown; it stays there whatever a parser says later.

    NotFound where there is no such document or path; ValueError where the path is not for persons to correct, or the value is not
    of its type or says nothing new. Two persons' words on one value are both kept, and the later holds.
    """
    with writing(engine) as session:
        base_id, said, now = _both(session, document_id)
        wanted, before = target(said, path), target(now, path)
        value = typed(wanted, raw)
        if value == before.said:
            raise ValueError(f"{wanted.path} says {shown(value)} already")
        over = tuple(dict.fromkeys(word.by for word in _about(session, document_id, now, wanted.path) if word.by != person.by))
        record = _record(said, wanted.path)
        row = Correction(
            document_id=document_id, revision_id=base_id, path=wanted.path, old=as_json(wanted.said), value=as_json(value), **record
        )
        _say(session, row, person)
        return _shown(session, document_id, base_id, said, now, wanted.path, over)


def withdraw(engine: Engine, document_id: str, path: str, person: Person) -> Corrected:
    """Take back the correction that holds at a path: an earlier one of the same value holds again, else the parser's value is shown.

    One that no parser's value belongs to any more is named by the path that it was made for. NotFound where there is none.
    """
    at = written(steps(path.removesuffix(".text")))
    with writing(engine) as session:
        base_id, said, now = _both(session, document_id)
        about = _about(session, document_id, now, at)
        if not about:
            paths = dict.fromkeys(told["path"] or f"{word.path} (not found any more)" for told, word in _all(session, document_id, now))
            listed = ", ".join(paths)
            raise NotFound(f"nobody has corrected {at}: {f'corrected are {listed}' if listed else 'nothing in it is corrected'}")
        last = session.get_one(Correction, about[-1].id)
        same = {name: getattr(last, name) for name in ("document_id", "revision_id", "path", "wording", "spans", "old", "value")}
        _say(session, Correction(**same, withdraws=last.id), person)
        return _shown(session, document_id, base_id, said, now, at, () if last.by == person.by else (last.by,))


def said_of(engine: Engine, document_id: str) -> Sequence[Correction]:
    """Return everything that persons ever said about a document, what they took back too, first said first."""
    with reading(engine) as session:
        return history(session, document_id)


def _both(session: Session, document_id: str) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Return the parser's revision behind the one shown, its document, and the one shown, locked until the transaction ends."""
    base_id = shown_base(session, document_id)
    if base_id is None:
        raise NotFound(f"there is no current revision of a document {document_id}")
    current = select(CurrentRevision.revision_id).where(CurrentRevision.document_id == document_id).scalar_subquery()
    said, now = (json.loads(session.scalars(select(Revision.json).where(Revision.id == which)).one()) for which in (base_id, current))
    return base_id, said, now


def _all(session: Session, document_id: str, now: dict[str, Any]) -> list[tuple[dict[str, Any], Word]]:
    told = {each["id"]: each for each in now.get("corrections", ())}
    return [(told[word.id], word) for word in words(session, document_id) if word.id in told]


def _about(session: Session, document_id: str, now: dict[str, Any], path: str) -> list[Word]:
    return [word for told, word in _all(session, document_id, now) if (told["path"] or word.path) == path]


def _record(said: dict[str, Any], path: str) -> dict[str, Any]:
    """Return wording and spans of the record that a path leads into, or of the field itself."""
    inside = [unit for unit in units(said) if path == unit.path or path.startswith(f"{unit.path}.")]
    unit = max(inside, key=lambda unit: len(unit.path), default=None)
    return {"wording": unit.wording if unit else "", "spans": [list(span) for span in unit.spans] if unit else []}


def _say(session: Session, row: Correction, person: Person) -> None:
    row.by, row.why, row.at = person.by, person.why, person.at
    session.add(row)
    session.flush()


def _shown(
    session: Session, document_id: str, base_id: int, said: dict[str, Any], before: dict[str, Any], path: str, over: tuple[str, ...]
) -> Corrected:
    revision_id = with_corrections(session, document_id, base_id)
    make_current(session, document_id, revision_id)
    revision = session.execute(select(Revision.number, Revision.json).where(Revision.id == revision_id)).one()
    old, new, parser = (_value(content, path) for content in (before, json.loads(revision.json), said))
    return Corrected(document_id, path, old, new, parser, revision.number, over)


def _value(content: dict[str, Any], path: str) -> Any:
    try:
        return target(content, path).said
    except (NotFound, ValueError):
        return None
