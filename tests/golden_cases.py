"""The golden cases: a document, what is expected of it word for word, and where it was annotated by hand, what is true of it."""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parsers.parse import parse_file

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Case:
    """One folder under tests/golden/<kind>/."""

    folder: Path

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def source(self) -> Path:
        return next(p for p in sorted(self.folder.iterdir()) if p.stem == "source")

    @property
    def expected(self) -> Path:
        return self.folder / "expected.json"

    @property
    def truth(self) -> list[dict[str, Any]]:
        """What a person says is true of the documents in the source; empty where nobody has annotated it."""
        file = self.folder / "gold.json"
        said = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
        return said if isinstance(said, list) else [said]

    def parse(self) -> list[dict[str, Any]]:
        return [document.to_json_dict() for document in parse_file(self.source)]


def cases() -> list[Case]:
    return [Case(folder) for kind in sorted(FOLDER.iterdir()) if kind.is_dir() for folder in sorted(kind.iterdir())]


def squeezed(value: object) -> str | None:
    """A value without white space and width differences, so that layout never decides a comparison."""
    if isinstance(value, dict):
        value = value.get("text")
    return None if value is None else re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFKC", str(value)))


def flat_sections(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [inner for s in sections for inner in (s, *flat_sections(s["sections"]))]
