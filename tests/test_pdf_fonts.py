"""Fonts of a PDF that do not say what their codes mean: what the embedded file says of its glyphs, or a finding."""

import re

from parsers.media import read_source
from parsers.reading import Reading
from parsers.source import Source
from tests.spelled_pdf import spelled
from tests.typeset_pdf import A4, Block, Frame, Run, set_block, typesetter

TITLE = "我县夏粮收购工作平稳有序"
TEXT = "今年以来，我县抢抓农时，扎实推进夏粮收购，全县共收购小麦3.2万吨。" * 4


def read(data: bytes) -> Reading:
    return read_source(Source(data, "a.pdf"))


def typeset() -> bytes:
    """A headline and text, each in a font of its own, whose codes are no glyphs: the font's map leads from one to the other."""
    pdf = typesetter(*A4)
    pdf.add_page()
    frame = Frame(80, 85, 435, 760)
    for run, size in ((Run(TITLE, "hei"), 22), (Run(TEXT), 15)):
        set_block(pdf, Block((run,), size), iter(()), frame)
    return bytes(pdf.output())


def test_a_font_without_meanings_is_read_by_its_glyphs() -> None:
    silent = re.sub(rb"/ToUnicode \d+ 0 R", lambda m: b" " * len(m[0]), typeset())
    reading = read(silent)
    assert reading.text.replace("\n", "") == TITLE + TEXT
    assert "page_recognised" not in [note.code for note in reading.notes]


def test_a_few_characters_without_meaning_are_said() -> None:
    lines: list[str | list[str]] = [["", ""], *(["王楼镇召开全镇干部大会，安排部署夏粮收购工作，要求各村抓好落实。"] * 12)]
    reading = read(spelled(lines))
    note = next(note for note in reading.notes if note.code == "replacement_character")
    assert [reading.text[span.start : span.end][:5] for span in note.spans] == ["(cid:"]
