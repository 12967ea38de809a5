"""People named behind where they live or come from: 家住霍山县铜锣寨村的程先财， 房木镇和平村的王凤兰大娘 and 返乡的吴秋香开了…."""

import re
from collections.abc import Iterator

from parsers.grammar.people.names import is_name
from parsers.grammar.people.naming import Trust, is_plausible, name_end

_HOME = r"(?:家住|现住|住在)[^，。；！？“”]{2,24}?(?<!的)的"
_AGED = r"老人|大[娘妈爷叔婶伯姐哥嫂]|阿[姨婆]|奶奶|爷爷"
_CAME = r"(?<=返乡的|回乡的|回村的|务工的|打工的|创业的|归来的|毕业的|退伍的|退役的|转业的)"
# 从广东返乡的|吴秋香开了… | 家住霍山县铜锣寨村的|程先财， | 家住东旺村的|徐桂香老人 | 房木镇和平村的|王凤兰大娘
_LIVES = re.compile(
    rf"{_HOME}(?=[^\W\da-zA-Z_]{{2,3}}(?:[，、]|夫))|(?:{_HOME}|(?<=[^\W\da-zA-Z_]{{2}})[村组寨屯]的)(?=[^\W\da-zA-Z_]{{3}}(?:{_AGED}))"
    rf"|{_CAME}(?=[^\W\da-zA-Z_]{{3}}(?:开[了起办]|办[了起]|创[办立]|流转|承包|带着|带领|种[了起上]|养[了起上]|投资|租下|注册|成立|回到|当起))"
)
# 石门村村民|文桂英|与丈夫: only a surname is asked for where a husband or wife stands beside
_MARRIED = re.compile(r"(?<=[村居牧农渔]民)(?P<name>[^\W\da-zA-Z_]{2,3})(?=[和与](?:丈夫|妻子|爱人|老伴))")


def residents(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets (code points) of names behind where their bearers live or have come from."""
    for match in _LIVES.finditer(text) if "的" in text else ():
        end = name_end(text, match.end(), Trust.LABEL)
        if end and is_plausible(text[match.end() : end]):
            yield match.end(), end
    yield from (match.span("name") for match in _MARRIED.finditer(text) if is_name(match["name"]))
