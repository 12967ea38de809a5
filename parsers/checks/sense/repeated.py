"""The same quantity stated twice with different values: 31个项目完成投资206.19亿元, and again 96.3亿元; 全镇30个行政村, and again 31."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.checks.sense.statements import Prose, Sentence, disagree
from parsers.checks.sense.tolerance import interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 31个在建重大项目完成投资206.19亿元: what is counted, and what is reported of it
_DONE = re.compile(
    r"^(?:[^\W\da-zA-Z_]{0,10}?)(?P<noun>项目|企业|工程|基地|合作社|园区|农户|行政村|景区)(?P<what>[^\W\da-zA-Z_]{2,8}?)(?:达到|达|为|约|近|超|突破)*$"
)
_LEAST = 3
# what does not change within a report, with the unit that it is counted in
_LASTING = re.compile(r"^(?:行政村|自然村|村民小组|村民组|村民|农户|人口|党员|党支部|社区|耕地|村(?=[，。；、全都]))")
_WHOLE = re.compile(r"(?P<scope>全[县区市镇乡村])(?:现有|共有|共辖|下辖|现辖|辖有|辖|共|有|总计)?$")
_PERIOD = re.compile(r"20\d\d年|去年|前年|上年|上半年|下半年|[一二三四]季度|\d+[—-]\d+月|\d+月|目前|过去|原来|原有|调整|合并|撤并|\S年前")
# 蓬溪县地处川中，辖19个乡镇、242个行政村
_OWNER = re.compile(r"[^\W\da-zA-Z_]([县市区旗镇乡])(?![域区内级委直])")
_GOVERNED = re.compile(r"有?(?:\d+个[^，。；\d]{1,10}[、，和及])*")
_NAMED = {
    "镇": re.compile(r"(?<![全该本各])[^\W\da-zA-Z_](?![全该本各我])[^\W\da-zA-Z_]镇"),
    "村": re.compile(r"[^\W\da-zA-Z_]{2}(?<![全该本各行政自然])村"),
}


class Claim(NamedTuple):
    """One statement of a quantity: what is measured, the figure, from where to where it is said, and the words about time."""

    key: tuple[object, ...]
    figure: Quantity
    start: int
    end: int
    period: frozenset[str]


def repeated(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the quantities that a document states twice with values that cannot both be meant; a warning, since both may be meant."""
    first: dict[tuple[object, ...], Claim] = {}
    for sentence in sentences:
        for claim in [*_amounts(sentence), *_counts(sentence)]:
            known = first.setdefault(claim.key, claim)
            if not interval(known.figure).meets(interval(claim.figure)) and known.period == claim.period:
                yield _finding(prose, known, claim)


def _amounts(sentence: Sentence) -> Iterator[Claim]:
    for i in range(1, len(sentence.figures)):
        count, amount = sentence.figures[i - 1], sentence.figures[i]
        done = _DONE.match(sentence.gap(i))
        if done and count.value >= _LEAST and count.bound == "exact" and amount.word.dimension == "money":
            key = (count.value, count.word.unit, done["noun"], done["what"], amount.word.unit)
            yield Claim(key, amount, count.start, amount.end, _period(sentence))


def _counts(sentence: Sentence) -> Iterator[Claim]:
    for i, figure in enumerate(sentence.figures):
        whole, governed = _WHOLE.search(sentence.front(i)), _governed(sentence, i) if "辖" in sentence.text else None
        noun = _LASTING.match(sentence.prose.text[figure.end : figure.end + 8])
        plain = figure.bound == "exact" and figure.value_max is None and figure.value == figure.value.to_integral_value()
        scope, start = (whole["scope"], figure.start - len(whole[0])) if whole else governed or ("", 0)
        if scope and noun and plain and figure.value >= Decimal(_LEAST) and _is_one(sentence.prose, scope[1]):
            yield Claim((scope, noun[0], figure.word.unit), figure, start, figure.end + noun.end(), _period(sentence))


def _governed(sentence: Sentence, i: int) -> tuple[str, int] | None:
    """Return the whole that 蓬溪县…辖19个乡镇、242个行政村 counts for (全县), and where that is said."""
    text, figure = sentence.prose.text, sentence.figures[i]
    at = text.rfind("辖", sentence.start, figure.start)
    owner = _OWNER.findall(text[sentence.start : at]) if at >= 0 and _GOVERNED.fullmatch(text, at + 1, figure.start) else []
    return (f"全{owner[-1]}", at) if owner else None


def _is_one(prose: Prose, level: str) -> bool:
    """Tell whether 全镇 or 全村 can only mean one place: several towns or villages in the text leave it open."""
    names = _NAMED.get(level)
    return names is None or len(set(names.findall(prose.text))) <= 1


def _period(sentence: Sentence) -> frozenset[str]:
    return frozenset(_PERIOD.findall(sentence.text))


def _finding(prose: Prose, first: Claim, second: Claim) -> Finding:
    told = prose.text[second.start : second.end].replace("{", "").replace("}", "")
    return disagree(
        prose, first.figure, second.figure, f"The text says {{a}} here and {{b}} there of what seems the same quantity: {told}."
    )
