"""Titles and names in marks against the number that sums them up: 《A》《B》《C》4个文件; “甲”“乙”“丙”四大品牌."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_PAPERS = "文件|制度|办法|方案|政策|措施|规定|意见|法规|著作|作品|课程|教材|预案|清单|规划"
_DEEDS = "图书|歌曲|节目|品牌|行动|工程|机制|平台|专栏|栏目|活动|模式|群体|标准|读物|剧目"
_ITEM = {"《": r"《[^《》\n]{1,50}》", "“": r"“[^“”\n，。；]{1,16}”"}
# 《A》《B》和《C》等|4个文件
_ROW = {
    mark: re.compile(
        rf"(?P<row>{item}(?:（[^（）\n]{{1,30}}）)?(?:(?:以及|[、和与及])?{item}(?:（[^（）\n]{{1,30}}）)?)+)(?P<open>等)?(?P<n>[二两三四五六七八九]|\d{{1,2}})"
        rf"(?:(?:[个项部份篇首本件]|大)(?:[^\W\d]{{0,4}}?)(?:{_PAPERS}|{_DEEDS}))"
    )
    for mark, item in _ITEM.items()
}
# 制定四项制度：《A》《B》
_BEHIND = re.compile(
    rf"(?<![第\d])(?P<n>[二两三四五六七八九]|\d{{1,2}})(?:[个项部份篇首本件]|大)[^\W\d]{{0,6}}?(?:{_PAPERS})(?:：|，(?:即|分别是|包括|分别为))"
    rf"(?P<row>{_ITEM['《']}(?:(?:以及|[、和与及])?{_ITEM['《']})+)(?!等|[、和与及])"
)
# 四支志愿服务队：巡逻队、保洁队、调解队、宣讲队
_NAMED = re.compile(
    r"(?<![第\d一二三四五六七八九十])(?P<n>[两二三四五六七八九]|\d)(?:[个支项]|大)[^\W\da-zA-Z_]{0,6}(?P<last>[^\W\da-zA-Z_])(?:：|，(?:即|分别是|分别为))"
    r"(?P<row>[^\W\da-zA-Z_和与及]{1,5}(?P=last)(?:、[^\W\da-zA-Z_和与及]{1,5}(?P=last))+(?:和[^\W\da-zA-Z_和与及]{1,5}(?P=last))?)(?=[。；])"
)
# brackets that say that they are not all or hold more than one; （街道、开发区）: kinds, and no names
_NO_NAMES = (
    r"（[^（）\n]*(?:等|和|及|与|各|含|其中|包括|不|以|(?<=[（、])(?:乡镇?|镇|街道|县|市|旗|[农居]?村|(?:居委|管委|村委)会"
    r"|(?:国有)?[农林牧渔]?场|(?:管理|开发|经开|高新|示范|工业|产业|功能|园|行政)?社?区|办事处|园区|部门|单位|企业|学校)(?=[、）]))"
)
# 5个乡镇（城关镇、北塬镇、清水乡、三合乡）
_IN_BRACKETS = re.compile(
    r"(?<![第\d一二三四五六七八九十余多每各])(?P<n>[两二三四五六七八九十]|\d{1,2})个?(?:乡镇|镇|乡|街道|镇街|县区?|区县|县市区?|市|村|行政村|自然村|社区|村社区|部门|单位)"
    rf"(?!{_NO_NAMES})（(?P<row>[^\W\da-zA-Z_]{{2,8}}(?:、[^\W\da-zA-Z_]{{2,8}})+)）"
)
_NAME = re.compile(r"[^、和]+")
_ONE = {mark: re.compile(item) for mark, item in _ITEM.items()}
# a list that begins in front of its first mark: 党的二十大报告、《A》《B》3个文件
_GOES_BEFORE = ("、", "和", "及", "与", "”", "》")


def titled(prose: Prose) -> Iterator[Finding]:
    """Yield the rows of marked names whose number is not the one that is said; with 等, there can be more; an error."""
    yield from _announced(prose, _BEHIND, _ONE["《"])
    yield from _announced(prose, _NAMED, _NAME)
    if "（" in prose.text:
        yield from _announced(prose, _IN_BRACKETS, _NAME)
    for mark, row in _ROW.items():
        for match in row.finditer(prose.text) if mark in prose.text else ():
            many, said = len(_ONE[mark].findall(match["row"])), to_int(match["n"])
            if said == many or (match["open"] and said > many) or prose.text[: match.start()].endswith(_GOES_BEFORE):
                continue
            message = f"The text names {many} ({match['row']}), but counts {match['n']}."
            yield prose.finding(*match.span(), message, str(many), match["n"])


def _announced(prose: Prose, lists: re.Pattern[str], name: re.Pattern[str]) -> Iterator[Finding]:
    """Yield the rows of names whose number stands in front of them, and is not theirs."""
    for match in lists.finditer(prose.text):
        many = len(name.findall(match["row"]))
        if many != to_int(match["n"]):
            message = f"The text counts {match['n']}, but names {many} ({match['row']})."
            yield prose.finding(*match.span(), message, str(many), match["n"])
