"""Houses that bring news, by what their names end in: patterns of the vocabulary `houses` for use inside other patterns."""

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
