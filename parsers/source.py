"""The bytes that reach us, and their identity."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from parsers.errors import UnreadableSource


@dataclass(frozen=True)
class Source:
    """Bytes with the name they came under; the name is evidence only, `sha256` is the identity."""

    data: bytes
    name: str

    @cached_property
    def sha256(self) -> str:
        """Return the hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @classmethod
    def from_path(cls, path: Path) -> "Source":
        """Read a file; raises UnreadableSource where there is none, where it is not a regular file or cannot be read."""
        try:
            if not path.exists():
                raise UnreadableSource(f"there is no file {path.name}: check where it lies")
            if not path.is_file():
                raise UnreadableSource(f"{path.name} is not a regular file: give a document to read")
            return cls(path.read_bytes(), path.name)
        except OSError as error:
            raise UnreadableSource(f"{path.name} cannot be read ({error.strerror}): give the right to, and try again") from error
