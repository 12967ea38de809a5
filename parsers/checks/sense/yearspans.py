"""Years counted against the first and the last of them: 2019年至2024年十年间; 三年行动（2023—2027年）."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_TO = r"\s*[至到—–\-－~～]+\s*"
_N = r"(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,2})"
_YEARS = rf"(?P<y>(?:19|20)\d\d)年?{_TO}(?P<y2>(?:19|20)\d\d)年"
# 2019年至2024年的五年间 | 从2019年到2024年，短短六年时间
_COUNTED = re.compile(rf"{_YEARS}(?:的|，?(?:这|短短|整整))?{_N}年(?:间|来|时间|期间|里(?!程))")
# 近五年来（2020—2024年） | 三年行动计划（2023—2025年）
_NAMED = re.compile(rf"{_N}年(?:间|来|时间|期间|规划|计划|行动(?:计划|方案)?|攻坚(?:行动|计划)?)?（{_YEARS}）")
# 继2019年、2021年之后，第三次
_AGAIN = re.compile(
    r"继(?P<years>(?:(?:19|20)\d\d年?[、和及与]?(?:以及)?){1,9})(?:年)?(?:之)?后，?[^，。；\d]{0,16}第(?P<n>[二三四五六七八九十])[次届度]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# 第十个五年规划, 十五年级: a number that goes on in front
_NUMBER = '第一二两三四五六七八九十百千零〇"“”0123456789.'


# 每年安排1200万元专项资金，五年累计投入6000万元
_BY_YEAR = re.compile(
    r"每年(?:安排|投入|拿出|列支|拨付|筹措|补助)[^，。；\d]{0,6}(?P<each>\d+(?:\.\d+)?)(?P<unit>万元|亿元)[^，。；\d]{0,12}，(?P<n>[两二三四五六七八九十])年(?:来|间)?(?:累计|共|合计|总共)+(?:安排|投入|拿出|列支|拨付)?"
    r"(?P<total>\d+(?:\.\d+)?)(?P=unit)(?![以多余])"
)


def by_year(prose: Prose) -> Iterator[Finding]:
    """Yield the sums of so many years in which every year has had the same: 每年安排1200万元，五年累计6000万元; an error."""
    for match in _BY_YEAR.finditer(prose.text) if "每年" in prose.text else ():
        due = Decimal(match["each"]) * to_int(match["n"])
        if due != Decimal(match["total"]):
            computed, said = f"{due}{match['unit']}", f"{match['total']}{match['unit']}"
            message = f"{match['each']}{match['unit']} in each of {match['n']} years make {computed}, but the text says {said}."
            yield prose.finding(match.start("each"), match.end(), message, computed, said)


def year_spans(prose: Prose) -> Iterator[Finding]:
    """Yield the numbers of years that neither counting both ends nor counting one of them gives, and what is done for the wrong time."""
    for match in _AGAIN.finditer(prose.text) if "继" in prose.text else ():
        times, said = len(_YEAR.findall(match["years"])) + 1, to_int(match["n"])
        if said != times:
            message = f"After {match['years'].strip('、')} it is time number {times}, but the text says “第{match['n']}”."
            yield prose.finding(*match.span(), message, str(times), match["n"])
    for pattern in (_COUNTED, _NAMED) if "年" in prose.text else ():
        for match in pattern.finditer(prose.text):
            apart, said = int(match["y2"]) - int(match["y"]), to_int(match["n"])
            before = prose.text[match.start("n") - 1 : match.start("n")]
            # 2019年底至2024年初 can be a year less than what lies between
            if apart > 0 and not apart - 1 <= said <= apart + 1 and not (before and before in _NUMBER):
                message = f"From {match['y']} to {match['y2']} are {apart} years, {apart + 1} with both counted, but the text says “{match['n']}年”."
                yield prose.finding(*match.span(), message, f"{apart} or {apart + 1}", match["n"])
