"""Digests of files, by which the vault names what it holds."""

import hashlib
from pathlib import Path


def below(sha256: str) -> str:
    """Return where an object stands below the place of a vault (ab/cd/abcd…)."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
