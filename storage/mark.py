"""Which folder is our vault: a file in it has an id that the database notes, and a share that is not mounted has no such file."""

import os
import uuid
from pathlib import Path

from sqlalchemy import Engine, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import reading, writing
from storage.digests import below
from storage.errors import VaultRefused, VaultUnreachable
from storage.inserts import insert_unless_there
from storage.tables import Row, Source
from storage.vault import MARK, sync

# so many of the sources that came first are looked for in a folder without a mark: what was put under an empty mount point came last
_LOOKED_FOR = 20
# any fixed number: processes that open the same new vault queue up behind it
_LOCK = 5_297_154


class VaultMark(Row):
    """The id of the vault's folder; there is one row at most."""

    __tablename__ = "vault_marks"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(64))


class Mark:
    """Tells the vault's own folder from any other that stands at its path."""

    def __init__(self, engine: Engine, root: Path) -> None:
        """Look at nothing yet: the folder may not be there now."""
        self._engine, self._root = engine, root
        self._noted: str | None = None

    def require(self) -> None:
        """VaultRefused where the folder is not the one that the database knows; one of before there were marks is given its own."""
        self._noted = self._noted or self._first()
        found = _found(self._root)
        if found is None and self._holds_sources():
            _write(self._root, self._noted)
        elif found != self._noted:
            raise VaultRefused(_told(self._root, self._noted))

    def trouble(self) -> str | None:
        """Return what `require` would say, changing nothing; None where all is well, or nothing was ever put."""
        with reading(self._engine) as session:
            noted = _noted(session)
        try:
            found = _found(self._root)
        except VaultUnreachable as error:
            return str(error)
        return _told(self._root, noted) if noted and found != noted and not self._holds_sources() else None

    def _first(self) -> str:
        """Return the noted id; where there is none, note that of the folder, if it is new or has what the database knows."""
        with reading(self._engine) as session:
            if noted := _noted(session):
                return noted
        with writing(self._engine) as session:
            if self._engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            return _noted(session) or self._made(session)

    def _made(self, session: Session) -> str:
        known = _oldest(session)
        if known and not self._has(known):
            raise VaultRefused(_told(self._root, None))
        mark = _found(self._root)
        if mark is None:  # written first: who dies before it is noted leaves one to be found
            mark = uuid.uuid4().hex
            _write(self._root, mark)
        insert_unless_there(session, VaultMark, {"number": 1, "mark": mark})
        return mark

    def _holds_sources(self) -> bool:
        with reading(self._engine) as session:
            return self._has(_oldest(session))

    def _has(self, known: list[str]) -> bool:
        there = sum((self._root / below(sha256)).is_file() for sha256 in known)
        return 0 < len(known) <= 2 * there


def _noted(session: Session) -> str | None:
    return session.scalar(select(VaultMark.mark))


def _oldest(session: Session) -> list[str]:
    return list(session.scalars(select(Source.sha256).order_by(Source.first_claimed_at, Source.sha256).limit(_LOOKED_FOR)))


def _found(root: Path) -> str | None:
    try:
        return (root / MARK).read_text(encoding="ascii", errors="replace").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise VaultUnreachable(f"the vault {root} does not answer: {error.strerror}") from error


def _write(root: Path, mark: str) -> None:
    root.mkdir(parents=True, exist_ok=True)
    unfinished = root / f"{MARK}.{uuid.uuid4().hex}"
    unfinished.write_text(f"{mark}\n", encoding="ascii")
    sync(unfinished)
    os.rename(unfinished, root / MARK)  # noqa: PTH104  Path.rename is a step of the intake at which tests end it
    sync(root)


def _told(root: Path, noted: str | None) -> str:
    if noted is None:
        return f"the folder {root} has not the sources that the database knows: is the vault mounted? Work goes on by itself when it is"
    told = f"the folder {root} is not the vault that was used before, {root / MARK} does not say {noted}: is it mounted?"
    return f"{told} Work goes on by itself when it is; if this is the right folder, write that into the file"
