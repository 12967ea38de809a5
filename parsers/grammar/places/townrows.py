"""The home's townships by their short forms where they stand in a row of towns: 大坪、关刀、麦市等8个乡镇."""

import re
from collections.abc import Iterator, Sequence

from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import Unit
from parsers.grammar.places.locality import Locality
from parsers.grammar.places.mentions import Mention, common_words
from parsers.passages import Passage

# 大坪、关刀、麦市等8个乡镇 | 张塝、檀林等大别山南麓乡镇 | 下帅、诗洞等重点林区镇 | 安厚、大溪、九峰3个乡镇 | 解放沟、三岔河两镇
_ROW_OF_TOWNS = re.compile(
    r"(?P<row>(?<![^\W\da-zA-Z_])[^\W\da-zA-Z_]{2,}+(?:、[^\W\da-zA-Z_]{2,4})+)(?:等(?:(?:\d+|[一二三四五六七八九十]+)个)?(?:[^\W\da-zA-Z_]{2,6}(?=[乡镇]))?|(?<!等)(?:\d+|[两三四五六七八九])个|等?[两三四五六七八九](?=[镇乡]))(?:乡镇|镇街|街镇|镇乡|镇|乡)(?!长|村)"
)
_NAME = re.compile(r"[^、]+")


def _rows_of_towns(text: str) -> Iterator[re.Match[str]]:
    """Yield the rows of towns in a text; most texts lack what each of them has."""
    return _ROW_OF_TOWNS.finditer(text) if "、" in text and ("镇" in text or "乡" in text) else iter(())


def _shorts(home: Locality) -> dict[str, Unit]:
    """Return the townships of the home's county by their short forms."""
    listed = gazetteer.townships(home.county.code[:6]) if home.county else ()
    return {short: unit for unit in listed if (short := gazetteer.short(unit.name)) != unit.name}


def towns_in_rows(prose: Sequence[Passage], home: Locality) -> dict[str, tuple[Unit, ...]]:
    """Return the short forms of the home's townships that stand in a row of so many of them; the first may run on from other words."""
    rows = [match["row"].split("、") for passage in prose for match in _rows_of_towns(passage.text)]
    shorts = _shorts(home) if rows else {}
    written = {name for row in rows for name in row[1:]} | {short for row in rows for short in shorts if row[0].endswith(short)}
    return {short: (unit,) for short, unit in shorts.items() if short in written and short not in gazetteer.short_names()}


def words_in_rows(text: str, home: Locality) -> Iterator[Mention]:
    """Yield the short forms of the home's townships that are words (新城) or other places' names too, where they stand in a row of towns.

    Another place's name counts only where the whole row is of the home's towns: 南阳、斜滩、凤阳等中心镇.
    """
    rows = list(_rows_of_towns(text)) if home.county else []
    shorts = _shorts(home) if rows else {}
    for match in rows:
        named = list(_named(match, shorts))
        whole = len(named) == match["row"].count("、") + 1
        for name, start in named:
            if whole or name in common_words():
                yield Mention(name, start, start + len(name), (shorts[name],), is_short=True)


def _named(row: re.Match[str], shorts: dict[str, Unit]) -> Iterator[tuple[str, int]]:
    """Yield the short forms in a row with where they begin; the first may run on from other words (支持南阳、斜滩)."""
    for i, word in enumerate(_NAME.finditer(row["row"])):
        name = word[0] if i else next((short for short in sorted(shorts, key=len, reverse=True) if word[0].endswith(short)), "")
        if name in shorts:
            yield name, row.start("row") + word.end() - len(name)
