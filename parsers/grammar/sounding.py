"""Names written by their sound, which stand by themselves or have no surname to tell them by."""

import re
from collections.abc import Iterator

from parsers.grammar.names import is_transliterated
from parsers.grammar.naming import Trust, labels, name_end, post_words

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
