"""Percentages of one whole that exceed it: 餐饮收入占62%，住宿收入占45%; 35岁以下的占22%，36至45岁的占46%，46岁以上的占42%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, starmap

from parsers.checks.sense.sorts import exclusive
from parsers.checks.sense.statements import Sentence, written
from parsers.checks.sense.tolerance import interval, place_of, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

_SHARE = re.compile(r"(?P<label>[^，。；：、\n]{1,16}?)(?:占比|占|比重|占总[^\W\da-zA-Z_]{1,3}的)(?:约|近|超|达到?|为)*$")
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
# 资金来源为：财政投入占40%，…; 股权比例为村集体占51%、…
_SOURCES = re.compile(r"(?:渠道|来源|构成|结构|流向|去向|股权|股份|股比|分配|比例)(?:比例)?(?:方面|上)?(?:中|为|是|看)?[，：]?$")
# of one who may say several things
_SEVERAL = re.compile(r"多选|选择|认为|受访|调查|问卷|需求|反映|希望")
# 其中香菇占58%、木耳占27%、羊肚菌占21%; 女性, 绿色食品 and the like can be true of any of them
_LISTED = re.compile(r"^[、，](?P<label>[^\W\da-zA-Z_]{1,4})占(?:比)?$")
_AMONG = re.compile(r"(?:其中|[^，。；\d]{3,12}中)，?(?P<label>[^\W\da-zA-Z_]{1,4})占(?:比)?$")
_CROSSING = re.compile(
    r"[女男]|青年|老年|本科|大专|出口|订单|绿色|有机|富硒|电商|线[上下]|品牌|加工|外地|本地|规[上下]|优质|精品|早|晚|新|高|特|占|及|以|超|合格|达标|自驾|过夜|亲子|散客|回头|年轻|后|返乡|退役|脱贫|残疾|低保|复购"
)
_MOST = Decimal(130)
# 本科及以上学历占71.6% | 高中（中专）学历的占31.7% | 初中及以下文化程度占8.4%
_SCHOOLED = re.compile(
    r"(?P<level>小学|初中|高中|中专|大专|专科|本科|研究生|硕士)(?:（[^）]{1,6}）|[或和及/](?:中专|高中))?(?P<side>及?以[上下])?的?(?:学历|文化程度|文化)?(?:教师|干部|人员|党员|书记|成员)?的?占(?:比)?(?:为|达)?(?P<share>\d{1,2}(?:\.\d+)?)%"
)
_LEVEL = {name: n for n, names in enumerate(("小学", "初中", "高中|中专", "大专|专科", "本科", "研究生|硕士")) for name in names.split("|")}
# 非常满意的占62%、比较满意45%
_SATISFIED = re.compile(
    r"(?<!不)(?<!基本)(?:非常|很)?满意(?:率|度|的)?(?:占|为|达到?)*(?P<a>\d{1,3}(?:\.\d+)?)%[，、；](?:比较|基本|较为)满意(?:率|度|的)?(?:占|为|达到?)*(?P<b>\d{1,2}(?:\.\d+)?)%"
    r"(?:[，、；]不满意(?:率|度|的)?(?:占|为|达到?)*(?P<c>\d{1,2}(?:\.\d+)?)%)?"
)
# 按村集体30%、合作社20%、农户50%的比例分配
_PARTED = re.compile(
    r"按(?:照)?(?P<list>(?:[^，。；、\d%]{1,12}\d{1,2}(?:\.\d+)?%[、，和]){1,4}[^，。；、\d%]{1,12}\d{1,2}(?:\.\d+)?%)的?比例(?:进行)?(?:分配|分红|分成|分享|分担|出资|入股)"
)
_SHARES = re.compile(r"(\d{1,2}(?:\.\d+)?)%")
# 36至45岁的占46%
_BAND = re.compile(
    r"(?P<from>\d\d)(?:周?岁)?(?:(?:[至到—–\-－~～]+(?P<to>\d\d)周?岁(?:之间)?)|周?岁及?以(?P<side>[上下]))的?[^，。；、\d占]{0,8}占(?:比)?(?:约|达|为)?(?P<share>\d{1,2}(?:\.\d+)?)%"
)
_REST, _THREE = re.compile(r"其他|其余|其它|[^\W\d]{1,6}等其他"), 3


def wholes(sentence: Sentence) -> Iterator[Finding]:
    """Yield the runs of shares of one whole in a sentence that add up to more than 100%."""
    text = sentence.text
    if "满意" in text or "比例" in text:
        yield from _answers(sentence)
    if "占" not in text and "比重" not in text:
        return
    if "中" in text and not _SEVERAL.search(text):
        yield from _listed(sentence)
    if "岁" in text:
        yield from _bands(sentence)
    if "学历" in text or "文化" in text:
        yield from _schooled(sentence)
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
    several = len(run) < _THREE or bool(_SEVERAL.search(sentence.text))
    parted = not several and _is_parted(sentence, run[0].start, labels[0])
    viewed = not several and _VIEW.search(sentence.prose.text, sentence.start, run[0].start)
    if not parted and (len(run) < 2 or any(_OVERLAPPING.search(label) for label in labels) or not (viewed or _parallel(labels))):
        return
    if sum((interval(q).low for q in run), Decimal(0)) <= _ALL:
        return
    yield _exceeds(sentence, run)


def _is_parted(sentence: Sentence, first: int, label: str) -> bool:
    """Tell whether the shares that begin at `first` are said to be all those of what was parted: 资金来源为."""
    told = sentence.prose.text[sentence.start : first]
    at = told.rfind(label)
    return bool(_SOURCES.search(told[:at]) or _SOURCES.search(told[: at + len(label.split("为", maxsplit=1)[0]) + 1]))


def _exceeds(sentence: Sentence, run: Sequence[Quantity]) -> Finding:
    total = f"{shown(sum((q.value for q in run), Decimal(0)))}%"
    said = " + ".join(written(sentence.prose, q) for q in run)
    message = f"{said} of one whole are {total}, more than all of it."
    return sentence.prose.finding(run[0].start, run[-1].end, message, "at most 100%", total)


def _parallel(labels: Sequence[str]) -> bool:
    if len(labels) >= _THREE and _REST.match(labels[-1]):
        return True
    return exclusive(labels) or (len({label[-2:] for label in labels}) == 1 and len(set(labels)) == len(labels))


def _listed(sentence: Sentence) -> Iterator[Finding]:
    """Yield the shares of things named one by one behind 其中 that are more than all; what crosses the others is left out."""
    for i, first in enumerate(sentence.figures):
        named = _AMONG.search(sentence.gap(i)) if first.word.unit == "%" else None
        run, labels = [first], [named["label"]] if named else []
        while named and i + len(run) < len(sentence.figures) and (more := _LISTED.match(sentence.gap(i + len(run)))):
            run.append(sentence.figures[i + len(run)])
            labels.append(more["label"])
        total = sum((q.value for q in run), Decimal(0))
        crossing = any(_CROSSING.search(label) or _OVERLAPPING.search(label) for label in labels)
        shares = len(run) >= _THREE and all(q.word.unit == "%" and q.bound == "exact" for q in run)
        if shares and not crossing and sum((interval(q).low for q in run), Decimal(0)) > _ALL and total <= _MOST:
            yield _exceeds(sentence, run)


def _answers(sentence: Sentence) -> Iterator[Finding]:
    """Yield the shares of who is satisfied, more or less, and not, that are more than all; and agreed shares that are not all."""
    for match in _SATISFIED.finditer(sentence.text):
        said = [share for share in match.groups() if share]
        if sum(map(Decimal, said)) > _ALL + sum((place_of(Decimal(s)) for s in said), Decimal(0)):
            yield from _not_all(sentence, said, match.start("a"), match.end())
    for match in _PARTED.finditer(sentence.text):
        yield from _not_all(sentence, _SHARES.findall(match["list"]), match.start("list"), match.end("list"))


def _bands(sentence: Sentence) -> Iterator[Finding]:
    """Yield the shares of people by age, from 以下 to 以上 without a hole, that are not all of them."""
    bands = list(_BAND.finditer(sentence.text))
    if len(bands) < _THREE or bands[0]["side"] != "下" or bands[-1]["side"] != "上" or any(m["side"] for m in bands[1:-1]):
        return
    starts, ends = [int(m["from"]) for m in bands[1:]], [int(m["to"] or m["from"]) for m in bands[:-1]]
    if all(0 <= start - end <= 1 for start, end in zip(starts, ends, strict=True)):
        yield from _not_all(sentence, [m["share"] for m in bands], bands[0].start(), bands[-1].end())


def _schooled(sentence: Sentence) -> Iterator[Finding]:
    """Yield the shares of people by schooling, from the highest to the lowest or back without a hole, that are not all of them."""
    bands = list(_SCHOOLED.finditer(sentence.text))
    in_row = all(sentence.text[a.end() : b.start()] in ("，", "、", "；") for a, b in pairwise(bands))
    down = sorted(bands, key=lambda m: -_LEVEL[m["level"]])
    ends = [m["side"] and m["side"][-1] for m in (*down[:1], *down[-1:])]
    if (
        len(bands) > 1
        and in_row
        and ends == ["上", "下"]
        and not any(m["side"] for m in down[1:-1])
        and all(starmap(_meet, pairwise(down)))
    ):
        yield from _not_all(sentence, [m["share"] for m in bands], bands[0].start("share"), bands[-1].end())


def _meet(upper: re.Match[str], lower: re.Match[str]) -> bool:
    """Tell whether one level of schooling begins where the other ends; 以上 and 以下 may leave out what they name, 及以上 does not."""
    begins = {0, int(upper["side"] == "以上")}
    ends = {0, int(lower["side"] == "以下")}
    return any(_LEVEL[upper["level"]] + a == _LEVEL[lower["level"]] - b + 1 for a in begins for b in ends)


def _not_all(sentence: Sentence, said: Sequence[str], start: int, end: int) -> Iterator[Finding]:
    shares = [Decimal(share) for share in said]
    total = sum(shares, Decimal(0))
    if abs(total - _ALL) > sum((place_of(share) for share in shares), Decimal(0)):
        message = f"{' + '.join(f'{share}%' for share in said)} of all are {total}%, not all of them."
        yield sentence.prose.finding(sentence.start + start, sentence.start + end, message, "100%", f"{total}%")
