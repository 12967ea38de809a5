"""Houses that bring news, by what their names end in: patterns of the vocabulary `houses` for use inside other patterns."""

import re

from parsers.grammar.wordlists import alternation
from seeds import vocabulary

_SORTS = {name: tuple(sort["endings"]) for name, sort in vocabulary("houses").items() if isinstance(sort, dict)}

# …日报 | …都市报
PAPER = alternation(*_SORTS["papers"])
# …日报 | …融媒体中心 | …客户端: those that report themselves
NEWSROOM = alternation(*_SORTS["papers"], *_SORTS["newsrooms"])
# …电视台
STATION = alternation(*_SORTS["stations"])
# …网 | …信息港
SITE = alternation(*_SORTS["sites"])
# any of them, and the short …报 …台 …社, where the place in the line says that a house stands there
HOUSE = alternation(*(ending for endings in _SORTS.values() for ending in endings))

# the unit before a reporter: 范县融媒体中心记者, YMG记者, 新清江记者, 浙江日报共享联盟武义站 记者, also behind the names of another unit's
REPORTERS = re.compile(
    r"(?:^|(?<=[\s、，,/／:：□■◎●○▢◻]))(?:[A-Z]{2,6}|新[^\W\da-zA-Z_]{2}|[^\W\da-zA-Z_]{2,10}?(?:[·•|｜][^\W\da-zA-Z_]{2,10}?|\+)?"
    rf"(?:(?<=\+)|(?<=农村)大众|共享联盟[·•]?[^\W\da-zA-Z_]{{2,3}}站|{HOUSE}))\s*(?=$)"
)
# （庐江县融媒体中心 左学长/文 方波/图）: the house of all who follow
OF_ALL = re.compile(rf"[\s（(【]*[^\W\da-zA-Z_]{{2,14}}(?:{NEWSROOM}|{STATION})\s+")
# 许静 范县融媒体中心 董伟民: of those behind it, who have no role of their own
BETWEEN = re.compile(rf"\s[^\W\da-zA-Z_]{{2,14}}(?:{NEWSROOM}|{STATION})\s+(?=\S)")
