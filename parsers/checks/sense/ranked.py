"""Ranks beyond the number of those that are ranked (全县8个乡镇参加考评，…杨柳镇列第11位), and moves between ranks: 由第9位上升至第5位，前移4位."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose, opening
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_KIND = r"(?:乡镇（?街道）?|乡镇|镇街|镇办|镇|乡|街道|县（市、区）|县（区）|区（县）|县市区|县[市区]?|区县|区|市州|州市|地市|市|部门|单位|村|社区|代表队|参赛队)"
_FIELD = re.compile(
    rf"(?P<scope>全[省市县区州旗镇])?(?:参加考[评核]的|参评的?|共)?(?P<n>{_N})[个支](?:参评)?{_KIND}(?:参加考[评核]|参评|中|排名|，|考[评核]|同场|角逐|[^，。；：、\n\d]{{2,10}}?(?:考[评核]|测评|评价|评比))"
)
_RANK = re.compile(rf"(?:排名|排在|排|位列|位居|名列|列|居)(?P<scope>全[国省市县区州旗镇])?(?:倒数)?第(?P<n>{_N})[位名]?")
# what a rank has in it; most texts have none
_SAID = tuple(f"{word}{scope}" for word in "列居排名在位" for scope in ("第", "全", "倒"))
_WIDER = re.compile(r"全[国省市县区州旗]")
_STOPS = "，。；：\n"
_UP, _DOWN = "上升|跃升|提升|攀升|晋升|前移|前进|提高|进位|升|进", "下降|下滑|后移|滑落|跌落|回落|退后|降|退|跌"
_WAS, _NOW = (rf"第(?P<{name}>{_N})[位名]?" for name in ("was", "now"))
_STEPS = rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?P<steps>{_N})(?:个?[位名](?:次|置)?|个?名次)"
# 由上季度的第9位上升至第5位，前移4位
_FROM_TO = re.compile(
    rf"[由从](?P<of>[^，。；\d]{{0,12}}(?:20\d\d年)?[^，。；\d]{{0,6}}){_WAS}(?:{_UP}|{_DOWN})了?[到至为](?P<now_of>[^，。；\d]{{0,6}}(?:20\d\d年)?[^，。；\d]{{0,6}}){_NOW}，{_STEPS}"
)
# 由第9位前移4位，升至第5位
_BY_TO = re.compile(
    rf"[由从](?P<of>[^，。；\d]{{0,12}}(?:20\d\d年)?[^，。；\d]{{0,6}}){_WAS}{_STEPS}，?(?:{_UP}|{_DOWN})了?[到至为](?P<now_of>[^，。；\d]{{0,6}}){_NOW}"
)
# 居全市第5位，较上季度的第9位前移4位
_THAN = re.compile(rf"(?P<now_of>[^，。；\d]{{0,8}}){_NOW}，[比较](?P<of>[^，。；\d]{{2,10}}){_WAS}{_STEPS}")
_REGION = re.compile(r"全[国省市县区州旗镇]")


def ranked(prose: Prose) -> Iterator[Finding]:
    """Yield the ranks that are higher than the number of places that their sentence says are ranked, and the moves that are not so far."""
    if "第" in prose.text:
        yield from _moved(prose)
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


def _moved(prose: Prose) -> Iterator[Finding]:
    """Yield the moves from one rank to another that are said to be of more or fewer places, or the other way; the last is the worst."""
    for match in (m for pattern in (_FROM_TO, _BY_TO, _THAN) for m in pattern.finditer(prose.text)):
        regions = [_REGION.findall(match[name])[-1:] for name in ("of", "now_of")]
        if "倒数" in match[0] or (all(regions) and regions[0] != regions[1]):
            continue
        climbed = to_int(match["was"]) - to_int(match["now"])
        said = to_int(match["steps"]) * (1 if match["up"] else -1)
        if climbed != said:
            expected = f"{abs(climbed)} {'up' if climbed > 0 else 'down'}"
            message = f"From {match['was']} to {match['now']} are {expected}, but the text says “{match['up'] or match['down']}” by {match['steps']}."
            start = min(match.start("was"), match.start("now")) - 1
            yield prose.finding(start, match.end(), message, expected, match["steps"])


def _of_one(text: str, field: re.Match[str], rank: re.Match[str]) -> bool:
    """Tell whether rank and number are of one circle: no other region, and no other number of places, is named between."""
    between = text[field.end() : rank.start()]
    scopes = {*_WIDER.findall(between), rank["scope"] or field["scope"]} - {field["scope"]}
    return not scopes and not _FIELD.search(between) and not re.search(rf"{_N}个", between)
