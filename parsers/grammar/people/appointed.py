"""Names in decisions on posts: 任命丛日东为县水务局局长，鄂兰英为…副局长；免去谢长江县水务局局长职务 | 李明同志任镇长."""

import re
from collections.abc import Iterator
from functools import cache

from parsers.grammar.people.names import is_name
from parsers.grammar.people.naming import is_plausible, post_words
from parsers.grammar.people.ordinary import is_ordinary

_NAME = r"(?P<name>[^\W\da-zA-Z_]{1,7}(?:[·•][^\W\da-zA-Z_]{1,7})+?|[^\W\da-zA-Z_]{2,4})"
# what every such decision has in it; most texts have none
_DECIDES = ("任命", "免去", "同志", "提名", "聘任", "辞去", "任")


@cache
def _decided() -> re.Pattern[str]:
    """A name between the word of the decision, or a stop, and what makes it one: 任命…为, …同志任, 免去…职务."""
    post = rf"[^，。；：！？]{{0,30}}?(?:{post_words().pattern})"
    named = rf"(?:任命|提名|聘任|补选|增补|推选|选举|[，；、：](?=[^，；。]{{2,12}}为)){_NAME}(?:同志)?(?:为|任|担任)(?={post}(?:[，。；、（]|$))"
    begins = (
        rf"(?:^|[。；：，]){_NAME.replace('name', 'first')}(?:同志)?(?:不再担任|不再兼任|兼任|担任|任)(?={post}(?:职务)?(?:[，。；、（]|$))"
    )
    left = rf"(?:免去|免|撤销|接受){_NAME.replace('name', 'left')}(?:同志)?(?:的|辞去|所任|担任的)?(?={post}的?(?:职务|一职))"
    return re.compile(f"{named}|{begins}|{left}")


def appointed(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of the names of those whom a text appoints or relieves."""
    if not any(word in text for word in _DECIDES):
        return
    for match in _decided().finditer(text):
        start, end = match.span(match.lastgroup or 0)
        # 免去王强|县水务局局长职务: the name ends where a person does
        ends = range(end, start + 1, -1) if match["left"] else [end]
        last = next((at for at in ends if _is_person(text[start:at])), None)
        if last:
            yield start, last


# what stands behind a name here, never at its end
_BEHIND = frozenset("的同所辞为任兼省市州县区旗镇乡局")


def _is_person(word: str) -> bool:
    return is_plausible(word) or (is_name(word) and len(word) > 2 and word[-1] not in _BEHIND and not is_ordinary(word[:2]))
