"""Surnames that are mostly words of grammar (和, 占, 都): what must stand behind what begins with one before it is a name."""

import re

from parsers.grammar.people.names import is_compound
from parsers.grammar.people.ordinary import names_too
from parsers.grammar.wordpairs import pair_level

# two characters are not enough behind what somebody is
PARTICLES = frozenset("都和从于应时成全通经能向相由有常来后但便占过会")
_AT_TIMES = frozenset("于成常向")
# of these, what hardly anybody is called and what counts: 农户都能领|到, 村民占六成
_VERBS = frozenset("都能有会由经但便后过")
_MERE = _VERBS | frozenset("和从占来相通")
_COUNTS = re.compile(r"占[一二三四五六七八九十两半百千万多大绝全总]")
# 果树, 农机: how firmly two characters stand together that are a word, and no given name
_WORD = 2


# 于春节前, 时清明, 从上年的: when it is
_FEASTS = re.compile(
    r"[于时应在](?:春节|国庆|元旦|清明|端午|中秋|除夕|元宵|重阳)|[从由自于](?:[去上前今当往]年|年初|年底|上月|最初|原来|过去|以前)"
)


def is_short_of_name(text: str, start: int, speech: re.Pattern[str], *, at_post: bool) -> bool:
    """Tell whether what begins at `start` is mostly no surname, so that two characters are not enough but to speak: 法官于淼|说.

    Behind a post that is so of fewer.
    """
    if text[start : start + 1] not in (_VERBS if at_post else PARTICLES) or text[start : start + 2] in names_too():
        return False
    if at_post:
        return not speech.match(text, start + 2)
    return not (text[start] in _AT_TIMES and (speech.match(text, start + 2) or text.startswith("、", start + 2)))


def is_mere_word(text: str, start: int, behind: str | None, speech: re.Pattern[str], *, at_post: bool) -> bool:
    """Tell whether three characters from `start` are no name for all that stands `behind` them: 社员和果树|专家, 村民占六成|，; but 村民和志强|说."""
    if _FEASTS.match(text, start) or _COUNTS.match(text, start):
        return True
    if text[start] not in _MERE or text.startswith("·", start + 3) or is_compound(text[start : start + 2]):
        return False
    if speech.match(text, start + 3):
        return False
    if behind is None or (text[start] in _VERBS and (not at_post or len(behind) == 1)):
        return True
    return len(behind) == 1 and pair_level(text[start + 1 : start + 3]) >= _WORD
