"""How firmly two characters stand side by side inside words, and so where in running text a word rather begins than goes on."""

from functools import cache

from seeds import vocabulary

# what hardly any word has
NO_PAIR = -1


@cache
def _pairs() -> dict[str, int]:
    levels = vocabulary("word_pairs")["levels"]
    return {pairs[i : i + 2]: int(level) for level, pairs in levels.items() for i in range(0, len(pairs), 2)}


def pair_level(pair: str) -> int:
    """Return the level of a pair of characters in word_pairs (0 to 5), NO_PAIR for one that hardly any word has."""
    return _pairs().get(pair, NO_PAIR)


def begins_word(text: str, at: int) -> bool:
    """Tell whether a word begins at `at` rather than that one runs over it: 王允强|具体负责."""
    ahead = pair_level(text[at : at + 2])
    return ahead > 0 and ahead > pair_level(text[at - 1 : at + 1])


def runs_over(text: str, at: int) -> bool:
    """Tell whether a word runs over `at` rather than that one begins there: 靳磊传|达会议."""
    over = pair_level(text[at - 1 : at + 1])
    return over > 0 and over > pair_level(text[at : at + 2])
