"""A copy of the embedded set-up while it works, and the way back: what was restored always verifies.

The database is copied first, in one consistent state, and then the vault's objects that this copy names: each was in the vault before
the database heard of it, and none is ever changed. The other way round the copy could name bytes that it has not got.
"""

import re
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from storage.digests import below
from storage.errors import SourceChanged, StorageError, VaultDamaged
from storage.vault import AnyVault, Vault, sync

DATABASE = "kuaibao.db"
# where SQLite keeps what has not come into the database's own file yet: it replays them over any file of that name
_BESIDE = ("-wal", "-shm", "-journal")
_OBJECT = re.compile(r"vault/[0-9a-f]{2}/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})")


class NoBackup(StorageError):
    """What is to be restored is no backup, or not a whole one; or there is something already where it is to go."""


def back_up(database: Path, vault: AnyVault, target: Path) -> Iterator[VaultDamaged | None]:
    """Copy database and vault into a folder, or into one file where `target` ends in .tar; yield as each source is copied.

    What cannot be copied whole is yielded as an error, and is not in the backup. A folder that has an earlier backup is brought up to
    date: only what is new is copied, and the old database stays until the end. OSError where the target cannot be written.
    """
    if target.suffix == ".tar":
        yield from _into_file(database, vault, target)
    else:
        yield from _into_folder(database, vault, target)


def sources(database: Path) -> list[str]:
    """Return the digest of every source that a database names."""
    with closing(sqlite3.connect(database)) as connection:
        return [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM sources ORDER BY sha256")]


def _into_folder(database: Path, vault: AnyVault, target: Path) -> Iterator[VaultDamaged | None]:
    target.mkdir(parents=True, exist_ok=True)
    copy = target / f"{DATABASE}.part"
    _snapshot(database, copy)
    kept = Vault(target / "vault")
    for sha256 in sources(copy):
        yield _kept(vault, kept, sha256)
    _named(copy, target / DATABASE)


def _kept(vault: AnyVault, kept: Vault, sha256: str) -> VaultDamaged | None:
    """Copy one object unless it is there whole; `put` verifies what it copies."""
    try:
        kept.check(sha256)
    except VaultDamaged:
        try:
            with vault.verified(sha256) as path:
                kept.put(path, sha256)
        except VaultDamaged as error:
            return error
    return None


def _into_file(database: Path, vault: AnyVault, target: Path) -> Iterator[VaultDamaged | None]:
    copy, unfinished = (target.with_name(f"{target.name}{ending}") for ending in (".db", ".part"))
    try:
        _snapshot(database, copy)
        with tarfile.open(unfinished, "w") as tar:
            tar.add(copy, DATABASE)
            for sha256 in sources(copy):
                yield _added(tar, vault, sha256)
        _named(unfinished, target)
    finally:
        copy.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)


def _added(tar: tarfile.TarFile, vault: AnyVault, sha256: str) -> VaultDamaged | None:
    try:
        with vault.verified(sha256) as path:
            tar.add(path, f"vault/{below(sha256)}")
    except VaultDamaged as error:
        return error
    return None


def _snapshot(database: Path, copy: Path) -> None:
    """Copy a database that others write to in one step: they are not held up, and what they commit meanwhile is not in it."""
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, whole without those beside it


def _named(copy: Path, final: Path) -> None:
    """Give a finished copy its name; it has it after a power failure too."""
    sync(copy)
    copy.replace(final)
    sync(final.parent)


def restore(backup: Path, database: Path, vault: AnyVault) -> Iterator[VaultDamaged | None]:
    """Put a backup where there is no database yet; yield as each source is there, verified. The database takes its name at the end.

    What the backup has not, or not whole, is yielded as an error, and the rest is there. NoBackup where `backup` is none; a restore
    that broke off is begun again by calling it again.
    """
    _check_empty(database)
    copy = database.with_name(f"{database.name}.restoring")
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield from _from_file(backup, copy, vault) if backup.is_file() else _from_folder(backup, copy, vault)
        for sha256 in sources(copy):
            if not vault.contains(sha256):
                yield VaultDamaged(f"{backup} has not the bytes of {sha256}, or not as they were: `kuaibao verify` names what that touches")
        _forget_mark(copy)
    except sqlite3.DatabaseError as error:
        raise NoBackup(f"{backup} is no backup: its {DATABASE} is no database of kuaibao, or damaged ({error})") from error
    _named(copy, database)


def _forget_mark(copy: Path) -> None:
    """Have the vault that was restored into be noted anew: it is another folder than the one that was copied."""
    with closing(sqlite3.connect(copy)) as connection, suppress(sqlite3.OperationalError):  # an older one has noted none
        connection.execute("DELETE FROM vault_marks")
        connection.commit()


def _check_empty(database: Path) -> None:
    """Refuse to restore over a database, or beside what a removed one left: that would be replayed over the restored one."""
    if database.exists():
        raise NoBackup(f"there is a database at {database} already: restore into an empty data folder")
    if left := _beside(database):
        raise NoBackup(f"a database that is gone has left {', '.join(map(str, left))}: restore into an empty data folder")


def _beside(database: Path) -> list[Path]:
    return [path for ending in _BESIDE if (path := database.with_name(f"{database.name}{ending}")).exists()]


def _from_folder(backup: Path, copy: Path, vault: AnyVault) -> Iterator[None]:
    if not (backup / DATABASE).is_file():
        raise NoBackup(f"{backup} is no backup: there is no {DATABASE} in it")
    if _beside(backup / DATABASE):
        raise NoBackup(f"{backup} is no backup but what a system works on: make one of it with `kuaibao backup`")
    shutil.copyfile(backup / DATABASE, copy)
    kept = Vault(backup / "vault")
    for sha256 in sources(copy):
        if kept.contains(sha256) and _put(vault, kept.path_of(sha256), sha256):
            yield None


def _put(vault: AnyVault, path: Path, sha256: str) -> bool:
    try:
        vault.put(path, sha256)
    except SourceChanged:
        return False
    return True


def _from_file(backup: Path, copy: Path, vault: AnyVault) -> Iterator[None]:
    try:
        with tarfile.open(backup, "r|") as tar:
            first = tar.next()
            if first is None or first.name != DATABASE:
                raise NoBackup(f"{backup} is no backup: it does not begin with {DATABASE}")
            _extract(tar, first, copy)
            for member in tar:
                if match := _OBJECT.fullmatch(member.name):
                    held = vault.incoming / match["sha256"]
                    _extract(tar, member, held)
                    if _put(vault, held, match["sha256"]):
                        yield None
                    held.unlink()
    except tarfile.TarError as error:
        raise NoBackup(f"{backup} is no backup, or not a whole one: {error}") from error


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, to: Path) -> None:
    content = tar.extractfile(member)
    if content is None:
        raise NoBackup(f"{member.name} in the backup is no file")
    with content, to.open("wb") as out:
        shutil.copyfileobj(content, out, 1 << 20)
