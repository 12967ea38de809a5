"""Names in a row: behind a name (县领导王立新、赵海峰、钱国强), also one that only its neighbours tell (王立新、|润大勇|、赵海峰); and by themselves."""

import re
from collections.abc import Iterator

from parsers.grammar.people.givens import could_be_given
from parsers.grammar.people.names import is_name, names_in
from parsers.grammar.people.naming import Trust, goes_on, is_plausible, name_end
from parsers.grammar.people.ordinary import is_ordinary

_NEXT = re.compile(r"、|和|与|及")
_BETWEEN = re.compile(r"[^\W\da-zA-Z_]{2,3}(?=、)")
# 县直办、各乡镇、: bodies stand in a row with people too
_OF_BODIES = frozenset("省市县区镇乡村州旗局委办部处科室站所院校会团司社厂店队组班各等全本该其")

_WORD = re.compile(r"[^\s、，,]+")
# a name of a surname that is not listed; no unit, no word for what was made, no column's name
_RARE = re.compile(r"(?!走基层)[^\W\da-zA-Z_]{1,2}[^\W\da-zA-Z_](?<![组部局社报站道办台网文图摄影处科院校会厅县乡镇村委府厂队团司刊稿者])")


def rare_names(text: str, start: int, end: int) -> list[tuple[str, int, int]] | None:
    """Return the words of two or three characters of `text[start:end]` with their offsets where it is nothing else: rare surnames (自绍仙)."""
    words = [(m[0], *m.span()) for m in _WORD.finditer(text, start, end)]
    return words if words and all(_RARE.fullmatch(word) for word, _, _ in words) else None


def names_only(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the names in `text[start:end]` with their offsets (code points), all of them likely; nothing where it holds anything else."""
    found = list(names_in(text, start, end) or ())
    return found if all(is_plausible(name) for name, _, _ in found) else []


def further(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of the names that go on in a row behind the one that ends at `end`."""
    row = 0
    while joint := _NEXT.match(text, end):
        start = joint.end()
        last = _name(text, start) or (_between(text, start) if row else None) or (_last(text, start) if row >= _LONG else None)
        if not last:
            return
        yield start, last
        end, row = last, row + 1


def _name(text: str, start: int) -> int | None:
    last = name_end(text, start, Trust.LABEL)
    return last if last and is_plausible(text[start:last]) else None


# a row this long behind its first name tells that its last word is a name too
_LONG = 2


def _last(text: str, start: int) -> int | None:
    """Return the end of a word of three that closes a long row, if only its rare characters speak against a name: …、张新林、|汪午强|参加活动."""
    word = text[start : start + 3]
    is_one = len(word) == 3 and is_name(word) and could_be_given(word[1:], known=False) and _OF_BODIES.isdisjoint(word)
    return start + 3 if is_one and not is_ordinary(word[:2]) and goes_on(text, start + 3) else None


def _between(text: str, start: int) -> int | None:
    """Return the end of a word of a row that could be a name, where a sure name comes behind it."""
    word = _BETWEEN.match(text, start)
    if not word or not _OF_BODIES.isdisjoint(word[0]) or not (is_name(word[0]) or len(word[0]) == 3):
        return None
    return word.end() if could_be_given(word[0][1:], known=not is_name(word[0])) and _name(text, word.end() + 1) else None
