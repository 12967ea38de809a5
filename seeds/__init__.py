"""Data that ships with kuaibao: sample documents and closed lists (vocabularies), each with its source."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

VOCABULARIES = files("seeds") / "vocabularies"


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the closed list `seeds/vocabularies/<name>.toml` as a dict; its `source` and `as_of` keys say where it is from."""
    return tomllib.loads((VOCABULARIES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def vocabulary_digest() -> str:
    """Return one hex digest over all vocabulary files, so that a result names the lists that it was made with."""
    digest = hashlib.sha256()
    for file in sorted((f for f in VOCABULARIES.iterdir() if f.is_file()), key=lambda f: f.name):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
