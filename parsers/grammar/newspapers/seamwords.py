"""How likely one wording goes on with another in mid-sentence: by the characters on both sides of the seam.

A column breaks its last sentence anywhere, inside a word four times of ten. The weights are log-odds, measured on running text of 120
documents against pairs of characters from anywhere in them.
"""

import re

from parsers.grammar.marks import continues
from parsers.grammar.numerals import narrowed
from parsers.grammar.wordpairs import pair_level

# of a pair of characters by its level in word_pairs; the last for one that hardly any word has
_ODDS = (0.9, 1.8, 2.6, 3.5, 4.2, 5.3, -0.6)
# the text has the pair elsewhere, or it with the character before or behind it
_SEEN, _SEEN_LONGER = 2.5, 5.0
# a quotation or bracket left open and closed behind the seam, or only one of both
_PAIRED = 5.0
_MARKS = ("“”", "（）", "《》", "‘’", "【】")
# 1|95万元 | 1700|家 | 86.|5%
_NUMBER_GOES_ON, _NUMBER_ALONE, _STOP_OPENS = 2.0, -3.0, -5.0
_COUNTED = re.compile(r"[\d.．％%余多万亿千百个名人家户亩吨元米件次项条处座年月日岁倍张棵株公平立枚台辆套所间栋支期场届只头口]")
_STOPS = "，。、；：！？"
# 感。八里河镇党委坚持… | 村。: no clause is as short
RIGHT_ENDED = re.compile(r"[^\W\d]{1,2}。|[^\W\d]，")
# 屏通办”改革案例获…: a mark that closes what nothing opened
_CLOSED_FIRST = re.compile(r"[^“《（]*[”》）]")
# such words go on with anything
_JOINING = "的了是在和与及为将把被对从向到等"
# 金宿级30家、|银宿级52家
_LISTED = 1.0
_COUNT = re.compile(r"[^\W\d]{2,8}[\d.]+(?P<unit>[^\W\d]{1,2})、$")
_ITEM = re.compile(r"[^\W\d]{2,8}[\d.]+(?P<unit>[^\W\d]{1,2})[、，。；]")
# what goes on with the word before it
_PARTICLES = "等的地得了着们"


def log_odds(before: str, after: str, text: str) -> float:
    """Return the log-odds that `after` goes on with `before`, of which neither may be empty; `text` is where else their words may stand."""
    before, after = narrowed(before), narrowed(after)
    last, first = before[-1], after[0]
    score = sum(_balance(before, after, *pair) for pair in _MARKS)
    if first in _STOPS:
        return score + (_STOP_OPENS if last in _STOPS else 0.0)
    if last in _STOPS:
        return score + (_STOP_OPENS if first in _PARTICLES or RIGHT_ENDED.match(after) else _LISTED if _is_listed(before, after) else 0.0)
    if last.isdecimal() or last == ".":
        return score + (_NUMBER_GOES_ON if _COUNTED.match(first) else _NUMBER_ALONE)
    if not (_is_word(last) and _is_word(first)):
        return score
    return score + _ODDS[pair_level(last + first)] + _seen(before, after, text)


def must_go_on(text: str) -> bool:
    """Tell whether a wording goes on with a sentence, whatever stands before it: no sentence begins so, or it closes what was opened there."""
    return continues(text) or bool(_CLOSED_FIRST.match(text))


def _is_word(char: str) -> bool:
    return char.isalpha() and not char.isascii()


def _is_listed(before: str, after: str) -> bool:
    """Tell whether the first item behind the seam counts in the unit of the last one before it: 金宿级30家、|银宿级52家."""
    upper, lower = _COUNT.search(before), _ITEM.match(after)
    return bool(upper and lower and upper["unit"] == lower["unit"])


def _seen(before: str, after: str, text: str) -> float:
    if before[-1] in _JOINING or before[-1] + after[0] not in text:
        return 0.0
    longer = (before[-2:] + after[0], before[-1] + after[:2])
    return _SEEN_LONGER if any(len(words) > 2 and words in text for words in longer) else _SEEN


def _balance(before: str, after: str, opening: str, closing: str) -> float:
    """Return what a pair of marks says: for the seam where one is open and closed behind it, against it where only one of both is so."""
    is_open = before.rfind(opening) > before.rfind(closing)
    close, another = after.find(closing), after.find(opening)
    is_closed = close >= 0 and not 0 <= another < close
    return _PAIRED if is_open and is_closed else -_PAIRED if is_open or is_closed else 0.0
