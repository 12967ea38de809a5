"""Names written by their sound, which stand by themselves or have no surname to tell them by."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from parsers.grammar.people.names import is_transliterated
from parsers.grammar.people.naming import SOUNDS, Trust, labels, name_end, post_words, speech

# …的|库丽江·阿布都热合曼|老人
_BY_SOUND = re.compile(r"(?:^|[，。、；：“”的])(?=(?P<first>[^\W\da-zA-Z_]{2,6}?)[·•])")
_SOUNDS = re.compile(r"(?:江|别克|提|拉|尔|汗|古丽|娜|木|曼|布|力|马|孜|夏|依|热)$")


def by_sound(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of dotted names that stand by themselves and are written by their sound; none that begins with a label (村民阿依古丽·…)."""
    for match in _BY_SOUND.finditer(text) if "·" in text else ():
        if labels().match(match["first"]) or post_words().search(match["first"]):
            continue
        end = name_end(text, match.start("first"), Trust.LABEL)
        if end and (is_transliterated(match["first"]) or _SOUNDS.search(match["first"])):
            yield match.start("first"), end


# 代表依次|介绍, 到村民那里: words of letters that spell sounds as well
_WORDS = re.compile("依次|多次|次日|多日|那里|普查|扎根|哈达|夏日|古稀")


@cache
def _undotted() -> re.Pattern[str]:
    """A short name without a surname before a word of speech, or of coming near: 牧民|斗尕日|告诉, 理事长|俄多|凑过来."""
    return re.compile(rf"(?!{_WORDS.pattern})(?:{SOUNDS}|[尕斗俄热]){{2,4}}(?={speech().pattern}|凑[过上])")


def sounded_end(text: str, start: int, trust: Trust) -> int | None:
    """Return where a short name without a surname ends that begins at `start`, behind a post or what somebody is; None where none does."""
    match = _undotted().match(text, start) if trust >= Trust.LABEL else None
    return match.end() if match else None


def stems(names: Collection[str]) -> dict[str, str]:
    """Return dotted names that run on into their sentences → as far as all with one beginning agree (…·阿布力米提|生活, …·阿布力米提|比往)."""
    found: dict[str, str] = {}
    for first in {name.rpartition("·")[0] for name in names if "·" in name}:
        variants = sorted(name for name in names if name.rpartition("·")[0] == first)
        stem = _common(variants[0], variants[-1])
        rests = [name[len(stem) :] for name in variants if name != stem]
        if rests and len(stem) > len(first) + 2 and not any(map(_is_of_name, rests)):
            found |= dict.fromkeys(variants, stem)
    return found


def _common(a: str, b: str) -> str:
    return a[: next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))]


def _is_of_name(rest: str) -> bool:
    """Tell whether letters can go on in a name written by its sound, so that two people may be meant: 买买提|江."""
    return all(re.match(f"{SOUNDS}|[江汗孜力丽曼西克]", letter) for letter in rest)
