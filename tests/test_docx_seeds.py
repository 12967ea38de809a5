"""The same article from Word and from text: the seeds typeset with styles, as WPS users do, and pasted line by line."""

from pathlib import Path

import pytest

from parsers.parse import parse_source
from parsers.source import Source
from tests.alike import differences, said
from tests.seeds_said import SEEDS, as_text, repaired
from tests.typeset_docx import line_by_line, typeset


@pytest.mark.parametrize("wps", [False, True], ids=["word", "wps"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_typeset_in_word_say_the_same(path: Path, wps: bool) -> None:
    _, blocks, text = as_text(path)
    reading, (typed,) = parse_source(Source(typeset(blocks, header="内部资料 注意保存", wps=wps), "a.docx"))
    assert differences(repaired(text), repaired(said(typed))) == []
    assert [reading.text[r.span.start : r.span.end] for r in reading.roles if r.name == "furniture"] == ["内部资料 注意保存", "— 1 —"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_pasted_line_by_line_say_the_same(path: Path) -> None:
    text, _, expected = as_text(path)
    _, (pasted,) = parse_source(Source(line_by_line(text), "a.docx"))
    assert differences(expected, said(pasted)) == []
