"""What the patterns of the grammar cost before they match anything."""

import re
from pathlib import Path

import parsers

# [\u4e00-\u9fff], alone in its brackets
_SPELLED_OUT = re.compile(r"\[\\u(?:4e00|3400)-\\u9fff\]")


def test_a_chinese_character_is_written_as_a_letter_that_is_not_latin() -> None:
    # The compiler of patterns marks each of the block's 20,992 characters one by one, for each time the block is written: a millisecond,
    # three hundred times before the first document. A letter that is neither digit nor Latin is found in no time, and matched as fast.
    files = [path for path in Path(parsers.__file__).parent.rglob("*.py") if {"grammar", "checks", "kinds"} & set(path.parts)]
    assert len(files) > 100
    assert [path.name for path in files if _SPELLED_OUT.search(path.read_text("utf-8"))] == []


def test_a_letter_that_is_not_latin_is_a_chinese_character() -> None:
    letter = re.compile(r"[^\W\da-zA-Z_]")
    assert all(letter.fullmatch(char) for char in "一龥鿿㐀䶵𠮷𬭎")
    assert not any(letter.fullmatch(char) for char in "0９aZ_·。，、“”《》（）—…%㎡ \u3000")
