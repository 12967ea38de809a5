"""The seeds typeset as OFD have the structure and the facts that they have as text."""

from pathlib import Path
from typing import Any

import pytest

from parsers.cleaning import clean
from parsers.document import Document
from parsers.parse import parse_source
from parsers.reading import Reading
from parsers.source import Source
from tests.as_printed import as_printed
from tests.typeset_ofd import typeset

SEEDS = sorted(Path("seeds/documents").glob("*.txt"))


def parsed(source: Source) -> tuple[Reading, Document]:
    reading, (document,) = parse_source(source)
    return reading, document


def structure(document: Document) -> dict[str, object]:
    """Return what must be the same whatever the source was: wordings without their places, white space left out."""
    found = document.to_json_dict()
    names = (
        "doc_type",
        "kicker",
        "title",
        "subtitle",
        "publication",
        "issue_number",
        "issuing_body",
        "issue_date",
        "source_name",
        "credit",
    )
    return {
        **{name: wording(found[name]) for name in names},
        "headings": [line for s in found["sections"] for line in headings(s)],
        # joined: a paragraph that ends with a full line and a line of dots below it are one on paper
        "words": "".join(map(wording, [*found["lead"], *(t for s in found["sections"] for t in prose(s))])),
        "captions": [wording(caption) for caption in found["captions"]],
        "contributors": sorted((c["name"], c["role_kind"]) for c in found["contributors"]),
        "indicators": sorted(wording(i["quote"]) for i in found["indicators"]),
        "figures": [wording(f["message"]) for f in found["findings"] if f["code"] == "figures_disagree"],
        "people": sorted(p["name"] for p in found["people"]),
        "references": sorted(wording(r["title"]) for r in found["references"]),
    }


def headings(section: dict[str, Any]) -> list[str]:
    return [f"{section['level']} {wording(section['heading'])}", *(line for s in section["sections"] for line in headings(s))]


def prose(section: dict[str, Any]) -> list[Any]:
    return [section["heading"], *section["paragraphs"], *(text for s in section["sections"] for text in prose(s))]


def wording(value: object) -> str:
    text = (value.get("label") or "") + value["text"] if isinstance(value, dict) else value
    return "".join(clean(str(text)).split())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_typeset_as_ofd_say_the_same(path: Path) -> None:
    reading, document = parsed(Source.from_path(path))
    _, again = parsed(Source(typeset(as_printed(document, reading)), f"{path.stem}.ofd"))
    assert structure(again) == structure(document)
