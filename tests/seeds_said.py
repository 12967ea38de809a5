"""The five sample documents and what they say as text, parsed once for all tests of one module."""

from functools import cache
from pathlib import Path

from parsers.parse import parse_source
from parsers.source import Source
from tests.alike import said
from tests.as_set import as_set

SEEDS = sorted(Path("seeds/documents").glob("*.txt"))


@cache
def as_text(path: Path) -> tuple[str, list[tuple[str, str]], dict[str, object]]:
    """Return a seed's text, its blocks as they are set in other media, and what it says."""
    reading, (document,) = parse_source(Source.from_path(path))
    return reading.text, as_set(document, reading), said(document)


def repaired(found: dict[str, object]) -> dict[str, object]:
    """What a document says, less what is about damage to glyphs: a person who types the text has repaired it."""
    findings, mark = found["findings"], found["end_mark"]
    assert isinstance(findings, list)
    return found | {
        "findings": [f for f in findings if f["code"] != "glyph_repaired"],
        "end_mark": mark["text"] if isinstance(mark, dict) else mark,
    }
