"""The three industries against each other and their sum: 三次产业结构10:45:44; 生产总值262.7亿元，三次产业增加值分别为12.6亿元、138.9亿元、101.2亿元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Prose
from parsers.checks.sense.tolerance import place_of
from parsers.document import Finding

_PART = r"\d+(?:\.\d+)?"
_STRUCTURE = re.compile(
    rf"(?:三次|一二三次?|三)产业?(?:结构|比例|比重|占比)[^，。；0-9]{{0,10}}?(?P<a>{_PART})[：∶](?P<b>{_PART})[：∶](?P<c>{_PART})(?![\d：∶]|\.\d)"
)
# 三大产业占比分别为18.6%、42.3%、39.1%
_SHARES = re.compile(
    rf"(?:三次|三大|第?一、?第?二、?第?三次?)产业(?:增加值)?(?:占比|比重|占[^，。；0-9]{{2,10}}比重)(?:分别|依次)?(?:为|是|达到)?(?P<a>{_PART})%、(?P<b>{_PART})%[、和](?P<c>{_PART})%"
)
_ALL = Decimal(100)
_SLACK = Decimal("0.2")
_REACHED = r"(?:分别)?(?:完成|实现|达到|达|为)*"
_TOTAL = rf"生产总值(?:（[^）\n]{{1,12}}）)?{_REACHED}(?P<total>{_PART})亿元"
# 第一、二、三产业增加值分别为12.6亿元、138.9亿元、101.2亿元
_LISTED = (
    rf"(?:第?一、第?二、第?三次?产业|三次产业){_REACHED}增加值{_REACHED}(?P<a>{_PART})亿元、(?P<b>{_PART})亿元[、和](?P<c>{_PART})亿元"
)
# 第一产业增加值12.6亿元，增长3.4%；第二产业增加值…
_APART = r"[^。\n]{{0,40}}?第?{}(?:次)?产业(?:实现|完成)?增加值{}(?P<{}>{})亿元"
_EACH = "".join(_APART.format(n, _REACHED, name, _PART) for n, name in zip("一二三", "abc", strict=True)).removeprefix("[^。\n]{0,40}?")
# up to a sentence further on; no other total between
_SUMS = [re.compile(rf"{_TOTAL}(?:(?!生产总值)[^\n]){{0,60}}?{parts}") for parts in (_LISTED, _EACH)]
_FAR = Decimal("0.25")


def industries(prose: Prose) -> Iterator[Finding]:
    """Yield the structures of the three industries that are not 100 in all, and their added values that are not the region's product."""
    if "产业" not in prose.text:
        return
    for match in (*_STRUCTURE.finditer(prose.text), *_SHARES.finditer(prose.text)):
        total = sum((Decimal(match[name]) for name in "abc"), Decimal(0))
        if abs(total - _ALL) > _SLACK:
            message = f"The shares of the three industries ({match['a']}, {match['b']}, {match['c']}) add up to {total}, not 100."
            yield prose.finding(match.start("a"), match.end("c"), message, "100", str(total))
    for pattern in _SUMS if "增加值" in prose.text else ():
        for match in pattern.finditer(prose.text):
            yield from _summed(prose, match)


def _summed(prose: Prose, match: re.Match[str]) -> Iterator[Finding]:
    """Check the added values of the three industries; each figure can be off by a unit of its last place."""
    parts, said = [Decimal(match[name]) for name in "abc"], Decimal(match["total"])
    slack = sum(map(place_of, (*parts, said)), Decimal(0)) / 2
    total = sum(parts, Decimal(0))
    if slack < abs(total - said) <= said * _FAR:
        message = (
            f"The three industries ({match['a']}, {match['b']} and {match['c']}亿元) add up to {total}亿元, but the text says {said}亿元."
        )
        yield prose.finding(match.start("total"), match.end("c"), message, f"{total}亿元", f"{said}亿元")
