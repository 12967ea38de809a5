"""Percentages of one whole that exceed it: 餐饮收入占62%，住宿收入占45%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.sorts import exclusive
from parsers.checks.sense.statements import Sentence, written
from parsers.checks.sense.tolerance import interval, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_SHARE = re.compile(r"(?P<label>[^，。；：、\n]{2,16}?)(?:占比|占|比重|占总[^\W\da-zA-Z_]{1,3}的)(?:约|近|超|达到?|为)*$")
# several of these can be true of one person, house or thing
_OVERLAPPING = re.compile(r"以[上下内]|岁|学历|党员|人员|干部|[户人员者民生]$|认证|贷款|覆盖|机械|良种|率|全[县市省国镇区乡]")
# 目前全县早熟品种占比35%: all shares of a row are of what the first says
_FIELD = re.compile(r"^(?:目前|当前|现在|现|去年|今年)?全[县市省区州旗镇乡](?=[^\W\da-zA-Z_]{3})")
_ALL = Decimal(100)
_SLACK = Decimal("0.2")
# 从销售渠道看，…占46%: all shares that follow are of one whole
_VIEW = re.compile(
    r"(?:从|按)[^，。；：]{0,8}?(?:渠道|品种|行业|产业|区域|地区|来源|投向|类型|类别|种类|用途|市场|方式|原因|性质|去向|流向)(?:结构|分布|构成|划分)?(?:来)?[看分]，"
)
# of one who may say several things
_SEVERAL = re.compile(r"多选|选择|认为|受访|调查|问卷|需求|反映|希望")
_REST, _THREE = re.compile(r"其他|其余|其它|[^\W\d]{1,6}等其他"), 3


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
    viewed = len(run) >= _THREE and _VIEW.search(sentence.prose.text, sentence.start, run[0].start) and not _SEVERAL.search(sentence.text)
    if len(run) < 2 or any(_OVERLAPPING.search(label) for label in labels) or not (viewed or _parallel(labels)):
        return
    if sum((interval(q).low for q in run), Decimal(0)) <= _ALL:
        return
    total = f"{shown(sum((q.value for q in run), Decimal(0)))}%"
    said = " + ".join(written(sentence.prose, q) for q in run)
    message = f"{said} of one whole are {total}, more than all of it."
    yield sentence.prose.finding(run[0].start, run[-1].end, message, "at most 100%", total)


def _parallel(labels: Sequence[str]) -> bool:
    if len(labels) >= _THREE and _REST.match(labels[-1]):
        return True
    return exclusive(labels) or (len({label[-2:] for label in labels}) == 1 and len(set(labels)) == len(labels))
