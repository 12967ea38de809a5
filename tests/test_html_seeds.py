"""The same article from a web page and from text: the seeds in the templates of five kinds of site."""

from pathlib import Path

import pytest

from parsers.parse import parse_source
from parsers.reading import Span
from parsers.source import Source
from tests.alike import differences, said
from tests.seeds_said import SEEDS, as_text, repaired
from tests.typeset_html import ROUND, TEMPLATES, typeset


@pytest.mark.parametrize("template", sorted(TEMPLATES))
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seeds_on_a_page_say_the_same(path: Path, template: str) -> None:
    _, blocks, text = as_text(path)
    reading, (again,) = parse_source(Source(typeset(blocks, template=template), "a.html"))
    assert differences(repaired(text), repaired(said(again))) == []
    article = reading.alone(Span(0, len(reading))).text
    assert [words for words in ROUND if words in article] == []
    assert "看不见的弹窗" not in reading.text
