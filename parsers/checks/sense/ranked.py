"""Ranks beyond the number of those that are ranked: 全县8个乡镇参加考评，…杨柳镇列第11位."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose, opening
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_KIND = (
    r"(?:乡镇（?街道）?|乡镇|镇街|镇办|镇|乡|街道|县（市、区）|县市区|县[市区]?|区县|区|市州|州市|地市|市|部门|单位|村|社区|代表队|参赛队)"
)
_FIELD = re.compile(
    rf"(?P<scope>全[省市县区州旗镇])?(?:参加考[评核]的|参评的?|共)?(?P<n>{_N})[个支](?:参评)?{_KIND}(?:参加考[评核]|参评|中|排名|，|考[评核]|同场|角逐|[^，。；：、\n\d]{{2,10}}?(?:考[评核]|测评|评价|评比))"
)
_RANK = re.compile(rf"(?:排名|排在|排|位列|位居|名列|列|居)(?P<scope>全[国省市县区州旗镇])?(?:倒数)?第(?P<n>{_N})[位名]?")
# what a rank has in it; most texts have none
_SAID = tuple(f"{word}{scope}" for word in "列居排名在位" for scope in ("第", "全", "倒"))
_WIDER = re.compile(r"全[国省市县区州旗]")
_STOPS = "，。；：\n"


def ranked(prose: Prose) -> Iterator[Finding]:
    """Yield the ranks that are higher than the number of places that their sentence says are ranked."""
    if not any(words in prose.text for words in _SAID):
        return
    done = 0
    for rank in _RANK.finditer(prose.text):
        start = max(done, opening(prose.text, rank.start(), "。；\n"))
        done = rank.end()
        for field in _FIELD.finditer(prose.text, start, rank.start() + 1):
            if to_int(rank["n"]) <= to_int(field["n"]) or not _of_one(prose.text, field, rank):
                continue
            message = f"“{rank[0]}” is more than the {field['n']} that are ranked."
            yield prose.finding(field.start(), rank.end(), message, f"at most {field['n']}", rank["n"])


def _of_one(text: str, field: re.Match[str], rank: re.Match[str]) -> bool:
    """Tell whether rank and number are of one circle: no other region, and no other number of places, is named between."""
    between = text[field.end() : rank.start()]
    scopes = {*_WIDER.findall(between), rank["scope"] or field["scope"]} - {field["scope"]}
    return not scopes and not _FIELD.search(between) and not re.search(rf"{_N}个", between)
