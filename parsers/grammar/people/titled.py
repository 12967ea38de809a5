"""Names whose bearers' posts stand behind them: 刘伟|县长到场剪彩, 周海涛|副县长提出, 由杨振宇|主任主持."""

import re
from functools import cache

from parsers.grammar.named.divisions import is_division
from parsers.grammar.people.callings import RUNS_ON
from parsers.grammar.people.naming import is_nobody, is_plausible, post_words
from parsers.grammar.people.ordinary import COMMON

# what a name begins behind: nothing, a stop, or a word that takes somebody; letters do for a name of three only
_BEGINS = re.compile(r"(?:^|[^\w·])$")
_TAKES = re.compile(r"(?:由|请|与|和|向|据|受|经|在|随|同|让|对|给|感谢|见到|找到|听取|记者)$")
_RANK = re.compile(r"(?:常务|第一|党组|党委|支部|总)?副?$")
# 县长|信箱, 主任|会议: what is called after a post
_CALLED = re.compile(
    r"(?:信箱|热线|办公|会(?![上议见]?[，。])|级|制|岗|职|助理|论坛|培训|工程|项目|接待|候选|班|工作室|们|之|等|负责制|联席|讲|值班|轮值)"
)
# posts of which there is no such form of address
_NEVER = ("负责人", "常委", "委员", "科员", "办事员", "专干", "干事", "组长", "参事")
_LEVELS = frozenset("省市州县区旗镇乡村")


def titled(text: str, at: int, word: str) -> tuple[int, int, str] | None:
    """Return the offsets (code points) of the name that ends before the post `word` at `at`, and the post; None where none does."""
    end = at - len(_rank(text, at))
    behind = at + len(word)
    if word.endswith(_NEVER) or RUNS_ON.match(text, behind) or _CALLED.match(text, behind):
        return None
    start = next((end - n for n in (3, 2) if end >= n and _is_called(text, end - n, end)), None)
    if start is None or _is_place(text[start:end], word if end == at else ""):
        return None
    return start, end, text[end:behind]


@cache
def _post() -> re.Pattern[str]:
    return re.compile(rf"(?:常务|第一)?副?{post_words().pattern}")


def post_behind(text: str, end: int) -> str | None:
    """Return the post that stands right behind a name that ends at `end` and runs on into no other word; None where none does."""
    match = _post().match(text, end)
    is_one = match and not match[0].endswith(_NEVER) and not RUNS_ON.match(text, match.end()) and not _CALLED.match(text, match.end())
    return match[0] if match and is_one else None


def _rank(text: str, at: int) -> str:
    found = _RANK.search(text, max(0, at - 3), at)
    return found[0] if found else ""


def _is_place(name: str, word: str) -> bool:
    """Tell whether a name is that of a county or city whose head or office stands behind it: 石城|县长, 高平|书记; before 镇长 of a town too."""
    levels = (*_COUNTIES, word[:1]) if word[:1] in _LEVELS else _COUNTIES
    return any(is_division(name + level) for level in levels)


_COUNTIES = ("市", "县", "区", "旗", "州")


def _is_called(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    if not is_plausible(name) or is_nobody(name):
        return False
    alone = bool(_BEGINS.search(text, max(0, start - 1), start))
    return (alone and (name[0] in COMMON or end - start > _SHORT)) or (
        end - start > _SHORT and bool(_TAKES.search(text, max(0, start - 2), start))
    )


_SHORT = 2
