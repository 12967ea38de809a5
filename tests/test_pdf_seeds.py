"""The seeds typeset as PDF say what they say as text: every field but the places, in offices' pages and in a newspaper's columns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parsers.document import Document
from parsers.parse import parse_source
from parsers.source import Source
from tests.as_printed import as_printed
from tests.as_set import as_set
from tests.typeset_pdf import newspaper, office

SEEDS = sorted(Path("seeds/documents").glob("*.txt"))
# where it stands and how it came is not what it says; of findings only those on its figures are the document's own
_ASIDE = {"spans", "mentions", "document_id", "provenance", "blocks", "classification", "findings", "repairs", "evidence"}


def said(document: Document) -> dict[str, Any]:
    found = document.to_json_dict()
    stripped: dict[str, Any] = plain(found)
    for name in ("people", "places", "organisations", "contributors", "initiatives", "projects"):
        stripped[name] = sorted(stripped[name], key=str)
    stripped["figures"] = sorted(f["message"] for f in found["findings"] if f["code"] == "figures_disagree")
    return stripped


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if k not in _ASIDE and not k.endswith("_spans")}
    return [plain(v) for v in value] if isinstance(value, list) else value


def seed(path: Path) -> Source:
    """A seed as text, with the one mark in it that Debian's Chinese fonts lack replaced by the usual one."""
    return Source(path.read_bytes().replace("•".encode(), "·".encode()), path.name)


@pytest.mark.parametrize(("path", "typeset"), [(path, office) for path in SEEDS], ids=lambda value: getattr(value, "stem", "")[:3])
def test_the_seeds_typeset_as_pdf_say_the_same(path: Path, typeset: Callable[..., bytes]) -> None:
    reading, (document,) = parse_source(seed(path))
    printed, (again,) = parse_source(Source(typeset(as_printed(document, reading)), f"{path.stem}.pdf"))
    assert said(again) == said(document)
    assert [note.code for note in printed.notes] == []
    assert again.title is None or printed.boxes(again.title.spans)[0].page == 1


@pytest.mark.parametrize(("number", "columns"), [("000", 6), ("002", 4), ("003", 5), ("004", 4)])
def test_a_seed_set_as_a_page_of_a_newspaper_is_one_article_and_says_the_same(number: str, columns: int) -> None:
    path = next(path for path in SEEDS if path.stem.startswith(number))
    reading, (document,) = parse_source(seed(path))
    printed = newspaper(as_set(document, reading), columns)
    _, (again,) = parse_source(Source(printed, f"{path.stem}.pdf"))
    assert said(again) == said(document)
