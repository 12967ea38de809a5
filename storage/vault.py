"""The vault: every source's bytes, named by their own digest; what is in it is whole, verified and on the disk."""

import hashlib
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage.errors import SourceChanged, VaultDamaged

_READ_ONLY = 0o444


@dataclass(frozen=True)
class VaultObject:
    """What was put: hex digest and size in bytes."""

    sha256: str
    size: int


class Vault:
    """Bytes by digest under `root`: `ab/cd/abcd…`; copies on their way stand in `incoming`."""

    def __init__(self, root: Path) -> None:
        """Open the vault at `root`, made where it does not exist."""
        self.root = root
        self.incoming = root / "incoming"
        self.incoming.mkdir(parents=True, exist_ok=True)

    def path_of(self, sha256: str) -> Path:
        """Return where the object stands, or would."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def contains(self, sha256: str) -> bool:
        """Tell whether there is such an object; `read` also verifies it."""
        return self.path_of(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """Return an object's bytes; VaultDamaged where it is missing or no longer has its digest."""
        try:
            data = self.path_of(sha256).read_bytes()
        except FileNotFoundError as error:
            raise VaultDamaged(f"{sha256} is not in the vault") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise VaultDamaged(f"the bytes of {sha256} have changed in the vault: restore them from a backup")
        return data

    def put(self, path: Path, sha256: str | None = None) -> VaultObject:
        """Copy a regular file in, verified by reading the copy again, durable on return; what is there already stays.

        SourceChanged where the file gave other bytes than `sha256`; OSError (no space, may not be read, not a regular file)
        leaves nothing visible behind.
        """
        copy = self.incoming / uuid.uuid4().hex
        try:
            put = _copied(path, copy)
            if sha256 not in (None, put.sha256):
                raise SourceChanged(f"{path.name} is no longer the file that was hashed")
            self._place(copy, put.sha256)
            return put
        finally:
            with suppress(FileNotFoundError):
                copy.unlink()

    def _place(self, copy: Path, sha256: str) -> None:
        target = self.path_of(sha256)
        if target.is_file() and _digest(target) == sha256:
            return
        for folder in (target.parent.parent, target.parent):
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                _sync_folder(folder.parent)
        copy.replace(target)
        _sync_folder(target.parent)

    def sweep(self, before: float) -> int:
        """Remove unfinished copies last touched before the POSIX time `before` (their writers died); return how many."""
        stale = [path for path in self.incoming.iterdir() if path.stat().st_mtime < before]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def check(self, sha256: str) -> None:
        """Hash an object's bytes anew, a piece at a time; VaultDamaged where it is missing, unreadable or no longer has its digest."""
        try:
            if _digest(self.path_of(sha256)) == sha256:
                return
        except FileNotFoundError as error:
            raise VaultDamaged(f"{sha256} is not in the vault: restore it from a backup, or drop the file again") from error
        except OSError as error:
            raise VaultDamaged(f"{sha256} cannot be read in the vault ({error.strerror}): restore it from a backup") from error
        raise VaultDamaged(f"the bytes of {sha256} have changed in the vault: restore them from a backup")

    def damaged(self) -> Iterator[str]:
        """Yield the digest of each object whose bytes no longer give it; reads the whole vault."""
        for path in self.objects():
            if _digest(path) != path.name:
                yield path.name

    def objects(self) -> Iterator[Path]:
        """Yield every object's path, in order of digest."""
        for folder in sorted(self.root.glob("??/??")):
            yield from sorted(folder.iterdir())


def _copied(path: Path, copy: Path) -> VaultObject:
    with open(_opened(path), "rb") as source, copy.open("xb") as target:
        digest = _Hashing(source)
        shutil.copyfileobj(digest, target, 1 << 20)
        os.fchmod(target.fileno(), _READ_ONLY)
        target.flush()
        os.fsync(target.fileno())
    if _digest(copy) != digest.hexdigest():
        raise OSError(f"the copy of {path.name} in the vault reads back differently")
    return VaultObject(digest.hexdigest(), digest.size)


def _opened(path: Path) -> int:
    # no link is followed, and a pipe does not block
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{path.name} is not a regular file")
    return descriptor


class _Hashing:
    """A file that is hashed and counted while it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def read(self, length: int = -1) -> bytes:
        chunk = self._file.read(length)
        self._hash.update(chunk)
        self.size += len(chunk)
        return chunk

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
