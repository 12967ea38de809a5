"""Rows of tables that were set as text: what a line shows by itself, and rows of two cells, which only those above and below them tell."""

import re
from collections.abc import Iterator, Sequence

# 全产业链产值：１８．６亿元: an entry of a list of figures (数读)
_ENTRY = re.compile(r"[^\W\da-zA-Z_]{2,10}[：:][约超近逾]?[0-9０-９][^，。；：]{0,14}")
# 第1名　灵溪镇　　98.6分 | 1　　灵溪镇　　98.6: a line of a ranking, as it stands
_PLACE = r"第?(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[名位]\s+|[0-9０-９]{1,3}(?:[ \t]?[\u3000\t]|\s{2})\s*"
_RANKED = re.compile(rf"\s*(?:{_PLACE})[^\s，。：、]{{2,16}}\s+[0-9０-９][0-9０-９.．]*\s*[^\s\d，。]{{0,2}}\s*")
# | 林溪镇 | 1260 |
_BARRED = re.compile(r"[ \u3000]*[|│｜](?:[^|│｜]*[|│｜]){2,}[ \u3000]*")
# 竹园镇⇥320, as word processors and web pages give the rows of two columns
_FIGURED = re.compile(r"[^\t]*\t+-?\d[\d,.]*[%％]?")
# the gap between cells of a table set as text
_GAPS = re.compile(r"[ \u3000\xa0\t](?:(?<=\t)|(?<!\t)[ \u3000\xa0])[ \t\u3000\xa0]*")
# 农业农村局⇥李明 | 水利局    王强: nothing that a sentence, a label or a date has
_TWO = re.compile(rf"(?P<first>[^\s，。；：！？:]{{1,20}})(?P<gap>{_GAPS.pattern})(?P<second>[^\s，。；：！？:]{{1,20}})")
# rows without tabs and with them: a tab is seldom anything else
_FEWEST, _FEWEST_TABBED = 3, 2
# second cells no longer than this are names and marks, and no halves of headings
_SHORT = 4
_FIRST_WIDE = "\u2e80"


def is_row(raw: str, text: str) -> bool:
    """Tell whether a line, as it stands and as it was cleaned, is a row by itself: four cells with wide gaps, three with a figure, or bars."""
    cells = _GAPS.split(raw)
    figures = len(cells) == 3 and any(cell[:1].isdigit() for cell in cells)
    return (
        len(cells) >= 4
        or figures
        or ("\t" in raw and _FIGURED.fullmatch(raw) is not None)
        or bool(_BARRED.fullmatch(raw) or _ENTRY.fullmatch(text) or _RANKED.fullmatch(raw))
    )


def rows_of_two(lines: Sequence[tuple[int, str]]) -> Iterator[int]:
    """Yield the indexes of lines, each given with the empty lines before it, that are rows of two cells: three and more under each other, or two with tabs.

    Their second cells begin at a tab or all at one place. Halves of headings do so too: these are as long as each other.
    """
    run: list[tuple[int, re.Match[str]]] = []
    for i, (gap, raw) in enumerate(lines):
        cells = _TWO.fullmatch(raw) if "\t" in raw or "  " in raw or "\u3000" in raw else None
        if run and (gap or not cells):
            yield from _if_rows(run)
            run = []
        if cells:
            run.append((i, cells))
    yield from _if_rows(run)


def _if_rows(run: Sequence[tuple[int, re.Match[str]]]) -> Iterator[int]:
    cells = [match for _, match in run]
    tabbed = all("\t" in match["gap"] for match in cells)
    aligned = tabbed or len({_width(match["first"] + match["gap"]) for match in cells}) == 1
    uneven = len({len(match["first"]) for match in cells}) > 1 or max((len(match["second"]) for match in cells), default=0) <= _SHORT
    if len(run) >= (_FEWEST_TABBED if tabbed else _FEWEST) and aligned and uneven:
        yield from (i for i, _ in run)


def _width(text: str) -> int:
    return sum(2 if char >= _FIRST_WIDE or char == "\u3000" else 1 for char in text)
