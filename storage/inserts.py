"""Inserting past the ORM, at a fraction of its cost, and as many rows as there are with one statement."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables import Row, table

# where a session keeps the rows that are inserted at its end, by table
WAITING = "waiting"


def insert_unless_there(session: Session, row: type[Row], values: dict[str, Any]) -> bool:
    """Insert a row; False where a unique constraint already holds one like it (after waiting for who is adding it)."""
    into = _unless_there(row, session.get_bind().dialect.name, next(iter(table(row).primary_key)).name)
    return session.connection().execute(into, values).first() is not None


def insert_all_unless_there(session: Session, row: type[Row], values: list[dict[str, Any]], by: str) -> dict[str, Any]:
    """Insert the rows that no unique constraint holds already; return their keys by what their column `by` says."""
    into = _unless_there(row, session.get_bind().dialect.name, by)
    return {said: key for said, key, *_ in session.connection().execute(into, values)} if values else {}


def insert_numbered(session: Session, row: type[Row], values: list[dict[str, Any]]) -> Sequence[int]:
    """Insert rows; return their ids, in order."""
    return session.connection().execute(_numbered(row), values).scalars().all() if values else ()


def insert_rows(session: Session, row: type[Row], values: list[dict[str, Any]]) -> None:
    """Insert rows."""
    if values:
        session.connection().execute(_plain(row), values)


def insert_later(session: Session, row: type[Row], values: list[dict[str, Any]]) -> None:
    """Insert rows at the end of the transaction, with all others of their table: for what nothing asks for before."""
    if values:
        session.info[WAITING].setdefault(row, []).extend(values)


def insert_waiting(session: Session) -> None:
    """Insert what was to be inserted later."""
    for row, values in session.info[WAITING].items():
        insert_rows(session, row, values)


def insert_plain(session: Session, into: Table, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Insert rows whose values are written as they are stored already: straight to the driver, since there are hundreds at a time."""
    if rows:
        mark = "?" if session.get_bind().dialect.paramstyle == "qmark" else "%s"
        statement = f"INSERT INTO {into.name} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"
        session.connection().exec_driver_sql(statement, rows)


# Made once: much of what a statement costs is to make it, and to find it among those that are compiled.
@cache
def _plain(row: type[Row]) -> Insert:
    return insert(table(row))


@cache
def _numbered(row: type[Row]) -> ReturningInsert[int]:
    return insert(table(row)).returning(table(row).c.id, sort_by_parameter_order=True)


@cache
def _unless_there(row: type[Row], dialect: str, by: str) -> ReturningInsert[*tuple[Any, ...]]:
    into = postgresql.insert(table(row)) if dialect == "postgresql" else sqlite.insert(table(row))
    return into.on_conflict_do_nothing().returning(table(row).c[by], *table(row).primary_key)
