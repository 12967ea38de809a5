"""The vault: every source's bytes, named by their own digest; what is in it is whole, verified and on the disk."""

import hashlib
import os
import re
import shutil
import stat
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage.digests import below, digest_of
from storage.errors import SourceChanged, VaultDamaged

# the file that tells a vault's own folder from a mount point with nothing mounted
MARK = ".kuaibao-vault"
_READ_ONLY = 0o444
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class VaultObject:
    """What was put: hex digest and size in bytes."""

    sha256: str
    size: int


class AnyVault(ABC):
    """Bytes by digest, wherever they are kept; copies on their way stand in `incoming`, a folder of this machine."""

    # the file without which a missing object is no damage: the whole vault is away
    marked: Path | None = None

    def __init__(self, incoming: Path) -> None:
        """Use a folder for copies, made where it does not exist."""
        self.incoming = incoming
        self.incoming.mkdir(parents=True, exist_ok=True)

    @abstractmethod
    def contains(self, sha256: str) -> bool:
        """Tell whether there is such an object; `read` also verifies it."""

    @abstractmethod
    def local(self, sha256: str) -> AbstractContextManager[Path]:
        """Give a path of this machine with an object's bytes, as long as it is held; who reads there must hash what he reads."""

    @abstractmethod
    def verified(self, sha256: str) -> AbstractContextManager[Path]:
        """Give a path of this machine whose bytes have been hashed; VaultDamaged where they are missing or have changed."""

    @abstractmethod
    def digests(self) -> Iterator[str]:
        """Yield the digest of each object, in order."""

    @abstractmethod
    def where(self, sha256: str) -> str:
        """Return where a person finds an object."""

    @abstractmethod
    def touched(self, sha256: str) -> float:
        """Return when an object was put, as POSIX time."""

    @abstractmethod
    def _place(self, copy: Path, sha256: str) -> None:
        """Make a verified copy an object, whole, durable and verified on return, unless it is there already."""

    def read(self, sha256: str) -> bytes:
        """Return an object's bytes; VaultDamaged where it is missing or no longer has its digest."""
        with self.verified(sha256) as path:
            return path.read_bytes()

    def check(self, sha256: str) -> None:
        """Hash an object's bytes anew, a piece at a time; VaultDamaged where it is missing, unreadable or no longer has its digest."""
        with self.verified(sha256):
            pass

    def damaged(self) -> Iterator[str]:
        """Yield the digest of each object whose bytes no longer give it; reads the whole vault."""
        for sha256 in self.digests():
            try:
                self.check(sha256)
            except VaultDamaged:
                yield sha256

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

    def sweep(self, before: float) -> int:
        """Remove unfinished copies last touched before the POSIX time `before` (their writers died); return how many."""
        swept = 0
        for path in self.incoming.iterdir() if self.incoming.is_dir() else ():
            with suppress(FileNotFoundError):  # its writer has come to the end of it
                if path.stat().st_mtime < before:
                    path.unlink()
                    swept += 1
        return swept


class Vault(AnyVault):
    """The vault in a folder of this machine, or one that it shares with others: `ab/cd/abcd…` under `root`."""

    def __init__(self, root: Path, ours: Callable[[], None] | None = None) -> None:
        """Open the vault at `root`, made where it does not exist; or where `ours`, asked each time, does not raise that it is another."""
        self.root = root
        self._ours = ours or _anybodys
        if ours:
            self.incoming, self.marked = root / "incoming", root / MARK
        else:
            super().__init__(root / "incoming")

    def put(self, path: Path, sha256: str | None = None) -> VaultObject:
        """Copy a regular file in, as every vault does; VaultRefused where the folder is not the vault's now."""
        self._ours()
        self.incoming.mkdir(exist_ok=True)
        return super().put(path, sha256)

    def path_of(self, sha256: str) -> Path:
        """Return where the object stands, or would."""
        return self.root / below(sha256)

    def contains(self, sha256: str) -> bool:
        """Tell whether there is such an object."""
        there = self.path_of(sha256).is_file()
        if not there:
            self._ours()
        return there

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """Give the object's own path, whether or not it is there."""
        self._ours()
        yield self.path_of(sha256)

    @contextmanager
    def verified(self, sha256: str) -> Iterator[Path]:
        """Give the object's own path, hashed."""
        try:
            found = digest_of(self.path_of(sha256))
        except FileNotFoundError as error:
            self._ours()
            raise VaultDamaged(f"{sha256} is not in the vault: restore it from a backup, or drop the file again") from error
        except OSError as error:
            self._ours()
            raise VaultDamaged(f"{sha256} cannot be read in the vault ({error.strerror}): restore it from a backup") from error
        if found != sha256:
            raise VaultDamaged(f"the bytes of {sha256} have changed in the vault: restore them from a backup")
        yield self.path_of(sha256)

    def where(self, sha256: str) -> str:
        """Return the object's path."""
        return str(self.path_of(sha256))

    def touched(self, sha256: str) -> float:
        """Return when the object's file was written."""
        return self.path_of(sha256).stat().st_mtime

    def digests(self) -> Iterator[str]:
        """Yield the digest of each object, in order."""
        return (path.name for path in self.objects())

    def objects(self) -> Iterator[Path]:
        """Yield every object's path, in order of digest; what a share or a file manager has left there is none."""
        self._ours()
        for folder in sorted(self.root.glob("??/??")):
            named = (path for path in folder.glob("*") if _DIGEST.fullmatch(path.name))
            yield from sorted(path for path in named if path == self.path_of(path.name))

    def _place(self, copy: Path, sha256: str) -> None:
        target = self.path_of(sha256)
        if target.is_file() and digest_of(target) == sha256:
            return
        for folder in (target.parent.parent, target.parent):
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                sync(folder.parent)
        copy.replace(target)
        sync(target.parent)
        self._ours()  # what was put while the share went away is not to be claimed


def _anybodys() -> None:
    """Take the folder as it is: nobody has noted which it must be."""


def _copied(path: Path, copy: Path) -> VaultObject:
    with open(_opened(path), "rb") as source, copy.open("xb") as target:
        digest = _Hashing(source)
        shutil.copyfileobj(digest, target, 1 << 20)
        os.fchmod(target.fileno(), _READ_ONLY)
        target.flush()
        os.fsync(target.fileno())
    if digest_of(copy) != digest.hexdigest():
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


def sync(path: Path) -> None:
    """Put what was written to a file, or the names in a folder, on the disk: they are there after a power failure too."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
