"""The vault on an object store or a share of other machines, through fsspec: s3://bucket/folder and whatever else fsspec speaks."""

import errno
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fsspec.core import url_to_fs

from storage.digests import below, digest_of
from storage.errors import StorageError, VaultDamaged, VaultRefused, VaultUnreachable
from storage.vault import AnyVault

# what a file system says that asking again does not change
_REFUSALS = (PermissionError, FileNotFoundError, NotImplementedError, ValueError, ImportError)
# this machine's own disk is full: that says nothing of the vault
_FULL = {errno.ENOSPC, errno.EDQUOT}
# ab, the first folder of all digests that begin so
_FOLDER = re.compile(r"[0-9a-f]{2}")


class ObjectVault(AnyVault):
    """Bytes by digest below a URL: `ab/cd/abcd…`; what is read is fetched to this machine first, and hashed on the way."""

    def __init__(self, url: str, incoming: Path) -> None:
        """Open the vault at `url`; VaultRefused where fsspec, or the library for this kind of URL, does not know what to do with it."""
        super().__init__(incoming)
        self.url = url.rstrip("/")
        with self._asking():
            # what other machines put is seen at once: nothing is answered from memory
            self._fs, root = url_to_fs(self.url, use_listings_cache=False, skip_instance_cache=True)
            self._root = str(root).rstrip("/")

    def contains(self, sha256: str) -> bool:
        """Tell whether there is such an object; VaultUnreachable, VaultRefused where that cannot be told."""
        with self._asking(), suppress(FileNotFoundError):
            self._fs.info(self._key(sha256))
            return True
        return False

    @contextmanager
    def verified(self, sha256: str) -> Iterator[Path]:
        """Give a hashed copy of this machine, removed afterwards; VaultUnreachable, VaultRefused where it cannot be had now."""
        copy = self.incoming / uuid.uuid4().hex
        try:
            with self._asking():
                self._fetch(sha256, copy)
            if digest_of(copy) != sha256:
                raise VaultDamaged(f"the bytes of {sha256} have changed in the vault: restore them from a backup")
            yield copy
        finally:
            copy.unlink(missing_ok=True)

    local = verified

    def where(self, sha256: str) -> str:
        """Return the object's URL."""
        return f"{self.url}/{below(sha256)}"

    def touched(self, sha256: str) -> float:
        """Return when the store says that the object was put."""
        with self._asking():
            return float(self._fs.modified(self._key(sha256)).timestamp())

    def digests(self) -> Iterator[str]:
        """Yield the digest of each object, in order; no more than a 256th of them is asked for at once."""
        with self._asking():
            folders = sorted(name for name in self._names(self._root) if _FOLDER.fullmatch(name))
        for folder in folders:
            with self._asking():
                found = self._fs.find(f"{self._root}/{folder}")
            yield from sorted(str(key).rpartition("/")[2] for key in found)

    def sweep(self, before: float) -> int:
        """Remove unfinished copies, here and there, last touched before the POSIX time `before`; return how many."""
        left = 0
        with self._asking():
            for name in self._names(self._staging):
                if self._fs.modified(f"{self._staging}/{name}").timestamp() < before:
                    self._fs.rm_file(f"{self._staging}/{name}")
                    left += 1
        return super().sweep(before) + left

    def _place(self, copy: Path, sha256: str) -> None:
        if self.contains(sha256) and self._is_whole(sha256):
            return
        with self._asking():
            self._upload(copy, self._key(sha256))
        if not self._is_whole(sha256):
            with self._asking():
                self._fs.rm_file(self._key(sha256))
            raise VaultUnreachable(f"what was put at {self.where(sha256)} reads back differently")

    def _is_whole(self, sha256: str) -> bool:
        try:
            self.check(sha256)
        except VaultDamaged:
            return False
        return True

    def _upload(self, copy: Path, key: str) -> None:
        if self._fs.async_impl:  # an object store: nobody sees an object before all of it is there
            self._fs.put_file(str(copy), key)
            return
        staged = f"{self._staging}/{copy.name}"
        for file in (staged, key):
            self._fs.makedirs(file.rpartition("/")[0], exist_ok=True)
        self._fs.put_file(str(copy), staged)
        self._fs.mv(staged, key)

    def _fetch(self, sha256: str, copy: Path) -> None:
        try:
            self._fs.get_file(self._key(sha256), str(copy))
        except FileNotFoundError as error:
            if not self._names(self._root):
                raise VaultRefused(f"there is nothing at all at {self.url}: is it the right place?") from error
            raise VaultDamaged(f"{sha256} is not in the vault: restore it from a backup, or drop the file again") from error

    def _names(self, folder: str) -> list[str]:
        with suppress(FileNotFoundError):
            return [str(key).rstrip("/").rpartition("/")[2] for key in self._fs.ls(folder, detail=False)]
        return []

    @property
    def _staging(self) -> str:
        return f"{self._root}/incoming"

    def _key(self, sha256: str) -> str:
        return f"{self._root}/{below(sha256)}"

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn what a file system says, each in words of its own, into one of two: ask again later, or a person must do something."""
        try:
            yield
        except (StorageError, VaultUnreachable, VaultRefused):
            raise
        except _REFUSALS as error:
            raise VaultRefused(f"the vault at {self.url} refuses: {str(error) or type(error).__name__}") from error
        except Exception as error:  # each library raises its own when the network fails
            if isinstance(error, OSError) and error.errno in _FULL:
                raise
            raise VaultUnreachable(f"the vault at {self.url} does not answer: {str(error) or type(error).__name__}") from error
