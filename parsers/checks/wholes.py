"""Percentages of one whole that exceed it: 餐饮收入占62%，住宿收入占45%; 三次产业结构 that is not 100."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sorts import exclusive
from parsers.checks.statements import Prose, Sentence, written
from parsers.checks.tolerance import interval, shown
from parsers.document import Finding
from parsers.grammar.quantities import Quantity

_SHARE = re.compile(r"(?P<label>[^，。；：、\n]{2,16}?)(?:占比|占|比重|占总[^\W\da-zA-Z_]{1,3}的)(?:约|近|超|达到?|为)*$")
# several of these can be true of one person, house or thing
_OVERLAPPING = re.compile(r"以[上下内]|岁|学历|党员|人员|干部|[户人员者民生]$|认证|覆盖|机械|良种|率|全[县市省国镇区乡]")
# 目前全县早熟品种占比35%: all shares of a row are of what the first says
_FIELD = re.compile(r"^(?:目前|当前|现在|现|去年|今年)?全[县市省区州旗镇乡](?=[^\W\da-zA-Z_]{3})")
_PART = r"\d+(?:\.\d+)?"
_INDUSTRIES = re.compile(
    rf"(?:三次|一二三次?|三)产业?(?:结构|比例|比重|占比)[^，。；0-9]{{0,10}}?(?P<a>{_PART})[：∶](?P<b>{_PART})[：∶](?P<c>{_PART})(?![\d：∶]|\.\d)"
)
_ALL = Decimal(100)
_SLACK = Decimal("0.2")


def wholes(sentence: Sentence) -> Iterator[Finding]:
    """Yield the runs of shares of one whole in a sentence that add up to more than 100%."""
    run: list[Quantity] = []
    labels: list[str] = []
    for i, figure in enumerate(sentence.figures):
        named = _SHARE.search(sentence.gap(i)) if figure.word.unit == "%" else None
        if not named:
            yield from _checked(sentence, run, labels)
            run, labels = [], []
            continue
        run.append(figure)
        labels.append(_FIELD.sub("", named["label"]))
    yield from _checked(sentence, run, labels)


def _checked(sentence: Sentence, run: Sequence[Quantity], labels: Sequence[str]) -> Iterator[Finding]:
    if len(run) < 2 or any(_OVERLAPPING.search(label) for label in labels) or not _parallel(labels):
        return
    if sum((interval(q).low for q in run), Decimal(0)) <= _ALL:
        return
    total = f"{shown(sum((q.value for q in run), Decimal(0)))}%"
    said = " + ".join(written(sentence.prose, q) for q in run)
    message = f"{said} of one whole are {total}, more than all of it."
    yield sentence.prose.finding(run[0].start, run[-1].end, message, "at most 100%", total)


def _parallel(labels: Sequence[str]) -> bool:
    return exclusive(labels) or (len({label[-2:] for label in labels}) == 1 and len(set(labels)) == len(labels))


def industries(prose: Prose) -> Iterator[Finding]:
    """Yield the structures of the three industries (三次产业结构10:45:44) that are not 100 in all."""
    for match in _INDUSTRIES.finditer(prose.text):
        total = sum((Decimal(match[name]) for name in "abc"), Decimal(0))
        if abs(total - _ALL) > _SLACK:
            message = f"The shares of the three industries ({match['a']}, {match['b']}, {match['c']}) add up to {total}, not 100."
            yield prose.finding(match.start("a"), match.end("c"), message, "100", str(total))
