"""Words of one document are found as a pattern of them, the longest first, would find them."""

import re
from itertools import product

import pytest

from parsers.grammar.scanning import apart, standing


@pytest.mark.parametrize("words", [("ab", "b"), ("ab", "abc", "bc"), ("aa", "a"), ("abca", "ca", "aab"), ()])
def test_words_stand_where_a_pattern_of_them_finds_them(words: tuple[str, ...]) -> None:
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)) or "(?!)")
    for text in map("".join, product("abc", repeat=6)):
        assert list(apart(standing(words, text))) == [(match.start(), match[0]) for match in pattern.finditer(text)]


def test_words_that_overlap_are_all_told() -> None:
    assert standing(["张王", "王伟", "张王伟"], "张王伟") == [(0, "张王伟"), (0, "张王"), (1, "王伟")]
